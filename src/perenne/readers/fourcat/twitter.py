"""Posts of X as 4CAT flattens them, from captures or from the API. It drops the platform's labels: not recorded.

The text of a repost (``RT @…``), its language, links and counts are somebody else's: the words are kept in ``extra``,
nothing of it is read as the account's own.
"""

from collections.abc import Iterator
from datetime import UTC
from typing import BinaryIO

from perenne.model.bilingual import Bilingual
from perenne.model.post import Account, Post, Source, Stats
from perenne.readers import tool_table
from perenne.readers.reading import Format, Item, Origin, Says
from perenne.readers.tool_table import Cells, ToolTable

FORMAT = "fourcat-twitter/1"


def read(stream: BinaryIO, origin: Origin) -> Iterator[Item]:
    """The posts of the table in ``stream``. Raises ``UnreadableFile``."""
    return tool_table.read(stream, origin, _TABLE)


def _post(cells: Cells, source: Source) -> Post:
    reposts = cells.flag("is_retweet") is True
    body = cells.text("body")
    return Post(
        platform="x",
        post_id=cells.id("id"),
        url=cells.address("link"),
        kind="video" if cells.text("videos") else "post" if cells.text("images") else "text",
        published_at=cells.moment("unix_timestamp") or cells.moment("timestamp", UTC),
        account=Account(
            id=cells.other_id("author_id"), handle=cells.handle("author"), name=cells.text("author_fullname")
        ),
        text=None if reposts else body,
        language=None if reposts else cells.language("language_guess"),
        links=None if reposts else cells.links("urls"),
        reshare_of=_reposted(cells) if reposts else None,
        stats=Stats() if reposts else _stats(cells),
        extra=cells.extra(x={"reposted": body} if reposts and body else {}),
        source=source,
    )


def _reposted(cells: Cells) -> str | None:
    """The account whose post it is: its id stands in no column."""
    handle = cells.handle("retweeted_user")
    return handle and f"@{handle}"


def _stats(cells: Cells) -> Stats:
    return cells.stats(views="impression_count", likes="like_count", comments="reply_count", shares="retweet_count")


_TABLE = ToolTable(
    format=FORMAT,
    told_by=(frozenset({"id", "thread_id", "author", "body", "is_retweet", "is_quote_tweet", "retweet_count"}),),
    record=_post,
    whereabouts="collected_from_url",
)

CARD = Format(
    name=FORMAT,
    title=Bilingual(fr="tableaux 4CAT de publications X", en="4CAT tables of X posts"),
    read=read,
    versions=Bilingual(fr="CSV de 4CAT depuis 1.30", en="CSV of 4CAT since 1.30"),
    checked="code",
    says=Says(paid_label="no", ai_label="no", date="yes", counts="sometimes"),
    columns=_TABLE.told_by,
)
