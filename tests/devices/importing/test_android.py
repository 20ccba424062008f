"""Android Management’s state of a device: what it proves, and what it leaves open."""

import json
from typing import Any

import pytest

from perenne.devices.importing import android
from perenne.devices.importing.seen import Asked
from perenne.model.errors import UnreadableFile
from tests.devices.made import TIKTOK

ASKED = Asked(frozenset(TIKTOK), frozenset({"managed", "policy_applied", "posture_secure"}), {})


def state(**facts: Any) -> dict[str, Any]:
    return {
        "name": "enterprises/LC0example/devices/3a7f",
        "managementMode": "DEVICE_OWNER",
        "state": "ACTIVE",
        "lastStatusReportTime": "2026-11-20T23:30:00Z",
        "applicationReports": [{"packageName": "com.example.mail", "state": "INSTALLED"}],
        **facts,
    }


def _read(*devices: dict[str, Any]) -> list[Any]:
    return list(android.read(json.dumps({"devices": devices}).encode(), ASKED))


def test_a_managed_device_without_the_app_proves_that_it_is_absent() -> None:
    (seen,) = _read(state())
    assert seen.apps == dict.fromkeys(TIKTOK, False)
    assert seen.on.isoformat() == "2026-11-21", "the civil day, where it was past midnight"


def test_an_app_that_was_removed_is_absent() -> None:
    reports = [{"packageName": TIKTOK[0], "state": "REMOVED"}, {"packageName": TIKTOK[1], "state": "INSTALLED"}]
    (seen,) = _read(state(applicationReports=reports))
    assert seen.apps == {TIKTOK[0]: False, TIKTOK[1]: True, TIKTOK[2]: False}


@pytest.mark.parametrize("facts", [{"managementMode": "PROFILE_OWNER"}, {"managementMode": None}])
def test_a_work_profile_says_nothing_of_the_rest_of_the_phone(facts: dict[str, Any]) -> None:
    (seen,) = _read({key: said for key, said in state(**facts).items() if said is not None})
    assert seen.apps == {}
    (seen,) = _read(
        {
            key: said
            for key, said in state(**facts, applicationReports=[{"packageName": TIKTOK[0]}]).items()
            if said is not None
        }
    )
    assert seen.apps == {TIKTOK[0]: True}


def test_an_empty_list_of_apps_proves_that_none_is_absent() -> None:
    (seen,) = _read(state(applicationReports=[]))
    assert seen.apps == {}


def test_a_device_without_reports_proves_nothing_of_apps() -> None:
    told = state()
    del told["applicationReports"]
    (seen,) = _read(told)
    assert seen.apps == {}


def test_what_the_console_says_of_the_device_answers_questions() -> None:
    (seen,) = _read(
        state(
            policyCompliant=False,
            securityPosture={"devicePosture": "SECURE"},
            softwareInfo={"androidVersion": "16", "securityPatchLevel": "2026-11-01"},
        )
    )
    assert seen.answers == {"managed": True, "policy_applied": False, "posture_secure": True}
    assert seen.system is not None
    assert (seen.system.version, str(seen.system.patched_on)) == ("16", "2026-11-01")
    (seen,) = _read(state(securityPosture={"devicePosture": "POSTURE_UNSPECIFIED"}))
    assert "posture_secure" not in seen.answers


def test_it_may_come_as_one_object_as_a_list_or_a_line_each() -> None:
    one, two = state(), state(name="enterprises/LC0example/devices/91bc")
    for content in (json.dumps([one, two]), f"{json.dumps(one)}\n{json.dumps(two)}\n"):
        assert len(list(android.read(content.encode(), ASKED))) == 2
    assert len(list(android.read(json.dumps(one, indent=2).encode(), ASKED))) == 1


def test_something_else_is_refused_by_line() -> None:
    with pytest.raises(UnreadableFile, match="line 2"):
        list(android.read(json.dumps(state()).encode() + b"\n{}\n", ASKED))


def test_a_report_without_a_day_has_none() -> None:
    for said in ("", "soon", None):
        (seen,) = _read({key: each for key, each in state(lastStatusReportTime=said).items() if each is not None})
        assert seen.on is None
