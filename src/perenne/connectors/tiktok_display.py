"""TikTok Display API: one's own public videos, with the label of what a machine made.

https://developers.tiktok.com/doc/tiktok-api-v2-video-list.
"""

import msgspec

from perenne.connectors import tiktok
from perenne.connectors.paging import Page, Position, Run, held
from perenne.model.post import Account, Post, Source
from perenne.readers.tiktok_video import User, Video, account_of, post_of, profile_of

CODES = tiktok.CODES
_USER = (
    "open_id,username,display_name,bio_description,is_verified,follower_count,following_count,likes_count,video_count"
)
_VIDEO = (
    "id,create_time,share_url,video_description,title,duration,like_count,comment_count,share_count,view_count,"
    "is_aigc"
)
_PAGE = 20


class _Videos(msgspec.Struct):
    videos: list[msgspec.Raw] = msgspec.field(default_factory=list)
    cursor: int | None = None
    has_more: bool = False


class _Listed(msgspec.Struct):
    data: _Videos = msgspec.field(default_factory=_Videos)
    error: tiktok.Error = msgspec.field(default_factory=tiktok.Error)


class _Known(msgspec.Struct):
    user: msgspec.Raw = msgspec.Raw(b"{}")


class _Info(msgspec.Struct):
    data: _Known = msgspec.field(default_factory=_Known)
    error: tiktok.Error = msgspec.field(default_factory=tiktok.Error)


def collect(run: Run) -> None:
    account = _account(run)

    def fetch(position: Position) -> Page:
        content = {"max_count": _PAGE} | ({"cursor": int(position["cursor"])} if "cursor" in position else {})
        told, _ = run.platform.post("/v2/video/list/", _Listed, content, {"fields": _VIDEO})
        run.platform.refused_in_answer(told.error.code)
        more = told.data.has_more and told.data.cursor is not None
        return Page(told.data.videos, {"cursor": str(told.data.cursor)} if more else None)

    def read(item: msgspec.Raw) -> Post:
        return post_of(held(Video, item), account, Source())

    run.pages(fetch, read)


def _account(run: Run) -> Account:
    """Whose videos they are, which each of them does not say."""
    told, _ = run.platform.get("/v2/user/info/", _Info, {"fields": _USER})
    run.platform.refused_in_answer(told.error.code)
    for user in run.each([told.data.user], lambda raw: held(User, raw)):
        if not run.position:
            run.tell(profile_of(user, None, Source()))
        known = account_of(user, None)
        return Account(id=known.id, handle=known.handle, name=known.name)
    return Account()
