"""The page of a partnership: everything that the book knows of it, each fact with its line."""

import re
from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest

from perenne.model.bilingual import Language
from perenne.model.event import (
    Decided,
    Deliverable,
    Ended,
    Exclusivity,
    Given,
    Incident,
    Invoiced,
    Published,
    Rights,
    SaleState,
    Sold,
    Valued,
)
from perenne.model.money import Money
from tests.partnerships.events import agreed, event, given, invoiced, opened, paid, published
from tests.report.book.made import example, example_page, page_of, pages_of, panel, said, table
from tests.report.page import Element, read

LANGUAGES: tuple[Language, ...] = ("fr", "en")
both = pytest.mark.parametrize("language", LANGUAGES)

EUROS = Money(Decimal("300.00"))


def _badges(element: Element) -> list[str]:
    return [said(each) for each in element.every("span") if "badge" in each.classes]


# What it says


def test_the_head_tells_the_parties_since_when_the_state_and_the_next_date() -> None:
    page = said(example_page("P-0042"))
    for words in (
        "Zibellou SAS × Nine Averel",
        "Accord en cours",
        "Depuis le 3 févr. 2025, soit 1 an et 9 mois",
        "Suivi par Ana Verdier",
        "Prochaine date : 30 nov. 2026, dernier jour du préavis de C-2026-007",
        "Nine Averel, nine.tissages, France",
    ):
        assert words in page


def test_the_sums_of_the_year_stand_by_objective_with_what_is_signed_and_what_is_not() -> None:
    given_ = panel(example_page("P-0042"), "given")
    assert table(given_)[:3] == [
        ["Ambassade 2026", "4 200 €", "0 €", "4 200 €", "Signé le 12 déc. 2025 Preuve : ev017"],
        ["Coffret de Noël", "500 €", "370 €", "870 €", "130 € avant le seuil aucun écrit signé au livre"],
        ["Tout cumulé", "4 700 €", "370 €", "5 070 €", "Seuil atteint"],
    ]
    words = said(given_)
    assert "Sur douze mois glissants : 5 070 € au plus, du 4 nov. 2025 au 3 nov. 2026." in words
    assert "Coffret de Noël, séparer l’objectif. Bruno Talvard, 9 nov. 2026" in words
    assert "Par défaut, tout se cumule." in words


def test_a_year_without_a_known_threshold_says_so_and_draws_nothing_against_it() -> None:
    given_ = panel(example_page("P-0042"), "given")
    assert "Aucun seuil n’est connu pour cette année." in said(given_)
    assert len([each for each in given_.every("svg") if "meter" in each.classes]) == 1


def test_what_nobody_valued_is_unknown_and_never_zero() -> None:
    given_ = panel(example_page("P-0051"), "given")
    name, *told = table(given_)[0]
    assert name == "Savons d’été"
    assert told[:3] == ["0 €", "inconnu 1 contrepartie non valorisée", "inconnu"]
    (meter,) = [each for each in given_.every("svg") if "meter" in each.classes]
    assert any("unknown" in each.classes for each in meter.every("rect"))
    assert "non valorisé" in said(given_)


def test_a_value_that_came_later_counts_and_both_lines_prove_it() -> None:
    gift = event(Given(form="product", objective="Noël"), "2026-02-01", name="gift")
    later = event(Valued(given="gift", value=EUROS), "2026-03-01", name="later")
    given_ = panel(page_of([opened(), gift, later]), "given")
    assert table(given_)[0][:4] == ["Noël", "0 €", "300 €", "300 €"]
    assert {"gift", "later"} <= {said(each) for each in given_.every("a")}


def test_an_amount_in_another_currency_is_not_converted() -> None:
    dollars = event(Given(form="money", value=Money(Decimal("500.00"), "USD")), "2026-02-01")
    words = said(panel(page_of([opened(), dollars]), "given"))
    assert "500 USD, non converti en euros" in words
    assert "1 contrepartie non valorisée" in words


