"""Deals meet posts: which recorded deal covers which post, and what that proves."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perenne.audit.deals import Matched, deal_file
from perenne.model.finding import Evidence
from perenne.model.post import Post
from perenne.model.relation import Relation
from tests.law.given import a_deal, a_post, an_answer, codes, finding, judged, read_all

INTENT = "fr.mention.intent"
DEAL_DAY = date(2026, 3, 10)


def post_on(day: str | date, text: str | None = "Ma lampe @maisonlune", **facts: Any) -> Post:
    return a_post(text, published_at=f"{day}T12:00:00Z", **facts)


def match(post: Post, *relations: Relation) -> Matched:
    return deal_file(relations).match(post, read_all([post])[0])


def grades(post: Post, *relations: Relation) -> list[str]:
    return [clue.grade for clue in match(post, *relations).clues]


# The window


@pytest.mark.parametrize(
    ("days", "covered"), [(-31, False), (-30, True), (-1, True), (0, True), (365, True), (366, False)]
)
def test_a_deal_covers_thirty_days_before_its_date_to_a_year_after(days: int, covered: bool) -> None:
    assert bool(grades(post_on(DEAL_DAY + timedelta(days)), a_deal())) is covered


@pytest.mark.parametrize(
    ("day", "covered"), [("2026-04-30", False), ("2026-05-01", True), ("2026-05-31", True), ("2026-06-01", False)]
)
def test_a_stated_period_covers_its_first_and_its_last_day(day: str, covered: bool) -> None:
    stated = a_deal(**{"date": None, "from": "2026-05-01", "to": "2026-05-31"})
    assert bool(grades(post_on(day), stated)) is covered


def test_one_stated_end_replaces_the_default_of_that_end_alone() -> None:
    begins, ends = a_deal(**{"from": "2026-03-05"}), a_deal(to="2026-04-01")
    assert [bool(grades(post_on(day), begins)) for day in ("2026-03-04", "2026-03-05", "2027-03-10")] == [
        False,
        True,
        True,
    ]
    assert [bool(grades(post_on(day), ends)) for day in ("2026-02-08", "2026-04-01", "2026-04-02")] == [
        True,
        True,
        False,
    ]


def test_the_day_is_the_one_in_paris() -> None:
    last = a_deal(**{"date": None, "from": "2026-05-01", "to": "2026-05-31"})
    assert grades(a_post("@maisonlune", published_at="2026-05-31T21:59:59Z"), last) == ["strong"]
    assert grades(a_post("@maisonlune", published_at="2026-05-31T22:00:00Z"), last) == []


def test_a_deal_without_any_date_covers_nothing() -> None:
    assert grades(post_on(DEAL_DAY), a_deal(date=None)) == []


# Whose post, and whose brand


@pytest.mark.parametrize("creator", ["lina.m", "LINA.M", "@lina.m", " @Lina.M "])
def test_the_creator_is_the_handle_without_case_and_sign(creator: str) -> None:
    assert grades(post_on(DEAL_DAY), a_deal(creator=creator)) == ["strong"]


@pytest.mark.parametrize("creator", ["lina", "lina.m2", "claire.m"])
def test_a_deal_of_another_creator_covers_nothing(creator: str) -> None:
    assert grades(post_on(DEAL_DAY), a_deal(creator=creator)) == []


def test_a_post_without_date_or_without_handle_meets_no_deal() -> None:
    assert match(a_post("@maisonlune", published_at=None), a_deal()) == Matched()
    assert match(post_on(DEAL_DAY, account={"country": "FR"}), a_deal()) == Matched()


@pytest.mark.parametrize(
    "post",
    [
        post_on(DEAL_DAY, "Ma lampe @maisonlune"),
        post_on(DEAL_DAY, "la lampe MAISON LUNE"),
        post_on(DEAL_DAY, "#maisonlune"),
        post_on(DEAL_DAY, "tout est sur maisonlune.fr"),
        post_on(DEAL_DAY, "Ma lampe", title="Chez Maison Lune"),
        post_on(DEAL_DAY, None, overlay=[{"text": "Maison Lune"}]),
        post_on(DEAL_DAY, "", labels={"sponsors": ["MaisonLune"]}),
        post_on(DEAL_DAY, "", coauthors=["maison.lune"]),
        post_on(DEAL_DAY, "", first_comment="@maisonlune"),
    ],
)
def test_a_post_that_names_the_advertiser_is_strongly_proven(post: Post) -> None:
    assert grades(post, a_deal()) == ["strong"]


@pytest.mark.parametrize(
    "post",
    [
        post_on(DEAL_DAY, "Ma lampe du soir"),
        post_on(DEAL_DAY, "une maison sous la lune"),
        post_on(DEAL_DAY, "@lafabriquedemaisonlune"),
        post_on(DEAL_DAY, "Ma lampe", labels={"sponsors": ["belorso"]}, coauthors=["claire.m"]),
        post_on(DEAL_DAY, "Ma lampe", account={"handle": "lina.m", "bio": "Ambassadrice @maisonlune"}),
        post_on(DEAL_DAY, None),
    ],
)
def test_a_post_that_does_not_name_it_is_proven_by_nothing_outside_a_stated_period(post: Post) -> None:
    assert match(post, a_deal()) == Matched()
    assert grades(post, a_deal(**{"from": "2026-03-01", "to": "2026-03-31"})) == ["medium"]


def test_a_name_without_letters_is_not_named_by_a_tag_without_letters() -> None:
    nobody = a_deal(advertiser="—")
    assert grades(post_on(DEAL_DAY, "Ma lampe", coauthors=["__"]), nobody) == []


def test_one_stated_end_alone_is_no_stated_period() -> None:
    assert grades(post_on(DEAL_DAY, "Ma lampe"), a_deal(to="2026-04-01")) == []
    assert grades(post_on(DEAL_DAY, "Ma lampe"), a_deal(**{"from": "2026-03-01"})) == []


# What is shown


def test_the_line_that_matched_is_shown_with_its_file_and_line() -> None:
    (clue,) = match(post_on(DEAL_DAY), a_deal()).clues
    assert (clue.kind, clue.grade) == ("deal_line", "strong")
    assert clue.evidence == Evidence("deals", value="Maison Lune, 2026-03-10", source="deals.csv:2")


def test_a_period_is_shown_by_its_two_days() -> None:
    stated = a_deal(**{"date": None, "from": "2026-03-01", "to": "2026-03-31", "kind": None})
    (clue,) = match(post_on(DEAL_DAY, "Ma lampe"), stated).clues
    assert (clue.kind, clue.evidence.value) == ("deal_window", "Maison Lune, 2026-03-01 – 2026-03-31")


def test_the_terms_of_the_line_complete_those_of_the_post_and_replace_none() -> None:
    line = a_deal(kind="product", requested=False, value_eur=600.0, objective="lancement")
    bare = match(post_on(DEAL_DAY), line).terms
    assert bare is not None
    assert (bare.forms, bare.requested, bare.value_eur, bare.objective) == (("product",), False, 600.0, "lancement")
    own = {
        "forms": ["money"],
        "requested": True,
        "value_eur": 0.0,
        "objective": "été",
        "advertiser": {"name": "Belorso"},
    }
    stated = match(post_on(DEAL_DAY, deal=own), line).terms
    assert stated is not None
    assert (stated.forms, stated.requested, stated.value_eur, stated.objective) == (("money",), True, 0.0, "été")
    assert stated.advertiser is not None
    assert stated.advertiser.name == "Belorso"


# Several deals


def test_of_two_deals_the_nearest_is_taken_and_both_are_listed() -> None:
    far, near = a_deal(date="2026-01-05"), a_deal(date="2026-03-08")
    found = match(post_on(DEAL_DAY), far, near)
    assert found.clues[0].evidence.value == "Maison Lune, 2026-03-08"
    assert len(found.loose) == 2
    assert {loose.why.fr for loose in found.loose} == {"deux accords au moins peuvent couvrir la publication C1"}


def test_a_deal_whose_advertiser_is_named_goes_before_one_whose_is_not() -> None:
    unnamed = a_deal(advertiser="Belorso", **{"from": "2026-03-01", "to": "2026-03-31"})
    found = match(post_on(DEAL_DAY + timedelta(20)), a_deal(), unnamed)
    assert [clue.kind for clue in found.clues] == ["deal_line"]
    assert found.loose == ()


def test_a_deal_that_met_no_post_is_listed_in_the_order_of_the_file() -> None:
    deals = deal_file([a_deal(date="2020-01-01"), a_deal(creator="claire.m")])
    assert [loose.deal.creator for loose in deals.without_post(set())] == ["lina.m", "claire.m"]
    assert deals.without_post({"deals.csv:2"}) == ()


def test_the_deals_of_one_relation_are_told_apart() -> None:
    two = a_deal()
    both = Relation(id="r", deals=(two.deals[0], two.deals[0]), source=two.source)
    assert [loose.where for loose in deal_file([both]).without_post(set())] == ["deals.csv:2 (1)", "deals.csv:2 (2)"]


def test_what_the_relation_knows_of_its_advertiser_is_not_told_of_another() -> None:
    known = a_deal()
    assert grades(post_on(DEAL_DAY, "@maisonlune"), known) == ["strong"]
    other = a_deal(advertiser="Belorso")
    assert grades(post_on(DEAL_DAY, "@maisonlune"), other) == []
    assert grades(post_on(DEAL_DAY, "@belorso"), other) == ["strong"]
    assert grades(post_on(DEAL_DAY, "avec Belorso"), other) == ["medium"], "one word may be anything"


FOUR = [
    a_deal({"line": 2}),
    a_deal({"line": 3}, date="2026-03-12"),
    a_deal({"line": 10}, advertiser="Belorso"),
    a_deal({"line": 5}, creator="claire.m"),
]


@given(st.permutations(FOUR))
def test_the_order_of_the_deals_never_matters(deals: list[Relation]) -> None:
    post = post_on(DEAL_DAY, "@maisonlune, Belorso")
    found, expected = match(post, *deals), match(post, *FOUR)
    assert (found.clues, found.terms, found.loose) == (expected.clues, expected.terms, expected.loose)
    assert set(found.met) == set(expected.met)


# What the law makes of it


def test_a_line_that_names_the_brand_accuses_and_a_period_alone_asks() -> None:
    stated = a_deal(**{"from": "2026-03-01", "to": "2026-03-31"})
    assert codes(judged(post_on(DEAL_DAY), deals=[a_deal()]))[INTENT] == "mention_absent"
    assert codes(judged(post_on(DEAL_DAY, "Ma lampe"), deals=[stated]))[INTENT] == "clue_deal"


def test_a_line_in_kind_asks_whether_a_post_was_expected() -> None:
    found = finding(judged(post_on(DEAL_DAY), deals=[a_deal(kind="product")]), INTENT)
    assert (found.code, found.question and found.question.fact) == ("gift_request_unknown", "deal.requested")
    asked_for = judged(post_on(DEAL_DAY), deals=[a_deal(kind="product", requested=True)])
    assert codes(asked_for)[INTENT] == "mention_absent"


def test_a_record_that_says_no_against_a_line_that_says_yes_is_a_contradiction() -> None:
    denied = post_on(DEAL_DAY, deal={"consideration": "no"})
    found = finding(judged(denied, deals=[a_deal()]), INTENT)
    assert (found.code, found.verdict) == ("contradiction", "needs_human")
    assert [(proof.field, proof.source) for proof in found.evidence] == [
        ("deals", "deals.csv:2"),
        ("deal.consideration", "posts.ndjson:7"),
    ]


def test_an_answer_that_says_no_ends_the_question_of_a_period() -> None:
    stated = a_deal(**{"from": "2026-03-01", "to": "2026-03-31"})
    answered = judged(post_on(DEAL_DAY, "Ma lampe"), an_answer("deal.consideration", "no"), deals=[stated])
    assert codes(answered)[INTENT] == "no_consideration"


def test_a_common_word_that_is_also_a_brand_accuses_nobody() -> None:
    orange = a_deal(advertiser="Orange", date="2026-11-01")
    dress = post_on("2026-11-10", "Ma robe orange du soir")

    assert grades(dress, orange) == []
    assert codes(judged(dress, deals=[orange])) == {}


def test_a_deal_with_a_start_alone_does_not_cover_forever() -> None:
    begins = a_deal(**{"date": None, "from": "2020-03-05"})

    assert grades(post_on("2021-03-05"), begins) == ["strong"]
    assert grades(post_on("2026-11-20"), begins) == []


def test_the_terms_of_a_deal_that_the_post_does_not_name_are_not_taken() -> None:
    """A post about a lamp in the weeks of an alcohol campaign is no alcohol advertisement."""
    campaign = a_deal(**{"date": None, "from": "2026-11-01", "to": "2026-11-30", "advertiser": "Belorso"})

    matched = match(post_on("2026-11-10", "Ma lampe du soir"), campaign)

    assert [clue.grade for clue in matched.clues] == ["medium"]
    assert matched.terms is None


def test_a_line_of_another_advertiser_completes_no_recorded_deal() -> None:
    recorded = {"consideration": "yes", "advertiser": {"name": "Atelier Brume"}}
    post = post_on(DEAL_DAY, "Ma lampe @maisonlune", deal=recorded)

    terms = match(post, a_deal(kind="product")).terms

    assert terms is not None
    assert terms.forms == ()
