"""What is known of a creator today: of each fact the values that hold, side by side where they differ, with source
and age; and Unknown where there is none, or none fresh enough."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from perenne.desk.creators.kinds import KindOfFact, kinds
from perenne.desk.creators.models import Account, Fact

Why = Literal["never", "stale", "undated"]


@dataclass(frozen=True, slots=True)
class Known:
    """One fact of an account, or of the person where ``account`` is ``None``. ``values``: those that hold, several
    where sources differ; none: ``why``, and ``last``, what was read last."""

    name: str
    kind: KindOfFact
    account: Account | None
    values: tuple[Fact, ...] = ()
    why: Why | None = None
    last: Fact | None = None

    @property
    def differ(self) -> bool:
        return len(self.values) > 1


def known(accounts: Sequence[Account], facts: Iterable[Fact], today: date) -> Iterator[Known]:
    """Every fact that can be known, in the order of the table: of the person, then of each account."""
    by_name: dict[str, list[Fact]] = {}
    for each in facts:
        by_name.setdefault(each.name, []).append(each)
    for of in ("person", "account"):
        for account in accounts if of == "account" else (None,):
            for name, kind in kinds().facts.items():
                if kind.of == of:
                    own = [each for each in by_name.get(name, ()) if account in (None, each.account)]
                    yield _known(name, kind, account, own, today)


def holding(name: str, facts: Sequence[Fact], today: date) -> Known:
    """The same for one fact alone."""
    return _known(name, kinds().facts[name], None, facts, today)


def _known(name: str, kind: KindOfFact, account: Account | None, facts: Sequence[Fact], today: date) -> Known:
    if not facts:
        return Known(name, kind, account, why="never")
    fresh = [each for each in facts if _is_fresh(each, kind, today)]
    if not fresh:
        last = min(facts, key=_newest_first)
        return Known(name, kind, account, why="stale" if last.observed else "undated", last=last)
    said = {stands: [each for each in fresh if each.stands == stands] for stands in (Fact.SEEN, Fact.DECLARED)}
    held = [each for of in said.values() for each in (_of_newest_day(of) if kind.moves else of)]
    return Known(name, kind, account, values=tuple(_once(held)))


def _is_fresh(fact: Fact, kind: KindOfFact, today: date) -> bool:
    if kind.holds_days is None:
        return True
    return fact.observed is not None and today <= fact.observed + timedelta(days=kind.holds_days)


def _of_newest_day(facts: list[Fact]) -> list[Fact]:
    """Of a value that moves, what was read on its newest day; what bears no day is older than any."""
    newest = max((each.observed or date.min for each in facts), default=date.min)
    return [each for each in facts if (each.observed or date.min) == newest]


def _once(facts: Iterable[Fact]) -> Iterator[Fact]:
    """Each value once, by its newest reading: what was seen before what was declared."""
    told: set[str] = set()
    for each in sorted(facts, key=_newest_first):
        if each.value not in told:
            told.add(each.value)
            yield each


def _newest_first(fact: Fact) -> tuple[bool, int, int]:
    return fact.stands != Fact.SEEN, -(fact.observed or date.min).toordinal(), -fact.pk
