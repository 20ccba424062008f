"""The findings on a contract as a list: each element with its state, its place, why, and what may be inserted."""

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from perenne.contracts.audit import Audited, State, state_of
from perenne.contracts.document import Document
from perenne.law.rulebook import Rulebook
from perenne.model.bilingual import Bilingual
from perenne.model.finding import ACCUSING, Evidence, Finding
from perenne.report import names
from perenne.report.contract.words import PARTIES, STATES
from perenne.report.post_view import NAME, SENTENCE
from perenne.report.visible import clipped
from perenne.report.voice import Said, Voice, sentence_case

LONGEST_QUOTE = 160
INSERT = "insert"
Group = Literal["law", "other", "practice"]


@dataclass(frozen=True, slots=True)
class QuoteView:
    text: str
    page: int | None


@dataclass(frozen=True, slots=True)
class ClauseView:
    """``css``: of the badge. What is missing accuses only where the law surely asks for it."""

    number: int
    anchor: str
    group: Group
    name: Said
    state: State | None
    css: str
    word: Said
    because: Said
    quotes: tuple[QuoteView, ...]
    ask: tuple[Said, Said] | None
    fix: Said | None
    insert: Said | None
    notices: tuple[Said, ...]
    article: str
    status: Said
    version: str
    id: str


def clause_views(audited: Audited, book: Rulebook, voice: Voice) -> tuple[ClauseView, ...]:
    """In the order of the rulebook: what the law asks for, what stands around, good practice."""
    views = [_view(each, n, audited.document, book, voice) for n, each in enumerate(audited.findings, 1)]
    order: tuple[Group, ...] = ("law", "other", "practice")
    return tuple(sorted(views, key=lambda each: order.index(each.group)))


def _view(finding: Finding, number: int, document: Document, book: Rulebook, voice: Voice) -> ClauseView:
    state = state_of(finding)
    quotes = tuple(_quotes(finding, document))
    said = tuple(each.text for each in quotes)
    inserted = [Bilingual(fr=each.fr, en=each.en) for each in finding.notices if each.code == INSERT]
    question = finding.question
    word = voice.say(STATES[state]) if state else Said(names.verdict_word(finding.verdict, voice.language))
    return ClauseView(
        number=number,
        anchor=f"c{number}",
        group=group_of(finding),
        name=_name(finding, book, voice),
        state=state,
        css=css_of(finding),
        word=word,
        because=_said(finding.because, voice, said),
        quotes=quotes,
        ask=(
            (voice.say(names.ASKED[question.to]), _said(Bilingual(fr=question.fr, en=question.en), voice, said))
            if question
            else None
        ),
        fix=_said(finding.fix, voice, said) if finding.fix and not inserted else None,
        insert=_said(inserted[0], voice) if inserted else None,
        notices=tuple(
            _said(Bilingual(fr=each.fr, en=each.en), voice) for each in finding.notices if each.code != INSERT
        ),
        article=voice.plain(finding.article),
        status=voice.say(names.STATUS[finding.status]),
        version=f"{finding.rule}@{finding.rule_version}",
        id=finding.id,
    )


def group_of(finding: Finding) -> Group:
    if finding.status != "law":
        return "practice"
    return "law" if state_of(finding) is not None else "other"


def css_of(finding: Finding) -> str:
    """The class of its badge: a state by its own shape, a question where nobody can say that the law asks for it."""
    state = state_of(finding)
    if state == "present":
        return "ok"
    if state == "weak":
        return "imp"
    if state == "missing":
        return "bad" if finding.verdict in ACCUSING else "out" if finding.status != "law" else "hum"
    return _VERDICTS[finding.verdict]


_VERDICTS = {
    "prohibited": "forb", "non_compliant": "bad", "needs_human": "hum", "improvable": "imp", "compliant": "ok",
    "out_of_scope": "out",
}  # fmt: skip


def _said(sentence: Bilingual, voice: Voice, quoted: Sequence[str] = ()) -> Said:
    return Said(clipped(voice.say(sentence, quoted), SENTENCE))


def _name(finding: Finding, book: Rulebook, voice: Voice) -> Said:
    """The element as the rule names it; the rule’s own name where it has but one."""
    rule = book.rules.get(finding.rule)
    part = finding.part or ""
    if part in PARTIES:
        return voice.say(PARTIES[part])
    versions = [each for each in rule.versions if each.id == finding.rule_version] if rule else []
    for version in versions:
        known = version.parameters.get("elements", {}) | version.parameters.get("clauses", {})
        if part in known:
            name = known[part]["name"]
            return sentence_case(voice.say(Bilingual(fr=name["fr"], en=name["en"])))
    name = voice.say(rule.name) if rule else Said(finding.rule)
    return name if not part else Said(f"{name} ({clipped(part, NAME)})")


def _quotes(finding: Finding, document: Document) -> Iterator[QuoteView]:
    for each in finding.evidence:
        place = block_of(each)
        if place is not None and each.quote:
            quote = textwrap.shorten(each.quote, LONGEST_QUOTE, placeholder=" …")
            yield QuoteView(quote, document.blocks[place].page)


def block_of(evidence: Evidence) -> int | None:
    """The number of the block that it stands in; ``None`` for a value that is recorded elsewhere."""
    inside, _, rest = evidence.field.partition("[")
    return int(rest.partition("]")[0]) if inside == "blocks" else None
