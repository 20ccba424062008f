"""Whoever has no text yet tries one of three: each is judged by the engine, and nothing is kept."""

import pytest
from django.urls import reverse

from perenne.desk.drafts.examples import examples
from perenne.desk.drafts.models import Draft
from tests.desk.cast import Cast, signed_in


def test_the_empty_page_offers_three_texts_and_a_checked_one_none(cast: Cast) -> None:
    client = signed_in(cast.alma)
    empty = client.get(reverse("draft")).content.decode()
    assert [each.name.fr in empty for each in examples()] == [True] * 3
    checked = client.post(reverse("draft"), examples()[0].fields).content.decode()
    assert examples()[1].name.fr not in checked


@pytest.mark.parametrize(("number", "verdict"), [(0, "Non conforme"), (1, "À améliorer"), (2, "Conforme")])
def test_an_example_is_judged_as_its_name_says_and_nothing_is_kept(cast: Cast, number: int, verdict: str) -> None:
    answer = signed_in(cast.alma).post(reverse("draft"), examples()[number].fields)
    heading = answer.content.decode().split('id="found-of"')[1].split("</h2>")[0]
    assert f"{verdict}</span>" in heading or heading.rstrip().endswith(verdict) or f">{verdict}<" in heading
    assert not Draft.objects.exists()
