"""From posts to findings with the package's own cues: in batches, in order, whatever a caption holds."""

import time
from datetime import date
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings

from perenne.audit.judgement import BATCH, Judgement, Knowledge, judgements
from perenne.law.rulebook import rulebook
from perenne.model.post import Post
from perenne.model.wire import encode
from tests.law.given import a_post, codes, paid
from tests.law.test_properties import accused, any_post, at, many, unproven
from tests.model import records

TEXTS = (
    "Publicité · Ma lampe @maisonlune",
    "Merci @maisonlune pour la lampe",
    "Ma lampe du soir",
    "Ma lampe, avec mon code LINA20",
    "#sp @maisonlune",
    None,
    "",
)


def posts(count: int) -> list[Post]:
    """``count`` posts that differ, their texts, deals and pictures taken in turn."""
    made = []
    for number in range(count):
        facts: dict[str, Any] = {"post_id": f"C{number}"}
        if number % 3 == 0:
            facts["overlay"] = [{"text": "Collaboration commerciale"}, {"text": ""}]
        if number % 4 == 0:
            facts["deal"] = {"consideration": "yes", "forms": ["money"]}
        made.append(a_post(TEXTS[number % len(TEXTS)], **facts))
    return made


def judge(*several: Post, **known: Any) -> list[Judgement]:
    return list(judgements(several, Knowledge(rulebook(), **known)))


def test_batches_give_the_same_as_all_at_once_and_each_alone() -> None:
    count = 2 * BATCH + 2_001
    every = judge(*posts(count))
    assert [judgement.post.post_id for judgement in every] == [f"C{number}" for number in range(count)]
    several = posts(60)
    alone = [judgement for post in several for judgement in judge(post)]
    assert every[:60] == alone
    edge = posts(count)[BATCH - 2 : BATCH + 3]
    assert every[BATCH - 2 : BATCH + 3] == judge(*edge)
    assert every[-1] == judge(posts(count)[-1])[0]


def test_nothing_is_judged_before_it_is_asked_for() -> None:
    read: list[int] = []

    def endless() -> Any:
        number = 0
        while True:
            read.append(number)
            yield a_post("Ma lampe", post_id=f"C{number}")
            number += 1

    first = next(judgements(endless(), Knowledge(rulebook())))
    assert first.post.post_id == "C0"
    assert len(read) == BATCH


def test_no_post_is_no_judgement() -> None:
    assert judge() == []


def test_the_cues_of_the_package_find_the_two_words_of_the_law() -> None:
    for text in ("Publicité", "COLLABORATION COMMERCIALE avec @maisonlune", "Publicite\u0301 @maisonlune"):
        assert codes(judge(paid(text))[0])["fr.mention.intent"] == "mention_statutory", text


def test_letters_set_apart_are_found_too() -> None:
    assert codes(judge(paid("P.u.b.l.i.c.i.t.é @maisonlune"))[0])["fr.mention.intent"] == "mention_obfuscated"


def test_the_facts_hold_what_was_looked_at() -> None:
    (judgement,) = judge(paid("Publicité", overlay=[{"text": "Ma lampe"}], published_at="2024-11-07T23:30:00Z"))
    facts = judgement.facts
    assert [passage.field for passage in facts.passages] == ["text", "overlay[0].text"]
    assert facts.day == date(2024, 11, 8)
    assert [mention.quote for mention in facts.mentions] == ["Publicité"]


def test_the_view_under_another_days_law_keeps_the_fold_of_the_day_of_publication() -> None:
    (judgement,) = judge(paid("Publicité"), as_of=date(2024, 3, 15))
    assert judgement.facts.day == date(2026, 11, 20)
    assert {found.law_date for found in judgement.findings} == {"2024-03-15"}


@pytest.mark.parametrize(
    "caption",
    [
        "publicité " * 20_000,
        "#publicité " * 20_000,
        "ce n'est pas une publicité. " * 10_000,
        "merci @a " * 20_000,
        "merci " * 20_000 + "x" * 200 + " @a" * 20_000,
        "p.u.b " * 20_000,
        "a.b." * 30_000,
        "code" + " " * 200_000,
        "mon code LINA20 " * 10_000,
        "https://x.example/?aff=1 " * 10_000,
        "Maison. " * 20_000,
        "e\u0301" * 50_000,
        "« publicité » " * 10_000,
        "\u200b\u202e" * 50_000,
    ],
    ids=lambda caption: caption[:24],
)
def test_a_caption_made_to_be_slow_is_judged_in_a_few_seconds(caption: str) -> None:
    before = time.process_time()
    judge(paid(caption, account={"country": "FR", "handle": "a.b", "own_brands": ["Maison Lune"]}))
    assert time.process_time() - before < 12


@settings(max_examples=25)
@given(many(any_post | records.posts))
def test_with_the_cues_of_the_package_every_quote_stands_where_the_finding_says(posts: list[Post]) -> None:
    for judgement in judge(*posts):
        record = msgspec.json.decode(encode(judgement.post))
        for proof in (proof for found in judgement.findings for proof in found.evidence):
            if proof.quote is not None:
                assert at(record, proof.field)[proof.start : proof.end] == proof.quote


@settings(max_examples=25)
@given(many(unproven))
def test_with_the_cues_of_the_package_nobody_is_accused_without_strong_proof(posts: list[Post]) -> None:
    for judgement in judge(*posts):
        assert judgement.facts.strong or accused(judgement) == set()
