"""JSON as programs save it: one document, a list of documents, or one document a line; each unfolded into its items.

Items are numbered from 1 through the whole file; where documents stand one a line, an item has its line's number.
"""

import io
import itertools
import re
from collections.abc import Callable, Iterator
from typing import BinaryIO, NamedTuple

import msgspec

from perenne.model.errors import UnreadableFile
from perenne.model.reject import Reject
from perenne.readers.lines import BOM, NOT_JSON, Line, mended_json, physical_lines
from perenne.readers.reading import Origin

DOCUMENT_LIMIT = 256 * 2**20
"""The largest document that is read, in bytes. An answer of an API takes some hundreds of kilobytes."""

MOST_VALUES = 1_000_000
LEAST_BYTES = 12
"""A document of more values than that, of fewer bytes each on average, was made to hurt: an item takes some hundred
bytes of memory beside its own."""

Json = bytes | msgspec.Raw
_NO_JSON = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)


class Entry(NamedTuple):
    """One item as it stands: its number, its JSON, and the kind that what holds it declares."""

    number: int
    content: Json
    declared: str | None = None


class Unfolded(NamedTuple):
    """The items of one document, and the kind that it declares for those that do not say."""

    items: list[Json]
    declared: str | None = None


Unfold = Callable[[Json], Unfolded]
"""What a document holds. Raises ``UnreadableFile`` for an error message, msgspec's errors for what is no JSON."""


def entries(
    stream: BinaryIO, origin: Origin, unfold: Unfold, limit: int = DOCUMENT_LIMIT
) -> Iterator[Entry | Reject]:
    """The items of ``stream``. Raises ``UnreadableFile`` where it is too long, cut off or malformed as a whole, or
    holds nothing but error messages."""
    content = stream.read(limit + 1)
    if len(content) > limit:
        raise _too_long(limit)
    if _is_made_to_hurt(content):
        raise UnreadableFile(
            fr="document JSON fait de millions de valeurs presque vides : il n’est pas lu",
            en="a JSON document made of millions of values that are nearly empty: it is not read",
        )
    content = content.removeprefix(BOM)
    try:
        unfolded = _unfolded(content, unfold)
    except _NO_JSON as problem:
        if not _is_one_document_a_line(content, origin):
            raise _broken(problem, len(content)) from None
        yield from _by_line(content, origin, unfold)
        return
    yield from _numbered(unfolded, origin)


def _is_made_to_hurt(content: bytes) -> bool:
    values = sum(map(content.count, (b"[", b"{", b",")))
    return values > MOST_VALUES and len(content) < LEAST_BYTES * values


def _unfolded(content: bytes, unfold: Unfold) -> list[Unfolded | UnreadableFile]:
    try:
        return [_or_why_not(document, unfold) for document in _listed(content)]
    except _NO_JSON:
        mended = mended_json(content)
        if mended is None:
            raise
    return [_or_why_not(document, unfold) for document in _listed(mended)]


def _listed(content: bytes) -> list[Json]:
    if content.lstrip()[:1] != b"[":
        return [content]
    return list(msgspec.json.decode(content, type=list[msgspec.Raw]))


def _or_why_not(document: Json, unfold: Unfold) -> Unfolded | UnreadableFile:
    try:
        return unfold(document)
    except UnreadableFile as problem:
        return problem


def _numbered(unfolded: list[Unfolded | UnreadableFile], origin: Origin) -> Iterator[Entry | Reject]:
    """The items in their order; an error message among them counts as one."""
    refusals = [each for each in unfolded if isinstance(each, UnreadableFile)]
    if refusals and len(refusals) == len(unfolded):
        raise refusals[0]
    number = 0
    for each in unfolded:
        if isinstance(each, UnreadableFile):
            number += 1
            yield Reject(origin.file, number, "error", each.says)
            continue
        for item in each.items:
            number += 1
            yield Entry(number, item, each.declared)


_TRIES = 1_000
"""How many lines are tried for one that is whole: a file of so many broken ones is no capture."""


def _is_one_document_a_line(content: bytes, origin: Origin) -> bool:
    """Whether one of the lines is a whole object, and not the only line: the others may be broken."""
    if b"\n" not in content.strip() and b"\r" not in content.strip():
        return False
    lines = itertools.islice(physical_lines(io.BytesIO(content), origin), _TRIES)
    return any(isinstance(line, Line) and _is_object(line.content) for line in lines)


def _is_object(content: bytes) -> bool:
    """An object with something in it that begins its line: within an indented document none does."""
    try:
        return content[:1] == b"{" and bool(msgspec.json.decode(content, type=dict[str, msgspec.Raw]))
    except _NO_JSON:
        return False


def _by_line(content: bytes, origin: Origin, unfold: Unfold) -> Iterator[Entry | Reject]:
    for line in physical_lines(io.BytesIO(content), origin):
        if isinstance(line, Reject):
            yield line
            continue
        try:
            unfolded = _unfolded(line.content, unfold)
        except _NO_JSON:
            yield Reject(origin.file, line.number, "", NOT_JSON)
            continue
        for each in unfolded:
            if isinstance(each, UnreadableFile):
                yield Reject(origin.file, line.number, "error", each.says)
            else:
                yield from (Entry(line.number, item, each.declared) for item in each.items)


def _too_long(limit: int) -> UnreadableFile:
    mebibytes = max(1, limit // 2**20)
    return UnreadableFile(
        fr=f"document JSON de plus de {mebibytes} Mio : découpez-le en plusieurs fichiers, une réponse par fichier",
        en=f"JSON document over {mebibytes} MiB: split it into several files, one response each",
    )


def why_broken(content: bytes) -> UnreadableFile:
    """The refusal for a document of which nothing can be read: where it is cut off, or where it is malformed."""
    try:
        msgspec.json.decode(content, type=msgspec.Raw)
    except _NO_JSON as problem:
        return _broken(problem, len(content))
    return _broken(ValueError(), len(content))


_AT_BYTE = re.compile(r"\(byte (\d+)\)")


def _broken(problem: Exception, size: int) -> UnreadableFile:
    if "truncated" in str(problem):
        return UnreadableFile(
            fr=f"document JSON tronqué, coupé à l’octet {size} : récupérez le fichier à nouveau",
            en=f"truncated JSON document, cut off at byte {size}: fetch the file again",
        )
    if isinstance(problem, RecursionError):
        return UnreadableFile(
            fr="document JSON imbriqué sur plus de mille niveaux : aucun export ne l’est ; vérifiez d’où il vient",
            en="a JSON document nested over a thousand levels deep: no export is; check where it comes from",
        )
    at = _AT_BYTE.search(str(problem))
    where_fr, where_en = (f" à l’octet {at[1]}", f" at byte {at[1]}") if at else ("", "")
    return UnreadableFile(
        fr=f"document JSON mal formé{where_fr} : récupérez le fichier à nouveau",
        en=f"malformed JSON document{where_en}: fetch the file again",
    )


_PLAIN_WORD = re.compile(r"[A-Za-z0-9_]{1,60}\Z")


def plain_words(*said: object) -> str:
    """What an error message says of itself (a code, a reason), where it is plain words: the rest is not repeated."""
    return ", ".join(word for word in map(str, said) if _PLAIN_WORD.match(word)) or "?"
