"""A draft is judged and mended before it is published; the rules are read on any day."""

import pytest
from django.urls import reverse

from tests.desk.cast import Cast, signed_in

PAID = {"consideration": "yes", "brand": "Belorso", "handle": "belorso", "on": "2026-12-01"}


def test_a_draft_that_says_nothing_of_its_deal_is_mended_in_front_of_its_author(cast: Cast) -> None:
    answer = signed_in(cast.alma).post(reverse("draft"), {"text": "Mes lunettes @belorso", **PAID})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Non conforme" in page
    assert "Collaboration commerciale" in page


def test_a_draft_without_a_text_is_said_at_the_field(cast: Cast) -> None:
    answer = signed_in(cast.alma).post(reverse("draft"), {"text": "", "consideration": "no"})
    assert answer.status_code == 422
    assert 'href="#id_text"' in answer.content.decode()


def test_a_draft_full_of_markup_stays_text(cast: Cast) -> None:
    page = signed_in(cast.alma).post(reverse("draft"), {"text": "<script>x</script>", **PAID}).content.decode()
    assert "<script>" not in page


def test_nothing_of_a_draft_is_kept(cast: Cast) -> None:
    from perenne.desk.journal.models import Act
    from perenne.desk.posts.models import Post

    signed_in(cast.alma).post(reverse("draft"), {"text": "Mes lunettes @belorso", **PAID})
    assert not Post.objects.exists()
    assert not Act.objects.exists()


def test_the_rules_of_a_day_are_those_in_force_then(cast: Cast) -> None:
    client = signed_in(cast.chloe)
    before = client.get(reverse("law") + "?on=2023-01-01").content.decode()
    today = client.get(reverse("law") + "?on=2026-11-20").content.decode()
    assert reverse("rule", args=("fr.mention.intent",)) + "?on=2026-11-20" in today
    assert reverse("rule", args=("fr.mention.intent",)) + "?on=2023-01-01" not in before


def test_what_changed_between_two_days_is_told(cast: Cast) -> None:
    page = signed_in(cast.bruno).get(reverse("law") + "?since=2024-11-07&on=2024-11-08").content.decode()
    assert "dit autre chose" in page


@pytest.mark.parametrize("query", ["?on=hier", "?on=2026-13-45&since=x", "?since=2027-01-01&on=2026-01-01"])
def test_a_day_that_is_none_gives_a_page_all_the_same(cast: Cast, query: str) -> None:
    assert signed_in(cast.bruno).get(reverse("law") + query).status_code == 200


def test_a_rule_tells_each_of_its_versions_with_its_text(cast: Cast) -> None:
    page = signed_in(cast.dina).get(reverse("rule", args=("fr.mention.intent",))).content.decode()
    assert page.count("<section") >= 2
    assert "loi n° 2023-451" in page.replace("\u00a0", " ")


def test_a_rule_that_does_not_exist_is_not_found(cast: Cast) -> None:
    assert signed_in(cast.dina).get(reverse("rule", args=("fr.nothing",))).status_code == 404
