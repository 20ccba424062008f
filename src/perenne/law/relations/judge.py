"""From a relation to findings: every rule on relations, in the version of the day that it looks at.

Pure: no clock, no file. The order of deals and of rules never matters.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import msgspec

from perenne.law.relations.checks import RELATION_CHECKS
from perenne.law.relations.facts import RelationFacts, facts_of
from perenne.law.rulebook import Outcome, Rule, Rulebook, Version
from perenne.law.ruling import Ruling
from perenne.model.bilingual import Bilingual
from perenne.model.finding import ACCUSING, Evidence, Finding, Notice, Question, Subject, Verdict, finding_id
from perenne.model.relation import Relation

WRITTEN = "fr.contract.required"
"""The rule that states the thresholds, and is judged year by year."""


def judge_relation(relation: Relation, book: Rulebook, by: date | None = None) -> tuple[Finding, ...]:
    """The findings on ``relation``, in the order of the rules; ``by``: under the law of this day, whatever the dates
    of what was given."""
    facts = facts_of(relation, book.rule(WRITTEN), book, by)
    return tuple(_findings(facts, book, by))


def _findings(facts: RelationFacts, book: Rulebook, by: date | None) -> Iterator[Finding]:
    rules = book.rules_on("relation")
    for rule in (rules[rule_id] for rule_id in book.index.rule_ids if rule_id in rules):
        for view, day in _views(rule, facts):
            yield from _judged(_Judging(rule, view, day, book, by))


def _views(rule: Rule, facts: RelationFacts) -> Iterator[tuple[RelationFacts, date | None]]:
    """What the rule looks at, each with the day of its law: the relation, or each year of it."""
    if rule.id != WRITTEN:
        yield facts, facts.day
        return
    for duty in facts.duties:
        yield replace(facts, duty=duty), duty.day
    if not facts.duties:
        yield facts, facts.day


class _Judging(msgspec.Struct, frozen=True):
    """One rule that looks at one relation under the law of one day."""

    rule: Rule
    facts: RelationFacts
    day: date | None
    book: Rulebook
    by: date | None


def _judged(judging: _Judging) -> Iterator[Finding]:
    rule, day = judging.rule, judging.day
    version = rule.on(day) if day is not None else rule.versions[-1]
    if version is not None:
        for ruling in RELATION_CHECKS[rule.id](judging.facts, version):
            yield _finding(judging, ruling, rule.outcomes[ruling.code], version)
        return
    first = rule.versions[0]
    woken = RELATION_CHECKS[rule.id](judging.facts, first)
    if woken and day is not None:
        words = {"date": day, "since": first.start}
        part = woken[0].part if rule.id == WRITTEN else None
        early = Ruling("not_in_force", woken[0].evidence, ("deals",), words, part=part)
        yield _finding(judging, early, judging.book.index.around["not_in_force"], first)


def _finding(judging: _Judging, ruling: Ruling, outcome: Outcome, version: Version) -> Finding:
    rule, facts = judging.rule, judging.facts
    subject = Subject(kind="relation", id=facts.relation.id)
    verdict = outcome.verdict if ruling.code not in rule.outcomes else rule.verdict(ruling.code, version)
    evidence = _distinct(ruling.evidence)
    return Finding(
        id=finding_id(subject, rule.id, version.id, ruling.part, evidence),
        subject=subject,
        rule=rule.id,
        part=ruling.part,
        rule_version=version.id,
        article=version.article,
        status=version.status,
        law_date=judging.day.isoformat() if judging.day is not None else None,
        basis="as_of" if judging.by is not None else "publication",
        verdict=verdict,
        code=ruling.code,
        confidence=version.confidence,
        position=outcome.position or version.position,
        evidence=evidence,
        because=version.because.get(ruling.code, outcome.because).filled(**ruling.words),
        fix=outcome.fix.filled(**ruling.words) if outcome.fix is not None else None,
        question=_question(outcome, verdict, ruling),
        notices=tuple(_notices(judging, ruling, outcome, version, verdict)),
        depends_on=_depends_on(ruling, facts),
    )


def _question(outcome: Outcome, verdict: Verdict, ruling: Ruling) -> Question | None:
    asked = outcome.question
    if verdict != "needs_human" or asked is None:
        return None
    said = Bilingual(asked.fr, asked.en).filled(**ruling.words)
    return Question(fact=asked.fact.format(**ruling.words), fr=said.fr, en=said.en, to=asked.to)


def _notices(
    judging: _Judging, ruling: Ruling, outcome: Outcome, version: Version, verdict: Verdict
) -> Iterator[Notice]:
    for code in (*outcome.notices, *ruling.notices):
        said = judging.rule.notices[code].filled(**ruling.words)
        yield Notice(code=code, fr=said.fr, en=said.en)
    if version.confidence == "C" and verdict in ACCUSING:
        said = judging.book.index.notices["to_be_verified"]
        yield Notice(code="to_be_verified", fr=said.fr, en=said.en)


def _depends_on(ruling: Ruling, facts: RelationFacts) -> tuple[str, ...]:
    named = dict.fromkeys(ruling.depends_on)
    if facts.assumed:
        named["creator.country"] = None
    return tuple(named)


def _distinct(evidence: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    return tuple({msgspec.json.encode(each, order="deterministic"): each for each in evidence}.values())
