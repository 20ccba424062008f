"""Folding keeps every offset, whatever the characters; composing leads back to the original."""

import sys
import unicodedata
from itertools import pairwise

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from perenne.text.fold import KEPT_SIGNS, UNSETTLED, compose, fold, fold_column, words_of

EVERY_POINT = [chr(point) for point in range(sys.maxunicode + 1) if not 0xD800 <= point <= 0xDFFF]
BLOCKS = ["".join(EVERY_POINT[start : start + 4096]) for start in range(0, len(EVERY_POINT), 4096)]
TROUBLE = "aàeéE\u0301\u0327\u0300oœ ßİıK🌙🏽\u200d👩\ufe0f \u00a0\t\n'’.,#@%&€𝗣ＰⒶ½ﬁאक्"


def test_every_code_point_folds_to_exactly_one() -> None:
    for block in BLOCKS:
        assert len(fold(block)) == len(block)


@pytest.mark.parametrize("texts", [BLOCKS, BLOCKS[:3], []], ids=["many", "few", "none"])
def test_the_column_folds_like_the_single_text_for_every_code_point(texts: list[str]) -> None:
    assert fold_column(pl.Series(texts, dtype=pl.String)).to_list() == [fold(text) for text in texts]


def test_folding_twice_changes_nothing_more() -> None:
    for block in BLOCKS:
        assert fold(fold(block)) == fold(block)


def test_punctuation_symbols_marks_and_white_space_become_spaces_except_the_kept_signs() -> None:
    left_standing = {
        char
        for char in EVERY_POINT
        if unicodedata.category(char)[0] in "PZSM" and not fold(char).isalnum() and fold(char) != " "
    }
    assert left_standing == KEPT_SIGNS


def test_letters_lose_case_and_accents_and_nothing_else() -> None:
    for char in EVERY_POINT:
        if unicodedata.category(char) in {"Ll", "Lu", "Lt"}:
            assert not fold(char).isspace()
            assert fold(char) == fold(char).lower() or len(char.lower()) > 1


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("PUBLICITÉ", "publicite"),
        ("ÀÇÔÜŸ", "acouy"),
        ("Ｐｕｂ", "pub"),
        ("𝗣𝘂𝗯", "pub"),
        ("ⓅⓊⒷ", "pub"),
        ("cœur", "cœur"),
        ("Straße", "straße"),
        ("İstanbul", "istanbul"),
        ("l’abus d'alcool", "l abus d alcool"),
        ("-20 %", " 20 %"),
        ("h&m 5€", "h&m 5€"),
        ("pub🌙pub", "pub pub"),
        ("❤\ufe0fpub", "  pub"),
        ("#pub_sac", " pub sac"),
        ("a\u200bb", "a b"),
    ],
)
def test_ordinary_and_fancy_spellings_fold_to_plain_words(written: str, folded: str) -> None:
    assert fold(written) == folded


def test_an_emoji_newer_than_this_python_is_a_sign_and_no_letter() -> None:
    assert fold("pub\U0001faef pub") == "pub  pub"


@given(st.text(alphabet=TROUBLE))
def test_composing_leads_back_to_the_original_by_growing_spans_that_never_overlap(text: str) -> None:
    composed = compose(text)
    assert len(composed.text) == len(composed.starts) == len(composed.ends)
    spans = list(zip(composed.starts, composed.ends, strict=True))
    for (start, end), (next_start, next_end) in pairwise(spans):
        assert (start, end) == (next_start, next_end) or end <= next_start
    for char, (start, end) in zip(composed.text, spans, strict=True):
        assert char in unicodedata.normalize("NFC", text[start:end])


@given(st.text(alphabet=TROUBLE))
def test_composing_loses_only_blanks_that_follow_a_blank_or_an_apostrophe(text: str) -> None:
    lost = len(unicodedata.normalize("NFD", text)) - len(unicodedata.normalize("NFD", compose(text).text))
    blanks = sum(char in " \u00a0\t" for char in text) - sum(char in " \u00a0\t" for char in compose(text).text)
    assert lost == blanks


@given(st.text(alphabet=TROUBLE))
def test_a_text_that_needs_no_settling_is_left_alone(text: str) -> None:
    needed = pl.Series([text]).str.contains(UNSETTLED).item()
    if not needed:
        assert compose(text).text == text
    elif compose(text).text == text:
        assert max(text) >= "\u0300"


@pytest.mark.parametrize(
    ("text", "composed"),
    [
        ("publicite\u0301", "publicité"),
        ("collab  commerciale", "collab commerciale"),
        ("l’ abus", "l’abus"),
        ("deux\n\nlignes", "deux\n\nlignes"),
        ("", ""),
        ("\u0301", "\u0301"),
    ],
)
def test_examples_of_composing(text: str, composed: str) -> None:
    assert compose(text).text == composed


def test_a_span_of_the_composed_text_points_at_the_decomposed_letters() -> None:
    text = "une publicite\u0301 !"
    composed = compose(text)
    start = composed.text.index("publicité")
    assert composed.original_span(start, start + len("publicité")) == (4, 14)


def test_words_know_their_place_in_a_decomposed_text() -> None:
    text = "L'e\u0301te\u0301, 20 %"
    words = words_of(text)
    assert words.said == ["l", "ete", "20", "%"]
    assert [text[start:end] for start, end in zip(words.starts, words.ends, strict=True)] == [
        "L", "e\u0301te\u0301", "20", "%",
    ]  # fmt: skip


@given(st.text(alphabet=TROUBLE))
def test_words_are_what_stands_between_the_spaces(text: str) -> None:
    words = words_of(text)
    for start, end, said in zip(*words, strict=True):
        assert fold(unicodedata.normalize("NFC", text[start:end])).split()[0] == said
        assert " " not in said
