"""TikTok comments as 4CAT flattens them: the words, a handle, and under which video they stand.

4CAT writes 0 replies where TikTok gave no number, and ``no`` where it gave no place among the comments: neither is
recorded.
"""

import re
from collections.abc import Iterator
from typing import BinaryIO

from perenne.model.bilingual import Bilingual
from perenne.model.comment import Comment
from perenne.model.post import Source
from perenne.readers import tool_table
from perenne.readers.reading import Format, Item, Origin, Says, Sensitive
from perenne.readers.tool_table import Cells, ToolTable

FORMAT = "fourcat-tiktok-comments/1"


def read(stream: BinaryIO, origin: Origin) -> Iterator[Item]:
    """The comments of the table in ``stream``. Raises ``UnreadableFile``."""
    return tool_table.read(stream, origin, _TABLE)


def _comment(cells: Cells, source: Source) -> Comment:
    post_id, thread_id = cells.other_id("post_id"), cells.other_id("thread_id")
    author = cells.handle("author")
    return Comment(
        platform="tiktok",
        comment_id=cells.id("id"),
        post_id=post_id,
        parent_id=None if cells.flag("is_comment_on_comment") is not True else thread_id,
        published_at=cells.moment("unix_timestamp") or cells.moment("timestamp"),
        author_handle=author,
        by_creator=_is_by(author, cells.text("post_url")),
        pinned=cells.flag("is_sticky") or None,
        text=cells.text("body"),
        language=cells.language("language_guess"),
        likes=cells.count("likes"),
        replies=cells.count("replies") or None,
        source=source,
    )


_CREATOR = re.compile(r"https://(?:www\.)?tiktok\.com/@(?P<handle>[\w.]+)/")


def _is_by(author: str | None, post_url: str | None) -> bool | None:
    """Whether the creator wrote it, where the video's address names the creator."""
    creator = _CREATOR.match(post_url or "")
    return None if creator is None or author is None else creator["handle"].casefold() == author.casefold()


_TABLE = ToolTable(
    format=FORMAT,
    told_by=(frozenset({"id", "thread_id", "author", "body", "post_id", "is_sticky", "is_comment_on_comment"}),),
    record=_comment,
    sensitive=frozenset({Sensitive("third_person")}),
    whereabouts="collected_from_url",
)

CARD = Format(
    name=FORMAT,
    title=Bilingual(fr="tableaux 4CAT de commentaires TikTok", en="4CAT tables of TikTok comments"),
    read=read,
    versions=Bilingual(fr="CSV de 4CAT depuis 1.40", en="CSV of 4CAT since 1.40"),
    checked="code",
    says=Says(paid_label="no", ai_label="no", date="yes", counts="yes"),
    columns=_TABLE.told_by,
)
