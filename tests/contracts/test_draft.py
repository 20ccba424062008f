"""A contract is drafted from its terms: whole, the same each time, in words that the law's own checks find."""

import io
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import msgspec
import pypdfium2
import pytest

from perenne.contracts.article import Voice, articles, country
from perenne.contracts.audit import audit_document
from perenne.contracts.described import relation
from perenne.contracts.draft import draft
from perenne.contracts.embedded import terms_of
from perenne.contracts.reading.opening import read_document
from perenne.contracts.refusals import age_on, refusal
from perenne.contracts.terms_file import read_terms
from perenne.dated.shelf import shelf
from perenne.law.relations.judge import judge_relation
from perenne.law.rulebook import rulebook
from perenne.model.bilingual import Language
from perenne.model.errors import UnreadableFile, UsageError
from perenne.model.relation import Relation
from perenne.report.typography import typo
from tests.contracts.terms import read, terms, text

LANGUAGES: tuple[Language, ...] = ("fr", "en")


def printed(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return " ".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_terms_give_the_same_bytes(language: Language) -> None:
    made = draft(read(), language, typo)
    assert made == draft(read(), language, typo)
    assert b"pdfaid:part>3<" in made.replace(b" ", b"")


def test_the_contract_carries_its_terms_letter_for_letter_and_its_relation() -> None:
    made = draft(read(), "fr", typo)
    assert terms_of(made).text == text()
    document = pypdfium2.PdfDocument(made)
    held = {
        document.get_attachment(at).get_name(): bytes(document.get_attachment(at).get_data())
        for at in range(document.count_attachments())
    }
    document.close()
    described = msgspec.json.decode(held["relation.json"], type=Relation)
    assert described.contract is not None
    assert described.contract.date_signed is None  # nobody signed yet
    assert [deal.value_eur for deal in described.deals] == [1500, 129]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_draft_passes_the_checks_of_the_law(language: Language) -> None:
    made = terms()
    findings = judge_relation(relation(made, articles(made, Voice(language, typo))), rulebook())
    elements = [
        each for each in findings if each.rule in {"fr.contract.clauses", "fr.contract.law", "fr.contract.practice"}
    ]
    assert len(elements) > 10
    assert [(each.part, each.verdict) for each in elements if each.verdict != "compliant"] == []


def test_amounts_are_written_as_each_language_writes_them() -> None:
    assert Voice("fr", typo).amount(Decimal("1500"), "EUR") == "1\u202f500,00\u00a0€"
    assert Voice("en", typo).amount(Decimal("1500"), "EUR") == "€1,500.00"
    assert Voice("fr", typo).amount(Decimal("1234567.8"), "CHF") == "1\u202f234\u202f567,80\u00a0CHF"
    assert "€1,500.00" in printed(draft(read(), "en", typo))


def test_what_the_parties_wrote_is_never_read_as_markup() -> None:
    hostile = "#panic() *b* $x$ @nine <a> {0} {name} \\\\ ] #include"
    made = printed(draft(read(**{'"luminaires"': f'"{hostile}"'}), "fr", typo))
    assert "#panic() *b* $x$ @nine <a> {0} {name}" in " ".join(made.split())


def test_a_sign_that_cannot_be_printed_is_said() -> None:
    with pytest.raises(UsageError, match="🌸"):
        draft(read(**{'"luminaires"': '"luminaires 🌸"'}), "fr", typo)


def test_a_contract_without_money_exclusivity_or_gifts_says_so() -> None:
    no_fee = articles(terms(**{"fee = 1500.00": "fee = 0"}), Voice("fr", typo))
    assert "129,00\u00a0€" in no_fee[1].sentences[0]
    free = text().split("[exclusivity]")
    left = free[0] + "[conduct]" + free[1].split("[conduct]")[1]
    found = read_terms(left.encode()).terms
    assert found is not None
    assert "Aucune exclusivité n’est consentie." in [
        each for one in articles(found, Voice("fr", typo)) for each in one.sentences
    ]


def test_every_missing_key_has_its_own_sentence() -> None:
    found = read_terms(b'perenne = "terms/1"\n[creator]\nemail = "nobody"\ncolour = "red"\n')
    said = [each.en for each in found.problems]
    assert found.terms is None
    assert "“creator.name” is missing: it takes a text of 1 to 2,000 characters" in said
    assert "“creator.email” does not fit: it takes an email address" in said
    assert "“creator.colour” is not known: remove or correct it" in said
    assert "“mission.deliverables” is missing: it takes one at least" in said
    assert len(said) == len(set(said)) > 25


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("fee = 1500.00", "fee = 1500.005", "to the cent"),
        ("fee = 1500.00", "fee = nan", "to the cent"),
        ("fee = 1500.00", "fee = true", "to the cent"),
        ("payment_days = 30", "payment_days = -1", "a whole number"),
        ("date = 2026-12-01", "date = 2026-12-01T10:00:00", "a date like"),
        ("date = 2026-12-01", "date = 2028-12-01", "before the date"),
        ('tax_country = "FR"', 'tax_country = "France"', "2 capitals"),
        ("ai_allowed = false", "ai_allowed = true", "rights.ai_use"),
        ('"Nine Arvor"', '"Nine\\u202eArvor"', "U+202E"),
        ('perenne = "terms/1"', 'perenne = "terms/2"', "terms/1"),
    ],
)
def test_a_wrong_value_is_said(old: str, new: str, says: str) -> None:
    found = read(**{old: new})
    assert found.terms is None
    assert any(says in each.en for each in found.problems)


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"= 1", b"a" * 300_000, b"[" * 5_000, b"x = 1e999999999999"])
def test_what_is_no_file_of_terms_is_refused_in_words(content: bytes) -> None:
    found = read_terms(content)
    assert found.terms is None
    assert found.problems


