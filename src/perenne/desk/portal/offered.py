"""What a creator may allow and which figures they may give: the table that people read and change."""

from datetime import date
from functools import cache

import msgspec

from perenne.dated.shelf import shelf
from perenne.model.bilingual import Bilingual


class Purpose(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``wording``: the day from which this text is shown."""

    wording: date
    fr: str
    en: str

    @property
    def says(self) -> Bilingual:
        return Bilingual(fr=self.fr, en=self.en)


class Offered(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    checked_on: date
    purposes: dict[str, Purpose]
    figures: dict[str, Bilingual]
    answer_within_days: int


@cache
def offered() -> Offered:
    """The table; raises ``DataError`` where the file is not as it should be."""
    return msgspec.convert(shelf("perenne.desk.portal")["purposes"], Offered, strict=False)
