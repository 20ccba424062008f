"""The audit of a document for the terminal: each element with its state, its words, what to insert."""

import textwrap
from collections.abc import Iterator
from itertools import groupby

from perenne.contracts.audit import Audited, State, state_of
from perenne.contracts.elements.around import around
from perenne.law.rulebook import rulebook
from perenne.model.bilingual import Bilingual, Language
from perenne.model.finding import Finding
from perenne.report.names import STATUS, verdict_word
from perenne.report.typography import typo

WIDTH = 100
LONGEST_QUOTE = 160
_STATES: dict[State, Bilingual] = {
    "present": Bilingual(fr="Présent", en="Present"),
    "weak": Bilingual(fr="Faible", en="Weak"),
    "missing": Bilingual(fr="Absent", en="Missing"),
}
_INSERT = Bilingual(fr="À insérer :", en="To insert:")
_PAGE = Bilingual(fr="page", en="page")
_ADEQUACY = Bilingual(
    fr="Des mots sont repérés, jamais jugés suffisants : cela revient à une personne.",
    en="Words are found, never held to suffice: that is for a person to say.",
)


def lines_of(audited: Audited, language: Language) -> Iterator[str]:
    """The lines to print."""
    if not audited.findings:
        yield from _said(around().no_text if audited.relation is None else _ADEQUACY, "", language)
        return
    for rule_id, findings in groupby(audited.findings, key=lambda finding: finding.rule):
        of_rule = list(findings)
        name = rulebook().rules[rule_id].name
        first = of_rule[0]
        law = first.article if first.status == "law" else STATUS[first.status].said_in(language)
        yield from _wrapped(f"{name.said_in(language)} ({law})", "", language)
        for finding in of_rule:
            yield from _finding(finding, audited, language)
        yield ""
    yield from _said(_ADEQUACY, "", language)


def _finding(finding: Finding, audited: Audited, language: Language) -> Iterator[str]:
    state = state_of(finding)
    head = _STATES[state].said_in(language) if state else verdict_word(finding.verdict, language)
    colon = " :" if language == "fr" else ":"
    yield from _wrapped(f"{head}{colon} {finding.because.said_in(language)}", "  ", language)
    if finding.question is not None:
        yield from _wrapped(f"? {finding.question.fr if language == 'fr' else finding.question.en}", "    ", language)
    for proof in finding.evidence:
        if proof.quote is not None and proof.field.startswith("blocks["):
            page = audited.document.blocks[int(proof.field[7 : proof.field.index("]")])].page
            where = f" ({_PAGE.said_in(language)} {page})" if page is not None else ""
            quote = textwrap.shorten(proof.quote, LONGEST_QUOTE, placeholder=" …")
            marks = f"« {quote} »" if language == "fr" else f"“{quote}”"
            yield from textwrap.wrap(f"· {marks}{where}", WIDTH, initial_indent="    ", subsequent_indent="      ")
    for notice in finding.notices:
        if notice.code == "insert":
            clause = notice.fr if language == "fr" else notice.en
            yield from _wrapped(f"→ {_INSERT.said_in(language)} {clause}", "    ", language)


def _said(sentence: Bilingual, indent: str, language: Language) -> Iterator[str]:
    yield from _wrapped(sentence.said_in(language), indent, language)


def _wrapped(text: str, indent: str, language: Language) -> Iterator[str]:
    yield from textwrap.wrap(
        typo(text, language),
        WIDTH,
        initial_indent=indent,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
