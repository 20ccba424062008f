"""Workbooks and Parquet files are opened in a process of their own, with little memory and little time.

The libraries that read them are written in another language: on a file that was made to hurt, they end the process
that they run in. So the file is copied to a child (``python -m perenne.readers.confined KIND``) on its standard
input, and the child writes the rows as messages to a file without a name, from where they are read as often as
wanted. The child inherits no other open file. Whatever happens to it, the parent says one sentence.

The limits (``resource``: address space, processor time, size of what is written) exist on Linux and, but for the
address space, on macOS; on Windows the time alone is limited.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import weakref
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, BinaryIO, Literal, NamedTuple

import msgspec

from perenne.confine import confine, confined_for_now
from perenne.model.bilingual import Bilingual
from perenne.model.errors import UnreadableFile
from perenne.readers.delimited import Cell, Damaged, Row

Kind = Literal["workbook", "parquet"]

MAX_PACKED = 512 * 2**20
"""Bytes of a file that is given to the child."""
_MIB = 2**20
MEMORY: dict[Kind, int] = {"workbook": 512 * _MIB, "parquet": 2048 * _MIB}
"""Address space. Polars sets a gigabyte of it aside before it reads a byte; what it takes up is a quarter of that."""
SECONDS = 60
CHILD = (sys.executable, "-P", "-m", "perenne.readers.confined")
"""``-P``: the folder that somebody works in is not searched for modules."""
MAX_ROWS, MAX_CELLS = 20_000, 1_000_000
"""Filled rows, and cells in them, that the smallest file may give; a larger one gives more, for each of its bytes:"""
ROWS_A_BYTE, CELLS_A_BYTE = 1, 20
"""Rows that differ take more room than that, packed as they may be; rows said once and repeated a million times take
none, and somebody's hour."""
_WRITTEN = 2**30
_BATCH = 200


class Heading(NamedTuple):
    """A sheet begins; ``visible``: it is not hidden."""

    name: str
    visible: bool = True


Read = Heading | Row | Damaged


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet that holds something."""

    name: str
    visible: bool
    rows: Callable[[], Iterator[Row | Damaged]]
    """Rows from the top with their number in the sheet, blank ones left out; as often as wanted."""


# The parent's side


def sheets_of(stream: BinaryIO, kind: Kind) -> list[Sheet]:
    """The sheets of the file in ``stream``. Raises ``UnreadableFile``."""
    messages = _Messages(tempfile.TemporaryFile())  # noqa: SIM115  # closed with the last sheet that reads it
    with tempfile.TemporaryFile() as source:
        stream.seek(0)
        shutil.copyfileobj(_Bounded(stream), source, _MIB)
        source.seek(0)
        if _alone.told is None:
            _run(kind, source, messages.file)
        else:
            _alone.told(kind)
            _run_here(kind, source, messages.file)
    return list(messages.sheets(kind))


@dataclass(slots=True)
class _Alone:
    told: Callable[[Kind], None] | None = None


_alone = _Alone()


def be_alone(told: Callable[[Kind], None]) -> None:
    """This process is confined itself and may start no other: it reads workbooks and Parquet files, for good. Each
    time, ``told`` is called before: what comes then may end the process."""
    _alone.told = told


def _run_here(kind: Kind, source: BinaryIO, messages: BinaryIO) -> None:
    os.environ["POLARS_MAX_THREADS"] = "1"  # each thread would set memory aside
    with suppress(Exception), confined_for_now(MEMORY[kind], SECONDS):  # the last message is missing
        _tell_all(kind, source, messages)


class _Bounded:
    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._left = MAX_PACKED

    def read(self, size: int = -1, /) -> bytes:
        chunk = self._stream.read(size)
        self._left -= len(chunk)
        if self._left < 0:
            raise UnreadableFile(
                fr=f"fichier de plus de {MAX_PACKED // _MIB} Mio : donnez le tableau en CSV",
                en=f"a file over {MAX_PACKED // _MIB} MiB: give the table as CSV",
            )
        return chunk


def _run(kind: Kind, source: BinaryIO, messages: BinaryIO) -> None:
    with suppress(subprocess.TimeoutExpired):  # then the last message is missing
        subprocess.run(  # noqa: S603
            [*CHILD, kind],
            stdin=source,
            stdout=messages,
            stderr=subprocess.DEVNULL,
            timeout=2 * SECONDS,
            check=False,
        )


_Message = tuple[str, Any]


class _Messages:
    """The file that the child wrote; gone with the last object that reads it."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        weakref.finalize(self, file.close)

    def sheets(self, kind: Kind) -> Iterator[Sheet]:
        last = ""
        for what, content, following in self._from(0):
            if what == "sheet":
                heading = Heading(*content)
                yield Sheet(heading.name, heading.visible, _Rows(self, following))
            elif what == "refused":
                raise UnreadableFile(*content)
            last = what
        if last != "end":
            raise gave_up(kind)

    def _from(self, at: int) -> Iterator[tuple[str, Any, int]]:
        """Each message with the place behind it; ends where the child stopped writing."""
        while True:
            self.file.seek(at)
            length = int.from_bytes(self.file.read(4), "big")
            written = self.file.read(length)
            if not length or len(written) < length:
                return
            at += 4 + length
            what, content = msgspec.msgpack.decode(written, type=_Message)
            yield what, content, at

    def rows(self, at: int) -> Iterator[Row | Damaged]:
        for what, content, _ in self._from(at):
            if what != "rows":
                return
            for line, cells in content:
                yield Damaged(line, Bilingual(**cells)) if isinstance(cells, dict) else Row(line, _cells(cells))


