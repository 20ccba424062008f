"""Threads posts as 4CAT flattens them. Here ``is_paid_partnership`` is the platform's own label where it says yes.

4CAT writes ``no`` also where Threads sent no label at all: no is not recorded.
"""

from collections.abc import Iterator
from typing import BinaryIO

from perenne.model.bilingual import Bilingual
from perenne.model.post import Account, Labels, Post, Source
from perenne.readers import tool_table
from perenne.readers.reading import Format, Item, Origin, Says
from perenne.readers.tool_table import Cells, ToolTable

FORMAT = "fourcat-threads/1"


def read(stream: BinaryIO, origin: Origin) -> Iterator[Item]:
    """The posts of the table in ``stream``. Raises ``UnreadableFile``."""
    return tool_table.read(stream, origin, _TABLE)


def _post(cells: Cells, source: Source) -> Post:
    return Post(
        platform="threads",
        post_id=cells.id("id"),
        url=cells.address("url"),
        kind="video" if cells.text("video_url") else "post" if cells.text("image_url") else "text",
        published_at=cells.moment("unix_timestamp") or cells.moment("timestamp"),
        account=Account(handle=cells.handle("author")),
        text=cells.text("body"),
        links=cells.links("link_url"),
        labels=Labels(paid_partnership=cells.flag("is_paid_partnership") or None),
        stats=cells.stats(likes="likes", comments="replies", shares="reposts"),
        extra=cells.extra(),
        source=source,
    )


_TABLE = ToolTable(
    format=FORMAT,
    told_by=(frozenset({"id", "thread_id", "author", "body", "is_paid_partnership", "reposts", "quotes"}),),
    record=_post,
    whereabouts="collected_from_url",
)

CARD = Format(
    name=FORMAT,
    title=Bilingual(fr="tableaux 4CAT de publications Threads", en="4CAT tables of Threads posts"),
    read=read,
    versions=Bilingual(fr="CSV de 4CAT depuis 1.46", en="CSV of 4CAT since 1.46"),
    checked="code",
    says=Says(paid_label="sometimes", ai_label="no", date="yes", counts="yes"),
    columns=_TABLE.told_by,
)
