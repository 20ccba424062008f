"""``perenne law``: the rulebook read aloud, rule by rule and day by day."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from perenne.law.rulebook import Rule, Version, rulebook
from perenne.model.bilingual import day_in_words
from tests.cli.calling import call
from tests.cli.conftest import Perenne

BOOK = rulebook()
LISTED = date.fromisoformat(BOOK.index.version)
VERSIONS = [(rule, version) for rule in BOOK.rules.values() for version in rule.versions]
SOME = VERSIONS[::3]
"""Each call starts the program anew, so every third will do: `law show` reads all of them alike."""


def periods(shown: str) -> list[str]:
    """The lines that say when a version is in force."""
    return [line for line in shown.splitlines() if line.startswith("From ")]


def in_english(day: date) -> str:
    """A day as the commands print it: its number is never parted from its month."""
    return day_in_words(day, "en").replace(" ", "\u00a0", 1)


def test_the_list_names_every_rule_once_and_says_which_are_not_built(perenne: Perenne) -> None:
    said = perenne("law", "list")
    assert (said.status, said.err) == (0, "")
    *rules, last = said.out.decode().splitlines()
    assert [line.split()[0] for line in rules] == list(BOOK.index.rule_ids)
    assert {line.split()[0] for line in rules if line.endswith("not built yet")} == set(BOOK.not_built)
    assert in_english(LISTED) in last
    assert BOOK.sha256 in last


@pytest.mark.parametrize(("rule", "version"), SOME, ids=[f"{rule.id} {each.id}" for rule, each in SOME])
def test_a_rule_is_shown_as_it_stood_on_each_of_its_days(perenne: Perenne, rule: Rule, version: Version) -> None:
    said = perenne("law", "show", rule.id, "--on", version.id)
    assert (said.status, said.err) == (0, "")
    shown = said.out.decode()
    assert shown.startswith(f"{rule.id} · {rule.name.en}\n")
    assert version.article.split(",")[0] in shown.replace("\u00a0", " ")
    until = f" to {in_english(version.end)}" if version.end else ""
    assert periods(shown) == [f"From {in_english(version.start)}{until}"]
    assert all(f" [{code}]\n" in shown for code in rule.outcomes)
    assert "{" not in shown


def test_what_a_decree_still_has_to_say_is_shown_as_missing_and_not_as_nothing(perenne: Perenne) -> None:
    said = perenne("law", "show", "fr.fashion.ultra_express").out.decode()
    assert "Still missing: the thresholds" in said
    assert "parameter_missing" not in said
    assert "Still missing" not in perenne("law", "show", "fr.food.message").out.decode()


@pytest.mark.parametrize("rule_id", list(BOOK.rules)[::3])
def test_a_rule_without_date_is_shown_with_all_its_versions_the_newest_first(perenne: Perenne, rule_id: str) -> None:
    shown = perenne("law", "show", rule_id).out.decode()
    starts = [line.removeprefix("From ").split(" to ")[0] for line in periods(shown)]
    assert starts == [in_english(version.start) for version in reversed(BOOK.rules[rule_id].versions)]


def test_the_day_before_the_first_version_the_rule_did_not_apply(perenne: Perenne) -> None:
    for rule in BOOK.rules.values():
        before = rule.versions[0].start - timedelta(days=1)
        said = perenne("law", "show", rule.id, "--on", before.isoformat())
        assert (said.status, said.out) == (2, b"")
        day = in_english(before)
        assert said.lines == [f"perenne: {rule.id} is not in force on {day}; see `perenne law show {rule.id}`"]


def test_in_french_a_rule_speaks_french(tmp_path: Path) -> None:
    shown = call("law", "show", "fr.mention.intent", cwd=tmp_path, PERENNE_LANG="fr").out.decode()
    assert "En résumé\u00a0:" in shown
    assert "Non conforme" in shown
    assert "non_compliant" not in shown
    listed = call("law", "list", cwd=tmp_path, PERENNE_LANG="fr").out.decode()
    assert "pas encore construite" in listed


def test_what_changed_between_two_days_is_told_with_the_old_and_the_new_verdict(perenne: Perenne) -> None:
    said = perenne("law", "diff", "2024-11-07", "2024-11-08")
    assert (said.status, said.err) == (0, "")
    shown = said.out.decode()
    assert (
        "fr.mention.intent · Commercial intent indicated\n  says something else; for: creators, advertisers\n"
        in shown
    )
    assert "  Improvable → Compliant · The platform’s label is displayed" in shown
    assert "{" not in shown
    assert "fr.alcohol.message" not in shown


def test_a_day_that_is_none_and_two_days_in_the_wrong_order_are_refused_in_one_line(perenne: Perenne) -> None:
    for days, told in (
        (
            ("2024-11-08", "2024-11-07"),
            "the first day (8\u00a0November 2024) is after the second (7\u00a0November 2024): swap them",
        ),
        (("yesterday", "2024-11-07"), "a date is written like 2026-11-24, and not “yesterday”"),
    ):
        said = perenne("law", "diff", *days)
        assert (said.status, said.out, said.lines) == (2, b"", [f"perenne: {told}"])


def test_where_nothing_changed_it_says_so(perenne: Perenne) -> None:
    said = perenne("law", "diff", "2026-11-20", "2026-11-20").out.decode()
    assert "Nothing changes between 20\u00a0November 2026 and 20\u00a0November 2026." in said
