"""TikTok posts as the phone application receives them ("aweme" JSON), the way collection programs save them.

One post a line, a list of posts, or pages ``{"aweme_list": […]}`` (one document, a list of them or one a line). This
shape alone shows the label on the screen (``commerce_info.bc_label_test_text``); no words there are no proof that
there was no label. Lengths of videos are in milliseconds.
"""

import itertools
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

import msgspec

from perenne.model.bilingual import Bilingual
from perenne.model.errors import UnreadableFile
from perenne.model.post import Account, Post, Source, Stats, TimedText
from perenne.model.reject import Reject
from perenne.model.wire import RecordError
from perenne.readers import documents
from perenne.readers.collector import is_signed
from perenne.readers.documents import Entry, Json, Unfolded
from perenne.readers.lines import NOT_JSON, Line, physical_lines, record_on
from perenne.readers.reading import Format, Item, Origin, Other, Says, Sensitive
from perenne.readers.zeeschuimer import tiktok_labels
from perenne.readers.zeeschuimer.envelope import PRIVATE
from perenne.readers.zeeschuimer.tiktok import video_url
from perenne.readers.zeeschuimer.values import Flag, Number, count, identifier, language, moment

FORMAT = "tiktok-app/1"


class _Author(msgspec.Struct):
    uid: Number = None
    unique_id: str | None = None
    nickname: str | None = None
    signature: str | None = None
    secret: Flag = None
    private_account: Flag = None


class _Statistics(msgspec.Struct):
    play_count: Number = None
    digg_count: Number = None
    comment_count: Number = None
    share_count: Number = None
    collect_count: Number = None


class _Video(msgspec.Struct):
    duration: Number = None


class _Present(msgspec.Struct):
    """An object of which only the presence counts."""


class _Status(msgspec.Struct):
    private_status: Number = None
    is_private: Flag = None


class _Sticker(msgspec.Struct):
    text_info: str | None = None


class _CommerceInfo(msgspec.Struct):
    bc_label_test_text: str | None = None
    branded_content_type: Number = None
    brand_organic_type: Number = None
    ad_source: Number = None


class _AigcInfo(msgspec.Struct):
    aigc_label_type: Number = None
    created_by_ai: Flag = None


class _Aweme(msgspec.Struct):
    aweme_id: Number = None
    desc: str | None = None
    create_time: Number = None
    author: _Author | None = None
    statistics: _Statistics | None = None
    status: _Status | None = None
    video: _Video | None = None
    image_post_info: _Present | None = None
    interaction_stickers: list[_Sticker] | None = None
    desc_language: str | None = None
    is_ads: Flag = None
    commerce_info: _CommerceInfo | None = None
    aigc_info: _AigcInfo | None = None


class _Page(msgspec.Struct):
    aweme_list: list[msgspec.Raw] | None
    """Required, so that a post is no page: ``null`` is a page without posts."""


_DECODER = msgspec.json.Decoder(_Aweme)
_PRIVATE, _TOKEN = Sensitive("private_account"), Sensitive("token")


def read(stream: BinaryIO, origin: Origin, limit: int = documents.DOCUMENT_LIMIT) -> Iterator[Item]:
    """The posts of ``stream``. Says once that it holds private accounts, or addresses that were signed.

    Raises ``UnreadableFile`` for a document that is too long, cut off or malformed as a whole.
    """
    said: set[Sensitive] = set()
    for entry in _entries(stream, origin, limit):
        item = entry if isinstance(entry, Reject) else _item(entry, origin)
        found = {_PRIVATE} if isinstance(item, Other) else set()
        if _TOKEN not in said and not isinstance(entry, Reject) and is_signed(entry.content):
            found.add(_TOKEN)
        yield from sorted(found - said)
        said |= found
        yield item


# One document, or one a line


def _entries(stream: BinaryIO, origin: Origin, limit: int) -> Iterator[Entry | Reject]:
    """Line by line, in bounded memory, where a whole object is followed by more; else as one document. A document
    that is none may be lines of which the first is broken."""
    if _has_an_object_on(itertools.islice(physical_lines(stream, origin), 1)) and stream.read(_SOME).strip():
        stream.seek(0)
        yield from _by_line(stream, origin)
        return
    stream.seek(0)
    try:
        yield from documents.entries(stream, origin, _unfold, limit)
    except UnreadableFile:
        stream.seek(0)
        if not _has_an_object_on(itertools.islice(physical_lines(stream, origin), _TRIES)):
            raise
        stream.seek(0)
        yield from _by_line(stream, origin)


_SOME = 4_096
_TRIES = 100


def _has_an_object_on(lines: Iterator[Line | Reject]) -> bool:
    return any(isinstance(line, Line) and _is_object(line.content) for line in lines)


def _is_object(content: bytes) -> bool:
    try:
        msgspec.json.decode(content, type=dict[str, msgspec.Raw])
    except (msgspec.DecodeError, RecursionError):
        return False
    return True


