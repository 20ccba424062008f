"""The bytes of a file that somebody gives as proof, of bounded size."""

from pathlib import Path

from perenne.model.errors import UnreadableFile
from perenne.model.refused import why

LARGEST = 256 * 2**20
"""Bytes of a file: the state of some tens of thousands of devices with all their apps."""


def content_of(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            content = stream.read(LARGEST + 1)
    except OSError as problem:
        raise UnreadableFile(
            fr=f"« {path} » ne s’ouvre pas ({why(problem).fr})", en=f"“{path}” does not open ({why(problem).en})"
        ) from None
    check_size(path.name, len(content))
    return content


def check_size(name: str, size: int) -> None:
    """Raise ``UnreadableFile`` where a file of so many bytes is not read."""
    if size > LARGEST:
        raise UnreadableFile(
            fr=f"« {name} » dépasse {LARGEST // 2**20} Mio : donnez l’export en plusieurs fichiers",
            en=f"“{name}” is larger than {LARGEST // 2**20} MiB: give the export in several files",
        )
