"""``post/1`` itself, one JSON object a line: what people and programs write for Pérenne, and what it writes.

Shape: ``perenne.model.post.Post``; the tag ``"perenne": "post/1"`` may be left out. Lines that carry another record
of ours are counted as what they are.
"""

from collections.abc import Iterator
from typing import BinaryIO

import msgspec

from perenne.model.answer import Answer, Decision
from perenne.model.bilingual import Bilingual
from perenne.model.finding import Finding
from perenne.model.post import Post
from perenne.model.reject import Reject
from perenne.model.relation import Relation
from perenne.model.wire import RecordError
from perenne.readers.lines import LINE_LIMIT, Line, physical_lines, record_on
from perenne.readers.reading import Item, Origin, Other

FORMAT = "post/1"

SUMMARY = "summary/1"
OTHER_RECORDS = frozenset(
    {str(kind.__struct_config__.tag) for kind in (Relation, Answer, Decision, Finding)} | {SUMMARY}
)
"""The tags of our records that are no posts."""

_UNKNOWN_TAG = Bilingual(
    fr="enregistrement d’un genre ou d’une version inconnus de ce programme",
    en="a record of a kind or version that this program does not know",
)


class _Tagged(msgspec.Struct):
    perenne: str | None = None


def read(stream: BinaryIO, origin: Origin, limit: int = LINE_LIMIT) -> Iterator[Item]:
    """The posts of ``stream``, their ``source`` set to where they stand; ``observed_at`` stays as the record says."""
    for line in physical_lines(stream, origin, limit):
        yield line if isinstance(line, Reject) else _item(line, origin)


def _item(line: Line, origin: Origin) -> Item:
    try:
        post = record_on(line, Post)
    except RecordError as problem:
        return _no_post(line, origin, problem)
    source = origin.source(FORMAT, line.number, observed_at=post.source.observed_at)
    return msgspec.structs.replace(post, source=source)


def _no_post(line: Line, origin: Origin, problem: RecordError) -> Other | Reject:
    try:
        tag = record_on(line, _Tagged).perenne
    except RecordError:
        tag = None
    if tag in OTHER_RECORDS:
        return Other(str(tag), line.number)
    if tag not in (None, FORMAT):
        return Reject(origin.file, line.number, "perenne", _UNKNOWN_TAG)
    return Reject(origin.file, line.number, problem.path, problem.reason)
