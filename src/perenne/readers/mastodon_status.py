"""Statuses and accounts of the Mastodon API: https://docs.joinmastodon.org/entities/Status/.

Mastodon has no label for a paid partnership. What its author did not show to everybody is not kept.
"""

from typing import Any

import msgspec

from perenne.model.comment import Comment
from perenne.model.post import Account, Kind, Post, Source, Stats
from perenne.model.profile import Profile
from perenne.readers import marked_text
from perenne.readers.youtube_values import moment

SHOWN = frozenset({"public", "unlisted"})


class Owner(msgspec.Struct):
    id: str | None = None
    acct: str | None = None
    display_name: str | None = None
    note: str | None = None
    url: str | None = None
    created_at: str | None = None
    followers_count: int | None = None
    following_count: int | None = None
    statuses_count: int | None = None


class _Attachment(msgspec.Struct):
    type: str | None = None


class _Reblogged(msgspec.Struct):
    id: str | None = None
    uri: str | None = None
    content: str | None = None


class Status(msgspec.Struct):
    id: str | None = None
    created_at: str | None = None
    in_reply_to_id: str | None = None
    visibility: str | None = None
    spoiler_text: str | None = None
    content: str | None = None
    language: str | None = None
    url: str | None = None
    edited_at: str | None = None
    account: Owner = msgspec.field(default_factory=Owner)
    reblog: _Reblogged | None = None
    media_attachments: list[_Attachment] = msgspec.field(default_factory=list)
    replies_count: int | None = None
    reblogs_count: int | None = None
    favourites_count: int | None = None


def post_of(status: Status, source: Source) -> Post:
    """The post that ``status`` is; raises ``RecordError`` for an odd date."""
    shown = status.reblog.content if status.reblog is not None else status.content
    marked = marked_text.read(shown) if shown is not None else None
    return Post(
        platform="mastodon",
        post_id=status.id or None,
        url=_address(status.url),
        kind=_kind(status),
        published_at=moment(status.created_at, "created_at"),
        account=_account(status.account),
        title=status.spoiler_text or None,
        text=marked.text if marked else None,
        language=status.language or None,
        links=marked.links if marked else None,
        reshare_of=(status.reblog.id or status.reblog.uri) if status.reblog is not None else None,
        stats=Stats(
            likes=_count(status.favourites_count),
            comments=_count(status.replies_count),
            shares=_count(status.reblogs_count),
        ),
        extra=_extra(status),
        source=source,
    )


def comment_of(status: Status, post_id: str, owner: str | None, source: Source) -> Comment:
    """The reply that ``status`` is, below the post ``post_id`` of ``owner``; raises ``RecordError``."""
    by_creator = status.account.id == owner if status.account.id and owner else None
    return Comment(
        platform="mastodon",
        comment_id=status.id or None,
        post_id=post_id,
        parent_id=None if status.in_reply_to_id == post_id else status.in_reply_to_id,
        published_at=moment(status.created_at, "created_at"),
        author_id=status.account.id if by_creator else None,
        author_handle=status.account.acct,
        by_creator=by_creator,
        text=marked_text.read(status.content).text if status.content is not None else None,
        language=status.language or None,
        likes=_count(status.favourites_count),
        replies=_count(status.replies_count),
        source=source,
    )


def profile_of(owner: Owner, source: Source) -> Profile:
    """The account that ``owner`` is; raises ``RecordError``."""
    return Profile(
        platform="mastodon",
        account=_account(owner),
        url=_address(owner.url),
        followers=_count(owner.followers_count),
        following=_count(owner.following_count),
        posts=_count(owner.statuses_count),
        created_at=moment(owner.created_at, "created_at"),
        source=source,
    )


def _account(owner: Owner) -> Account:
    note = marked_text.read(owner.note).text if owner.note else None
    return Account(id=owner.id or None, handle=owner.acct or None, name=owner.display_name or None, bio=note or None)


def _kind(status: Status) -> Kind:
    kinds = {each.type for each in status.media_attachments}
    return "video" if "video" in kinds else "post" if kinds & {"image", "gifv"} else "text"


def _address(url: str | None) -> str | None:
    return url if url and url.startswith(("https://", "http://")) else None


def _count(number: int | None) -> int | None:
    """Counts that an instance does not give are negative in some of its programs."""
    return number if number is not None and number >= 0 else None


def _extra(status: Status) -> dict[str, Any]:
    kept = {
        name: value
        for name, value in (("edited_at", status.edited_at), ("visibility", status.visibility))
        if value not in (None, "public")
    }
    return {"mastodon": kept} if kept else {}