def test_the_terms_name_rights_exclusivity_payment_and_what_is_not_recorded() -> None:
    words = said(panel(example_page("P-0042"), "terms"))
    for expected in (
        "document signé, le 12 déc. 2025",
        "30 jours à compter de la facture",
        "bougies, France, du 1er oct. 2026 au 31 janv. 2027",
        "Instagram et site de la marque, France, du 1er janv. 2026 au 31 déc. 2026",
        "sans tacite reconduction, préavis de 31 jours, soit le 30 nov. 2026 au plus tard",
    ):
        assert expected in words
    bare = said(panel(page_of([opened(), agreed()]), "terms"))
    assert "forme non renseignée" in bare
    assert "Paiement non renseigné" in bare
    assert "reconduction non renseignée" in bare


def test_a_category_that_nobody_wrote_is_told_as_such() -> None:
    bare = agreed(exclusivity=(Exclusivity(category="?"),), rights=(Rights(media="?"),))
    words = said(panel(page_of([opened(), bare]), "terms"))
    assert "non précisé, sans territoire écrit, sans dates écrites" in words
    assert "?" not in words


def test_deliverables_say_what_is_done_what_is_late_and_what_is_to_come() -> None:
    pieces = (
        Deliverable(id="reels", count=1, due=date(2026, 3, 1)),
        Deliverable(id="stories", count=2, due=date(2026, 3, 1)),
        Deliverable(id="posts", count=3, due=date(2026, 12, 1)),
    )
    done = published("r1", "2026-02-20", agreement="C-1", deliverable="reels")
    rows = table(panel(page_of([opened(), agreed(deliverables=pieces), done]), "terms"))
    assert [(row[1].split(" Preuve")[0], row[3]) for row in rows] == [
        ("1 sur 1", "Rendu"), ("0 sur 2", "2 en retard"), ("0 sur 3", "3 à rendre"),
    ]  # fmt: skip


def test_invoices_stand_with_their_delay_and_an_unknown_due_day_is_never_late() -> None:
    rows = table(panel(example_page("P-0042"), "invoices"))
    assert rows[0][1:] == ["700 €", "3 nov. 2026", "3 déc. 2026", "–", "–", "ouverte, 700 € à payer"]
    assert rows[3][5:] == ["41 jours", "payée avec 11 jours de retard"]
    bare = [opened(), invoiced("F1", "100.00"), paid("F1", "100.00"), invoiced("F2", "80.00")]
    states = [row[6] for row in table(panel(page_of(bare), "invoices"))]
    assert set(states) == {"payée, sans échéance connue", "ouverte, 80 € à payer"}


def test_a_disputed_invoice_is_pending_and_not_overdue() -> None:
    disputed = event(Invoiced(invoice="F1", amount=EUROS, due=date(2026, 3, 1), disputed=True), "2026-02-01")
    assert table(panel(page_of([opened(), disputed]), "invoices"))[0][6] == "contestée, 300 € en suspens"


def test_posts_are_counted_by_year_and_verdict_and_the_unjudged_stand_beside() -> None:
    rows = table(panel(example_page("P-0042"), "posts"))
    assert rows[0][0] == "2026"
    assert rows[0][2:10] == ["5", "1", "0", "0", "0", "0", "0", "6"]
    assert rows[0][10] == "100 % de 69 à 100 %"
    assert rows[1][10] == "Inconnu 3 sur les 5 qu’il faut au moins"
    one = table(panel(page_of([opened(), published("p1")]), "posts"))
    assert one[0][8] == "1"


def test_a_correction_stands_beside_its_post() -> None:
    assert "corrigée le 5 mars 2025, demandée le 4 mars 2025" in said(panel(example_page("P-0042"), "posts"))


def test_decisions_have_their_reason_and_their_name_and_the_last_comes_first() -> None:
    words = said(panel(example_page("P-0042"), "decisions"))
    assert words.index("Bruno Talvard, 9 nov. 2026") < words.index(
        "C-2025-007, poursuivre. Ana Verdier, 20 nov. 2025"
    )
    assert "Mention fautive de mars corrigée en un jour" in words
    assert "Nine Averel dit vouloir continuer" in words


