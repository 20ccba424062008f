"""Whom a rule concerns: a fact that nobody recorded decides nothing."""

from pathlib import Path
from typing import Any

from perenne.devices.scope import fit, named, packages_asked
from tests.devices.made import TIKTOK, device, opened, sourced, write

PALABRE = {"perenne": "device-app/1", "id": "palabre", "name": "Palabre", "packages": ["com.example.palabre"]}
CATEGORY = {"source": "fiche", "on": "2026-09-01", "confidence": "B"}


def _fits(folder: Path, rule: str, **facts: Any) -> bool | None:
    register, rules = opened(write(folder, device(**facts)))
    return fit(register.devices["phone-1"], rules.rule(rule).versions[-1]).concerns


def test_the_commission_means_its_devices_and_those_enrolled(tmp_path: Path) -> None:
    rule = "eu.commission.tiktok"
    assert _fits(tmp_path, rule) is True
    assert _fits(tmp_path, rule, **{"class": "personal", "enrolled": True}) is True
    assert _fits(tmp_path, rule, **{"class": "personal", "enrolled": False}) is False
    assert _fits(tmp_path, rule, **{"class": "personal"}) is None
    for kind in ("second", "profile"):
        assert _fits(tmp_path, rule, **{"class": kind, "owned_by": "organisation", "enrolled": False}) is True
        assert _fits(tmp_path, rule, **{"class": kind, "owned_by": "holder", "enrolled": False}) is False
        assert _fits(tmp_path, rule, **{"class": kind, "enrolled": False}) is None


def test_the_parliament_asks_differently_of_staff_members_and_private_devices(tmp_path: Path) -> None:
    private = {"class": "personal", "owned_by": "holder"}
    staff, members, others = "eu.parliament.staff", "eu.parliament.members", "eu.parliament.private"
    assert _fits(tmp_path, staff, role="staff") is True
    assert _fits(tmp_path, staff, role="member") is False
    for role in ("contractor", "other"):
        assert _fits(tmp_path, staff, role=role) is True, "the Parliament's device, whoever holds it"
        assert _fits(tmp_path, staff, role=role, institution_apps=True, **private) is False
    assert _fits(tmp_path, members, role="member", institution_apps=True, **private) is True
    assert _fits(tmp_path, members, role="member", institution_apps=False, **private) is False
    assert _fits(tmp_path, others, role="member", institution_apps=False, **private) is True
    assert _fits(tmp_path, others, role="member", institution_apps=True, **private) is False


def test_the_french_state_leaves_personal_phones_alone(tmp_path: Path) -> None:
    assert _fits(tmp_path, "fr.state.recreational") is True
    assert _fits(tmp_path, "fr.state.recreational", **{"class": "personal"}) is False


def test_an_app_is_named_by_what_was_recorded_of_it_and_never_by_a_guess(tmp_path: Path) -> None:
    for told, surely, perhaps in (
        ({}, set(), {"palabre"}),
        ({"categories": {"names": ["recreational"], **CATEGORY}}, {"palabre"}, set()),
        ({"categories": {"names": [], **CATEGORY}}, set(), set()),
        ({"categories": {"names": ["recreational"], **CATEGORY, "confidence": "D"}}, set(), {"palabre"}),
    ):
        register, rules = opened(write(tmp_path, device(), PALABRE | told))
        apps = rules.rule("fr.state.recreational").versions[0].apps
        assert apps is not None
        found = named(register.apps, apps)
        assert {each.id for each in found.surely} == {"tiktok"} | surely
        assert {each.id for each in found.perhaps} == perhaps


def test_the_netherlands_rule_waits_for_a_sourced_country(tmp_path: Path) -> None:
    for told, expected in (({}, None), (sourced("FR"), False), (sourced("KP"), True), (sourced("KP", "D"), None)):
        app = PALABRE | ({"controlled_from": told} if told else {})
        register, rules = opened(write(tmp_path, device(), app))
        apps = rules.rule("nl.government.offensive").versions[0].apps
        assert apps is not None
        found = named(register.apps, apps)
        state = True if "palabre" in {each.id for each in found.surely} else None
        assert (state or (None if "palabre" in {each.id for each in found.perhaps} else False)) is expected


def test_of_a_phone_that_no_rule_concerns_nothing_is_asked(tmp_path: Path) -> None:
    register, rules = opened(
        write(tmp_path, device(), device("own-1", under=["fr.state"], **{"class": "personal", "owned_by": "holder"}))
    )
    assert packages_asked(register, register.devices["phone-1"], rules) == set(TIKTOK)
    assert packages_asked(register, register.devices["own-1"], rules) == frozenset()
