"""What can be known of an account, and for how long a value is taken as known: a table that people change."""

from functools import cache
from typing import Literal

import msgspec

from perenne.dated.shelf import shelf
from perenne.model.bilingual import Bilingual

Kind = Literal["count", "shares", "yes_no", "day", "text", "country", "role", "year", "names"]
Of = Literal["account", "person"]


class KindOfFact(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``holds_days``: how long a value stays known; ``None``: it does not age. ``moves``: the newest value holds."""

    fr: str
    en: str
    stands: Literal["seen", "declared"]
    kind: Kind
    of: Of
    moves: bool
    holds_days: int | None = None

    @property
    def called(self) -> Bilingual:
        return Bilingual(fr=self.fr, en=self.en)


class Kinds(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    checked_on: str
    facts: dict[str, KindOfFact]
    roles: dict[str, Bilingual]
    bases: dict[str, Bilingual]


@cache
def kinds() -> Kinds:
    """The table; raises ``DataError`` where the file is not as it should be."""
    return msgspec.convert(shelf("perenne.desk.creators")["facts"], Kinds)
