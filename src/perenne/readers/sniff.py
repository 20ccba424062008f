"""Which format a file is in, by what stands in it and never by its name.

``recognise`` looks at the first ``HEAD`` bytes alone. A file in no format that is read is refused, each kind in its
own words; the sentences do not name the file, whoever shows them does.
"""

import contextlib
import json
import re
from collections.abc import Iterator
from typing import NamedTuple

from perenne.model.bilingual import Bilingual
from perenne.model.errors import UnreadableFile
from perenne.readers import delimited, documents, packed, post_ndjson, sheet, strangers, table
from perenne.readers.formats import FORMATS, format_named
from perenne.readers.lines import BOM

HEAD = 2**20
"""How many bytes from its start tell a file's format."""


def recognise(head: bytes) -> str:
    """The format of a file by its first ``HEAD`` bytes (all of them, where it is shorter).

    A file of our own records that are no posts has their tag for a name (``relation/1``). Raises ``UnreadableFile``.
    """
    start = head.removeprefix(BOM).lstrip()
    if not start:
        raise UnreadableFile(fr="le fichier est vide", en="the file is empty")
    if head.startswith(b"PK\x03\x04"):
        return _zip_format(head)
    if sheet.PARQUET.match(head):
        return table.FORMAT
    if kind := strangers.kind_of_bytes(head):
        raise _refused(kind)
    text = start.decode("utf-8", "replace")
    if start[:1] in _JSON_STARTS:
        return _json_format(text, whole=head.removeprefix(BOM) if len(head) < HEAD else None)
    if kind := strangers.kind_of_text(text):
        raise _refused(kind)
    return _format_below(text) or _delimited_format(head, text)


def _refused(kind: Bilingual) -> UnreadableFile:
    return UnreadableFile(fr=kind.fr, en=kind.en)


# Archives


def _zip_format(head: bytes) -> str:
    names = list(_zip_names(head))
    if b"opendocument" in head[:_MIMETYPE]:
        if b"opendocument.spreadsheet" in head[:_MIMETYPE]:
            return table.FORMAT
        raise _refused(strangers.DOCUMENT)
    if any(name.startswith(b"xl/") for name in names):
        return table.FORMAT
    if kind := strangers.kind_of_members(names):
        raise _refused(kind)
    return packed.FORMAT


_MIMETYPE = 100
"""An OpenDocument file says within so many bytes what it is: its first member is no longer than that."""


_SIZES_COME_LATER = 0x08


def _zip_names(head: bytes) -> Iterator[bytes]:
    """The names of the archive's members as far as ``head`` goes, from one local header (30 bytes) to the next."""
    at = 0
    while at >= 0 and head.startswith(b"PK\x03\x04", at):
        flags, packed, name, more = (
            int.from_bytes(head[at + first : at + last], "little")
            for first, last in ((6, 8), (18, 22), (26, 28), (28, 30))
        )
        yield head[at + 30 : at + 30 + name]
        data = at + 30 + name + more
        at = head.find(b"PK\x03\x04", data) if flags & _SIZES_COME_LATER else data + packed


# JSON

_JSON_STARTS = (b"{", b"[")
_UNKNOWN = Bilingual(
    fr="ce JSON n’est dans aucun format connu : « perenne read --help » dit ce qui est lu",
    en="this JSON is in no known format: “perenne read --help” says what is read",
)


class _Value(NamedTuple):
    value: object
    one_line: bool


def _json_format(text: str, whole: bytes | None) -> str:
    """The first value of a known format tells; where all are too long or broken, the beginning of the first does.

    ``whole``: the file, where ``text`` is all of it.
    """
    text = _with_line_feeds(text)
    values = []
    for value, one_line in _whole_values(text):
        values.append(value)
        if name := _format_of(value):
            return _if_readable(name, value, one_line=one_line)
    beginnings = dict.fromkeys((text.partition("\n")[0], text))
    for beginning in beginnings:
        value = _as_far_as_it_goes(beginning)
        if name := _format_of(value):
            return _if_readable(name, value, one_line="\n" not in beginning)
        values.append(value)
    if kind := next(filter(None, map(strangers.kind_of_object, values)), None):
        raise _refused(kind)
    if whole is not None and len(values) == len(beginnings):
        raise documents.why_broken(whole)
    raise _refused(_UNKNOWN)


