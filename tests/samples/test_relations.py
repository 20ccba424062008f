"""The acceptance relations, judged by the command as it stands."""

import os
from pathlib import Path
from typing import Any

import msgspec
import pytest

from perenne.model.finding import Finding, worst
from perenne.model.wire import decode
from tests.cli.calling import start

FILE = Path(os.environ["PERENNE_SAMPLES"]) / "captions" / "relations.ndjson"
CASES: dict[str, dict[str, Any]] = {
    case["id"]: case for case in (msgspec.json.decode(line) for line in FILE.read_bytes().splitlines())
}


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Finding]]:
    """The findings of every relation. Only the relation is given: not what is expected."""
    relations = [{key: value for key, value in case.items() if key != "expect"} for case in CASES.values()]
    given = b"".join(msgspec.json.encode(each) + b"\n" for each in relations)
    said = start("contract", "check", "-", "--json", cwd=tmp_path_factory.mktemp("relations"), stdin=given)
    assert (said.status, said.err) == (0, "")
    findings: dict[str, list[Finding]] = {name: [] for name in CASES}
    for line in said.out.splitlines():
        finding = decode(Finding, line)
        findings[finding.subject.id].append(finding)
    return findings


@pytest.mark.parametrize("name", CASES)
def test_a_relation_is_judged_as_the_positions_say(found: dict[str, list[Finding]], name: str) -> None:
    for rule, allowed in CASES[name]["expect"].items():
        assert worst([finding.verdict for finding in found[name] if finding.rule == rule]) in allowed


def test_a_sum_just_below_the_threshold_warns_and_advises(found: dict[str, list[Finding]]) -> None:
    notices = {notice.code for finding in found["c59"] for notice in finding.notices}
    assert {"near", "advice"} <= notices


def test_two_objectives_are_asked_about_with_their_sum(found: dict[str, list[Finding]]) -> None:
    (finding,) = found["c58"]
    assert finding.question is not None
    assert finding.question.fact == "deals.objective"
    assert "€1,300" in finding.because.en
