"""The table of a console, with what a person says of its columns."""

from pathlib import Path

import pytest

from perenne.devices.importing.seen import Asked
from perenne.devices.importing.table import Mapping, Options, load_mapping, read
from perenne.model.errors import UnreadableFile, UsageError
from tests.devices.made import TIKTOK

ASKED = Asked(frozenset(TIKTOK), frozenset({"work_account"}), {})
WIDE = Mapping({"Asset": "device", "Seen": "on", "TikTok": f"app:{TIKTOK[0]}", "Mail": "answer:work_account"})
LONG = Mapping({"Asset": "device", "Seen": "on", "Bundle": "package"})


def test_a_column_an_app_is_a_yes_or_no() -> None:
    seen = read(b"Asset;Seen;TikTok;Mail\nA1;2026-11-20;oui;non\nA2;2026-11-21;;oui\n", WIDE, ASKED)
    assert [(each.called, each.apps, each.answers) for each in seen] == [
        (("A1",), {TIKTOK[0]: True}, {"work_account": False}),
        (("A2",), {}, {"work_account": True}),
    ]
    assert [each.line for each in seen] == [2, 3]


ROWS = b"Asset,Seen,Bundle\nA1,2026-11-20,com.example.mail\nA1,2026-11-20,com.zhiliaoapp.musically\nA2,2026-11-20,x\n"


def test_a_row_an_app_proves_presence_and_absence_only_where_the_list_is_whole() -> None:
    part = read(ROWS, LONG, ASKED)
    assert [each.apps for each in part] == [{TIKTOK[0]: True}, {}]
    whole = read(ROWS, Mapping(LONG.columns, Options(inventory="whole")), ASKED)
    assert [each.apps for each in whole] == [
        {TIKTOK[0]: True, TIKTOK[1]: False, TIKTOK[2]: False},
        dict.fromkeys(TIKTOK, False),
    ]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (b"A1,2026-11-20,\n", {}),
        (b"A1,2026-11-20,\nA1,2026-11-20,com.zhiliaoapp.musically\n", {TIKTOK[0]: True}),
        (b"A1,2026-11-20,\nA1,2026-11-20,com.example.mail\n", {}),
    ],
)
def test_a_row_without_a_package_makes_a_whole_list_one_in_part(rows: bytes, expected: dict[str, bool]) -> None:
    (seen,) = read(b"Asset,Seen,Bundle\n" + rows, Mapping(LONG.columns, Options(inventory="whole")), ASKED)
    assert seen.apps == expected


def test_columns_that_bear_our_names_need_no_mapping() -> None:
    (seen,) = read(f"device,on,app:{TIKTOK[0]}\nA1,2026-11-20,no\n".encode(), Mapping(), ASKED)
    assert (seen.apps, str(seen.on)) == ({TIKTOK[0]: False}, "2026-11-20")


def test_a_column_about_an_app_that_no_rule_names_is_not_kept() -> None:
    (seen,) = read(
        f"device,on,app:com.example.health,app:{TIKTOK[0]}\nA1,2026-11-20,yes,no\n".encode(), Mapping(), ASKED
    )
    assert seen.apps == {TIKTOK[0]: False}


def test_a_spreadsheet_with_semicolons_writes_the_day_first() -> None:
    (seen,) = read(b"Asset;Seen;TikTok\nA1;03/11/2026;no\n", WIDE, ASKED)
    assert str(seen.on) == "2026-11-03"
    with pytest.raises(UnreadableFile, match="date_order"):
        read(b"Asset,Seen,TikTok\nA1,03/11/2026,no\n", WIDE, ASKED)


def test_a_day_may_be_told_for_the_whole_table(tmp_path: Path) -> None:
    file = tmp_path / "map.toml"
    file.write_text(f'[columns]\n"Asset" = "device"\n"TikTok" = "app:{TIKTOK[0]}"\n[options]\non = "2026-11-20"\n')
    (seen,) = read(b"Asset,TikTok\nA1,no\n", load_mapping(file), ASKED)
    assert str(seen.on) == "2026-11-20"


@pytest.mark.parametrize(
    ("content", "wrong"),
    [
        (b"", "empty"),
        (b"Asset,Seen,TikTok\nA1,2026-11-20,maybe\n", "line 2: an answer is yes or no"),
        (b"Asset,Seen,TikTok\nA1,tomorrow,no\n", "line 2: a date cannot be read"),
        (b"Seen,TikTok\n2026-11-20,no\n", "--map"),
        (b"Asset,Seen\nA1,2026-11-20\n", "--map"),
    ],
)
def test_what_cannot_be_read_is_told_by_its_line(content: bytes, wrong: str) -> None:
    with pytest.raises(UnreadableFile, match=wrong):
        read(content, WIDE, ASKED)


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ('[columns]\n"A" = "devise"', "device"),
        ('[columns]\n"A" = "answer:contact"', "contacts"),
        ('[colums]\n"A" = "device"', "columns"),
        ('[options]\ninventory = "all"', "inventory"),
        ("[options]\non = 3", "on"),
        ("not toml", "TOML"),
    ],
)
def test_a_slip_in_a_mapping_is_answered_with_what_is_near(tmp_path: Path, said: str, wrong: str) -> None:
    (tmp_path / "map.toml").write_text(said)
    with pytest.raises(UsageError, match=wrong) as told:
        load_mapping(tmp_path / "map.toml")
    assert "map.toml" in told.value.says.fr
