"""Which format a file is in, by what stands in it and never by its name.

``recognise`` looks at the first ``HEAD`` bytes alone. A file in no format that is read is refused, each kind in its
own words; the sentences do not name the file, whoever shows them does.
"""

import contextlib
import json
import re
from collections.abc import Iterator, KeysView
from typing import Any, NamedTuple

from perenne.model.bilingual import Bilingual
from perenne.model.errors import UnreadableFile
from perenne.model.post import Post
from perenne.readers import (
    delimited,
    post_ndjson,
    records_ndjson,
    table,
    tiktok_commercial,
    youtube,
    zeeschuimer_tiktok,
)
from perenne.readers.lines import BOM

HEAD = 2**20
"""How many bytes from its start tell a file's format."""

_ANSWER_COLUMNS = frozenset(records_ndjson.REQUIRED_COLUMNS)
_COMMERCIAL_COLUMNS = frozenset({"id", "create_timestamp", "label", "video_views"})

_READ = Bilingual(
    fr=(
        "formats lus : publications post/1, captures Zeeschuimer (TikTok), réponses de l’API YouTube, "
        "bibliothèque de contenus commerciaux de TikTok, tableaux CSV et XLSX"
    ),
    en=(
        "formats read: post/1 records, Zeeschuimer captures (TikTok), answers of the YouTube API, "
        "TikTok’s commercial content library, CSV and XLSX tables"
    ),
)


def recognise(head: bytes) -> str:
    """The format of a file by its first ``HEAD`` bytes (all of them, where it is shorter).

    A file of our own records that are no posts has their tag for a name (``relation/1``). Raises ``UnreadableFile``.
    """
    start = head.removeprefix(BOM).lstrip()
    if not start:
        raise UnreadableFile(fr="le fichier est vide", en="the file is empty")
    if head.startswith(b"PK\x03\x04"):
        return _zip_format(head)
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
    return UnreadableFile(fr=f"{kind.fr} ({_READ.fr})", en=f"{kind.en} ({_READ.en})")


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
    fr="c’est un fichier Parquet ou Arrow : exportez-le en CSV",
    en="this is a Parquet or Arrow file: export it as CSV",
)
_OLD_OFFICE = Bilingual(
    fr="c’est un document Office ancien (.xls) ou protégé : enregistrez-le en XLSX, sans mot de passe",
    en="this is an old Office document (.xls) or a protected one: save it as XLSX, without password",
)
_OPEN_DOCUMENT = Bilingual(
    fr="c’est un fichier OpenDocument : enregistrez le tableau en XLSX ou en CSV",
    en="this is an OpenDocument file: save the table as XLSX or CSV",
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
        (rb"PAR1[\0-\x1f]|ARROW1\0", _COLUMNAR),
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
    if any(name.startswith(b"xl/") for name in names):
        return table.FORMAT
    if any(name.startswith((b"word/", b"ppt/")) for name in names):
        raise _refused(_DOCUMENT)
    raise _refused(_OPEN_DOCUMENT if b"opendocument" in head[:100] else _ARCHIVE)


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
    if name == youtube.FORMAT or (one_line and isinstance(value, dict)):
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


_KNOWN_KEYS = frozenset(Post.__struct_encode_fields__)
_TELLING_KEYS = frozenset({"post_id", "url", "text", "published_at", "account", "overlay", "speech"})
_ENVELOPE_KEYS = frozenset({"nav_index", "item_id", "timestamp_collected", "source_platform_url"})
_RELATION_KEYS = frozenset({"id", "creator", "advertiser"})
_VIDEO_PARTS = frozenset({"snippet", "contentDetails", "statistics", "status", "paidProductPlacementDetails"})


def _format_of(value: object) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    if not isinstance(value, dict):
        return None
    keys = value.keys()
    if isinstance(tag := value.get("perenne"), str):
        return tag if tag in post_ndjson.OTHER_RECORDS else post_ndjson.FORMAT
    if "source_platform" in keys and keys & _ENVELOPE_KEYS:
        return zeeschuimer_tiktok.FORMAT
    if _is_of_youtube(value):
        return youtube.FORMAT
    return _untagged(keys)


def _untagged(keys: KeysView[Any]) -> str | None:
    if keys >= _ANSWER_COLUMNS:
        return records_ndjson.ANSWERS
    if keys >= _RELATION_KEYS:
        return records_ndjson.RELATIONS
    if "platform" in keys and (keys & _TELLING_KEYS or keys <= _KNOWN_KEYS):
        return post_ndjson.FORMAT
    return None


def _is_of_youtube(value: dict[str, Any]) -> bool:
    """A response, an item, a bare part or an error message, with ``kind`` or (a narrow ``fields=``) without."""
    items, error = value.get("items"), value.get("error")
    first = items[0] if isinstance(items, list) and items else None
    return (
        _is_of_a_video(value)
        or (isinstance(first, dict) and _is_of_a_video(first))
        or (isinstance(error, dict) and "code" in error and ("errors" in error or "status" in error))
    )


def _is_of_a_video(value: dict[str, Any]) -> bool:
    kind, snippet = value.get("kind"), value.get("snippet")
    return (
        (isinstance(kind, str) and kind.startswith("youtube#"))
        or (isinstance(snippet, dict) and "channelId" in snippet)
        or len(value.keys() & _VIDEO_PARTS) > 1
        or "hasPaidProductPlacement" in value
    )


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
    if columns >= _COMMERCIAL_COLUMNS:
        return tiktok_commercial.FORMAT
    return records_ndjson.ANSWERS if columns >= _ANSWER_COLUMNS else table.FORMAT
