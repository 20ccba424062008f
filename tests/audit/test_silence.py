"""A post that is not judged because it is silent would have given nothing, whatever it records and says."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perenne.audit import index
from perenne.audit.answers import answer_file
from perenne.audit.deals import deal_file
from perenne.audit.judgement import Knowledge, judgements, look
from perenne.audit.silence import Listening, words_of
from perenne.law.rulebook import rulebook
from perenne.law.waking import waking_keys
from perenne.model.post import Post
from perenne.text.cue import all_cues
from tests.audit.files import a_line, outcome, write_lines
from tests.law.cases import all_cases
from tests.law.given import a_deal, a_post, an_answer
from tests.law.test_properties import any_post, many
from tests.model import records

KNOWN = Knowledge(rulebook())
LISTENING = Listening(KNOWN)
WAKES = {key for rule in KNOWN.book.rules.values() for key in rule.wakes}


def silent(posts: Sequence[Post], listening: Listening = LISTENING) -> list[bool]:
    """Which of ``posts`` an audit would never judge: by the first look at columns, or by the second at each."""
    speaks = listening.may_wake(pl.Series([words_of(post) for post in posts], dtype=pl.String))
    return [
        not listening.speaks(post) and (not said or listening.is_silent(post, words))
        for post, said, words in zip(posts, speaks, look(posts), strict=True)
    ]


def woken_in_silence(posts: Sequence[Post], known: Knowledge = KNOWN) -> list[Post]:
    """The silent posts that wake a rule all the same."""
    judged = judgements(posts, known)
    return [
        post
        for post, is_silent, judgement in zip(posts, silent(posts, Listening(known)), judged, strict=True)
        if is_silent and (not WAKES.isdisjoint(waking_keys(judgement.facts)) or judgement.findings)
    ]


def test_no_example_of_a_cue_wakes_a_rule_in_silence() -> None:
    texts = sorted({text for cue in all_cues() for text in (*cue.for_, *cue.against)})
    assert (
        woken_in_silence([a_post(text, post_id=f"C{n}", account={"handle": "x"}) for n, text in enumerate(texts)])
        == []
    )


@pytest.mark.parametrize("place", ["title", "first_comment", "overlay", "speech"])
def test_nor_does_it_elsewhere_than_in_the_caption(place: str) -> None:
    texts = sorted({text for cue in all_cues() for text in cue.for_[:1]})
    said: Iterable[Any] = ([{"text": text}] if place in {"overlay", "speech"} else text for text in texts)
    posts = [a_post("Ma lampe", post_id=f"C{n}", **{place: each}) for n, each in enumerate(said)]
    assert woken_in_silence(posts) == []


def test_no_case_that_counsel_can_read_wakes_a_rule_in_silence() -> None:
    assert woken_in_silence([case.post for case in all_cases()]) == []


@settings(max_examples=25, deadline=None)
@given(many(any_post | records.posts))
def test_no_post_at_all_wakes_a_rule_in_silence(posts: list[Post]) -> None:
    assert woken_in_silence(posts) == []


words = st.sampled_from(
    (
        "publicité", "pub", "code", "LINA20", "mon", "offert", "par", "merci", "@valbrume", "#ad", "vin", "x",
        "p.u.b", "·", "https://x.example/?aff=1", "https://awin1.com/a", "20 %", "de réduction", "partenariat", "🍷",
        "ce n'est pas une",
    )
)  # fmt: skip


@settings(max_examples=50, deadline=None)
@given(st.lists(st.lists(words, max_size=8).map(" ".join), min_size=1, max_size=12))
def test_no_mixture_of_telling_words_wakes_a_rule_in_silence(texts: list[str]) -> None:
    assert woken_in_silence([a_post(text, post_id=f"C{n}") for n, text in enumerate(texts)]) == []


def test_most_posts_of_ordinary_days_are_silent() -> None:
    """Else nothing would be gained."""
    days = ("Dimanche, un livre et le chat", "Trois jours à pied", "On a repeint la porte", "Rain all day", "")
    assert (
        silent([a_post(text, post_id=f"C{n}", account={"handle": "x"}) for n, text in enumerate(days)]) == [True] * 5
    )


@pytest.mark.parametrize(
    "facts",
    [
        {"labels": {"paid_partnership": True}},
        {"labels": {"ai": True}},
        {"media": {"retouched": True}},
        {"media": {"children": [4]}},
        {"deal": {"consideration": "no"}},
        {"deal": {"advertiser": {"sectors": ["alcohol"]}}},
        {"account": {"own_brands": ["Claraline"]}},
        {"account": {"role": "government"}},
        {"coauthors": ["maisonlune"]},
        {"links": ["https://x.example/?aff=1"]},
        {"extra": {"tiktok": {"isAd": True}}},
    ],
)
def test_a_record_that_says_something_beside_its_words_speaks(facts: dict[str, Any]) -> None:
    assert silent([a_post("Ma lampe", **facts)]) == [False]


@pytest.mark.parametrize(
    "facts",
    [
        {"labels": {"paid_partnership": False, "ai": False}},
        {"media": {"generated": False, "face_or_body": True}},
        {"links": ["https://x.example/", "https://x.example/?page=2"]},
        {"extra": {"tiktok": {"isAd": False}, "mine": {"a": 1}}},
        {"stats": {"views": 5}, "duration_s": 3.5, "url": "https://x.example/p"},
        {"account": {"handle": "x", "bio": "publicité, mon code LINA20"}},
    ],
)
def test_what_no_rule_wakes_on_does_not_speak(facts: dict[str, Any]) -> None:
    assert silent([a_post("Ma lampe", **facts)]) == [True]


def test_a_post_that_was_answered_for_or_may_be_under_a_deal_is_judged() -> None:
    post = a_post("Ma lampe du soir")
    answered = Knowledge(rulebook(), answers=answer_file([an_answer("deal.consideration", "yes")]))
    dealing = Knowledge(rulebook(), deals=deal_file([a_deal(creator="@LINA.M")]))
    stated = Knowledge(rulebook(), stated_deal="yes")
    other = Knowledge(rulebook(), deals=deal_file([a_deal(creator="zoe")]))
    assert [silent([post], Listening(known))[0] for known in (answered, dealing, stated, other)] == [False] * 3 + [
        True
    ]


def test_every_field_of_a_record_was_thought_of() -> None:
    """A field that is new may wake a rule: say in ``silence`` whether it speaks, then name it here."""
    assert set(Post.__struct_fields__) == {
        "platform", "post_id", "url", "kind", "published_at", "account", "title", "text", "language", "first_comment",
        "overlay", "speech", "promotion", "duration_s", "links", "coauthors", "labels", "media", "audience", "deal",
        "series", "reshare_of", "stats", "extra", "source",
    }  # fmt: skip


def test_columns_speak_like_records() -> None:
    known = Knowledge(
        rulebook(),
        deal_file([a_deal(creator="@Lina.M")]),
        answer_file([an_answer("deal.consideration", "yes", post_id="C2")]),
    )
    posts = [
        a_post("", post_id=f"C{n}", account={"handle": handle})
        for n, handle in enumerate(["lina.m", "zoe", "zoe", " @LINA.M", "lina", None])
    ]
    frame = pl.DataFrame(
        {
            "platform": [post.platform for post in posts],
            "id": [post.subject_id for post in posts],
            "handle": pl.Series([post.account.handle for post in posts], dtype=pl.String),
        }
    )
    for knowledge in (known, Knowledge(rulebook()), Knowledge(rulebook(), stated_deal="no")):
        listening = Listening(knowledge)
        assert listening.speak(frame).to_list() == [listening.speaks(post) for post in posts]


@pytest.mark.parametrize("few", [0, 300])
def test_few_posts_are_looked_at_one_by_one_and_many_by_columns_with_the_same_result(
    few: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index, "_FEW", few)
    said = ("Publicité · Ma lampe", "Ma lampe du soir", "Merci à tous", "Avec mon code LINA20", "")
    write_lines(tmp_path / "posts.ndjson", [a_line(f"C{number}", text) for number, text in enumerate(said)])
    found = outcome(tmp_path)
    assert found.summary.posts == len(said)
    assert [post.subject_id for post in found.spoken or ()] == ["C0", "C3"]
    assert [each.post.subject_id for each in found.digest.first] == ["C3", "C0", "C1", "C2", "C4"]
