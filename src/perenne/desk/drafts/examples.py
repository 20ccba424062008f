"""Three texts to try where nobody has written one yet."""

from functools import cache

import msgspec

from perenne.dated.shelf import shelf
from perenne.model.bilingual import Bilingual


class Example(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``fields``: what the form of a draft would send."""

    name: Bilingual
    fields: dict[str, str]


@cache
def examples() -> tuple[Example, ...]:
    """The table; raises ``DataError`` where the file is not as it should be."""
    return msgspec.convert(shelf("perenne.desk.drafts")["examples"], tuple[Example, ...])
