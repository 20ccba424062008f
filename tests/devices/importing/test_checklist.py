"""A sheet that a person filled in: answers by device, day and function."""

from pathlib import Path

import pytest

from perenne.devices.importing.checklist import declaration_in, is_checklist, read
from perenne.devices.importing.seen import Asked
from perenne.model.errors import UnreadableFile
from tests.devices.made import TIKTOK

ASKED = Asked(frozenset(TIKTOK), frozenset({"contacts", "wiped"}), {})
SHEET = """device;question;words;answer;on;by
studio-1;contacts;Contient-il des contacts ?;non;03/11/2026;réseaux
studio-1;com.zhiliaoapp.musically;;oui;2026-11-03;réseaux
studio-1;wiped;;;;
studio-2;contacts;;oui;2026-11-04;réseaux
studio-2;kept_away;;oui;2026-11-04;réseaux
"""


def test_answers_are_taken_by_device_and_what_is_empty_stays_unknown() -> None:
    seen, beside = read(SHEET.encode(), ASKED)
    assert [(each.called[0], str(each.on), each.apps, each.answers, each.by) for each in seen] == [
        ("studio-1", "2026-11-03", {TIKTOK[0]: True}, {"contacts": False}, "réseaux"),
        ("studio-2", "2026-11-04", {}, {"contacts": True}, "réseaux"),
    ]
    assert beside == 1, "an answer that no rule asks for is not kept"


def test_a_sheet_is_known_by_its_columns() -> None:
    assert is_checklist(SHEET.encode())
    assert not is_checklist(b"device,on,package\n")
    assert not is_checklist(b"")


@pytest.mark.parametrize(
    ("was", "becomes", "wrong"),
    [
        (";oui;2026-11-03", ";parfois;2026-11-03", "line 3: an answer is yes or no"),
        (";oui;2026-11-03", ";oui;", "line 3: the column “on”"),
        (";oui;2026-11-03", ";oui;hier", "line 3: the column “on”"),
    ],
)
def test_an_answer_that_is_none_is_told_by_its_line(was: str, becomes: str, wrong: str) -> None:
    with pytest.raises(UnreadableFile, match=wrong):
        read(SHEET.replace(was, becomes, 1).encode(), ASKED)


def test_a_declaration_is_about_one_device_one_day_and_one_function(tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.csv"
    sheet.write_text("".join(SHEET.splitlines(keepends=True)[:4]), encoding="utf-8")
    said = declaration_in(sheet)
    assert (said.device, str(said.on), said.by) == ("studio-1", "2026-11-03", "réseaux")
    assert (said.apps, said.answers) == ({TIKTOK[0]: True}, {"contacts": False})
    sheet.write_text(SHEET, encoding="utf-8")
    with pytest.raises(UnreadableFile, match="this sheet answers 2"):
        declaration_in(sheet)
    sheet.write_text(SHEET.splitlines()[0] + "\nstudio-1;contacts;;non;2026-11-03;\n", encoding="utf-8")
    with pytest.raises(UnreadableFile, match="the function of whoever declares"):
        declaration_in(sheet)
    sheet.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(UnreadableFile, match="is no sheet of questions"):
        declaration_in(sheet)
