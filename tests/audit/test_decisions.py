"""A person's decision stands beside the finding: it is shown with it, kept with the audit, and changes nothing."""

import json
from pathlib import Path
from typing import Any

import pytest

from perenne.audit.answers import decisions
from perenne.model.answer import Decision
from tests.cli.calling import Said, call

POST = {
    "perenne": "post/1",
    "platform": "instagram",
    "post_id": "P1",
    "published_at": "2026-11-20",
    "account": {"handle": "lina.m", "country": "FR"},
    "text": "J’adore ces bougies @maisonlune",
    "deal": {"consideration": "yes", "forms": ["money"], "advertiser": {"handles": ["maisonlune"]}},
}


def lines(path: Path, *records: dict[str, Any]) -> Path:
    path.write_text("".join(json.dumps(each, ensure_ascii=False) + "\n" for each in records), encoding="utf-8")
    return path


def audited(folder: Path, *more: str | Path) -> Said:
    lines(folder / "posts.ndjson", POST)
    return call("audit", "posts.ndjson", "--out", "out", "--lang", "en", *more, cwd=folder)


def findings(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "out/findings.ndjson").read_text(encoding="utf-8").splitlines()]


def decision(finding: str, **changed: str) -> dict[str, Any]:
    said = {"verdict": "compliant", "by": "Ana Roche", "at": "2026-11-25", "reason": "the mention is on the picture"}
    return {"perenne": "decision/1", "finding": finding, **said, **changed}


@pytest.fixture
def decided(tmp_path: Path) -> Path:
    """A folder with an audit, and a file that decides on its worst finding and on one that does not exist."""
    assert audited(tmp_path).status == 0
    lines(tmp_path / "said.ndjson", decision(findings(tmp_path)[0]["id"]), decision("f-0123456789abcdef"))
    return tmp_path


def test_a_decision_is_shown_beside_its_finding_which_stays_as_it_was(decided: Path) -> None:
    before = findings(decided)
    assert audited(decided, "--answers", "said.ndjson").status == 0
    assert findings(decided) == before
    page = (decided / "out/report.html").read_text(encoding="utf-8")
    assert "Compliant, by Ana Roche, on 25\u00a0Nov 2026: the mention is on the picture" in page
    assert "A decision stands beside its finding and does not change it." in page
    assert "No verdict in this report is signed." not in page


def test_a_decision_on_a_finding_that_is_no_longer_there_is_named(decided: Path) -> None:
    audited(decided, "--answers", "said.ndjson")
    page = (decided / "out/report.html").read_text(encoding="utf-8")
    assert "Decisions without a finding (1)" in page
    assert "f-0123456789abcdef" in page


def test_decisions_are_kept_with_the_audit_and_hold_the_next_time(decided: Path) -> None:
    audited(decided, "--answers", "said.ndjson")
    kept = decided / "out/answers.ndjson"
    assert kept.read_text(encoding="utf-8").count('"decision/1"') == 2
    audited(decided, "--answers", kept)
    assert "by Ana Roche" in (decided / "out/report.html").read_text(encoding="utf-8")


def test_answers_and_decisions_may_stand_in_one_file(decided: Path) -> None:
    answer = {
        "perenne": "answer/1", "platform": "instagram", "post_id": "P1", "question": "deal.consideration",
        "answer": "yes", "by": "Lina M.", "at": "2026-11-22",
    }  # fmt: skip
    lines(decided / "both.ndjson", answer, decision(findings(decided)[0]["id"]), {"perenne": "decision/1"})
    assert audited(decided, "--answers", "both.ndjson").status == 0
    summary = json.loads((decided / "out/summary.json").read_text(encoding="utf-8"))
    assert [(each["file"], each["records"]) for each in summary["side_files"]] == [("both.ndjson", 2)]
    (reject,) = (decided / "out/rejects.ndjson").read_text(encoding="utf-8").splitlines()
    assert json.loads(reject)["line"] == 3


def test_without_decisions_the_page_says_that_nothing_is_signed(tmp_path: Path) -> None:
    audited(tmp_path)
    assert "No verdict in this report is signed." in (tmp_path / "out/report.html").read_text(encoding="utf-8")


def test_the_last_decision_on_a_finding_holds_whatever_the_order_of_the_files() -> None:
    first = Decision(finding="f-1", verdict="compliant", by="Ana", at="2026-11-24", reason="seen")
    last = Decision(finding="f-1", verdict="non_compliant", by="Ana", at="2026-11-25", reason="seen again")
    other = Decision(finding="f-0", verdict="improvable", by="Bo", at="2026-11-20", reason="late")
    assert decisions([last, first, other]) == decisions([other, first, last]) == (other, last)


def test_what_a_decision_says_is_text_on_the_page(decided: Path) -> None:
    hostile = "<script>alert(1)</script>"
    lines(decided / "said.ndjson", decision(findings(decided)[0]["id"], reason=hostile, by=hostile))
    audited(decided, "--answers", "said.ndjson")
    page = (decided / "out/report.html").read_text(encoding="utf-8")
    assert hostile not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
