"""What a security officer must not miss: the last day of exceptions and proofs, and devices to give back."""

from datetime import date
from pathlib import Path

from perenne.devices.due import coming
from tests.devices.made import ABSENT, DAY, PRESENT, checked, device, exception, proof


def test_the_last_day_of_a_proof_is_the_last_on_which_the_verdict_holds(tmp_path: Path) -> None:
    records = [device(label="Poste"), proof(ABSENT, days=4)]
    (due,) = coming(checked(tmp_path, *records))
    assert (due.on, due.kind, due.device) == (date(2026, 12, 20), "proof_stale", "phone-1")
    assert "Poste" in due.says.en
    assert checked(tmp_path, *records, on=due.on).word("phone-1") == "compliant"
    assert checked(tmp_path, *records, on=date(2026, 12, 21)).word("phone-1") == "unknown"


def test_exceptions_end_and_devices_go_back(tmp_path: Path) -> None:
    phone = device(under=["fr.state"], retired_on="2027-01-31")
    found = coming(checked(tmp_path, phone, proof(PRESENT), exception()))
    assert [(each.on, each.kind) for each in found] == [
        (date(2026, 12, 15), "exception_ends"),
        (date(2026, 12, 23), "proof_stale"),
        (date(2027, 1, 31), "given_back"),
    ]


def test_what_has_ended_is_not_to_come(tmp_path: Path) -> None:
    ended = exception(**{"from": "2026-01-01", "until": "2026-11-23"})
    assert coming(checked(tmp_path, device(under=["fr.state"]), proof(PRESENT, days=31), ended)) == []


def test_the_same_day_of_the_same_thing_is_the_same_entry_of_a_calendar(tmp_path: Path) -> None:
    records = [device(), proof(ABSENT)]
    one, other = (coming(checked(tmp_path, *records, on=on))[0].uid for on in (DAY, date(2026, 11, 25)))
    assert one == other
