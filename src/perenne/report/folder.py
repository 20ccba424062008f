"""The folder of an audit: written beside, then renamed, so that nothing is ever half-written.

No clock, host name or absolute path in any file: the same input gives the same bytes.
"""

import hashlib
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeVar

import msgspec

from perenne.audit.lines import Raw, private
from perenne.audit.outcome import AuditOutcome
from perenne.audit.run import Audited, Original
from perenne.model.bilingual import Bilingual, Language
from perenne.model.errors import UsageError
from perenne.model.wire import encode
from perenne.report.place import Kind, said_plainly
from perenne.report.tables import questions_csv, rejects_ndjson, write_findings_parquet

if TYPE_CHECKING:
    from perenne.report.workbook import FindingRow

T = TypeVar("T", bound=msgspec.Struct)

Originals = Literal["clean", "all", "none"]

_MARK = b'"perenne": "summary/1"'
ANSWERS = "answers.ndjson"
"""The answers on which an audit rests, kept with it: the sheet that they were written in may be replaced."""
_OURS = frozenset(
    {"report.html", "findings.ndjson", "findings.parquet", "findings.xlsx", "posts.ndjson", "questions.csv"}
    | {"rejects.ndjson", "summary.json", "sources", ANSWERS}
)
"""What an audit writes: a folder that holds anything else is somebody's, and is never replaced."""


def write_folder(audited: Audited, target: Path, language: Language, originals: Originals = "clean") -> Path:
    """Write the audit to the folder ``target`` and return the path of its report.

    An earlier audit there is replaced; raises ``UsageError`` where ``target`` is anything else, or cannot be written.
    """
    with AUDIT.prepared(target) as place, said_plainly(target):
        folder = place / "new"
        folder.mkdir(mode=0o700)
        _write_files(audited, folder, language)
        _keep_answers(audited, target, folder)
        _copy_originals(audited.originals, folder / "sources", originals)
        target.parent.mkdir(parents=True, exist_ok=True)
        AUDIT.swap(folder, target)
    return target / "report.html"


def is_audit(folder: Path) -> bool:
    """Whether ``folder`` is what an audit wrote."""
    try:
        with (folder / "summary.json").open("rb") as summary:
            return _MARK in summary.read(200)
    except OSError:
        return False


AUDIT = Kind(is_audit, _OURS.__contains__, Bilingual(fr="qu’un audit", en="an audit"))
prepared, check_target = AUDIT.prepared, AUDIT.check


def _write_files(audited: Audited, folder: Path, language: Language) -> None:
    from perenne.report.html import render  # here: findings to standard output need neither page nor workbook
    from perenne.report.workbook import write_workbook

    outcome = audited.outcome
    summary = msgspec.json.format(encode(outcome.summary), indent=2) + b"\n"
    _write(folder / "report.html", [render(outcome, language).encode()])
    _write_records(folder / "findings.ndjson", outcome.findings)
    _write_records(folder / "posts.ndjson", outcome.posts)
    _write(folder / "rejects.ndjson", rejects_ndjson(outcome.rejects, language))
    _write(folder / "questions.csv", questions_csv(outcome.questions, language))
    if outcome.answers or outcome.decisions:
        _write_records(folder / ANSWERS, (*outcome.answers, *outcome.decisions))
    with open(folder / "findings.xlsx", "xb", opener=private) as stream:
        write_workbook(stream, _finding_rows(outcome), outcome.rulebook, language, folder)
    write_findings_parquet(folder / "findings.parquet", outcome.findings)
    _write(folder / "summary.json", [summary])


def _finding_rows(outcome: AuditOutcome) -> Iterator["FindingRow"]:
    from perenne.report.workbook import FindingRow

    decided = outcome.decided
    for finding in outcome.beside:
        yield FindingRow(finding, decision=decided.get(finding.id))
    for judged in outcome.judged():
        for finding in judged.findings:
            yield FindingRow(finding, judged.post, judged.advertiser, decided.get(finding.id))


def _keep_answers(audited: Audited, target: Path, folder: Path) -> None:
    """An audit without answers does not take with it those that the earlier one kept."""
    kept = target / ANSWERS
    outcome = audited.outcome
    if not outcome.answers and not outcome.decisions and kept.is_file() and is_audit(target):
        _write(folder / ANSWERS, [kept.read_bytes()])


def _write(path: Path, content: Iterable[bytes]) -> None:
    with open(path, "xb", opener=private) as stream:
        stream.writelines(content)


def _write_records(path: Path, records: Collection[T]) -> None:
    with open(path, "xb", opener=private) as stream:
        if isinstance(records, Raw):
            stream.writelines(records.raw())
        else:
            stream.writelines(encode(record) + b"\n" for record in records)


def _copy_originals(originals: tuple[Original, ...], folder: Path, policy: Originals) -> None:
    kept = [each for each in originals if policy == "all" or (policy == "clean" and each.clean)]
    if not kept:
        return
    folder.mkdir(mode=0o700)
    for original in kept:
        content = hashlib.sha256()
        target = folder / original.sha256
        if target.exists():
            continue
        with original.path.open("rb") as source, open(target, "xb", opener=private) as copy:
            while chunk := source.read(2**20):
                content.update(chunk)
                copy.write(chunk)
        if content.hexdigest() != original.sha256:
            raise UsageError(
                fr=f"{original.path.name} a changé pendant l’audit : relancez quand son écriture est finie",
                en=f"{original.path.name} changed during the audit: start again when it is fully written",
            )
