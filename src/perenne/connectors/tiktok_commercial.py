"""TikTok Commercial Content API: what the platform itself labels as commercial, of one account.

https://developers.tiktok.com/doc/commercial-content-api-query-commercial-content. It gives neither words nor views.
"""

from typing import Any

import msgspec

from perenne.connectors import tiktok
from perenne.connectors.paging import Page, Position, Run, held
from perenne.model.post import Post, Source
from perenne.readers.tiktok_commercial_api import Content, post_of

CODES = tiktok.CODES
_FIELDS = "id,create_timestamp,create_date,label,brand_names,creator,videos"
_PAGE = 50


class _Data(msgspec.Struct):
    commercial_contents: list[msgspec.Raw] = msgspec.field(default_factory=list)
    has_more: bool = False
    search_id: str | None = None


class _Answer(msgspec.Struct):
    data: _Data = msgspec.field(default_factory=_Data)
    error: tiktok.Error = msgspec.field(default_factory=tiktok.Error)


def collect(run: Run) -> None:
    handle = run.task.account.removeprefix("@")

    def fetch(position: Position) -> Page:
        first, last = tiktok.window(run, position.get("start"))
        filters = {
            "content_published_date_range": {"min": tiktok.compact(first), "max": tiktok.compact(last)},
            "creator_usernames": [handle],
        }
        content: dict[str, Any] = {"filters": filters, "max_count": _PAGE}
        if "search_id" in position:
            content["search_id"] = position["search_id"]
        path = "/v2/research/adlib/commercial_content/query/"
        told, _ = run.platform.post(path, _Answer, content, {"fields": _FIELDS})
        run.platform.refused_in_answer(told.error.code)
        if told.data.has_more and told.data.search_id:
            page = str(int(position.get("page", "0")) + 1)
            within = {"start": first.isoformat(), "search_id": told.data.search_id, "page": page}
            return Page(told.data.commercial_contents, within)
        return Page(told.data.commercial_contents, tiktok.after(run, last))

    run.pages(fetch, _post, newest_first=False)


def _post(item: msgspec.Raw) -> Post:
    return post_of(held(Content, item), Source())
