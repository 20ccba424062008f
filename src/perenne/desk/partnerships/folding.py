"""What is listed of a partnership, folded of its events by the library; none of it depends on the day of today."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

import msgspec

from perenne.chain import sha256
from perenne.desk.partnerships.models import Given, Item, Partnership, Window
from perenne.desk.people.models import Brand
from perenne.desk.posts.judging import storable
from perenne.law.consideration import Sum, Thresholds, Year, thresholds
from perenne.law.rulebook import rulebook
from perenne.model.event import NOT_STATED
from perenne.partnerships.consideration import Cumulated, advertiser_name, cumulated
from perenne.partnerships.dates import coming
from perenne.partnerships.measures.conduct import compliant_in_all
from perenne.partnerships.partnership import Agreement
from perenne.partnerships.partnership import Partnership as Folded
from perenne.report.book import standing
from perenne.report.book.proof import Proofs
from perenne.report.book.waiting import Waiting
from perenne.report.voice import Voice
from perenne.text.names import folded_name

_LONG = 200
_FR, _EN = Voice("fr"), Voice("en")
_CLEAR = frozenset({"compliant", "improvable"})
_NO_PROOFS = Proofs({}, {}, {})


def known_thresholds() -> Thresholds:
    """From which sum on the law asks for a written contract."""
    return thresholds(rulebook().rule("fr.contract.required"))


def pair_of(folded: Folded) -> str:
    """Creator and advertiser as they are compared: what is of one pair counts together."""
    compared = (folded.creator_key, folded_name(advertiser_name(folded.advertiser)))
    return sha256("\n".join(compared).encode("utf-8", "surrogatepass"))


def told(row: Partnership, folded: Folded) -> Partnership:
    """``row`` with what ``folded`` says; nothing is saved."""
    last = latest(folded)
    row.live, row.pair = True, pair_of(folded)
    row.creator, row.creator_key = _short(folded.creator.handle), _short(folded.creator_key)
    row.advertiser, row.title = _short(advertiser_name(folded.advertiser)), storable(standing.pair(folded))[:420]
    row.owner = _short(folded.opened.what.kept_by or "")
    row.since, row.ended = standing.began_on(folded), folded.ended_on
    row.agreement = _short(standing.agreement_name(last)) if last else ""
    row.term_end = folded.ended_on or (last.last_day if last else None)
    row.form = (last.terms.form or "") if last else ""
    row.signed = last.terms.signed_on if last else None
    row.is_written = last is not None and standing.is_written(last)
    row.last_post = max((each.published.on for each in folded.publications), default=None)
    row.posts_judged = compliant_in_all([folded], date.max).n
    row.posts_clear = sum(each.published.what.verdict in _CLEAR for each in folded.publications)
    return row


def latest(folded: Folded) -> Agreement | None:
    """The agreement that began last."""
    return max(folded.agreements, key=lambda each: each.began_on, default=None)


def sums(together: Sequence[Folded], known: Thresholds) -> Cumulated:
    """What the creator of one pair was given or promised, in whichever partnerships of the two."""
    (found,) = cumulated(together, date.max, known)
    return found


def given(row: Partnership, pair: Cumulated) -> Iterator[Given]:
    for year in pair.consideration.years:
        yield Given(
            partnership=row,
            year=year.year,
            total=year.cumulated.total.quantize(Decimal("0.01")),
            unvalued=len(year.cumulated.unvalued),
            exchanges=msgspec.json.encode(year.cumulated.exchanges).decode(),
        )


def items(row: Partnership, folded: Folded, pair: Cumulated, together: Mapping[str, Folded]) -> Iterator[Item]:
    """The days to remember of one partnership, and what waits for a person without a day."""
    waiting, others = (Waiting(together, date.min, _NO_PROOFS, voice) for voice in (_FR, _EN))
    for due in coming([folded], date.min):
        is_exclusivity = due.kind in {"exclusivity_begins", "exclusivity_ends"}
        if is_exclusivity or waiting.waits_for(due, folded):
            fr, en = (standing.due_view(due, folded, due.on, _NO_PROOFS, voice).says for voice in (_FR, _EN))
            yield _item(row, due.kind, due.on, due.of, fr, en)
    for french, english in zip(waiting.undated([pair]), others.undated([pair]), strict=True):
        if folded.id in french.partnerships:
            yield _item(row, french.kind, None, "", french.says, english.says)


def _item(row: Partnership, kind: str, on: date | None, of: str, fr: str, en: str) -> Item:
    return Item(partnership=row, kind=kind, on=on, of=_short(of), fr=storable(fr), en=storable(en))


def windows(row: Partnership, folded: Folded) -> Iterator[Window]:
    for agreement in folded.agreements:
        for each in agreement.terms.exclusivity:
            yield Window(
                partnership=row,
                category="" if each.category == NOT_STATED else _short(each.category),
                begins=each.from_ or agreement.began_on,
                ends=each.to or agreement.last_day or folded.ended_on,
            )


def year_of(kept: Given, known: Thresholds) -> Year:
    """A year as the library sums it up, of what was kept of it."""
    exchanges = kept.read()
    dated = tuple((each.day, each) for each in exchanges if each.day is not None)
    return Year(kept.year, Sum(exchanges, known.in_year(kept.year)), dated, known.rolling_months)


class Brands:
    """Which brand of the organisation an advertiser is, by name or account."""

    def __init__(self, organisation: int) -> None:
        self._by_name: dict[str, Brand] = {}
        for brand in Brand.objects.filter(organisation=organisation):
            for name in (brand.name, *brand.handles):
                self._by_name.setdefault(_plain(name), brand)

    def of(self, names: Iterable[str]) -> Brand | None:
        return next(filter(None, (self._by_name.get(_plain(each)) for each in names)), None)

    def of_partnership(self, folded: Folded) -> Brand | None:
        advertiser = folded.advertiser
        return self.of([advertiser.name or "", *advertiser.handles])


def _plain(name: str) -> str:
    return folded_name(name.lstrip("@"))


def _short(text: str) -> str:
    return storable(text)[:_LONG]
