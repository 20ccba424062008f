"""TikTok posts as the browser extension Zeeschuimer captures them: one envelope a line around the web item.

Shapes: the envelope of https://github.com/digitalmethodsinitiative/zeeschuimer; the item is what tiktok.com sends
its own pages (``itemList[]``, older pages ``ItemModule``). Only what a post needs is read. The web item does not
carry the platform's paid label: it is "not recorded". What the capture says of the person who captured (addresses
with session tokens, browser) is never kept, nor is anything of a private account.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, BinaryIO

import msgspec

from perenne.model.bilingual import Bilingual
from perenne.model.post import Account, Kind, Labels, Post, Source, Stats, TimedText
from perenne.model.reject import Reject
from perenne.model.wire import RecordError
from perenne.readers.lines import LINE_LIMIT, Line, physical_lines, record_on
from perenne.readers.reading import Item, Origin, Other, Sensitive

FORMAT = "zeeschuimer-tiktok/1"
PLATFORM = "tiktok.com"

_Number = int | float | str | None
_Flag = bool | int | None


class _Envelope(msgspec.Struct):
    source_platform: Any
    data: msgspec.Raw
    item_id: _Number = None
    timestamp_collected: _Number = None
    source_url: Any = None
    source_platform_url: Any = None
    user_agent: Any = None


class _Author(msgspec.Struct, rename="camel"):
    id: _Number = None
    unique_id: str | None = None
    nickname: str | None = None
    signature: str | None = None
    private_account: _Flag = None
    secret: _Flag = None


class _Stats(msgspec.Struct, rename="camel"):
    play_count: _Number = None
    digg_count: _Number = None
    comment_count: _Number = None
    share_count: _Number = None
    collect_count: _Number = None


class _Video(msgspec.Struct):
    duration: _Number = None


class _TextExtra(msgspec.Struct, rename="camel"):
    hashtag_name: str | None = None
    is_commerce: _Flag = None


class _Challenge(msgspec.Struct):
    title: str | None = None


class _Sticker(msgspec.Struct, rename="camel"):
    sticker_text: list[str] | None = None


class _Present(msgspec.Struct):
    """An object of which only the presence counts."""


class _DuetInfo(msgspec.Struct, rename="camel"):
    duet_from_id: _Number = None


class _CommerceInfo(msgspec.Struct):
    bc_label_test_text: str | None = None


class _AigcInfo(msgspec.Struct):
    aigc_label_type: _Number = None
    created_by_ai: _Flag = None


class _WebItem(msgspec.Struct, rename="camel"):
    id: _Number = None
    desc: str | None = None
    create_time: _Number = None
    author: _Author | str | None = None
    author_id: _Number = None
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
    private_item: _Flag = None
    secret: _Flag = None
    for_friend: _Flag = None
    is_ad: _Flag = None
    ad_authorization: _Flag = None
    is_aigc: _Flag = msgspec.field(default=None, name="IsAigc")
    aigc_description: str | None = msgspec.field(default=None, name="AIGCDescription")
    aigc_label_type: _Number = None
    aigc_info: _AigcInfo | None = msgspec.field(default=None, name="aigc_info")
    commerce_info: _CommerceInfo | None = msgspec.field(default=None, name="commerce_info")


def read(stream: BinaryIO, origin: Origin, limit: int = LINE_LIMIT) -> Iterator[Item]:
    """The TikTok posts of ``stream``; posts of other platforms are counted by platform.

    Says once that the file holds tokens (an unread line may hold one too), private accounts or third persons.
    """
    said: set[Sensitive] = set()
    for line in physical_lines(stream, origin, limit):
        item, sensitive = _unread(line) if isinstance(line, Reject) else _item(line, origin)
        yield from sorted(sensitive - said)
        said |= sensitive
        yield item


_TOKEN = Sensitive("token")
_PRIVATE = Sensitive("private_account")
_THIRD_PERSON = Sensitive("third_person")


def _unread(reject: Reject) -> tuple[Item, set[Sensitive]]:
    return reject, {_TOKEN}


def _item(line: Line, origin: Origin) -> tuple[Item, set[Sensitive]]:
    try:
        envelope = record_on(line, _Envelope)
    except RecordError as problem:
        return _unread(Reject(origin.file, line.number, problem.path, problem.reason))
    sensitive = {_TOKEN} if _tells_who_captured(envelope) else set()
    if envelope.source_platform != PLATFORM:
        return _other_platform(envelope.source_platform, line.number, sensitive)
    try:
        item = _web_item(envelope, line)
        if _is_private(item):
            return Other("private account", line.number), sensitive | {_PRIVATE}
        return _post(item, envelope, origin, line.number), sensitive
    except RecordError as problem:
        return _unread(Reject(origin.file, line.number, problem.path, problem.reason))


def _tells_who_captured(envelope: _Envelope) -> bool:
    return bool(envelope.user_agent) or any(
        not isinstance(url, str) or "?" in url
        for url in (envelope.source_url, envelope.source_platform_url)
        if url is not None
    )


_PLATFORM_NAME = re.compile(r"[a-z0-9][a-z0-9.-]{0,39}\Z")


def _other_platform(platform: Any, line: int, sensitive: set[Sensitive]) -> tuple[Item, set[Sensitive]]:
    name = platform if isinstance(platform, str) and _PLATFORM_NAME.match(platform) else "?"
    about = {_THIRD_PERSON} if "comment" in name else set()
    return Other(f"zeeschuimer {name}", line), sensitive | about


_NO_POST = Bilingual(fr="ce n’est pas une publication TikTok", en="this is not a TikTok post")


def _web_item(envelope: _Envelope, line: Line) -> _WebItem:
    try:
        item = record_on(Line(line.number, bytes(envelope.data)), _WebItem)
    except RecordError as problem:
        raise RecordError(f"data.{problem.path}".removesuffix("."), problem.reason) from None
    if item.desc is None and item.create_time is None and item.author is None:
        raise RecordError("data", _NO_POST)
    return item


def _is_private(item: _WebItem) -> bool:
    author = item.author if isinstance(item.author, _Author) else _Author()
    return any((item.private_item, item.secret, item.for_friend, author.private_account, author.secret))


def _post(item: _WebItem, envelope: _Envelope, origin: Origin, line: int) -> Post:
    post_id = _identifier(item.id) or _identifier(envelope.item_id)
    account = _account(item)
    return Post(
        platform="tiktok",
        post_id=post_id,
        url=_url(account.handle, post_id),
        kind=_kind(item),
        published_at=_moment(item.create_time, "data.createTime", milliseconds=False),
        account=account,
        text=item.desc,
        language=_language(item.text_language),
        overlay=_overlay(item.stickers_on_item),
        duration_s=_duration(item.video),
        labels=_labels(item),
        reshare_of=_duet(item.duet_info),
        stats=_stats(item),
        extra=_extra(item),
        source=_source(envelope, origin, line),
    )


def _source(envelope: _Envelope, origin: Origin, line: int) -> Source:
    observed_at = _moment(envelope.timestamp_collected, "timestamp_collected", milliseconds=True)
    return origin.source(FORMAT, line, observed_at)


def _account(item: _WebItem) -> Account:
    author = item.author
    if not isinstance(author, _Author):  # pages before 2022 give the handle alone, the rest beside it
        author = _Author(id=item.author_id, unique_id=author, nickname=item.nickname)
    return Account(
        id=_identifier(author.id),
        handle=author.unique_id or None,
        name=author.nickname or None,
        bio=author.signature,
    )


def _identifier(value: _Number) -> str | None:
    """Ids are text; one that was ever a float has lost digits and is none."""
    if isinstance(value, float) or value in (None, "", 0, "0"):
        return None
    return str(value)


_HANDLE = re.compile(r"[\w.]{1,64}\Z")


def _url(handle: str | None, post_id: str | None) -> str | None:
    if handle is None or post_id is None or not _HANDLE.match(handle) or not post_id.isdecimal():
        return None
    return f"https://www.tiktok.com/@{handle}/video/{post_id}"


def _kind(item: _WebItem) -> Kind:
    return "video" if item.image_post is None else "post"


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_NO_MOMENT = Bilingual(
    fr="un moment est attendu, en secondes ou millisecondes depuis 1970",
    en="expected a moment, in seconds or milliseconds since 1970",
)
_SECONDS_END = 10**11  # in seconds the year 5138, in milliseconds 1973: nothing captured lies beyond either


def _moment(value: _Number, path: str, *, milliseconds: bool) -> str | None:
    """``value`` as RFC 3339 in UTC, ``None`` where it is absent or 0; raises ``RecordError`` where it is none."""
    if value in (None, "", 0, "0"):
        return None
    count = _count(value)
    if count is None:
        raise RecordError(path, _NO_MOMENT)
    if not milliseconds and count < _SECONDS_END:
        count *= 1000
    try:
        moment = _EPOCH + timedelta(milliseconds=count)
    except OverflowError:
        raise RecordError(path, _NO_MOMENT) from None
    precision = "milliseconds" if count % 1000 else "seconds"
    return moment.isoformat(timespec=precision).replace("+00:00", "Z")


_DIGITS = re.compile(r"[0-9]{1,18}\Z")


def _count(value: _Number) -> int | None:
    """A number of something, from 0 up; anything else is "not recorded"."""
    if isinstance(value, str):
        return int(value) if _DIGITS.match(value) else None
    if value is None or not 0 <= value < 10**18:
        return None
    return int(value)


def _stats(item: _WebItem) -> Stats:
    """``statsV2`` first: it is exact, where ``stats`` may be rounded."""
    exact, rounded = item.stats_v2 or _Stats(), item.stats or _Stats()

    def best(one: _Number, other: _Number) -> int | None:
        count = _count(one)
        return _count(other) if count is None else count

    return Stats(
        views=best(exact.play_count, rounded.play_count),
        likes=best(exact.digg_count, rounded.digg_count),
        comments=best(exact.comment_count, rounded.comment_count),
        shares=best(exact.share_count, rounded.share_count),
        saves=best(exact.collect_count, rounded.collect_count),
    )


_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*\Z")


def _language(code: str | None) -> str | None:
    if code is None or code in ("un", "und") or not _LANGUAGE.match(code):
        return None
    return code


def _overlay(stickers: list[_Sticker] | None) -> tuple[TimedText, ...] | None:
    if stickers is None:
        return None
    return tuple(TimedText(text=text) for sticker in stickers for text in sticker.sticker_text or () if text)


def _duration(video: _Video | None) -> float | None:
    seconds = _count(video.duration) if video else None
    return float(seconds) if seconds else None


def _duet(duet: _DuetInfo | None) -> str | None:
    return _identifier(duet.duet_from_id) if duet else None


_PAID_LABELS = frozenset({"paid partnership", "partenariat rémunéré"})
_PROMOTIONAL_LABELS = frozenset({"promotional content", "contenu promotionnel"})


def _labels(item: _WebItem) -> Labels:
    shown = _shown_label(item).strip().casefold()
    return Labels(
        paid_partnership=True if shown in _PAID_LABELS else None,
        promotional=True if shown in _PROMOTIONAL_LABELS else None,
        ai=_ai(item),
    )


def _shown_label(item: _WebItem) -> str:
    """The words of the label on the screen, which only items of the phone application carry."""
    return (item.commerce_info and item.commerce_info.bc_label_test_text) or ""


def _ai(item: _WebItem) -> bool | None:
    app = item.aigc_info or _AigcInfo()
    kinds = (_count(item.aigc_label_type), _count(app.aigc_label_type))  # 0 is "no label"
    if any((item.is_aigc, item.aigc_description, app.created_by_ai, *kinds)):
        return True
    return None if item.is_aigc is None else False


def _extra(item: _WebItem) -> dict[str, Any]:
    """The raw flags that say something, under TikTok's own names."""
    raw: dict[str, Any] = {
        "isAd": bool(item.is_ad),
        "adAuthorization": bool(item.ad_authorization),
        "challenges": [each.title for each in item.challenges or () if each.title],
        "commerceHashtags": [
            each.hashtag_name for each in item.text_extra or () if each.is_commerce and each.hashtag_name
        ],
        "bc_label_test_text": _shown_label(item),
    }
    kept = {name: value for name, value in raw.items() if value}
    return {"tiktok": kept} if kept else {}
