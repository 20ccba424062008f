"""Videos that YouTube Data Tools listed, in its own table or as 4CAT took it in (with ``id``, ``thread_id``, …).

``publishedAt`` is in UTC; 4CAT's ``unix_timestamp`` beside it took that for the server's local time, and is not read.
Neither holds the label of a paid promotion.
"""

from collections.abc import Iterator
from datetime import UTC
from typing import BinaryIO

from perenne.model.bilingual import Bilingual
from perenne.model.post import Account, Post, Source
from perenne.readers import tool_table
from perenne.readers.reading import Format, Item, Origin, Says
from perenne.readers.tool_table import Cells, ToolTable
from perenne.readers.youtube_values import seconds
from perenne.readers.youtube_video import VIDEO_ID

FORMAT = "fourcat-youtube/1"


def read(stream: BinaryIO, origin: Origin) -> Iterator[Item]:
    """The videos of the table in ``stream``. Raises ``UnreadableFile``."""
    return tool_table.read(stream, origin, _TABLE)


def _post(cells: Cells, source: Source) -> Post:
    video_id = cells.id("videoid")
    return Post(
        platform="youtube",
        post_id=video_id,
        url=f"https://www.youtube.com/watch?v={video_id}" if VIDEO_ID.match(video_id) else None,
        kind="video",
        published_at=cells.moment("publishedat", UTC),
        account=Account(id=cells.text("channelid"), name=cells.text("channeltitle")),
        title=cells.text("videotitle"),
        text=cells.text("videodescription"),
        language=cells.language("defaultlanguage|defaultaudiolanguage"),
        duration_s=_duration(cells),
        stats=cells.stats(views="viewcount", likes="likecount", comments="commentcount"),
        extra=cells.extra(),
        source=source,
    )


def _duration(cells: Cells) -> float | None:
    counted = cells.count("durationsec")
    return float(counted) if isinstance(counted, int) and counted else seconds(cells.text("duration"))


_TABLE = ToolTable(
    format=FORMAT,
    told_by=(frozenset({"publishedat", "videoid", "channelid", "channeltitle", "videodescription"}),),
    record=_post,
)

CARD = Format(
    name=FORMAT,
    title=Bilingual(fr="listes de vidéos de YouTube Data Tools", en="video lists of YouTube Data Tools"),
    read=read,
    versions=Bilingual(
        fr="CSV de YouTube Data Tools, tel quel ou repris par 4CAT",
        en="CSV of YouTube Data Tools, as it is or taken in by 4CAT",
    ),
    checked="code",
    says=Says(paid_label="no", ai_label="no", date="yes", counts="sometimes"),
    columns=_TABLE.told_by,
)
