"""The sheet of questions comes back as answers, no spreadsheet computes a cell, the findings are a table."""

import csv
import io
import json
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perenne.audit.answers import answer_file
from perenne.audit.outcome import OpenQuestion
from perenne.model.answer import Answer, Decision
from perenne.model.bilingual import Bilingual, Language
from perenne.model.finding import Finding, Question
from perenne.model.post import Post
from perenne.model.reject import Reject
from perenne.readers.reading import Origin
from perenne.readers.records_ndjson import read_answers
from perenne.report.tables import QUESTION_COLUMNS, questions_csv, rejects_ndjson, write_findings_parquet
from tests.law.given import a_post, finding, judged, paid

ASKED = Question(
    fact="deal.consideration",
    fr="Avez-vous reçu quelque chose, ou non ; quoi ?",
    en="Did you receive anything, or not; what?",
    to="creator",
)
ORIGIN = Origin("questions.csv", "0" * 64)
FORMULAS = ("=", "+", "-", "@", "\t", "\r")


def question(post: Post, asked: Question = ASKED) -> OpenQuestion:
    return OpenQuestion(post, asked, ("f-1", "f-2"))


def rows(sheet: bytes, delimiter: str = ";") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(sheet.decode("utf-8-sig"), newline=""), delimiter=delimiter))


def filled(sheet: bytes, answer: str, delimiter: str = ";", encoding: str = "utf-8-sig") -> bytes:
    """The sheet as a spreadsheet saves it once somebody has answered every question in it."""
    answered = io.StringIO()
    writer = csv.DictWriter(answered, QUESTION_COLUMNS, delimiter=delimiter, lineterminator="\r\n")
    writer.writeheader()
    for row in rows(sheet, delimiter):
        writer.writerow({**row, "answer": answer, "by": "Lina M.", "at": "2026-11-22"})
    return answered.getvalue().encode(encoding, "replace")


def sheet_of(questions: Iterable[OpenQuestion], language: Language) -> bytes:
    return b"".join(questions_csv(questions, language))


