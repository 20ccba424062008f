"""Originals, kept under their hash: the same bytes once, written beside and then renamed."""

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import NamedTuple

from django.conf import settings


class Kept(NamedTuple):
    sha256: str
    size: int


def folder() -> Path:
    place: Path = settings.ORIGINALS
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    return place


def path_of(sha256: str) -> Path:
    return folder() / sha256


def keep(chunks: Iterable[bytes]) -> Kept:
    """Write ``chunks`` under the hash of their bytes."""
    content, size = hashlib.sha256(), 0
    with NamedTemporaryFile(dir=folder(), prefix=".", delete=False) as file:
        try:
            for chunk in chunks:
                content.update(chunk)
                size += len(chunk)
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
            Path(file.name).replace(path_of(content.hexdigest()))
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise
    return Kept(content.hexdigest(), size)
