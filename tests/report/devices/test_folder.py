"""The folder of a report: whole or not there, and never in place of somebody’s files."""

from pathlib import Path

import msgspec
import pytest

from perenne.devices.verdict import Verdict
from perenne.model.errors import UsageError
from perenne.model.wire import decode
from perenne.report.devices.folder import write_report
from tests.devices.made import ABSENT, PRESENT, checked, device, proof


def test_a_report_is_a_page_tables_and_records_that_agree(tmp_path: Path) -> None:
    found = checked(tmp_path / "r", device(), device("two"), proof(PRESENT), proof(ABSENT, name="two"))
    page = write_report(found, tmp_path / "out", "fr")
    assert {each.name for each in page.parent.iterdir()} == {
        "devices.html", "devices.csv", "devices.xlsx", "verdicts.ndjson", "summary.json",
    }  # fmt: skip
    told = [decode(Verdict, line) for line in (page.parent / "verdicts.ndjson").read_bytes().splitlines()]
    assert told == found.verdicts
    summary = msgspec.json.decode((page.parent / "summary.json").read_bytes())
    assert summary["devices"] == {
        "non_compliant": 1, "unknown": 0, "exception": 0, "compliant": 1, "no_obligation": 0,
    }  # fmt: skip
    assert summary["on"] == "2026-11-24"


def test_the_same_check_gives_the_same_bytes_and_replaces_the_earlier_one(tmp_path: Path) -> None:
    found = checked(tmp_path / "r", device(), proof(PRESENT))
    written = [
        {each.name: each.read_bytes() for each in write_report(found, tmp_path / "out", "fr").parent.iterdir()}
        for _ in range(2)
    ]
    assert written[0] == written[1]


def test_a_folder_of_somebody_is_never_replaced(tmp_path: Path) -> None:
    found = checked(tmp_path / "r", device())
    with pytest.raises(UsageError, match="a report on devices"):
        write_report(found, tmp_path / "r", "fr")
