"""The days to remember, and the calendar file that carries them."""

from datetime import date
from decimal import Decimal

import pytest
from icalendar import Calendar

from perenne.model.bilingual import Bilingual
from perenne.model.event import Deliverable, Ended, Event, Exclusivity, Invoiced, Renewed, Terms
from perenne.model.money import Money
from perenne.partnerships.calendar import calendar
from perenne.partnerships.dates import Due, coming
from perenne.partnerships.fold import fold
from tests.partnerships.events import agreed, event, opened, paid, published

SINCE = date(2026, 11, 24)
YEAR = agreed(
    from_=date(2026, 1, 1),
    to=date(2026, 12, 31),
    notice_days=31,
    tacit=False,
    exclusivity=(Exclusivity(category="bougies", from_=date(2026, 10, 1), to=date(2027, 1, 31)),),
    deliverables=(Deliverable(id="stories", count=2, draft_due=date(2026, 12, 3), due=date(2026, 12, 4)),),
)


def _coming(*events: Event, since: date = SINCE) -> list[Due]:
    return coming(fold([opened(), *events]).values(), since)


def _days(dues: list[Due]) -> list[tuple[str, str]]:
    return [(due.on.isoformat(), due.kind) for due in dues]


def test_everything_that_falls_later_is_told_by_day() -> None:
    assert _days(_coming(YEAR)) == [
        ("2026-11-30", "notice"),
        ("2026-12-03", "draft"),
        ("2026-12-04", "delivery"),
        ("2026-12-31", "end"),
        ("2027-01-31", "exclusivity_ends"),
    ]
    assert ("2026-10-01", "exclusivity_begins") in _days(_coming(YEAR, since=date(2026, 1, 1)))


def test_the_sentence_says_whether_it_renews_itself() -> None:
    (end,) = [due for due in _coming(YEAR) if due.kind == "end"]
    assert end.says.fr == "Zibellou SAS × nine.exemple : fin de C-1, sans tacite reconduction"
    assert end.says.en == "Zibellou SAS × nine.exemple: end of C-1, which does not renew itself"
    (tacit,) = _coming(agreed(to=date(2026, 12, 31), tacit=True))
    assert tacit.says.en.endswith("which renews itself")
    (silent,) = _coming(agreed(to=date(2026, 12, 31)))
    assert silent.says.en.endswith("end of C-1"), "what nobody recorded is not said"


def test_a_piece_that_is_out_is_not_due_any_more() -> None:
    one = published("s1", "2026-11-01", agreement="C-1", deliverable="stories")
    two = published("s2", "2026-11-02", agreement="C-1", deliverable="stories")
    (left,) = [due for due in _coming(YEAR, one) if due.kind == "delivery"]
    assert "1 left" in left.says.en
    assert "delivery" not in [due.kind for due in _coming(YEAR, one, two)]


def test_what_is_decided_or_over_asks_for_nothing() -> None:
    renewed = event(Renewed(after="C-1", agreement="C-2", terms=Terms(from_=date(2027, 1, 1))), "2026-11-20")
    assert {due.kind for due in _coming(YEAR, renewed)} == {"draft", "delivery", "exclusivity_ends"}
    assert _coming(YEAR, event(Ended(agreement="C-1"), "2026-11-20")) == []
    assert _coming(YEAR, event(Ended(), "2026-11-20")) == []


def test_an_invoice_is_due_until_it_is_paid_even_after_the_end() -> None:
    bill = event(Invoiced(invoice="F-1", amount=Money(Decimal("120.50")), due=date(2026, 12, 15)), "2026-11-15")
    part = paid("F-1", "20.50", "2026-11-20")
    (due,) = _coming(bill, part, event(Ended(), "2026-11-22"))
    assert due.says.en == "Zibellou SAS × nine.exemple: invoice F-1 to be paid, 100.00 EUR"
    assert _coming(bill, paid("F-1", "120.50", "2026-11-20")) == []


@pytest.mark.parametrize("language", ["fr", "en"])
def test_any_calendar_program_reads_the_file(language: str) -> None:
    dues = _coming(YEAR)
    written = calendar(dues, SINCE, "fr" if language == "fr" else "en")
    read = Calendar.from_ical(written)
    entries = read.walk("VEVENT")
    assert [each.decoded("DTSTART") for each in entries] == [due.on for due in dues]
    assert [str(each["SUMMARY"]) for each in entries] == [due.says.said_in(language) for due in dues]  # type: ignore[arg-type]
    assert len({str(each["UID"]) for each in entries}) == len(dues)
    assert all(len(line) <= 75 for line in written.split(b"\r\n")), "RFC 5545 folds long lines"
    assert calendar(dues, SINCE, "fr") == calendar(_coming(YEAR), SINCE, "fr"), "the same book, the same bytes"


def test_the_last_day_of_all_calendars_and_signs_that_none_allows_are_written_harmless() -> None:
    says = Bilingual(fr="a\x00b\x1b[31m\u202ec\x85d", en="a")
    last = Due(date.max, "end", "P-1", "C-1", says)
    (entry,) = Calendar.from_ical(calendar([last], SINCE, "fr")).walk("VEVENT")
    assert entry.decoded("DTSTART") == date.max
    assert str(entry["SUMMARY"]) == "ab[31mcd"


def test_a_name_cannot_break_out_of_its_line() -> None:
    says = _coming(YEAR)[0].says
    odd = Due(SINCE, "end", "P-1", "C-1", says.__class__(fr="a\r\nBEGIN:VALARM\r\nx;y,z", en="a\nEND:VEVENT"))
    for language in ("fr", "en"):
        read = Calendar.from_ical(calendar([odd], SINCE, "fr" if language == "fr" else "en"))
        assert len(read.walk("VEVENT")) == 1
        assert read.walk("VALARM") == []
