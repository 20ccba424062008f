"""The page of a contract: its words with their passages, each element with its state, why, what may be inserted."""

import re
from functools import cache

import pytest

from perenne.contracts.audit import Audited, audit_document, state_of
from perenne.contracts.document import Block, Content, Document, Note
from perenne.law.rulebook import rulebook
from perenne.model.bilingual import Language
from perenne.model.relation import DealLine, Relation
from perenne.report.contract.page import MARK, render
from tests.report.page import Element, read

TEXT = (
    Block("Contrat de collaboration", "heading", page=1),
    Block(
        "Entre la société Zibellou SARL, 3 rue des Lilas, 69001 Lyon, résidente fiscale en France, dénommée "
        "« l’Annonceur »,",
        page=1,
    ),
    Block(
        "et Nine Exemple, 4 rue des Tilleuls, 44000 Nantes, nine@exemple.example, résidente fiscale en France, "
        "dénommée « la Créatrice ».",
        page=1,
    ),
    Block("Article 1 – Mission", "heading", page=2, label="Article 1"),
    Block("La Créatrice publie deux vidéos et trois stories sur Instagram en mars 2026.", page=2),
    Block("Article 2 – Prix", "heading", page=2, label="Article 2"),
    Block("L’Annonceur verse 600 € hors taxes par vidéo. Deux sacs sont remis à la Créatrice.", page=2),
)
DEAL = DealLine(
    creator="Nine Exemple", advertiser="Zibellou SARL", date="2026-03-02", kind="money", requested=True,
    value_eur=1200.0, objective="Sacs",
)  # fmt: skip


def document(*blocks: Block, name: str = "contrat.pdf", notes: tuple[Note, ...] = ()) -> Document:
    return Document(name, "0" * 64, Content("pdf", blocks, pages=2, notes=notes))


@cache
def audited(*, asked: bool = False) -> Audited:
    """``asked``: with a deal that reaches the threshold, so that the law surely asks for what is missing."""
    known = Relation(id="r1", deals=(DEAL,), targets_french_public=True) if asked else None
    return audit_document(document(*TEXT), rulebook(), known)


@cache
def page(language: Language = "fr", *, asked: bool = False) -> Element:
    return read(render(audited(asked=asked), rulebook(), language))


def said(element: Element) -> str:
    return element.words.replace("\u00a0", " ").replace("\u202f", " ")


def _clauses(root: Element) -> dict[str, Element]:
    return {said(each.every("strong")[0]): each for each in root.every("li") if "clause" in each.classes}


def _clause(root: Element, beginning: str) -> Element:
    (found,) = [each for name, each in _clauses(root).items() if name.startswith(beginning)]
    return found


def _badge(clause: Element) -> tuple[str, set[str]]:
    (badge,) = [each for each in clause.every("span") if "badge" in each.classes]
    return said(badge), badge.classes - {"badge"}


def _banner(root: Element) -> tuple[str, set[str]]:
    (banner,) = [each for each in root.every("div") if "banner" in each.classes]
    return said(banner), banner.classes - {"banner"}


# Clause by clause


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_finding_stands_on_the_page_with_its_rule_and_its_id(language: Language) -> None:
    words = said(page(language))
    for finding in audited().findings:
        assert finding.id in words
        assert f"{finding.rule}@{finding.rule_version}" in words
    assert len(_clauses(page(language))) == len(audited().findings)


def test_an_element_that_is_there_is_present_with_its_words_and_their_page() -> None:
    mission = _clause(page(), "La nature de la mission")
    assert _badge(mission) == ("Présent", {"ok"})
    assert "La Créatrice publie deux vidéos et trois stories sur Instagram en mars 2026. page 2" in said(mission)
    assert "qu’une clause suffise est l’affaire d’une personne" in said(mission)


def test_an_element_that_is_weak_says_what_it_lacks_whom_to_ask_and_what_to_insert() -> None:
    in_kind = _clause(page(), "L’avantage en nature")
    assert _badge(in_kind) == ("Faible", {"imp"})
    for words in ("une valeur", "À demander à un conseil juridique :", "Clause à insérer", "[montant] €"):
        assert words in said(in_kind)


def test_what_is_missing_is_a_question_where_nobody_knows_whether_the_law_asks_for_it() -> None:
    rights = _clause(page(), "Les droits et obligations")
    assert _badge(rights) == ("Absent", {"hum"})
    assert "Aucun passage trouvé." in said(rights)
    assert _banner(page())[1] == {"read"}


def test_what_is_missing_accuses_where_the_law_surely_asks_for_it() -> None:
    rights = _clause(page(asked=True), "Les droits et obligations")
    assert _badge(rights) == ("Absent", {"bad"})
    words, tone = _banner(page(asked=True))
    assert words.startswith("Ne pas signer en l’état.")
    assert tone == {"stop"}


def test_good_practice_is_a_list_of_its_own_and_never_called_law() -> None:
    root = page(asked=True)
    heads = [said(each) for each in root.every("h3")]
    assert heads[0] == "Exigé par la loi d’un contrat écrit"
    assert heads[-1] == "Bonnes pratiques, hors loi"
    lists = [each for each in root.every("ol") if "clauses" in each.classes]
    practice = {finding.id for finding in audited(asked=True).findings if finding.status != "law"}
    assert all(each in said(lists[-1]) for each in practice)
    assert not any(each in said(lists[0]) for each in practice)
    for clause in lists[-1].every("li"):
        assert "bad" not in _badge(clause)[1]
        assert "bonne pratique, pas une loi" in said(clause)
        assert "loi n°" not in said(clause)


