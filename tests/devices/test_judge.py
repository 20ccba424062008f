"""The verdicts: compliant, non-compliant, exception with its days, unknown; unknown is never compliant."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perenne.devices.answer import Limits, answer
from perenne.devices.records import Evidence, Original
from perenne.devices.rule import ProofAsked
from perenne.model.errors import UsageError
from tests.devices.made import (
    ABSENT,
    DAY,
    PRESENT,
    TIKTOK,
    checked,
    device,
    exception,
    only,
    proof,
    sourced,
    write,
    write_rule,
)

STATE: dict[str, Any] = {"under": ["fr.state"]}


@pytest.mark.parametrize(
    ("proofs", "word"),
    [
        ([proof(ABSENT)], "compliant"),
        ([proof(PRESENT)], "non_compliant"),
        ([], "unknown"),
        ([proof(ABSENT, days=31)], "unknown"),
        ([proof(PRESENT, days=31)], "unknown"),
        ([proof({TIKTOK[0]: False})], "unknown"),
        ([proof({TIKTOK[0]: True})], "non_compliant"),
        ([proof(ABSENT, days=2), proof(PRESENT, days=1)], "non_compliant"),
        ([proof(PRESENT, days=1), proof(ABSENT, days=1)], "unknown"),
    ],
)
def test_a_work_phone_of_the_commission(tmp_path: Path, proofs: list[dict[str, Any]], word: str) -> None:
    assert only(tmp_path, device(), *proofs).verdict == word


def test_a_verdict_carries_rule_source_and_proof_with_its_day_and_hash(tmp_path: Path) -> None:
    verdict = only(tmp_path, device(), proof(PRESENT, days=3))
    assert (verdict.rule, verdict.rule_version) == ("eu.commission.tiktok", "2023-03-15")
    assert "23 février 2023" in verdict.source
    assert verdict.confidence == "B"
    ((told,),) = [point.proofs for point in verdict.points]
    assert (told.on, told.age_days, told.max_age_days) == (DAY - timedelta(3), 3, 30)
    assert (told.file, told.sha256) == ("export.json", "a" * 64)


def test_the_day_decides_which_version_speaks(tmp_path: Path) -> None:
    told = [device(), proof(PRESENT, on="2023-03-10")]
    assert checked(tmp_path, *told, on=date(2023, 2, 22)).verdicts == []
    asked = only(tmp_path, *told, on=date(2023, 3, 14))
    assert (asked.verdict, asked.advice) == (None, "not_followed")
    assert only(tmp_path, *told, on=date(2023, 3, 15)).verdict == "non_compliant"


def test_advice_is_told_and_never_accuses(tmp_path: Path) -> None:
    private = device(
        role="member", institution_apps=False, under=["eu.parliament"], **{"class": "personal", "owned_by": "holder"}
    )
    found = checked(tmp_path, private, proof(PRESENT))
    assert [each.advice for each in found.verdicts] == ["not_followed"]
    assert found.word("phone-1") is None


def test_a_field_that_nobody_recorded_makes_the_verdict_unknown_and_is_asked_for(tmp_path: Path) -> None:
    verdict = only(tmp_path, device(**{"class": "personal"}), proof(ABSENT))
    assert verdict.verdict == "unknown"
    assert "enrolled" in verdict.because.en
    assert [point.what for point in verdict.points] == ["enrolled"]


@pytest.mark.parametrize(
    ("on", "word", "left"),
    [
        (date(2026, 9, 14), "non_compliant", None),
        (date(2026, 9, 15), "exception", 91),
        (DAY, "exception", 21),
        (date(2026, 12, 15), "exception", 0),
        (date(2026, 12, 16), "non_compliant", None),
    ],
)
def test_an_exception_runs_from_its_first_to_its_last_day(
    tmp_path: Path, on: date, word: str, left: int | None
) -> None:
    verdict = only(tmp_path, device(**STATE), proof(PRESENT, on=on.isoformat()), exception(), on=on)
    assert verdict.verdict == word
    assert (verdict.exception.days_left if verdict.exception else None) == left
    if on > date(2026, 12, 15):
        assert "ended on 15 December 2026" in verdict.because.en


def test_an_exception_that_is_approved_afterwards_covers_nothing_before(tmp_path: Path) -> None:
    for approved, word in (("2026-11-24", "exception"), ("2026-11-25", "non_compliant")):
        records = [device(**STATE), proof(PRESENT), exception(approved_on=approved)]
        assert only(tmp_path, *records).verdict == word


def test_an_exception_without_a_foreseeable_end_settles_nothing_where_the_rule_gives_no_length(
    tmp_path: Path,
) -> None:
    year = {"from": "2026-01-01", "approved_on": "2026-01-01"}
    for until, word in (("2027-01-01", "exception"), ("2027-01-02", "unknown"), ("2199-12-31", "unknown")):
        verdict = only(tmp_path, device(**STATE), proof(PRESENT), exception(until=until, **year))
        assert verdict.verdict == word
    assert "366" in verdict.because.fr
    assert "366" in verdict.because.en


def test_an_exception_covers_what_it_says_and_that_device_alone(tmp_path: Path) -> None:
    for changed in ({"covers": ["palabre"]}, {"device": "phone-2"}, {"rule": "nl.government.offensive"}):
        records = [device(**STATE), device("phone-2", retired_on="2026-01-01"), proof(PRESENT), exception(**changed)]
        assert only(tmp_path, *records).verdict == "non_compliant"
    assert only(tmp_path, device(**STATE), proof(PRESENT), exception(covers=["tiktok"])).verdict == "exception"


def test_an_exception_does_not_stand_in_for_a_proof(tmp_path: Path) -> None:
    assert only(tmp_path, device(**STATE), exception()).verdict == "unknown"
    assert only(tmp_path, device(**STATE), proof(PRESENT, days=40), exception()).verdict == "unknown"


def test_where_nobody_knows_whether_a_rule_admits_exceptions_one_makes_the_verdict_unknown(tmp_path: Path) -> None:
    verdict = only(tmp_path, device(), proof(PRESENT), exception(rule="eu.commission.tiktok"))
    assert verdict.verdict == "unknown"
    assert "nothing says whether the rule admits any" in verdict.because.en


def test_a_rule_may_admit_none_or_only_short_ones(tmp_path: Path) -> None:
    asks = "apps: {ids: [tiktok]}"
    given_one = exception(rule="own.phones")
    write_rule(tmp_path, asks, provided='"no"')
    assert only(tmp_path, device(under=[]), proof(PRESENT), given_one).verdict == "non_compliant"
    write_rule(tmp_path, asks, provided='"yes", longest_days: 30')
    verdict = only(tmp_path, device(under=[]), proof(PRESENT), given_one)
    assert verdict.verdict == "non_compliant"
    assert "lasts 92 days, the rule admits 30" in verdict.because.en


def test_after_a_theft_no_earlier_proof_counts(tmp_path: Path) -> None:
    stolen = {
        "perenne": "device-incident/1", "id": "I-1", "device": "phone-1", "on": "2026-11-20", "kind": "stolen",
        "what": "volé, retrouvé",
    }  # fmt: skip
    verdict = only(tmp_path, device(), proof(ABSENT, days=9), stolen)
    assert verdict.verdict == "unknown"
    assert "before an incident" in verdict.because.en
    assert only(tmp_path, device(), proof(ABSENT, days=1), stolen).verdict == "compliant"
    assert only(tmp_path, device(), proof(ABSENT, days=9), stolen | {"kind": "other"}).verdict == "compliant"


def test_a_device_that_was_given_back_is_not_judged(tmp_path: Path) -> None:
    assert checked(tmp_path, device(retired_on=DAY.isoformat()), proof(PRESENT)).by_device == {}
    assert checked(tmp_path, device(since="2026-11-25"), proof(PRESENT)).by_device == {}


def test_weak_sources_never_accuse(tmp_path: Path) -> None:
    write_rule(tmp_path, "apps: {ids: [tiktok]}", confidence="D")
    verdict = only(tmp_path, device(under=[]), proof(PRESENT))
    assert verdict.verdict == "unknown"
    assert "too weak to conclude" in verdict.because.en


@pytest.mark.parametrize(
    ("origin", "word"),
    [
        ({}, "unknown"),
        ({"assembled_in": sourced("DE")}, "compliant"),
        ({"assembled_in": sourced("DE", "D")}, "unknown"),
        ({"assembled_in": sourced("VN")}, "non_compliant"),
        ({"brand": sourced("DE"), "owner_of_maker": sourced("DE"), "system_built_in": sourced("DE")}, "unknown"),
    ],
)
def test_where_a_phone_was_assembled_is_proved_by_no_other_fact(
    tmp_path: Path, origin: dict[str, Any], word: str
) -> None:
    write_rule(tmp_path, "origin: {assembled_in: [DE, FI]}")
    assert only(tmp_path, device(under=[], origin=origin)).verdict == word


@pytest.mark.parametrize(
    ("system", "word"),
    [
        (None, "unknown"),
        ({"name": "android", "version": "16"}, "unknown"),
        ({"patched_on": "2026-09-25"}, "compliant"),
        ({"patched_on": "2026-09-24"}, "non_compliant"),
        ({"patched_on": "2026-11-23"}, "compliant"),
        ({"patched_on": "2026-11-24"}, "unknown"),
        ({"patched_on": "2031-01-01"}, "unknown"),
    ],
)
def test_a_patch_is_as_old_as_its_day(tmp_path: Path, system: dict[str, Any] | None, word: str) -> None:
    write_rule(tmp_path, "patch_max_age_days: 60")
    told = [proof(system=system)] if system else []
    assert only(tmp_path, device(under=[]), *told).verdict == word


def test_a_second_phone_is_held_to_its_checklist(tmp_path: Path) -> None:
    second = device(under=["practice.second-phone"], **{"class": "second"})
    good = {
        "dedicated": True, "wiped": True, "work_account": False, "contacts": False, "own_number": True,
        "internal_network": False, "other_apps": False, "permissions_closed": True, "one_way_media": True,
        "kept_away": True, "return_set": True,
    }  # fmt: skip
    patched = proof(system={"patched_on": "2026-11-01"})
    filled = proof(answers=good, kind="checklist", days=80)
    verdict = only(tmp_path, second, patched, filled)
    assert verdict.verdict == "compliant"
    assert verdict.because.en == "All 12 points asked for hold."
    bad = only(tmp_path, second, patched, proof(answers=good | {"contacts": True}, kind="checklist"))
    assert bad.verdict == "non_compliant"
    assert bad.because.en == "Does it hold contacts? Yes."
    part = {name: said for name, said in good.items() if name != "wiped"}
    assert only(tmp_path, second, patched, proof(answers=part, kind="checklist")).verdict == "unknown"


def test_the_verdict_on_a_device_is_the_worst_of_what_obliges_it(tmp_path: Path) -> None:
    write_rule(tmp_path, "origin: {assembled_in: [DE]}")
    both = checked(tmp_path, device(), proof(PRESENT))
    assert {each.verdict for each in both.verdicts} == {"unknown", "non_compliant"}
    assert both.word("phone-1") == "non_compliant"
    assert checked(tmp_path, device(), proof(ABSENT)).word("phone-1") == "unknown"


def test_an_app_of_unknown_kind_is_a_question_only_where_it_is_there(tmp_path: Path) -> None:
    app = {"perenne": "device-app/1", "id": "palabre", "name": "Palabre", "packages": ["com.example.palabre"]}
    phone = device(**STATE)
    assert only(tmp_path, phone, app, proof(ABSENT | {"com.example.palabre": False})).verdict == "compliant"
    there = only(tmp_path, phone, app, proof(ABSENT | {"com.example.palabre": True}))
    assert there.verdict == "unknown"
    assert "nothing says whether the rule is about this app" in there.because.en


def test_names_that_nobody_knows_are_refused_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"eu\.nowhere.*fr\.state"):
        checked(tmp_path, device(under=["eu.nowhere"]))
    with pytest.raises(UsageError, match=r"there is no rule .fr\.nothing"):
        checked(tmp_path, device(), exception(rule="fr.nothing"))


def test_a_rule_about_an_app_that_nobody_knows_is_not_taken_for_kept(tmp_path: Path) -> None:
    write_rule(tmp_path, "apps: {ids: [tik-tok]}")
    with pytest.raises(UsageError, match=r"own\.phones.*tik-tok.*tiktok"):
        checked(tmp_path, device(under=[]), proof(PRESENT))


def test_the_order_of_records_changes_nothing(tmp_path: Path) -> None:
    records = [device(**STATE), proof(PRESENT), proof(ABSENT, days=5), exception()]
    one = checked(tmp_path, *records).verdicts
    assert checked(tmp_path, *reversed(records)).verdicts == one


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["android_management", "table", "declaration", "checklist"]),
            st.integers(-3, 120),
            st.sampled_from([True, False, None]),
        ),
        max_size=5,
    )
)
def test_nothing_but_a_recent_no_can_make_an_app_absent(told: list[tuple[Any, int, bool | None]]) -> None:
    proofs = [
        Evidence(str(n), "p", kind, DAY - timedelta(days), Original("f", "0"), {} if said is None else {"app": said})
        for n, (kind, days, said) in enumerate(told)
    ]
    limits = Limits(DAY, None, {}, ProofAsked())
    found = answer(proofs, lambda each: each.apps.get("app"), limits)
    recent = [each for each in proofs if "app" in each.apps and each.on <= DAY and limits.counts(each)]
    yes = [each.on for each in recent if each.apps["app"]]
    no = [each.on for each in recent if not each.apps["app"]]
    if found.state == "no":
        assert no
        assert max(yes, default=date.min) < max(no)
    if not recent:
        assert found.state in {"missing", "stale"}


def test_a_register_of_nothing_has_no_verdict(tmp_path: Path) -> None:
    write(tmp_path)
    assert checked(tmp_path).verdicts == []
