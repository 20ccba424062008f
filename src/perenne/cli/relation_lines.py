"""What was found of a relation, for the terminal: each element with its verdict, its proof, and what to do."""

import textwrap
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from perenne.audit.relations import JudgedRelation
from perenne.cli.console import printable, spoken, word
from perenne.law.relations.judge import WRITTEN
from perenne.law.rulebook import rulebook
from perenne.model.finding import Evidence, Finding
from perenne.model.relation import Relation
from perenne.report.names import ASKED, STATUS, value_word, verdict_word
from perenne.report.typography import typo

WIDTH = 100
SHOWN_PROOFS = 12
"""More than that are counted; ``--json`` has them all."""
_ONE_LINE = str.maketrans("\r\n\t", "   ")
_IN_ORDER = frozenset({"compliant", "out_of_scope"})


def show(judged: Sequence[JudgedRelation]) -> None:
    """Print every relation."""
    for number, each in enumerate(judged):
        if number:
            print()
        for line in _relation(each):
            print(printable(line))


def _relation(judged: JudgedRelation) -> Iterator[str]:
    relation = judged.relation
    source = relation.source
    title = f"{_parties(relation)} ({relation.id}, {source.file}:{source.line})"
    if not judged.findings:
        yield from _said(word(f"{title} : rien à juger", f"{title}: nothing to judge"), "", title)
        return
    verdict = verdict_word(judged.verdict, spoken())
    yield from _said(word(f"{title} : {verdict}", f"{title}: {verdict}"), "", title)
    for rule_id, findings in groupby(judged.findings, key=lambda finding: finding.rule):
        yield ""
        yield from _rule(rule_id, list(findings))


def _parties(relation: Relation) -> str:
    deal = next(iter(relation.deals), None)
    creator = relation.creator.handle or (deal.creator if deal else "?")
    known = relation.advertiser
    advertiser = (known.name or next(iter(known.handles), None)) if known else None
    return f"{creator} × {advertiser or (deal.advertiser if deal else '?')}"


def _rule(rule_id: str, findings: list[Finding]) -> Iterator[str]:
    name = rulebook().rules[rule_id].name.said_in(spoken())
    first = findings[0]
    law = first.article if first.status == "law" else STATUS[first.status].said_in(spoken())
    yield from _said(f"{name} ({law})", "")
    for finding in findings:
        yield from _finding(finding)
    yield from _notices(findings)


def _finding(finding: Finding) -> Iterator[str]:
    verdict = verdict_word(finding.verdict, spoken())
    because = finding.because.said_in(spoken())
    yield from _said(word(f"{verdict} : {because}", f"{verdict}: {because}"), "  ")
    if finding.fix is not None:
        yield from _said(f"→ {finding.fix.said_in(spoken())}", "    ")
    if finding.question is not None:
        asked = finding.question.fr if spoken() == "fr" else finding.question.en
        yield from _said(f"? {asked} ({ASKED[finding.question.to].said_in(spoken())})", "    ")
    yield from _proofs(finding)


def _notices(findings: list[Finding]) -> Iterator[str]:
    """What several elements share is said once."""
    said = dict.fromkeys(
        notice.fr if spoken() == "fr" else notice.en for finding in findings for notice in finding.notices
    )
    for notice in said:
        yield from _said(f"! {notice}", "  ")


def _proofs(finding: Finding) -> Iterator[str]:
    """The quote, or what is recorded; of what is in order, the first is enough."""
    if finding.status == "practice" and finding.verdict != "compliant":
        return
    shown = 1 if finding.verdict in _IN_ORDER and finding.rule != WRITTEN else SHOWN_PROOFS
    for proof in finding.evidence[:shown]:
        yield from _verbatim(f"{proof.field} = {_shown(proof)}", "    · ")
    more = len(finding.evidence) - SHOWN_PROOFS
    if more > 0:
        yield from _said(word(f"et {more} de plus (--json)", f"and {more} more (--json)"), "    · ")


def _shown(proof: Evidence) -> str:
    if proof.quote is not None:
        return f"« {proof.quote} »" if spoken() == "fr" else f"“{proof.quote}”"
    if isinstance(proof.value, dict):
        return ", ".join(_deal(proof.value))
    return value_word(proof.value, spoken())


def _deal(deal: dict[str, Any]) -> Iterator[str]:
    """When, what, how much, for what, and whether a post was expected where that is not plain."""
    yield " – ".join(deal[name] for name in ("date", "from", "to") if name in deal) or word("sans date", "undated")
    yield value_word(deal.get("kind"), spoken())
    value = deal.get("value_eur")
    yield word("sans valeur", "not valued") if value is None else f"{value_word(value, spoken())}\u00a0€"
    if "objective" in deal:
        yield deal["objective"]
    if not deal.get("requested"):
        asked = value_word(deal.get("requested"), spoken())
        yield word(f"publication attendue : {asked}", f"post expected: {asked}")


def _said(text: str, indent: str, *verbatim: str) -> Iterator[str]:
    """One of our sentences, with the typography of its language, in lines of the terminal."""
    yield from _lines(typo(text, spoken(), verbatim), indent)


def _verbatim(text: str, indent: str) -> Iterator[str]:
    """What stands in the record, as it stands there."""
    yield from _lines(text.translate(_ONE_LINE), indent)


def _lines(text: str, indent: str) -> Iterator[str]:
    following = " " * len(indent)
    yield from textwrap.wrap(
        text,
        WIDTH,
        initial_indent=indent,
        subsequent_indent=following,
        break_long_words=False,
        break_on_hyphens=False,
    ) or [indent]
