"""``post/1`` itself, one JSON object a line: what people and programs write for Pérenne, and what it writes.

Shape: ``perenne.model.post.Post``; the tag ``"perenne": "post/1"`` may be left out. Lines that carry another record
of ours are counted as what they are; ``comment/1`` and ``account/1`` are read as such.
"""

from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

import msgspec

from perenne.model.answer import Answer, Decision
from perenne.model.bilingual import Bilingual
from perenne.model.comment import Comment
from perenne.model.finding import Finding
from perenne.model.post import Post
from perenne.model.profile import Profile
from perenne.model.reject import Reject
from perenne.model.relation import Relation
from perenne.model.wire import RecordError
from perenne.readers.lines import LINE_LIMIT, Line, physical_lines, record_on
from perenne.readers.reading import Format, Item, Origin, Other, Says, Sensitive

FORMAT = "post/1"

SUMMARY = "summary/1"
COMMENT, PROFILE = "comment/1", "account/1"
OTHER_RECORDS = frozenset(
    {str(kind.__struct_config__.tag) for kind in (Comment, Profile, Relation, Answer, Decision, Finding)} | {SUMMARY}
)
"""The tags of our records that are no posts."""

_UNKNOWN_TAG = Bilingual(
    fr="enregistrement d’un genre ou d’une version inconnus de ce programme",
    en="a record of a kind or version that this program does not know",
)


class _Tagged(msgspec.Struct):
    perenne: str | None = None


def read(stream: BinaryIO, origin: Origin, limit: int = LINE_LIMIT) -> Iterator[Item]:
    """The posts of ``stream``, their ``source`` set to where they stand; ``observed_at`` stays as the record says.

    Says once that it holds a private account, or what other people wrote or are.
    """
    said: set[Sensitive] = set()
    for line in physical_lines(stream, origin, limit):
        item = line if isinstance(line, Reject) else _item(line, origin)
        if not isinstance(item, Post) and (found := _sensitive(item)) not in said and found is not None:
            said.add(found)
            yield found
        yield item


def _sensitive(item: Item) -> Sensitive | None:
    """What a record beside the posts tells of people: nothing says whose account it is, or who wrote a comment."""
    if isinstance(item, Profile):
        return Sensitive("private_account" if item.private else "third_person")
    return Sensitive("third_person") if isinstance(item, Comment) and item.by_creator is not True else None


def _item(line: Line, origin: Origin) -> Item:
    try:
        post = record_on(line, Post)
    except RecordError as problem:
        return _no_post(line, origin, problem)
    source = origin.source(FORMAT, line.number, observed_at=post.source.observed_at)
    return msgspec.structs.replace(post, source=source)


def _no_post(line: Line, origin: Origin, problem: RecordError) -> Item:
    try:
        tag = record_on(line, _Tagged).perenne
    except RecordError:
        tag = None
    if tag in (COMMENT, PROFILE):
        return _beside_posts(line, origin, Comment if tag == COMMENT else Profile)
    if tag in OTHER_RECORDS:
        return Other(str(tag), line.number)
    if tag not in (None, FORMAT):
        return Reject(origin.file, line.number, "perenne", _UNKNOWN_TAG)
    return Reject(origin.file, line.number, problem.path, problem.reason)


def _beside_posts(line: Line, origin: Origin, kind: type[Comment] | type[Profile]) -> Item:
    try:
        record: Comment | Profile = record_on(line, kind)
    except RecordError as problem:
        return Reject(origin.file, line.number, problem.path, problem.reason)
    source = origin.source(FORMAT, line.number, observed_at=record.source.observed_at)
    return msgspec.structs.replace(record, source=source)


_KNOWN_KEYS = frozenset(Post.__struct_encode_fields__)
_TELLING_KEYS = frozenset({"post_id", "url", "text", "published_at", "account", "overlay", "speech"})


def _holds(record: Mapping[str, Any]) -> bool:
    """Whether ``record``, which carries no tag, is meant as a post: loose, so asked last."""
    keys = record.keys()
    return "platform" in keys and bool(keys & _TELLING_KEYS or keys <= _KNOWN_KEYS)


CARD = Format(
    name=FORMAT,
    title=Bilingual(
        fr="enregistrements post/1, comment/1 et account/1", en="post/1, comment/1 and account/1 records"
    ),
    read=read,
    versions=Bilingual(
        fr="un objet JSON par ligne, celui que décrit records.md",
        en="one JSON object a line, as records.md describes",
    ),
    checked="code",
    says=Says(paid_label="sometimes", ai_label="sometimes", date="sometimes", counts="sometimes"),
    holds=_holds,
)