def _format_below(text: str) -> str | None:
    """The format of the records that stand one a line below a first line that is no JSON."""
    text = _with_line_feeds(text)
    first = _NEXT.search(text)
    values = _whole_values(text[first.start() + 1 :]) if first else ()
    return next((name for value, one_line in values if one_line and (name := _format_of_line(value))), None)


def _format_of_line(value: object) -> str | None:
    name = _format_of(value) if isinstance(value, dict) else None
    return None if name == post_ndjson.SUMMARY else name


def _with_line_feeds(text: str) -> str:
    return text if "\n" in text else text.replace("\r", "\n")


_SUMMARY = Bilingual(
    fr="c’est le résumé d’un audit précédent : il ne contient aucune publication",
    en="this is the summary of an earlier audit: it holds no posts",
)


def _if_readable(name: str, value: object, *, one_line: bool) -> str:
    if name == post_ndjson.SUMMARY:
        raise _refused(_SUMMARY)
    if format_named(name).document or (one_line and isinstance(value, dict)):
        return name
    raise UnreadableFile(
        fr="chaque enregistrement doit tenir sur une ligne : écrivez un objet JSON par ligne (NDJSON)",
        en="each record must stand on one line: write one JSON object a line (NDJSON)",
    )


_TRIES = 100
_NEXT = re.compile(r"\n[{\[]")


def _whole_values(text: str) -> Iterator[_Value]:
    """The values that begin a line of ``text``, without those that are broken or cut off."""
    decoder = json.JSONDecoder()
    at = 0
    for _ in range(_TRIES):
        end = at
        with contextlib.suppress(ValueError, RecursionError):
            value, end = decoder.raw_decode(text, at)
            yield _Value(value, "\n" not in text[at:end])
        following = _NEXT.search(text, end)
        if following is None:
            return
        at = following.start() + 1


_TOKEN = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*(?:"|\Z)|[{}\[\],]', re.DOTALL)
_DEEPEST = 100


def _as_far_as_it_goes(text: str) -> object:
    """The JSON value that ``text`` begins and does not end, without its last unfinished part; else ``None``."""
    closers: list[str] = []
    last, missing = 0, ""
    for token in _TOKEN.finditer(text):
        match token[0]:
            case "{" | "[":
                closers.append("}" if token[0] == "{" else "]")
                end = token.end()
            case "}" | "]":
                if not closers or closers.pop() != token[0]:
                    break
                end = token.end()
            case ",":
                end = token.start()
            case _:
                continue
        if len(closers) > _DEEPEST:
            break
        last, missing = end, "".join(reversed(closers))
    try:
        value: object = json.loads(text[:last] + missing)
    except (ValueError, RecursionError):
        return None
    return value


def _format_of(value: object) -> str | None:
    """What our own tag says, else the first format whose card takes the object, or the first one of the list."""
    if isinstance(value, list):
        value = value[0] if value else None
    if not isinstance(value, dict):
        return None
    if strangers.is_of_the_book(value):
        return None
    if isinstance(tag := value.get("perenne"), str):
        return tag if tag in post_ndjson.OTHER_RECORDS else post_ndjson.FORMAT
    return next((card.name for card in FORMATS if card.holds is not None and card.holds(value)), None)


# Tables

_NO_DATA = Bilingual(
    fr="ce texte n’est dans aucun format connu (ni tableau, ni JSON) : « perenne read --help » dit ce qui est lu",
    en="this text is in no known format (no table, no JSON): “perenne read --help” says what is read",
)


_TOO_WIDE = Bilingual(
    fr="ce tableau a plus de {most} colonnes : gardez celles qui parlent des publications",
    en="this table has more than {most} columns: keep those that speak of the posts",
).filled(most=delimited.MAX_COLUMNS)


def _is_too_wide(text: str) -> bool:
    first_line = text.lstrip().partition("\n")[0]
    return any(first_line.count(sign) >= delimited.MAX_COLUMNS for sign in "\t;|,")


def _delimited_format(head: bytes, text: str) -> str:
    if strangers.is_json_piece(text):
        raise _refused(strangers.FRAGMENT)
    header = delimited.first_row(head)
    if header is None:
        raise _refused(_TOO_WIDE if _is_too_wide(text) else _NO_DATA)
    if any(map(strangers.is_json_cell, header)):
        raise _refused(strangers.FRAGMENT)
    columns = {cell.strip().casefold() for cell in header}
    return next((card.name for card in FORMATS if any(map(columns.issuperset, card.columns))), table.FORMAT)
