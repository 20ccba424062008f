"""A document against the law of contracts: each element present, weak or missing, with its words and their place.

What is found is that words are there; whether they suffice is for a person to say, and no finding says otherwise.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import Literal

import msgspec

from perenne.contracts.document import Document
from perenne.contracts.elements.around import around
from perenne.contracts.elements.passages import Passage
from perenne.contracts.elements.stated import PRACTICE, Stated, stated_in
from perenne.contracts.elements.whole import Whole
from perenne.dated.shelf import shelf
from perenne.law.relations.judge import WRITTEN, judge_relation
from perenne.law.rulebook import Rulebook
from perenne.model.bilingual import Bilingual
from perenne.model.finding import Evidence, Finding, Notice, Question, Subject, finding_id
from perenne.model.relation import Relation

State = Literal["present", "weak", "missing"]
SHOWN_PASSAGES = 3
_UNSIGNED = frozenset({"written", "signed_late", "signed_in_between", "signed_after_deals", "date_unknown"})
_STATES: dict[str, State] = {
    "present": "present", "party_present": "present", "submitted": "present", "practice_present": "present",
    "weak": "weak", "party_weak": "weak", "law_weak": "weak", "law_contradicted": "weak", "wording_imposed": "weak",
    "practice_weak": "weak", "wording_beside": "present",
    "missing": "missing", "missing_in_doubt": "missing", "party_missing": "missing",
    "party_missing_in_doubt": "missing", "party_not_recorded": "missing", "law_missing": "missing",
    "other_law": "missing", "law_in_doubt": "missing", "target_unknown": "missing", "practice_missing": "missing",
}  # fmt: skip
_ABSENT = frozenset({"missing", "party_missing", "law_missing", "other_law"})
"""What accuses because something was not found."""
_PARTLY_READ = frozenset({"pages_without_text", "form_fields"})


class Audited(msgspec.Struct, frozen=True):
    """A document, what it states, and the findings on it; ``elements``: the state of each."""

    document: Document
    relation: Relation | None
    findings: tuple[Finding, ...]

    @property
    def elements(self) -> dict[str, State]:
        return {element_of(each): state for each in self.findings if (state := state_of(each)) is not None}


def audit_document(
    document: Document, book: Rulebook, known: Relation | None = None, by: date | None = None
) -> Audited:
    """The findings on ``document``; ``known``: what is recorded of the relation beside it. A document without text
    gets none: nothing is missing from a picture that nobody read."""
    if not document.has_text or "no_text" in document.notes:
        return Audited(document, known, ())
    stated = stated_in(document, known)
    whole = Whole(document.blocks)
    findings = (_Told(document, stated, whole, each).finding for each in judge_relation(stated.relation, book, by))
    return Audited(document, stated.relation, tuple(findings))


def element_of(finding: Finding) -> str:
    """``fr.contract.clauses/mission``: the rule and its part."""
    return f"{finding.rule}/{finding.part}" if finding.part else finding.rule


def state_of(finding: Finding) -> State | None:
    """Whether an element of the document is there; ``None`` for a finding about something else."""
    return _STATES.get(finding.code)


@cache
def insertions() -> Mapping[str, Bilingual]:
    """The clause to insert for each element."""
    return msgspec.convert(shelf("perenne.contracts.elements")["insert"], dict[str, Bilingual])


class _Told(msgspec.Struct, frozen=True):
    """A finding on a relation, told of the document that states it."""

    document: Document
    stated: Stated
    whole: Whole
    judged: Finding

    @property
    def finding(self) -> Finding:
        judged = self.judged
        evidence = tuple(self._evidence())
        subject = Subject(kind="document", id=self.document.sha256)
        told = msgspec.structs.replace(
            judged,
            id=finding_id(subject, judged.rule, judged.rule_version, judged.part, evidence),
            subject=subject,
            evidence=evidence,
            notices=(*judged.notices, *self._inserted()),
        )
        return self._doubted(told)

    def _doubted(self, told: Finding) -> Finding:
        """Nothing accuses where the document was read only in part, or where it does not say whether it is signed."""
        known = around()
        if told.rule == WRITTEN and told.code in _UNSIGNED:
            asked = ("contract.date_signed", known.signature_question)
            return _asked(told, "signature_unknown", known.signature, *asked)
        if told.code in _ABSENT and told.verdict == "non_compliant":
            asked = ("contract.clauses", known.partly_read_question)
            if _PARTLY_READ & set(self.document.notes):
                return _asked(told, told.code, known.partly_read, *asked)
            if told.code == "party_missing" and self.stated.loose:
                return _asked(told, told.code, known.not_assigned, *asked)
        return told

    def _inserted(self) -> Iterator[Notice]:
        clause = insertions().get(element_of(self.judged))
        if clause is not None and state_of(self.judged) in {"weak", "missing"}:
            yield Notice(code="insert", fr=clause.fr, en=clause.en)

    def _evidence(self) -> Iterator[Evidence]:
        for each in self.judged.evidence:
            if each.field == PRACTICE and each.start is not None and each.end is not None:
                yield self._placed(self.whole.at(each.start, each.end))
            elif each.field == PRACTICE:
                yield Evidence(each.field, value=None, source=self.document.name)
            elif passages := self.stated.places.get(each.field):
                yield from map(self._placed, passages[:SHOWN_PASSAGES])
            else:
                yield each

    def _placed(self, passage: Passage) -> Evidence:
        page = self.document.blocks[passage.block].page
        source = self.document.name if page is None else f"{self.document.name}:{page}"
        return Evidence(f"blocks[{passage.block}].text", passage.start, passage.end, passage.text, source=source)


def _asked(told: Finding, code: str, because: Bilingual, fact: str, asked: Bilingual) -> Finding:
    question = Question(fact, asked.fr, asked.en, "brand")
    return msgspec.structs.replace(told, code=code, verdict="needs_human", because=because, question=question)