def findings_parquet(findings: Iterable[Finding]) -> bytes:
    """The table of ``findings``, as its file has it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "findings.parquet"
        write_findings_parquet(path, findings)
        assert path.stat().st_mode & 0o777 == 0o600
        assert list(path.parent.iterdir()) == [path]
        return path.read_bytes()


def answers(sheet: bytes) -> list[Answer | Decision | Reject]:
    return list(read_answers(io.BytesIO(sheet), ORIGIN))


# The sheet of questions


def test_a_french_sheet_is_cut_by_semicolons_and_says_its_encoding() -> None:
    sheet = sheet_of([question(a_post("Ma lampe", url="https://x.example/p"))], "fr")
    assert sheet.startswith(b"\xef\xbb\xbfplatform;post_id;question;")
    assert sheet.count(b"\r\n") == 2
    (row,) = rows(sheet)
    assert tuple(row) == QUESTION_COLUMNS
    assert (row["post_id"], row["question"], row["to"], row["asked"]) == ("C1", ASKED.fact, "creator", ASKED.fr)
    assert (row["handle"], row["url"], row["text"]) == ("lina.m", "https://x.example/p", "Ma lampe")
    assert row["findings"] == "f-1 f-2"


def test_an_english_sheet_is_cut_by_commas() -> None:
    (row,) = rows(sheet_of([question(a_post("Ma lampe"))], "en"), ",")
    assert row["asked"] == ASKED.en


def test_the_columns_to_fill_are_empty() -> None:
    (row,) = rows(sheet_of([question(a_post("Ma lampe"))], "fr"))
    assert {row[name] for name in ("answer", "by", "at", "note")} == {""}


def test_a_long_caption_is_cut_and_its_lines_are_joined() -> None:
    (row,) = rows(sheet_of([question(a_post("un\n\ndeux\t" + "x" * 500))], "fr"))
    assert row["text"].startswith("un deux xxx")
    assert len(row["text"]) == 120


def test_no_question_leaves_the_header_alone() -> None:
    assert sheet_of([], "fr").decode("utf-8-sig") == ";".join(QUESTION_COLUMNS) + "\r\n"
    assert answers(sheet_of([], "fr")) == []


hostile = st.text(st.sampled_from("=+-@\t\r\n;,\"' abé\u202e🌙|1"), max_size=15)


@given(hostile, hostile, hostile)
def test_no_cell_of_the_sheet_begins_like_a_formula(text: str, handle: str, url: str) -> None:
    post = a_post(text, post_id=handle or "C1", account={"handle": handle}, url=url)
    for language, delimiter in (("fr", ";"), ("en", ",")):
        sheet = sheet_of([question(post)], language)  # type: ignore[arg-type]
        (row,) = rows(sheet, delimiter)
        assert not [cell for cell in row.values() if cell.lstrip().startswith(FORMULAS)]
        assert sheet.count(b"\n") == 2


# There and back again


@pytest.mark.parametrize(
    "post_id",
    ["C8xk2", "-abcdefghij", "--------", "=abc", "+1", "@a", "_abc", "0123", "7301234567890123456", "ab:12", "é"],
)
@pytest.mark.parametrize(("language", "delimiter", "said"), [("fr", ";", "non"), ("en", ",", "No")])
def test_an_answered_sheet_is_read_back_to_the_same_post(
    post_id: str, language: Language, delimiter: str, said: str
) -> None:
    sheet = sheet_of([question(a_post("Ma lampe, mon code ; un ; deux", post_id=post_id))], language)
    (answer,) = answers(filled(sheet, said, delimiter))
    assert isinstance(answer, Answer)
    assert (answer.platform, answer.post_id, answer.question) == ("instagram", post_id, "deal.consideration")
    assert (answer.answer, answer.by, answer.at) == ("no", "Lina M.", "2026-11-22")
    assert set(answer_file([answer]).about(a_post("", post_id=post_id))) == {"deal.consideration"}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "cp1252", "utf-16"])
def test_a_spreadsheet_may_save_the_sheet_in_an_encoding_of_its_own(encoding: str) -> None:
    sheet = sheet_of([question(a_post("Été à la mer, déjà"))], "fr")
    (answer,) = answers(filled(sheet, "oui", encoding=encoding))
    assert isinstance(answer, Answer)
    assert answer.answer == "yes"


def test_a_question_without_answer_is_no_answer() -> None:
    sheet = sheet_of([question(a_post("Ma lampe"))], "fr")
    assert answers(sheet) == []
    assert answers(filled(sheet, "  ")) == []


ids = st.text(st.sampled_from("abcXYZ019_-=+@.:"), min_size=1, max_size=11).filter(lambda text: not text.isdigit())


@settings(max_examples=60)
@given(
    st.lists(st.tuples(ids, hostile), min_size=1, max_size=6, unique_by=lambda each: each[0]),
    st.sampled_from(["fr", "en"]),
)
def test_every_answer_finds_its_post_again(posts: list[tuple[str, str]], language: Any) -> None:
    asked = [question(a_post(text, post_id=post_id)) for post_id, text in posts]
    delimiter = ";" if language == "fr" else ","
    read = answers(filled(sheet_of(asked, language), "non", delimiter))
    assert [each.post_id for each in read if isinstance(each, Answer)] == [post_id for post_id, _ in posts]


# Rejects


def test_a_reject_is_one_line_in_the_language_of_the_audit() -> None:
    reject = Reject("a.ndjson", 4, "account.country", Bilingual(fr="code attendu", en="code expected"))
    lines = {language: list(rejects_ndjson([reject, reject], language)) for language in ("fr", "en")}
    assert json.loads(lines["fr"][0]) == {
        "file": "a.ndjson",
        "line": 4,
        "path": "account.country",
        "reason": "code attendu",
    }
    assert json.loads(lines["en"][1])["reason"] == "code expected"
    assert list(rejects_ndjson([], "fr")) == []


# Findings


def test_the_findings_are_a_table_with_one_row_each() -> None:
    found = judged(paid("Ma lampe", labels={"paid_partnership": False})).findings
    table = pl.read_parquet(io.BytesIO(findings_parquet(found)))
    assert table.height == len(found)
    assert set(table.dtypes) == {pl.String}
    row = table.filter(pl.col("rule") == "fr.mention.intent").to_dicts()[0]
    assert (row["platform"], row["subject_id"], row["verdict"]) == ("instagram", "C1", "non_compliant")
    assert (row["law_date"], row["basis"], row["confidence"]) == ("2026-11-20", "publication", "A")
    assert row["question_fact"] is None
    assert json.loads(row["evidence"])[0]["field"] == "deal.consideration"
    assert json.loads(row["depends_on"]) == ["deal.consideration"]


def test_a_question_stands_in_the_row_of_its_finding() -> None:
    found = finding(judged(a_post("Ma lampe, mon code LINA20")), "fr.mention.intent")
    (row,) = pl.read_parquet(io.BytesIO(findings_parquet([found]))).to_dicts()
    assert (row["question_fact"], row["question_to"]) == ("deal.consideration", "creator")
    assert row["id"] == found.id


def test_the_same_findings_give_the_same_bytes_and_none_an_empty_table() -> None:
    found = judged(paid("Ma lampe")).findings
    assert findings_parquet(found) == findings_parquet(list(found))
    empty = pl.read_parquet(io.BytesIO(findings_parquet([])))
    assert empty.height == 0
    assert set(empty.dtypes) == {pl.String}
    assert empty.columns == pl.read_parquet(io.BytesIO(findings_parquet(found))).columns


def test_a_table_of_several_row_groups_is_the_same_in_every_run_and_keeps_the_order() -> None:
    (found,) = judged(paid("Ma lampe")).findings[:1]
    many = [msgspec.structs.replace(found, id=f"f-{number}") for number in range(45_000)]
    written = findings_parquet(many)
    assert findings_parquet(iter(many)) == written
    assert pl.read_parquet(io.BytesIO(written))["id"].to_list() == [each.id for each in many]


def test_a_long_sheet_is_given_on_in_pieces() -> None:
    several = [question(a_post("Ma lampe", post_id=f"C{number}")) for number in range(2_000)]
    pieces = list(questions_csv(several, "fr"))
    assert len(pieces) > 3
    assert [row["post_id"] for row in rows(b"".join(pieces))] == [f"C{number}" for number in range(2_000)]
