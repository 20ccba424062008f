"""The questions that would settle what is unknown: on named packages and questions, and on nothing else."""

from pathlib import Path

from perenne.devices.asking import open_questions
from tests.devices.made import ABSENT, PRESENT, TIKTOK, checked, device, proof


def test_what_no_recent_proof_tells_is_asked_by_package(tmp_path: Path) -> None:
    asked = open_questions(checked(tmp_path, device(), device("phone-2"), proof(ABSENT, name="phone-2")))
    assert [(each.device, each.question) for each in asked] == [("phone-1", package) for package in TIKTOK]
    assert asked[0].words.en == "Is TikTok (com.zhiliaoapp.musically) installed on this device?"


def test_a_second_phone_is_asked_its_checklist(tmp_path: Path) -> None:
    second = device(under=["practice.second-phone"], **{"class": "second"})
    questions = {each.question for each in open_questions(checked(tmp_path, second))}
    assert {"contacts", "wiped", "return_set"} <= questions
    assert "patch" not in questions


def test_one_device_may_be_asked_alone_and_what_is_known_is_not_asked(tmp_path: Path) -> None:
    found = checked(tmp_path, device(), device("phone-2"), proof(PRESENT))
    assert {each.device for each in open_questions(found)} == {"phone-2"}
    assert open_questions(found, "phone-1") == []
