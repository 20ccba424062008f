"""The message ready to send: it asks, with the text of the law, and accuses nobody."""

import re
from typing import Any

import pytest

from perenne.law.rulebook import rulebook
from perenne.model.bilingual import Language
from perenne.model.finding import worst
from perenne.model.post import Post
from perenne.report.judged import Judged
from perenne.report.message import message
from perenne.report.voice import Voice
from tests.law.given import a_post, judged, paid


def message_on(post: Post, language: Language = "en") -> str | None:
    found = judged(post).findings
    of_post = Judged(post, found, worst([each.verdict for each in found]))
    return message(of_post, rulebook(), Voice(language))


def written(post: Post, language: Language = "en") -> str:
    said = message_on(post, language)
    assert said is not None
    return said


def test_it_names_the_post_says_what_to_mend_and_closes_with_the_right_to_answer() -> None:
    said = written(paid("J’adore ces bougies", url="https://example.org/p/1", published_at="2026-11-20"))
    paragraphs = said.replace("\u00a0", " ").split("\n\n")
    assert paragraphs[:4] == [
        "Hello,",
        "We are writing about your post (Instagram, 20 Nov 2026), which begins with “J’adore ces bougies”.",
        "https://example.org/p/1",
        "Could you please mend the following?",
    ]
    assert paragraphs[4].split("\n") == [
        "1. Commercial intent indicated (loi n° 2023-451, art. 5-2)",
        "   A consideration is proven, and nothing that is recorded of the post indicates the commercial intent.",
        "   → Open the text with “Publicité” or “Collaboration commerciale” and name the brand.",
        "2. Advertiser identifiable (loi n° 2004-575, art. 20)",
        "   The public cannot tell for whom the advertisement is made: no advertiser is named.",
        "   → Name the brand beside the mention: “Collaboration commerciale avec @…”.",
    ]
    assert paragraphs[5:] == ["If we are wrong, please tell us: we shall put it right. Thank you."]


def test_one_change_is_asked_for_once_with_every_rule_that_it_answers() -> None:
    said = written(paid("Une lampe de @maisonlune", first_comment="Collaboration commerciale"))
    assert said.count("→") == 1
    assert "Could you please mend the following?" in said
    assert (
        "1. Commercial intent indicated (loi n° 2023-451, art. 5-2); Mention seen at once (ARPP, recommandation"
        in said.replace("\u00a0", " ")
    )


def test_a_rule_is_named_once_whatever_is_wrong_by_it_and_each_mending_stands_once() -> None:
    said = written(paid("Pub · 100 € offerts chez ParieVite pour le derby", deal=_BETTING), "fr")
    lines = [re.sub(r"^\d+\. ", "", line.strip()) for line in said.split("\n") if line.strip()]
    assert len(lines) == len(set(lines))
    assert sum(line.startswith("Jeux d’argent") for line in lines) == 1
    assert sum(line.startswith("→") for line in lines) >= 2
    assert "les corrections suivantes" in said


_BETTING = {"consideration": "yes", "forms": ["money"], "advertiser": {"name": "ParieVite", "sectors": ["gambling"]}}


def test_several_changes_are_asked_for_in_the_plural() -> None:
    assert "Pourriez-vous y apporter les corrections suivantes\u202f?" in written(paid("J’adore ces bougies"), "fr")


def test_what_only_the_brand_knows_is_asked_through_the_creator() -> None:
    said = written(paid("Publicité avec @maisonlune. 39 € au lieu de 69 €"), "fr").replace("\u00a0", " ")
    brand = "Et ceci, que la marque saura peut-être vous dire"
    assert said.index(brand) < said.index("Le prix antérieur annoncé")
    assert "aussi" not in said


def test_it_threatens_with_nothing_and_names_no_penalty() -> None:
    for language in ("fr", "en"):
        for text in ("J’adore ces bougies", "Mes sachets de nicotine"):
            said = written(paid(text), language).lower()
            words = ("peine", "amende", "prison", "sanction", "poursui", "penalty", "fine of", "court", "tribunal")
            assert not [word for word in words if word in said]


def test_where_the_promotion_is_banned_nothing_else_is_asked_for() -> None:
    tobacco = {"consideration": "yes", "forms": ["money"], "advertiser": {"name": "Zibellou", "sectors": ["tobacco"]}}
    said = written(a_post("Une pause avec Zibellou", deal=tobacco))
    assert said.count("→") == 1
    assert "Remove the promotion" in said
    assert "Collaboration commerciale" not in said


def test_what_is_only_asked_is_no_request_to_mend() -> None:
    said = written(a_post("Merci à @maisonlune, j’adore !"))
    assert "mend" not in said
    assert "also" not in said
    assert "Nothing is concluded without your answer." in said
    assert "– Did you receive, or were you to receive, anything in return for this post" in said


@pytest.mark.parametrize(
    ("text", "facts"),
    [("Bonjour le soleil", {}), ("Collaboration commerciale avec @maisonlune", {"deal": {"consideration": "yes"}})],
)
def test_a_post_with_nothing_to_mend_and_nothing_to_ask_gets_none(text: str, facts: dict[str, Any]) -> None:
    assert message_on(a_post(text, **facts)) is None


def test_in_french_it_is_french_with_its_typography() -> None:
    said = written(paid("J’adore ces bougies"), "fr")
    assert said.startswith(
        "Bonjour,\n\nNous vous écrivons au sujet de votre publication (Instagram, 20\u00a0nov. 2026"
    )
    assert "qui commence par «\u00a0J’adore ces bougies\u00a0»." in said
    assert "Pourriez-vous y apporter les corrections suivantes\u202f?" in said


def test_a_long_or_hostile_beginning_is_cut_and_stays_text() -> None:
    said = written(paid("<script>alert(1)</script> {mention} " * 40))
    assert "<script>alert(1)</script> {mention}" in said
    assert "…”" in said
