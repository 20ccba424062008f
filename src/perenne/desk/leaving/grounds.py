"""On which ground something of an erased person stays, and until when: read from ``grounds.yaml``."""

from datetime import date
from functools import cache

import msgspec

from perenne.dated.shelf import shelf
from perenne.model.bilingual import Bilingual


class Right(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    article: str
    since: str
    source: str


class Ground(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    what: Bilingual
    why: Bilingual
    article: str
    since: str
    source: str
    years: int | None


class Grounds(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    checked_on: str
    right: Right
    grounds: dict[str, Ground]


@cache
def grounds() -> Grounds:
    return msgspec.convert(shelf("perenne.desk.leaving")["grounds"], Grounds)


def until(ground: str, used: date) -> date | None:
    """The last day on which what was in use until ``used`` may stay."""
    years = grounds().grounds[ground].years
    if years is None:
        return None
    try:
        return used.replace(year=used.year + years)
    except ValueError:  # 29 February
        return date(used.year + years, 2, 28)
