"""Videos, accounts and comments of TikTok's Display and Research APIs.

https://developers.tiktok.com/doc/tiktok-api-v2-video-object and
https://developers.tiktok.com/doc/research-api-specs-query-videos. Neither records a label of payment; the first says
whether the platform marks a video as made by a machine.
"""

import re
from datetime import UTC
from typing import Any

import msgspec

from perenne.model.comment import Comment
from perenne.model.post import Account, Labels, Post, Source, Stats
from perenne.model.profile import Profile
from perenne.model.wire import RecordError
from perenne.readers import moments
from perenne.readers.headers.cells import exact_id
from perenne.readers.table_posts import UNREADABLE_DATE
from perenne.readers.tiktok_commercial_api import NO_ID

_HANDLE = re.compile(r"[\w.]{1,60}\Z")


class User(msgspec.Struct):
    open_id: str | None = None
    username: str | None = None
    display_name: str | None = None
    bio_description: str | None = None
    is_verified: bool | None = None
    follower_count: int | None = None
    following_count: int | None = None
    likes_count: int | None = None
    video_count: int | None = None


class Video(msgspec.Struct):
    """What either API gives of a video, and what only one of them does."""

    id: str | int | None = None
    create_time: int | None = None
    video_description: str | None = None
    title: str | None = None
    share_url: str | None = None
    duration: int | None = None
    video_duration: int | None = None
    username: str | None = None
    region_code: str | None = None
    voice_to_text: str | None = None
    hashtag_names: list[str] | None = None
    is_aigc: bool | None = None
    view_count: int | None = None
    like_count: int | None = None
    comment_count: int | None = None
    share_count: int | None = None
    favourites_count: int | None = None


class Written(msgspec.Struct):
    """A comment; the API does not say whose."""

    id: str | int | None = None
    text: str | None = None
    create_time: int | None = None
    like_count: int | None = None
    reply_count: int | None = None
    parent_comment_id: str | int | None = None


def post_of(video: Video, account: Account, source: Source) -> Post:
    """The post that ``video`` of ``account`` is; raises ``RecordError`` for an odd id or date."""
    number = _id(video.id)
    handle = video.username or account.handle
    return Post(
        platform="tiktok",
        post_id=number,
        url=_address(video, handle, number),
        kind="video",
        published_at=_moment(video.create_time),
        account=msgspec.structs.replace(account, handle=handle),
        title=video.title or None,
        text=video.video_description,
        duration_s=video.duration if video.duration is not None else video.video_duration,
        labels=Labels(ai=video.is_aigc),
        stats=Stats(
            views=video.view_count,
            likes=video.like_count,
            comments=video.comment_count,
            shares=video.share_count,
            saves=video.favourites_count,
        ),
        extra=_extra(video),
        source=source,
    )


def comment_of(written: Written, post_id: str, source: Source) -> Comment:
    """The comment that ``written`` is; raises ``RecordError``."""
    parent = str(written.parent_comment_id or "")
    return Comment(
        platform="tiktok",
        comment_id=_id(written.id),
        post_id=post_id,
        parent_id=parent if parent not in ("", "0", post_id) else None,
        published_at=_moment(written.create_time),
        text=written.text,
        likes=written.like_count,
        replies=written.reply_count,
        source=source,
    )


def profile_of(user: User, handle: str | None, source: Source) -> Profile:
    return Profile(
        platform="tiktok",
        account=account_of(user, handle),
        followers=user.follower_count,
        following=user.following_count,
        posts=user.video_count,
        likes=user.likes_count,
        verified=user.is_verified,
        source=source,
    )


def account_of(user: User, handle: str | None) -> Account:
    return Account(
        id=user.open_id,
        handle=user.username or handle,
        name=user.display_name or None,
        bio=user.bio_description or None,
    )


def _id(value: str | int | None) -> str:
    try:
        if value not in (None, ""):
            return exact_id(str(value))
    except ValueError:
        pass
    raise RecordError("id", NO_ID)


def _moment(seconds: int | None) -> str | None:
    try:
        return moments.moment(None if seconds is None else str(seconds), zone=UTC)
    except ValueError:
        raise RecordError("create_time", UNREADABLE_DATE) from None


def _address(video: Video, handle: str | None, number: str) -> str | None:
    """Where people see it, without what the share address says of who shared it."""
    if (video.share_url or "").startswith("https://www.tiktok.com/"):
        return str(video.share_url).partition("?")[0]
    return f"https://www.tiktok.com/@{handle}/video/{number}" if handle and _HANDLE.match(handle) else None


def _extra(video: Video) -> dict[str, Any]:
    raw = {
        "region_code": video.region_code,
        "voice_to_text": video.voice_to_text,
        "hashtag_names": video.hashtag_names,
    }
    kept = {name: value for name, value in raw.items() if value}
    return {"tiktok": kept} if kept else {}
