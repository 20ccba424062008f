"""A length of time is read as people write it, in both languages, and only where it is one."""

from datetime import date

import pytest

from perenne.model.event import Agreed, Exclusivity, Rights
from perenne.partnerships.importing.spans import Span, span_in
from tests.partnerships.importing.sheets import HEAD, NINE, planned, sheet


@pytest.mark.parametrize(
    ("text", "span", "rest"),
    [
        ("6 mois", Span(months=6), ""),
        ("Trois mois", Span(months=3), ""),
        ("three months", Span(months=3), ""),
        ("un an", Span(months=12), ""),
        ("dix-huit mois", Span(months=18), ""),
        ("2 years", Span(months=24), ""),
        ("90 jours", Span(days=90), ""),
        ("30j", Span(days=30), ""),
        ("two weeks", Span(days=14), ""),
        ("bougies, 6 mois", Span(months=6), "bougies"),
        ("bougies pendant six mois", Span(months=6), "bougies"),
        ("skin care for a year", Span(months=12), "skin care"),
        ("oui (3 mois)", Span(months=3), ""),
        ("Crème visage : six mois", Span(months=6), "Crème visage"),
        ("bougies (6 mois)", Span(months=6), "bougies"),
        ("à jour", None, "à jour"),
        ("a day", Span(days=1), ""),
        ("bougies", None, "bougies"),
        ("0 mois", None, "0 mois"),
        ("9999 ans", None, "9999 ans"),
        ("3 mois ou 6 mois", None, "3 mois ou 6 mois"),
        ("31/12/2026", None, "31/12/2026"),
        ("2026-12 months", None, "2026-12 months"),
        ("dimanche", None, "dimanche"),
    ],
)
def test_a_span_is_told_from_what_stands_beside_it(text: str, span: Span | None, rest: str) -> None:
    assert span_in(text) == (span, rest)


def test_months_that_are_too_short_end_on_their_last_day() -> None:
    assert Span(months=1).after(date(2027, 1, 31)) == date(2027, 2, 28)
    assert Span(months=12).after(date(2028, 2, 29)) == date(2029, 2, 28)
    assert Span(days=1).after(date(2028, 2, 28)) == date(2028, 2, 29)


def _terms(head: str, cells: str) -> tuple[tuple[Exclusivity, ...], tuple[Rights, ...], list[str]]:
    plan = planned(sheet(f"{NINE};{cells}", head=f"{HEAD};{head}"))
    (terms,) = [event.what.terms for event in plan.events if isinstance(event.what, Agreed)]
    return terms.exclusivity, terms.rights, [each.says.en for each in plan.left]


POSTED = date(2026, 11, 17)


@pytest.mark.parametrize(
    ("head", "cells", "category", "to"),
    [
        ("Exclusivité", "6 mois", "?", date(2027, 5, 17)),
        ("Exclusivité", "three months", "?", date(2027, 2, 17)),
        ("Exclusivité", "bougies 6 mois", "bougies", date(2027, 5, 17)),
        ("Exclusivité;Durée d’exclusivité", "bougies;30 jours", "bougies", date(2026, 12, 17)),
        ("Exclusivité;Durée d’exclusivité (mois)", "bougies;6", "bougies", date(2027, 5, 17)),
        ("Exclusivité;Exclusivité jusqu’au", "oui;31/01/2027", "?", date(2027, 1, 31)),
        ("Exclusivity months", "3", "?", date(2027, 2, 17)),
    ],
)
def test_an_exclusivity_said_in_words_runs_from_the_post(head: str, cells: str, category: str, to: date) -> None:
    (window,), _, left = _terms(head, cells)
    assert (window.category, window.from_, window.to) == (category, POSTED, to)
    assert left == []


@pytest.mark.parametrize(
    ("head", "cells", "why"),
    [
        ("Exclusivité", "oui", "exclusivity without a category"),
        ("Exclusivité", "31/12/2030", "exclusivity without a category"),
        ("Exclusivité;Durée d’exclusivité", ";6", "no value: Durée d’exclusivité : 6"),
        ("Exclusivité", "3 mois ou 6 mois", "exclusivity without a category"),
    ],
)
def test_what_cannot_be_told_of_an_exclusivity_is_listed_and_not_guessed(head: str, cells: str, why: str) -> None:
    windows, _, left = _terms(head, cells)
    assert windows == ()
    assert [each.startswith(why) for each in left] == [True]


def test_a_length_without_the_day_of_the_post_has_no_end() -> None:
    row = NINE.replace("17/11/2026", "").replace("https://www.instagram.com/reel/Zx1nine01/", "")
    plan = planned(sheet(f"{row};22/11/2026;bougies 6 mois", head=f"{HEAD};Date du brief;Exclusivité"))
    (terms,) = [event.what.terms for event in plan.events if isinstance(event.what, Agreed)]
    assert terms.exclusivity == (Exclusivity(category="bougies"),)
    assert [each.says.en.partition(":")[0] for each in plan.left] == [
        "a length of exclusivity without the day of the post"
    ]


def test_no_exclusivity_is_none() -> None:
    assert _terms("Exclusivité", "non")[0] == ()


@pytest.mark.parametrize(("cell", "to"), [("6", date(2027, 5, 17)), ("un an", date(2027, 11, 17)), ("9999", None)])
def test_rights_may_be_said_in_words_too(cell: str, to: date | None) -> None:
    _, (right,), _ = _terms("Droits (mois)", cell)
    assert right.to == to
