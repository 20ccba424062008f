"""The same contract is found to say the same whatever it is printed as."""

import re
from collections.abc import Callable
from io import BytesIO
from xml.sax.saxutils import escape

import docx
import pytest

from perenne.contracts.audit import audit_document
from perenne.law.rulebook import rulebook
from tests.contracts.reading.made import odt, pdf, read
from tests.contracts.test_cases import case_named, element, text_of

_MARKUP = re.compile(r"[\\#$*_@<>`\[\]~]|^[=\-+/]|(?<=^\d)\.", re.MULTILINE)
_SMALL = 'width: 14cm, height: 10cm, header: [Projet confidentiel], numbering: "1/1"'


def set_in_type(text: str, page: str = "") -> bytes:
    marked = _MARKUP.sub(lambda sign: f"\\{sign[0]}", text)
    return pdf("\n\n".join(part.replace("\n", " \\\n") for part in marked.split("\n\n")), page)


def in_word(text: str) -> bytes:
    made, target = docx.Document(), BytesIO()
    for line in filter(None, text.split("\n")):
        made.add_paragraph(line)
    made.save(target)
    return target.getvalue()


def in_open_document(text: str) -> bytes:
    return odt("".join(f"<text:p>{escape(line)}</text:p>" for line in text.split("\n") if line))


FORMATS: dict[str, Callable[[str], bytes]] = {
    "pdf": set_in_type,
    "two columns": lambda text: set_in_type(text, "columns: 2"),
    "small pages": lambda text: set_in_type(text, _SMALL),
    "docx": in_word,
    "odt": in_open_document,
}


@pytest.mark.parametrize("name", ["soussignes-classique", "influencer-services-agreement", "fiche-en-rubriques"])
@pytest.mark.parametrize("form", FORMATS)
def test_each_format_says_what_the_text_says(name: str, form: str) -> None:
    case = case_named(name)
    told = audit_document(read(FORMATS[form](case["text"].strip()), form), rulebook()).elements
    assert {each: told.get(element(each)) for each in case["expect"]} == case["expect"]


@pytest.mark.parametrize(
    ("name", "creator", "advertiser"),
    [
        ("soussignes-classique", "Inès Vaudrel", "ATELIER BRUMAL"),
        ("tableau-de-definitions", "Élias Morvane", "Maison Quintelle"),
        ("prestataire-client", "Hugo Lantier", "SARL Ferme des Aubiers"),
    ],
)
@pytest.mark.parametrize("form", ["docx", "odt"])
def test_the_title_of_a_contract_is_nobodys_name(name: str, creator: str, advertiser: str, form: str) -> None:
    relation = audit_document(read(FORMATS[form](text_of(case_named(name)).strip()), form), rulebook()).relation
    assert relation is not None
    assert relation.contract is not None
    parties = relation.contract.parties
    assert parties is not None
    assert parties.creator is not None
    assert parties.advertiser is not None
    assert (parties.creator.name, parties.advertiser.name) == (creator, advertiser)
