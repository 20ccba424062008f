"""What needs a person on the day: what is late, what only a person can settle, what comes soon. Nothing else."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from perenne.model.bilingual import Bilingual
from perenne.partnerships.conflicts import conflicts
from perenne.partnerships.consideration import Cumulated
from perenne.partnerships.dates import DateKind, Due, coming
from perenne.partnerships.partnership import Partnership
from perenne.report.book import money
from perenne.report.book.posts import waits
from perenne.report.book.proof import Proof, Proofs, page_name
from perenne.report.book.standing import due_view, events_of, pair, quoted
from perenne.report.book.timeline import is_open
from perenne.report.book.unwritten import unwritten
from perenne.report.post_view import NAME
from perenne.report.visible import clipped
from perenne.report.voice import Counted, Said, Voice, sentence_case

SOON_DAYS = 30
When = Literal["late", "open", "soon"]
Kind = Literal[
    "payment", "delivery", "draft", "notice", "end", "threshold", "unvalued", "conflict", "post", "disputed"
]

_WHEN: tuple[When, ...] = ("late", "open", "soon")
_KINDS: tuple[Kind, ...] = (
    "threshold", "unvalued", "post", "disputed", "conflict", "payment", "delivery", "draft", "notice", "end",
)  # fmt: skip
_DUE_KINDS: Mapping[DateKind, Kind] = {
    "payment": "payment", "delivery": "delivery", "draft": "draft", "notice": "notice", "end": "end",
}  # fmt: skip
UNDECIDED = Bilingual(
    fr="{agreement} est arrivé à son terme sans que le livre dise ce qu’il devient",
    en="{agreement} came to its end, and the book does not say what becomes of it",
)
_UNVALUED = Counted(
    Bilingual(
        fr="{n} contrepartie de {year} n’est pas valorisée ; elle ne compte pas pour zéro",
        en="{n} gift of {year} is not valued; it does not count as zero",
    ),
    Bilingual(
        fr="{n} contreparties de {year} ne sont pas valorisées ; elles ne comptent pas pour zéro",
        en="{n} gifts of {year} are not valued; they do not count as zero",
    ),
)
_POSTS = Counted(
    Bilingual(fr="{n} publication attend une personne", en="{n} post waits for a person"),
    Bilingual(fr="{n} publications attendent une personne", en="{n} posts wait for a person"),
)
_DISPUTED = Bilingual(
    fr="La facture {invoice} est contestée, {open} en suspens", en="Invoice {invoice} is disputed, {open} pending"
)


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """``whose``: name and page of each partnership concerned."""

    when: When
    kind: Kind
    whose: tuple[tuple[str, str], ...]
    says: Said
    on: date | None
    day: Said | None
    proofs: tuple[Proof, ...]
    partnerships: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Waiting:
    """Finds what waits in a book on a day."""

    partnerships: Mapping[str, Partnership]
    on: date
    proofs: Proofs
    voice: Voice

    def rows(self, sums: Iterable[Cumulated]) -> tuple[WaitingRow, ...]:
        found = [*self._dues(), *self.undated(sums)]
        return tuple(sorted(found, key=lambda row: (_WHEN.index(row.when), *self._place(row))))

    def undated(self, sums: Iterable[Cumulated]) -> Iterator[WaitingRow]:
        """What only a person can settle, whatever the day; in an order that is the same in every language."""
        yield from self._thresholds(sums)
        yield from self._conflicts()
        yield from self._posts()
        yield from self._disputes()

    def _place(self, row: WaitingRow) -> tuple[date, int, tuple[str, ...], str]:
        """By day where there is one, and what is to be settled by what it is about: the law first."""
        day = self.on if row.when == "open" or row.on is None else row.on
        return day, _KINDS.index(row.kind), row.partnerships, row.says

    def _row(
        self, when: When, kind: Kind, whose: Sequence[str], says: Said, events: Sequence[str], on: date | None = None
    ) -> WaitingRow:
        named = tuple((pair(self.partnerships[each]), page_name(each)) for each in whose)
        day = self.voice.day(on) if on else None
        return WaitingRow(when, kind, named, says, on, day, self.proofs.of(*events), tuple(whose))

    def _dues(self) -> Iterator[WaitingRow]:
        last = self.on + timedelta(days=SOON_DAYS)
        for due in coming(self.partnerships.values(), date.min):
            kind = _DUE_KINDS.get(due.kind)
            partnership = self.partnerships[due.partnership]
            if kind is not None and due.on <= last and self.waits_for(due, partnership):
                yield self._due(due, kind, partnership)

    def waits_for(self, due: Due, partnership: Partnership) -> bool:
        """Whether somebody must see to it: it is not settled, nor told by something else that waits."""
        if due.kind in {"notice", "end"} and not is_open(partnership, due.of, self.on):
            return False
        if due.kind == "notice" and due.on < self.on:
            return False  # its end says the same, and is still to come or is late itself
        return not any(
            each.invoiced.what.disputed and each.invoiced.what.invoice == due.of
            for each in partnership.invoices
            if due.kind == "payment"
        )

    def _due(self, due: Due, kind: Kind, partnership: Partnership) -> WaitingRow:
        view = due_view(due, partnership, self.on, self.proofs, self.voice)
        says = view.says
        if kind == "end" and view.late:
            says = self.voice.say(UNDECIDED, (due.of,), agreement=clipped(due.of, NAME))
        events = tuple(events_of(due, partnership))
        return self._row("late" if view.late else "soon", kind, (due.partnership,), says, events, due.on)

    def _thresholds(self, sums: Iterable[Cumulated]) -> Iterator[WaitingRow]:
        for each in sums:
            whose = [self.partnerships[name] for name in each.partnerships]
            told = set()
            for one in unwritten(each, whose, self.voice):
                told.add(one.year)
                yield self._row("open", "threshold", each.partnerships, one.says, one.events)
            for year in each.consideration.years:
                missing = [each.given[exchange.place].event for exchange in year.cumulated.unvalued]
                if missing and year.year not in told:
                    says = sentence_case(self.voice.count(_UNVALUED, len(missing), year=year.year))
                    yield self._row("open", "unvalued", each.partnerships, says, missing)

    def _conflicts(self) -> Iterator[WaitingRow]:
        for each in conflicts(list(self.partnerships.values())):
            names = frozenset().union(*(quoted(self.partnerships[name]) for name in each.partnerships))
            says = self.voice.say(each.says, names)
            yield self._row("open", "conflict", each.partnerships, says, each.events, each.on)

    def _posts(self) -> Iterator[WaitingRow]:
        for name, partnership in self.partnerships.items():
            found = [post for post in partnership.publications if waits(post)]
            if found:
                events = [post.published.event for post in found]
                yield self._row("open", "post", (name,), sentence_case(self.voice.count(_POSTS, len(found))), events)

    def _disputes(self) -> Iterator[WaitingRow]:
        for name, partnership in self.partnerships.items():
            for invoice in partnership.invoices:
                billed = invoice.invoiced.what
                if billed.disputed and invoice.open:
                    called = clipped(billed.invoice, NAME)
                    still = money.of_currency(invoice.open, billed.amount.currency, self.voice)
                    says = self.voice.say(_DISPUTED, (called,), invoice=called, open=still)
                    yield self._row("open", "disputed", (name,), says, (invoice.invoiced.event,))
