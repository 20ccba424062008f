import contextlib
import io
import json
from datetime import datetime
from typing import BinaryIO

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from perenne.model.answer import Answer, Decision
from perenne.model.errors import UnreadableFile
from perenne.model.post import Source
from perenne.model.reject import Reject
from perenne.model.relation import Relation
from perenne.readers.reading import Origin, Other
from perenne.readers.records_ndjson import plain_answer, read_answers, read_as_others, read_relations

ORIGIN = Origin("questions.csv", "a" * 64)
HEADER = "to,rule,platform,post_id,question,asked,answer,by,at,note"


def ndjson(*records: object) -> io.BytesIO:
    return io.BytesIO(b"\n".join(json.dumps(record).encode() for record in records))


def table(*rows: str, delimiter: str = ",", encoding: str = "utf-8") -> io.BytesIO:
    return io.BytesIO("\r\n".join((HEADER, *rows)).replace(",", delimiter).encode(encoding))


def what_was_said(stream: BinaryIO) -> list[Answer | Decision | Reject]:
    """The answers without the place where each stands."""
    return [
        replace(read, source=Source()) if isinstance(read, Answer) else read for read in read_answers(stream, ORIGIN)
    ]


def test_an_answer_is_read_with_the_place_where_it_stands() -> None:
    (answer,) = read_answers(table("Lina,fr.mention.intent,instagram,C8xk2,deal.consideration,Payé ?,oui,,,"), ORIGIN)

    assert isinstance(answer, Answer)
    assert answer.source == ORIGIN.source("answer/1", 2)
    assert answer.evidence.source == "questions.csv:2"


def test_a_relation_is_read_with_the_place_where_it_stands() -> None:
    (relation,) = read_relations(
        ndjson({"perenne": "relation/1", "id": "r1", "deals": [{"creator": "lina.m", "advertiser": "Maison Lune"}]}),
        ORIGIN,
    )
    assert isinstance(relation, Relation)
    assert relation.deals[0].advertiser == "Maison Lune"
    assert relation.source == ORIGIN.source("relation/1", 1)


def test_a_relation_with_an_unknown_key_or_of_another_kind_costs_only_itself() -> None:
    unknown, post, good = read_relations(
        ndjson(
            {"id": "r1", "contract": {"form": "oral", "fee": 3}}, {"perenne": "post/1", "platform": "x"}, {"id": "r2"}
        ),
        ORIGIN,
    )
    assert isinstance(unknown, Reject)
    assert (unknown.line, unknown.path) == (1, "contract.fee")
    assert isinstance(post, Reject)
    assert isinstance(good, Relation)


def test_answers_are_read_from_json_lines() -> None:
    said = {
        "platform": "instagram",
        "post_id": "C8xk2",
        "question": "deal.consideration",
        "answer": "Non",
        "by": "Lina",
    }
    assert what_was_said(ndjson({"perenne": "answer/1"} | said)) == [
        Answer(platform="instagram", post_id="C8xk2", question="deal.consideration", answer="no", by="Lina")
    ]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_answers_are_read_from_the_table_however_a_spreadsheet_saved_it(delimiter: str, encoding: str) -> None:
    saved = table(
        "Lina,fr.mention.intent,instagram,C8xk2,deal.consideration,Payé ?,Oui,Léa é,2026-11-22,réglé en juin",
        "Lina,fr.mention.intent,instagram,D9yl3,deal.consideration,Payé ?,,,,",
        "Lina,fr.mention.intent,tiktok,7289000000000000123,deal.requested,Demandé à l’avance ?,Je ne sais pas,,,",
        delimiter=delimiter,
        encoding=encoding,
    )
    assert what_was_said(saved) == [
        Answer(
            platform="instagram",
            post_id="C8xk2",
            question="deal.consideration",
            answer="yes",
            by="Léa é",
            at="2026-11-22",
            note="réglé en juin",
        ),
        Answer(platform="tiktok", post_id="7289000000000000123", question="deal.requested", answer="unknown"),
    ]


def test_the_order_of_columns_does_not_matter_and_only_four_are_needed() -> None:
    stream = io.BytesIO(b"answer;Question;post_id;platform\nno;deal.consideration;C8xk2;instagram\n")
    assert what_was_said(stream) == [
        Answer(platform="instagram", post_id="C8xk2", question="deal.consideration", answer="no")
    ]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("oui", "yes"), (" OUI. ", "yes"), ("Yes!", "yes"),
        ("Non", "no"), ("no", "no"),
        ("inconnu", "unknown"), ("Je ne sais pas", "unknown"),
        ("I don’t know", "unknown"), ("i don't know.", "unknown"),
        (" 2026-03-10 ", "2026-03-10"), ("Maison Lune", "Maison Lune"), ("oui, en mars", "oui, en mars"),
    ],
)  # fmt: skip
def test_yes_no_and_unknown_are_understood_in_two_languages_and_the_rest_is_kept(written: str, meant: str) -> None:
    assert plain_answer(written) == meant


