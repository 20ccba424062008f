"""Threads posts, as threads.com sends them to its own pages: ``post`` objects, close to those of Instagram.

``post_id`` is the shortcode, as in the exports of 4CAT: a capture and an export of the same post are repeats. What a
repost counts and says without words of its own is its original's: not recorded.
"""

import re
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import msgspec
from msgspec import UNSET

from perenne.model.bilingual import Bilingual
from perenne.model.post import Kind, Labels, Post, Stats
from perenne.model.wire import RecordError
from perenne.readers.collector import without_tokens
from perenne.readers.reading import Origin, Other, Says
from perenne.readers.zeeschuimer.envelope import ADVERTISEMENT, PRIVATE, Envelope, Payload
from perenne.readers.zeeschuimer.meta import (
    Caption,
    DetectionMethod,
    User,
    account,
    caption_text,
    made_by_ai,
    noticed_by,
)
from perenne.readers.zeeschuimer.values import Flag, Number, count, moment

FORMAT = "zeeschuimer-threads/1"


class _Link(msgspec.Struct):
    url: str | None = None


class _Shared(msgspec.Struct):
    code: str | None = None


class _ShareInfo(msgspec.Struct):
    reposted_post: _Shared | None = None


class _Fragment(msgspec.Struct):
    plaintext: str | None = None


class _Fragments(msgspec.Struct):
    fragments: list[_Fragment] | None = None


class _Attachment(msgspec.Struct):
    text_fragments: _Fragments | None = None


class _AppInfo(msgspec.Struct):
    direct_reply_count: Number = None
    repost_count: Number = None
    link_preview_attachment: _Link | None = None
    share_info: _ShareInfo | None = None
    snippet_attachment_info: _Attachment | None = None


class _Thread(msgspec.Struct):
    code: str | None = None
    taken_at: Number = None
    media_type: Number = None
    product_type: str | None = None
    caption: Caption = UNSET
    user: User | None = None
    like_count: Number = None
    like_and_view_counts_disabled: Flag = None
    is_paid_partnership: Flag = None
    gen_ai_detection_method: DetectionMethod | str | None = None
    text_post_app_info: _AppInfo | None = None


class _Captured(Envelope, kw_only=True):
    data: _Thread


_NO_POST = Bilingual(fr="ce n’est pas une publication Threads", en="this is not a Threads post")


def _read(envelope: _Captured, origin: Origin, line: int) -> Post | Other:
    post = envelope.data
    if not post.code and post.caption is UNSET and post.taken_at is None:
        raise RecordError("data", _NO_POST)
    user, app = post.user or User(), post.text_post_app_info or _AppInfo()
    reposted = app.share_info.reposted_post if app.share_info else None
    if user.hides:
        return Other(PRIVATE, line)
    if post.product_type == "ad":
        return Other(ADVERTISEMENT, line)
    return Post(
        platform="threads",
        post_id=post.code or None,
        url=_url(user.username, post.code),
        kind=_kind(post.media_type),
        published_at=moment(post.taken_at, "data.taken_at"),
        account=account(user),
        text=_text(post, app) or None if reposted else _text(post, app),
        links=_links(app),
        labels=Labels(
            paid_partnership=None if post.is_paid_partnership is None else bool(post.is_paid_partnership),
            ai=made_by_ai(post.gen_ai_detection_method),
        ),
        reshare_of=reposted.code if reposted else None,
        stats=Stats() if reposted else _stats(post, app),
        extra=_extra(post),
        source=envelope.source(FORMAT, origin, line),
    )


_HANDLE = re.compile(r"[\w.]{1,64}\Z")
_SHORTCODE = re.compile(r"[A-Za-z0-9_-]{5,40}\Z")


def _url(handle: str | None, code: str | None) -> str | None:
    if not _HANDLE.match(handle or "") or not _SHORTCODE.match(code or ""):
        return None
    return f"https://www.threads.com/@{handle}/post/{code}"


_KINDS: dict[int, Kind] = {1: "post", 2: "video", 8: "post", 19: "text"}


def _kind(media_type: Number) -> Kind | None:
    return _KINDS.get(count(media_type) or 0)


def _text(post: _Thread, app: _AppInfo) -> str | None:
    """The caption and, below it as on the screen, the long text that may be attached."""
    caption = caption_text(post.caption)
    attached = app.snippet_attachment_info and app.snippet_attachment_info.text_fragments
    long = "".join(part.plaintext or "" for part in (attached and attached.fragments) or ())
    return "\n\n".join(part for part in (caption, long) if part) if long else caption


def _stats(post: _Thread, app: _AppInfo) -> Stats:
    return Stats(
        likes=None if post.like_and_view_counts_disabled else count(post.like_count),
        comments=count(app.direct_reply_count),
        shares=count(app.repost_count),
    )


_WRAPPERS = frozenset({"l.threads.com", "l.threads.net", "l.instagram.com", "l.facebook.com"})


def _links(app: _AppInfo) -> tuple[str, ...] | None:
    url = app.link_preview_attachment.url if app.link_preview_attachment else None
    return (_unwrapped(url),) if url else None


def _unwrapped(url: str) -> str:
    """The address behind the platform's own redirection, which carries a token besides, without one of its own."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    target = _target(parts.query) if parts.hostname in _WRAPPERS else None
    return without_tokens(target or url)


def _target(query: str) -> str | None:
    """The first ``u``; what else the platform adds is long, and not looked at."""
    written = [each for each in query.split("&") if each.startswith(("u=", "%"))]
    return next((value for name, value in parse_qsl("&".join(written)) if name == "u"), None)


def _extra(post: _Thread) -> dict[str, Any]:
    noticed = noticed_by(post.gen_ai_detection_method)
    return {"threads": {"gen_ai_detection_method": noticed}} if noticed else {}


PAYLOAD = Payload(
    form=FORMAT,
    platforms=frozenset({"threads.net", "threads.com"}),
    title=Bilingual(fr="captures Zeeschuimer (Threads)", en="Zeeschuimer captures (Threads)"),
    versions=Bilingual(fr="NDJSON, forme web de 2024 à 2026", en="NDJSON, web shape of 2024 to 2026"),
    says=Says(paid_label="sometimes", ai_label="sometimes", date="yes", counts="sometimes"),
    envelope=_Captured,
    read=_read,
)
