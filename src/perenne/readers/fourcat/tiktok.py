"""TikTok videos as 4CAT flattens them, with the column names since 2023 and those of before (``amount_likes``).

Its column ``is_paid_partnership`` is no label: it says whether the creator let advertisers use the video
(``adAuthorization``). Yes is a clue, no says nothing, and the label itself is not recorded.
"""

from collections.abc import Iterator
from datetime import UTC
from typing import BinaryIO

from perenne.model.bilingual import Bilingual
from perenne.model.post import Account, Post, Source, TimedText
from perenne.readers import tool_table
from perenne.readers.reading import Format, Item, Origin, Says
from perenne.readers.tool_table import Cells, ToolTable

FORMAT = "fourcat-tiktok/1"


def read(stream: BinaryIO, origin: Origin) -> Iterator[Item]:
    """The videos of the table in ``stream``. Raises ``UnreadableFile``."""
    return tool_table.read(stream, origin, _TABLE)


def _post(cells: Cells, source: Source) -> Post:
    shown = cells.text("stickers")
    return Post(
        platform="tiktok",
        post_id=cells.id("id"),
        url=cells.address("tiktok_url"),
        kind="video" if cells.text("video_url") else None,  # a series of photos has none
        published_at=cells.moment("unix_timestamp") or cells.moment("timestamp", UTC),
        account=Account(handle=cells.handle("author"), name=cells.text("author_full")),
        text=cells.text("body"),
        overlay=None if shown is None else (TimedText(text=shown),),
        stats=cells.stats(
            views="plays|amount_plays",
            likes="likes|amount_likes",
            comments="comments|amount_comments",
            shares="shares|amount_shares",
        ),
        extra=cells.extra(tiktok=_flags(cells)),
        source=source,
    )


def _flags(cells: Cells) -> dict[str, object]:
    """The raw flags that say something, under TikTok's own names."""
    raw = {
        "isAd": cells.flag("is_ad"),
        "adAuthorization": cells.flag("is_paid_partnership"),
        "challenges": list(cells.names("challenges", ",") or ()),
    }
    return {name: value for name, value in raw.items() if value}


_TABLE = ToolTable(
    format=FORMAT,
    told_by=(frozenset({"id", "thread_id", "author", "body", "timestamp", "tiktok_url", "music_name"}),),
    record=_post,
    whereabouts="collected_from_url",
)

CARD = Format(
    name=FORMAT,
    title=Bilingual(fr="tableaux 4CAT de vidéos TikTok", en="4CAT tables of TikTok videos"),
    read=read,
    versions=Bilingual(fr="CSV de 4CAT 1.20 à 1.50", en="CSV of 4CAT 1.20 to 1.50"),
    checked="code",
    says=Says(paid_label="no", ai_label="no", date="yes", counts="yes"),
    columns=_TABLE.told_by,
)
