"""Copies of one post become one: the newest observation first, completed by what only an older one records.

The order of the files never matters. Copies that say different things of text, label or deal are kept and shown.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import reduce
from math import inf
from typing import Any

import msgspec

from perenne.audit.outcome import Conflict
from perenne.model.part import Part
from perenne.model.post import Advertiser, Post, Source, TimedText
from perenne.model.wire import encode

WATCHED = (
    "text", "title", "first_comment", "overlay", "labels.paid_partnership", "labels.promotional", "labels.sponsors",
    "labels.ai", "deal.consideration", "deal.requested", "deal.value_eur", "deal.advertiser",
)  # fmt: skip
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
    merged = [merge_copies(copies[key]) for key in sorted(copies)]
    return Merged(
        tuple(post for post, _ in merged),
        sum(len(each) - 1 for each in copies.values()),
        tuple(conflict for _, conflicts in merged for conflict in conflicts),
    )


def merge_copies(copies: Sequence[Post]) -> tuple[Post, tuple[Conflict, ...]]:
    """The one post of which these are copies, and where they contradict each other."""
    newest_first = sorted(copies, key=_age) if len(copies) > 1 else list(copies)
    return reduce(_completed, newest_first), tuple(contradictions(newest_first))


def _age(post: Post) -> tuple[float, str, int, str, bytes]:
    """Newest first, then by hash and line; what is alike even then, by name and content."""
    source = post.source
    observed = datetime.fromisoformat(source.observed_at) if source.observed_at else None
    if observed is not None and observed.tzinfo is None:
        observed = observed.replace(tzinfo=UTC)
    age = -observed.timestamp() if observed else inf
    return (age, source.sha256 or "", source.line or 0, source.file or "", encode(post))


def _completed(newer: Any, older: Any) -> Any:
    """``newer`` with the fields that only ``older`` records; parts of a record field by field, but no advertiser
    with what is known of another."""
    changes = {}
    for field in msgspec.structs.fields(newer):
        mine, theirs = getattr(newer, field.name), getattr(older, field.name)
        if isinstance(mine, Source) or _are_two_advertisers(mine, theirs):
            continue
        if isinstance(mine, Part) and isinstance(theirs, Part):
            changes[field.name] = _completed(mine, theirs)
        elif mine == _silence(field) != theirs:
            changes[field.name] = theirs
    return msgspec.structs.replace(newer, **changes) if changes else newer


def _are_two_advertisers(mine: object, theirs: object) -> bool:
    if not isinstance(mine, Advertiser) or not isinstance(theirs, Advertiser):
        return False
    return mine.name is not None and theirs.name is not None and mine.name != theirs.name


def _silence(field: msgspec.structs.FieldInfo) -> object:
    """What the field holds where the source does not record it."""
    return field.default if field.default_factory is msgspec.NODEFAULT else field.default_factory()


def contradictions(copies: Sequence[Post]) -> Iterator[Conflict]:
    """Where the later of ``copies`` say otherwise than the first that says something."""
    for path in WATCHED:
        said = [(post, value) for post in copies if (value := _at(post, path)) is not None]
        for post, value in said[1:]:
            newest, kept = said[0]
            if value != kept:
                yield Conflict(
                    platform=post.platform,
                    post_id=post.subject_id,
                    field=path,
                    kept=_shown(kept),
                    other=_shown(value),
                    kept_source=_where(newest),
                    other_source=_where(post),
                )


def beside(known: Post, other: Post) -> Iterator[tuple[str, str | bool | None, str | bool]]:
    """By field, what ``known`` says of text, label or deal (``None``: nothing), and what ``other`` says that is not
    the same."""
    for path in WATCHED:
        mine, theirs = _at(known, path), _at(other, path)
        if theirs is not None and theirs != mine:
            yield path, None if mine is None else _plain(mine), _plain(theirs)


def _plain(value: object) -> str | bool:
    return value if isinstance(value, bool) else _shown(value)


def _at(post: Post, path: str) -> object:
    """What ``post`` says at ``path``; ``None`` where it says nothing."""
    value: Any = post
    for name in path.split("."):
        value = getattr(value, name)
    return None if value in ("unknown", ()) and path != "text" else value


def _shown(value: object) -> str:
    """A value of a record as a person reads it."""
    match value:
        case tuple():
            return ", ".join(_shown(each) for each in value)
        case TimedText():
            return value.text
        case Advertiser():
            return value.name or ", ".join(value.handles)
        case _:
            return str(value)


def _where(post: Post) -> str:
    return f"{post.source.file}:{post.source.line}"


def says_more(known: Post, other: Post) -> bool:
    """Whether ``other`` records something that ``known`` does not: a value where it is silent, or another one. Where
    they were read, and what no field takes, do not count."""
    return _says_more(known, other)


_BESIDE = frozenset({"source", "extra"})


def _says_more(known: Any, other: Any) -> bool:
    for field in msgspec.structs.fields(known):
        mine, theirs = getattr(known, field.name), getattr(other, field.name)
        if field.name in _BESIDE or mine == theirs or theirs == _silence(field):
            continue
        if not (isinstance(mine, Part) and isinstance(theirs, Part)) or _says_more(mine, theirs):
            return True
    return False
