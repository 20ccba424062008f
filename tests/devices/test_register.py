"""A register is read whole, or the line that is wrong is named: a device that vanished would pass for none."""

from pathlib import Path
from typing import Any

import pytest

from perenne.chain import sha256
from perenne.devices.register import read_register
from perenne.model.errors import UnreadableFile, UsageError
from tests.devices.made import HEADING, PRESENT, device, exception, lines, proof, write


def test_records_of_several_files_are_one_register(tmp_path: Path) -> None:
    write(tmp_path, device())
    (tmp_path / "more.ndjson").write_text(lines(device("phone-2")), encoding="utf-8")
    (tmp_path / "proofs").mkdir()
    (tmp_path / "proofs" / "p.ndjson").write_text(lines(proof(PRESENT)), encoding="utf-8")
    register = read_register(tmp_path)
    assert set(register.devices) == {"phone-1", "phone-2"}
    assert len(register.proofs_of("phone-1")) == 1
    assert register.heading.organisation == "Bureau Rivage"


def test_one_file_is_a_register_too(tmp_path: Path) -> None:
    write(tmp_path, device())
    assert set(read_register(tmp_path / "register.ndjson").devices) == {"phone-1"}


def test_the_same_proof_imported_twice_is_one(tmp_path: Path) -> None:
    write(tmp_path, device(), proof(PRESENT), proof(PRESENT))
    assert len(read_register(tmp_path).evidence) == 1


def test_the_hash_tells_of_any_change(tmp_path: Path) -> None:
    one = read_register(write(tmp_path, device())).sha256
    other = read_register(write(tmp_path, device(enrolled=True))).sha256
    assert one != other


@pytest.mark.parametrize(
    ("record", "wrong"),
    [
        ({"perenne": "device/1", "id": "x"}, "class"),
        (device("x", colour="red"), "colour"),
        (device("x", **{"class": "tablet"}), "work, second, personal, profile|class"),
        ({"perenne": "phone/1"}, "device/1"),
        ({"id": "x"}, "device/1"),
        (device(enrolled=True), "phone-1.*stands already"),
        (HEADING, "second heading"),
        (proof(PRESENT, name="nowhere"), "nowhere.*not in the register"),
        (exception(until=None), "until"),
        (exception(approved_by=" "), "who approved it"),
        (exception(until="2026-09-01"), "not before the start"),
        (exception(until="9999-12-31"), "between 1990 and 2200"),
        (device("x", known_as=["phone-1"]), "phone-1.*x.*one name"),
        ({"perenne": "device-app/1", "id": "x", "name": "X", "packages": []}, "one package at least"),
        (device("x", origin={"brand": {"country": "France", "source": "s", "on": "2026-01-01", "confidence": "A"}}),
         "two capitals"),
    ],
)  # fmt: skip
def test_a_line_that_cannot_be_is_named(tmp_path: Path, record: dict[str, Any], wrong: str) -> None:
    write(tmp_path, device(), record)
    with pytest.raises(UnreadableFile, match=wrong) as told:
        read_register(tmp_path)
    assert "register.ndjson, ligne 3" in told.value.says.fr


def test_two_devices_of_one_name_are_refused_also_where_one_of_them_is_a_hash(tmp_path: Path) -> None:
    for other in ("RVG-1", f"sha256:{sha256(b'RVG-1')}"):
        write(tmp_path, device(known_as=["RVG-1"]), device("phone-2", known_as=[other]))
        with pytest.raises(UnreadableFile, match=r"line 3.*one name"):
            read_register(tmp_path)
    write(tmp_path, device(known_as=["RVG-1", f"sha256:{sha256(b'RVG-1')}"]))
    assert set(read_register(tmp_path).devices) == {"phone-1"}


@pytest.mark.parametrize(("days", "is_taken"), [(0, False), (1, True), (366, True), (367, False)])
def test_no_proof_counts_for_longer_than_a_year(tmp_path: Path, days: int, *, is_taken: bool) -> None:
    (tmp_path / "r.ndjson").write_text(lines(HEADING | {"max_age_days": {"table": days}}), encoding="utf-8")
    if is_taken:
        assert read_register(tmp_path).heading.max_age_days == {"table": days}
    else:
        with pytest.raises(UnreadableFile, match="max_age_days"):
            read_register(tmp_path)


def test_an_exception_without_an_end_is_none(tmp_path: Path) -> None:
    open_ended = exception()
    del open_ended["until"]
    write(tmp_path, device(), open_ended)
    with pytest.raises(UnreadableFile, match=r"line 3: required key missing \(until\)"):
        read_register(tmp_path)


def test_a_folder_without_records_is_no_register(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there is no register"):
        read_register(tmp_path)


def test_an_app_of_the_register_keeps_the_packages_that_the_rules_know(tmp_path: Path) -> None:
    own = {"perenne": "device-app/1", "id": "tiktok", "name": "TikTok", "packages": ["com.example.variant"]}
    packages = read_register(write(tmp_path, device(), own)).apps["tiktok"].packages
    assert "com.example.variant" in packages
    assert "com.zhiliaoapp.musically" in packages
