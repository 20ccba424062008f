"""The verdicts as a sheet: the same as the page, and nothing in it that a spreadsheet runs."""

import csv
import io
from io import BytesIO
from pathlib import Path

from python_calamine import CalamineWorkbook

from perenne.report.devices.tables import COLUMNS, as_csv, rows, write_workbook
from tests.devices.made import PRESENT, checked, device, exception, proof

FORMULA = "=HYPERLINK(1)"


def test_a_row_is_a_verdict_with_its_proof(tmp_path: Path) -> None:
    found = checked(
        tmp_path, device(under=["fr.state"]), device("free", under=[]), proof(PRESENT), exception(reason=FORMULA)
    )
    titled = [dict(zip([each.title.en for each in COLUMNS], row, strict=True)) for row in rows(found, "en")]
    assert [each["Verdict"] for each in titled] == ["Exception, 21 d", "No obligation"]
    assert titled[0]["Hashes"] == "a" * 64
    assert titled[0]["Exception until"] == "2026-12-15"
    assert titled[0]["Rule"] == "fr.state.recreational@2023-03-24"


def test_no_cell_is_a_formula(tmp_path: Path) -> None:
    found = checked(tmp_path, device(label=FORMULA, holder="+33"), proof(PRESENT))
    sheet = list(csv.reader(io.StringIO(as_csv(found, "fr").decode("utf-8-sig")), delimiter=";"))
    assert sheet[0][0] == "Appareil"
    assert sheet[1][1] == f"'{FORMULA}"
    assert sheet[1][3] == "'+33"
    stream = BytesIO()
    write_workbook(stream, found, "fr", tmp_path)
    workbook = CalamineWorkbook.from_filelike(BytesIO(stream.getvalue()))
    assert workbook.get_sheet_by_index(0).to_python()[1][1] == FORMULA
    assert b"<f>" not in stream.getvalue()
