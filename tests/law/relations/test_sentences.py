"""What the checks of relations can say is what the rules have words for, and no sentence keeps a placeholder."""

import ast
import inspect
import sys
from collections.abc import Iterator
from types import ModuleType

import pytest

from perenne.law.relations.checks import RELATION_CHECKS
from perenne.law.rulebook import rulebook
from perenne.model.bilingual import Bilingual
from perenne.model.finding import ACCUSING, Finding, finding_id
from tests.law.relations.cases import judged_cases

MODULES = tuple(sys.modules[name] for name in sorted({check.__module__ for check in RELATION_CHECKS.values()}))


def findings() -> list[Finding]:
    return [finding for judged in judged_cases() for finding in judged.findings]


def sentences(found: Finding) -> Iterator[Bilingual]:
    yield found.because
    if found.fix:
        yield found.fix
    if found.question:
        yield Bilingual(found.question.fr, found.question.en)
    for notice in found.notices:
        yield Bilingual(notice.fr, notice.en)


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_every_code_that_a_check_states_has_its_words(module: ModuleType) -> None:
    known = {
        code
        for rule, check in RELATION_CHECKS.items()
        if check.__module__ == module.__name__
        for code in rulebook().rule(rule).outcomes
    }
    calls = [node for node in ast.walk(ast.parse(inspect.getsource(module))) if isinstance(node, ast.Call)]
    stated = {
        call.args[0].value
        for call in calls
        if isinstance(call.func, ast.Name) and call.func.id == "Ruling" and isinstance(call.args[0], ast.Constant)
    }
    assert stated <= known


def test_no_sentence_keeps_a_placeholder_or_says_nothing_in_its_place() -> None:
    for found in findings():
        for said in sentences(found):
            for words in (said.fr, said.en):
                assert "{" not in words, (found.rule, found.code)
                assert "}" not in words, (found.rule, found.code)
                assert "()" not in words, (found.rule, found.code)
                assert words.strip() == words
                assert words[-1] in ".?»”", words


def test_every_sentence_is_said_differently_in_each_language() -> None:
    assert [(found.rule, found.code) for found in findings() for said in sentences(found) if said.fr == said.en] == []


def test_every_finding_that_needs_a_person_asks_and_no_other_does() -> None:
    for found in findings():
        assert (found.question is not None) is (found.verdict == "needs_human"), (found.rule, found.code)


def test_every_verdict_worse_than_compliant_that_is_no_question_says_what_would_mend_it() -> None:
    said = {"prohibited", "non_compliant", "improvable"}
    assert [(found.rule, found.code) for found in findings() if found.verdict in said and found.fix is None] == []


def test_every_finding_shows_its_proof() -> None:
    assert [(found.rule, found.code) for found in findings() if not found.evidence] == []


def test_good_practice_is_never_called_law_and_never_a_breach() -> None:
    practice = [found for found in findings() if found.rule == "fr.contract.practice"]
    assert {found.status for found in practice} == {"practice"}
    assert {found.verdict for found in practice} <= {"compliant", "improvable"}


def test_a_clause_that_is_present_is_never_said_to_suffice() -> None:
    present = [found for found in findings() if found.code == "present"]
    assert present
    assert {notice.code for found in present for notice in found.notices} == {"adequacy"}


def test_an_accusation_under_a_text_that_was_not_read_says_so() -> None:
    accusing = [found for found in findings() if found.verdict in ACCUSING]
    unread = [found for found in accusing if found.confidence == "C"]
    assert unread
    assert all("to_be_verified" in {notice.code for notice in found.notices} for found in unread)
    assert {found.confidence for found in accusing} <= {"A", "B", "C"}


def test_the_id_of_a_finding_can_be_found_again_from_what_it_says_and_no_two_are_alike() -> None:
    for found in findings():
        again = finding_id(found.subject, found.rule, found.rule_version, found.part, found.evidence)
        assert found.id == again
    ids = [found.id for found in findings()]
    assert len(ids) == len(set(ids))


def test_every_quote_stands_in_its_clause() -> None:
    quoted = 0
    for judged in judged_cases():
        clauses = judged.case.relation.contract and judged.case.relation.contract.clauses
        for found in judged.findings:
            for proof in found.evidence:
                if proof.quote is not None:
                    text = getattr(clauses, proof.field.removeprefix("contract.clauses."))
                    assert text[proof.start : proof.end] == proof.quote
                    quoted += 1
    assert quoted > 300
