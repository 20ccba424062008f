"""The envelope around every captured item, and what a payload module offers to read what is inside.

Shape: https://github.com/digitalmethodsinitiative/zeeschuimer, one JSON object a line: ``source_platform`` names the
module that captured, ``timestamp_collected`` is in milliseconds, ``data`` is the item as the platform sent it to its
own page. The rest tells of the person who captured (addresses with session tokens, the browser) and is never kept.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import msgspec

from perenne.model.bilingual import Bilingual
from perenne.model.comment import Comment
from perenne.model.post import Post, Source
from perenne.readers.reading import Origin, Other, Says
from perenne.readers.zeeschuimer.values import Number, moment

PRIVATE = "private account"
"""The kind of a record whose author shows it to chosen people only: counted, and nothing of it kept."""

ADVERTISEMENT = "advertisement"
"""The kind of a record that the platform was paid to show: no post of somebody's page."""


class Envelope(msgspec.Struct, kw_only=True):
    """What is read beside ``data``. Each payload adds ``data``, so that a line is decoded once."""

    source_platform: str
    item_id: Number = None
    timestamp_collected: Number = None
    source_url: Any = None
    source_platform_url: Any = None
    user_agent: Any = None

    @property
    def tells_who_captured(self) -> bool:
        return bool(self.user_agent) or _has_query(self.source_url) or _has_query(self.source_platform_url)

    @property
    def names_private_account(self) -> bool:
        """Whether the item names, beside its author, an account that is shown to chosen people only."""
        return False

    def source(self, form: str, origin: Origin, line: int) -> Source:
        """Where the item was read; raises ``RecordError`` where the moment of capture is none."""
        return origin.source(form, line, moment(self.timestamp_collected, "timestamp_collected", milliseconds=True))


def _has_query(url: Any) -> bool:
    return url is not None and (not isinstance(url, str) or "?" in url)


Read = Post | Comment | Other


@dataclass(frozen=True, slots=True, kw_only=True)
class Payload:
    """How the items of one platform are read.

    ``platforms``: the values of ``source_platform`` that it stands under, through the years; ``envelope``: the
    ``Envelope`` with its ``data``; ``read``: one such envelope (origin, line number) to one item, raising
    ``RecordError`` with a path inside the line.
    """

    form: str
    platforms: frozenset[str]
    title: Bilingual
    versions: Bilingual
    says: Says
    envelope: type[Envelope]
    read: Callable[[Any, Origin, int], Read]
