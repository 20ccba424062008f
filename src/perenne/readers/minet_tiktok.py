"""TikTok videos as minet flattens them (``minet tiktok search-videos`` and its like), one row a video.

Yes and no stand as ``true`` and ``false``, lists are joined by bars. The label of a paid partnership is not recorded;
``is_ad`` is a clue where it is true, and says nothing where it is false.
"""

from collections.abc import Iterator
from datetime import UTC
from typing import BinaryIO

from perenne.model.bilingual import Bilingual
from perenne.model.post import Account, Post, Source, TimedText
from perenne.readers import tool_table
from perenne.readers.reading import Format, Item, Origin, Other, Says
from perenne.readers.tool_table import Cells, ToolTable

FORMAT = "minet-tiktok/1"


def read(stream: BinaryIO, origin: Origin) -> Iterator[Item]:
    """The videos of the table in ``stream``; nothing of a private account. Raises ``UnreadableFile``."""
    return tool_table.read(stream, origin, _TABLE)


def _record(cells: Cells, source: Source) -> Post | Other:
    if cells.flag("author_secret"):
        return Other("private account", source.line or 0)
    post_id, handle = cells.id("id"), cells.handle("author_unique_id")
    shown, duration = cells.names("stickers_texts", "|"), cells.count("video_duration")
    return Post(
        platform="tiktok",
        post_id=post_id,
        url=f"https://www.tiktok.com/@{handle}/video/{post_id}" if handle and post_id.isdecimal() else None,
        kind="video" if duration else None,  # a series of photos lasts 0 seconds
        published_at=cells.moment("timestamp") or cells.moment("utc_time", UTC),
        account=Account(
            id=cells.other_id("author_id"),
            handle=handle,
            name=cells.text("author_nickname"),
            bio=cells.text("author_signature"),
        ),
        text=cells.text("description"),
        overlay=None if shown is None else tuple(TimedText(text=each) for each in shown),
        duration_s=float(duration) if isinstance(duration, int) and duration else None,
        reshare_of=cells.other_id("duet_from_video_id"),
        stats=cells.stats(views="play_count", likes="digg_count", comments="comment_count", shares="share_count"),
        extra=cells.extra(tiktok=_flags(cells)),
        source=source,
    )


def _flags(cells: Cells) -> dict[str, object]:
    raw = {"isAd": cells.flag("is_ad"), "challenges": list(cells.names("challenges_titles", "|") or ())}
    return {name: value for name, value in raw.items() if value}


_TABLE = ToolTable(
    format=FORMAT,
    told_by=(frozenset({"id", "description", "utc_time", "author_unique_id", "digg_count", "play_count"}),),
    record=_record,
)

CARD = Format(
    name=FORMAT,
    title=Bilingual(fr="tableaux minet de vidéos TikTok", en="minet tables of TikTok videos"),
    read=read,
    versions=Bilingual(fr="CSV de minet 1 à 4", en="CSV of minet 1 to 4"),
    checked="code",
    says=Says(paid_label="no", ai_label="no", date="yes", counts="yes"),
    columns=_TABLE.told_by,
)
