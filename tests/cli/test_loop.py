"""The whole loop: audit, take the questions, answer them, audit again; what was answered is not asked again."""

import csv
import io
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from tests.cli.calling import call
from tests.cli.conftest import Perenne
from tests.cli.folders import questions, records, summary
from tests.cli.posts import GIFT, answered, lines

Row = dict[str, str]
Asked = set[tuple[str, str]]


def _asked(rows: list[Row]) -> Asked:
    return {(row["post_id"].lstrip("'"), row["question"]) for row in rows}


AUDIT = ("audit", "examples/captures", "--deals", "examples/deals.xlsx", "--out")


@pytest.fixture(scope="module")
def audited(tmp_path_factory: pytest.TempPathFactory, repository: Path) -> Path:
    """The examples, audited with their deals into ``first``."""
    folder = tmp_path_factory.mktemp("loop")
    shutil.copytree(repository / "examples", folder / "examples")
    assert call(*AUDIT, "first", cwd=folder).status == 0
    return folder


@pytest.fixture
def examples(audited: Path, here: Path) -> list[Row]:
    """The examples and their audit: the questions that it leaves."""
    shutil.copytree(audited, here, dirs_exist_ok=True)
    rows = questions(here / "first")
    assert len(rows) > 5
    return rows


def _audit(perenne: Perenne, out: str, *more: str) -> None:
    assert perenne(*AUDIT, out, *more).status == 0


def _answer(rows: list[Row], answer: str, count: int | None = None) -> list[Row]:
    return [row | {"answer": answer, "by": "Lina Corvelle", "at": "2026-11-24"} for row in rows[:count]] + (
        rows[count:] if count is not None else []
    )


def _sheet(rows: list[Row], **dialect: object) -> str:
    sheet = io.StringIO(newline="")
    writer = csv.DictWriter(sheet, list(rows[0]), **dialect)  # type: ignore[arg-type]
    writer.writeheader()
    writer.writerows(rows)
    return sheet.getvalue()


def _as_written(rows: list[Row]) -> bytes:
    return _sheet(rows, delimiter=";", lineterminator="\r\n").encode("utf-8-sig")