def test_the_banner_counts_and_leaves_the_judgement_to_a_person() -> None:
    words, _ = _banner(page())
    counts = {
        state: sum(state_of(each) == state and each.status == "law" for each in audited().findings)
        for state in ("present", "weak", "missing")
    }
    total = sum(counts.values())
    assert f"Sur {total} éléments que la loi demande à un contrat écrit : {counts['present']} présents" in words
    assert "elle ne juge pas s’ils suffisent. Une personne relit et tranche." in words


@pytest.mark.parametrize("asked", [False, True])
def test_no_banner_says_that_a_contract_is_good(asked: bool) -> None:
    whole = audit_document(document(*TEXT, Block("Le contrat est soumis au droit français.")), rulebook())
    for words, _ in (_banner(page(asked=asked)), _banner(read(render(whole, rulebook(), "fr")))):
        assert not re.search(r"valide|en règle|conforme|suffisant|complet", words.lower())


# The text


def test_the_text_is_whole_and_its_passages_lead_to_their_findings() -> None:
    root = page()
    (document,) = [each for each in root.every("div") if "document" in each.classes]
    bare = document.text(frozenset({"unseen", "sup"}))
    for block in TEXT:
        assert block.text in bare
    marks = {each.text() for each in document.every("mark")}
    assert "La Créatrice publie deux vidéos et trois stories sur Instagram en mars 2026." in marks
    ids = {each.attributes.get("id") for each in root.every("li")}
    links = [link.attributes["href"] or "" for link in document.every("a")]
    assert links
    assert {link.removeprefix("#") for link in links} <= ids


def test_what_is_missing_is_framed_where_it_would_stand() -> None:
    (document,) = [each for each in page().every("div") if "document" in each.classes]
    parts = [said(each) for each in document.every("p")]
    party = next(place for place, each in enumerate(parts) if "adresse électronique ; on ne sait pas" in each)
    assert "l’Annonceur »," in parts[party - 1]
    assert parts[-1].startswith("Manque : ")


def test_a_new_page_is_told_in_the_text() -> None:
    (leaf,) = [said(each) for each in page().every("p") if "leaf" in each.classes]
    assert leaf == "page 2"


def test_passages_are_told_to_those_who_do_not_see_them() -> None:
    told = [said(each) for each in page().every("span") if "unseen" in each.classes]
    assert any(re.fullmatch(r"début du passage \d+, présent :", each) for each in told)
    assert any(re.fullmatch(r"début du passage \d+, faible :", each) for each in told)


def test_a_french_contract_is_read_as_french_on_an_english_page() -> None:
    told: tuple[tuple[Language, str | None], ...] = (("en", "fr"), ("fr", None))
    for language, expected in told:
        (document,) = [each for each in page(language).every("div") if "document" in each.classes]
        assert document.attributes.get("lang") == expected
        assert all(each.attributes["lang"] == language for each in document.every("p") if "gap" in each.classes)


def test_cells_of_one_row_stand_beside_each_other() -> None:
    cells = [Block(f"cellule {n}", "cell", table=0, row=n // 2) for n in range(4)]
    root = read(render(audit_document(document(*cells, *TEXT), rulebook()), rulebook(), "fr"))
    rows = [said(each) for each in root.every("div") if "cells" in each.classes]
    assert rows == ["cellule 0 cellule 1", "cellule 2 cellule 3"]


def test_a_scan_says_that_nobody_read_it_and_finds_nothing_missing() -> None:
    root = read(render(audit_document(document(notes=("no_text",)), rulebook()), rulebook(), "en"))
    words, tone = _banner(root)
    assert words.startswith("Nothing is judged.")
    assert "OCR" in words
    assert tone == {"unread"}
    assert not _clauses(root)


def test_pages_that_are_pictures_are_named() -> None:
    partly = document(*TEXT, notes=("pages_without_text",))
    words, _ = _banner(read(render(audit_document(partly, rulebook()), rulebook(), "fr")))
    assert "(" in words


# What other people wrote


def test_no_text_of_a_contract_becomes_markup() -> None:
    hostile = '<script>alert(1)</script> <img src=x onerror="x"> \u202e'
    blocks = (Block(hostile, "heading", label=hostile), *TEXT, Block(f"La Créatrice publie deux vidéos {hostile}."))
    html = render(audit_document(document(*blocks, name=hostile), rulebook()), rulebook(), "fr")
    root = read(html)
    assert "<script" not in html
    assert "<img" not in html
    assert "\u202e" not in html
    assert '<img src=x onerror="x">' in root.text()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_page_is_whole_loads_nothing_and_is_well_built(language: Language) -> None:
    html = render(audited(asked=True), rulebook(), language)
    root = read(html)
    assert MARK in html.encode()
    assert not root.every("script", "img", "iframe", "link")
    assert not re.search(r"(?:src|href)=\"(?:https?:)?//", html)
    assert root.every("html")[0].attributes["lang"] == language
    ids = [each.attributes["id"] for each in root.every() if "id" in each.attributes]
    assert len(ids) == len(set(ids))
    assert len(root.every("h1")) == len(root.every("main")) == 1


def test_the_same_audit_gives_the_same_bytes() -> None:
    assert render(audited(), rulebook(), "fr") == render(audited(), rulebook(), "fr")
