"""What an audit of a document accuses of, what it asks, and where it says that something stands."""

from perenne.contracts.audit import Audited, audit_document, element_of, insertions, state_of
from perenne.contracts.document import Block, Content, Document, Note
from perenne.law.rulebook import rulebook
from perenne.model.finding import ACCUSING, Finding
from perenne.model.relation import DealLine, Relation, RelationCreator

DEAL = DealLine(
    creator="nine", advertiser="Zibellou", date="2026-03-01", kind="money", requested=True, value_eur=1200.0
)
DUE = Relation(id="r", creator=RelationCreator(handle="nine"), targets_french_public=True, deals=(DEAL,))
LINES = ("Article 1 – Mission", "Nine publie deux vidéos sur Instagram en mars.", "#ad en tête de chaque légende.")


def told(*notes: Note, known: Relation | None = DUE, lines: tuple[str, ...] = LINES) -> Audited:
    blocks = tuple(Block(text, page=page) for page, text in enumerate(lines, 1))
    document = Document("c.pdf", "0" * 64, Content("pdf", blocks, len(lines), notes))
    return audit_document(document, rulebook(), known)


def found(audited: Audited, element: str) -> Finding:
    return next(each for each in audited.findings if element_of(each) == element)


def test_what_is_found_is_quoted_with_its_page() -> None:
    (proof,) = found(told(), "fr.contract.clauses/mission").evidence
    assert (proof.source, proof.quote) == ("c.pdf:2", LINES[1])
    wording = found(told(), "fr.contract.practice/wording")
    assert wording.evidence[0].quote == LINES[2]
    assert state_of(wording) == "weak"


def test_what_is_missing_accuses_where_the_law_surely_asks_for_it_and_only_there() -> None:
    missing = "fr.contract.clauses/rights_and_ip"
    assert found(told(), missing).verdict in ACCUSING
    assert found(told(known=None), missing).verdict == "needs_human"


def test_nothing_accuses_of_what_may_stand_where_nobody_read() -> None:
    notes: tuple[Note, ...] = ("pages_without_text", "form_fields")
    for note in notes:
        audited = told(note)
        assert not [each for each in audited.findings if each.verdict in ACCUSING]
        assert found(audited, "fr.contract.clauses/rights_and_ip").question is not None


def test_an_address_of_nobody_turns_what_a_party_lacks_into_a_question() -> None:
    lines = (
        *LINES,
        "L’Annonceur : Zibellou SARL",
        "La Créatrice : Nine Exemple",
        "Notifications : a@zibellou.example.",
    )
    advertiser = found(told(lines=lines), "fr.contract.clauses/parties.advertiser")
    assert (state_of(advertiser), advertiser.verdict) == ("missing", "needs_human")


def test_good_practice_is_never_law_and_never_accuses() -> None:
    practice = [each for each in told().findings if each.rule == "fr.contract.practice"]
    assert {each.status for each in practice} == {"practice"}
    assert not [each for each in practice if each.verdict in ACCUSING]


def test_every_good_clause_of_the_rulebook_has_one_to_insert() -> None:
    rule = rulebook().rule("fr.contract.practice").versions[-1]
    assert {f"fr.contract.practice/{name}" for name in rule.parameters["clauses"]} <= set(insertions())