def test_measures_stand_with_n_interval_and_formula_or_are_refused() -> None:
    words = said(panel(example_page("P-0042"), "health"))
    for expected in (
        "Publications conformes 9 publications jugées",
        "89 % de 62 à 97 %",
        "Délai de correction 1 correction demandée",
        "Inconnu 1 sur les 3 qu’il faut au moins",
        "81,5 jours étendue de 28 à 133 jours",
        "COMP@1",
        "Inconnu n’est pas zéro.",
    ):
        assert expected in words


def test_orders_that_bear_a_code_are_a_trace_and_have_their_own_list() -> None:
    code = agreed(codes=("NINE10",))
    states: tuple[SaleState, ...] = ("approved", "approved", "pending")
    orders = [
        event(Sold(order=f"#{n}", channel="shopify", code="nine10", net=EUROS, state=state), "2026-05-01")
        for n, state in enumerate(states)
    ]
    page = page_of([opened(), code, *orders])
    assert table(panel(page, "sales"))[0] == ["NINE10", "2 commandes 1 en attente, à part", "600 €"]
    assert "Une trace, pas un effet" in said(page)
    assert "#0" not in said(panel(page, "events"))


def test_two_partnerships_of_the_same_two_count_together_and_say_so() -> None:
    events = [opened(), opened(partnership="P-2"), given("600.00"), given("700.00", partnership="P-2")]
    for name, other in (("P-1", "P-2"), ("P-2", "P-1")):
        section = panel(page_of(events, name), "given")
        assert "1 300 €" in said(section)
        assert f"qui comptent ensemble : {other}." in said(section)


def test_the_end_of_a_partnership_is_told_with_its_line() -> None:
    page = page_of([opened(), event(Ended(), "2026-05-06", name="end")])
    assert "Terminé" in _badges(page)
    assert "Du 2 janv. 2025 au 6 mai 2026, soit 1 an et 4 mois Preuve" in said(page)


def test_a_book_that_holds_next_to_nothing_gives_a_page_that_says_so() -> None:
    words = said(page_of([opened()]))
    for expected in (
        "Le livre ne contient aucun accord.",
        "Le livre ne contient aucune contrepartie.",
        "Le livre ne contient aucune facture.",
        "Le livre ne contient aucune publication.",
        "Aucune date à venir au livre.",
        "Aucune décision au livre.",
    ):
        assert expected in words


# Every fact has its line


@both
def test_every_event_stands_on_the_page_with_its_batch_and_line(language: Language) -> None:
    events = panel(example_page("P-0042", language), "events")
    rows = [row for row in events.every("tr") if row.attributes.get("id")]
    assert len(rows) == 44
    word = "lot b000001, ligne" if language == "fr" else "batch b000001, line"
    assert [said(row).count(f"{word} {n + 2}") > 0 for n, row in enumerate(sorted(rows, key=_number))].count(
        True
    ) == 44


def _number(row: Element) -> int:
    return int((row.attributes["id"] or "")[1:])


@both
def test_every_proof_leads_to_the_line_of_its_event(language: Language) -> None:
    pages = {name: read(html) for name, html in example(language).items()}
    ids = {
        name: {each.attributes["id"]: said(each) for each in page.every("tr") if each.attributes.get("id")}
        for name, page in pages.items()
    }
    checked = 0
    for name, page in pages.items():
        for span in page.every("span"):
            if "proof" in span.classes:
                for link in span.every("a"):
                    file, _, anchor = (link.attributes["href"] or "").partition("#")
                    assert said(link) in ids[file or name][anchor]
                    checked += 1
    assert checked > 60


def test_a_long_id_is_cut_where_it_proves_and_whole_on_its_line() -> None:
    name = "i-incident-2977b5ebab054ec3"
    page = page_of([opened(), event(Incident(what="colis perdu"), "2026-02-04", name=name)])
    assert "i-incident-29…" in said(panel(page, "decisions"))
    assert name in said(panel(page, "events"))


