"""Invented contracts that counsel can read, and what is found in each of them."""

import hashlib
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import msgspec
import pytest

from perenne.contracts.audit import Audited, audit_document
from perenne.contracts.document import Document
from perenne.contracts.elements.stated import stated_in
from perenne.contracts.reading import plain_text
from perenne.contracts.reading.opening import read_document
from perenne.dated import strict_yaml
from perenne.law.rulebook import rulebook
from perenne.model.finding import ACCUSING
from perenne.model.relation import Contract, DealLine, Relation, RelationCreator

HERE = Path(__file__).parent / "cases"
Case = dict[str, Any]
DEAL = DealLine(
    creator="noemie", advertiser="Lorbec", date="2026-03-01", kind="money", requested=True, value_eur=1200.0
)
GIFT = DealLine(
    creator="noemie", advertiser="Lorbec", date="2026-03-01", kind="product", requested=True, value_eur=90.0
)
ACCUSED = Relation(id="r", creator=RelationCreator(handle="noemie"), targets_french_public=True, deals=(DEAL,))


@cache
def loaded(name: str) -> Any:
    path = HERE / f"{name}.yaml"
    return strict_yaml.load(path.read_text(encoding="utf-8"), path.name)


def all_cases() -> list[Case]:
    """Those made of pieces, then those that stand there as a whole."""
    return [case for name in ("cases", "counsel_fr", "counsel_en", "counsel_more") for case in loaded(name)]


def text_of(case: Case) -> str:
    if "text" in case:
        return str(case["text"])
    return "\n\n".join([*case.get("say", ()), *(loaded("parts")[part] for part in case["parts"])])


def case_named(name: str) -> Case:
    found: Case = next(each for each in all_cases() if each["id"] == name)
    return found


@cache
def document_of(name: str) -> Document:
    data = text_of(case_named(name)).encode()
    return Document(f"{name}.txt", hashlib.sha256(data).hexdigest(), plain_text.read(BytesIO(data)))


@cache
def audited(name: str, recorded: bool = False) -> Audited:
    case = case_named(name)
    known = None
    if recorded:
        known = ACCUSED
    elif case.get("gift") or case.get("signed"):
        known = msgspec.structs.replace(ACCUSED, deals=(DEAL, GIFT) if case.get("gift") else (DEAL,))
    return audit_document(document_of(name), rulebook(), known)


def element(name: str) -> str:
    rule, _, part = name.partition("/") if "/" in name else ("clauses", "", name)
    return "fr.contract.law" if name == "law" else f"fr.contract.{rule}/{part}"


NAMES = [case["id"] for case in all_cases()]


def test_there_are_enough_contracts_to_trust_the_words() -> None:
    assert len(NAMES) == len(set(NAMES)) >= 90


@pytest.mark.parametrize("case", all_cases(), ids=NAMES)
def test_each_element_is_found_as_a_reader_finds_it(case: Case) -> None:
    told = audited(case["id"])
    states = {name: told.elements.get(element(name)) for name in case["expect"]}
    assert states == case["expect"]
    codes = {finding.code for finding in told.findings}
    assert codes >= set(case.get("codes", ()))
    assert not codes & set(case.get("never", ()))


@pytest.mark.parametrize("name", [case["id"] for case in all_cases() if not {"gift", "signed"} & set(case)])
def test_nothing_accuses_where_nobody_recorded_what_was_given(name: str) -> None:
    accusing = [f.code for f in audited(name).findings if f.verdict in ACCUSING]
    assert accusing == []


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("recorded", [False, True], ids=["alone", "with-deals"])
def test_every_quote_stands_where_it_is_said_to_stand(name: str, recorded: bool) -> None:
    told = audited(name, recorded)
    quotes = [proof for finding in told.findings for proof in finding.evidence if proof.quote is not None]
    assert quotes or "present" not in told.elements.values()
    for proof in quotes:
        block = told.document.blocks[int(proof.field.removeprefix("blocks[").removesuffix("].text"))]
        assert block.text[proof.start : proof.end] == proof.quote


def test_a_missing_element_accuses_once_the_threshold_is_surely_reached() -> None:
    told = audited("no-rights", recorded=True)
    by_part = {finding.part: finding for finding in told.findings if finding.rule == "fr.contract.clauses"}
    assert by_part["rights_and_ip"].verdict == "non_compliant"
    assert by_part["rights_and_ip"].notices[-1].code == "insert"
    assert by_part["mission"].verdict == "compliant"


def test_a_whole_contract_accuses_nobody_and_asks_when_it_was_signed() -> None:
    told = audited("whole", recorded=True)
    assert [f.code for f in told.findings if f.verdict in ACCUSING] == []
    written = [finding for finding in told.findings if finding.rule == "fr.contract.required"]
    assert [(finding.code, finding.verdict) for finding in written] == [("signature_unknown", "needs_human")]
    assert written[0].question is not None


def test_a_clause_to_insert_stands_beside_every_element_that_is_weak_or_missing() -> None:
    for name in NAMES:
        told = audited(name)
        for finding in told.findings:
            state = told.elements.get(f"{finding.rule}/{finding.part}" if finding.part else finding.rule)
            inserted = [notice for notice in finding.notices if notice.code == "insert"]
            assert bool(inserted) == (state in {"weak", "missing"}), (name, finding.rule, finding.part)


def test_the_same_document_gives_the_same_findings_again() -> None:
    case = next(each for each in loaded("cases") if each["id"] == "whole")
    document = read_document(BytesIO(text_of(case).encode()), "whole.txt")
    assert audit_document(document, rulebook()).findings == audited("whole").findings


def test_what_is_recorded_of_a_relation_is_kept_beside_what_the_document_states() -> None:
    case = next(each for each in loaded("cases") if each["id"] == "whole")
    document = read_document(BytesIO(text_of(case).encode()), "whole.txt")
    relation = stated_in(document, ACCUSED).relation
    assert (relation.deals, relation.creator.handle) == ((DEAL,), "noemie")
    assert isinstance(relation.contract, Contract)
    assert relation.contract.governing_law == "FR"
