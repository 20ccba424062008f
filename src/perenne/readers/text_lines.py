"""Physical lines of a text, counted, that can be read again: for rows that go over several of them."""

import io
from collections.abc import Iterator
from typing import TextIO

_TAKEN = _DRAINED = 1 << 16
"""Characters that are taken, or forgotten, at once."""


class TooLong(Exception):
    """The row being read is longer than any that is read."""


class Lines:
    """The physical lines of a text, counted; those of the row being read are held, up to ``longest`` characters.

    ``resumed``: how often at most reading goes back.
    """

    def __init__(self, text: TextIO, longest: int, resumed: int) -> None:
        self._text, self._longest, self._may_resume = text, longest, resumed
        self._again: list[str] = []
        self._held: list[str] = []
        self._size = 0
        self.number = 0
        """Of the line read last."""
        self.reread_until = 0
        """The last line that a row with a wrong quote had seemed to hold."""

    def __iter__(self) -> Iterator[str]:
        return self

    @property
    def are_given_back(self) -> bool:
        """Whether some lines that were read are to be read again."""
        return bool(self._again)

    def take(self) -> str:
        """The next lines as one text, whole but for the last one of the file or one that is too long."""
        text = self._text.read(_TAKEN)
        return text if text.endswith("\n") else text + self._text.readline(self._longest + 1)

    def taken(self, how_many: int, rest: str) -> None:
        """So many lines of the text that was taken are done with; the ``rest`` will be read again."""
        self.number += how_many
        self._again = list(io.StringIO(rest, newline=""))[::-1]

    def __next__(self) -> str:
        line = self._again.pop() if self._again else ""
        if not line.endswith(("\n", "\r")):
            line += self._text.readline(max(0, self._longest + 1 - len(line)))
        if not line:
            raise StopIteration
        self.number += 1
        self._held.append(line)
        self._size += len(line)
        if self._size > self._longest:
            self._held[-1] = self._drained(line)
            raise TooLong
        return line

    def _drained(self, line: str) -> str:
        """``line`` with a line end, its rest read and forgotten."""
        rest = line
        while rest and not rest.endswith(("\n", "\r")):
            rest = self._text.readline(_DRAINED)
        return line if line.endswith(("\n", "\r")) else f"{line}\n"

    def begin_row(self) -> int:
        """Forget the row before; the number of the line where the next one begins."""
        self._held.clear()
        self._size = 0
        return self.number + 1

    def ended(self) -> bool:
        """Whether the row just read ends with a line end, so that the file was not cut there."""
        return bool(self._held) and self._held[-1].endswith(("\n", "\r"))

    def resume(self) -> None:
        """Go back behind the first line of the row just read, if it has several and time allows."""
        if len(self._held) < 2 or self._may_resume < 1:
            return
        self._may_resume -= 1
        self.reread_until = max(self.reread_until, self.number)
        again = self._held[1:]
        self.number -= len(again)
        self._again.extend(reversed(again))
