"""The page of the portfolio: what needs a person, every partnership in a line, what is measured and what is not."""

from datetime import date
from decimal import Decimal

import pytest

from perenne.model.event import Creator, Decided, Deliverable, Ended, Event, Given, Invoiced, Opened
from perenne.model.money import Money
from perenne.model.post import Advertiser
from perenne.model.relation import Agent
from perenne.report.book.proof import page_name
from tests.partnerships.events import agreed, event, given, invoiced, opened, published
from tests.report.book.made import example_page, panel, portfolio_of, said, table
from tests.report.page import Element


def signed(objective: str, **more: object) -> Event:
    return agreed(objective=objective, form="signed_document", signed_on=date(2026, 1, 2), **more)  # type: ignore[arg-type]


def _waiting(page: Element) -> list[tuple[str, str]]:
    """What waits: its kind and its sentence, in order."""
    lists = [each for each in panel(page, "waiting").every("ul") if "waiting" in each.classes]
    rows = [row for each in lists for row in each.every("li")]
    return [(said(row.every("p")[0]), said(row.every("p")[2]).split(" Preuve")[0].split(" Proof")[0]) for row in rows]


def _of(page: Element, kind: str) -> list[str]:
    return [says for found, says in _waiting(page) if found == kind]


def test_the_title_is_the_number_of_things_that_need_a_person() -> None:
    page = example_page()
    assert said(page.every("h1")[0]) == "Dix choses attendent une personne"
    assert len(_waiting(page)) == 10
    assert said(example_page(language="en").every("h1")[0]) == "Ten things need a person"


def test_what_is_late_comes_first_then_the_law_then_what_comes_soon() -> None:
    heads = [said(each) for each in panel(example_page(on="2026-12-10"), "waiting").every("h3")]
    assert [each.split()[0] for each in heads] == ["En", "À", "Dans"]
    kinds = [kind for kind, _ in _waiting(example_page())]
    assert kinds[:3] == ["Seuil"] * 3
    assert kinds[-4:] == ["Préavis", "Paiement", "Brouillon", "Livrable"]


def test_what_waits_leads_to_the_page_of_whom_it_concerns() -> None:
    links = {
        said(link): link.attributes["href"]
        for link in panel(example_page(), "waiting").every("a")
        if "×" in said(link)
    }
    assert links["Maison Lorbec × Théo Ardant"] == page_name("P-0060")


# Thresholds


def test_a_threshold_reached_without_a_signed_writing_is_for_a_person() -> None:
    assert "1 150 € en 2026, seuil de 1 000 € atteint ; aucun écrit signé au livre pour Savons d’été" in _of(
        example_page(), "Seuil"
    )


def test_what_a_signed_writing_covers_asks_nobody() -> None:
    events = [opened(), signed("Lampe"), given("4000.00", objective="lampe")]
    assert _of(portfolio_of(events), "Seuil") == []
    unsigned = [opened(), agreed(objective="Lampe"), given("4000.00", objective="Lampe")]
    assert len(_of(portfolio_of(unsigned), "Seuil")) == 1


def test_a_writing_covers_nothing_that_was_given_after_it_ended() -> None:
    over = signed("Lampe", from_=date(2025, 1, 1), to=date(2025, 12, 31))
    (says,) = _of(portfolio_of([opened(), over, given("4000.00", objective="Lampe")]), "Seuil")
    assert "aucun écrit signé au livre pour Lampe" in says


def test_names_stay_as_people_wrote_them() -> None:
    events = [
        opened(),
        agreed("l'accord : 1", to=date(2026, 5, 6)),
        agreed("c2", deliverables=(Deliverable(id="l'été : reels", count=1, due=date(2026, 3, 1)),)),
    ]
    found = _waiting(portfolio_of(events))
    assert ("Renouvellement", "l'accord : 1 est arrivé à son terme sans que le livre dise ce qu’il devient") in found
    assert ("Livrable", "À publier, l'été : reels (reste 1)") in found


def test_a_separated_objective_is_told_on_its_own_with_who_separated_it() -> None:
    (near,) = [says for says in _of(example_page(), "Seuil") if "Coffret" in says]
    assert near == (
        "870 € en 2026, à 130 € du seuil de 1 000 € ; aucun écrit signé au livre pour Coffret de Noël "
        "(objectif séparé par Bruno Talvard, le 9 nov. 2026)"
    )


