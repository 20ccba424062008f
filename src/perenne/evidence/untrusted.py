"""Files of a folder that anybody may have written or changed: ordinary files only, lines of bounded length."""

import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, TypeVar

import msgspec

from perenne.model.errors import UsageError
from perenne.model.refused import why
from perenne.model.wire import RecordError, decode

T = TypeVar("T", bound=msgspec.Struct)

LONGEST_LINE = 64 * 2**20
_NO_LINKS = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def ordinary(file: Path) -> BinaryIO:
    """``file`` opened for reading; raises ``UsageError`` where it is no ordinary file, a link among them."""
    return _opened(file, shown=file)


def named(file: Path) -> BinaryIO:
    """A file that a person names: a link is followed, and what is said of it shows the name that was given."""
    try:
        whole = file.resolve()
    except (OSError, RuntimeError):  # links that lead in a circle
        whole = file
    return _opened(whole, shown=file)


def _opened(file: Path, shown: Path) -> BinaryIO:
    try:
        handle = os.open(file, os.O_RDONLY | _NO_LINKS)
    except OSError as problem:
        if file.is_symlink():
            raise _not_ordinary(shown) from None
        raise UsageError(
            fr=f"impossible de lire « {shown} » ({why(problem).fr})",
            en=f"cannot read “{shown}” ({why(problem).en})",
        ) from None
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise _not_ordinary(shown)
    return os.fdopen(handle, "rb")


def _not_ordinary(file: Path) -> UsageError:
    return UsageError(fr=f"« {file} » n’est pas un fichier ordinaire", en=f"“{file}” is no ordinary file")


def records(file: Path, kind: type[T], opened: Callable[[Path], BinaryIO] = ordinary) -> Iterator[tuple[bytes, T]]:
    """Each line of ``file`` that is not blank, with the record on it; raises ``UsageError`` where one is none."""
    with opened(file) as stream:
        for number, line in enumerate(iter(lambda: stream.readline(LONGEST_LINE + 1), b""), 1):
            if len(line) > LONGEST_LINE:
                raise UsageError(
                    fr=f"« {file} », ligne {number} : plus de {LONGEST_LINE} octets",
                    en=f"“{file}”, line {number}: more than {LONGEST_LINE} bytes",
                )
            if not line.isspace():
                yield line.rstrip(b"\r\n"), _record(file, number, line, kind)


def _record(file: Path, number: int, line: bytes, kind: type[T]) -> T:
    try:
        return decode(kind, line)
    except RecordError as problem:
        at = f" ({problem.path})" if problem.path else ""
        raise UsageError(
            fr=f"« {file} », ligne {number}{at} : {problem.reason.fr}",
            en=f"“{file}”, line {number}{at}: {problem.reason.en}",
        ) from None
