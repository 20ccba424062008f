"""How a partnership is conducted, from books whose answers can be counted."""

from datetime import date
from decimal import Decimal

import pytest

from perenne.model.event import Corrected, Deliverable, Ended, Event, Invoiced
from perenne.model.measure import Measure, Refusal
from perenne.model.money import Money
from perenne.partnerships.fold import fold
from perenne.partnerships.measures import conduct
from perenne.partnerships.measures.conduct import Told
from perenne.partnerships.partnership import Partnership
from tests.partnerships.events import agreed, event, opened, paid, published

ON = date(2026, 11, 24)


def _book(*events: Event) -> list[Partnership]:
    return list(fold([opened(), *events]).values())


def _bill(
    name: str, on: str, due: str | None = None, paid_on: str | None = None, disputed: bool = False
) -> list[Event]:
    bill = Invoiced(
        invoice=name,
        amount=Money(Decimal(100)),
        due=date.fromisoformat(due) if due else None,
        disputed=disputed or None,
    )
    return [event(bill, on), *([paid(name, "100", paid_on)] if paid_on else [])]


def _value(told: Told) -> float:
    assert isinstance(told, Measure)
    return told.value


def test_compliance_is_told_by_year_and_what_waits_stands_beside() -> None:
    verdicts = ["compliant"] * 4 + ["improvable", "non_compliant", "needs_human"]
    posts = [published(f"r{n}", "2025-03-01", verdict=verdict) for n, verdict in enumerate(verdicts)]
    unjudged = [published("r9", "2026-03-01")]
    by_year = conduct.compliance(_book(*posts, *unjudged), ON)
    assert _value(by_year[2025]) == pytest.approx(5 / 6)
    assert dict(by_year[2025].beside) == {"needs_human": 1, "not_judged": 0}
    assert isinstance(by_year[2026], Refusal)
    assert dict(by_year[2026].beside) == {"needs_human": 0, "not_judged": 1}


def test_the_time_to_correct_counts_from_the_request() -> None:
    def mended(name: str, asked: str | None, on: str) -> list[Event]:
        day = date.fromisoformat(asked) if asked else None
        return [
            published(name, "2026-03-01"),
            event(Corrected(platform="instagram", post_id=name, asked_on=day), on),
        ]

    asked = [*mended("a", "2026-03-02", "2026-03-03"), *mended("b", "2026-03-02", "2026-03-06")]
    unasked = mended("d", None, "2026-09-01")
    assert isinstance(conduct.time_to_correct(_book(*asked, *unasked), ON), Refusal)
    told = conduct.time_to_correct(_book(*asked, *unasked, *mended("c", "2026-03-02", "2026-03-02")), ON)
    assert _value(told) == 1
    assert dict(told.beside) == {"least": 0, "most": 4}


def test_open_invoices_count_in_the_payment_delay() -> None:
    prompt = [each for n in range(3) for each in _bill(f"A{n}", "2026-03-01", paid_on="2026-03-31")]
    never = [each for n in range(2) for each in _bill(f"B{n}", "2026-03-01")]
    assert _value(conduct.payment_delay(_book(*prompt, *never), ON, 50)) == 30
    unknown = conduct.payment_delay(_book(*prompt, *never), ON, 90)
    assert isinstance(unknown, Refusal)
    assert dict(unknown.beside) == {"open": 2}
    assert "90" in unknown.why.fr


def test_late_is_after_the_due_day_and_disputed_invoices_stand_beside() -> None:
    on_the_day = [each for n in range(3) for each in _bill(f"A{n}", "2026-03-01", "2026-03-31", "2026-03-31")]
    late = _bill("B", "2026-03-01", "2026-03-31", "2026-04-01")
    past_due = _bill("C", "2026-03-01", "2026-03-31")
    not_yet = _bill("D", "2026-11-01", "2026-12-01")
    disputed = _bill("E", "2026-03-01", "2026-03-31", disputed=True)
    told = conduct.late_payments(_book(*on_the_day, *late, *past_due, *not_yet, *disputed), ON)
    assert _value(told) == pytest.approx(2 / 5)
    assert dict(told.beside) == {"disputed": 1}


def test_a_piece_is_on_time_when_it_was_out_by_its_day() -> None:
    promised = (
        Deliverable(id="reels", count=3, due=date(2026, 3, 31)),
        Deliverable(id="stories", count=2, due=date(2026, 4, 30)),
        Deliverable(id="live", count=5, due=date(2026, 12, 24)),
    )
    posts = [
        published(name, day, agreement="C-1", deliverable=piece)
        for name, day, piece in (
            ("a", "2026-03-02", "reels"),
            ("b", "2026-03-31", "reels"),
            ("c", "2026-04-01", "reels"),
            ("d", "2026-04-01", "stories"),
        )
    ]
    told = conduct.deliveries_on_time(_book(agreed(deliverables=promised), *posts), ON)
    assert isinstance(told, Measure)
    assert told.n == 5, "what is not due yet does not count"
    assert told.value == pytest.approx(3 / 5)


def test_what_fell_due_after_the_agreement_was_ended_is_not_late() -> None:
    promised = (
        Deliverable(id="reels", count=5, due=date(2026, 3, 31)),
        Deliverable(id="stories", count=2, due=date(2026, 4, 30)),
    )
    bound = agreed(deliverables=promised)
    for end in (event(Ended(agreement="C-1"), "2026-04-15"), event(Ended(), "2026-04-15")):
        told = conduct.deliveries_on_time(_book(bound, end), ON)
        assert isinstance(told, Measure)
        assert (told.n, told.value) == (5, 0)


def test_a_book_without_invoices_says_how_many_it_takes() -> None:
    for told in (conduct.payment_delay(_book(), ON, 50), conduct.late_payments(_book(), ON)):
        assert isinstance(told, Refusal)
        assert (told.n, told.needed) == (0, 5)
