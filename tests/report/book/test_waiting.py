"""What waits without a day, for whoever keeps it and shows it another day and in another language."""

import re
from datetime import date

from perenne.law.consideration import thresholds
from perenne.law.rulebook import rulebook
from perenne.model.event import Decided
from perenne.partnerships.consideration import cumulated
from perenne.partnerships.dates import coming
from perenne.partnerships.fold import fold
from perenne.report.book.proof import Proofs
from perenne.report.book.waiting import Waiting
from perenne.report.voice import Voice
from tests.partnerships.events import agreed, event, given, opened

_YEAR = re.compile(r"20\d\d")
NONE = Proofs({}, {}, {})
LAW = thresholds(rulebook().rule("fr.contract.required"))


def test_it_comes_in_one_order_in_every_language_so_that_sentences_can_be_paired() -> None:
    told = [opened(), given("900", "2024-02-01"), given(None, "2025-02-01"), given("1200", "2026-02-01")]
    book = fold(told)
    sums = cumulated(book.values(), date.max, LAW)
    french, english = ([*Waiting(book, date.min, NONE, Voice(each)).undated(sums)] for each in ("fr", "en"))
    assert [(row.kind, row.when) for row in french] == [(row.kind, row.when) for row in english]
    assert [row.says for row in french] != [row.says for row in english]
    assert [_YEAR.findall(row.says)[0] for row in french] == [_YEAR.findall(row.says)[0] for row in english]


def test_the_end_of_an_agreement_waits_until_somebody_decides_what_becomes_of_it() -> None:
    told = [opened(), agreed(to=date(2026, 12, 31), notice_days=30)]
    book = fold(told)
    waiting = Waiting(book, date.min, NONE, Voice("fr"))
    assert all(waiting.waits_for(due, book["P-1"]) for due in coming(book.values(), date.min))
    book = fold([*told, event(Decided(about="C-1", choice="stop", reason="Deux ans suffisent"))])
    waiting = Waiting(book, date.min, NONE, Voice("fr"))
    assert not any(waiting.waits_for(due, book["P-1"]) for due in coming(book.values(), date.min))


def test_a_fact_leads_to_the_page_that_holds_the_events_of_another_partnership() -> None:
    proofs = Proofs({}, {"e1": ("P-2", 3)}, {}, address=lambda name: f"/partnerships/{name}/events/")
    (proof,) = proofs.on_page_of("P-1").of("e1")
    assert proof.href == "/partnerships/P-2/events/#e3"
