"""Which files of an owner's archive stay shut: messages, searches, log-ins, contacts, and whatever lies around them.

They are told by their place alone, for looking into one would already be reading it. Such a place names
correspondents, so it is never shown: only how many of them there were.
"""

import re
from collections.abc import Collection, Iterable
from typing import NamedTuple

PRIVATE_FILE = "private file not opened"
"""The kind of a file that stays shut: counted, and neither opened nor named."""


class OwnArchive(NamedTuple):
    """Patterns for whole names. ``read``: the files that are read; ``private``: those that nobody opens; in either a
    group ``root`` is what stands before the archive's own folders."""

    read: re.Pattern[str] | None
    private: re.Pattern[str]


Archives = tuple[OwnArchive, ...]


def shut(names: Collection[str], archives: Archives, *, packed: bool) -> frozenset[str]:
    """Those of ``names`` that stay shut. ``packed``: in a ZIP all that lies below the root of such an archive is its
    own; a folder may hold other files of somebody's beside it."""
    left = [name for name in names if not any(each.read and each.read.fullmatch(name) for each in archives)]
    roots = tuple(_roots(names, archives)) if packed else ()
    return frozenset(
        name for name in left if name.startswith(roots) or any(each.private.fullmatch(name) for each in archives)
    )


def _roots(names: Iterable[str], archives: Archives) -> set[str]:
    patterns = [pattern for each in archives for pattern in each if pattern is not None]
    matches = (pattern.fullmatch(name) for name in names for pattern in patterns)
    return {root for match in matches if match is not None and (root := match["root"]) is not None}
