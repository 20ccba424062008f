"""The page of the self-test: every attempt with its word, its bait and what came of it; a structure one can hear."""

import re
from functools import cache
from itertools import pairwise

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from perenne.handset.selftest.catalogue import attempts
from perenne.handset.selftest.kept import signed
from perenne.handset.selftest.matrix import Mutated
from perenne.handset.selftest.told import Way
from perenne.model.bilingual import Language
from perenne.report.handset.page import MARK, render
from perenne.report.handset.words import NOT_PROTECTED, got
from tests.handset.selftest.matrices import matrix
from tests.report.page import Element, read

LANGUAGES: tuple[Language, ...] = ("fr", "en")
KEY = Ed25519PrivateKey.generate()
LEAK = frozenset({Way(3, "absolute path")})
UNPROVEN = frozenset({Way(14, "abstract socket"), Way(19, "tipc")})
WITHOUT = (Mutated(("calls",), (19, 20, 22), (19, 20, 22)), Mutated(("limits",), (23,), ()))


@cache
def html(language: Language = "fr", *, good: bool = False, stale: tuple[str, ...] = ()) -> str:
    found = matrix() if good else msgspec.structs.replace(matrix(LEAK, UNPROVEN), mutations=WITHOUT)
    return render(signed(found, KEY), stale, language)


def page(language: Language = "fr", *, good: bool = False, stale: tuple[str, ...] = ()) -> Element:
    return read(html(language, good=good, stale=stale))


def said(element: Element) -> str:
    return element.words.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_of_the_25_stands_once_in_the_matrix_with_its_number_and_its_word(language: Language) -> None:
    cells = [each for each in page(language).every("a") if "cell" in each.classes]
    assert [each.text(frozenset({"unseen"})) for each in cells] == [str(each.n) for each in attempts()]
    words = {"fr": ("retenue", "fuite", "non prouvée ici"), "en": ("held", "leak", "not proven here")}[language]
    told = [next(word for word in words if said(each).endswith(word)) for each in cells]
    assert (told[2], told[13], told[0]) == (words[1], words[2], words[0])


def test_every_link_of_the_matrix_leads_to_the_attempt_in_detail() -> None:
    root = page()
    ids = [each.attributes["id"] for each in root.every() if "id" in each.attributes]
    assert len(ids) == len(set(ids))
    links = [each.attributes.get("href") or "" for each in root.every("a")]
    assert {each[1:] for each in links if each.startswith("#")} <= set(ids)


def test_an_attempt_in_detail_says_its_bait_what_was_expected_and_each_way() -> None:
    details = {each.attributes["id"]: each for each in page("en").every("details")}
    assert len(details) == 25
    leaked, held = details["a3"], details["a19"]
    assert "open" in leaked.attributes
    assert "open" not in held.attributes
    for part in ("an SQLite database outside", "ENOENT", "absolute path got it got it leak"):
        assert part in said(leaked)
    assert "1 way of it not proven here" in said(held)


def test_a_mutation_that_shows_nothing_is_told() -> None:
    words = said(page("en"))
    assert "filter of calls 19, 20, 22 19, 20, 22 yes" in words
    assert "limits 23 – NO" in words


def test_what_changed_since_is_told_first() -> None:
    words = said(page("en", good=True, stale=("kernel", "code")))
    assert "Stale: the kernel, our code changed since." in words
    assert words.index("Stale") < words.index("Twenty-five")
    assert "Stale" not in said(page("en", good=True))


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_it_does_not_protect_from_is_always_in_view(language: Language) -> None:
    words = said(page(language, good=True))
    for each in NOT_PROTECTED:
        assert each.said_in(language).replace("\u00a0", " ") in words


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_can_be_heard_and_asks_for_nothing(language: Language) -> None:
    root = page(language)
    levels = [int(each.tag[1]) for each in root.every("h1", "h2", "h3")]
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert all(each.every("caption") for each in root.every("table"))
    assert all(each.attributes.get("scope") for each in root.every("th"))
    assert root.every("script", "link", "img", "form") == []
    assert not re.search(r"\s(?:style|on\w+)=", html(language))
    assert "default-src 'none'" in html(language)
    assert MARK.decode() in html(language)[:1_000]


def test_a_code_of_the_system_stands_as_it_is() -> None:
    assert got("EPERM").fr == got("EPERM").en == "EPERM"


def test_the_same_matrix_gives_the_same_page() -> None:
    assert render(signed(matrix(), KEY), (), "fr") == render(signed(matrix(), KEY), (), "fr")
