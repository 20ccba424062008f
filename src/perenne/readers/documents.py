"""JSON as programs save it: one document, a list of documents, or one document a line; each unfolded into its items.

Items are numbered from 1 through the whole file; where documents stand one a line, an item has its line's number.
"""

import io
import re
from collections.abc import Callable, Iterator
from typing import BinaryIO, NamedTuple

import msgspec

from perenne.model.errors import UnreadableFile
from perenne.model.reject import Reject
from perenne.readers.lines import BOM, NOT_JSON, physical_lines
from perenne.readers.reading import Origin

DOCUMENT_LIMIT = 256 * 2**20
"""The largest document that is read, in bytes. An answer of an API takes some hundreds of kilobytes."""

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
    """The items of ``stream``. Raises ``UnreadableFile`` where it is too long, cut off or malformed as a whole."""
    content = stream.read(limit + 1)
    if len(content) > limit:
        raise _too_long(limit)
    content = content.removeprefix(BOM)
    try:
        documents = _listed(content) if content.lstrip()[:1] == b"[" else [content]
        unfolded = [unfold(document) for document in documents]
    except _NO_JSON as problem:
        if not _is_one_document_a_line(content):
            raise _broken(problem) from None
        yield from _by_line(content, origin, unfold)
        return
    number = 0
    for items, declared in unfolded:
        for item in items:
            number += 1
            yield Entry(number, item, declared)


def _listed(content: bytes) -> list[Json]:
    return list(msgspec.json.decode(content, type=list[msgspec.Raw]))


def _is_one_document_a_line(content: bytes) -> bool:
    first, _, rest = content.lstrip().partition(b"\n")
    try:
        msgspec.json.decode(first, type=dict[str, msgspec.Raw])
    except _NO_JSON:
        return False
    return bool(rest.strip())


def _by_line(content: bytes, origin: Origin, unfold: Unfold) -> Iterator[Entry | Reject]:
    for line in physical_lines(io.BytesIO(content), origin):
        if isinstance(line, Reject):
            yield line
            continue
        try:
            items, declared = unfold(line.content)
        except UnreadableFile as problem:
            yield Reject(origin.file, line.number, "error", problem.says)
        except _NO_JSON:
            yield Reject(origin.file, line.number, "", NOT_JSON)
        else:
            yield from (Entry(line.number, item, declared) for item in items)


def _too_long(limit: int) -> UnreadableFile:
    mebibytes = max(1, limit // 2**20)
    return UnreadableFile(
        fr=f"document JSON de plus de {mebibytes} Mio : découpez-le en plusieurs fichiers, une réponse par fichier",
        en=f"JSON document over {mebibytes} MiB: split it into several files, one response each",
    )


_AT_BYTE = re.compile(r"\(byte (\d+)\)")


def _broken(problem: Exception) -> UnreadableFile:
    if "truncated" in str(problem):
        return UnreadableFile(
            fr="document JSON tronqué : la fin manque, récupérez le fichier à nouveau",
            en="truncated JSON document: its end is missing, fetch the file again",
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
