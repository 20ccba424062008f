"""The audit on Spark finds what ``perenne audit`` finds in the same files, to the byte after sorting."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from perenne.audit.spark import audit_frame, posts_in
from tests.audit.files import audited
from tests.audit.posts_lake import write_lake

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

FILES, POSTS, PARTITIONS = 3, 1_500, 3
pytestmark = pytest.mark.timeout(600)


@pytest.fixture(scope="module")
def session() -> "Iterator[SparkSession]":
    from pyspark.sql import SparkSession

    settings = {
        "spark.ui.enabled": "false",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
    }
    builder = SparkSession.builder.master("local[2]").appName("perenne tests")
    for name, value in settings.items():
        builder = builder.config(name, value)
    opened = builder.getOrCreate()
    yield opened
    opened.stop()


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_lake(tmp_path_factory.mktemp("lake") / "posts", FILES, POSTS)


def test_the_findings_are_the_same_to_the_byte_after_sorting(session: "SparkSession", lake: Path) -> None:
    found = audit_frame(posts_in(session, str(lake)), partitions=PARTITIONS)
    assert found.rdd.getNumPartitions() == PARTITIONS
    rows = found.collect()
    outcome = audited(lake).outcome
    expected = sorted(line.rstrip(b"\n") for line in outcome.findings.raw())  # type: ignore[attr-defined]
    assert len(expected) > 1_500
    assert sorted(row["record"].encode() for row in rows if row["verdict"] is not None) == expected
    assert sum(row["verdict"] is None for row in rows) == len(outcome.rejects) > 50


def test_every_worker_loads_the_law_once_however_many_partitions_it_judges(
    session: "SparkSession", lake: Path
) -> None:
    def loads(batches: Iterator[Any]) -> Iterator[Any]:
        import os

        import pyarrow as pa

        from perenne.audit.batches import audit_batches
        from perenne.law.rulebook import rulebook

        judged = sum(len(batch) for batch in audit_batches(batches))
        taken = {"pid": [os.getpid()], "judged": [judged], "loads": [rulebook.cache_info().misses]}
        yield pa.RecordBatch.from_pydict(taken)

    plain = session.read.parquet(str(lake)).select("platform", "post_id", "text").where("post_id IS NOT NULL")
    frame = plain.repartition(6, "post_id")
    rows = frame.mapInArrow(loads, "pid long, judged long, loads long").collect()
    assert len(rows) == 6
    assert all(row["judged"] > 0 for row in rows)
    assert len({row["pid"] for row in rows}) < 6
    assert {row["loads"] for row in rows} == {1}
