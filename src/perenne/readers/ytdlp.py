"""What yt-dlp writes beside a film (``--write-info-json``), or prints (``-J``, ``-j``): videos of YouTube and TikTok.

Shape: https://github.com/yt-dlp/yt-dlp#output-template, one document, a playlist of them, or one a line. It keeps no
label of the platform, neither for payment nor for AI: both are "not recorded". Segments that viewers of SponsorBlock
marked stay in ``extra``. The addresses of its ``formats`` name the machine that asked, and its ``filename`` may name
somebody's home: a file with either goes no further. Comments of YouTube have no date: yt-dlp reckons it from "2 years
ago". They have the number of their video.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, BinaryIO

import msgspec

from perenne.model.bilingual import Bilingual
from perenne.model.comment import Comment
from perenne.model.post import Account, Kind, Platform, Post, Source, Stats
from perenne.model.reject import Reject
from perenne.model.wire import RecordError, convert
from perenne.readers import moments
from perenne.readers.collector import is_signed, names_a_place
from perenne.readers.documents import DOCUMENT_LIMIT, Entry, Json, Unfolded, entries
from perenne.readers.headers import addresses
from perenne.readers.lines import Line, record_on
from perenne.readers.reading import Format, Item, Origin, Other, Says, Sensitive
from perenne.readers.table_posts import UNREADABLE_DATE
from perenne.readers.youtube_comment import handle

FORMAT = "ytdlp-info/1"

_Number = int | float | None


class _Document(msgspec.Struct):
    entries: list[msgspec.Raw] | None = None


class _Info(msgspec.Struct):
    kind: str | None = msgspec.field(default=None, name="_type")
    id: str | int | None = None
    extractor_key: str | None = None
    ie_key: str | None = None
    title: str | None = None
    description: str | None = None
    channel: str | None = None
    channel_id: str | None = None
    uploader: str | None = None
    uploader_id: str | None = None
    creator: str | None = None
    timestamp: _Number = None
    upload_date: str | None = None
    epoch: _Number = None
    duration: _Number = None
    view_count: _Number = None
    like_count: _Number = None
    comment_count: _Number = None
    repost_count: _Number = None
    save_count: _Number = None
    language: str | None = None
    availability: str | None = None
    webpage_url: str | None = None
    original_url: str | None = None
    live_status: str | None = None
    media_type: str | None = None
    formats: list[Any] | None = None
    requested_formats: list[Any] | None = None
    cookies: Any = None
    sponsorblock_chapters: list[Any] | None = None
    comments: list[Any] | None = None

    @property
    def tells_who_asked(self) -> bool:
        return bool(self.formats or self.requested_formats or self.cookies)


class _Comment(msgspec.Struct):
    id: str | int | None = None
    parent: str | int | None = None
    text: str | None = None
    author: str | None = None
    author_id: str | None = None
    author_is_uploader: bool | None = None
    is_pinned: bool | None = None
    like_count: _Number = None
    timestamp: _Number = None


class _Chapter(msgspec.Struct):
    category: str
    start_time: float
    end_time: float


def read(stream: BinaryIO, origin: Origin, limit: int = DOCUMENT_LIMIT) -> Iterator[Item]:
    """The videos of ``stream``, each with its comments behind it. Raises ``UnreadableFile`` as a whole."""
    said: set[Sensitive] = set()
    for entry in entries(stream, origin, _unfold, limit):
        for item in [entry] if isinstance(entry, Reject) else _items(entry, origin):
            if not isinstance(item, Sensitive):
                yield item
            elif item not in said:
                said.add(item)
                yield item


_DEEPEST = 4
"""A channel is a playlist of tabs, which are playlists of playlists."""


def _unfold(content: Json, depth: int = 0) -> Unfolded:
    """The videos of a playlist, or the one that ``content`` is."""
    try:
        held = msgspec.json.decode(content, type=_Document).entries
    except msgspec.ValidationError:
        held = None
    if not held or depth == _DEEPEST:
        return Unfolded([msgspec.json.decode(content, type=msgspec.Raw)])
    return Unfolded([video for each in held for video in _unfold(each, depth + 1).items])


_PLATFORMS: dict[str, Platform] = {"Youtube": "youtube", "TikTok": "tiktok"}


def _items(entry: Entry, origin: Origin) -> Iterator[Item]:
    number = entry.number
    if bytes(entry.content) == b"null":
        yield Other("video that was not found", number)
        return
    try:
        content = bytes(entry.content)
        info = record_on(Line(number, content), _Info)
        if info.tells_who_asked or names_a_place(content) or is_signed(content):
            yield Sensitive("token")
        platform = _PLATFORMS.get(info.extractor_key or info.ie_key or "")
        if info.availability == "private":
            yield Sensitive("private_account")
            yield Other("private video", number)
        elif platform is None or info.kind in {"playlist", "multi_video"}:
            yield Other("playlist" if info.kind == "playlist" else "video of another platform", number)
        else:
            source = origin.source(FORMAT, number, _observed_at(info.epoch))
            yield _post(info, platform, source)
            yield from _comments(info, platform, source, origin)
    except RecordError as problem:
        yield Reject(origin.file, number, problem.path, problem.reason)


# Videos


def _post(info: _Info, platform: Platform, source: Source) -> Post:
    address = _address(info)
    on_youtube = platform == "youtube"
    return Post(
        platform=platform,
        post_id=_id(info.id),
        url=address.url,
        kind=_kind(info, address) if on_youtube else address.kind,  # type: ignore[arg-type]
        published_at=_published_at(info),
        account=_channel(info) if on_youtube else _creator(info),
        title=info.title if on_youtube else None,  # of a TikTok it is the text once more, cut off
        text=info.description,
        language=None if info.language in (None, "und", "zxx") else info.language,
        duration_s=float(info.duration) if info.duration and info.duration > 0 else None,
        stats=Stats(
            views=_count(info.view_count),
            likes=_count(info.like_count),
            comments=_comment_count(info),
            shares=_count(info.repost_count),
            saves=_count(info.save_count),
        ),
        extra=_extra(info),
        source=source,
    )


def _id(value: str | int | None) -> str | None:
    return None if value in (None, "") else str(value)


def _address(info: _Info) -> addresses.Address:
    try:
        return addresses.read(info.webpage_url or "")
    except ValueError:
        return addresses.Address(None)


def _kind(info: _Info, address: addresses.Address) -> Kind:
    if info.live_status in {"is_live", "was_live", "post_live"}:
        return "live"
    is_short = info.media_type == "short" or address.kind == "short" or "/shorts/" in (info.original_url or "")
    return "short" if is_short else "video"


def _channel(info: _Info) -> Account:
    return Account(
        id=info.channel_id or None, handle=handle(info.uploader_id), name=info.channel or info.uploader or None
    )


def _creator(info: _Info) -> Account:
    return Account(
        id=info.uploader_id or None, handle=info.uploader or None, name=info.channel or info.creator or None
    )


def _published_at(info: _Info) -> str | None:
    """The moment, else the day: older files of YouTube have no more."""
    if info.timestamp is not None:
        return _moment(info.timestamp, "timestamp")
    try:
        return moments.moment(info.upload_date)
    except ValueError:
        raise RecordError("upload_date", UNREADABLE_DATE) from None


def _observed_at(epoch: _Number) -> str | None:
    try:
        return None if epoch is None else _moment(epoch, "epoch")
    except RecordError:
        return None


def _moment(seconds: int | float, path: str) -> str:
    try:
        moment = datetime.fromtimestamp(int(seconds), UTC)
        if moment.year not in moments.YEARS:
            raise ValueError("not a year of this trade")
    except (ValueError, OverflowError, OSError):
        raise RecordError(path, UNREADABLE_DATE) from None
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")


def _count(value: _Number) -> int | None:
    return int(value) if value is not None and 0 <= value < 10**18 else None


def _comment_count(info: _Info) -> int | None:
    """Where comments were fetched, yt-dlp counts those, all or the first few: that is no count of the film's."""
    fetched = info.comments is not None and info.comment_count == len(info.comments)
    return None if fetched else _count(info.comment_count)


