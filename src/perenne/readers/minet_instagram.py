"""Instagram posts as minet flattens them, one row a post: of a user, or found by hashtag or place.

Lists are joined by bars, yes and no stand as ``true`` and ``false``. The label of a paid partnership is not recorded.
A search gives the owner's number and no handle.
"""

from collections.abc import Iterator
from datetime import UTC
from typing import BinaryIO

import msgspec

from perenne.model.bilingual import Bilingual
from perenne.model.post import Account, Kind, Post, Source
from perenne.readers import tool_table
from perenne.readers.reading import Format, Item, Origin, Says
from perenne.readers.tool_table import Cells, ToolTable

FORMAT = "minet-instagram/1"

_KINDS: dict[str, Kind] = {"GraphImage": "post", "GraphSidecar": "post", "GraphVideo": "video"}


def read(stream: BinaryIO, origin: Origin) -> Iterator[Item]:
    """The posts of the table in ``stream``. Raises ``UnreadableFile``."""
    return tool_table.read(stream, origin, _TABLE)


def _post(cells: Cells, source: Source) -> Post:
    stats = cells.stats(views="video_view_count", likes="like_count|liked_by_count", comments="comment_count")
    tagged = list(cells.names("usertags_medias", "|") or ())
    return Post(
        platform="instagram",
        post_id=cells.id("shortcode"),
        url=cells.address("url"),
        kind=_KINDS.get(cells.text("media_type") or ""),
        published_at=cells.moment("taken_at_timestamp") or cells.moment("utc_time", UTC),
        account=Account(id=cells.other_id("owner_id"), handle=cells.handle("username"), name=cells.text("full_name")),
        text=cells.text("caption"),
        coauthors=cells.names("coauthor_usernames", "|"),
        stats=msgspec.structs.replace(stats, likes=None, views=None) if _hides(cells) else stats,
        extra=cells.extra(instagram={"usertags": tagged} if tagged else {}),
        source=source,
    )


def _hides(cells: Cells) -> bool:
    """Whether the owner hides likes and views; a number that stands there all the same is not the true one."""
    return cells.flag("like_and_view_counts_disabled") is True


_TABLE = ToolTable(
    format=FORMAT,
    told_by=(frozenset({"id", "shortcode", "caption", "mentioned_names", "comment_count", "taken_at_timestamp"}),),
    record=_post,
)

CARD = Format(
    name=FORMAT,
    title=Bilingual(fr="tableaux minet de publications Instagram", en="minet tables of Instagram posts"),
    read=read,
    versions=Bilingual(
        fr="CSV de minet 1 à 4 : compte, mot-dièse, lieu", en="CSV of minet 1 to 4: user, hashtag, place"
    ),
    checked="code",
    says=Says(paid_label="no", ai_label="no", date="yes", counts="sometimes"),
    columns=_TABLE.told_by,
)
