"""The page of the self-test: every attempt with its word, its bait and what came of it; a structure one can hear."""

import re
from datetime import UTC, datetime
from functools import cache
from itertools import pairwise
from pathlib import Path

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from perenne.handset.ledger import Entry, Ledger
from perenne.handset.left import Line
from perenne.handset.selftest.catalogue import attempts
from perenne.handset.selftest.kept import signed
from perenne.handset.selftest.matrix import Mutated
from perenne.handset.selftest.told import Way
from perenne.model.bilingual import Language
from perenne.report.handset.left import SHOWN, Left, left
from perenne.report.handset.page import MARK, render
from perenne.report.handset.words import NOT_PROTECTED, got
from tests.handset.selftest.matrices import matrix
from tests.report.page import Element, read

LANGUAGES: tuple[Language, ...] = ("fr", "en")
KEY = Ed25519PrivateKey.generate()
LEAK = frozenset({Way(3, "absolute path")})
UNPROVEN = frozenset({Way(14, "abstract socket"), Way(19, "tipc")})
WITHOUT = (Mutated(("calls",), (19, 20, 22), (19, 20, 22)), Mutated(("limits",), (23,), ()))

REQUEST = Entry(
    "2026-11-24T07:31:00.000Z", "press-of-the-north", "request", host="a-rather-long-name.platform.example",
    method="POST", path="/v2/post/publish/inbox/video/{name}", fields=("text", "kind"), bytes=18_234_112,
    purpose="publish what was approved", visible=False,
)  # fmt: skip
REFUSED = Entry("2026-11-24T07:31:00.000Z", "press", "refused", host="elsewhere.example", told="host")
LEFT = Left((Line(7, REFUSED, ()), Line(5, REQUEST, ("Lina Moreau", "Aude Garnier"))), 7, "d41c" * 16)


@cache
def html(language: Language = "fr", *, good: bool = False, stale: tuple[str, ...] = ()) -> str:
    found = matrix() if good else msgspec.structs.replace(matrix(LEAK, UNPROVEN), mutations=WITHOUT)
    return render(signed(found, KEY), stale, language, LEFT)


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


# What left


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    moment = datetime(2026, 11, 24, 7, 31, tzinfo=UTC)
    made = Ledger(tmp_path / "ledger.ndjson", lambda: moment)
    for name in ("Lina Moreau", "Aude Garnier"):
        made.add("press", "approved", told="a" * 64, by=name)
    made.add("press", "published", told="a" * 64, connector="invented")
    made.add(
        "press", "request", host="api.platform.example", method="POST", path="/v1/publish", fields=["text", "kind"],
        bytes=212, purpose="follow a contract",
    )  # fmt: skip
    made.add("press", "response", host="api.platform.example", told="200")
    made.add("press", "refused", host="<b>elsewhere</b>", method="POST", told="host")
    return made


def _with(ledger: Ledger, language: Language = "en") -> Element:
    return read(render(signed(matrix(), KEY), (), language, left(ledger)))


def test_what_left_is_shown_with_who_approved_it_the_last_first(ledger: Ledger) -> None:
    table = next(each for each in _with(ledger).every("table") if "left" in each.classes)
    rows = [said(each) for each in table.every("tr")[1:]]
    assert len(rows) == 3
    refused, request, published = rows
    assert refused == "24 Nov 2026, 07:31 Refused press POST <b>elsewhere</b> nothing left host not permitted"
    for part in ("Request press POST /v1/publish api.platform.example", "2 fields, 212 bytes", "follow a contract"):
        assert part in request
    assert "Lina Moreau, Aude Garnier" in published


def test_the_head_of_the_ledger_stands_beside_it(ledger: Ledger) -> None:
    n, head = ledger.head()
    assert f"head {head[:8]}…, {n} lines" in said(_with(ledger))


def test_a_ledger_of_nothing_says_so_and_a_long_one_shows_the_last(ledger: Ledger, tmp_path: Path) -> None:
    assert "Nothing has left a compartment yet." in said(_with(Ledger(tmp_path / "none")))
    for _ in range(SHOWN + 1):
        ledger.add("press", "refused", told="path")
    root = _with(ledger)
    table = next(each for each in root.every("table") if "left" in each.classes)
    assert len(table.every("tr")) == 1 + SHOWN
    assert "perenne handset ledger tells them all" in said(root)
