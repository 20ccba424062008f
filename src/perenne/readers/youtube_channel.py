"""Channels of the YouTube Data API: https://developers.google.com/youtube/v3/docs/channels.

``subscriberCount`` is rounded down to three figures by YouTube itself, and no number where the owner hides it.
"""

import re

import msgspec

from perenne.model.post import Account, Source, check_country
from perenne.model.profile import Profile
from perenne.readers.youtube_comment import handle
from perenne.readers.youtube_values import count, moment


class _Snippet(msgspec.Struct, rename="camel"):
    title: str | None = None
    description: str | None = None
    custom_url: str | None = None
    country: str | None = None
    published_at: str | None = None


class _Statistics(msgspec.Struct, rename="camel"):
    subscriber_count: str | int | None = None
    view_count: str | int | None = None
    video_count: str | int | None = None
    hidden_subscriber_count: bool | None = None


class _Status(msgspec.Struct, rename="camel"):
    privacy_status: str | None = None


class _BrandingChannel(msgspec.Struct):
    country: str | None = None


class _Branding(msgspec.Struct):
    channel: _BrandingChannel = msgspec.field(default_factory=_BrandingChannel)


class Channel(msgspec.Struct, rename="camel"):
    id: str | None = None
    snippet: _Snippet = msgspec.field(default_factory=_Snippet)
    statistics: _Statistics = msgspec.field(default_factory=_Statistics)
    status: _Status = msgspec.field(default_factory=_Status)
    branding_settings: _Branding = msgspec.field(default_factory=_Branding)


_CHANNEL_ID = re.compile(r"UC[A-Za-z0-9_-]{22}\Z")


def profile_of(channel: Channel, source: Source) -> Profile:
    """The account that ``channel`` is; raises ``RecordError`` for an odd date."""
    snippet, numbers = channel.snippet, channel.statistics
    return Profile(
        platform="youtube",
        account=Account(
            id=channel.id or None,
            handle=handle(snippet.custom_url),
            name=snippet.title,
            bio=snippet.description,
            country=_country(snippet.country or channel.branding_settings.channel.country),
        ),
        url=f"https://www.youtube.com/channel/{channel.id}" if _CHANNEL_ID.match(channel.id or "") else None,
        followers=None if numbers.hidden_subscriber_count else count(numbers.subscriber_count),
        posts=count(numbers.video_count),
        views=count(numbers.view_count),
        private=None if channel.status.privacy_status is None else False,
        created_at=moment(snippet.published_at, "snippet.publishedAt"),
        source=source,
    )


def _country(code: str | None) -> str | None:
    try:
        check_country(code)
    except ValueError:
        return None
    return code