def test_what_happened_after_the_day_is_not_on_the_page() -> None:
    early = said(example_page("P-0042", on="2026-03-31"))
    assert "F26-1" in early
    assert "F26-2" not in early
    assert "Coffret de Noël" not in early


# What other people wrote


HOSTILE = '<img src=x onerror="alert(1)">'


def test_no_name_of_anybody_becomes_markup() -> None:
    events = [
        opened(creator=HOSTILE),
        agreed(
            name=HOSTILE, title=HOSTILE, objective=HOSTILE, codes=(HOSTILE,),
            exclusivity=(Exclusivity(category=HOSTILE, against=(HOSTILE,)),), rights=(Rights(media=HOSTILE),),
            deliverables=(Deliverable(id=HOSTILE),),
        ),
        event(Given(form="product", what=HOSTILE, objective=HOSTILE), "2026-02-01"),
        event(Published(platform="other", post_id=HOSTILE, url=f"javascript:{HOSTILE}"), "2026-02-02"),
        event(Invoiced(invoice=HOSTILE, amount=EUROS), "2026-02-03"),
        event(Incident(what=f"{HOSTILE}\u202e"), "2026-02-04"),
        event(Decided(about=HOSTILE, choice="stop", reason=HOSTILE), "2026-02-05"),
    ]  # fmt: skip
    for html in pages_of(events).values():
        page = read(html)
        assert "<img" not in html
        assert "onerror" not in {name for each in page.every() for name in each.attributes}
        assert "\u202e" not in html
        assert all(not (each.attributes.get("href") or "").startswith("javascript") for each in page.every("a"))
    assert HOSTILE in page_of(events).text()


def test_a_name_without_end_is_cut() -> None:
    body = page_of([opened(creator="x" * 50_000)]).every("body")[0]
    assert "x" * 150 in said(body)
    assert len(said(body)) < 10_000


# What it is made of


@both
def test_a_page_is_whole_loads_nothing_and_is_well_built(language: Language) -> None:
    for html in example(language).values():
        page = read(html)
        assert not page.every("script", "img", "iframe", "link", "object")
        assert not re.search(r"(?:src|href)=\"(?:https?:)?//", html)
        (root,) = page.every("html")
        assert root.attributes["lang"] == language
        assert len(page.every("h1")) == len(page.every("main")) == len(page.every("header")[:1]) == 1
        levels = [int(each.tag[1]) for each in page.every("h1", "h2", "h3", "h4")]
        assert all(after <= before + 1 for before, after in pairwise(levels))
        ids = [each.attributes["id"] for each in page.every() if "id" in each.attributes]
        assert len(ids) == len(set(ids))
        for link in page.every("a"):
            file, _, anchor = (link.attributes["href"] or "").partition("#")
            assert file in {"", *example(language)}
            assert file or anchor in ids
        for each in page.every("table"):
            assert each.every("caption")
            assert all(said(head) for head in each.every("th"))
            assert all("scope" in head.attributes for head in each.every("th"))


@both
def test_a_drawing_has_a_title_and_a_description_or_is_hidden(language: Language) -> None:
    seen = 0
    for html in example(language).values():
        for drawing in read(html).every("svg"):
            if drawing.attributes.get("role") == "img":
                seen += 1
                assert [bool(said(each)) for each in drawing.every("title", "desc")] == [True, True]
    assert seen > 20


def test_no_french_word_is_left_in_english_and_no_english_one_in_french() -> None:
    english, french = (said(example_page("P-0042", each).every("body")[0]) for each in LANGUAGES[::-1])
    for word in ("publication jugée", "Écrit", "Livrable", "seuil", "jours"):
        assert word not in english
    for word in ("threshold", "Agreement", "days", "unknown", "not recorded"):
        assert word not in french


def test_the_same_book_gives_the_same_bytes() -> None:
    events = [opened(), given("600.00"), published("p1")]
    assert pages_of(events) == pages_of(events)
