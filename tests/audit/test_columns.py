"""Posts that come as columns are the same posts as when they come as records, line for line."""

from collections.abc import Iterator
from typing import Any

import msgspec
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perenne.audit.columns import FORMAT, Columns, Plain, read_columns
from perenne.audit.outcome import AuditOutcome
from perenne.audit.run import AuditRequest, audit
from perenne.model.post import Post
from perenne.model.reject import Reject
from perenne.model.wire import RecordError, convert, encode
from perenne.readers.reading import Origin
from tests.model.records import words

ORIGIN = Origin("posts « l’été ».parquet", "ab" * 32)
NAMES = ("platform", "post_id", "url", "kind", "published_at", "account.handle", "account.country", "text", "title")


def columns(*frames: pl.DataFrame) -> Columns:
    return Columns(ORIGIN, lambda: frames)


def frame(rows: list[dict[str, Any]], *names: str) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=dict.fromkeys(names or NAMES, pl.String))


def as_record(row: dict[str, Any], line: int) -> Post | Reject:
    """The row as a line of ``post/1`` would be read."""
    record: dict[str, Any] = {}
    for path, value in row.items():
        outer, _, inner = path.partition(".")
        if inner and value is not None:
            record.setdefault(outer, {})[inner] = value
        elif not inner:
            record[outer] = value
    try:
        return msgspec.structs.replace(convert(Post, record), source=ORIGIN.source(FORMAT, line))
    except RecordError as problem:
        return Reject(ORIGIN.file, line, problem.path, problem.reason)


def told(given: Columns) -> dict[int, bytes | Reject]:
    """What each row gave: the line of its post, or its reject."""
    found: dict[int, bytes | Reject] = {}
    for item in read_columns(given):
        for line in _lines(item):
            found[line.line if isinstance(line, Reject) else msgspec.json.decode(line)["source"]["line"]] = line
    return found


def _lines(item: Plain | Post | Reject) -> Iterator[bytes | Reject]:
    match item:
        case Plain():
            yield from (line.encode().removesuffix(b"\n") for line in item.lines)
        case Post():
            yield encode(item)
        case Reject():
            yield item


def expected(rows: list[dict[str, Any]]) -> dict[int, bytes | Reject]:
    posts = {line: as_record(row, line) for line, row in enumerate(rows, 1)}
    return {line: encode(post) if isinstance(post, Post) else post for line, post in posts.items()}


def test_plain_rows_are_written_as_records_are() -> None:
    rows: list[dict[str, Any]] = [
        {"platform": "instagram", "post_id": "C1", "text": 'Été "rouge"\n\t\\ \u2028 🌙', "account.handle": "lina.m"},
        {"platform": "tiktok", "text": "", "account.country": "FR", "published_at": "2026-11-20T09:00:00Z"},
        {"platform": "x", "kind": "text", "url": "https://x.example/", "title": "\x00\x1f\x7f"},
    ]
    assert told(columns(frame(rows))) == expected(rows)
    assert all(isinstance(item, Plain) for item in read_columns(columns(frame(rows))))


DATES = (
    None, "2026-11-20", "2026-02-30", "2026-11-20T25:00:00Z", "2026-11-20T09:00:00.123+02:00", "hier", "1-1-1",
    "2026-11-20T09:00:00", "20261120T090000", "2026-11-20 09:00", "0001-01-01", "9999-12-31T23:59:59Z",
)  # fmt: skip
cells = st.none() | words
rows_of_any_kind = st.fixed_dictionaries(
    {
        "platform": st.sampled_from(["instagram", "youtube", "facebok", None]),
        "post_id": cells,
        "kind": st.sampled_from([None, "reel", "film"]),
        "published_at": st.sampled_from(DATES),
        "account.handle": cells,
        "account.country": st.sampled_from([None, "FR", "fr", "UK", "FRA", ""]),
        "text": cells,
        "title": cells,
        "url": cells,
    }
)


@settings(max_examples=80)
@given(st.lists(rows_of_any_kind, max_size=6))
def test_any_row_gives_what_its_record_gives(rows: list[dict[str, Any]]) -> None:
    in_order = [{name: row[name] for name in NAMES} for row in rows]  # of two faults the first is told
    assert told(columns(frame(rows))) == expected(in_order)


def test_rows_are_numbered_over_all_frames() -> None:
    one = frame([{"platform": "x", "text": "un"}] * 3)
    assert sorted(told(columns(one, one[:0], one))) == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize(
    "more",
    [
        {"labels": [{"paid_partnership": True}]},
        {"account": [{"handle": "lina.m", "country": None}]},
        {"stats": [{"views": 12}]},
        {"deal": [None]},
    ],
)
def test_what_is_not_plain_becomes_a_record(more: dict[str, list[Any]]) -> None:
    given = pl.DataFrame({"platform": ["x"], "text": ["un"], **more})
    assert told(columns(given)) == expected(given.to_dicts())


def test_a_column_that_post_1_does_not_have_is_refused_by_name() -> None:
    (reject,) = read_columns(columns(pl.DataFrame({"platform": ["x"], "caption": ["un"]})))
    assert isinstance(reject, Reject)
    assert (reject.path, reject.reason.en) == ("caption", "unknown key")
    (nothing,) = read_columns(columns(pl.DataFrame({"text": ["un"]})))
    assert isinstance(nothing, Reject)
    assert nothing.path == "platform"


def outcome(given: Columns, **request: Any) -> AuditOutcome:
    return audit(AuditRequest(columns=(given,), **request)).outcome


def test_an_audit_of_columns_finds_what_an_audit_of_records_finds() -> None:
    who = {"account.handle": "lina.m", "account.country": "FR"}
    captions = ("Publicité · Ma lampe", "Ma lampe, mon code LINA20", "Le chat", None, "#sp @valbrume")
    rows = [{"platform": "instagram", "post_id": f"C{n}", "text": text, **who} for n, text in enumerate(captions)]
    plain = outcome(columns(frame(rows, "platform", "post_id", "text", "account.handle", "account.country")))
    struct = [{**row, "stats": {"views": 1}} for row in rows]
    records = outcome(columns(pl.DataFrame(struct)))
    assert [(each.id, each.code) for each in plain.findings] == [(each.id, each.code) for each in records.findings]
    assert len(plain.findings) > 2
    assert plain.digest.verdicts == records.digest.verdicts
    assert plain.digest.accounts == 1
    assert [file.format for file in plain.summary.files] == [FORMAT]
    assert plain.summary.jurisdictions == ("FR",)
