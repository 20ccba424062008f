"""The archive that TikTok gives to an account's owner: ``user_data_tiktok.json``, formerly ``user_data.json``.

Shape: one object of sections whose names changed over the years (``Post.Posts.VideoList``, before that
``Video.Videos.VideoList``). Of all that it holds three things are read: the posts, the name and words of the profile,
and the days on which followers came. Each is read alone: where one has an odd shape, the others are there.
Messages, searches, log-ins, purchases and the followers' names are never opened.

Whether the setting for commercial content was on stands there in words that TikTok does not document: kept as they
are, and taken for a label only where they are plain. A mere "yes" tells that a label is shown and not which one, so
it counts as the weaker. Times are in UTC.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import count
from typing import Any, BinaryIO, TypeVar

import msgspec

from perenne.model.bilingual import Bilingual
from perenne.model.post import Account, Labels, Post, Stats, check_moment
from perenne.model.profile import Profile
from perenne.model.reject import Reject
from perenne.model.wire import RecordError
from perenne.readers.documents import DOCUMENT_LIMIT, Entry, Json, Unfolded, entries
from perenne.readers.lines import Line, mended_json, record_on
from perenne.readers.reading import Format, Item, Origin, Other, Says, Sensitive
from perenne.readers.zeeschuimer.tiktok_labels import labels

FORMAT = "tiktok-archive/1"

T = TypeVar("T")
_Text = str | int | bool | None
_Path = tuple[str, ...]

_LISTS = {"Post": ("Posts", "Videos"), "Video": ("Posts", "Videos")}
_POSTS: tuple[_Path, ...] = tuple((section, name, "VideoList") for section, names in _LISTS.items() for name in names)
_DELETED: tuple[_Path, ...] = tuple((section, "Recently Deleted Posts", "PostList") for section in _LISTS)
_OWNER = ("Profile", "Profile And Settings", "Your Activity", "Activity")
"""Where the profile and the followers stand: in one section or in two, as the years went."""
_PROFILES: tuple[_Path, ...] = tuple(
    (section, name, "ProfileMap") for section in _OWNER for name in ("Profile Info", "Profile Information")
)
_FOLLOWERS: tuple[_Path, ...] = tuple(
    (section, name, "FansList") for section in _OWNER for name in ("Follower", "Follower List")
)


class _Follower(msgspec.Struct):
    date: Any = msgspec.field(default=None, name="Date")


class _ProfileMap(msgspec.Struct, rename="camel"):
    user_name: Any = None
    bio_description: Any = None


class _Video(msgspec.Struct, rename="pascal"):
    date: _Text = None
    link: _Text = None
    likes: _Text = None
    title: _Text = None
    who_can_view: _Text = None
    content_disclosure: _Text = None
    ai_generated_content: _Text = msgspec.field(default=None, name="AIGeneratedContent")


def read(stream: BinaryIO, origin: Origin, limit: int = DOCUMENT_LIMIT) -> Iterator[Item]:
    """The account and the posts of ``stream``. Raises ``UnreadableFile`` where it is cut off, malformed or too long.

    Says first that it is an owner's archive, which holds what other people wrote: such a file is never copied.
    """
    yield Sensitive("own_archive")
    for entry in entries(stream, origin, _whole, limit):
        if isinstance(entry, Reject):
            yield entry
        else:
            yield from _items(entry, origin)


def _whole(document: Json) -> Unfolded:
    msgspec.json.decode(
        document, type=msgspec.Raw
    )  # raises where it is no JSON, which is then said of the whole file
    return Unfolded([document])


def _items(entry: Entry, origin: Origin) -> Iterator[Item]:
    archive = _Archive(entry.content)
    account, followers = _account(archive), _followers_by_day(archive)
    if account != Account() or followers is not None:
        yield Profile(
            platform="tiktok", account=account, followers_by_day=followers, source=origin.source(FORMAT, entry.number)
        )
    numbers = count(1)
    yield from (_item(bytes(content), next(numbers), account, origin) for content in archive.listed(_POSTS))
    yield from (Other("deleted post", next(numbers)) for _ in archive.listed(_DELETED))
    yield from (Reject(origin.file, next(numbers), path, _ODD) for path in sorted(archive.odd))


_ODD = Bilingual(
    fr="cette partie de l’archive a une forme inattendue", en="this part of the archive has an odd shape"
)


class _Archive:
    """The document, each part looked at alone. ``odd``: the paths of those that have another shape than is known."""

    def __init__(self, document: Json) -> None:
        self.odd: set[str] = set()
        self._sections = self._opened(document, dict[str, msgspec.Raw], "") or {}

    def listed(self, paths: tuple[_Path, ...]) -> Iterator[msgspec.Raw]:
        """What the lists at ``paths`` hold."""
        for path in paths:
            yield from self._at(path, list[msgspec.Raw]) or ()

    def first(self, paths: tuple[_Path, ...], kind: type[T]) -> T | None:
        """The first object that stands at one of ``paths``."""
        return next((found for path in paths if (found := self._at(path, kind)) is not None), None)

    def _at(self, path: _Path, kind: type[T]) -> T | None:
        within = self._sections
        for depth, name in enumerate(path[:-1], start=1):
            within = self._opened(within.get(name), dict[str, msgspec.Raw], ".".join(path[:depth])) or {}
        return self._opened(within.get(path[-1]), kind, ".".join(path))

    def _opened(self, content: Json | None, kind: type[T], path: str) -> T | None:
        """``content`` as ``kind``: what lies deeper in it stays as it is, unread."""
        try:
            return None if content is None else msgspec.json.decode(content, type=kind | None)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            mended = mended_json(bytes(content or b""))
        if mended is not None:
            return self._opened(mended, kind, path)
        self.odd.add(path)
        return None


def _account(archive: _Archive) -> Account:
    found = archive.first(_PROFILES, _ProfileMap) or _ProfileMap()
    handle = _written(found.user_name)
    return Account(
        handle=handle if handle and _HANDLE.match(handle) else None, bio=_as_published(found.bio_description)
    )


def _followers_by_day(archive: _Archive) -> dict[str, int] | None:
    lists = [fans for path in _FOLLOWERS if (fans := archive.first((path,), list[msgspec.Raw])) is not None]
    if not lists:
        return None
    moments = (_followed_at(fan) for fans in lists for fan in fans)
    return dict(sorted(Counter(moment[:10] for moment in moments if moment is not None).items()))


def _followed_at(fan: msgspec.Raw) -> str | None:
    try:
        said = msgspec.json.decode(fan, type=_Follower).date
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
    return _in_utc(said) if isinstance(said, str) else None


# Posts


def _item(content: bytes, number: int, account: Account, origin: Origin) -> Item:
    try:
        video = record_on(Line(number, content), _Video)
        if _plain(video.who_can_view) in _FOR_NOBODY:
            return Other("private post", number)
        return _post(video, account, origin, number)
    except RecordError as problem:
        return Reject(origin.file, number, problem.path, problem.reason)


_HANDLE = re.compile(r"[\w.]{1,64}\Z")
_SHARED = re.compile(r"https://[a-z.]{0,20}tiktokv?\.com/(?:share|@[\w.]{1,64})/video/(?P<id>[0-9]{8,20})/?(?:\?|\Z)")
"""A link that names its post; the others lead for some days to a file, and are not kept."""
_FOR_NOBODY = frozenset({"only me", "only you", "private", "moi uniquement", "vous uniquement", "privé"})


def _post(video: _Video, account: Account, origin: Origin, number: int) -> Post:
    shared = _SHARED.match(_written(video.link) or "")
    post_id = shared["id"] if shared else None
    return Post(
        platform="tiktok",
        post_id=post_id,
        url=f"https://www.tiktok.com/@{account.handle}/video/{post_id}" if post_id and account.handle else None,
        kind="video",
        published_at=_moment(video.date),
        account=account,
        text=_as_published(video.title),
        labels=_labels(video),
        stats=Stats(likes=_count(video.likes)),
        extra=_extra(video),
        source=origin.source(FORMAT, number),
    )


_WRITTEN = re.compile(r"(?P<day>\d{4}-\d{2}-\d{2})[ T](?P<time>\d{2}:\d{2}:\d{2})(?: ?(?:UTC|Z))?\Z", re.ASCII)
_NO_MOMENT = Bilingual(
    fr="date illisible : 2026-11-20 09:00:00 est attendu", en="unreadable date: 2026-11-20 09:00:00 is expected"
)


def _moment(value: _Text) -> str | None:
    said = _written(value)
    if said is None:
        return None
    moment = _in_utc(said)
    if moment is None:
        raise RecordError("Date", _NO_MOMENT)
    return moment


def _in_utc(said: str) -> str | None:
    """``said`` as RFC 3339, ``None`` where it is no such time."""
    found = _WRITTEN.match(said)
    if found is None:
        return None
    moment = f"{found['day']}T{found['time']}Z"
    try:
        check_moment(moment)
    except ValueError:
        return None
    return moment


_YES = frozenset({"yes", "on", "true", "oui", "activé"})
_NO = frozenset({"no", "off", "false", "non", "désactivé"})
_PARTNERSHIPS = frozenset({"branded content", "contenu de marque"})
_PROMOTIONS = frozenset({"your brand", "votre marque"}) | _YES
_MADE_BY_AI = _YES | {"ai-generated", "généré par ia"}


def _labels(video: _Video) -> Labels:
    said, by_ai = _plain(video.content_disclosure), _plain(video.ai_generated_content)
    shown = labels(said, ai=True if by_ai in _MADE_BY_AI else False if by_ai in _NO else None)
    if said in _NO:
        return msgspec.structs.replace(shown, paid_partnership=False, promotional=False)
    if said in _PARTNERSHIPS:
        return msgspec.structs.replace(shown, paid_partnership=True)
    return msgspec.structs.replace(shown, promotional=True) if said in _PROMOTIONS else shown


def _extra(video: _Video) -> dict[str, Any]:
    """What TikTok says in words of its own, for whoever knows what they mean."""
    raw = {
        "ContentDisclosure": video.content_disclosure,
        "AIGeneratedContent": video.ai_generated_content,
        "WhoCanView": video.who_can_view,
    }
    kept = {name: value for name, value in raw.items() if _written(value) is not None}
    return {"tiktok": kept} if kept else {}


# Values


def _written(value: Any) -> str | None:
    """``value`` as text, ``None`` where nothing is written."""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = str(value).strip() if isinstance(value, (str, int)) else ""
    return None if text in {"", "N/A", "None"} else text


def _plain(value: _Text) -> str:
    return (_written(value) or "").casefold()


def _as_published(value: Any) -> str | None:
    """Words, where there are some: TikTok writes "N/A" or nothing for those that it does not give."""
    return value if isinstance(value, str) and _written(value) is not None else None


_DIGITS = re.compile(r"[0-9]{1,18}\Z")


def _count(value: _Text) -> int | None:
    said = _written(value) or ""
    return int(said) if _DIGITS.match(said) else None


# What it declares

_SECTIONS: dict[str, frozenset[str]] = {
    "Post": frozenset({"Posts", "Recently Deleted Posts"}),
    "Video": frozenset({"Videos"}),
    "Comment": frozenset({"Comments"}),
    "Profile": frozenset({"Profile Info", "Profile Information"}),
    "Profile And Settings": frozenset({"Profile Info", "Follower", "Following", "Settings", "Block List"}),
    "Your Activity": frozenset({"Watch History", "Login History", "Searches", "Follower", "Hashtag", "Status"}),
    "Activity": frozenset({"Video Browsing History", "Login History", "Search History", "Follower List", "Hashtag"}),
    "Direct Message": frozenset({"Direct Messages", "Chat History"}),
    "Direct Messages": frozenset({"Chat History"}),
    "App Settings": frozenset({"Settings", "Block", "Block List"}),
    "Ads and data": frozenset(
        {"Off TikTok Activity", "Ad Interests", "Usage Data From Third-Party Apps And Websites"}
    ),
}
"""Sections of an archive with what stands in them: any one tells, for only the beginning of a file is looked at."""


def _holds(value: Mapping[str, Any]) -> bool:
    sections = ((value.get(name), within) for name, within in _SECTIONS.items())
    return any(isinstance(section, dict) and not within.isdisjoint(section) for section, within in sections)


CARD = Format(
    name=FORMAT,
    title=Bilingual(fr="archives TikTok du titulaire d’un compte", en="TikTok archives of an account’s owner"),
    read=read,
    versions=Bilingual(
        fr="user_data_tiktok.json (2024-2026) et user_data.json (avant)",
        en="user_data_tiktok.json (2024–2026) and user_data.json (before)",
    ),
    checked="code",
    says=Says(paid_label="sometimes", ai_label="sometimes", date="yes", counts="sometimes"),
    holds=_holds,
    document=True,
    private=(
        r"(?i:(?P<root>(?:.*?/)??)(?:"
        r"(?:direct messages?|your activity|ads and data|app settings|tiktok live|tiktok shop(?:ping)?"
        r"|income plus wallet transactions)/[^/]+"
        r"|(?:activity|comments?|profile(?: and settings)?|posts?|videos?)/[\w ]{0,40}(?:history|list|searches"
        r"|information|info|comments|hashtags?|status|following|follower|posts|videos|settings)"
        r")\.(?:txt|html))"
    ),
)
"""``private``: the files of an archive that was asked for as text: none of them is read."""
