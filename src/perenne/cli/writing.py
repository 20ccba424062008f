"""A file that is whole or not there: written beside its place, for this user only, then given its name."""

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from perenne.model.errors import UsageError


def write_beside(out: Path, chunks: Iterable[bytes]) -> None:
    """Replace ``out`` once everything is written. Raises ``UsageError`` where that cannot be."""
    try:
        _written(out, chunks)
    except OSError as problem:
        raise UsageError(
            fr=f"impossible d’écrire « {out} » ({problem.strerror})", en=f"cannot write “{out}” ({problem.strerror})"
        ) from None


def _written(out: Path, chunks: Iterable[bytes]) -> None:
    handle, beside = tempfile.mkstemp(prefix=f".{out.name}-", dir=out.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.writelines(chunks)
        Path(beside).replace(out)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise
