"""Where a book lies. A store keeps batches of events; the folder of NDJSON is the first of them, the desk another."""

import os
import re
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple, Protocol

from perenne.model.errors import DataError, UsageError
from perenne.model.refused import why
from perenne.partnerships.batch import FIRST, Batch, Heading, fingerprint, read_batch, read_heading

_NAME = re.compile(r"(\d{8})\.ndjson\Z")


class Mark(NamedTuple):
    """How far a book was read: the number of its last batch, and its hash."""

    number: int = 0
    sha256: str = FIRST


BEGINNING = Mark()


class Store(Protocol):
    """A list of batches that only grows."""

    def headings(self) -> Sequence[Heading]:
        """The heading of every batch, in order."""
        ...

    def read(self, since: Mark = BEGINNING) -> Iterator[tuple[Batch, Mark]]:
        """The batches after ``since``, in order and one at a time, each with the mark behind it."""
        ...

    def batches(self) -> Sequence[Batch]:
        """All of them at once."""
        ...

    def holds(self, mark: Mark) -> bool:
        """Whether the batch at ``mark`` is the one that was read there."""
        ...

    def append(self, batch: Batch, after: Mark) -> Mark:
        """Returns when the batch will outlive a crash. Raises ``Overtaken`` where ``after`` is the end no more."""
        ...


class Overtaken(Exception):
    """Somebody else wrote a batch meanwhile: read again, and judge again whether ours is still possible."""


class Folder:
    """A file a batch, ``00000001.ndjson`` and on: written beside, then given its number, which one writer gets."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __fspath__(self) -> str:
        return str(self.path)

    def headings(self) -> list[Heading]:
        """Raises ``DataError`` where a batch is missing, or its heading unreadable."""
        found = []
        for name in self._names():
            with (self.path / name).open("rb") as file:
                found.append(read_heading(file.readline(), name))
        return found

    def read(self, since: Mark = BEGINNING) -> Iterator[tuple[Batch, Mark]]:
        """Raises ``DataError`` where a batch is missing, unreadable or altered."""
        if since == BEGINNING:
            self._names()
        mark = since
        while (file := self._file(mark.number + 1)).is_file():
            written = file.read_bytes()
            batch = read_batch(written, file.name)
            if batch.heading.before != mark.sha256:
                raise DataError(
                    f"livre : un lot qui précède {file.name} a été modifié",
                    f"book: a batch before {file.name} was altered",
                )
            mark = Mark(mark.number + 1, fingerprint(written))
            yield batch, mark

    def batches(self) -> list[Batch]:
        return [batch for batch, _ in self.read()]

    def holds(self, mark: Mark) -> bool:
        file = self._file(mark.number)
        return mark == BEGINNING or (file.is_file() and fingerprint(file.read_bytes()) == mark.sha256)

    def append(self, batch: Batch, after: Mark) -> Mark:
        """Raises ``UsageError`` too, where nothing can be written."""
        if batch.heading.before != after.sha256 or not self.holds(after):
            raise Overtaken
        written, number = batch.written(), after.number + 1
        try:
            self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
            with _Beside(self.path, written) as beside:
                os.link(beside, self._file(number))
        except FileExistsError:
            if self.path.is_dir():
                raise Overtaken from None
            raise self._no_folder() from None
        except OSError as problem:
            raise UsageError(
                f"rien n’a été écrit dans le livre « {self.path} » ({why(problem).fr})",
                f"nothing was written into the book “{self.path}” ({why(problem).en})",
            ) from None
        _sync(self.path)
        return Mark(number, fingerprint(written))

    def _file(self, number: int) -> Path:
        return self.path / f"{number:08}.ndjson"

    def _names(self) -> list[str]:
        """The names of all batches. Raises ``DataError`` where one is missing, ``UsageError`` for a file."""
        if not self.path.exists():
            return []
        if not self.path.is_dir():
            raise self._no_folder()
        names = sorted(each.name for each in self.path.iterdir() if _NAME.match(each.name))
        for number, name in enumerate(names, start=1):
            if name != f"{number:08}.ndjson":
                raise DataError(
                    f"livre : il manque le lot {number:08}.ndjson", f"book: the batch {number:08}.ndjson is missing"
                )
        return names

    def _no_folder(self) -> UsageError:
        return UsageError(f"{self.path.name} n’est pas un dossier", f"{self.path.name} is not a folder")


class _Beside:
    """A file with these bytes, safe on the disk, for as long as the block runs."""

    def __init__(self, folder: Path, written: bytes) -> None:
        self._folder, self._written = folder, written
        self._path = Path()

    def __enter__(self) -> Path:
        handle, name = tempfile.mkstemp(prefix=".", dir=self._folder)
        self._path = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(self._written)
                file.flush()
                os.fsync(file.fileno())
        except BaseException:
            self.__exit__()
            raise
        return self._path

    def __exit__(self, *_: object) -> None:
        with suppress(OSError):
            self._path.unlink()


def _sync(folder: Path) -> None:
    """The new name too must outlive a crash of the machine, where folders can be synced at all."""
    with suppress(OSError, AttributeError):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
