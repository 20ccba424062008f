"""The archive that Instagram gives to an account's owner ("download your information", JSON), file by file.

Shapes: ``posts_1.json`` is a list of posts, ``reels.json``, ``stories.json`` and ``archived_posts.json`` hold one
below a key, ``followers_1.json`` lists who came when. A caption stands beside the media, or in the one medium that
there is. There are no labels, no counts, no ids and no account in them: all that is "not recorded". Texts are UTF-8
that was written as if it were Latin-1, and are mended.

No other file of the archive is opened, be it in one ZIP, in several parts or unpacked: not the messages, searches,
log-ins or contacts. Of the followers nothing is
kept but how many came on each day.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, BinaryIO

import msgspec

from perenne.model.bilingual import Bilingual
from perenne.model.post import Kind, Post
from perenne.model.profile import Profile
from perenne.model.reject import Reject
from perenne.model.wire import RecordError
from perenne.readers.documents import DOCUMENT_LIMIT, Entry, Json, Unfolded, entries
from perenne.readers.lines import Line, record_on
from perenne.readers.reading import Format, Item, Origin, Other, Says, Sensitive

FORMAT = "instagram-archive/1"

_FOLLOWERS = "relationships_followers"
_ARCHIVED = "ig_archived_post_media"
_KINDS: dict[str, Kind] = {
    "ig_posts": "post",
    "ig_reels_media": "reel",
    "ig_stories": "story",
    "ig_igtv_media": "video",
    _ARCHIVED: "post",
}
"""What the posts below each key are; those of a bare list are posts."""


class _Medium(msgspec.Struct):
    creation_timestamp: Any = None
    title: str | None = None
    cross_post_source: Any = None


class _Published(msgspec.Struct):
    """A post around its media, or a story, which is a medium by itself."""

    media: list[_Medium] | None = None
    creation_timestamp: Any = None
    title: str | None = None
    cross_post_source: Any = None


class _Day(msgspec.Struct):
    timestamp: Any = None


class _Follower(msgspec.Struct):
    string_list_data: list[_Day] | None = None


def read(stream: BinaryIO, origin: Origin, limit: int = DOCUMENT_LIMIT) -> Iterator[Item]:
    """The posts of one file of the archive, or the days on which followers came.

    Says first that it is an owner's archive, which tells where pictures were taken: such a file is never copied.
    Raises ``UnreadableFile`` where it is cut off, malformed or too long.
    """
    yield Sensitive("own_archive")
    days: Counter[str] | None = None
    for entry in entries(stream, origin, _unfold, limit):
        if isinstance(entry, Reject):
            yield entry
        elif entry.declared == _FOLLOWERS:
            days = Counter() if days is None else days
            days.update(_days_of(entry))
        else:
            yield _item(entry, origin)
    if days is not None:
        yield Profile(
            platform="instagram", followers_by_day=dict(sorted(days.items())), source=origin.source(FORMAT, 1)
        )


class _Keyed(msgspec.Struct):
    """A file with its list below a key, or one entry of a list without."""

    ig_posts: list[msgspec.Raw] | None = None
    ig_reels_media: list[msgspec.Raw] | None = None
    ig_stories: list[msgspec.Raw] | None = None
    ig_igtv_media: list[msgspec.Raw] | None = None
    ig_archived_post_media: list[msgspec.Raw] | None = None
    relationships_followers: list[msgspec.Raw] | None = None
    string_list_data: Any = None


def _unfold(document: Json) -> Unfolded:
    try:
        found = msgspec.json.decode(document, type=_Keyed)
    except msgspec.ValidationError:
        return Unfolded([document])
    for key in (*_KINDS, _FOLLOWERS):
        if (listed := getattr(found, key)) is not None:
            return Unfolded(listed, key)
    return Unfolded([document], _FOLLOWERS if found.string_list_data is not None else None)


def _days_of(entry: Entry) -> Iterator[str]:
    try:
        follower = record_on(Line(entry.number, bytes(entry.content)), _Follower)
    except RecordError:
        return
    for each in (follower.string_list_data or ())[:1]:
        moment = _moment(each.timestamp)
        if moment is not None:
            yield moment[:10]


# Posts


def _item(entry: Entry, origin: Origin) -> Item:
    try:
        published = record_on(Line(entry.number, bytes(entry.content)), _Published)
        if not published.media and published.creation_timestamp is None:
            return Other("no post", entry.number)
        return _post(published, entry, origin)
    except RecordError as problem:
        return Reject(origin.file, entry.number, problem.path, problem.reason)


_NO_MOMENT = Bilingual(
    fr="un moment est attendu, en secondes depuis 1970", en="expected a moment, in seconds since 1970"
)


def _post(published: _Published, entry: Entry, origin: Origin) -> Post:
    media = published.media or []
    first = media[0] if media else _Medium()
    stamp = first.creation_timestamp if published.creation_timestamp is None else published.creation_timestamp
    moment = _moment(stamp)
    if moment is None and stamp is not None:
        raise RecordError("creation_timestamp", _NO_MOMENT)
    kind = _KINDS.get(entry.declared or "", "post")
    caption = _caption(published, media)
    return Post(
        platform="instagram",
        kind=kind,
        published_at=moment,
        text=None if kind == "story" and not caption else caption,  # the words of a story stand on its picture
        extra=_extra(published, first, archived=entry.declared == _ARCHIVED),
        source=origin.source(FORMAT, entry.number),
    )


def _caption(published: _Published, media: list[_Medium]) -> str | None:
    """The title of the post, else that of its one medium: where there are several, theirs are no captions."""
    within = media[0].title if len(media) == 1 else None
    said = published.title or within
    if said is None:
        said = published.title
    return None if said is None else mended(said)


def _extra(published: _Published, first: _Medium, *, archived: bool) -> dict[str, Any]:
    source = published.cross_post_source or first.cross_post_source
    elsewhere = source.get("source_app") if isinstance(source, dict) else None
    raw: dict[str, Any] = {
        "media": len(published.media or ()),
        "archived": archived,
        "cross_post_source": elsewhere if isinstance(elsewhere, str) else None,
    }
    kept = {name: value for name, value in raw.items() if value}
    return {"instagram": kept} if kept else {}


# Values

_LATEST = 4_102_444_800  # the year 2100: nothing beyond is in seconds


def _moment(seconds: Any) -> str | None:
    if isinstance(seconds, bool) or not isinstance(seconds, int) or not 0 < seconds < _LATEST:
        return None
    return datetime.fromtimestamp(seconds, UTC).isoformat().replace("+00:00", "Z")


def mended(text: str) -> str:
    """``text`` as it was published: Instagram writes each byte of its UTF-8 as a letter of its own (``Ã©`` for é)."""
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text


# What it declares


def _holds(value: Mapping[str, Any]) -> bool:
    """A file with one of the keys, a post with its media, or a follower."""
    if not value.keys().isdisjoint(_KINDS) or _FOLLOWERS in value:
        return True
    media, listed = value.get("media"), value.get("string_list_data")
    if isinstance(listed, list):
        return "media_list_data" in value or (bool(listed) and isinstance(listed[0], dict) and "href" in listed[0])
    first = media[0] if isinstance(media, list) and media else None
    return isinstance(first, dict) and {"uri", "creation_timestamp"} <= first.keys()


_FOLDERS = "|".join(
    (
        "your_instagram_activity", "security_and_login_information", "personal_information", "logged_information",
        "followers_and_following", "login_and_account_creation", "login_and_profile_creation", "recent_searches",
        "ads_information", "ads_and_topics", "ads_and_businesses", "instagram_ads_and_businesses",
        "apps_and_websites", "apps_and_websites_off_of_instagram", "device_information", "past_instagram_insights",
        "information_about_you", "account_information", "your_topics", "story_sticker_interactions",
    )
)  # fmt: skip
"""Folders that only such an archive has, through the years."""
_BOXES = "inbox|message_requests|archived_threads|filtered_threads|secret_conversations|broadcast|e2ee_cutover"
_FILES = (
    r"(?:message_\d+|synced_contacts|log(?:in|out)_activity|last_known_location|secret_conversations|following"
    r"|close_friends|blocked_profiles|pending_follow_requests|recent_follow_requests|recently_unfollowed_profiles"
    r"|personal_information|(?:account|profile|word_or_phrase|tag|keyword|place|user)_searches|liked_(?:posts|comments)"
    r"|(?:post_comments|reels_comments)(?:_\d+)?|saved_(?:posts|collections))\.(?:json|html)"
)
"""Files that hold other people or the owner's private life, wherever a part of an archive was put."""


