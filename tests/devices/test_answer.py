"""What proofs answer: the latest that is recent, a console before a person, and nothing where nobody knows."""

from datetime import date, timedelta

import pytest

from perenne.devices.answer import Limits, answer
from perenne.devices.records import Evidence, Original, ProofKind
from perenne.devices.rule import ProofAsked

DAY = date(2026, 11, 24)
APP = "com.example.app"


def _proof(present: bool, days: int, kind: ProofKind = "table") -> Evidence:
    return Evidence(f"{kind}{days}{present}", "p", kind, DAY - timedelta(days), Original("f", "0"), {APP: present})


def _state(*proofs: Evidence, asked: ProofAsked = ProofAsked(), since: date | None = None) -> str:  # noqa: B008
    return answer(proofs, lambda each: each.apps.get(APP), Limits(DAY, since, {}, asked)).state


def test_without_a_proof_nothing_is_known() -> None:
    assert _state() == "missing"


@pytest.mark.parametrize(("days", "state"), [(0, "no"), (30, "no"), (31, "stale"), (400, "stale")])
def test_a_proof_counts_until_its_age_and_no_day_longer(days: int, state: str) -> None:
    assert _state(_proof(False, days)) == state


def test_a_proof_of_tomorrow_says_nothing_of_today() -> None:
    assert _state(_proof(False, -1)) == "missing"


def test_the_latest_proof_holds() -> None:
    assert _state(_proof(True, 9), _proof(False, 2)) == "no"
    assert _state(_proof(False, 9), _proof(True, 2)) == "yes"


def test_two_proofs_of_one_day_that_differ_tell_nothing() -> None:
    assert _state(_proof(True, 2), _proof(False, 2)) == "contradicted"


def test_a_word_does_not_outweigh_what_a_console_saw() -> None:
    assert _state(_proof(True, 9), _proof(False, 2, "declaration")) == "contradicted"
    assert _state(_proof(True, 31), _proof(False, 2, "declaration")) == "no"


def test_what_a_console_sees_later_outweighs_a_word() -> None:
    assert _state(_proof(True, 1), _proof(False, 9, "declaration")) == "yes"


def test_a_rule_may_take_some_kinds_of_proof_only() -> None:
    machine = ProofAsked(kinds=("table",))
    assert _state(_proof(False, 1, "declaration"), asked=machine) == "missing"


def test_a_rule_may_ask_for_fresher_proofs_but_never_for_older_ones() -> None:
    assert _state(_proof(False, 8), asked=ProofAsked(max_age_days=7)) == "stale"
    assert _state(_proof(False, 31), asked=ProofAsked(max_age_days=365)) == "stale"


def test_no_proof_counts_from_before_the_device_was_out_of_hand() -> None:
    assert _state(_proof(False, 9), since=DAY - timedelta(5)) == "stale"
    assert _state(_proof(False, 5), since=DAY - timedelta(5)) == "stale"
    assert _state(_proof(False, 4), since=DAY - timedelta(5)) == "no"
