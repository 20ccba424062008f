"""Comments that YouTube Data Tools listed, in its own table or as 4CAT took it in.

The video's id stands in the file's name alone, and who the creator is nowhere: neither is recorded. Times are local,
of a zone that nobody wrote down.
"""

from collections.abc import Iterator
from typing import BinaryIO

from perenne.model.bilingual import Bilingual
from perenne.model.comment import Comment
from perenne.model.post import Source
from perenne.readers import tool_table
from perenne.readers.reading import Format, Item, Origin, Says, Sensitive
from perenne.readers.tool_table import Cells, ToolTable
from perenne.readers.youtube_comment import handle

FORMAT = "fourcat-youtube-comments/1"


def read(stream: BinaryIO, origin: Origin) -> Iterator[Item]:
    """The comments of the table in ``stream``. Raises ``UnreadableFile``."""
    return tool_table.read(stream, origin, _TABLE)


def _comment(cells: Cells, source: Source) -> Comment:
    parent = cells.text("isreplyto")
    return Comment(
        platform="youtube",
        comment_id=cells.id("id"),
        post_id=cells.text("videoid"),
        parent_id=parent,
        published_at=cells.moment("publishedat"),
        author_handle=handle(cells.text("authorname")),
        text=cells.text("text"),
        likes=cells.count("likecount"),
        replies=None if parent else cells.count("replycount"),
        source=source,
    )


_TABLE = ToolTable(
    format=FORMAT,
    told_by=(frozenset({"id", "isreplyto", "authorname", "text", "publishedat"}),),
    record=_comment,
    sensitive=frozenset({Sensitive("third_person")}),
)

CARD = Format(
    name=FORMAT,
    title=Bilingual(fr="listes de commentaires de YouTube Data Tools", en="comment lists of YouTube Data Tools"),
    read=read,
    versions=Bilingual(
        fr="CSV de YouTube Data Tools, tel quel ou repris par 4CAT",
        en="CSV of YouTube Data Tools, as it is or taken in by 4CAT",
    ),
    checked="code",
    says=Says(paid_label="no", ai_label="no", date="sometimes", counts="sometimes"),
    columns=_TABLE.told_by,
)
