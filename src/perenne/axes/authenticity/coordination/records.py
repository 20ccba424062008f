"""Acts that our own records tell of: who commented on which post, who shared which post on."""

from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa

from perenne.axes.authenticity.coordination.acts import SCHEMA
from perenne.model.comment import Comment
from perenne.model.post import Post
from perenne.readers import post_ndjson
from perenne.readers.reading import Item, Origin

COMMENTS, SHARES = "co-comment", "co-share"
_TAGS = (b'"post/1"', b'"comment/1"')


def holds_records(head: bytes) -> bool:
    """Whether the first line of a file carries the tag of a post or a comment."""
    return any(tag in head.split(b"\n", 1)[0] for tag in _TAGS)


def from_records(file: Path) -> tuple[pa.Table, int, frozenset[str]]:
    """The acts that the records of ``file`` tell of, how many tell none, and of what kind they are."""
    acts: dict[str, list[tuple[str, str, int, str | None]]] = {COMMENTS: [], SHARES: []}
    silent = 0
    with file.open("rb") as stream:
        for item in post_ndjson.read(stream, Origin(file.name, "")):
            act = _act(item)
            if act is None:
                silent += isinstance(item, Post | Comment)
            else:
                acts[COMMENTS if isinstance(item, Comment) else SHARES].append(act)
    rows = [(*act, None) for each in acts.values() for act in each]
    table = pa.Table.from_pylist([dict(zip(SCHEMA.names, row, strict=True)) for row in rows], SCHEMA)
    return table, silent, frozenset(channel for channel, each in acts.items() if each)


def _act(item: Item) -> tuple[str, str, int, str | None] | None:
    if isinstance(item, Comment):
        return _whole(item.author_id or item.author_handle, item.post_id, item.published_at, item.comment_id)
    if isinstance(item, Post):
        return _whole(item.account.id or item.account.handle, item.reshare_of, item.published_at, item.post_id)
    return None


def _whole(
    account: str | None, thing: str | None, moment: str | None, action: str | None
) -> tuple[str, str, int, str | None] | None:
    if account is None or thing is None or moment is None:
        return None
    parsed = datetime.fromisoformat(moment)
    known = parsed if parsed.tzinfo is not None else parsed.replace(tzinfo=UTC)
    return account, thing, int(known.timestamp()), action
