"""Mentions in disguise, and spelling that only looks like one (position R34)."""

import time
import unicodedata

import pytest

from perenne.text.hit import Hit
from perenne.text.obfuscation import borrowed_letters, letters_set_apart
from tests.law.given import CUES


def found(text: str) -> tuple[Hit, ...]:
    return letters_set_apart(text, CUES)


@pytest.mark.parametrize("quote", ["𝐏𝐮𝐛", "Ⓟⓤⓑ", "Ｐｕｂ", "𝓹𝓾𝓫𝓵𝓲𝓬𝓲𝓽𝓮", "publicitᵉ"])
def test_letters_that_only_look_like_others_are_borrowed(quote: str) -> None:
    assert borrowed_letters(quote)


@pytest.mark.parametrize("quote", ["PUBLICITÉ", "publicite", unicodedata.normalize("NFD", "Publicité"), "", "#pub"])
def test_capitals_and_accents_however_written_are_ordinary_spelling(quote: str) -> None:
    assert not borrowed_letters(quote)


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("P.u.b.l.i.c.i.t.é", "P.u.b.l.i.c.i.t.é"),
        ("🌙 p u b l i c i t e, ma lampe", "p u b l i c i t e"),
        ("p-u-b-l-i-c-i-t-é", "p-u-b-l-i-c-i-t-é"),
        ("p_u_b_l_i_c_i_t_e", "p_u_b_l_i_c_i_t_e"),
        ("P U B L I C I T E", "P U B L I C I T E"),
        ("p. u. b. l. i. c. i. t. é", "p. u. b. l. i. c. i. t. é"),
    ],
)
def test_letters_set_apart_are_found_where_they_stand(text: str, quote: str) -> None:
    (hit,) = found(text)
    assert (hit.quote, text[hit.start : hit.end]) == (quote, quote)
    assert hit.obfuscated
    assert (hit.cue.family, hit.cue.strength) == ("mention", "statutory")


@pytest.mark.parametrize(
    "text",
    ["publicité", "PUBLICITÉ", "p.u.b.l.i.c", "O.F.F.E.R.T. p.a.r", "A.B.C", "S.N.C.F", "à 9 h 3 0", "...", "p", ""],
)
def test_ordinary_words_and_abbreviations_are_none(text: str) -> None:
    assert found(text) == ()


def test_only_what_would_disclose_is_looked_for() -> None:
    assert found("c.o.l.l.a.b") == ()
    assert found("s.p.o.n.s.o.r.e.d") == ()


def test_a_text_made_to_be_slow_is_not() -> None:
    before = time.process_time()
    found("p." * 100_000)
    found("p.u " * 50_000)
    found(". " * 100_000)
    assert time.process_time() - before < 3
