"""The process in which workbooks and Parquet files are read: what it gives, what it may take, how it ends."""

import io
import os
import subprocess
import sys
import time as clock
from datetime import date, datetime, time, timedelta
from pathlib import Path

import polars as pl
import pytest

from perenne.model.errors import UnreadableFile
from perenne.readers import confined, sheet
from perenne.readers.delimited import Row
from perenne.readers.sheet import OLE, sheets
from tests.readers.workbooks import Value, ods_row, open_document, workbook

MOMENT = datetime(2026, 11, 20, 18, 42)  # noqa: DTZ001
BOOK = workbook(
    {
        "Posts": [["a", "b"], [], [MOMENT, date(2026, 11, 20), time(18, 42), 2.5, True, "é"]],
        "Vide": [],
        "Notes": [["x"]],
    },
    hidden=["Notes"],
)


def refusal(content: bytes) -> str:
    with pytest.raises(UnreadableFile) as refused:
        sheets(io.BytesIO(content))
    return refused.value.says.en


def test_sheets_come_in_their_order_with_cells_of_their_types() -> None:
    posts, notes = sheets(io.BytesIO(BOOK))
    assert (notes.name, notes.visible, posts.name, posts.visible) == ("Notes", False, "Posts", True)
    wanted = [
        Row(1, ("a", "b", None, None, None, None)),
        Row(3, (MOMENT, date(2026, 11, 20), time(18, 42), 2.5, True, "é")),
    ]
    assert [list(posts.rows()) for _ in range(2)] == [wanted, wanted]
    assert len(list(notes.rows())) == 1


def test_a_length_of_time_comes_through() -> None:
    content = io.BytesIO()
    pl.DataFrame({"durée": [timedelta(seconds=90.5), None]}).write_parquet(content)
    (table,) = sheets(content)
    assert [row.cells for row in table.rows() if isinstance(row, Row)][1:] == [(timedelta(seconds=90.5),), (None,)]


def test_rows_said_once_and_repeated_without_end_are_refused_soon() -> None:
    content = io.BytesIO()
    pl.DataFrame({"platform": ["x"] * 2_000_000}).write_parquet(content)
    sheet_of_rows = open_document({"A": ods_row("x", times=1_000_000)})
    wide = '<table:table-cell office:value-type="string" table:number-columns-repeated="500"><text:p>x</text:p>'
    rows = f'<table:table-row table:number-rows-repeated="9000">{wide}</table:table-cell></table:table-row>'
    began = clock.monotonic()
    for bomb in (content.getvalue(), sheet_of_rows, open_document({"A": rows})):
        assert len(bomb) < 20_000
        assert "give the table as CSV" in refusal(bomb)
    assert clock.monotonic() - began < 60  # some three seconds where nothing else runs


def test_a_large_file_may_hold_as_many_rows_as_it_has_bytes() -> None:
    row = Row(1, ("x",))
    assert len(list(confined.bounded([row] * 21_000, 1_000))) == 21_000
    with pytest.raises(UnreadableFile):
        list(confined.bounded([row] * 21_001, 1_000))


def test_two_tables_can_be_read_side_by_side() -> None:
    rows = [["platform"], *([f"{number}"] for number in range(1, 1000))]
    (first,), (second,) = (sheets(io.BytesIO(workbook({"A": rows}))) for _ in range(2))
    assert all(one == other for one, other in zip(first.rows(), second.rows(), strict=True))
    assert all(one == other for one, other in zip(first.rows(), first.rows(), strict=True))


def test_a_workbook_with_a_password_is_told_apart() -> None:
    assert "password" in refusal(OLE + bytes(4000))


def test_what_the_child_refuses_is_said_in_its_words() -> None:
    assert "workbook is broken" in refusal(BOOK[:-40])


