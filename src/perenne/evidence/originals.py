"""The originals of a bundle: the files themselves where they are at hand, their hash in any case."""

from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Literal

import msgspec

from perenne.chain import sha256_of
from perenne.evidence.bundle import Piece
from perenne.evidence.untrusted import ordinary
from perenne.model.errors import UsageError

State = Literal["in_bundle", "not_kept", "left_out", "altered"]
"""``not_kept``: only its hash is known; ``left_out``: its maker wanted it so; ``altered``: the copy that
the audit kept no longer has its hash, and does not go in."""

_MEDIA_TYPE = "application/octet-stream"


class Original(msgspec.Struct, frozen=True, kw_only=True):
    """``file``: its name when it was read, without a folder."""

    sha256: str
    file: str
    state: State


def from_audit(audit: Path, read_in: Mapping[str, str], *, wanted: bool) -> Iterator[tuple[Original, Piece | None]]:
    """The files that the subjects were read in, from the copies that the audit kept."""
    folder = audit / "sources"
    at_hand = wanted and folder.is_dir() and not folder.is_symlink()
    for sha256, name in sorted(read_in.items()):
        state: State = "not_kept" if wanted else "left_out"
        copy = folder / sha256
        if at_hand and len(sha256) == 64 and sha256.isalnum() and copy.is_file() and not copy.is_symlink():
            state = "in_bundle" if _hash(copy) == sha256 else "altered"
        yield Original(sha256=sha256, file=name, state=state), _piece(copy, sha256) if state == "in_bundle" else None


def attached(file: Path) -> tuple[Original, Piece]:
    """A file that somebody names; raises ``UsageError`` where it cannot be read."""
    whole = file.resolve()
    if not whole.is_file():
        raise UsageError(fr=f"« {file} » n’est pas un fichier à joindre", en=f"“{file}” is no file to attach")
    sha256 = _hash(whole)
    return Original(sha256=sha256, file=file.name, state="in_bundle"), _piece(whole, sha256)


def _hash(file: Path) -> str:
    with ordinary(file) as stream:
        return sha256_of(stream)


def _piece(file: Path, sha256: str) -> Piece:
    return Piece(f"originals/{sha256}", _MEDIA_TYPE, partial(ordinary, file))
