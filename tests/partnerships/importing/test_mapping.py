"""A mapping is written as it is read: what was understood once can be said the next time."""

import io
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given as for_any
from hypothesis import strategies as st

from perenne.model.errors import UsageError
from perenne.partnerships.importing.mapping import STAYS, Choices, Options, load_choices, written
from perenne.partnerships.importing.plan import plan, words
from tests.partnerships.importing.sheets import HEAD, NINE, Memory, planned, sheet, workbook


def test_what_was_understood_gives_the_same_plan_when_it_is_said(tmp_path: Path) -> None:
    head, row = f"{HEAD};Humeur", f"{NINE};calme"
    first = planned(sheet(row, head=head))
    (tmp_path / "map.toml").write_text(written(first.understood), encoding="utf-8")
    said = load_choices(tmp_path / "map.toml", words().fields)
    assert said.options == Options(date_order="dmy", decimal=",")
    assert said.columns["Humeur"] == STAYS
    assert planned(sheet(row, head=head), choices=said).events == first.events


def test_a_header_that_means_two_things_is_not_said() -> None:
    tabs: dict[str, list[list[Any]]] = {
        "Creators": [["Name", "Handle"], ["Nine Averel", "nine.exemple"]],
        "Deals": [["Creator", "Brand", "Name", "Fee excl. VAT"], ["Nine Averel", "Maison Lorbec", "x", 5]],
    }
    understood = plan(workbook(**tabs), "s.xlsx", Memory()).understood
    assert "Name" not in understood.columns
    assert understood.columns["Brand"] == "advertiser"


def test_questions_stand_as_remarks_that_nothing_can_break_out_of() -> None:
    text = written(Choices(), ['several columns\n[options]\nvat = "excl"'])
    assert text.splitlines()[-1].startswith("# several columns [options]")


@for_any(st.dictionaries(st.text(), st.sampled_from(["fee", STAYS])))
def test_any_header_can_be_written_and_read_again(
    tmp_path_factory: pytest.TempPathFactory, columns: dict[str, str]
) -> None:
    file = tmp_path_factory.mktemp("map") / "map.toml"
    columns = {header: field for header, field in columns.items() if header.isprintable()}
    file.write_text(written(Choices(columns)), encoding="utf-8")
    assert columns.items() <= load_choices(file, words().fields).columns.items()


def test_a_mapping_that_cannot_be_read_says_why(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="No such file"):
        load_choices(tmp_path / "absent.toml", words().fields)
    (tmp_path / "map.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(UsageError, match="save this file as UTF-8"):
        load_choices(tmp_path / "map.toml", words().fields)
    (tmp_path / "bom.toml").write_bytes(b'\xef\xbb\xbf[options]\nvat = "excl"\n')
    assert load_choices(tmp_path / "bom.toml", words().fields).options.vat == "excl"
    assert io.StringIO(written(Choices(options=Options(vat="excl")))).read().endswith('vat = "excl"\n')