@dataclass(frozen=True, slots=True)
class _Rows:
    messages: _Messages
    at: int

    def __call__(self) -> Iterator[Row | Damaged]:
        return self.messages.rows(self.at)


def gave_up(kind: Kind) -> UnreadableFile:
    """What is said where a process ended that read a file of this ``kind``."""
    memory = MEMORY[kind] // _MIB
    return UnreadableFile(
        fr=f"ce fichier est abîmé, fait pour nuire, ou demande plus de {memory} Mio de mémoire ou de {SECONDS} "
        "secondes : donnez le tableau en CSV",
        en=f"this file is damaged, made to hurt, or takes more than {memory} MiB of memory or {SECONDS} seconds: "
        "give the table as CSV",
    )


_TIMES: dict[str, Callable[[Any], Cell]] = {
    "moment": datetime.fromisoformat,
    "day": date.fromisoformat,
    "clock": time.fromisoformat,
    "span": lambda seconds: timedelta(seconds=seconds),
}


def _cells(said: list[Any]) -> tuple[Cell, ...]:
    return tuple(_TIMES[cell[0]](cell[1]) if isinstance(cell, list) else cell for cell in said)


# The child's side


def main(kind: Kind) -> None:
    """Read standard input as ``kind`` and write what it holds to standard output."""
    _limit(kind)
    _tell_all(kind, sys.stdin.buffer, sys.stdout.buffer)


def _tell_all(kind: Kind, source: BinaryIO, to: BinaryIO) -> None:
    size = os.fstat(source.fileno()).st_size
    try:
        for what, content in _batched(bounded(_reader(kind)(source), size)):
            _write(to, what, content)
        _write(to, "end", None)
    except UnreadableFile as problem:
        _write(to, "refused", [problem.says.fr, problem.says.en])


def bounded(read: Iterable[Read], size: int) -> Iterator[Read]:
    """``read`` as far as a file of ``size`` bytes may go. Raises ``UnreadableFile`` there."""
    rows = cells = 0
    for each in read:
        if isinstance(each, Row):
            rows += 1
            cells += len(each.cells)
            check_what_is_said(rows, cells, size)
        yield each


def check_what_is_said(rows: int, cells: int, size: int) -> None:
    """Raises ``UnreadableFile`` for more rows or cells than a file of ``size`` bytes may give."""
    if rows > MAX_ROWS + ROWS_A_BYTE * size or cells > MAX_CELLS + CELLS_A_BYTE * size:
        raise UnreadableFile(
            fr="ce fichier répète les mêmes lignes ou les mêmes cellules bien plus souvent qu’un tableau de "
            "publications : gardez les lignes voulues, ou donnez le tableau en CSV",
            en="this file repeats the same rows or cells far more often than a table of posts does: keep the rows "
            "you need, or give the table as CSV",
        )


def _limit(kind: Kind) -> None:
    os.environ["POLARS_MAX_THREADS"] = "1"  # each thread would set memory aside
    confine(MEMORY[kind], SECONDS, _WRITTEN)


def _reader(kind: Kind) -> Callable[[BinaryIO], Iterable[Read]]:
    if kind == "workbook":
        from perenne.readers import workbook

        return workbook.read
    from perenne.readers import parquet

    return parquet.read


def _batched(read: Iterable[Read]) -> Iterator[_Message]:
    batch: list[tuple[int, Any]] = []
    for each in read:
        if batch and (isinstance(each, Heading) or len(batch) == _BATCH):
            yield "rows", batch
            batch = []
        match each:
            case Heading():
                yield "sheet", list(each)
            case Row():
                batch.append((each.line, _told(each.cells)))
            case Damaged():
                batch.append((each.line, {"fr": each.reason.fr, "en": each.reason.en}))
    if batch:
        yield "rows", batch


_TOLD: dict[type, Callable[[Any], tuple[str, Any]]] = {
    datetime: lambda cell: ("moment", cell.isoformat()),
    date: lambda cell: ("day", cell.isoformat()),
    time: lambda cell: ("clock", cell.isoformat()),
    timedelta: lambda cell: ("span", cell.total_seconds()),
}


def _told(cells: tuple[Cell, ...]) -> list[Any]:
    """The cells as a message takes them: those that say when say also what they are."""
    if _TOLD.keys().isdisjoint(map(type, cells)):
        return list(cells)
    return [_TOLD[type(cell)](cell) if type(cell) in _TOLD else cell for cell in cells]


def _write(to: BinaryIO, what: str, content: Any) -> None:
    written = msgspec.msgpack.encode((what, content))
    to.write(len(written).to_bytes(4, "big"))
    to.write(written)
    to.flush()


if __name__ == "__main__":
    from perenne.readers.confined import main as imported_main  # so that its classes are those that readers import

    imported_main("parquet" if sys.argv[1:] == ["parquet"] else "workbook")
