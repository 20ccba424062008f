"""Québec's media as if published today, nothing known of deals: nobody is accused, and hardly anybody is asked."""

import re
from collections import Counter

import pytest

from perenne.model.finding import ACCUSING, Finding, Verdict, worst
from tests.samples.audit.folders import Audit, audited

DISCLOSURE = re.compile(r"#(?:publicité|pub|ad|partenariatrémunéré)(?!\w)", re.IGNORECASE)
ABOUT_ADVERTISING = re.compile(r"#publicités(?!\w)", re.IGNORECASE)

SOUND = 15
"""Untagged captions that were read one by one and are rightly called improvable: "presented by" or "in collaboration
with" a sponsor, an association or a public body (11), or another medium that shared the production (4)."""


@pytest.fixture(scope="module")
def audit() -> Audit:
    return audited("quebec-media", "--as-of", "2026-11-20")


@pytest.fixture(scope="module")
def found(audit: Audit) -> dict[str, list[Finding]]:
    findings: dict[str, list[Finding]] = {name: [] for name in audit.posts}
    for finding in audit.findings:
        findings[finding.subject.id].append(finding)
    return findings


@pytest.fixture(scope="module")
def verdicts(found: dict[str, list[Finding]]) -> dict[str, Verdict]:
    return {name: worst([finding.verdict for finding in findings]) for name, findings in found.items()}


def _with(pattern: re.Pattern[str], audit: Audit) -> set[str]:
    return {name for name, post in audit.posts.items() if pattern.search(post.text or "")}


def test_nobody_is_accused_and_at_most_two_in_a_hundred_are_asked(verdicts: dict[str, Verdict]) -> None:
    counted = Counter(verdicts.values())
    assert len(verdicts) == 3_479
    assert [verdict for verdict in counted if verdict in ACCUSING] == []
    assert counted["needs_human"] <= 0.02 * len(verdicts)


def test_every_disclosure_tag_is_found_as_a_disclosure(audit: Audit, found: dict[str, list[Finding]]) -> None:
    tagged = _with(DISCLOSURE, audit)
    assert len(tagged) == 13
    disclosed = {
        name
        for name in tagged
        for finding in found[name]
        if finding.rule == "fr.mention.intent" and finding.code.startswith("mention_")
        for proof in finding.evidence
        if proof.quote and DISCLOSURE.fullmatch(f"#{proof.quote}")
    }
    assert disclosed == tagged


def test_a_tag_about_advertising_discloses_nothing(audit: Audit, found: dict[str, list[Finding]]) -> None:
    (name,) = _with(ABOUT_ADVERTISING, audit)
    assert found[name] == []


def test_the_untagged_improvable_captions_are_few_and_were_read(
    audit: Audit, found: dict[str, list[Finding]], verdicts: dict[str, Verdict]
) -> None:
    tagged = _with(DISCLOSURE, audit)
    untagged = [name for name, verdict in sorted(verdicts.items()) if verdict == "improvable" and name not in tagged]
    for name in untagged:
        quotes = {proof.quote for finding in found[name] for proof in finding.evidence if proof.quote}
        print(f"\n{' | '.join(sorted(quotes))}\n    {audit.posts[name].text}")
    assert len(untagged) <= SOUND


def test_the_captions_that_ask_rest_on_a_clue_that_is_quoted(
    found: dict[str, list[Finding]], verdicts: dict[str, Verdict]
) -> None:
    asked = [finding for name, verdict in verdicts.items() if verdict == "needs_human" for finding in found[name]]
    questions = [finding for finding in asked if finding.verdict == "needs_human"]
    assert questions
    assert all(finding.question and finding.evidence for finding in questions)
