"""Which kind of capture a file is, by its first bytes, and everything that can be said about it as evidence."""

import zlib
from importlib.util import find_spec
from pathlib import Path
from typing import BinaryIO

from perenne.evidence.captures import marks, wacz, web_archive
from perenne.evidence.captures.looked import Fact, Kind, Looked
from perenne.evidence.untrusted import named
from perenne.model.errors import UnreadableFile, UsageError

LARGEST = 2**32
_START = 4096
_WARC_STARTS = (b"WARC/", b"filedesc://")
_NEEDED: dict[Kind, str] = {"warc": "warcio", "wacz": "warcio", "c2pa": "c2pa"}
_EXTRA: dict[Kind, str] = {"warc": "warc", "wacz": "warc", "c2pa": "c2pa"}
_MEDIA = (
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"\x89PNG", "image/png"),
    (0, b"GIF8", "image/gif"),
    (0, b"%PDF", "application/pdf"),
    (0, b"II*\0", "image/tiff"),
    (0, b"MM\0*", "image/tiff"),
    (0, b"ID3", "audio/mpeg"),
    (8, b"WEBP", "image/webp"),
    (8, b"WAVE", "audio/wav"),
    (8, b"avif", "image/avif"),
    (8, b"heic", "image/heic"),
    (8, b"heix", "image/heic"),
    (8, b"mif1", "image/heif"),
    (8, b"qt  ", "video/quicktime"),
    (4, b"ftyp", "video/mp4"),
)
"""Where, which bytes, what it is."""


def look(file: Path) -> Looked:
    """Everything that ``file`` proves; raises ``UnreadableFile`` or ``UsageError``."""
    with named(file) as stream:
        start = stream.read(_START)
        media_type = _media_type(start)
        kind: Kind = "warc" if _is_warc(start) else "wacz" if start[:2] == b"PK" else "c2pa"
        if kind == "c2pa" and media_type is None:
            raise UnreadableFile(
                fr=f"« {file} » n’est ni WARC, ni WACZ, ni une image, une vidéo ou un PDF connus",
                en=f"“{file}” is neither a WARC, nor a WACZ, nor a known picture, video or PDF",
            )
        _check_installed(kind)
        _check_size(stream, file)
        return Looked(kind, tuple(_facts(kind, stream, media_type or "")))


def _facts(kind: Kind, stream: BinaryIO, media_type: str) -> list[Fact]:
    match kind:
        case "warc":
            return list(web_archive.facts(stream))
        case "wacz":
            return list(wacz.facts(stream))
        case "c2pa":
            return list(marks.facts(stream, media_type))


def _is_warc(start: bytes) -> bool:
    if start[:2] == b"\x1f\x8b":
        try:
            start = zlib.decompressobj(wbits=31).decompress(start, _START)
        except zlib.error:
            return False
    return start.startswith(_WARC_STARTS)


def _media_type(start: bytes) -> str | None:
    return next((kind for place, sign, kind in _MEDIA if start[place : place + len(sign)] == sign), None)


def _check_installed(kind: Kind) -> None:
    if find_spec(_NEEDED[kind]) is None:
        command = f"pip install 'perenne[{_EXTRA[kind]}]'"
        raise UsageError(
            fr=f"pour regarder ce genre de capture, installez `{command}`",
            en=f"to look at such a capture, install `{command}`",
        )


def _check_size(stream: BinaryIO, file: Path) -> None:
    if stream.seek(0, 2) > LARGEST:
        raise UnreadableFile(
            fr=f"« {file} » fait plus de {LARGEST} octets", en=f"“{file}” is larger than {LARGEST} bytes"
        )
