"""A private folder beside the place where something will be written, and what killed runs left of theirs.

Such a folder is called ``.<name>-…`` and holds a file that its run keeps locked. A folder of which nobody holds the
lock belonged to a run that was killed: the next one removes it. If that run was about to replace an earlier audit and
had moved it aside, the earlier audit comes back first.
"""

import os
import shutil
import sys
import tempfile
import weakref
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

if sys.platform != "win32":
    from fcntl import LOCK_EX, LOCK_NB, flock

_LOCK = "lock"
_MARK = b"perenne: this folder is swept when its run is gone\n"


class Workplace:
    """A fresh ``folder`` of this user's only, beside ``target``; gone when it is closed or no longer referred to."""

    def __init__(self, target: Path) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix=_prefix(target), dir=beside(target)))
        try:
            self.close = weakref.finalize(self, _remove, self.folder, _locked(self.folder))
        except BaseException:
            shutil.rmtree(self.folder, ignore_errors=True)
            raise

    def __enter__(self) -> Path:
        return self.folder

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, where: TracebackType | None
    ) -> None:
        self.close()


def _locked(folder: Path) -> BinaryIO:
    try:
        lock = (folder / _LOCK).open("xb")
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    is_free(lock)
    lock.write(_MARK)  # last: without it nobody sweeps
    lock.flush()
    return lock


def _remove(folder: Path, lock: BinaryIO) -> None:
    try:
        lock.close()
        shutil.rmtree(folder, ignore_errors=True)
    except BaseException:  # Ctrl-C in the middle: nothing is left all the same
        shutil.rmtree(folder, ignore_errors=True)
        raise


def sweep(target: Path, is_earlier: Callable[[Path], bool]) -> None:
    """Remove what killed runs left beside ``target``; what they had moved aside comes back where nothing stands
    there. ``is_earlier``: whether a folder is an earlier ``target``, whole."""
    with suppress(OSError):
        for each in sorted(beside(target).iterdir()):
            if each.name.startswith(_prefix(target)):
                _sweep(each, target, is_earlier)


def _sweep(folder: Path, target: Path, is_earlier: Callable[[Path], bool]) -> None:
    with suppress(OSError), (folder / _LOCK).open("r+b") as lock:
        if folder.is_symlink() or lock.read(len(_MARK) + 1) != _MARK or not is_free(lock):
            return
        for aside in sorted(folder.iterdir()):
            if aside.name.isdecimal() and is_earlier(aside) and not os.path.lexists(target):
                aside.rename(target)
        shutil.rmtree(folder, ignore_errors=True)


def is_free(lock: BinaryIO) -> bool:
    """Take the lock, unless a run that lives holds it. Where there are no such locks, leftovers stay."""
    if sys.platform == "win32":
        return False
    try:
        flock(lock, LOCK_EX | LOCK_NB)
    except OSError:
        return False
    return True


def _prefix(target: Path) -> str:
    return f".{target.name}-"


def beside(target: Path) -> Path:
    """The folder that ``target`` will stand in or, where that does not exist yet, the nearest around it."""
    return next((folder for folder in target.absolute().parents if folder.is_dir()), target.absolute())
