"""The message ready to send: it asks, with the text of the law, and accuses nobody."""

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
        "   A consideration is proven and nothing in what the source records indicates the commercial intent.",
        "   → Open the text with “Publicité” or “Collaboration commerciale” and name the brand.",
        "2. Advertiser identifiable (loi n° 2004-575, art. 20)",
        "   The public cannot tell for whom the advertisement is made: no advertiser is named.",
        "   → Name the brand beside the mention: “Collaboration commerciale avec @…”.",
    ]
    assert paragraphs[5:] == ["If we are wrong, please tell us: we shall put it right. Thank you."]


def test_what_is_only_asked_is_no_request_to_mend() -> None:
    said = written(a_post("Merci à @maisonlune, j’adore !"))
    assert "mend" not in said
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
    assert "Pourriez-vous y apporter la correction suivante\u202f?" in said


def test_a_long_or_hostile_beginning_is_cut_and_stays_text() -> None:
    said = written(paid("<script>alert(1)</script> {mention} " * 40))
    assert "<script>alert(1)</script> {mention}" in said
    assert "…”" in said
