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
from perenne.readers import delimited, packed, post_ndjson, sheet, table
from perenne.readers.formats import FORMATS, format_named, read_formats
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
    if kind := _binary_kind(head):
        raise _unknown(kind) if kind is _BYTES else _refused(kind)
    if start[:1] in _JSON_STARTS:
        return _json_format(start.decode("utf-8", "replace"), whole=len(head) < HEAD)
    if start.startswith(b"<"):
        raise _refused(_MARKUP)
    return _delimited_format(head)


def _refused(kind: Bilingual) -> UnreadableFile:
    return UnreadableFile(fr=kind.fr, en=kind.en)


def _unknown(kind: Bilingual) -> UnreadableFile:
    known = read_formats()
    return UnreadableFile(fr=f"{kind.fr} ({known.fr})", en=f"{kind.en} ({known.en})")


# Binary files

_PICTURE = Bilingual(
    fr="c’est une image : seules des données sont lues ici", en="this is a picture: only data are read here"
)
_FILM = Bilingual(
    fr="c’est une vidéo ou un son : seules des données sont lues ici",
    en="this is a video or a sound: only data are read here",
)
_PDF = Bilingual(fr="c’est un PDF : seules des données sont lues ici", en="this is a PDF: only data are read here")
_ARCHIVE = Bilingual(
    fr="c’est une archive compressée : décompressez-la d’abord", en="this is a compressed archive: unpack it first"
)
_DATABASE = Bilingual(
    fr="c’est une base de données SQLite : exportez en CSV la table voulue",
    en="this is an SQLite database: export the table you need as CSV",
)
_COLUMNAR = Bilingual(
    fr="c’est un fichier Arrow : exportez-le en Parquet ou en CSV",
    en="this is an Arrow file: export it as Parquet or CSV",
)
_OLD_OFFICE = Bilingual(
    fr="c’est un document Office ancien (.xls) ou protégé : enregistrez-le en XLSX, sans mot de passe",
    en="this is an old Office document (.xls) or a protected one: save it as XLSX, without password",
)
_DOCUMENT = Bilingual(
    fr="c’est un document ou une présentation : seules des données sont lues ici",
    en="this is a document or slides: only data are read here",
)
_PROGRAM = Bilingual(fr="c’est un programme : il n’est pas lu", en="this is a program: it is not read")
_BYTES = Bilingual(fr="c’est un fichier binaire de nature inconnue", en="this is a binary file of unknown kind")
_UTF16_JSON = Bilingual(
    fr="c’est du JSON en UTF-16 : enregistrez-le en UTF-8", en="this is JSON in UTF-16: save it as UTF-8"
)

_SIGNATURES: tuple[tuple[re.Pattern[bytes], Bilingual], ...] = tuple(
    (re.compile(magic, re.DOTALL), kind)
    for magic, kind in (
        (rb"\x89PNG\r\n|\xff\xd8\xff|GIF8[79]a|RIFF....WEBP|II\*\0|MM\0\*|\0...ftyp(?:hei|mif1|avif)", _PICTURE),
        (rb"\0...(?:ftyp|moov|mdat|wide)|\x1aE\xdf\xa3|OggS\0|fLaC\0|ID3[\x02-\x04]|RIFF....(?:WAVE|AVI )", _FILM),
        (rb"\xff[\xfb\xf3\xf2]|FLV\x01|\0\0\x01[\xb3\xba]", _FILM),
        (rb"%PDF-", _PDF),
        (rb"\x1f\x8b|BZh[1-9]|\xfd7zXZ\0|\x28\xb5\x2f\xfd|7z\xbc\xaf|Rar!\x1a|PK\x05\x06|.{257}ustar[\0 ]", _ARCHIVE),
        (rb"SQLite format 3\0", _DATABASE),
        (rb"ARROW1\0", _COLUMNAR),
        (rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", _OLD_OFFICE),
        (rb"\x7fELF|MZ\x90\0", _PROGRAM),
    )
)

_JSON_STARTS = (b"{", b"[")
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


def _binary_kind(head: bytes) -> Bilingual | None:
    for magic, kind in _SIGNATURES:
        if magic.match(head):
            return kind
    if head.startswith(_UTF16_MARKS):
        return _UTF16_JSON if head[2:64].replace(b"\0", b"").lstrip()[:1] in _JSON_STARTS else None
    if b"\0" in head and head.removeprefix(BOM).lstrip()[:1] not in _JSON_STARTS:
        return _BYTES
    return None


def _zip_format(head: bytes) -> str:
    names = list(_zip_names(head))
    if b"opendocument" in head[:_MIMETYPE]:
        if b"opendocument.spreadsheet" in head[:_MIMETYPE]:
            return table.FORMAT
        raise _refused(_DOCUMENT)
    if any(name.startswith(b"xl/") for name in names):
        return table.FORMAT
    if any(name.startswith((b"word/", b"ppt/")) for name in names):
        raise _refused(_DOCUMENT)
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


class _Value(NamedTuple):
    value: object
    one_line: bool


def _json_format(text: str, *, whole: bool) -> str:
    """The first value of a known format tells; where all are too long or broken, the beginning of the first does."""
    found = False
    for value, one_line in _whole_values(text):
        found = True
        if name := _format_of(value):
            return _if_readable(name, value, one_line=one_line)
    for beginning in (text.partition("\n")[0], text):
        value = _as_far_as_it_goes(beginning)
        if name := _format_of(value):
            return _if_readable(name, value, one_line="\n" not in beginning)
    if whole and not found:
        raise UnreadableFile(
            fr="document JSON tronqué ou mal formé : récupérez le fichier à nouveau",
            en="truncated or malformed JSON document: fetch the file again",
        )
    raise _unknown(Bilingual(fr="ce JSON n’est dans aucun format connu", en="this JSON is in no known format"))


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
    if isinstance(tag := value.get("perenne"), str):
        return tag if tag in post_ndjson.OTHER_RECORDS else post_ndjson.FORMAT
    return next((card.name for card in FORMATS if card.holds is not None and card.holds(value)), None)


# Tables

_MARKUP = Bilingual(
    fr="c’est une page web ou du XML : donnez l’export en JSON ou en CSV",
    en="this is a web page or XML: give the export as JSON or CSV",
)


def _delimited_format(head: bytes) -> str:
    header = delimited.first_row(head)
    if header is None:
        raise _unknown(Bilingual(fr="ce texte n’est dans aucun format connu", en="this text is in no known format"))
    columns = {cell.strip().casefold() for cell in header}
    return next((card.name for card in FORMATS if any(map(columns.issuperset, card.columns))), table.FORMAT)