def _by_excel_in_france(rows: list[Row]) -> bytes:
    """Windows-1252: what it lacks becomes a question mark; dates as they are written there; everything in quotes."""
    french = [row | {"at": "24/11/2026" if row["at"] else ""} for row in rows]
    sheet = _sheet(french, delimiter=";", lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    return sheet.encode("cp1252", "replace")


def _by_excel_as_unicode_text(rows: list[Row]) -> bytes:
    return _sheet(rows, delimiter="\t", lineterminator="\r\n").encode("utf-16")


def _by_libreoffice(rows: list[Row]) -> bytes:
    return _sheet(rows, delimiter=",", lineterminator="\n").encode("utf-8")


def _as_a_workbook(rows: list[Row]) -> bytes:
    """With the day as a spreadsheet keeps it: a number that is shown as a date."""
    book = io.BytesIO()
    with xlsxwriter.Workbook(book, {"in_memory": True}) as workbook:
        sheet, as_day = workbook.add_worksheet(), workbook.add_format({"num_format": "dd/mm/yyyy"})
        sheet.write_row(0, 0, list(rows[0]))
        for line, row in enumerate(rows, 1):
            for column, (name, cell) in enumerate(row.items()):
                if name == "at" and cell:
                    sheet.write_datetime(line, column, date.fromisoformat(cell), as_day)
                else:
                    sheet.write_string(line, column, cell)
    return book.getvalue()


def _with_columns_moved_and_removed(rows: list[Row]) -> bytes:
    order = ["answer", "question", "post_id", "platform", "asked"]
    return _sheet([{name: row[name] for name in order} for row in rows], delimiter=";").encode("utf-8")


SAVED = [
    _as_written, _by_excel_in_france, _by_excel_as_unicode_text, _by_libreoffice, _as_a_workbook,
    _with_columns_moved_and_removed,
]  # fmt: skip


@pytest.mark.parametrize(
    ("answer", "saved"),
    [*(("oui", saved) for saved in SAVED), ("No", _as_written), ("unknown", _by_excel_in_france)],
    ids=lambda each: each if isinstance(each, str) else each.__name__.strip("_"),
)
def test_what_was_answered_is_not_asked_again_and_nothing_new_is(
    perenne: Perenne, here: Path, examples: list[Row], saved: Callable[[list[Row]], bytes], answer: str
) -> None:
    (here / "filled.csv").write_bytes(saved(_answer(examples, answer)))
    _audit(perenne, "second", "--answers", "filled.csv")
    assert questions(here / "second") == []
    assert records(here / "second" / "rejects.ndjson") == records(here / "first" / "rejects.ndjson")


def test_half_of_the_answers_leaves_the_other_half(perenne: Perenne, here: Path, examples: list[Row]) -> None:
    (here / "filled.csv").write_bytes(_by_libreoffice(_answer(examples, "oui", count=4)))
    _audit(perenne, "second", "--answers", "filled.csv")
    assert _asked(questions(here / "second")) == _asked(examples[4:])


def test_an_answer_is_the_proof_that_the_new_finding_shows(perenne: Perenne, here: Path) -> None:
    (here / "gift.ndjson").write_bytes(lines(GIFT | {"labels": {"paid_partnership": False}}))
    perenne("audit", "gift.ndjson", "--out", "first")
    (row,) = questions(here / "first")
    (here / "filled.csv").write_bytes(_as_written(_answer([row], "oui")))
    said = perenne("audit", "gift.ndjson", "--answers", "filled.csv", "--json")
    (intent,) = (record for record in said.records if record["rule"] == "fr.mention.intent")
    assert (intent["verdict"], intent["question"]) == ("non_compliant", None)
    assert b"filled.csv:2" in said.out
    (here / "filled.csv").write_bytes(_as_written(_answer([row], "non")))
    cleared = perenne("audit", "gift.ndjson", "--answers", "filled.csv", "--json").records
    assert {record["verdict"] for record in cleared} <= {"out_of_scope", "compliant"}


def test_questions_left_empty_change_nothing(perenne: Perenne, here: Path, examples: list[Row]) -> None:
    before = (here / "first" / "findings.ndjson").read_bytes()
    shutil.copy(here / "first" / "questions.csv", here / "untouched.csv")
    _audit(perenne, "second", "--answers", "untouched.csv")
    assert (here / "second" / "findings.ndjson").read_bytes() == before
    assert _asked(questions(here / "second")) == _asked(examples)


def test_answers_of_two_files_add_up_and_the_later_one_counts(perenne: Perenne, here: Path) -> None:
    (here / "gift.ndjson").write_bytes(lines(GIFT))
    (here / "old.ndjson").write_bytes(lines(answered("Bb01", "deal.consideration", "yes", at="2026-11-21")))
    (here / "new.ndjson").write_bytes(lines(answered("Bb01", "deal.consideration", "no", at="2026-11-22")))
    for order in (("old.ndjson", "new.ndjson"), ("new.ndjson", "old.ndjson")):
        said = perenne("audit", "gift.ndjson", "--answers", order[0], "--answers", order[1], "--json")
        assert {record["verdict"] for record in said.records} <= {"out_of_scope", "compliant"}


def test_a_wrong_line_among_the_answers_is_a_reject_and_the_rest_counts(perenne: Perenne, here: Path) -> None:
    (here / "gift.ndjson").write_bytes(lines(GIFT))
    good = lines(answered("Bb01", "deal.consideration", "no"))
    (here / "answers.ndjson").write_bytes(good[:30] + b"\n" + good + lines({"perenne": "answer/1", "answr": "no"}))
    said = perenne("audit", "gift.ndjson", "--answers", "answers.ndjson", "--out", "a")
    assert said.status == 0
    assert [(reject["file"], reject["line"]) for reject in records(here / "a" / "rejects.ndjson")] == [
        ("answers.ndjson", 1),
        ("answers.ndjson", 3),
    ]
    assert questions(here / "a") == []
    assert summary(here / "a")["verdicts"].get("needs_human", 0) == 0


def test_answers_filled_in_inside_the_audit_outlive_the_audits_that_replace_it(perenne: Perenne, here: Path) -> None:
    """As the help of the command shows it: the sheet lies in the folder that the next audit replaces."""
    (here / "gift.ndjson").write_bytes(lines(GIFT | {"labels": {"paid_partnership": False}}))
    perenne("audit", "gift.ndjson")
    sheet = here / "perenne-audit" / "questions.csv"
    sheet.write_bytes(_as_written(_answer(questions(here / "perenne-audit"), "oui")))
    for _ in range(3):
        assert perenne("audit", "gift.ndjson", "--answers", "perenne-audit/questions.csv").status == 0
        assert questions(here / "perenne-audit") == []
        assert summary(here / "perenne-audit")["verdicts"]["non_compliant"] == 1
