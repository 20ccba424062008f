"""Physical lines of a byte stream, one record a line, in bounded memory."""

import re
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple, TypeVar

import msgspec

from perenne.model import wire
from perenne.model.bilingual import Bilingual
from perenne.model.reject import Reject
from perenne.readers.reading import Origin

LINE_LIMIT = 16 * 2**20
"""The longest line that is read, in bytes without its line end. A captured post takes some tens of kilobytes."""

BOM = b"\xef\xbb\xbf"

NOT_JSON = Bilingual(fr="ce n’est pas du JSON", en="this is not JSON")
_HAS_NUL = Bilingual(
    fr="octet nul dans la ligne : fichier sans doute abîmé", en="null byte in the line: the file is probably damaged"
)
_NOT_UTF8 = Bilingual(
    fr="la ligne n’est pas en UTF-8 : enregistrez le fichier en UTF-8",
    en="the line is not UTF-8: save the file as UTF-8",
)

DEEPEST = 100
"""How deep objects and lists may stand within each other in a record of ours, whose ``extra`` is anybody's."""
_TOO_DEEP = Bilingual(
    fr=f"objets imbriqués sur plus de {DEEPEST} niveaux", en=f"objects nested more than {DEEPEST} deep"
)

_DRAIN = 64 * 2**10

T = TypeVar("T", bound=msgspec.Struct)


class Line(NamedTuple):
    """The content of line ``number`` (the first is 1): valid UTF-8 without null byte, BOM and line end."""

    number: int
    content: bytes


def physical_lines(stream: BinaryIO, origin: Origin, limit: int = LINE_LIMIT) -> Iterator[Line | Reject]:
    """The lines of ``stream`` that are not blank; a reject for each one that is too long, or is no text.

    Never holds more than one line of ``limit`` bytes.
    """
    number = 0
    while raw := stream.readline(limit + 2):
        number += 1
        whole = raw.endswith(b"\n")
        content = raw.removesuffix(b"\n").removesuffix(b"\r")
        if len(content) > limit:
            if not whole:
                _skip_to_line_end(stream)
            yield Reject(origin.file, number, "", _too_long(limit))
            continue
        content = content.removeprefix(BOM)  # on any line: files with one may have been joined
        if problem := _not_text(content):
            yield Reject(origin.file, number, "", problem)
        elif content.strip():
            yield Line(number, content)


def record_on(line: Line, kind: type[T]) -> T:
    """The record on ``line``; raises ``wire.RecordError`` where it is none, and nothing else.

    A key that is written twice counts as it stands last, here and everywhere.
    """
    if kind.__struct_config__.tag is not None and _is_too_deep(line.content):
        raise wire.RecordError("", _TOO_DEEP)
    try:
        return wire.decode(kind, line.content)
    except wire.RecordError as problem:
        mended = _with_whole_characters(line.content)
        if mended == line.content:
            raise problem from None
    except (msgspec.DecodeError, RecursionError):
        raise wire.RecordError("", NOT_JSON) from None
    return record_on(Line(line.number, mended), kind)


_NESTING = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"|[\[\]{}]', re.DOTALL)


def _is_too_deep(content: bytes) -> bool:
    if content.count(b"[") + content.count(b"{") <= DEEPEST:
        return False
    depth = 0
    for token in _NESTING.finditer(content):
        depth += {b"[": 1, b"{": 1, b"]": -1, b"}": -1}.get(token[0], 0)
        if depth > DEEPEST:
            return True
    return False


def _skip_to_line_end(stream: BinaryIO) -> None:
    while (more := stream.readline(_DRAIN)) and not more.endswith(b"\n"):
        pass


def _not_text(content: bytes) -> Bilingual | None:
    if b"\0" in content:
        return _HAS_NUL
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return _NOT_UTF8
    return None


def _too_long(limit: int) -> Bilingual:
    mebibytes, rest = divmod(limit, 2**20)
    fr, en = (f"{limit} octets", f"{limit} bytes") if rest else (f"{mebibytes} Mio", f"{mebibytes} MiB")
    return Bilingual(fr=f"ligne de plus de {fr} : non lue", en=f"line longer than {en}: not read")


_ESCAPE = re.compile(
    rb"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u(?P<half>[dD][89a-fA-F][0-9a-fA-F]{2})|.)",
    re.DOTALL,
)


def _with_whole_characters(content: bytes) -> bytes:
    """``content`` with U+FFFD for each half of a surrogate pair: a caption cut within an emoji leaves one."""
    return _ESCAPE.sub(lambda escape: rb"\ufffd" if escape["half"] else escape[0], content)
