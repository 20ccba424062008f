"""TikTok posts: the item that tiktok.com sends its own pages.

Shapes: ``itemList[]`` and ``itemStruct``, since 2021; ``ItemModule`` of older pages (``SIGI_STATE``), where the
author is a handle with the rest beside it and the time is text. The web item does not carry the platform's paid
label: it is "not recorded".
"""

import re
from typing import Any

import msgspec

from perenne.model.bilingual import Bilingual
from perenne.model.post import Account, Post, Stats, TimedText
from perenne.model.wire import RecordError
from perenne.readers.reading import Origin, Other, Says
from perenne.readers.zeeschuimer import tiktok_labels
from perenne.readers.zeeschuimer.envelope import PRIVATE, Envelope, Payload
from perenne.readers.zeeschuimer.values import Flag, Number, count, first_count, identifier, language, moment

FORMAT = "zeeschuimer-tiktok/1"


class _Author(msgspec.Struct, rename="camel"):
    id: Number = None
    unique_id: str | None = None
    nickname: str | None = None
    signature: str | None = None
    private_account: Flag = None
    secret: Flag = None


class _Stats(msgspec.Struct, rename="camel"):
    play_count: Number = None
    digg_count: Number = None
    comment_count: Number = None
    share_count: Number = None
    collect_count: Number = None


class _Video(msgspec.Struct):
    duration: Number = None


class _TextExtra(msgspec.Struct, rename="camel"):
    hashtag_name: str | None = None
    is_commerce: Flag = None


class _Challenge(msgspec.Struct):
    title: str | None = None


class _Sticker(msgspec.Struct, rename="camel"):
    sticker_text: list[str] | None = None


class _Present(msgspec.Struct):
    """An object of which only the presence counts."""


class _DuetInfo(msgspec.Struct, rename="camel"):
    duet_from_id: Number = None


class _CommerceInfo(msgspec.Struct):
    bc_label_test_text: str | None = None


class _AigcInfo(msgspec.Struct):
    aigc_label_type: Number = None
    created_by_ai: Flag = None


class _Item(msgspec.Struct, rename="camel"):
    id: Number = None
    desc: str | None = None
    create_time: Number = None
    author: _Author | str | None = None
    author_id: Number = None
    nickname: str | None = None
    stats: _Stats | None = None
    stats_v2: _Stats | None = None
    video: _Video | None = None
    image_post: _Present | None = None
    text_extra: list[_TextExtra] | None = None
    challenges: list[_Challenge] | None = None
    stickers_on_item: list[_Sticker] | None = None
    duet_info: _DuetInfo | None = None
    text_language: str | None = None
    private_item: Flag = None
    secret: Flag = None
    for_friend: Flag = None
    is_ad: Flag = None
    ad_authorization: Flag = None
    is_ec_video: Flag = msgspec.field(default=None, name="isECVideo")
    is_aigc: Flag = msgspec.field(default=None, name="IsAigc")
    aigc_description: str | None = msgspec.field(default=None, name="AIGCDescription")
    aigc_label_type: Number = None
    aigc_info: _AigcInfo | None = msgspec.field(default=None, name="aigc_info")
    commerce_info: _CommerceInfo | None = msgspec.field(default=None, name="commerce_info")


class _Captured(Envelope, kw_only=True):
    data: _Item


_NO_POST = Bilingual(fr="ce n’est pas une publication TikTok", en="this is not a TikTok post")