def test_a_minor_gets_no_draft_and_the_regime_is_explained() -> None:
    said = " ".join(each.en for each in refusal(terms(**{"born = 1998-05-04": "born = 2011-05-04"}), rulebook()))
    assert said.startswith("No draft: on 1 December 2026 the creator is 15 years old.")
    assert "L. 7124-1" in said
    assert "legal representatives" in said
    older = " ".join(each.en for each in refusal(terms(**{"born = 1998-05-04": "born = 2008-12-02"}), rulebook()))
    assert "17 years old" in older
    assert "Caisse des dépôts" not in older


def test_who_comes_of_age_on_the_day_may_sign() -> None:
    assert refusal(terms(**{"born = 1998-05-04": "born = 2008-12-01"}), rulebook()) == ()
    assert age_on(date(2026, 2, 28), date(2008, 2, 29)) == 17
    assert age_on(date(2026, 3, 1), date(2008, 2, 29)) == 18


def test_another_law_is_refused_where_the_public_in_france_is_meant() -> None:
    said = refusal(terms(**{'law = "FR"': 'law = "BE"'}), rulebook())
    assert "(BE)" in said[0].en
    meant = {"targets_french_public = true": "targets_french_public = false"}
    assert refusal(terms(**{'law = "FR"': 'law = "BE"'}, **meant), rulebook()) == ()


def test_a_pdf_of_somebody_else_carries_no_terms() -> None:
    document = pypdfium2.PdfDocument.new()
    document.new_page(100, 100)
    out = io.BytesIO()
    document.save(out)
    document.close()
    with pytest.raises(UnreadableFile, match="carries no terms"):
        terms_of(out.getvalue())
    with pytest.raises(UnreadableFile, match="no readable PDF"):
        terms_of(b"%PDF-1.7 and then nothing")


def test_the_wording_says_everything_in_both_languages_and_nothing_else() -> None:
    def halves(part: object) -> Iterator[set[str]]:
        if isinstance(part, dict):
            if "fr" in part:
                yield set(part)
            else:
                for each in part.values():
                    yield from halves(each)

    for name, content in shelf("perenne.contracts.wording").items():
        found = list(halves(content))
        assert len(found) > 20, name
        assert {frozenset(each) for each in found} == {frozenset({"fr", "en"})}, name


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_draft_passes_its_own_audit(language: Language) -> None:
    document = read_document(io.BytesIO(draft(read(), language, typo)), "contract.pdf")
    elements = audit_document(document, rulebook()).elements
    assert len(elements) > 10
    assert {element: state for element, state in elements.items() if state != "present"} == {}


def test_a_country_without_a_name_is_printed_by_its_code() -> None:
    assert country("BE", Voice("fr", typo)) == "Belgique"
    assert country("ZW", Voice("fr", typo)) == "ZW"


def test_the_terms_in_the_documents_are_read_as_they_stand(repository: Path) -> None:
    page = (repository / "docs" / "contracts.md").read_text(encoding="utf-8")
    block = page.partition("```toml\n")[2].partition("```")[0]
    assert read_terms(block.encode()).problems == ()
