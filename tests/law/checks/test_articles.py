"""An article has the number that it bore on the day: codes were written in 2000 and renumbered in 2016."""

from datetime import date

import pytest

from perenne.law.rulebook import rulebook
from tests.law.really import by_belorso, said

PRESSURE, HEALTH, CONTEST = "fr.minors.pressure", "fr.health.claim", "fr.contest.terms"
FORMULA, MEDICINE, TOBACCO, ALCOHOL = (
    "fr.infant_formula.ban",
    "fr.medicine.ban",
    "fr.tobacco.ban",
    "fr.alcohol.message",
)


@pytest.mark.parametrize(
    ("rule", "day", "number"),
    [
        (PRESSURE, "2008-08-06", "L. 122-11-1"),
        (PRESSURE, "2016-06-30", "L. 122-11-1"),
        (PRESSURE, "2016-07-01", "L. 121-7"),
        (HEALTH, "2007-07-01", "n° 1924/2006"),
        (HEALTH, "2008-08-06", "L. 121-1-1"),
        (HEALTH, "2016-07-01", "L. 121-4"),
        (CONTEST, "2014-12-22", "L. 121-36"),
        (CONTEST, "2016-07-01", "L. 121-20"),
        (FORMULA, "2016-06-30", "L. 121-50"),
        (FORMULA, "2016-07-01", "L. 122-12"),
        (TOBACCO, "1999-12-31", "loi n° 76-616"),
        (TOBACCO, "2000-06-22", "L. 3511-3"),
        (ALCOHOL, "1999-12-31", "code des débits de boissons"),
        (ALCOHOL, "2000-06-22", "L. 3323-4"),
    ],
)
def test_an_article_bears_the_number_of_its_day(rule: str, day: str, number: str) -> None:
    version = rulebook().rule(rule).on(date.fromisoformat(day))
    assert version is not None
    assert number in version.article


@pytest.mark.parametrize(
    ("rule", "day", "number"),
    [(PRESSURE, "2016-06-30", "L. 121-7"), (HEALTH, "2016-06-30", "L. 121-4"), (HEALTH, "2008-08-05", "L. 121-1-1")],
)
def test_no_article_is_cited_before_it_had_its_number(rule: str, day: str, number: str) -> None:
    version = rulebook().rule(rule).on(date.fromisoformat(day))
    assert version is not None
    assert number not in version.article


def test_medical_devices_are_asked_about_since_their_advertising_is_ruled() -> None:
    def device(day: str) -> set[str]:
        post = by_belorso("Le tensiomètre de Belorso", "medical_device", published_at=f"{day}T12:00:00Z")
        return {each.code for each in said(post, MEDICINE).values()}

    assert device("2012-12-31") == set()
    assert device("2013-01-01") == {"device"}