def _read(envelope: _Captured, origin: Origin, line: int) -> Post | Other:
    item = envelope.data
    if item.desc is None and item.create_time is None and item.author is None:
        raise RecordError("data", _NO_POST)
    author = _author(item)
    if any((item.private_item, item.secret, item.for_friend, author.private_account, author.secret)):
        return Other(PRIVATE, line)
    post_id = identifier(item.id) or identifier(envelope.item_id)
    handle = author.unique_id or None
    return Post(
        platform="tiktok",
        post_id=post_id,
        url=video_url(handle, post_id),
        kind="video" if item.image_post is None else "post",
        published_at=moment(item.create_time, "data.createTime"),
        account=Account(id=identifier(author.id), handle=handle, name=author.nickname or None, bio=author.signature),
        text=item.desc,
        language=language(item.text_language),
        overlay=_overlay(item.stickers_on_item),
        duration_s=_duration(item.video),
        labels=tiktok_labels.labels(_shown_label(item), ai=_ai(item)),
        reshare_of=identifier(item.duet_info.duet_from_id) if item.duet_info else None,
        stats=_stats(item),
        extra=_extra(item),
        source=envelope.source(FORMAT, origin, line),
    )


def _author(item: _Item) -> _Author:
    if isinstance(item.author, _Author):
        return item.author
    return _Author(id=item.author_id, unique_id=item.author, nickname=item.nickname)


_HANDLE = re.compile(r"[\w.]{1,64}\Z")


def video_url(handle: str | None, post_id: str | None) -> str | None:
    """The address of a post, where handle and id can stand in one."""
    if handle is None or post_id is None or not _HANDLE.match(handle) or not post_id.isdecimal():
        return None
    return f"https://www.tiktok.com/@{handle}/video/{post_id}"


_NO_STATS = _Stats()


def _stats(item: _Item) -> Stats:
    """``statsV2`` first: it is exact, where ``stats`` may be rounded."""
    exact, rounded = item.stats_v2 or _NO_STATS, item.stats or _NO_STATS
    return Stats(
        views=first_count(exact.play_count, rounded.play_count),
        likes=first_count(exact.digg_count, rounded.digg_count),
        comments=first_count(exact.comment_count, rounded.comment_count),
        shares=first_count(exact.share_count, rounded.share_count),
        saves=first_count(exact.collect_count, rounded.collect_count),
    )


def _overlay(stickers: list[_Sticker] | None) -> tuple[TimedText, ...] | None:
    if stickers is None:
        return None
    return tuple(TimedText(text=text) for sticker in stickers for text in sticker.sticker_text or () if text)


def _duration(video: _Video | None) -> float | None:
    seconds = count(video.duration) if video else None
    return float(seconds) if seconds else None


def _shown_label(item: _Item) -> str:
    """The words of the label on the screen, which only items of the phone application carry."""
    return (item.commerce_info and item.commerce_info.bc_label_test_text) or ""


_NO_AIGC = _AigcInfo()


def _ai(item: _Item) -> bool | None:
    app = item.aigc_info or _NO_AIGC
    return tiktok_labels.made_by_ai(
        item.is_aigc, app.created_by_ai, item.aigc_description, item.aigc_label_type, app.aigc_label_type
    )


def _extra(item: _Item) -> dict[str, Any]:
    """The raw flags that say something, under TikTok's own names."""
    raw: dict[str, Any] = {
        "isAd": bool(item.is_ad),
        "adAuthorization": bool(item.ad_authorization),
        "isECVideo": bool(item.is_ec_video),
        "challenges": [each.title for each in item.challenges or () if each.title],
        "commerceHashtags": [
            each.hashtag_name for each in item.text_extra or () if each.is_commerce and each.hashtag_name
        ],
        "bc_label_test_text": _shown_label(item),
    }
    kept = {name: value for name, value in raw.items() if value}
    return {"tiktok": kept} if kept else {}


PAYLOAD = Payload(
    form=FORMAT,
    platforms=frozenset({"tiktok.com"}),
    title=Bilingual(fr="captures Zeeschuimer (TikTok)", en="Zeeschuimer captures (TikTok)"),
    versions=Bilingual(fr="NDJSON, formes web de 2021 à 2026", en="NDJSON, web shapes of 2021 to 2026"),
    says=Says(paid_label="sometimes", ai_label="sometimes", date="yes", counts="yes"),
    envelope=_Captured,
    read=_read,
)
