"""The journal's page: filters, what stood before and after, pages by number, and who sees what."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from perenne.desk.journal.acts import record
from perenne.desk.journal.models import Head
from perenne.desk.people import actions
from perenne.desk.people.models import Member
from tests.desk.cast import Cast, by, signed_in


def shown(member: Member, **asked: object) -> str:
    query = "&".join(f"{name}={value}" for name, value in asked.items())
    page = signed_in(member).get(f"{reverse('journal')}?{query}").content.decode()
    return page.replace("\u00a0", " ").replace("\u202f", " ")


def some(cast: Cast, n: int, member: Member | None = None) -> None:
    with transaction.atomic():
        for each in range(n):
            record(by(member or cast.alma), "import.begin", f"import:{each}", {"files": []})


def numbers(page: str) -> list[int]:
    return [int(each.split("<")[0]) for each in page.split('<th scope="row" class="n">')[1:]]


@pytest.mark.parametrize("who", ["bruno", "dina", "emil"])
def test_counsel_security_and_administrators_see_every_act(cast: Cast, who: str) -> None:
    some(cast, 2)
    assert numbers(shown(getattr(cast, who))) == [2, 1]


@pytest.mark.parametrize("who", ["chloe", "farid", "gil"])
def test_others_see_their_own(cast: Cast, who: str) -> None:
    some(cast, 1)
    some(cast, 1, getattr(cast, who))
    assert numbers(shown(getattr(cast, who))) == [2]


def test_counsel_of_one_brand_sees_their_own_since_others_are_about_other_brands(cast: Cast) -> None:
    some(cast, 2)
    cast.bruno.brands.add(cast.lune)
    assert numbers(shown(cast.bruno)) == []


def test_pages_of_a_hundred_lead_to_older_and_back(cast: Cast) -> None:
    some(cast, 230)
    first = shown(cast.bruno)
    assert numbers(first) == list(range(230, 130, -1))
    assert 'href="?before=131"' in first
    assert 'rel="prev"' not in first
    second = shown(cast.bruno, before=131)
    assert numbers(second) == list(range(130, 30, -1))
    assert 'href="?after=130"' in second
    last = shown(cast.bruno, before=31)
    assert numbers(last) == list(range(30, 0, -1))
    assert 'rel="next"' not in last
    assert numbers(shown(cast.bruno, after=130)) == list(range(230, 130, -1))


def test_filters_narrow_by_person_act_thing_and_day(cast: Cast) -> None:
    some(cast, 2)
    actions.end(by(cast.emil), cast.chloe)
    assert numbers(shown(cast.bruno, who="emil")) == [3]
    assert numbers(shown(cast.bruno, verb="import.begin")) == [2, 1]
    assert numbers(shown(cast.bruno, thing="import:1")) == [2]
    today = timezone.localdate()
    assert numbers(shown(cast.bruno, since=today, until=today)) == [3, 2, 1]
    assert numbers(shown(cast.bruno, until=today - timedelta(days=1))) == []
    assert "Aucun acte ne répond à ce filtre" in shown(cast.bruno, who="personne")


@pytest.mark.parametrize(
    "asked", [{"since": "hier"}, {"verb": "x"}, {"before": "x"}, {"after": 10**40}, {"who": "%00"}, {"before": -1}]
)
def test_a_filter_that_is_not_understood_says_so_and_shows_the_journal(cast: Cast, asked: dict[str, object]) -> None:
    some(cast, 1)
    page = shown(cast.bruno, **asked)
    assert "Il y a un problème" in page
    assert numbers(page) == [1]


def test_filters_stay_from_page_to_page(cast: Cast) -> None:
    some(cast, 101)
    assert 'href="?who=alma&amp;before=2"' in shown(cast.bruno, who="alma")


def test_what_stood_before_and_after_is_shown(cast: Cast) -> None:
    actions.change_brand(by(cast.emil), cast.lune, "Maison Lune Paris", ["lune"])
    page = shown(cast.bruno)
    assert "<del>Maison Lune</del>" in page.replace("<bdi>", "").replace("</bdi>", "")
    assert "<ins>Maison Lune Paris</ins>" in page.replace("<bdi>", "").replace("</bdi>", "")


def test_it_says_by_what_an_act_came_and_the_end_of_the_chain(cast: Cast) -> None:
    some(cast, 1)
    page = shown(cast.bruno)
    assert "une page" in page
    assert Head.objects.get().hash in page


def test_nothing_on_it_changes_an_act(cast: Cast) -> None:
    some(cast, 1)
    main = shown(cast.bruno).split("<main")[1]
    assert 'method="post"' not in main
    assert signed_in(cast.bruno).post(reverse("journal")).status_code == 405


def test_a_hundred_acts_cost_no_more_queries_than_one_and_at_most_six(cast: Cast) -> None:
    bruno, counts = signed_in(cast.bruno), []
    for n in (1, 150):
        some(cast, n)
        with CaptureQueriesContext(connection) as queries:
            bruno.get(reverse("journal"))
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 6


@pytest.mark.parametrize("asked", [{"since": "0001-01-01"}, {"until": "9999-12-31"}, {"since": "1000-06-01"}])
def test_a_day_of_no_journal_is_said_at_the_field_and_asks_for_nothing(cast: Cast, asked: dict[str, str]) -> None:
    some(cast, 1)
    page = shown(cast.bruno, **asked)
    assert f'href="#id_{next(iter(asked))}"' in page
    assert numbers(page) == [1]
