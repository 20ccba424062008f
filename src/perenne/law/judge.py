"""From facts to findings: every rule of the post's jurisdictions, in the version of its date.

Pure: no clock, no file. The order of the rules never matters.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NamedTuple

import msgspec

from perenne.dated.civil import CivilDay
from perenne.law.checks import CHECKS
from perenne.law.facts import Facts
from perenne.law.rulebook import Outcome, Rule, Rulebook, Version
from perenne.law.ruling import Ruling, Unjudged, as_parts
from perenne.law.waking import waking_keys
from perenne.model.bilingual import Bilingual
from perenne.model.finding import ACCUSING, Basis, Evidence, Finding, Notice, Question, Subject, Verdict, finding_id


@dataclass(frozen=True, slots=True)
class NotJudged:
    """A rule woke and could not be judged: the source does not record ``field``."""

    rule: str
    field: str


@dataclass(frozen=True, slots=True)
class When:
    """Under which day's law: that of publication (``None`` = unknown), or of another day that a person chose."""

    day: CivilDay | None
    basis: Basis = "publication"


_encode = msgspec.json.Encoder(order="deterministic").encode


class _Judged(NamedTuple):
    """One version's say on one post, before it becomes a finding."""

    ruling: Ruling
    outcome: Outcome
    verdict: Verdict
    version: Version


def judge(facts: Facts, when: When, book: Rulebook) -> Iterator[Finding | NotJudged]:
    """The findings on one post, and the rules that could not be judged for want of a recorded field."""
    itself = _Itself(book)
    in_force = _in_force(itself, when.day.day) if when.day is not None and when.day.exact else {}
    for rule in _woken(itself, facts.scope.countries, waking_keys(facts)):
        version = in_force.get(rule.id)
        known = _judge_version(rule, version, facts, book) if version else _judge_rule(rule, facts, when, book)
        for said in known:
            yield _finding(rule, said, facts, when, book) if isinstance(said, _Judged) else said


@dataclass(frozen=True, slots=True, eq=False)
class _Itself:
    """A rulebook as a key: the one at hand, whatever it holds."""

    book: Rulebook

    def __hash__(self) -> int:
        return id(self.book)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Itself) and other.book is self.book


@lru_cache(maxsize=4_096)
def _woken(of: _Itself, countries: tuple[str, ...], keys: frozenset[str]) -> tuple[Rule, ...]:
    """The rules that look at a post with these keys: few sets of keys are met, and many posts."""
    rules = of.book.rules.values()
    return tuple(rule for rule in rules if not keys.isdisjoint(rule.wakes) and _applies(rule, countries, of.book))


@lru_cache(maxsize=4_096)
def _in_force(of: _Itself, day: date) -> Mapping[str, Version]:
    """The version of each rule that is in force on a day."""
    versions = ((rule.id, rule.on(day)) for rule in of.book.rules.values())
    return {rule: version for rule, version in versions if version is not None}


def _applies(rule: Rule, countries: tuple[str, ...], book: Rulebook) -> bool:
    if rule.jurisdiction == "platform":
        return True  # a platform's own rules go with the account, wherever its public is
    if rule.jurisdiction == "EU":
        return any(country in book.index.eea for country in countries)
    return rule.jurisdiction in countries


_Parts = tuple[_Judged | NotJudged, ...]
"""What one version says of one post: once, or once a part of the rule."""


def _judge_rule(rule: Rule, facts: Facts, when: When, book: Rulebook) -> _Parts:
    if when.day is None:
        return _judge_undated(rule, facts, book)
    on_the_day = _judge_on(rule, facts, when.day.day, book)
    if when.day.exact:
        return on_the_day
    for neighbour in _other_versions(rule, when.day):
        other = _judge_on(rule, facts, neighbour, book)
        if _verdicts(other) != _verdicts(on_the_day):
            words = {"date": when.day.day}
            version = rule.on(when.day.day) or rule.versions[0]
            return (_around("date_near_change", rule, book, words, version=version, proof=on_the_day or other),)
    return on_the_day


def _other_versions(rule: Rule, day: CivilDay) -> Iterator[date]:
    """The days beside ``day`` on which the post may have been published and another version held."""
    return (each for each in day.neighbours() if rule.on(each) is not rule.on(day.day))


def _judge_undated(rule: Rule, facts: Facts, book: Rulebook) -> _Parts:
    """Unknown date: a verdict only where all versions of the rule agree (position R28), and no accusation: the post
    may be older than the rule."""
    each = [_judge_version(rule, version, facts, book) for version in rule.versions]
    said = [_verdicts(parts) for parts in each]
    accuses = any(verdict in ACCUSING for verdicts in said for verdict in verdicts.values())
    if accuses or any(verdicts != said[0] for verdicts in said):
        return (_around("date_unknown", rule, book, {}, proof=each[-1]),)
    return each[-1]


def _verdicts(parts: _Parts) -> dict[str | None, Verdict]:
    return {judged.ruling.part: judged.verdict for judged in parts if isinstance(judged, _Judged)}


def _judge_on(rule: Rule, facts: Facts, day: date, book: Rulebook) -> _Parts:
    version = rule.on(day)
    if version is not None:
        return _judge_version(rule, version, facts, book)
    woken = _judge_version(rule, rule.versions[0], facts, book)
    if not woken:
        return ()
    words = {"date": day, "since": rule.versions[0].start}
    early = day < rule.versions[0].start
    code = "not_in_force" if early else "repealed"
    forward = (rule.forward,) if early and rule.forward else ()
    return (_around(code, rule, book, words, version=rule.versions[0], proof=woken, notices=forward),)


