"""The list and the page of partnerships, as people see them."""

import csv
import io
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from perenne.desk.partnerships.models import Partnership
from perenne.model.event import Agreed, Published, Terms
from tests.desk.cast import Cast, signed_in
from tests.desk.partnerships.made import event, gift, opened, partnership, write

PLAIN = str.maketrans("\u202f\u00a0", "  ")


def _page(client: Client, name: str, *args: object, **asked: str) -> str:
    answer = client.get(reverse(name, args=args), asked)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode().translate(PLAIN)


@pytest.mark.parametrize(("language", "word"), [("fr", "Contrepartie de"), ("en", "Consideration of")])
def test_the_page_tells_the_years_in_the_language_of_the_person(cast: Cast, language: str, word: str) -> None:
    row = partnership(cast)
    answer = signed_in(cast.alma).get(reverse("partnership", args=(row.ref,)), headers={"accept-language": language})
    page = answer.content.decode().translate(PLAIN)
    assert word in page
    assert "Belorso × Créa lina.m" in page
    assert "style=" not in page, "no page of the desk may bring its own style"


def test_a_sum_is_told_against_the_threshold_of_the_law_and_what_nobody_valued_beside_it(cast: Cast) -> None:
    row, today = partnership(cast), timezone.localdate()
    page = _page(signed_in(cast.alma), "partnership", row.ref)
    assert "1 080,50 €" in page
    assert "seuil de 1 000 €" in page.lower()
    name = f"P-lina.m-{cast.belorso.pk}"
    write(cast, [event(gift(None), today, name)])
    assert "1 contrepartie non valorisée" in _page(signed_in(cast.alma), "partnership", row.ref)


def test_the_list_holds_a_row_with_its_sum_and_next_date(cast: Cast) -> None:
    row = partnership(cast)
    page = _page(signed_in(cast.alma), "partnerships")
    assert reverse("partnership", args=(row.ref,)) in page
    assert row.ref == "P-0001"
    assert "1 080,50 €" in page
    assert "Fin de l’exclusivité (lunettes)" in page


def _story_of_filters(cast: Cast) -> None:
    """``full`` has everything of now; ``bare`` has nothing but its parties; ``old`` ended its work long ago."""
    today = timezone.localdate()
    partnership(cast, "full", cast.lune)
    write(cast, [event(opened(cast.belorso, "bare", today, None), today, "P-bare")])
    long_ago = today - timedelta(days=900)
    events = [
        event(opened(cast.belorso, "old", long_ago, "Nadia"), long_ago, "P-old"),
        event(Published(platform="tiktok", post_id="9", verdict="compliant"), long_ago, "P-old"),
        event(Agreed(agreement="C", terms=Terms(form="oral", to=today + timedelta(days=400))), long_ago, "P-old"),
        event(Published(platform="tiktok", post_id="10"), today - timedelta(days=200), "P-old"),
    ]
    write(cast, events)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, {"full", "bare", "old"}),
        ({"owner": "Nadia"}, {"old"}),
        ({"only": "ends"}, {"full"}),
        ({"only": "unwritten"}, {"bare", "old"}),
        ({"only": "exclusive"}, {"full"}),
        ({"only": "dormant"}, {"full", "bare", "old"}),
        ({"only": "dormant", "days": "250"}, {"full", "bare"}),
        ({"q": "BARE"}, {"bare"}),
        ({"brand": "none"}, set()),
        ({"only": "nonsense", "days": "x", "brand": "²", "sort": "'; drop", "page": "zz"}, {"full", "bare", "old"}),
    ],
)
def test_the_list_is_narrowed_by_what_is_asked(cast: Cast, asked: dict[str, str], found: set[str]) -> None:
    _story_of_filters(cast)
    page = _page(signed_in(cast.alma), "partnerships", **asked)
    assert {name for name in ("full", "bare", "old") if f"Créa {name}" in page} == found


@pytest.mark.parametrize("sort", ["pair", "since", "ends", "next", "given", "open"])
def test_one_column_sorts_and_says_so_and_what_is_unknown_comes_last(cast: Cast, sort: str) -> None:
    _story_of_filters(cast)
    page = _page(signed_in(cast.alma), "partnerships", sort=sort)
    assert page.count("aria-sort") == 1
    if sort in {"ends", "next", "given"}:
        assert page.index("Créa full") < page.index("Créa bare")