def child(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    """From now on another program than ours stands where the child stood."""
    monkeypatch.setattr(confined, "CHILD", (sys.executable, "-c", code))


@pytest.mark.parametrize("ending", ["raise SystemExit(3)", "os.abort()", "os._exit(0)", "print('x' * 9)"])
def test_however_the_child_ends_there_is_one_sentence(ending: str, monkeypatch: pytest.MonkeyPatch) -> None:
    child(monkeypatch, f"import os; {ending}")
    assert "made to hurt" in refusal(BOOK)


def test_a_child_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    child(monkeypatch, "import time; time.sleep(60)")
    monkeypatch.setattr(confined, "SECONDS", 0.1)
    began = clock.monotonic()
    assert "made to hurt" in refusal(BOOK)
    assert clock.monotonic() - began < 10


def test_a_file_larger_than_is_copied_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confined, "MAX_PACKED", 1000)
    assert "give the table as CSV" in refusal(BOOK)


def in_the_child(code: str) -> str:
    """What ``code`` prints in a process that was limited as the child is."""
    limited = f"from perenne.readers import confined; confined._limit('workbook'); {code}"
    return subprocess.run([sys.executable, "-c", limited], capture_output=True, text=True, check=False).stdout


def test_memory_and_time_are_limited_before_a_byte_is_read() -> None:
    said = in_the_child("import resource as r; print(r.getrlimit(r.RLIMIT_AS)[0], r.getrlimit(r.RLIMIT_CPU)[0])")
    assert said.split() == [str(512 * 2**20), "60"]
    assert in_the_child("print(len(bytearray(2**30)))") == ""
    assert in_the_child("print(len(bytearray(2**20)))") == f"{2**20}\n"


def test_the_child_inherits_no_open_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = tmp_path / "told"
    held = "[os.path.realpath(f'/dev/fd/{n}') for n in range(64)]"
    child(monkeypatch, f"import os; open({str(told)!r}, 'w').write(str({held}))")
    with (tmp_path / "secret").open("w") as secret:
        os.set_inheritable(secret.fileno(), True)
        refusal(BOOK)
    assert "secret" not in told.read_text()


def test_a_module_in_the_working_folder_is_never_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("msgspec.py", "zipfile.py", "perenne.py"):
        (tmp_path / name).write_text("import pathlib; pathlib.Path('hurt').touch()")
    monkeypatch.chdir(tmp_path)
    assert len(sheets(io.BytesIO(BOOK))) == 2
    assert not (tmp_path / "hurt").exists()


def test_starting_the_child_costs_less_than_a_person_notices() -> None:
    began = clock.monotonic()
    sheets(io.BytesIO(BOOK))
    assert clock.monotonic() - began < 5  # a quarter of a second where nothing else runs


def test_only_sheets_are_taken_for_sheets() -> None:
    assert sheet.holds_sheets(BOOK[:8])
    assert sheet.holds_sheets(b"PAR1\x15\x04\x15\x10")
    assert not sheet.holds_sheets(b"PAR1,texte")
    assert not sheet.holds_sheets(b"a;b")


_ALONE = """
import io, resource, sys
from perenne.model.errors import UnreadableFile
from perenne.readers import confined
from perenne.readers.sheet import sheets
confined.be_alone(lambda kind: print(kind))
content = open(sys.argv[1], "rb").read()
print([[row.cells for row in each.rows()] for each in sheets(io.BytesIO(content))])
before = resource.getrlimit(resource.RLIMIT_AS)
confined.MEMORY["workbook"] = 2**12
try:
    sheets(io.BytesIO(content))
except UnreadableFile as problem:
    print(problem.says.en)
print(resource.getrlimit(resource.RLIMIT_AS) == before)
"""


def test_a_process_that_is_confined_itself_reads_them_within_the_same_limits_and_says_so_before(
    tmp_path: Path,
) -> None:
    posts: list[list[Value]] = [["a", "b"]]
    posts.extend([f"text {n}", n] for n in range(3_000))
    many = workbook({"Posts": posts})
    (path := tmp_path / "posts.xlsx").write_bytes(many)
    ran = subprocess.run([sys.executable, "-c", _ALONE, str(path)], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    first, rows, again, refused, restored = ran.stdout.splitlines()
    assert (first, again, restored) == ("workbook", "workbook", "True")
    assert rows.startswith("[[('a', 'b'), ('text 0', 0")
    assert refused.startswith("this file is damaged, made to hurt, or takes more than")
