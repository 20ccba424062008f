"""Videos of the YouTube Data API: https://developers.google.com/youtube/v3/docs/videos.

A part that is absent was not asked for or not allowed (``paidProductPlacementDetails`` is for the owner of the video)
and says neither yes nor no.
"""

import re
from typing import Any

import msgspec

from perenne.model.post import Account, Labels, Post, Source, Stats
from perenne.readers.youtube_values import count, moment, seconds

VIDEO_ID = re.compile(r"[A-Za-z0-9_-]{11}\Z")


class _Snippet(msgspec.Struct, rename="camel"):
    published_at: str | None = None
    channel_id: str | None = None
    channel_title: str | None = None
    title: str | None = None
    description: str | None = None
    default_language: str | None = None
    default_audio_language: str | None = None


class _ContentDetails(msgspec.Struct):
    duration: str | None = None


class _Status(msgspec.Struct, rename="camel"):
    privacy_status: str | None = None
    contains_synthetic_media: bool | None = None


class _Statistics(msgspec.Struct, rename="camel"):
    view_count: str | int | None = None
    like_count: str | int | None = None
    comment_count: str | int | None = None


class _Placement(msgspec.Struct, rename="camel"):
    has_paid_product_placement: bool | None = None


class _BrandPartner(msgspec.Struct, rename="camel"):
    channel_id: str | None = None
    channel_handle: str | None = None


class Video(msgspec.Struct, rename="camel"):
    id: str | None = None
    snippet: _Snippet = msgspec.field(default_factory=_Snippet)
    content_details: _ContentDetails = msgspec.field(default_factory=_ContentDetails)
    status: _Status = msgspec.field(default_factory=_Status)
    statistics: _Statistics = msgspec.field(default_factory=_Statistics)
    paid_product_placement_details: _Placement = msgspec.field(default_factory=_Placement)
    brand_partner: _BrandPartner = msgspec.field(default_factory=_BrandPartner)


def post_of(video: Video, source: Source) -> Post:
    """The post that ``video`` is; raises ``RecordError`` for an odd date."""
    snippet = video.snippet
    return Post(
        platform="youtube",
        post_id=video.id or None,
        url=f"https://www.youtube.com/watch?v={video.id}" if VIDEO_ID.match(video.id or "") else None,
        kind="video",
        published_at=moment(snippet.published_at, "snippet.publishedAt"),
        account=Account(id=snippet.channel_id, name=snippet.channel_title),
        title=snippet.title,
        text=snippet.description,
        language=_language(snippet),
        duration_s=seconds(video.content_details.duration),
        labels=_labels(video),
        stats=Stats(
            views=count(video.statistics.view_count),
            likes=count(video.statistics.like_count),
            comments=count(video.statistics.comment_count),
        ),
        extra=_extra(video),
        source=source,
    )


def _language(snippet: _Snippet) -> str | None:
    """The language of title and description, else that of the sound; "und" and "zxx" say that there is none."""
    code = snippet.default_language or snippet.default_audio_language
    return None if code in (None, "und", "zxx") else code


def _labels(video: Video) -> Labels:
    handle = (video.brand_partner.channel_handle or "").removeprefix("@")
    return Labels(
        paid_partnership=video.paid_product_placement_details.has_paid_product_placement,
        sponsors=(handle,) if handle else (),
        ai=video.status.contains_synthetic_media,
    )


def _extra(video: Video) -> dict[str, Any]:
    raw = {"privacyStatus": video.status.privacy_status, "brandPartner": video.brand_partner.channel_id}
    kept = {name: value for name, value in raw.items() if value not in (None, "public")}
    return {"youtube": kept} if kept else {}
