"""Media, accounts and comments of the Instagram Graph API:
https://developers.facebook.com/docs/instagram-platform/reference/instagram-media.

It has no field for the paid-partnership label; whose media a brand may promote is another list of it. Counts that the
owner hides are absent.
"""

from typing import Any

import msgspec

from perenne.model.comment import Comment
from perenne.model.post import Account, Kind, Labels, Post, Source, Stats, check_moment
from perenne.model.profile import Profile
from perenne.model.wire import RecordError
from perenne.readers.youtube_values import NO_MOMENT


class Owner(msgspec.Struct):
    id: str | None = None
    user_id: str | None = None
    username: str | None = None
    name: str | None = None
    biography: str | None = None
    followers_count: int | None = None
    follows_count: int | None = None
    media_count: int | None = None


class _Named(msgspec.Struct):
    username: str | None = None
    invite_status: str | None = None


class _Collaborators(msgspec.Struct):
    data: list[_Named] = msgspec.field(default_factory=list)


class Media(msgspec.Struct):
    id: str | None = None
    caption: str | None = None
    media_type: str | None = None
    media_product_type: str | None = None
    permalink: str | None = None
    timestamp: str | None = None
    username: str | None = None
    like_count: int | None = None
    comments_count: int | None = None
    view_count: int | None = None
    shares_count: int | None = None
    saved_count: int | None = None
    is_ai_generated: bool | None = None
    collaborators: _Collaborators | None = None


class Written(msgspec.Struct):
    """A comment."""

    id: str | None = None
    text: str | None = None
    timestamp: str | None = None
    username: str | None = None
    like_count: int | None = None
    parent_id: str | None = None


def post_of(media: Media, measured: dict[str, int], source: Source) -> Post:
    """The post that ``media`` is, with what its insights measured; raises ``RecordError`` for an odd date."""
    return Post(
        platform="instagram",
        post_id=media.id or None,
        url=media.permalink if (media.permalink or "").startswith("https://") else None,
        kind=_kind(media),
        published_at=moment(media.timestamp),
        account=Account(handle=media.username or None),
        text=media.caption,
        coauthors=_coauthors(media),
        labels=Labels(ai=media.is_ai_generated),
        stats=Stats(
            views=measured.get("views", media.view_count),
            likes=media.like_count,
            comments=media.comments_count,
            shares=measured.get("shares", media.shares_count),
            saves=measured.get("saved", media.saved_count),
        ),
        extra=_extra(media, measured),
        source=source,
    )


def comment_of(written: Written, post: Post, source: Source) -> Comment:
    """The comment that stands below ``post``; raises ``RecordError``."""
    owner = post.account.handle
    return Comment(
        platform="instagram",
        comment_id=written.id or None,
        post_id=post.post_id,
        parent_id=written.parent_id or None,
        published_at=moment(written.timestamp),
        author_handle=written.username or None,
        by_creator=written.username == owner if written.username and owner else None,
        text=written.text,
        likes=written.like_count,
        source=source,
    )


def profile_of(owner: Owner, source: Source) -> Profile:
    return Profile(
        platform="instagram",
        account=Account(
            id=owner.user_id or owner.id, handle=owner.username or None, name=owner.name, bio=owner.biography
        ),
        url=f"https://www.instagram.com/{owner.username}/"
        if (owner.username or "").isascii() and owner.username
        else None,
        followers=owner.followers_count,
        following=owner.follows_count,
        posts=owner.media_count,
        source=source,
    )


def moment(said: str | None) -> str | None:
    """As it is written, its zone without a colon (``+0000``) as RFC 3339 has it; raises ``RecordError``."""
    if said is None:
        return None
    plain = f"{said[:-5]}Z" if said.endswith("+0000") else said
    try:
        check_moment(plain)
    except ValueError:
        raise RecordError("timestamp", NO_MOMENT) from None
    return plain


_KINDS: dict[str | None, Kind] = {"REELS": "reel", "STORY": "story"}


def _kind(media: Media) -> Kind:
    return _KINDS.get(media.media_product_type) or ("video" if media.media_type == "VIDEO" else "post")


def _coauthors(media: Media) -> tuple[str, ...] | None:
    """Those who accepted to be named; ``None`` where nobody was asked for."""
    if media.collaborators is None:
        return None
    named = (each.username for each in media.collaborators.data if (each.invite_status or "").lower() == "accepted")
    return tuple(each for each in named if each)


def _extra(media: Media, measured: dict[str, int]) -> dict[str, Any]:
    kept: dict[str, Any] = {"media_type": media.media_type, "media_product_type": media.media_product_type}
    kept |= {name: value for name, value in measured.items() if name not in {"views", "shares", "saved"}}
    return {"instagram": {name: value for name, value in kept.items() if value is not None}}
