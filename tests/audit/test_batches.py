"""Posts that come as Arrow batches give the findings of the same posts in a file, to the byte."""

import hashlib
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import msgspec
import polars as pl
import pyarrow as pa
import pytest

from perenne.audit.batches import GIVEN, Beside, audit_batch, audit_batches
from perenne.model.reject import Reject
from tests.audit.files import audited
from tests.audit.posts_lake import write_lake


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_lake(tmp_path_factory.mktemp("lake") / "posts", 3, 400)


def batches_of(folder: Path, rows: int = 150) -> list[pa.RecordBatch]:
    """The rows of all files with where each stands, in small batches."""
    found = []
    for file in sorted(folder.glob("*.parquet")):
        frame = pl.read_parquet(file)
        placed = frame.with_columns(
            pl.lit(file.name).alias("source.file"),
            pl.lit(hashlib.sha256(file.read_bytes()).hexdigest()).alias("source.sha256"),
            pl.Series("source.line", range(1, frame.height + 1)),
        )
        found += placed.to_arrow().to_batches(max_chunksize=rows)
    return found


def records(found: list[pa.RecordBatch]) -> list[str]:
    return [line for batch in found for line in batch.column("record").to_pylist()]


def test_the_findings_are_those_of_the_audit_byte_for_byte(lake: Path) -> None:
    expected = [line.decode().rstrip("\n") for line in audited(lake).outcome.findings.raw()]  # type: ignore[attr-defined]
    said = records(list(audit_batches(batches_of(lake))))
    findings = [line for line in said if '"finding/1"' in line]
    assert len(findings) > 500
    assert findings == expected


def test_rows_that_are_no_posts_give_rejects_of_the_same_lines(lake: Path) -> None:
    expected = [(each.file, each.line, each.path) for each in audited(lake).outcome.rejects]
    said = records(list(audit_batches(batches_of(lake))))
    refused = [msgspec.json.decode(line, type=Reject) for line in said if '"finding/1"' not in line]
    assert sorted((each.file, each.line) for each in refused) == sorted((file, line) for file, line, _ in expected)
    assert len(refused) > 20


def test_what_is_known_beside_the_posts_counts(lake: Path) -> None:
    given: dict[str, Any] = {"as_of": date(2026, 11, 24), "stated_deal": "yes", "audience": ("FR",)}
    expected = [line.decode().rstrip("\n") for line in audited(lake, **given).outcome.findings.raw()]  # type: ignore[attr-defined]
    said = records(list(audit_batches(batches_of(lake), Beside(**given))))
    assert [line for line in said if '"finding/1"' in line] == expected


def row(**columns: Any) -> pa.RecordBatch:
    return pa.RecordBatch.from_pylist([{"platform": "instagram", **columns}])


PAID = {"post_id": "A", "text": "Ma lampe @maisonlune, mon code LINA20", "published_at": "2026-11-20T09:00:00Z"}


def test_columns_say_whose_post_a_finding_is_of_and_how_bad_it_is() -> None:
    found = audit_batch(row(**PAID, **{"account.handle": "lina.m", "account.country": "FR"}))
    assert found.schema.equals(GIVEN)
    assert set(found.column("post_id").to_pylist()) == {"A"}
    for each in found.to_pylist():
        finding = msgspec.json.decode(each["record"])
        assert (finding["rule"], finding["verdict"]) == (each["rule"], each["verdict"])


@pytest.mark.parametrize(
    "columns",
    [
        PAID | {"account": {"handle": "lina.m", "country": "FR"}},
        PAID
        | {
            "account.handle": "lina.m",
            "account.country": "FR",
            "published_at": datetime(2026, 11, 20, 9, tzinfo=UTC),
        },
        PAID
        | {"account": {"handle": "lina.m", "country": "FR"}, "labels": {"paid_partnership": None, "sponsors": []}},
    ],
    ids=["parts as structs", "a moment as a timestamp", "parts of which nothing is said"],
)
def test_the_same_post_may_be_given_in_several_shapes(columns: dict[str, Any]) -> None:
    plain = audit_batch(row(**PAID, **{"account.handle": "lina.m", "account.country": "FR"}))
    assert audit_batch(row(**columns)).equals(plain)
    assert len(plain) > 0


def test_a_day_without_hour_stays_a_day() -> None:
    text = PAID | {"published_at": "2026-11-20"}
    assert audit_batch(row(**PAID | {"published_at": date(2026, 11, 20)})).equals(audit_batch(row(**text)))


@pytest.mark.parametrize(
    ("columns", "path"),
    [
        ({"text": "a"}, "post_id"),
        ({"post_id": "A", "platform": "orkut"}, "platform"),
        ({"post_id": "A", "published_at": "hier"}, "published_at"),
        ({"post_id": "A", "surprise": "x"}, "surprise"),
        ({"post_id": "A", "labels": {"paid_partnership": "yes"}}, "labels.paid_partnership"),
        ({"post_id": "A", "text": 3}, "text"),
    ],
)
def test_a_row_that_is_no_post_is_refused_and_says_why(columns: dict[str, Any], path: str) -> None:
    found = audit_batch(row(**columns))
    (line,) = found.column("record").to_pylist()
    refused = msgspec.json.decode(line, type=Reject)
    assert refused.path == path
    assert refused.reason.fr
    assert found.column("verdict").to_pylist() == [None]


def test_a_post_without_id_is_named_by_where_it_was_read() -> None:
    named = PAID | {"post_id": None, "source.sha256": "ab" * 32, "source.line": 7}
    assert set(audit_batch(row(**named)).column("post_id").to_pylist()) == {"abababababab:7"}


def test_of_nothing_nothing_is_found() -> None:
    assert list(audit_batches([])) == []
    assert len(audit_batch(row(**PAID).slice(0, 0))) == 0


def test_copies_in_different_batches_are_one_post() -> None:
    old, new = (
        row(**PAID | {"text": text}, **{"source.observed_at": moment, "account.country": "FR"})
        for text, moment in (("Le chat dort", "2026-11-21T00:00:00Z"), (PAID["text"], "2026-11-22T00:00:00Z"))
    )
    both = records(list(audit_batches([old, new])))
    assert both == records(list(audit_batches([new, old])))
    assert both