def test_an_objective_that_was_joined_again_counts_with_the_rest() -> None:
    split = event(Decided(about="Lampe", choice="separate_objectives", reason="autre saison"), "2026-03-01")
    join = event(Decided(about="Lampe", choice="join_objectives", reason="même saison"), "2026-04-01")
    events = [opened(), given("400.00", objective="Lampe"), given("700.00", objective="Table"), split]
    assert all("1 100 €" in says for says in _of(portfolio_of([*events, join]), "Seuil"))


@pytest.mark.parametrize(
    ("gifts", "words"),
    [
        (("600.00", "A"), ()),
        (("850.00", "A"), ("à 150 € du seuil",)),
        (("1000.00", "A"), ("seuil de 1 000 € atteint ;",)),
    ],
)
def test_below_near_and_reached_are_three_things(gifts: tuple[str, str], words: tuple[str, ...]) -> None:
    value, objective = gifts
    found = _of(portfolio_of([opened(), given(value, objective=objective)]), "Seuil")
    assert len(found) == len(words)
    assert all(word in says for word, says in zip(words, found, strict=True))


def test_a_sum_of_several_objectives_is_a_question_and_no_accusation() -> None:
    events = [opened(), given("600.00", objective="A"), given("600.00", objective="B")]
    (says,) = _of(portfolio_of(events), "Seuil")
    assert "atteint si tout se cumule : est-ce un même objectif ?" in says


def test_gifts_that_nobody_asked_a_post_for_reach_the_threshold_only_perhaps() -> None:
    gift = event(Given(form="product", value=Money(Decimal("1200.00")), objective="A"), "2026-02-01")
    (says,) = _of(portfolio_of([opened(), gift]), "Seuil")
    assert "si tout répondait à un service, ce qui n’est sûr que pour 0 €" in says
    meters = said(panel(portfolio_of([opened(), gift]), "meters"))
    assert "Seuil atteint, dont 0 € à coup sûr en échange d’un service" in meters


def test_a_gift_without_value_is_a_question_never_zero() -> None:
    page = portfolio_of([opened(), given(None, objective="A")])
    (says,) = _of(page, "Seuil")
    assert "face au seuil de 1 000 €, on ne sait pas" in says
    assert "inconnu" in said(panel(page, "meters"))
    assert "1 contrepartie non valorisée" in said(panel(page, "unknown"))
    old = portfolio_of([opened(), given(None, on="2025-02-01", objective="A")])
    assert _of(old, "Non valorisé") == ["Une contrepartie de 2025 n’est pas valorisée ; elle ne compte pas pour zéro"]


# Days


def test_an_agreement_that_ended_without_a_decision_waits_and_one_that_was_decided_does_not() -> None:
    over = [opened(), agreed(to=date(2026, 5, 6))]
    assert _of(portfolio_of(over), "Renouvellement") == [
        "C-1 est arrivé à son terme sans que le livre dise ce qu’il devient"
    ]
    for settled in (
        event(Decided(about="C-1", choice="stop", reason="fini"), "2026-05-06"),
        event(Ended(agreement="C-1"), "2026-05-06"),
        event(Ended(), "2026-05-06"),
    ):
        assert _of(portfolio_of([*over, settled]), "Renouvellement") == []


def test_overdue_deliverables_and_payments_are_late_and_disputed_ones_are_not() -> None:
    pieces = (Deliverable(id="reels", count=2, due=date(2026, 3, 1)),)
    bill = event(Invoiced(invoice="F1", amount=Money(Decimal("90.00")), due=date(2026, 3, 1)), "2026-02-01")
    page = portfolio_of([opened(), agreed(deliverables=pieces), bill])
    assert _of(page, "Livrable") == ["À publier, reels (reste 2)"]
    assert _of(page, "Paiement") == ["Facture F1 à payer, 90 €"]
    assert said(panel(page, "waiting").every("h3")[0]).startswith("En retard")
    disputed = event(
        Invoiced(invoice="F1", amount=Money(Decimal("90.00")), due=date(2026, 3, 1), disputed=True), "2026-02-01"
    )
    page = portfolio_of([opened(), disputed])
    assert _waiting(page) == [("Contestation", "La facture F1 est contestée, 90 € en suspens")]


def test_what_is_far_away_does_not_wait() -> None:
    bill = event(Invoiced(invoice="F1", amount=Money(Decimal("90.00")), due=date(2027, 3, 1)), "2026-02-01")
    page = portfolio_of([opened(), bill])
    assert said(page.every("h1")[0]) == "Rien dans le livre n’attend une personne ce jour-là."
    assert "1er mars 2027" in said(panel(page, "pairs"))


