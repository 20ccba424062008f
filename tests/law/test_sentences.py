"""What the checks can say is what the rules have words for, and no sentence keeps a placeholder."""

import ast
import inspect
import sys
from collections.abc import Iterator
from types import ModuleType

import pytest

from perenne.law import judge as judge_module
from perenne.law import promotion
from perenne.law.checks import CHECKS
from perenne.law.rulebook import rulebook
from perenne.model.bilingual import Bilingual
from perenne.model.finding import Finding, finding_id
from tests.law.cases import judged_cases

MODULES = tuple(sys.modules[name] for name in sorted({check.__module__ for check in CHECKS.values()}))


def literals(module: ModuleType) -> set[str]:
    tree = ast.parse(inspect.getsource(module))
    return {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def stated_codes(module: ModuleType) -> Iterator[str]:
    """The codes that ``module`` writes out where it makes a ruling."""
    for node in ast.walk(ast.parse(inspect.getsource(module))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Ruling":
            code = node.args[0]
            if isinstance(code, ast.Constant):
                yield str(code.value)


def rules_of(module: ModuleType) -> list[str]:
    return [rule for rule, check in CHECKS.items() if check.__module__ == module.__name__]


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_every_code_that_a_check_states_has_its_words(module: ModuleType) -> None:
    known = {code for rule in rules_of(module) for code in rulebook().rule(rule).outcomes}
    stated = set(stated_codes(module))
    assert stated
    assert stated <= known


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_every_outcome_of_a_rule_is_one_that_its_check_can_give(module: ModuleType) -> None:
    written = literals(module) | literals(promotion) | {f"clue_{grade}" for grade in ("medium", "weak")}
    for rule in rules_of(module):
        assert set(rulebook().rule(rule).outcomes) <= written, rule


def test_what_stands_around_every_rule_is_what_the_judge_can_say() -> None:
    assert set(rulebook().index.around) <= literals(judge_module)


# Over all cases that counsel can read


def findings() -> list[Finding]:
    return [each for judged in judged_cases() for each in judged.judgement.findings]


def sentences(found: Finding) -> Iterator[Bilingual]:
    yield found.because
    if found.fix:
        yield found.fix
    if found.question:
        yield Bilingual(found.question.fr, found.question.en)
    for notice in found.notices:
        yield Bilingual(notice.fr, notice.en)


def test_no_sentence_keeps_a_placeholder_or_an_empty_quotation() -> None:
    for found in findings():
        for said in sentences(found):
            for words in (said.fr, said.en):
                assert "{" not in words, (found.rule, found.code)
                assert "}" not in words, (found.rule, found.code)
                assert "«  »" not in words, (found.rule, found.code)
                assert "“”" not in words, (found.rule, found.code)
                assert words.strip() == words
                assert words[-1] in ".?»”", words


def test_every_sentence_is_said_differently_in_each_language() -> None:
    for found in findings():
        for said in sentences(found):
            assert said.fr != said.en, (found.rule, found.code)


def test_every_finding_that_needs_a_person_asks_unless_the_answer_is_there() -> None:
    for judged in judged_cases():
        for found in judged.judgement.findings:
            answered = any(proof.field.startswith("answers.") for proof in found.evidence)
            needs = found.verdict == "needs_human"
            assert (found.question is not None) is (needs and not answered), (judged.case.id, found.rule)


def test_every_verdict_worse_than_compliant_that_is_no_mere_question_says_what_would_mend_it() -> None:
    unmended = {
        (found.rule, found.code)
        for found in findings()
        if found.verdict in {"prohibited", "non_compliant", "improvable"} and found.fix is None
    }
    assert unmended == set()


def test_every_accusation_shows_its_proof() -> None:
    assert [found.code for found in findings() if found.verdict != "out_of_scope" and not found.evidence] == []


def test_the_id_of_a_finding_can_be_found_again_from_what_it_says() -> None:
    for found in findings():
        again = finding_id(found.subject, found.rule, found.rule_version, found.part, found.evidence)
        assert found.id == again


def test_no_two_findings_of_the_cases_share_an_id() -> None:
    ids = [found.id for found in findings()]
    assert len(ids) == len(set(ids))