def _judge_version(rule: Rule, version: Version, facts: Facts, book: Rulebook) -> _Parts:
    ruled = CHECKS[rule.id](facts, version)
    if not ruled:
        return ()
    said = as_parts(ruled)
    if facts.scope.abroad is not None and rule.abroad != "applies" and any(isinstance(each, Ruling) for each in said):
        code = "creator_abroad" if rule.abroad == "out_of_scope" else "creator_abroad_question"
        country = {"country": facts.scope.abroad}
        proof = tuple(_judged(rule, version, each) for each in said if isinstance(each, Ruling))
        return (_around(code, rule, book, country, ("account.country",), version, proof),)
    return tuple(
        [
            NotJudged(rule.id, each.field) if isinstance(each, Unjudged) else _judged(rule, version, each)
            for each in said
        ]
    )


def _judged(rule: Rule, version: Version, ruling: Ruling) -> _Judged:
    return _Judged(ruling, rule.outcomes[ruling.code], rule.verdict(ruling.code, version), version)


def _around(
    code: str,
    rule: Rule,
    book: Rulebook,
    words: Mapping[str, str | date],
    depends_on: tuple[str, ...] = ("published_at",),
    version: Version | None = None,
    proof: _Parts = (),
    notices: tuple[str, ...] = (),
) -> _Judged:
    outcome = book.index.around[code]
    evidence = tuple(each for judged in proof if isinstance(judged, _Judged) for each in judged.ruling.evidence)
    ruling = Ruling(code, _distinct(evidence), depends_on, words, notices)
    return _Judged(ruling, outcome, outcome.verdict, version or rule.versions[-1])


def _finding(rule: Rule, judged: _Judged, facts: Facts, when: When, book: Rulebook) -> Finding:
    ruling, outcome, version = judged.ruling, judged.outcome, judged.version
    subject = Subject(kind="post", id=facts.post.subject_id, platform=facts.post.platform)
    question = _question(outcome, judged.verdict, facts)
    words = tuple(ruling.words.items())
    evidence = ruling.evidence
    if facts.answers:
        evidence = (*evidence, *_answered(ruling, outcome, facts))
    evidence = _distinct(evidence)
    return Finding(
        id=finding_id(subject, rule.id, version.id, ruling.part, evidence),
        subject=subject,
        rule=rule.id,
        part=ruling.part,
        rule_version=version.id,
        article=version.article,
        status=version.status,
        law_date=when.day.day.isoformat() if when.day else None,
        basis=when.basis,
        verdict=judged.verdict,
        code=ruling.code,
        confidence=version.confidence,
        position=_position(ruling, outcome, version),
        evidence=evidence,
        because=_filled(version.because.get(ruling.code, outcome.because), words),
        fix=_filled(outcome.fix, words) if outcome.fix else None,
        question=question,
        notices=tuple(_notices(rule, judged, book)),
        depends_on=_depends_on(ruling, facts),
    )


def _position(ruling: Ruling, outcome: Outcome, version: Version) -> str | None:
    """The position of the version where it overrides the verdict, else that of the outcome, else the version's."""
    if ruling.code in version.verdicts and version.position:
        return version.position
    return outcome.position or version.position


def _question(outcome: Outcome, verdict: Verdict, facts: Facts) -> Question | None:
    """A question that was answered is not asked again."""
    asked = outcome.question
    if verdict != "needs_human" or asked is None or asked.fact in facts.answers:
        return None
    return Question(fact=asked.fact, fr=asked.fr, en=asked.en, to=asked.to)


@lru_cache(maxsize=4_096)
def _filled(sentence: Bilingual, words: tuple[tuple[str, str | date], ...]) -> Bilingual:
    """The same few sentences are said of many posts."""
    return sentence.filled(**dict(words))


def _answered(ruling: Ruling, outcome: Outcome, facts: Facts) -> Iterator[Evidence]:
    """The answers on which the verdict rests, and the one to its question."""
    asked = (outcome.question.fact,) if outcome.question is not None else ()
    for fact in (*asked, *ruling.depends_on):
        if fact in facts.answers:
            yield facts.answers[fact].evidence


def _distinct(evidence: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    if len(evidence) < 2:
        return evidence
    return tuple({_encode(each): each for each in evidence}.values())


def _notices(rule: Rule, judged: _Judged, book: Rulebook) -> Iterator[Notice]:
    for code in (*judged.outcome.notices, *judged.ruling.notices):
        yield Notice(code=code, fr=rule.notices[code].fr, en=rule.notices[code].en)
    if judged.version.confidence == "C" and judged.verdict in {"prohibited", "non_compliant"}:
        said = book.index.notices["to_be_verified"]
        yield Notice(code="to_be_verified", fr=said.fr, en=said.en)


def _depends_on(ruling: Ruling, facts: Facts) -> tuple[str, ...]:
    if not facts.scope.assumed and len(ruling.depends_on) < 2:
        return ruling.depends_on
    facts_named = dict.fromkeys(ruling.depends_on)
    if facts.scope.assumed:
        facts_named["account.country"] = None
    return tuple(facts_named)