def _by_line(stream: BinaryIO, origin: Origin) -> Iterator[Entry | Reject]:
    for line in physical_lines(stream, origin):
        if isinstance(line, Reject) or b'"aweme_list"' not in line.content:
            yield line if isinstance(line, Reject) else Entry(line.number, line.content)
            continue
        try:
            items = _unfold(line.content).items
        except (msgspec.DecodeError, RecursionError):
            yield Reject(origin.file, line.number, "", NOT_JSON)
        else:
            yield from (Entry(line.number, item) for item in items)


def _unfold(content: Json) -> Unfolded:
    try:
        page = msgspec.json.decode(content, type=_Page)
    except msgspec.ValidationError:  # no page, so it stands for itself
        return Unfolded([msgspec.json.decode(content, type=msgspec.Raw)])
    return Unfolded(list(page.aweme_list or ()))


# One post

_NO_POST = Bilingual(
    fr="ce n’est pas une publication de l’application TikTok", en="this is not a post of the TikTok application"
)


def _item(entry: Entry, origin: Origin) -> Post | Other | Reject:
    try:
        aweme = _aweme(entry)
        if _is_private(aweme):
            return Other(PRIVATE, entry.number)
        return _post(aweme, origin.source(FORMAT, entry.number))
    except RecordError as problem:
        return Reject(origin.file, entry.number, problem.path, problem.reason)


def _aweme(entry: Entry) -> _Aweme:
    try:
        aweme = _DECODER.decode(entry.content)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        aweme = record_on(Line(entry.number, bytes(entry.content)), _Aweme)
    if aweme.aweme_id is None or (aweme.desc is None and aweme.create_time is None and aweme.author is None):
        raise RecordError("", _NO_POST)
    return aweme


def _is_private(aweme: _Aweme) -> bool:
    author, status = aweme.author or _Author(), aweme.status or _Status()
    return bool(author.secret or author.private_account or status.is_private or count(status.private_status))


def _post(aweme: _Aweme, source: Source) -> Post:
    author, counts = aweme.author or _Author(), aweme.statistics or _Statistics()
    post_id, handle = identifier(aweme.aweme_id), author.unique_id or None
    return Post(
        platform="tiktok",
        post_id=post_id,
        url=video_url(handle, post_id),
        kind="video" if aweme.image_post_info is None else "post",
        published_at=moment(aweme.create_time, "create_time"),
        account=Account(id=identifier(author.uid), handle=handle, name=author.nickname or None, bio=author.signature),
        text=aweme.desc,
        language=language(aweme.desc_language),
        overlay=_overlay(aweme.interaction_stickers),
        duration_s=_duration(aweme.video),
        labels=tiktok_labels.labels(_shown_label(aweme), ai=_ai(aweme)),
        stats=Stats(
            views=count(counts.play_count),
            likes=count(counts.digg_count),
            comments=count(counts.comment_count),
            shares=count(counts.share_count),
            saves=count(counts.collect_count),
        ),
        extra=_extra(aweme),
        source=source,
    )


def _overlay(stickers: list[_Sticker] | None) -> tuple[TimedText, ...] | None:
    """The words of stickers; some hold JSON for a widget in their place."""
    words = [sticker.text_info for sticker in stickers or () if sticker.text_info]
    return tuple(TimedText(text=text) for text in words if not text.lstrip().startswith(("{", "["))) or None


def _duration(video: _Video | None) -> float | None:
    milliseconds = count(video.duration) if video else None
    return milliseconds / 1000 if milliseconds else None


def _shown_label(aweme: _Aweme) -> str:
    return (aweme.commerce_info and aweme.commerce_info.bc_label_test_text) or ""


def _ai(aweme: _Aweme) -> bool | None:
    info = aweme.aigc_info or _AigcInfo()
    return tiktok_labels.made_by_ai(None, info.created_by_ai, None, info.aigc_label_type)


def _extra(aweme: _Aweme) -> dict[str, Any]:
    """The raw flags that say something; the first under the web item's name for the same."""
    info = aweme.commerce_info or _CommerceInfo()
    raw: dict[str, Any] = {
        "isAd": bool(aweme.is_ads),
        "bc_label_test_text": info.bc_label_test_text,
        "branded_content_type": count(info.branded_content_type),
        "brand_organic_type": count(info.brand_organic_type),
        "ad_source": count(info.ad_source),
    }
    kept = {name: value for name, value in raw.items() if value}
    return {"tiktok": kept} if kept else {}


_ALSO = frozenset({"desc", "statistics", "author", "create_time"})


def _holds(record: Mapping[str, Any]) -> bool:
    if isinstance(record.get("aweme_list"), list):
        return True
    return "aweme_id" in record and "cid" not in record and not record.keys().isdisjoint(_ALSO)


CARD = Format(
    name=FORMAT,
    title=Bilingual(fr="publications de l’application TikTok", en="posts of the TikTok application"),
    read=read,
    versions=Bilingual(
        fr="JSON « aweme » : une publication par ligne, liste, ou pages « aweme_list »",
        en="“aweme” JSON: one post a line, a list, or “aweme_list” pages",
    ),
    checked="code",
    says=Says(paid_label="sometimes", ai_label="sometimes", date="yes", counts="yes"),
    holds=_holds,
    document=True,
)
