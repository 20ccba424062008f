"""Instagram posts as 4CAT flattens them. It drops the platform's label (``is_paid_partnership``, ``sponsor_tags``):
the label is not recorded, and stands in the capture alone.

Likes and views that the owner hides are not recorded, whatever number stands there. A post of a grid
(``partial_item``) was seen without its caption and date: its empty cells and its zeros say nothing.
"""

from collections.abc import Iterator
from typing import BinaryIO

from perenne.model.bilingual import Bilingual
from perenne.model.post import Account, Kind, Post, Source, Stats
from perenne.readers import tool_table
from perenne.readers.reading import Format, Item, Origin, Says
from perenne.readers.tool_table import Cells, ToolTable

FORMAT = "fourcat-instagram/1"

_KINDS: dict[str, Kind] = {"photo": "post", "mixed": "post", "video": "video"}


def read(stream: BinaryIO, origin: Origin) -> Iterator[Item]:
    """The posts of the table in ``stream``. Raises ``UnreadableFile``."""
    return tool_table.read(stream, origin, _TABLE)


def _post(cells: Cells, source: Source) -> Post:
    return Post(
        platform="instagram",
        post_id=cells.id("id"),
        url=cells.address("url"),
        kind=_KINDS.get(cells.text("media_type|type") or ""),
        published_at=cells.moment("unix_timestamp") or cells.moment("timestamp"),
        account=Account(
            id=cells.other_id("author_id"), handle=cells.handle("author"), name=cells.text("author_fullname")
        ),
        text=cells.text("body"),
        coauthors=cells.names("coauthors", ","),
        stats=_stats(cells),
        extra=cells.extra(instagram=_kept(cells)),
        source=source,
    )


def _stats(cells: Cells) -> Stats:
    stats = cells.stats(views="play_count", likes="num_likes", comments="num_comments")
    if cells.flag("likes_hidden"):
        return Stats(comments=stats.comments)
    if cells.flag("partial_item"):
        return Stats(views=stats.views or None, likes=stats.likes or None, comments=stats.comments or None)
    return stats


def _kept(cells: Cells) -> dict[str, object]:
    raw = {"usertags": list(cells.names("usertags", ",") or ()), "partial": cells.flag("partial_item")}
    return {name: value for name, value in raw.items() if value}


_TABLE = ToolTable(
    format=FORMAT,
    told_by=(
        frozenset({"id", "thread_id", "parent_id", "author", "body", "num_likes", "num_comments", "num_media"}),
    ),
    record=_post,
    whereabouts="collected_from_url|post_source_domain",
)

CARD = Format(
    name=FORMAT,
    title=Bilingual(fr="tableaux 4CAT de publications Instagram", en="4CAT tables of Instagram posts"),
    read=read,
    versions=Bilingual(
        fr="CSV de 4CAT depuis 1.30, d’après des captures", en="CSV of 4CAT since 1.30, from captures"
    ),
    checked="code",
    says=Says(paid_label="no", ai_label="no", date="sometimes", counts="sometimes"),
    columns=_TABLE.told_by,
)
