"""What concerns the subjects is taken line by line, in whatever order people give it."""

from pathlib import Path
from typing import Any

import msgspec
import pytest

from perenne.audit.outcome import RulebookName, Summary
from perenne.evidence import gathering
from perenne.evidence.gathering import Gathered, Request, gather
from perenne.model.errors import UsageError
from tests.cli.posts import lines

FINDING = {
    "perenne": "finding/1", "rule": "fr.contract.required", "rule_version": "2026-01-01", "article": "essai",
    "status": "law", "law_date": "2026-03-10", "basis": "publication", "verdict": "compliant", "code": "x",
    "confidence": "A", "because": {"fr": "Essai.", "en": "Trial."},
}  # fmt: skip

_SUMMARY = msgspec.json.encode(Summary(program="0.1.0", rulebook=RulebookName("2026-11-29", "0" * 64)))


def _finding(number: int, relation: str, **changed: Any) -> dict[str, Any]:
    return FINDING | {"id": f"f-{number:016}", "subject": {"kind": "relation", "id": relation}} | changed


def _relation(name: str) -> dict[str, Any]:
    return {"perenne": "relation/1", "id": name, "creator": {"handle": f"{name}.exemple"}}


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("spool").mkdir()
    Path("r.ndjson").write_bytes(lines(_relation("r1"), _relation("r2")))
    return tmp_path


def _gathered(*findings: dict[str, Any], second: tuple[dict[str, Any], ...] = ()) -> Gathered:
    Path("f.ndjson").write_bytes(lines(*findings))
    Path("g.ndjson").write_bytes(lines(*second))
    request = Request(relations=(Path("r.ndjson"),), findings=(Path("f.ndjson"), Path("g.ndjson")))
    return gather(request, Path("spool"))


@pytest.mark.usefixtures("here")
def test_findings_on_one_subject_are_one_wherever_they_stand() -> None:
    said = _gathered(
        _finding(1, "r1"),
        _finding(2, "r2", verdict="needs_human"),
        _finding(3, "r1", verdict="non_compliant"),
        second=(_finding(4, "r1", verdict="improvable"),),
    )
    assert [(each.subject.id, each.verdict, len(each.findings)) for each in said.subjects] == [
        ("r1", "non_compliant", 3),
        ("r2", "needs_human", 1),
    ]
    assert (said.findings, dict(said.verdicts)) == (4, {"non_compliant": 1, "needs_human": 1})
    assert [each.record.id for each in said.subjects if each.record is not None] == ["r1", "r2"]  # type: ignore[union-attr]
    assert len(said.records["findings.ndjson"].read_bytes().splitlines()) == 4


@pytest.mark.usefixtures("here")
def test_the_worst_are_shown_and_all_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gathering, "MOST_SHOWN", 1)
    monkeypatch.setattr(gathering, "MOST_FINDINGS", 2)
    said = _gathered(
        _finding(1, "r1"),
        *(_finding(number, "r2", verdict="prohibited") for number in range(2, 6)),
        _finding(6, "r2"),
    )
    (shown,) = said.subjects
    assert (shown.subject.id, [each.verdict for each in shown.findings]) == ("r2", ["prohibited"] * 2)
    assert (said.findings, said.relations, dict(said.verdicts)) == (6, 2, {"compliant": 1, "prohibited": 1})


@pytest.mark.usefixtures("here")
def test_each_version_of_a_rule_that_was_applied_is_remembered_once() -> None:
    said = _gathered(_finding(1, "r1"), _finding(2, "r2"), _finding(3, "r2", rule_version="2023-06-11"))
    assert [key[:2] for key in said.under] == [
        ("fr.contract.required", "2026-01-01"),
        ("fr.contract.required", "2023-06-11"),
    ]


@pytest.mark.usefixtures("here")
def test_nothing_to_prove_is_refused_with_what_to_give() -> None:
    with pytest.raises(UsageError, match="nothing to prove: give the folder of an audit"):
        gather(Request(), Path("spool"))


def test_what_creators_said_of_the_subjects_goes_in_with_the_files_that_they_showed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    audit = Path("audit")
    for folder in (audit, Path("spool")):
        folder.mkdir()
    subject = {"kind": "post", "platform": "instagram", "id": "C1"}
    (audit / "findings.ndjson").write_bytes(lines(FINDING | {"id": "f-0000000000000001", "subject": subject}))
    (audit / "posts.ndjson").write_bytes(
        lines(*({"perenne": "post/1", "platform": "instagram", "post_id": name} for name in ("C1", "C2")))
    )
    (audit / "summary.json").write_bytes(_SUMMARY)
    said = {"perenne": "reply/1", "platform": "instagram", "at": "2026-11-25T18:42:00Z", "text": "À l’image."}
    shown = [{"file": "story.png", "sha256": "0" * 64}]
    (audit / "replies.ndjson").write_bytes(lines(said | {"post_id": "C1", "files": shown}, said | {"post_id": "C2"}))
    gathered = gather(Request(audit=audit, posts=("C1",)), Path("spool"))
    assert [(each.post_id, each.text) for each in gathered.replies] == [("C1", "À l’image.")]
    assert gathered.read_in == {"0" * 64: "story.png"}
    assert len(gathered.records["replies.ndjson"].read_bytes().splitlines()) == 1
