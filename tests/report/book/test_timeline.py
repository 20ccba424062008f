"""The years on one line: places that are true, shapes before colours, nothing hidden behind anything."""

from datetime import date, timedelta

import pytest

from perenne.model.event import Deliverable, Exclusivity
from perenne.partnerships.fold import fold
from perenne.report.book.lanes import Bar, Lane
from perenne.report.book.timeline import Scale, mark_of, scale
from tests.partnerships.events import agreed, given, opened, published
from tests.report.book.made import example_page, page_of, panel, said
from tests.report.page import Element

ON = date(2026, 11, 24)


def _drawing(page: Element) -> Element:
    (found,) = [each for each in panel(page, "timeline").every("svg") if "drawn" in each.classes and said(each)]
    return found


def _marks(page: Element) -> list[str]:
    """What is drawn in the lane of posts and below, by class."""
    points = [each for each in _drawing(page).every("svg") if "point" in each.classes]
    return ["".join(sorted(each.every("use", "circle", "path")[0].classes)) for each in points]


def test_days_lie_in_order_between_the_ends_and_quarters_are_whole() -> None:
    line = Scale(date(2025, 1, 1), date(2026, 12, 31))
    days = [date(2025, 1, 1) + timedelta(days=n) for n in range(730)]
    places = [line.at(day) for day in days]
    assert places == sorted(places)
    assert places[0] == 0
    assert line.after(date(2026, 12, 31)) == 1
    assert line.at(date(1999, 1, 1)) == 0
    assert line.at(date(2050, 1, 1)) == 1
    assert [first for first, _ in line.quarters] == [
        date(year, month, 1) for year in (2025, 2026) for month in (1, 4, 7, 10)
    ]


def test_the_line_begins_with_the_first_fact_and_reaches_beyond_what_was_agreed() -> None:
    events = [opened("2025-05-02"), agreed(on="2025-05-03", from_=date(2025, 3, 1), to=date(2027, 2, 1))]
    (partnership,) = fold(events).values()
    assert scale(partnership, ON) == Scale(date(2025, 1, 1), date(2027, 3, 31))


def test_an_agreement_without_a_near_end_does_not_squeeze_the_years_before() -> None:
    (partnership,) = fold([opened(), agreed(to=date(2199, 1, 1))]).values()
    assert scale(partnership, ON).end < date(2029, 1, 1)


def test_posts_in_one_place_are_one_mark_with_their_number_and_the_worst_verdict() -> None:
    posts = [
        published("p1", "2025-06-01", verdict="compliant"),
        published("p2", "2025-06-01", verdict="prohibited"),
        published("p3", "2026-06-01", verdict="compliant"),
    ]
    page = page_of([opened(), *posts])
    assert _marks(page) == ["forb", "ok"]
    assert "×2" in said(_drawing(page))


@pytest.mark.parametrize(
    ("verdicts", "css"),
    [
        ((None,), "unk"),
        ((None, "compliant"), "ok"),
        (("improvable", "needs_human"), "hum"),
        (("out_of_scope",), "out"),
    ],
)
def test_a_post_that_nobody_judged_is_not_drawn_as_compliant(verdicts: tuple[None, ...], css: str) -> None:
    assert mark_of(verdicts) == css


def test_invoices_are_told_apart_by_their_shapes() -> None:
    marks = _marks(example_page("P-0042"))
    assert marks[9:18].count("ok") == 5
    assert marks[9:18].count("imp") == 3
    assert marks[9:18].count("todo") == 1


def test_an_agreement_that_nobody_decided_on_is_open_after_its_end() -> None:
    words = said(_drawing(example_page("P-0042")))
    assert "à décider" in words
    assert "préavis" in words
    assert "24 nov. 2026" in words


def test_the_drawing_says_in_words_what_it_shows() -> None:
    (description,) = _drawing(example_page("P-0042")).every("desc")
    told = "2 accords, 9 publications, 11 contreparties, 9 factures, 2 décisions et 1 incident"
    assert told in said(description)


def test_the_legend_names_only_what_is_drawn() -> None:
    (legend,) = [each for each in panel(example_page("P-0051"), "timeline").every("ul") if "legend" in each.classes]
    assert [said(each) for each in legend.every("li")] == ["À juger", "Nature"]


def test_a_gift_without_value_has_its_sign_and_a_narrow_screen_has_words() -> None:
    page = example_page("P-0051")
    assert "?" in said(_drawing(page))
    (years,) = [each for each in panel(page, "timeline").every("dl") if "by-year" in each.classes]
    assert said(years) == "2026 1 publication : 1 à juger 1 contrepartie non valorisée"


def test_agreements_that_overlap_stand_in_rows_of_their_own() -> None:
    apart = Lane("x", bars=(Bar(0, 0.5, "past"), Bar(0.5, 1, "past")))
    over = Lane("x", bars=(Bar(0, 0.6, "past"), Bar(0.5, 1, "past"), Bar(0.55, 1, "past")))
    assert over.height > apart.height
    events = [
        opened(),
        agreed("C-1", title="Première", to=date(2026, 6, 1)),
        agreed("C-2", title="Seconde", to=date(2026, 6, 1)),
    ]
    spans = [each for each in _drawing(page_of(events)).every("svg") if "past" in each.classes]
    assert len({each.attributes["y"] for each in spans}) == 2


def test_exclusivity_without_dates_runs_as_long_as_its_agreement() -> None:
    window = (Exclusivity(category="bougies"),)
    events = [opened(), agreed(from_=date(2026, 1, 1), to=date(2026, 12, 31), exclusivity=window)]
    spans = {
        next(iter(each.classes - {"span"})): (each.attributes["x"], each.attributes["width"])
        for each in _drawing(page_of(events)).every("svg")
        if "span" in each.classes
    }
    assert spans["exclusive"] == spans["runs"]


def test_a_book_of_many_posts_is_drawn_in_few_marks() -> None:
    pieces = (Deliverable(id="posts", count=300),)
    posts = [
        published(f"p{n}", (date(2025, 1, 2) + timedelta(days=n // 2)).isoformat(), verdict="compliant")
        for n in range(300)
    ]
    page = page_of([opened(), agreed(deliverables=pieces), *posts, given("100.00")])
    assert len(_marks(page)) < 80
