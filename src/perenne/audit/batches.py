"""The audit's pass over posts that come as Arrow record batches: what Spark calls (``perenne.audit.spark``), and
whatever else holds posts as Arrow.

The findings are those of ``perenne audit``, to the byte, for the same posts read in the same place. Copies of one
post are merged where they come in one call, so whoever divides the posts keeps copies together. Meanwhile posts lie
in a private folder of this machine; memory holds some forty bytes of each.
"""

from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date

import msgspec
import polars as pl
import pyarrow as pa

from perenne.audit.answers import AnswerFile
from perenne.audit.columns import FILE, LINE, SHA256, Columns
from perenne.audit.crew import crew
from perenne.audit.deals import DealFile
from perenne.audit.judgement import Knowledge
from perenne.audit.plan import planned
from perenne.audit.spool import Spool
from perenne.law.rulebook import rulebook
from perenne.model.bilingual import Bilingual
from perenne.model.post import Consideration
from perenne.model.reject import Reject
from perenne.model.wire import encode
from perenne.readers.reading import Origin

GIVEN = pa.schema({name: pa.string() for name in ("platform", "post_id", "rule", "verdict", "record")})
"""What comes out, a row a record: ``record`` is the line of JSON, a ``finding/1`` as ``findings.ndjson`` has it, or a
reject (``file``, ``line``, ``path``, ``reason``), of which the other columns are null."""
NOWHERE = Origin("record batches", "")
_TOGETHER = 5_000
"""How many rejects are given at once."""
_NO_NAME = Bilingual(
    fr="une publication sans post_id a besoin de source.sha256 et source.line, qui la nomment",
    en="a post without post_id needs source.sha256 and source.line, which name it",
)


@dataclass(frozen=True, slots=True)
class Beside:
    """What is known beside the posts, as in ``Knowledge`` but for the rulebook: that is not sent with every task,
    each process reads its own, once."""

    deals: DealFile = field(default_factory=DealFile)
    answers: AnswerFile = field(default_factory=AnswerFile)
    audience: tuple[str, ...] = ()
    as_of: date | None = None
    stated_deal: Consideration = "unknown"

    @property
    def knowledge(self) -> Knowledge:
        return Knowledge(rulebook(), self.deals, self.answers, self.audience, self.as_of, self.stated_deal)


class _Told(msgspec.Struct, frozen=True):
    """What of a finding stands in columns of its own."""

    class _Of(msgspec.Struct, frozen=True):
        id: str
        platform: str | None = None

    subject: _Of
    rule: str
    verdict: str


_TOLD = msgspec.json.Decoder(_Told)


def audit_batch(batch: pa.RecordBatch, beside: Beside | None = None) -> pa.RecordBatch:
    """What is found in one batch: as ``audit_batches``, together."""
    found = list(audit_batches([batch], beside))
    return pa.Table.from_batches(found, GIVEN).combine_chunks().to_batches()[0] if found else _given([])


def audit_batches(batches: Iterable[pa.RecordBatch], beside: Beside | None = None) -> Iterator[pa.RecordBatch]:
    """What is found in the posts of ``batches``, with the columns ``GIVEN``; findings by platform and id of their
    post, the worst first, then rejects.

    A column is named like a field of ``post/1``; what lies within another has a dot (``account.handle``), or is a
    field of a struct. Times may be texts, dates or timestamps (those with a zone become universal time).
    ``source.file``, ``source.sha256`` and ``source.line`` say where a row was read: ``platform`` and either
    ``post_id`` or the latter two are needed, and a row that lacks them gives a reject. No row raises; a map as a
    column raises ``polars.exceptions.PolarsError`` or gives rejects.
    """
    nameless: list[Reject] = []
    columns = Columns(NOWHERE, lambda: (_named(_flat(pl.DataFrame(batch)), nameless) for batch in batches))
    with closing(Spool()) as spool, crew(1, (beside or Beside()).knowledge, spool.folder) as hands:
        read = hands.read_frames(columns, 0)
        plan = planned([read.index] if read.index is not None else [])
        for judged in hands.judge(plan.batches, 1):
            if len(judged.findings):
                yield _given(list(judged.findings.raw()))
        refused = [encode(each) for each in (*read.rejects, *nameless)]
    for first in range(0, len(refused), _TOGETHER):
        yield _refused(refused[first : first + _TOGETHER])


def _given(lines: list[bytes]) -> pa.RecordBatch:
    told = [_TOLD.decode(line) for line in lines]
    columns = {
        "platform": [each.subject.platform for each in told],
        "post_id": [each.subject.id for each in told],
        "rule": [each.rule for each in told],
        "verdict": [each.verdict for each in told],
        "record": [line.decode().removesuffix("\n") for line in lines],
    }
    return pa.RecordBatch.from_pydict(columns, GIVEN)


def _refused(lines: list[bytes]) -> pa.RecordBatch:
    columns = {name: [None] * len(lines) for name in GIVEN.names} | {"record": [line.decode() for line in lines]}
    return pa.RecordBatch.from_pydict(columns, GIVEN)


def _flat(frame: pl.DataFrame) -> pl.DataFrame:
    """The fields of structs as columns, times as ``post/1`` writes them."""
    return frame.select(each for name, kind in frame.schema.items() for each in _columns(name, kind))


def _columns(name: str, kind: pl.DataType) -> Iterator[pl.Expr]:
    column = pl.col(name)
    match kind:
        case pl.Struct(fields=fields):
            for inner in fields:
                yield column.struct.field(inner.name).alias(f"{name}.{inner.name}")
        case pl.Datetime(time_zone=None):
            yield column.dt.strftime("%Y-%m-%dT%H:%M:%S")
        case pl.Datetime():
            yield column.dt.convert_time_zone("UTC").dt.strftime("%Y-%m-%dT%H:%M:%SZ")
        case pl.Date():
            yield column.dt.strftime("%Y-%m-%d")
        case _:
            yield column


def _named(frame: pl.DataFrame, nameless: list[Reject]) -> pl.DataFrame:
    """The rows that can be named; of each of the others, a reject."""
    known = frame.columns
    place = pl.all_horizontal(
        pl.col(name).is_not_null() if name in known else pl.lit(value=False) for name in (SHA256, LINE)
    )
    own = pl.col("post_id").is_not_null() if "post_id" in known else pl.lit(value=False)
    has = frame.select((own | place).alias("has")).to_series()
    has = has if len(has) == frame.height else pl.repeat(has.item(), frame.height, eager=True)
    nameless.extend(
        Reject(row.get(FILE) or NOWHERE.file, row.get(LINE) or 0, "post_id", _NO_NAME)
        for row in frame.filter(~has).iter_rows(named=True)
    )
    return frame.filter(has)
