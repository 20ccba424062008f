"""The findings as a table, the questions as a sheet to fill in, the rejects as lines."""

import csv
import io
import os
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

import msgspec
import polars as pl

from perenne.audit.outcome import OpenQuestion
from perenne.model.bilingual import Language
from perenne.model.finding import Finding
from perenne.model.reject import Reject
from perenne.report.inert import defused

QUESTION_COLUMNS = (
    "platform", "post_id", "question", "to", "asked", "answer", "by", "at", "note",
    "handle", "published_at", "url", "text", "findings",
)  # fmt: skip
"""The columns of ``questions.csv``: ``answer`` to ``note`` are left empty for whoever answers."""

_EXCERPT = 120
_FULL = 2**16
"""How many characters of a sheet are held before they are given on."""
_ROWS = 20_000
"""How many findings are held at a time: a row group of the table."""


def questions_csv(questions: Iterable[OpenQuestion], language: Language) -> Iterator[bytes]:
    """One line a question. With ``;`` in French, as spreadsheets there expect; UTF-8 with its mark."""
    sheet = io.StringIO()
    writer = csv.writer(sheet, delimiter=";" if language == "fr" else ",", lineterminator="\r\n")
    writer.writerow(QUESTION_COLUMNS)
    yield b"\xef\xbb\xbf"
    for asked in questions:
        writer.writerow([defused(cell) for cell in _question_row(asked, language)])
        if sheet.tell() >= _FULL:
            yield _taken(sheet)
    yield _taken(sheet)


def _taken(sheet: io.StringIO) -> bytes:
    """What stands in ``sheet``, which is empty then."""
    said = sheet.getvalue().encode()
    sheet.seek(0)
    sheet.truncate()
    return said


def _question_row(asked: OpenQuestion, language: Language) -> list[str]:
    post, question = asked.post, asked.question
    words = question.fr if language == "fr" else question.en
    excerpt = " ".join((post.text or "").split())[:_EXCERPT]
    head = [post.platform, post.subject_id, question.fact, question.to, words, "", "", "", ""]
    return [
        *head,
        post.account.handle or "",
        post.published_at or "",
        post.url or "",
        excerpt,
        " ".join(asked.findings),
    ]


def rejects_ndjson(rejects: Iterable[Reject], language: Language) -> Iterator[bytes]:
    """One line a reject: file, line, path, reason."""
    for reject in rejects:
        reason = reject.reason.said_in(language)
        said = {"file": reject.file, "line": reject.line, "path": reject.path, "reason": reason}
        yield msgspec.json.encode(said) + b"\n"


_TEXT = pl.String


def write_findings_parquet(path: Path, findings: Iterable[Finding]) -> None:
    """The findings flat, in a new file ``path`` of this user's only: one row a finding; evidence, notices and
    dependencies as JSON text. They are taken as they come, so that memory does not grow with them."""
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    remaining = iter(findings)
    first = _frame(list(islice(remaining, _ROWS)))
    more = list(islice(remaining, _ROWS))
    if not more:
        first.write_parquet(path, compression="zstd", row_group_size=_ROWS)
        return
    with tempfile.TemporaryDirectory(prefix=".", dir=path.parent) as folder:
        pieces = [Path(folder) / "0"]
        first.write_ipc(pieces[0])
        while more:
            pieces.append(Path(folder) / str(len(pieces)))
            _frame(more).write_ipc(pieces[-1])
            more = list(islice(remaining, _ROWS))
        pl.scan_ipc(pieces).sink_parquet(path, compression="zstd", row_group_size=_ROWS, maintain_order=True)


def _frame(findings: Sequence[Finding]) -> pl.DataFrame:
    columns: dict[str, list[str | None]] = {
        "id": [each.id for each in findings],
        "subject_kind": [each.subject.kind for each in findings],
        "platform": [each.subject.platform for each in findings],
        "subject_id": [each.subject.id for each in findings],
        "rule": [each.rule for each in findings],
        "part": [each.part for each in findings],
        "rule_version": [each.rule_version for each in findings],
        "article": [each.article for each in findings],
        "status": [each.status for each in findings],
        "law_date": [each.law_date for each in findings],
        "basis": [each.basis for each in findings],
        "verdict": [each.verdict for each in findings],
        "code": [each.code for each in findings],
        "confidence": [each.confidence for each in findings],
        "position": [each.position for each in findings],
        "because_fr": [each.because.fr for each in findings],
        "because_en": [each.because.en for each in findings],
        "fix_fr": [each.fix.fr if each.fix else None for each in findings],
        "fix_en": [each.fix.en if each.fix else None for each in findings],
        "question_fact": [each.question.fact if each.question else None for each in findings],
        "question_to": [each.question.to if each.question else None for each in findings],
        "evidence": [_json(each.evidence) for each in findings],
        "notices": [_json(each.notices) for each in findings],
        "depends_on": [_json(each.depends_on) for each in findings],
    }
    return pl.DataFrame(columns, schema=dict.fromkeys(columns, _TEXT))


def _json(value: object) -> str:
    return msgspec.json.encode(value, order="deterministic").decode()