@pytest.mark.parametrize("garbage", [b"garbage, and more\n", b"{oops\n", b'wer": "no"}\n'])
def test_a_broken_first_line_makes_no_table_of_answers(garbage: bytes) -> None:
    content = ndjson({"platform": "x", "post_id": "1", "question": "q", "answer": "no"}).getvalue()
    broken, answer = read_answers(io.BytesIO(garbage + content), ORIGIN)
    assert isinstance(broken, Reject)
    assert isinstance(answer, Answer)
    assert (broken.line, answer.source.line) == (1, 2)


def test_answers_are_read_from_a_workbook_and_an_id_that_lost_its_digits_there_is_a_reject() -> None:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        filled = book.add_worksheet("questions")
        filled.write_row(0, 0, ["platform", "post_id", "question", "answer", "at"])
        filled.write_row(1, 0, ["tiktok", "7289000000000000123", "deal.consideration", "Non"])
        filled.write_datetime(1, 4, datetime(2026, 11, 22), book.add_format({"num_format": "dd/mm/yyyy"}))  # noqa: DTZ001
        filled.write_row(2, 0, ["other", 4711, "deal.consideration", "oui"])
        filled.write_row(3, 0, ["tiktok", 7289000000000000123, "deal.consideration", "oui"])
    content.seek(0)
    first, second, lost = what_was_said(content)
    assert first == Answer(
        platform="tiktok",
        post_id="7289000000000000123",
        question="deal.consideration",
        answer="no",
        at="2026-11-22",
    )
    assert isinstance(second, Answer)
    assert second.post_id == "4711"
    assert isinstance(lost, Reject)
    assert (lost.line, lost.path) == (4, "post_id")


@pytest.mark.parametrize("written", ["7.289E+18", "7,289E+18", "#NAME?", "#NOM?"])
def test_an_id_that_the_spreadsheet_computed_is_a_reject_that_says_so(written: str) -> None:
    stream = io.BytesIO(f"platform;post_id;question;answer\ntiktok;{written};deal.consideration;oui\n".encode())
    (reject,) = read_answers(stream, ORIGIN)
    assert isinstance(reject, Reject)
    assert (reject.line, reject.path) == (2, "post_id")
    assert "spreadsheet" in reject.reason.en


@pytest.mark.parametrize("written", ['"=""-abcDEF1234"""', "'-abcDEF1234", "-abcDEF1234"])
def test_the_signs_that_kept_a_cell_from_being_computed_are_taken_off(written: str) -> None:
    stream = io.BytesIO(f"platform,post_id,question,answer\nyoutube,{written},deal.consideration,oui\n".encode())
    (answer,) = read_answers(stream, ORIGIN)
    assert isinstance(answer, Answer)
    assert answer.post_id == "-abcDEF1234"


def test_an_answer_without_its_post_is_a_reject() -> None:
    (reject,) = read_answers(table("Lina,fr.mention.intent,instagram,,deal.consideration,Payé ?,oui,,,"), ORIGIN)
    assert isinstance(reject, Reject)
    assert reject.path == "post_id"


def test_a_table_without_the_answer_column_is_refused_by_name() -> None:
    with pytest.raises(UnreadableFile, match=r"lacks a column \(question, answer\)"):
        list(read_answers(io.BytesIO(b"platform;post_id\ninstagram;C8xk2\n"), ORIGIN))


def test_answer_files_among_the_posts_are_counted_row_by_row() -> None:
    asked = "Lina,fr.mention.intent,instagram,C8xk2,deal.consideration,Payé ?,"
    assert list(read_as_others(table(f"{asked}oui,,,", f"{asked},,,"), ORIGIN)) == [
        Other("answer/1", 2),
        Other("answer/1", 3),
    ]
    assert list(read_as_others(ndjson({"perenne": "answer/1"}), ORIGIN)) == [Other("answer/1", 1)]


@given(st.binary(max_size=200) | st.text(alphabet="platform,_iqueson;w\n\"{}'", max_size=120).map(str.encode))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    list(read_relations(io.BytesIO(content), ORIGIN))
    with contextlib.suppress(UnreadableFile):
        list(read_answers(io.BytesIO(content), ORIGIN))
