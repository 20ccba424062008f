"""The rules of institutions: dated, sourced, and never invented; an organisation writes its own in the same form."""

import re
from datetime import date
from pathlib import Path

import pytest

from perenne.devices import catalogue
from perenne.devices.rule import institutional, with_own
from perenne.model.errors import DataError, UsageError
from tests.devices.made import write_rule


def test_every_rule_names_its_source_its_day_and_how_sure_it_is() -> None:
    rules = institutional().by_id
    assert set(rules) == {
        "eu.commission.tiktok",
        "eu.parliament.members",
        "eu.parliament.private",
        "eu.parliament.staff",
        "fr.state.recreational",
        "nl.government.offensive",
        "practice.second-phone",
    }
    for rule in rules.values():
        for version in rule.versions:
            assert version.source
            assert version.concerns
            assert version.start <= rule.checked_on


def test_what_rules_name_is_known(repository: Path) -> None:
    for rule in institutional().by_id.values():
        for version in rule.versions:
            assert set(version.answers) <= set(catalogue.questions())
            assert set(version.apps.ids if version.apps else ()) <= set(catalogue.apps())


def test_the_commission_left_three_weeks_to_remove_the_app() -> None:
    rule = institutional().rule("eu.commission.tiktok")
    before, after = rule.on(date(2023, 3, 14)), rule.on(date(2023, 3, 15))
    assert before is not None
    assert after is not None
    assert (before.force, after.force) == ("advice", "obligation")
    assert rule.on(date(2023, 2, 22)) is None


def test_the_state_provides_for_exceptions_and_says_how() -> None:
    version = institutional().rule("fr.state.recreational").versions[-1]
    assert version.exceptions.provided == "yes"
    assert version.exceptions.procedure is not None
    assert "direction du numérique" in version.exceptions.procedure.fr


def test_an_organisation_adds_its_own_rule_and_the_hash_tells(tmp_path: Path) -> None:
    write_rule(tmp_path, "patch_max_age_days: 60")
    rules = with_own([tmp_path / "rules" / "own.yaml"])
    assert rules.rule("own.phones").versions[0].patch_max_age_days == 60
    assert rules.sha256 != institutional().sha256


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ("patch_max_age_days: 60\n    unknown: 1", "unknown"),
        ("missing: {fr: Rien., en: Nothing.}", "asks for something"),
        ("apps: {ids: tiktok}", "ids"),
    ],
)
def test_a_slip_in_a_rule_names_the_file_and_what_is_wrong(tmp_path: Path, said: str, wrong: str) -> None:
    write_rule(tmp_path, said)
    with pytest.raises(DataError, match=wrong) as told:
        with_own([tmp_path / "rules" / "own.yaml"])
    assert "own.yaml" in told.value.says.fr


@pytest.mark.parametrize(
    ("said", "changed", "fr"),
    [
        ("answers: {dedicted: true}", {}, "« dedicted ».*dedicated"),
        ("patch_max_age_days: 60", {"concerns": "[]"}, "quels appareils elle concerne"),
        ("patch_max_age_days: 60\n    unknown: 1", {}, "clé inconnue"),
        ("patch_max_age_days: soixante", {}, "attendu : un nombre entier"),
        ("missing: {fr: Rien., en: Nothing.}", {}, "demande quelque chose"),
        ("to: 2025-01-01\n    patch_max_age_days: 60", {}, "la fin est avant le début"),
    ],
)
def test_a_slip_in_a_rule_is_told_in_french_to_whoever_reads_french(
    tmp_path: Path, said: str, changed: dict[str, str], fr: str
) -> None:
    write_rule(tmp_path, said, **changed)
    with pytest.raises(DataError) as told:
        with_own([tmp_path / "rules" / "own.yaml"])
    assert re.search(fr, told.value.says.fr), told.value.says.fr
    assert not re.search("Expected|Object|field", told.value.says.fr)


def test_what_is_known_of_the_netherlands_is_as_sure_as_its_source() -> None:
    """Known from law reviews alone, as of other governments."""
    assert institutional().rule("nl.government.offensive").versions[-1].confidence == "C"


def test_a_rule_may_not_take_the_name_of_another(tmp_path: Path) -> None:
    write_rule(tmp_path, "patch_max_age_days: 60")
    own = tmp_path / "rules" / "own.yaml"
    own.write_text(own.read_text(encoding="utf-8").replace("own.phones", "fr.state.recreational"), encoding="utf-8")
    with pytest.raises(DataError, match="exists already"):
        with_own([own])


def test_a_file_that_is_no_text_or_not_there_is_told_plainly(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_bytes(b"\xff\xfe\x00\xff")
    for name in ("x.yaml", "nowhere.yaml"):
        with pytest.raises(UsageError, match=name):
            with_own([tmp_path / name])


def test_a_wrong_name_is_answered_with_those_near_it() -> None:
    with pytest.raises(UsageError, match=r"fr\.state\.recreational"):
        institutional().rule("fr.state.recreationel")
