"""The audit on a Spark cluster: every core judges, with its own copy of the law, what lies there already.

Needs the extra ``spark`` on the machine that asks, and perenne with pyarrow on those that work (``PYSPARK_PYTHON``
names the Python that has them). One thread a worker is best: ``POLARS_MAX_THREADS=1`` in their surroundings.
"""

from functools import partial
from typing import TYPE_CHECKING

from perenne.audit.batches import GIVEN, Beside, audit_batches
from perenne.audit.columns import FILE, LINE, SHA256

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import pyarrow as pa
    from pyspark.sql import Column, DataFrame, SparkSession

SCHEMA = ", ".join(f"{name} string" for name in GIVEN.names)
"""``GIVEN``, as Spark writes it."""
_DOT = "__dot__"
"""What a dot in the name of a column becomes on the way: ``mapInArrow`` takes it for a field of a struct."""


def posts_in(session: "SparkSession", *paths: str) -> "DataFrame":
    """The rows of Parquet files, with where each was read, as ``perenne audit`` would name it: the file, its SHA-256
    (each file is read whole for it), the row from 1."""
    from pyspark.sql import functions as on

    place = [on.col("_metadata.file_path").alias("_path"), on.col("_metadata.file_name").alias(FILE)]
    line = (on.col("_metadata.row_index") + 1).alias(LINE)
    rows = session.read.parquet(*paths).select("*", *place, line)
    whole = session.read.format("binaryFile").load(list(paths))
    hashes = whole.select(on.col("path").alias("_path"), on.sha2("content", 256).alias(SHA256))
    return rows.join(on.broadcast(hashes), "_path").drop("_path")


def audit_frame(posts: "DataFrame", beside: Beside | None = None, partitions: int | None = None) -> "DataFrame":
    """The findings of ``posts`` and what was refused of them: columns in and out as ``audit_batches`` has them, in no
    order. Copies of one post come to one partition, of which there are ``partitions``, or as many as the session
    says."""
    divided = [partitions] if partitions is not None else []
    together = posts.repartition(*divided, *_keys(posts))
    named = together.toDF(*(name.replace(".", _DOT) for name in together.columns))
    return named.mapInArrow(partial(_audited, beside=beside), SCHEMA)


def _audited(batches: "Iterable[pa.RecordBatch]", beside: Beside | None) -> "Iterator[pa.RecordBatch]":
    """What a worker does."""
    named = (batch.rename_columns([each.replace(_DOT, ".") for each in batch.schema.names]) for batch in batches)
    return audit_batches(named, beside)


def _keys(posts: "DataFrame") -> "list[Column]":
    """What copies of one post have in common; a post without id has its place."""
    from pyspark.sql import functions as on

    known = [name for name in ("post_id", SHA256, LINE) if name in posts.columns]
    if "post_id" not in known or len(known) == 1:
        return [on.col(f"`{name}`") for name in ("platform", *known) if name in posts.columns]
    place = on.concat_ws(":", *(on.col(f"`{name}`").cast("string") for name in known[1:]))
    return [on.col("platform"), on.coalesce(on.col("post_id"), place)]
