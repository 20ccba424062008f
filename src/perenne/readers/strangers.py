"""Kinds of files that are known and hold no posts to read: each is refused in a sentence that names it.

``readers.sniff`` asks here; what no sentence names is in no known format.
"""

import re
import zlib
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from perenne.model.bilingual import Bilingual

# Bytes

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
DOCUMENT = Bilingual(
    fr="c’est un document ou une présentation : seules des données sont lues ici",
    en="this is a document or slides: only data are read here",
)
_PROGRAM = Bilingual(fr="c’est un programme : il n’est pas lu", en="this is a program: it is not read")
_BYTES = Bilingual(
    fr="c’est un fichier binaire de nature inconnue : « perenne read --help » dit ce qui est lu",
    en="this is a binary file of unknown kind: “perenne read --help” says what is read",
)
_WEB_ARCHIVE = Bilingual(
    fr="c’est une archive du web (WARC, WACZ) : elle peut servir de preuve, aucune publication n’y est lue",
    en="this is a web archive (WARC, WACZ): it may serve as evidence, no posts are read from it",
)
_UTF16_JSON = Bilingual(
    fr="c’est du JSON en UTF-16 : enregistrez-le en UTF-8", en="this is JSON in UTF-16: save it as UTF-8"
)
_UTF16 = Bilingual(
    fr="c’est un texte en UTF-16 qui ne le dit pas : enregistrez-le en UTF-8",
    en="this is a text in UTF-16 that does not say so: save it as UTF-8",
)
_UTF32 = Bilingual(
    fr="c’est un texte en UTF-32 : enregistrez-le en UTF-8", en="this is a text in UTF-32: save it as UTF-8"
)
_EMPTY_ZIP = Bilingual(
    fr="c’est une archive ZIP vide : récupérez-la à nouveau", en="this is an empty ZIP archive: fetch it again"
)