def test_a_post_waits_until_somebody_wrote_that_it_was_mended() -> None:
    assert _of(example_page(), "Publications") == ["Une publication attend une personne"]
    bad = published("p1", verdict="non_compliant")
    assert _of(portfolio_of([opened(), bad]), "Publications") == ["Une publication attend une personne"]
    assert _of(portfolio_of([opened(), published("p1")]), "Publications") == []


def test_conflicts_stand_with_their_day_and_both_partnerships() -> None:
    found = panel(example_page(), "waiting")
    (broken,) = [row for row in found.every("li") if "réserve « bougies »" in said(row)]
    assert [said(link) for link in broken.every("a")][:2] == [
        "Zibellou SAS × Nine Averel", "Maison Lorbec × Nine Averel",
    ]  # fmt: skip
    assert "21 oct. 2026" in said(broken)


# Every partnership, and all of them


def test_every_partnership_has_a_line_with_tenure_state_and_next_date() -> None:
    rows = {row[0]: row for row in table(panel(example_page(), "pairs"))}
    assert rows["Zibellou SAS × Nine Averel P-0042"][1:] == [
        "1 an et 9 mois 3 févr. 2025",
        "Accord en cours Ambassade 2026, 31 déc. 2026",
        "30 nov. 2026 Dernier jour du préavis de C-2026-007",
        "5 070 € Seuil atteint",
        "9",
        "7 choses",
    ]
    assert rows["Maison Lorbec × Nine Averel P-0051"][3:5] == [
        "aucune",
        "inconnu 1 contrepartie non valorisée Inconnu",
    ]


def test_measures_stand_with_n_interval_and_formula_or_are_refused_under_the_n_that_it_takes() -> None:
    rows = table(panel(example_page(), "durability"))
    told = {row[0].split("@")[0].split()[-1]: (row[2], row[3]) for row in rows}
    assert told["COMP"] == ("90 % de 65 à 98 % 1 attend une personne", "10 publications jugées")
    assert told["TEN"] == ("Inconnu 3 sur les 5 qu’il faut au moins", "3 partenariats")
    assert told["CONC"][0].startswith("Inconnu une contrepartie n’est pas valorisée")
    assert len(told) == 13


def test_nothing_says_that_longer_is_better() -> None:
    for language, words in (
        ("fr", "Aucune ne dit que plus long vaut mieux"),
        ("en", "None says that longer is better"),
    ):
        assert words in said(panel(example_page(language=language), "durability"))


def test_shares_are_told_where_every_part_is_valued_and_only_there() -> None:
    assert "Aucune part n’est calculée" in said(panel(example_page(), "shares"))
    known = [opened(), opened(partnership="P-2", creator="théo.exemple"), given("300.00")]
    rows = table(panel(portfolio_of([*known, given("100.00", partnership="P-2")]), "shares"))
    assert [(row[1], row[2]) for row in rows] == [("300 €", "75 %"), ("100 €", "25 %")]


def test_what_the_book_does_not_know_is_counted() -> None:
    events = [opened(), agreed(), published("p1"), invoiced("F1", "90.00"), given("20.00")]
    told = said(panel(portfolio_of(events), "unknown"))
    for words in (
        "1 contrepartie sans objectif renseigné",
        "1 publication que personne n’a jugée",
        "1 accord dont la forme n’est pas renseignée",
        "1 accord sans fin écrite",
        "1 facture sans échéance",
    ):
        assert words in told
    assert "Rien ne manque à ces calculs." in said(panel(portfolio_of([opened()]), "unknown"))


def test_the_batches_are_named_with_the_file_that_they_come_from() -> None:
    assert table(panel(example_page(), "batches")) == [["b000001", "52", "non renseigné", "non renseigné"]]


def test_ids_that_differ_in_case_or_hold_anything_have_pages_of_their_own() -> None:
    names = [page_name(each) for each in ("P-1", "p-1", "../../etc/passwd", "", "con", "日本", "a" * 300)]
    assert len({name.casefold() for name in names}) == len(names)
    for name in names:
        assert name.removesuffix(".html").replace("-", "").isalnum()
        assert name.isascii()
        assert len(name) < 64


def test_an_opening_with_an_agent_names_the_agent() -> None:
    agent = Agent(name="Agence Ardoise", represents=("creator", "advertiser"))
    start = event(Opened(Creator("n"), Advertiser(name="Zibellou SAS"), agent, "Ana"), "2025-01-02")
    page = portfolio_of([start])
    assert any("Agence Ardoise représente" in says for says in _of(page, "Conflit"))
