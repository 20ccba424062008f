"""The acceptance captions, judged by the command as it stands: what each must be called, and may not be called."""

import os
from fnmatch import fnmatchcase
from itertools import groupby
from pathlib import Path
from typing import Any

import msgspec
import pytest

from perenne.law.rulebook import rulebook
from perenne.model.finding import ACCUSING, WORST_FIRST, Finding, Verdict, worst
from perenne.model.wire import decode
from tests.cli.calling import start

FILE = Path(os.environ["PERENNE_SAMPLES"]) / "captions" / "captions.ndjson"
NUMBERS = (*range(1, 11), *range(12, 19), *range(20, 23), 24, 25, *range(41, 44), 46, *range(66, 73))
"""Those that the rules of today decide; the others rest on rules that are not built."""

Case = dict[str, Any]
Found = dict[str, list[Finding]]

CASES: dict[str, Case] = {
    case["id"]: case for case in (msgspec.json.decode(line) for line in FILE.read_bytes().splitlines())
}
NAMED = [f"c{number:02}" for number in NUMBERS]


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Found:
    """The findings of every case; each set of options is one call. Only the post is given: not what is expected."""
    folder = tmp_path_factory.mktemp("captions")
    by_options = sorted(CASES.values(), key=lambda case: case["options"])
    findings: Found = {name: [] for name in CASES}
    for options, cases in groupby(by_options, key=lambda case: case["options"]):
        posts = b"".join(msgspec.json.encode(case["post"]) + b"\n" for case in cases)
        said = start("audit", "-", *options, "--json", cwd=folder, stdin=posts)
        assert "Refused: 0 lines, 0 files" in said.lines
        for line in said.out.splitlines():
            finding = decode(Finding, line)
            findings[finding.subject.id].append(finding)
    return findings


def _of(pattern: str, findings: list[Finding]) -> list[Finding]:
    return [finding for finding in findings if fnmatchcase(finding.rule, pattern)]


def _verdict(findings: list[Finding]) -> Verdict:
    return worst([finding.verdict for finding in findings])


def _is_built(pattern: str) -> bool:
    return any(fnmatchcase(rule, pattern) for rule in rulebook().rules)


@pytest.mark.parametrize("name", NAMED)
def test_a_caption_is_judged_as_the_positions_say(found: Found, name: str) -> None:
    expected, findings = CASES[name]["expect"], found[name]
    assert _verdict(findings) in expected["overall"]
    wrong = {
        pattern: _verdict(_of(pattern, findings))
        for pattern, allowed in expected["must"]
        if _is_built(pattern) and _verdict(_of(pattern, findings)) not in allowed
    }
    assert wrong == {}


@pytest.mark.parametrize("name", CASES)
def test_no_caption_is_called_what_it_may_not_be_called(found: Found, name: str) -> None:
    expected, findings = CASES[name]["expect"], found[name]
    forbidden = [
        finding.rule
        for pattern, verdicts in expected["must_not"]
        for finding in _of(pattern, findings)
        if finding.verdict in verdicts
    ]
    assert forbidden == []
    if ACCUSING.isdisjoint(expected["overall"]):
        assert _verdict(findings) not in ACCUSING


def test_every_quote_stands_where_it_is_said_to_stand(found: Found) -> None:
    quoted = [
        (CASES[name]["post"], proof)
        for name, findings in found.items()
        for finding in findings
        for proof in finding.evidence
        if proof.quote is not None and proof.field in {"text", "first_comment", "title"}
    ]
    assert len(quoted) > 50
    assert [proof for post, proof in quoted if post[proof.field][proof.start : proof.end] != proof.quote] == []


def test_the_expected_words_are_among_those_quoted(found: Found) -> None:
    """At least nine in ten of the spans that the named captions expect."""
    spans = {name: CASES[name]["expect"]["span"] for name in NAMED if CASES[name]["expect"]["span"]}
    assert len(spans) > 15
    met = {
        name
        for name, span in spans.items()
        for finding in found[name]
        for proof in finding.evidence
        if proof.quote and (proof.quote in span or span in proof.quote)
    }
    assert len(met) >= 0.9 * len(spans), sorted(set(spans) - met)


def test_the_verdicts_expected_are_those_of_the_contract() -> None:
    expected = {verdict for case in CASES.values() for verdict in case["expect"]["overall"]}
    assert expected <= set(WORST_FIRST)
    assert set(NAMED) <= set(CASES)
