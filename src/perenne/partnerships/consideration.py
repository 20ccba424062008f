"""What creators were given, cumulated by the law's one sum: the book only says what belongs together."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from perenne.law.consideration import Consideration, Exchange, Thresholds, consideration, in_return
from perenne.model.event import Given
from perenne.model.post import Advertiser
from perenne.partnerships.partnership import Dated, Partnership
from perenne.text.names import folded_name


@dataclass(frozen=True, slots=True)
class Cumulated:
    """One creator and one advertiser, in whichever partnerships they stand; the name of each as first written."""

    creator: str
    advertiser: str
    partnerships: tuple[str, ...]
    given: tuple[Dated[Given], ...]
    consideration: Consideration


def cumulated(partnerships: Iterable[Partnership], on: date, known: Thresholds) -> list[Cumulated]:
    """The consideration of each creator and advertiser until ``on``. Two partnerships of the same two count together;
    ``Exchange.place`` is the place in ``given``."""
    together: dict[tuple[str, str], list[Partnership]] = {}
    for each in partnerships:
        key = (each.creator_key, folded_name(advertiser_name(each.advertiser)))
        together.setdefault(key, []).append(each)
    return [_cumulated(several, on, known) for several in together.values()]


def _cumulated(several: list[Partnership], on: date, known: Thresholds) -> Cumulated:
    given = tuple(gift for each in several for gift in each.given if gift.on <= on)
    sums = consideration((_exchange(gift, place) for place, gift in enumerate(given)), known)
    first = several[0]
    whose = tuple(each.id for each in several)
    return Cumulated(first.creator.handle, advertiser_name(first.advertiser), whose, given, sums)


def _exchange(gift: Dated[Given], place: int) -> Exchange:
    what = gift.what
    sure = in_return(what.form, what.requested)
    return Exchange(gift.on, what.form, euros(what), what.objective, sure, place)


def euros(given: Given) -> Decimal | None:
    """The value in euros excluding VAT, or ``None`` where nobody valued it in euros: which is never zero."""
    for value in (given.value_eur, given.value):
        if value is not None and value.currency == "EUR":
            return value.amount
    return None


def advertiser_name(advertiser: Advertiser) -> str:
    return advertiser.name or next(iter(advertiser.handles), "?")
