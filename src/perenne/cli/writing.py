"""A file that is whole or not there: written beside its place, for this user only, then given its name."""

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from perenne.model.errors import UsageError
from perenne.model.refused import why


def write_beside(out: Path, chunks: Iterable[bytes]) -> None:
    """Replace ``out`` once everything is written; a link is followed, and a device or a pipe is written to. Raises
    ``UsageError`` where that cannot be."""
    try:
        place = out.resolve()
        if place.exists() and not place.is_file() and not place.is_dir():
            _poured(place, chunks)
        else:
            _written(place, chunks)
    except OSError as problem:
        raise UsageError(
            fr=f"impossible d’écrire « {out} » ({why(problem).fr})", en=f"cannot write “{out}” ({why(problem).en})"
        ) from None


def _poured(place: Path, chunks: Iterable[bytes]) -> None:
    with place.open("wb") as stream:
        stream.writelines(chunks)


def _written(place: Path, chunks: Iterable[bytes]) -> None:
    handle, beside = tempfile.mkstemp(prefix=f".{place.name}-", dir=place.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.writelines(chunks)
        Path(beside).replace(place)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise
