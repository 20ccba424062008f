"""YouTube Data API v3: a channel, its videos, the comments below them.

https://developers.google.com/youtube/v3/docs: the uploads of a channel are a list of their own, which costs a unit a
page; a search has a small quota of its own.
"""

from collections.abc import Iterator, Mapping

import msgspec

from perenne.connectors.asking import Stopped, stopped
from perenne.connectors.paging import Circle, Page, Position, Run, Withheld, held
from perenne.model.comment import Comment
from perenne.model.post import Post, Source
from perenne.model.wire import RecordError
from perenne.readers.lines import Line
from perenne.readers.youtube_channel import Channel, profile_of
from perenne.readers.youtube_comment import comments_of
from perenne.readers.youtube_video import Video, post_of

CODES: Mapping[str, str] = {
    "quotaExceeded": "quota",
    "dailyLimitExceeded": "quota",
    "rateLimitExceeded": "rate",
    "userRateLimitExceeded": "rate",
    "accessNotConfigured": "forbidden",
    "keyInvalid": "token",
    "keyExpired": "token",
    "authError": "token",
    "commentsDisabled": "closed",
    "playlistNotFound": "missing",
    "channelNotFound": "missing",
    "videoNotFound": "missing",
}
_CHANNEL_PARTS = "snippet,statistics,contentDetails,brandingSettings,status"
_PARTS = "snippet,contentDetails,statistics,status"
_LABELS = "paidProductPlacementDetails,brandPartner"
"""Parts that not every token may see."""
_MOST_COMMENT_PAGES = 10


class _List(msgspec.Struct, rename="camel"):
    items: list[msgspec.Raw] = msgspec.field(default_factory=list)
    next_page_token: str | None = None


class _Playlists(msgspec.Struct):
    uploads: str | None = None


class _Details(msgspec.Struct, rename="camel"):
    related_playlists: _Playlists = msgspec.field(default_factory=_Playlists)
    video_id: str | None = None


class _Item(msgspec.Struct, rename="camel"):
    content_details: _Details = msgspec.field(default_factory=_Details)


def collect(run: Run) -> None:
    uploads = run.position.get("uploads") or _uploads(run)

    def fetch(position: Position) -> Page:
        query = {"part": "contentDetails", "playlistId": uploads, "maxResults": "50"}
        query |= {"pageToken": position["page"]} if "page" in position else {}
        listed, _ = run.platform.get("/youtube/v3/playlistItems", _List, query)
        ids = [item.content_details.video_id for item in run.each(listed.items, lambda raw: held(_Item, raw))]
        following = {"uploads": uploads, "page": listed.next_page_token} if listed.next_page_token else None
        return Page(_videos(run, [each for each in ids if each]), following)

    run.pages(fetch, _post, lambda post: _comments(run, post))


def _uploads(run: Run) -> str:
    name = run.task.account
    by = {"id": name} if name.startswith("UC") and len(name) == 24 else {"forHandle": "@" + name.removeprefix("@")}
    told, _ = run.platform.get("/youtube/v3/channels", _List, {"part": _CHANNEL_PARTS} | by)
    for profile in run.each(told.items[:1], lambda raw: profile_of(held(Channel, raw), Source())):
        run.tell(profile)
    for item in run.each(told.items[:1], lambda raw: held(_Item, raw)):
        if item.content_details.related_playlists.uploads:
            return item.content_details.related_playlists.uploads
    raise stopped("missing")


def _videos(run: Run, ids: list[str]) -> list[msgspec.Raw]:
    """The labels are asked for too; who may not see them is told so, and then gets the rest."""
    if not ids:
        return []
    query = {"id": ",".join(ids), "maxResults": "50"}
    try:
        told, _ = run.platform.get("/youtube/v3/videos", _List, query | {"part": f"{_PARTS},{_LABELS}"})
    except Stopped as refused:
        if refused.stop.status not in {400, 403} or refused.stop.why in {"quota", "token"}:
            raise
        told, _ = run.platform.get("/youtube/v3/videos", _List, query | {"part": _PARTS})
    return told.items


def _post(item: msgspec.Raw) -> Post:
    video = held(Video, item)
    if video.status.privacy_status == "private":
        raise Withheld("private")
    return post_of(video, Source())


def _comments(run: Run, post: Post) -> Iterator[Comment]:
    """What stands below ``post``, with the replies that come along; where comments are closed, nothing."""
    circle, page = Circle(), ""
    for _ in range(_MOST_COMMENT_PAGES):
        circle.page({"page": page})
        query = {
            "part": "snippet,replies",
            "videoId": str(post.post_id),
            "maxResults": "100",
            "textFormat": "plainText",
        }
        try:
            told, _answer = run.platform.get(
                "/youtube/v3/commentThreads", _List, query | ({"pageToken": page} if page else {})
            )
        except Stopped as refused:
            if refused.stop.why in {"closed", "missing"}:
                return
            raise
        for found in run.each(told.items, lambda raw: list(comments_of(Line(0, bytes(raw)), Source()))):
            for comment in found:
                if isinstance(comment, RecordError):
                    run.unread("shape", comment.path)
                else:
                    yield comment
        if not told.next_page_token:
            return
        page = told.next_page_token
