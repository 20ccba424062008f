"""The words of 3,479 real captions of media, hardly any of them advertising: what is found, and what is not."""

import csv
import os
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from perenne.text.hit import Hit
from perenne.text.lexicon import lexicon

TAGS = ("publicité", "pub", "ad", "partenariatrémunéré")
FALSE_FRIENDS = (
    "la Garde côtière",
    "représenté par",
    "plus grosse citrouille",
    "sans merci",
    "fondatrice des Jardins",
)


@cache
def captions() -> list[str]:
    path = Path(os.environ["PERENNE_SAMPLES"], "quebec-media", "TikTok_medias_quebec_2019-2023.csv")
    with path.open(encoding="utf-8", newline="") as file:
        return [row["description"] or "" for row in csv.DictReader(file)]


@cache
def hits() -> list[tuple[Hit, ...]]:
    return lexicon().find(captions())


def of(family: str, each: tuple[Hit, ...]) -> list[Hit]:
    return [hit for hit in each if hit.cue.family == family]


def tagged(caption: str) -> bool:
    return any(f"#{tag}" in caption.lower().replace("\n", " ").split() for tag in TAGS)


def test_every_caption_with_a_disclosure_tag_is_found_as_a_mention() -> None:
    disclosing = [(text, of("mention", each)) for text, each in zip(captions(), hits(), strict=True) if tagged(text)]
    assert len(disclosing) == 13
    for text, mentions in disclosing:
        assert any(hit.hashtag for hit in mentions), text


def test_a_hashtag_about_advertising_discloses_nothing() -> None:
    (about,) = [each for text, each in zip(captions(), hits(), strict=True) if "#publicités" in text]
    assert of("mention", about) == []


def test_few_other_captions_carry_a_mention_and_each_says_that_somebody_takes_part() -> None:
    others = [
        (text, of("mention", each))
        for text, each in zip(captions(), hits(), strict=True)
        if of("mention", each) and not tagged(text)
    ]
    assert 10 <= len(others) <= 18
    for text, mentions in others:
        assert {hit.cue.strength for hit in mentions} == {"unclear"}, text
        assert any(
            words in text.lower() for words in ("en collaboration avec", "présenté par", "une présentation de")
        ), text


def test_news_of_partnerships_and_contests_is_no_mention() -> None:
    for text, each in zip(captions(), hits(), strict=True):
        if any(words in text for words in FALSE_FRIENDS):
            assert of("mention", each) == of("relation", each) == [], text
            assert [hit for hit in of("own", each) if hit.cue.topic == "founder"] == [], text
            assert [hit for hit in of("promo", each) if hit.cue.topic == "contest"] == [], text


def test_how_many_captions_carry_each_family_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    families = Counter(family for each in hits() for family in {hit.cue.family for hit in each})
    topics = Counter(topic for each in hits() for topic in {hit.cue.topic for hit in of("promo", each)})
    with capsys.disabled():
        print(f"\ncaptions by family: {dict(families)}; promo by topic: {dict(topics)}")
    assert families["mention"] <= 31
    assert families["relation"] + families["negation"] + families["image"] + families["notice"] <= 12
    assert topics["code"] == 0


def test_every_quote_stands_where_it_says() -> None:
    for text, each in zip(captions(), hits(), strict=True):
        for hit in each:
            assert text[hit.start : hit.end] == hit.quote