def _extra(info: _Info) -> dict[str, Any]:
    kept: dict[str, Any] = {}
    if info.availability not in (None, "public"):
        kept["availability"] = info.availability
    sponsored = [chapter for each in info.sponsorblock_chapters or () if (chapter := _sponsored(each))]
    if sponsored:
        kept["sponsorblock"] = sponsored
    return {"ytdlp": kept} if kept else {}


def _sponsored(chapter: Any) -> dict[str, float] | None:
    """The seconds that a viewer marked as sponsored; they are a stranger's word, and no fact of the post."""
    try:
        read = convert(_Chapter, chapter)
    except RecordError:
        return None
    return {"from_s": read.start_time, "to_s": read.end_time} if read.category == "sponsor" else None


# Comments


def _comments(info: _Info, platform: Platform, source: Source, origin: Origin) -> Iterator[Item]:
    for place, raw in enumerate(info.comments or ()):
        yield Sensitive("third_person")
        try:
            yield _comment(convert(_Comment, raw), info, platform, source)
        except RecordError as problem:
            path = f"comments[{place}].{problem.path}".removesuffix(".")
            yield Reject(origin.file, source.line or 0, path, problem.reason)


def _comment(comment: _Comment, info: _Info, platform: Platform, source: Source) -> Comment:
    by_creator = comment.author_is_uploader
    if by_creator is None and comment.author_id and info.channel_id:
        by_creator = comment.author_id == info.channel_id
    dated = platform != "youtube" and comment.timestamp is not None
    return Comment(
        platform=platform,
        comment_id=_id(comment.id),
        post_id=_id(info.id),
        parent_id=None if comment.parent == "root" else _id(comment.parent),
        published_at=_moment(comment.timestamp or 0, "timestamp") if dated else None,
        author_id=comment.author_id if by_creator else None,
        author_handle=handle(comment.author),
        by_creator=by_creator,
        pinned=comment.is_pinned,
        text=comment.text,
        likes=_count(comment.like_count),
        source=source,
    )


# What it declares

_FIRST_KEYS = frozenset({"id", "title", "formats", "thumbnails"})
"""All that the beginning of a long file shows: its ``formats`` come before what names the program."""


def _holds(value: Mapping[str, Any]) -> bool:
    named = "extractor_key" in value or "extractor" in value
    return (named and ("webpage_url" in value or "_type" in value)) or value.keys() >= _FIRST_KEYS


CARD = Format(
    name=FORMAT,
    title=Bilingual(fr="fiches info.json de yt-dlp (YouTube, TikTok)", en="info.json of yt-dlp (YouTube, TikTok)"),
    read=read,
    versions=Bilingual(fr="yt-dlp de 2021 à 2026, JSON", en="yt-dlp of 2021 to 2026, JSON"),
    checked="code",
    says=Says(paid_label="no", ai_label="no", date="yes", counts="sometimes"),
    holds=_holds,
    document=True,
)