CARD = Format(
    name=FORMAT,
    title=Bilingual(fr="archives Instagram du titulaire d’un compte", en="Instagram archives of an account’s owner"),
    read=read,
    versions=Bilingual(
        fr="JSON de 2022 à 2026 : posts_1, reels, stories, archived_posts, followers_1, seuls ou dans leur ZIP",
        en="JSON of 2022 to 2026: posts_1, reels, stories, archived_posts, followers_1, alone or in their ZIP",
    ),
    checked="code",
    says=Says(paid_label="no", ai_label="no", date="yes", counts="no"),
    holds=_holds,
    document=True,
    members=(
        r"(?!.*messages/inbox/)(?P<root>(?:.*?/)??)(?:"
        r"(?:your_instagram_activity/)?(?:content|media)/"
        r"(?:posts(?:_\d+)?|reels|stories|archived_posts|igtv_videos)"
        r"|(?:connections/)?followers_and_following/followers(?:_\d+)?"
        r")\.(?:json|html)"
    ),
    private=rf"(?i:(?P<root>(?:.*?/)??)(?:(?:{_FOLDERS})/.*|(?:[^/]+/)?messages/(?:{_BOXES})/.*)|(?:.*/)?(?:{_FILES}))",
)
"""``members``: files in HTML are not read, but what stands beside them is as private."""
