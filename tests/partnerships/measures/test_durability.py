"""What is told of how partnerships last: by hand-made books whose answers can be counted on fingers."""

from datetime import date
from itertools import count

import pytest

from perenne.model.event import Decided, Ended, Event, Renewed, Terms
from perenne.model.measure import Measure, Refusal
from perenne.partnerships.fold import fold
from perenne.partnerships.measures import durability
from perenne.partnerships.measures.dictionary import dictionary
from perenne.partnerships.measures.durability import Quarter, Told
from perenne.partnerships.partnership import Partnership
from tests.partnerships.events import agreed, event, given, opened, published

ON = date(2026, 11, 24)
_posts = count(1)


def _book(*strands: list[Event]) -> list[Partnership]:
    return list(fold(each for strand in strands for each in strand).values())


def _posting(name: str, *days: str) -> list[Event]:
    return [opened(partnership=name), *(published(f"r{next(_posts)}", day, partnership=name) for day in days)]


def _value(told: Told) -> float:
    assert isinstance(told, Measure)
    return told.value


def _needed(told: Told) -> tuple[int, int]:
    assert isinstance(told, Refusal)
    return told.n, told.needed


def test_quarters_follow_each_other_over_the_year() -> None:
    assert Quarter.of(date(2025, 12, 31)).next == Quarter(2026, 1)
    assert Quarter(2026, 1).last_day == date(2026, 3, 31)
    assert Quarter.of(date(2026, 4, 1)) == Quarter(2026, 2)


def test_retention_counts_those_that_publish_in_two_quarters_in_a_row() -> None:
    stayed = [_posting(f"S{number}", "2026-02-01", "2026-05-01") for number in range(4)]
    left = [_posting(f"L{number}", "2026-02-01") for number in range(2)]
    by_quarter = durability.retention(_book(*stayed, *left), ON)
    first = by_quarter[Quarter(2026, 1)]
    assert _value(first) == pytest.approx(4 / 6)
    assert isinstance(first, Measure)
    assert first.id == "RET.Q@1"
    assert first.n == 6
    assert first.interval is not None
    assert first.interval.low < 4 / 6 < (first.interval.high or 0)
    assert _needed(by_quarter[Quarter(2026, 2)]) == (4, 5), "four are too few to tell"


def test_a_quarter_that_is_not_over_tells_nothing_yet() -> None:
    book = _book(*[_posting(f"P{number}", "2026-08-01", "2026-10-05") for number in range(5)])
    assert Quarter(2026, 3) not in durability.retention(book, ON)
    assert Quarter(2026, 3) in durability.retention(book, date(2026, 12, 31))


def test_agreements_kept_is_another_figure_than_posts_kept() -> None:
    quiet = [
        [opened(partnership=f"Q{number}"), agreed(partnership=f"Q{number}", from_=date(2026, 1, 1), to=ends)]
        for number, ends in enumerate([date(2026, 12, 31)] * 4 + [date(2026, 4, 30)])
    ]
    book = _book(*quiet)
    assert durability.retention(book, ON) == {}
    assert _value(durability.agreements_kept(book, ON)[Quarter(2026, 1)]) == pytest.approx(4 / 5)


def test_an_agreement_does_not_run_on_after_its_partnership_ended() -> None:
    over = [
        [
            opened(partnership=f"Q{number}"),
            agreed(partnership=f"Q{number}", from_=date(2026, 1, 1)),
            event(Ended(), "2026-04-30", f"Q{number}"),
        ]
        for number in range(5)
    ]
    told = durability.agreements_kept(_book(*over), ON)
    assert _value(told[Quarter(2026, 1)]) == 0
    assert Quarter(2026, 2) not in told or _needed(told[Quarter(2026, 2)]) == (0, 5)


def test_partnerships_that_go_on_make_tenure_longer_not_unknown() -> None:
    def strand(name: str, ended: str | None) -> list[Event]:
        end = [] if ended is None else [event(Ended(), ended, name)]
        return [*_posting(name, "2025-01-01"), *end]

    over = [strand(f"E{number}", "2025-07-01") for number in range(3)]
    going = [strand(f"G{number}", None) for number in range(2)]
    told = durability.tenure(_book(*over, *going), ON)
    assert _value(told) == pytest.approx(181 / 30.4375)
    refused = durability.tenure(_book(*over[:1], *[strand(f"F{number}", None) for number in range(4)]), ON)
    assert isinstance(refused, Refusal)
    assert "50" in refused.why.en, "fewer than half have ended: the median is not known"


