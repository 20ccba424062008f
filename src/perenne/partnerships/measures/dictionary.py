"""The dictionary of measures: names, formulas and the least n, as data (``durability.yaml``)."""

from dataclasses import dataclass
from functools import cache

import msgspec

from perenne.dated.shelf import shelf
from perenne.model.bilingual import Bilingual
from perenne.model.measure import Interval, Measure, Refusal, Unit
from perenne.partnerships.measures.intervals import share_interval


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One measure: ``least`` is the n below which it is refused."""

    version: int
    unit: Unit
    least: int
    fr: str
    en: str
    formula: Bilingual


class Parameters(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    burst_days: int
    one_shot_days: int
    month_days: float
    competing_days: int


class Dictionary(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``level``: of every interval, 0 to 1."""

    level: float
    checked_on: str
    confidence: str
    parameters: Parameters
    measures: dict[str, Entry]


@cache
def dictionary() -> Dictionary:
    return msgspec.convert(shelf("perenne.partnerships.measures")["durability"], Dictionary)


Beside = tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """One measure about to be told: value or refusal, always with the id of its formula."""

    name: str

    @property
    def entry(self) -> Entry:
        return dictionary().measures[self.name]

    @property
    def id(self) -> str:
        return f"{self.name}@{self.entry.version}"

    def told(self, value: float, n: int, interval: Interval | None = None, beside: Beside = ()) -> Measure:
        return Measure(self.id, value, self.entry.unit, n, interval, beside)

    def share(self, hits: int, n: int, beside: Beside = ()) -> Measure | Refusal:
        """``hits`` ÷ ``n`` with Wilson's interval."""
        if n < self.entry.least:
            return self.too_few(n, beside)
        return self.told(hits / n, n, share_interval(hits, n, dictionary().level), beside)

    def too_few(self, n: int, beside: Beside = ()) -> Refusal:
        least = self.entry.least
        why = Bilingual(
            fr=f"{n} sur les {least} qu’il faut au moins", en=f"{n} of the {least} that it takes at least"
        )
        return Refusal(self.id, n, least, why, beside)

    def refused(self, n: int, why: Bilingual, beside: Beside = ()) -> Refusal:
        return Refusal(self.id, n, self.entry.least, why, beside)
