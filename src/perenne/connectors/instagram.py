"""Instagram: the media of one's own professional account, what was measured of them, and their comments.

https://developers.facebook.com/docs/instagram-platform/instagram-api-with-instagram-login.
"""

from collections.abc import Iterator, Mapping

import msgspec

from perenne.connectors.asking import Stopped
from perenne.connectors.paging import Circle, Page, Position, Run, held
from perenne.model.comment import Comment
from perenne.model.post import Post, Source
from perenne.readers.instagram_graph import Media, Owner, Written, comment_of, post_of, profile_of

CODES: Mapping[str, str] = {
    "4": "rate",
    "17": "rate",
    "32": "rate",
    "613": "rate",
    "190": "token",
    "10": "forbidden",
    "200": "forbidden",
    "100": "platform",
}
_VERSION = "/v26.0"
_OWNER = "id,user_id,username,name,biography,followers_count,follows_count,media_count"
_MEDIA = (
    "id,caption,media_type,media_product_type,permalink,timestamp,username,like_count,comments_count,"
    "is_ai_generated,collaborators{username,invite_status}"
)
_MEASURES = "views,reach,saved,shares,total_interactions"
_COMMENT = "id,text,timestamp,username,like_count,parent_id"
_PAGE = 50
_MOST_COMMENT_PAGES = 10


class _Cursors(msgspec.Struct):
    after: str | None = None


class _Paging(msgspec.Struct):
    cursors: _Cursors = msgspec.field(default_factory=_Cursors)
    next: str | None = None


class Listed(msgspec.Struct):
    """A page of any list of the Graph API; ``after``: where the next begins."""

    data: list[msgspec.Raw]
    paging: _Paging = msgspec.field(default_factory=_Paging)

    @property
    def after(self) -> str | None:
        return self.paging.cursors.after if self.paging.next else None


class _Value(msgspec.Struct):
    value: int | None = None


class _Measure(msgspec.Struct):
    name: str
    values: list[_Value] = msgspec.field(default_factory=list)
    total_value: _Value | None = None


def collect(run: Run) -> None:
    if not run.position:
        item, _ = run.platform.get(f"{_VERSION}/me", msgspec.Raw, {"fields": _OWNER})
        for profile in run.each([item], lambda raw: profile_of(held(Owner, raw), Source())):
            run.tell(profile)

    def fetch(position: Position) -> Page:
        query = {"fields": _MEDIA, "limit": str(min(_PAGE, run.task.limit or _PAGE))} | position
        told, _ = run.platform.get(f"{_VERSION}/me/media", Listed, query)
        return Page(told.data, {"after": told.after} if told.after and told.data else None)

    def read(item: msgspec.Raw) -> Post:
        media = held(Media, item)
        return post_of(media, _measured(run, media), Source())

    run.pages(fetch, read, lambda post: _comments(run, post))


def _measured(run: Run, media: Media) -> dict[str, int]:
    """What was measured; a medium that is too old, or was seen by too few, has no measures, and that is no zero."""
    if not (media.id or "").isdecimal():
        return {}
    try:
        told, _ = run.platform.get(f"{_VERSION}/{media.id}/insights", Listed, {"metric": _MEASURES})
    except Stopped as refused:
        if refused.stop.status == 400 and refused.stop.why == "platform":
            run.unread("not_measured")
            return {}
        raise
    measures = list(run.each(told.data, lambda raw: held(_Measure, raw)))
    values = {
        each.name: (each.total_value or (each.values[0] if each.values else _Value())).value for each in measures
    }
    return {name: value for name, value in values.items() if value is not None and value >= 0}


def _comments(run: Run, post: Post) -> Iterator[Comment]:
    circle, after = Circle(), ""
    if post.stats.comments == 0 or not (post.post_id or "").isdecimal():
        return
    for _ in range(_MOST_COMMENT_PAGES):
        circle.page({"after": after})
        query = {"fields": _COMMENT, "limit": "50"} | ({"after": after} if after else {})
        told, _answer = run.platform.get(f"{_VERSION}/{post.post_id}/comments", Listed, query)
        yield from run.each(told.data, lambda raw: comment_of(held(Written, raw), post, Source()))
        if not told.after or not told.data:
            return
        after = told.after