def test_twelve_months_are_told_only_with_five_that_were_seen_so_long() -> None:
    old = [_posting(f"O{number}", "2025-01-01") for number in range(5)]
    young = [_posting(f"Y{number}", "2026-09-01") for number in range(9)]
    assert _value(durability.after_twelve_months(_book(*old, *young), ON)) == 1.0
    assert _needed(durability.after_twelve_months(_book(*old[:4], *young), ON)) == (4, 5)


def test_a_young_partnership_is_no_one_shot_yet() -> None:
    old = [_posting(f"O{number}", "2025-06-01") for number in range(4)]
    twice = [_posting("T", "2025-06-01", "2025-09-01")]
    young = [_posting(f"Y{number}", "2026-11-01") for number in range(8)]
    told = durability.one_shots(_book(*old, *twice, *young), ON)
    assert _value(told) == pytest.approx(4 / 5)


def test_posts_of_one_brief_are_one_service() -> None:
    burst = [_posting(f"B{number}", "2025-06-01", "2025-06-08", "2025-06-20") for number in range(5)]
    assert _value(durability.one_shots(_book(*burst), ON)) == 1.0


def test_what_nobody_decided_is_no_refusal_to_renew() -> None:
    def due(name: str, *after: Event) -> list[Event]:
        return [
            opened(partnership=name),
            agreed(partnership=name, from_=date(2025, 1, 1), to=date(2025, 12, 31)),
            *after,
        ]

    renewed = [
        due(f"R{number}", event(Renewed(after="C-1", agreement="C-2", terms=Terms()), "2025-12-01", f"R{number}"))
        for number in range(4)
    ]
    stopped = [due("S", event(Decided(about="C-1", choice="stop", reason="budget"), "2025-12-01", "S"))]
    silent = [due(f"U{number}") for number in range(3)]
    told = durability.renewals(_book(*renewed, *stopped, *silent), ON)
    assert _value(told) == pytest.approx(4 / 5)
    assert told.beside == (("undecided", 3),)


def test_spacing_tells_the_median_and_the_spread() -> None:
    (one,) = _book(_posting("P-1", "2026-01-01", "2026-02-01", "2026-03-04", "2026-06-01"))
    told = durability.spacing(one, ON)
    assert _value(told) == 31
    assert dict(told.beside)["most"] == 89
    (short,) = _book(_posting("P-1", "2026-01-01", "2026-02-01"))
    assert _needed(durability.spacing(short, ON)) == (1, 3)


def test_concentration_needs_every_value() -> None:
    def strand(name: str, euros: str | None) -> list[Event]:
        return [opened(partnership=name), given(euros, partnership=name)]

    told = durability.concentration(_book(strand("A", "300"), strand("B", "100")), ON)
    assert _value(told) == pytest.approx(0.75**2 + 0.25**2)
    assert dict(told.beside)["as_many_equal"] == pytest.approx(1.6)
    refused = durability.concentration(_book(strand("A", "300"), strand("B", "100"), strand("C", None)), ON)
    assert isinstance(refused, Refusal)
    assert "zero" in refused.why.en


def test_what_happens_later_changes_nothing_of_what_is_told_today() -> None:
    posting = [_posting(f"P{number}", "2025-01-01", "2025-04-01") for number in range(6)]
    later = [[*strand, published(f"late{n}", "2026-12-24", partnership=f"P{n}")] for n, strand in enumerate(posting)]
    for measure in (durability.retention, durability.tenure, durability.one_shots, durability.renewals):
        assert measure(_book(*posting), ON) == measure(_book(*later), ON)


def test_an_empty_book_refuses_everything_and_breaks_nothing() -> None:
    assert durability.retention([], ON) == {}
    assert durability.agreements_kept([], ON) == {}
    for measure in (
        durability.tenure,
        durability.after_twelve_months,
        durability.one_shots,
        durability.renewals,
        durability.concentration,
    ):
        assert isinstance(measure([], ON), Refusal)


def test_every_measure_of_the_dictionary_says_its_formula_in_both_languages() -> None:
    for name, entry in dictionary().measures.items():
        assert entry.least >= 2, name
        assert entry.fr != entry.en
        assert entry.formula.fr != entry.formula.en
