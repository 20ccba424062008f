"""TikTok Research API: the public videos of an account, thirty days at a time, and the comments below them.

https://developers.tiktok.com/doc/research-api-specs-query-videos. For researchers alone; the terms say what for.
"""

from collections.abc import Iterator
from typing import Any

import msgspec

from perenne.connectors import tiktok
from perenne.connectors.paging import Page, Position, Run, held
from perenne.model.comment import Comment
from perenne.model.post import Account, Post, Source
from perenne.readers.tiktok_video import User, Video, Written, comment_of, post_of, profile_of

CODES = tiktok.CODES
_USER = "display_name,bio_description,is_verified,follower_count,following_count,likes_count,video_count"
_VIDEO = (
    "id,video_description,create_time,region_code,share_count,view_count,like_count,comment_count,favourites_count,"
    "hashtag_names,username,voice_to_text,video_duration"
)
_COMMENT = "id,video_id,text,like_count,reply_count,parent_comment_id,create_time"
_PAGE = 100
_MOST_COMMENTS = 1_000
"""More than that the API does not give."""


class _Data(msgspec.Struct):
    videos: list[msgspec.Raw] = msgspec.field(default_factory=list)
    comments: list[msgspec.Raw] = msgspec.field(default_factory=list)
    cursor: int | None = None
    has_more: bool = False
    search_id: str | None = None


class _Answer(msgspec.Struct):
    data: _Data = msgspec.field(default_factory=_Data)
    error: tiktok.Error = msgspec.field(default_factory=tiktok.Error)


class _Info(msgspec.Struct):
    data: msgspec.Raw = msgspec.Raw(b"{}")
    error: tiktok.Error = msgspec.field(default_factory=tiktok.Error)


def collect(run: Run) -> None:
    handle = run.task.account.removeprefix("@")
    tiktok.window(run, None)
    if not run.position:
        told, _ = run.platform.post("/v2/research/user/info/", _Info, {"username": handle}, {"fields": _USER})
        run.platform.refused_in_answer(told.error.code)
        for profile in run.each([told.data], lambda raw: profile_of(held(User, raw), handle, Source())):
            run.tell(profile)

    def fetch(position: Position) -> Page:
        first, last = tiktok.window(run, position.get("start"))
        query = {"and": [{"operation": "EQ", "field_name": "username", "field_values": [handle]}]}
        content: dict[str, Any] = {
            "query": query,
            "start_date": tiktok.compact(first),
            "end_date": tiktok.compact(last),
            "max_count": _PAGE,
        }
        if "cursor" in position:
            content |= {"cursor": int(position["cursor"]), "search_id": position["search_id"]}
        told, _ = run.platform.post("/v2/research/video/query/", _Answer, content, {"fields": _VIDEO})
        run.platform.refused_in_answer(told.error.code)
        if told.data.has_more and told.data.cursor is not None and told.data.search_id:
            within = {"start": first.isoformat(), "cursor": str(told.data.cursor), "search_id": told.data.search_id}
            return Page(told.data.videos, within)
        return Page(told.data.videos, tiktok.after(run, last))

    def read(item: msgspec.Raw) -> Post:
        return post_of(held(Video, item), Account(handle=handle), Source())

    run.pages(fetch, read, lambda post: _comments(run, post), newest_first=False)


def _comments(run: Run, post: Post) -> Iterator[Comment]:
    for at in range(0, _MOST_COMMENTS, _PAGE):
        content = {"video_id": int(post.post_id or 0), "max_count": _PAGE, "cursor": at}
        told, _ = run.platform.post("/v2/research/video/comment/list/", _Answer, content, {"fields": _COMMENT})
        run.platform.refused_in_answer(told.error.code)
        items = told.data.comments
        yield from run.each(items, lambda raw: comment_of(held(Written, raw), str(post.post_id), Source()))
        if not told.data.has_more or not items:
            return