def test_the_list_as_a_file_holds_what_was_asked_and_runs_no_formula(cast: Cast) -> None:
    today = timezone.localdate()
    write(cast, [event(opened(cast.lune, "x", today, "=1+1"), today, "P-1")])
    partnership(cast, "lina", cast.belorso)
    answer = signed_in(cast.alma).get(reverse("partnerships_sheet"), {"brand": str(cast.lune.pk)})
    text = answer.content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    assert [row["Référence"] for row in rows] == ["P-0001"]
    assert rows[0]["Suivi par"] == "'=1+1"
    assert rows[0]["Contrepartie de l’année (EUR HT)"] == "", "nothing given is not zero"


def test_a_role_for_one_brand_sees_the_partnerships_of_that_brand_alone(cast: Cast) -> None:
    ours, others = partnership(cast, "lina", cast.lune), partnership(cast, "nine", cast.belorso)
    farid = signed_in(cast.farid)
    page = _page(farid, "partnerships")
    assert ours.title in page
    assert others.title not in page
    assert farid.get(reverse("partnership", args=(others.ref,))).status_code == 404
    assert "Belorso" not in farid.get(reverse("partnerships_sheet")).content.decode()


def test_what_a_creator_does_for_another_brand_is_not_told_to_whom_may_not_see_it(cast: Cast) -> None:
    ours, today = partnership(cast, "lina", cast.lune), timezone.localdate()
    other = event(opened(cast.belorso, "lina", today), today, "P-9")
    write(cast, [other, event(Published(platform="tiktok", post_id="1"), today, "P-9")])
    told = "le livre ne dit pas ce que vend Belorso"
    assert told in _page(signed_in(cast.alma), "partnership", ours.ref)
    assert told not in _page(signed_in(cast.farid), "partnership", ours.ref)


def test_pages_ask_as_many_queries_for_forty_partnerships_as_for_one(cast: Cast) -> None:
    row, client = partnership(cast), signed_in(cast.alma)
    pages = [reverse("partnerships"), reverse("partnership", args=(row.ref,)), reverse("partnerships_sheet")]
    few = [_queries(client, page) for page in pages]
    for number in range(40):
        partnership(cast, f"creatrice{number}", cast.lune)
    assert [_queries(client, page) for page in pages] == few
    assert few[0] <= 11
    assert few[1] <= 14


def _queries(client: Client, page: str) -> int:
    client.get(page)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(page).status_code == 200
    return len(asked)


def test_names_full_of_markup_reach_the_pages_as_text(cast: Cast) -> None:
    today = timezone.localdate()
    row = write(cast, [event(opened(cast.lune, "<script>alert(1)</script>", today), today, "P-1")])
    client = signed_in(cast.alma)
    for name, args in (("partnerships", ()), ("partnership", (row.ref,)), ("partnership_events", (row.ref,))):
        assert "<script>alert" not in _page(client, name, *args)


def test_the_posts_of_the_pair_are_linked_to_their_review(cast: Cast) -> None:
    row = partnership(cast)
    ours, other = cast.post(), cast.post(account={"handle": "someone", "country": "FR"})
    page = _page(signed_in(cast.alma), "partnership", row.ref)
    assert reverse("post", args=(ours.pk,)) in page
    assert reverse("post", args=(other.pk,)) not in page


def test_the_register_holds_every_line_that_the_page_leads_to(cast: Cast) -> None:
    row, client = partnership(cast), signed_in(cast.alma)
    page = _page(client, "partnership", row.ref)
    register = _page(client, "partnership_events", row.ref)
    address = reverse("partnership_events", args=(row.ref,))
    anchors = {part.split('"')[0] for part in page.split(f"{address}#")[1:]}
    assert anchors
    assert all(f'id="{each}"' in register for each in anchors)


def test_a_partnership_that_was_undone_is_gone_from_the_pages(cast: Cast) -> None:
    row = partnership(cast)
    Partnership.objects.filter(pk=row.pk).update(live=False)
    client = signed_in(cast.alma)
    assert row.title not in _page(client, "partnerships")
    assert client.get(reverse("partnership", args=(row.ref,))).status_code == 404


def test_whose_verdict_stands_is_said_once_and_what_is_over_on_the_page_of_the_register(cast: Cast) -> None:
    row, today = partnership(cast, "lina", cast.lune), timezone.localdate()
    write(cast, [event(Published(platform="tiktok", post_id="1"), today, row.key)])
    client = signed_in(cast.alma)
    page = _page(client, "partnership", row.ref)
    assert page.count("Le verdict est celui du livre") == 1
    assert "celui des publications relues ici" in page
    register = reverse("partnership_events", args=(row.ref,))
    assert f'href="{register}#posts-title"' in page
    whole = _page(client, "partnership_events", row.ref)
    assert 'id="posts-title"' in whole
    assert 'id="terms-title"' in whole
