"""Physical lines of a byte stream, one record a line, in bounded memory."""

import io
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

    Never holds more than one line of ``limit`` bytes. A carriage return alone ends a line in a file that begins so.
    """
    number = 0
    first = stream.readline(limit + 2)
    lines = _ReturnsAsLineEnds(first, stream) if _ends_lines_with_returns(first) else _Lines(first, stream)
    while raw := lines.readline(limit + 2):
        number += 1
        whole = raw.endswith(b"\n")
        content = raw.removesuffix(b"\n").removesuffix(b"\r")
        if len(content) > limit:
            if not whole:
                _skip_to_line_end(lines)
            yield Reject(origin.file, number, "", _too_long(limit))
            continue
        content = content.removeprefix(BOM)  # on any line: files with one may have been joined
        if problem := _unreadable(content):
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
        mended = mended_json(line.content)
        if mended is None:
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


class _Lines:
    """The lines of a stream of which the first was read already."""

    def __init__(self, first: bytes, stream: BinaryIO) -> None:
        self._first = first
        self._stream = stream

    def readline(self, most: int) -> bytes:
        first, self._first = self._first, b""
        return first or self._stream.readline(most)


_LONE_RETURN = re.compile(rb"\}[ \t]*\r(?!\n)")


def _ends_lines_with_returns(first: bytes) -> bool:
    """JSON has no carriage return within a text, so one that follows an object and no line feed ends a record."""
    return _LONE_RETURN.search(first.strip()) is not None


class _ReturnsAsLineEnds:
    """The lines of a stream that ends them with carriage returns, each given back with a line feed in its place."""

    def __init__(self, start: bytes, stream: BinaryIO) -> None:
        self._rest = start
        self._at = 0
        self._stream = stream

    def readline(self, most: int) -> bytes:
        pieces = io.BytesIO()
        while pieces.tell() < most and (piece := self._piece(most - pieces.tell())):
            pieces.write(piece)
            if piece.endswith(b"\n"):
                break
        return pieces.getvalue()

    def _piece(self, most: int) -> bytes:
        """What is held up to the next line end, and no more than ``most`` bytes."""
        if self._at == len(self._rest):
            self._rest, self._at = self._stream.read(_DRAIN), 0
        start, end = self._at, min(self._at + most, len(self._rest))
        found = _LINE_END.search(self._rest, start, end)
        self._at = found.end() if found else end
        return self._rest[start : found.start()] + b"\n" if found else self._rest[start:end]


_LINE_END = re.compile(rb"[\r\n]")


def _skip_to_line_end(lines: _Lines | _ReturnsAsLineEnds) -> None:
    while (more := lines.readline(_DRAIN)) and not more.endswith(b"\n"):
        pass


def _unreadable(content: bytes) -> Bilingual | None:
    if wire.is_too_large(content):
        return wire.TOO_LARGE
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


_MAY_BE_MENDED = re.compile(rb"\\u[dD][89a-fA-F]|NaN|Infinity")
_FAULT = re.compile(
    rb"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u(?P<half>[dD][89a-fA-F][0-9a-fA-F]{2})|.)"
    rb"|(?P<quote>\")|(?P<number>NaN|-?Infinity)",
    re.DOTALL,
)


def mended_json(content: bytes) -> bytes | None:
    """``content`` with U+FFFD for each half of a surrogate pair (a caption cut within an emoji leaves one), and with
    ``null`` for the numbers that JSON lacks (``NaN``, ``Infinity``); ``None`` where there is nothing to mend."""
    if _MAY_BE_MENDED.search(content) is None:
        return None
    whole = io.BytesIO()  # and no list of pieces, of which a hostile line has millions
    done, within_text = 0, False
    for fault in _FAULT.finditer(content):
        within_text ^= fault["quote"] is not None
        is_number = fault["number"] is not None and not within_text
        if fault["half"] or is_number:
            whole.write(content[done : fault.start()])
            whole.write(b"null" if is_number else rb"\ufffd")
            done = fault.end()
    whole.write(content[done:])
    return whole.getvalue() if done else None
