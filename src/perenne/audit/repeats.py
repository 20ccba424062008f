"""Copies of one post become one: the newest observation first, completed by what only an older one records.

The order of the files never matters. Copies that say different things of text, label or deal are kept and shown.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import reduce
from typing import Any

import msgspec

from perenne.audit.outcome import Conflict
from perenne.model.part import Part
from perenne.model.post import Post, Source

WATCHED = ("text", "title", "labels.paid_partnership", "labels.promotional", "labels.ai", "deal.consideration")
"""The fields of which both values are shown where two copies differ."""


@dataclass(frozen=True, slots=True)
class Merged:
    """Each post once, by platform and id; how many copies were folded into others; where copies contradict."""

    posts: tuple[Post, ...]
    repeats: int
    conflicts: tuple[Conflict, ...]


def merge_repeats(posts: Iterable[Post]) -> Merged:
    """Merge the copies among ``posts``; a post without id is never the copy of another."""
    copies: defaultdict[tuple[str, str], list[Post]] = defaultdict(list)
    for post in posts:
        copies[(post.platform, post.subject_id)].append(post)
    merged: list[Post] = []
    conflicts: list[Conflict] = []
    for key in sorted(copies):
        newest_first = sorted(copies[key], key=_age)
        merged.append(reduce(_completed, newest_first))
        conflicts.extend(_conflicts(newest_first))
    repeats = sum(len(each) - 1 for each in copies.values())
    return Merged(tuple(merged), repeats, tuple(conflicts))


def _age(post: Post) -> tuple[float, str, int]:
    source = post.source
    observed = datetime.fromisoformat(source.observed_at) if source.observed_at else None
    if observed is not None and observed.tzinfo is None:
        observed = observed.replace(tzinfo=UTC)
    return (-observed.timestamp() if observed else 0.0, source.sha256 or "", source.line or 0)


def _completed(newer: Any, older: Any) -> Any:
    """``newer`` with the fields that only ``older`` records; parts of a record field by field."""
    changes = {}
    for field in msgspec.structs.fields(newer):
        mine, theirs = getattr(newer, field.name), getattr(older, field.name)
        if isinstance(mine, Source):
            continue
        if isinstance(mine, Part) and isinstance(theirs, Part):
            changes[field.name] = _completed(mine, theirs)
        elif _says_nothing(mine) and not _says_nothing(theirs):
            changes[field.name] = theirs
    return msgspec.structs.replace(newer, **changes) if changes else newer


def _says_nothing(value: object) -> bool:
    return value is None or value == "unknown" or (isinstance(value, dict) and not value)


def _conflicts(copies: list[Post]) -> Iterator[Conflict]:
    newest = copies[0]
    for older in copies[1:]:
        for path in WATCHED:
            kept, other = _at(newest, path), _at(older, path)
            if _says_nothing(kept) or _says_nothing(other) or kept == other:
                continue
            yield Conflict(
                platform=newest.platform,
                post_id=newest.subject_id,
                field=path,
                kept=str(kept),
                other=str(other),
                kept_source=_where(newest),
                other_source=_where(older),
            )


def _at(post: Post, path: str) -> object:
    return reduce(getattr, path.split("."), post)


def _where(post: Post) -> str:
    return f"{post.source.file}:{post.source.line}"
