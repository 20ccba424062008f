"""What changed between two days: the known change of November 2024, and what must hold of any two days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perenne.law.change import Change, changes
from perenne.law.rulebook import rulebook

BOOK = rulebook()
DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2030, 1, 1))


def between(first: str, second: str) -> dict[str, Change]:
    return {each.rule.id: each for each in changes(BOOK, date.fromisoformat(first), date.fromisoformat(second))}


def test_the_ordinance_of_november_2024_made_equivalent_mentions_and_the_label_compliant() -> None:
    change = between("2024-11-07", "2024-11-08")["fr.mention.intent"]
    assert change.kind == "changed"
    assert {(each.code, each.before, each.after) for each in change.verdicts} == {
        ("mention_equivalent", "improvable", "compliant"),
        ("label_only", "improvable", "compliant"),
    }


def test_the_penalty_of_may_2024_is_a_step_that_changes_no_verdict() -> None:
    change = between("2024-05-11", "2024-05-12")["fr.mention.intent"]
    assert [version.id for version in change.versions] == ["2024-05-12"]
    assert change.verdicts == ()
    assert change.before is not None
    assert change.after is not None
    assert change.before.penalty != change.after.penalty


def test_a_rule_that_takes_effect_in_between_began() -> None:
    change = between("2023-06-10", "2023-06-11")["fr.mention.intent"]
    assert (change.kind, change.before, change.verdicts) == ("began", None, ())


@pytest.mark.parametrize("day", ["1980-01-01", "2024-11-08", "2040-01-01"])
def test_between_a_day_and_itself_nothing_changed(day: str) -> None:
    assert between(day, day) == {}


@given(first=DAYS, days=st.integers(0, 9000))
def test_a_rule_is_named_exactly_where_a_version_took_effect_or_ended(first: date, days: int) -> None:
    second = first + timedelta(days=days)
    named = {each.rule.id for each in changes(BOOK, first, second)}
    for rule in BOOK.rules.values():
        begun = any(first < version.start <= second for version in rule.versions)
        ended = any(version.end is not None and first <= version.end < second for version in rule.versions)
        assert (rule.id in named) == (begun or (ended and rule.on(first) is not rule.on(second)))


@given(first=DAYS, second=DAYS, third=DAYS)
def test_the_steps_between_two_days_are_those_before_and_after_a_third_between_them(
    first: date, second: date, third: date
) -> None:
    first, second, third = sorted((first, second, third))

    def steps(start: date, end: date) -> set[tuple[str, str]]:
        return {(each.rule.id, version.id) for each in changes(BOOK, start, end) for version in each.versions}

    assert steps(first, third) == steps(first, second) | steps(second, third)