_SIGNATURES: tuple[tuple[re.Pattern[bytes], Bilingual], ...] = tuple(
    (re.compile(magic, re.DOTALL), kind)
    for magic, kind in (
        (rb"\x89PNG\r\n|\xff\xd8\xff|GIF8[79]a|RIFF....WEBP|II\*\0|MM\0\*|\0...ftyp(?:hei|mif1|avif)", _PICTURE),
        (rb"\0...(?:ftyp|moov|mdat|wide)|\x1aE\xdf\xa3|OggS\0|fLaC\0|ID3[\x02-\x04]|RIFF....(?:WAVE|AVI )", _FILM),
        (rb"\xff[\xfb\xf3\xf2]|FLV\x01|\0\0\x01[\xb3\xba]", _FILM),
        (rb"%PDF-", _PDF),
        (rb"WARC/[01]\.", _WEB_ARCHIVE),
        (rb"\x1f\x8b|BZh[1-9]|\xfd7zXZ\0|\x28\xb5\x2f\xfd|7z\xbc\xaf|Rar!\x1a|.{257}ustar[\0 ]", _ARCHIVE),
        (rb"PK\x05\x06", _EMPTY_ZIP),
        (rb"SQLite format 3\0", _DATABASE),
        (rb"ARROW1\0", _COLUMNAR),
        (rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", _OLD_OFFICE),
        (rb"\x7fELF|MZ\x90\0", _PROGRAM),
    )
)
_UTF32_MARKS = (b"\xff\xfe\0\0", b"\0\0\xfe\xff")
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_JSON_STARTS = (b"{", b"[")


def kind_of_bytes(head: bytes) -> Bilingual | None:
    """What the file that begins so is, where that is no text."""
    for magic, kind in _SIGNATURES:
        if magic.match(head):
            return _WEB_ARCHIVE if kind is _ARCHIVE and _unpacked(head).startswith(b"WARC/") else kind
    if head.startswith(_UTF32_MARKS) or _is_unmarked_utf32(head):
        return _UTF32
    if head.startswith(_UTF16_MARKS):
        return _UTF16_JSON if head[2:64].replace(b"\0", b"").lstrip()[:1] in _JSON_STARTS else None
    if _is_unmarked_utf16(head):
        return _UTF16_JSON if head[:64].replace(b"\0", b"").lstrip()[:1] in _JSON_STARTS else _UTF16
    begins_as_json = head[:1] in _JSON_STARTS  # what follows may be a record that nobody can read
    return _BYTES if b"\0" in head and not begins_as_json and _is_binary(head) else None


def kind_of_members(names: Iterable[bytes]) -> Bilingual | None:
    """What the ZIP file with members of these ``names`` is, where it is no archive of files to read."""
    known = tuple(names)
    if any(name.startswith((b"word/", b"ppt/")) for name in known):
        return DOCUMENT
    return _WEB_ARCHIVE if any(map(_CRAWL.match, known)) else None


_CRAWL = re.compile(rb"archive/[^/]+\.warc(?:\.gz)?\Z")


def _unpacked(head: bytes) -> bytes:
    """The first bytes of what gzip packed."""
    try:
        return zlib.decompressobj(31).decompress(head[:4096], 16)
    except zlib.error:
        return b""


def _is_unmarked_utf16(head: bytes) -> bool:
    """A text in our letters has a null byte for every other one."""
    first, second = head[:4096:2], head[1:4096:2]
    nulls, letters = (first, second) if first.count(0) > second.count(0) else (second, first)
    return nulls.count(0) > _MOST_LETTERS * len(nulls) and not _is_binary(letters)


def _is_unmarked_utf32(head: bytes) -> bool:
    """A text in our letters has three null bytes for each that is none."""
    quarters = sorted((head[at:4096:4] for at in range(4)), key=lambda each: each.count(0))
    letters, *nulls = quarters
    return all(each.count(0) > _MOST_LETTERS * len(each) > 0 for each in nulls) and not _is_binary(letters)


_MOST_LETTERS = 0.8
_CONTROLS = bytes({*range(9), *range(14, 32), 127})
_MOST_CONTROLS = 0.05
"""A text may hold some null bytes and signs that command a terminal; of random bytes one in ten is such a sign."""


def _is_binary(start: bytes) -> bool:
    return len(start) - len(start.translate(None, _CONTROLS)) > _MOST_CONTROLS * len(start)


# Texts

_MARKUP = Bilingual(
    fr="c’est une page web ou du XML : donnez l’export en JSON ou en CSV",
    en="this is a web page or XML: give the export as JSON or CSV",
)
_INDEX = Bilingual(
    fr="c’est l’index d’une archive du web : aucune publication n’y est lue",
    en="this is the index of a web archive: no posts are read from it",
)
_RECORDING = Bilingual(
    fr="c’est un enregistrement d’échanges web : donnez la réponse de l’API, en JSON",
    en="this is a recording of web requests: give the answer of the API as JSON",
)
_X_ARCHIVE = Bilingual(
    fr="c’est un fichier d’une archive X (Twitter) : ces archives ne sont pas encore lues",
    en="this is a file of an X (Twitter) archive: such archives are not read yet",
)
_CHECKSUMS = Bilingual(
    fr="c’est une liste d’empreintes de fichiers : aucune publication n’y est lue",
    en="this is a list of checksums: no posts are read from it",
)
_TEXTS: tuple[tuple[re.Pattern[str], Bilingual], ...] = (
    (re.compile(r"<"), _MARKUP),
    (re.compile(r"!meta 0 \{|CDX [A-Za-z] |[a-z0-9-]+(?:,[a-z0-9-]+)+\)\S* \d{14} "), _INDEX),
    (re.compile(r"interactions:\s*\n- request:"), _RECORDING),
    (re.compile(r"window\.YTD\."), _X_ARCHIVE),
    (re.compile(r"(?:[0-9a-f]{32,128} [ *][^\n]+\n?)+\Z"), _CHECKSUMS),
)


def kind_of_text(text: str) -> Bilingual | None:
    """What a text that begins so is, where that is known and no table."""
    return next((kind for beginning, kind in _TEXTS if beginning.match(text)), None)


# JSON

_X = Bilingual(
    fr="ce sont des réponses de l’API X (Twitter) : elles ne sont pas encore lues",
    en="these are answers of the X (Twitter) API: they are not read yet",
)
_MASTODON = Bilingual(
    fr="ce sont des réponses de l’API Mastodon : elles ne sont pas encore lues",
    en="these are answers of the Mastodon API: they are not read yet",
)
_BLUESKY = Bilingual(
    fr="ce sont des réponses de l’API Bluesky : elles ne sont pas encore lues",
    en="these are answers of the Bluesky API: they are not read yet",
)
_ADS = Bilingual(
    fr="c’est l’export d’une bibliothèque publicitaire : il n’est pas encore lu",
    en="this is the export of an ad library: it is not read yet",
)
_PACKAGE = Bilingual(
    fr="c’est la description d’un paquet de données : aucune publication n’y est lue",
    en="this is the description of a data package: no posts are read from it",
)
_CASES = Bilingual(
    fr="ce sont des publications rangées dans d’autres enregistrements : donnez-les seules, une par ligne",
    en="these are posts held within other records: give them alone, one a line",
)


class _Kind(NamedTuple):
    """``keys``: sets of keys of which an object of the kind has one whole."""

    keys: tuple[frozenset[str], ...]
    says: Bilingual


def _with_keys(says: Bilingual, *alternatives: str) -> _Kind:
    return _Kind(tuple(frozenset(keys.split()) for keys in alternatives), says)


_KINDS = (
    _with_keys(
        _X,
        "__twarc",
        "text edit_history_tweet_ids",
        "text author_id conversation_id",
        "text id public_metrics",
        "id_str full_text",
        "id_str text retweet_count",
        "tweet_count start end",
    ),
    _with_keys(_MASTODON, "uri account reblogs_count", "acct statuses_count"),
    _with_keys(_BLUESKY, "uri cid author record"),
    _with_keys(_ADS, "ad_snapshot_url", "ad_archive_id", "adUrl"),
    _with_keys(_PACKAGE, "resources profile", "path hash signedData"),
)
_LISTS = ("data", "elements", "statuses", "feed")
"""Where APIs keep the list of what they were asked for."""


def _is_recording(record: Mapping[str, Any]) -> bool:
    log = record.get("log")
    return isinstance(log, dict) and "entries" in log


def _holds_a_post(record: Mapping[str, Any]) -> bool:
    post = record.get("post")
    return isinstance(post, dict) and "platform" in post


_OF_THE_BOOK = frozenset({"event/1", "batch/1"})
_BOOK = Bilingual(
    fr="ce sont des événements du livre des partenariats : « perenne book add » les y écrit",
    en="these are events of the book of partnerships: “perenne book add” writes them there",
)


def is_of_the_book(value: Mapping[str, Any]) -> bool:
    """Whether ``value`` is a record of our own that is kept elsewhere."""
    return isinstance(tag := value.get("perenne"), str) and tag in _OF_THE_BOOK


_OTHER_KINDS: tuple[tuple[Callable[[Mapping[str, Any]], bool], Bilingual], ...] = (
    (is_of_the_book, _BOOK),
    (_is_recording, _RECORDING),
    (_holds_a_post, _CASES),
)


def kind_of_object(value: object) -> Bilingual | None:
    """What the JSON ``value``, or the first object that it lists, is."""
    value = _first(value)
    if not isinstance(value, dict):
        return None
    objects = [value, *(held for name in _LISTS if isinstance(held := _first(value.get(name)), dict))]
    for record in objects:
        for kind in _KINDS:
            if any(keys <= record.keys() for keys in kind.keys):
                return kind.says
    return next((says for holds, says in _OTHER_KINDS if holds(value)), None)


def _first(value: object) -> object:
    return value[0] if isinstance(value, list) and value else value


# What is left of JSON

FRAGMENT = Bilingual(
    fr="c’est un morceau de JSON, sans son début ou abîmé : récupérez le fichier à nouveau",
    en="this is a piece of JSON, without its beginning or damaged: fetch the file again",
)
_KEY = re.compile(r'"[^"\n]{1,100}"\s*:\s*["\d\[{tfn-]')
_JSON_CELL = re.compile(r'\s*[{}\[\]]|\s*"?[^"]{0,100}"\s*:')


def is_json_cell(cell: str) -> bool:
    """Whether ``cell`` was cut out of JSON: it is then no header, and may hold anything of anybody."""
    return _JSON_CELL.match(cell) is not None


def is_json_piece(text: str) -> bool:
    """Whether the first line of ``text`` names a value as JSON does."""
    return _KEY.search(text.lstrip().partition("\n")[0]) is not None
