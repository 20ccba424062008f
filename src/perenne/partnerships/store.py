"""Where a book lies. A store keeps batches of events; the folder of NDJSON is the first of them, the desk another."""

import os
import re
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from perenne.model.errors import DataError, UsageError
from perenne.partnerships.batch import FIRST, Batch, fingerprint, read_batch

_NAME = re.compile(r"(\d{8})\.ndjson\Z")


class Store(Protocol):
    """A list of batches that only grows. ``append`` returns when the batch will outlive a crash."""

    def batches(self) -> Sequence[Batch]: ...

    def last(self) -> str:
        """The hash of the last batch, or ``FIRST``."""
        ...

    def append(self, batch: Batch) -> None:
        """Raises ``Overtaken`` where ``batch`` does not follow the last one: somebody else wrote meanwhile."""
        ...


class Overtaken(Exception):
    """Somebody else wrote a batch meanwhile: read again, and judge again whether ours is still possible."""


class Folder:
    """A file a batch, ``00000001.ndjson`` and on: written beside, then given its number, which one writer gets."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __fspath__(self) -> str:
        return str(self.path)

    def batches(self) -> list[Batch]:
        """Every batch in order. Raises ``DataError`` where one is missing, unreadable or altered."""
        return [batch for batch, _ in self._read()]

    def last(self) -> str:
        names = self._names()
        return fingerprint((self.path / names[-1]).read_bytes()) if names else FIRST

    def append(self, batch: Batch) -> None:
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        names = self._names()
        if batch.heading.before != self.last():
            raise Overtaken
        with self._beside(batch.written()) as written:
            try:
                os.link(written, self.path / f"{len(names) + 1:08}.ndjson")
            except FileExistsError:
                raise Overtaken from None
        _sync(self.path)

    def _read(self) -> Iterator[tuple[Batch, str]]:
        before = FIRST
        for number, name in enumerate(self._names(), start=1):
            if name != f"{number:08}.ndjson":
                raise DataError(
                    f"livre : il manque le lot {number:08}.ndjson", f"book: the batch {number:08}.ndjson is missing"
                )
            written = (self.path / name).read_bytes()
            batch = read_batch(written, name)
            if batch.heading.before != before:
                raise DataError(
                    f"livre : un lot qui précède {name} a été modifié", f"book: a batch before {name} was altered"
                )
            before = fingerprint(written)
            yield batch, before

    def _names(self) -> list[str]:
        if not self.path.exists():
            return []
        if not self.path.is_dir():
            raise UsageError(f"{self.path.name} n’est pas un dossier", f"{self.path.name} is not a folder")
        return sorted(each.name for each in self.path.iterdir() if _NAME.match(each.name))

    def _beside(self, written: bytes) -> "_Beside":
        return _Beside(self.path, written)


class _Beside:
    """A file with these bytes, safe on the disk, for as long as the block runs."""

    def __init__(self, folder: Path, written: bytes) -> None:
        self._folder, self._written = folder, written
        self._path = Path()

    def __enter__(self) -> Path:
        handle, name = tempfile.mkstemp(prefix=".", dir=self._folder)
        self._path = Path(name)
        with os.fdopen(handle, "wb") as file:
            file.write(self._written)
            file.flush()
            os.fsync(file.fileno())
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
