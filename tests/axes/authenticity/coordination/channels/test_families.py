"""Copies are found as families, whatever was added, and what everybody must write makes none."""

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from perenne.axes.authenticity.coordination.channels.families import families

BRIEF = (
    "cette huile change vraiment la texture des cheveux abîmés après seulement deux lavages et elle sent bon la "
    "fleur d'oranger toute la journée"
)
NOTICE = "L'abus d'alcool est dangereux pour la santé, à consommer avec modération."
WORDS = [f"{a}{b}{c}" for a in "bdfglmnprst" for b in "aeiou" for c in ("rin", "lo", "ste", "mo", "que", "vi")]


def _found(*texts: str, accounts: list[str] | None = None, brief: tuple[str, ...] = ()) -> list[str | None]:
    who = accounts or [f"u{number}" for number in range(len(texts))]
    return families(pl.Series(who), pl.Series(list(texts)), brief).to_list()


def _said(random: np.random.Generator, words: int = 30) -> str:
    return " ".join(random.choice(WORDS, words))


def _edited(random: np.random.Generator, text: str, edits: int) -> str:
    words = text.split()
    for place in random.choice(len(words), edits, replace=False):
        words[place] = str(random.choice(WORDS))
    return " ".join(words)


def test_a_copy_is_one_whatever_stands_around_it_and_however_it_is_written() -> None:
    one, other, third, alone = _found(
        f"Hello ! {BRIEF} #huile",
        BRIEF.upper() + " 😍 https://x.example/1",
        f"@maison {BRIEF} -20 %",
        "Tout autre chose.",
    )
    assert one == other == third is not None
    assert alone is None
    assert str(one).startswith("cette huile change vraiment la (")


def test_a_few_shared_words_make_no_copy() -> None:
    phrase = "cette huile change vraiment la texture"
    assert _found(f"{phrase} de mes boucles", f"{phrase} et c'est tout") == [None, None]
    assert _found("merci beaucoup", "merci beaucoup") == [None, None]


def test_a_long_text_that_quotes_a_sentence_is_no_copy_of_it() -> None:
    random = np.random.default_rng(3)
    sentence = _said(random, 12)
    assert _found(f"{_said(random, 60)} {sentence}", f"{sentence} {_said(random, 60)}") == [None, None]


def test_a_phrase_that_many_use_chains_nobody_s_copies_together() -> None:
    random = np.random.default_rng(11)
    phrase, templates = _said(random, 13), [_said(random, 24) for _ in range(20)]
    texts = [
        f"{_edited(random, template, 2)} {phrase if copy % 3 == 0 else ''}"
        for template in templates
        for copy in range(6)
    ]
    found = _found(*texts)
    of_each = [set(found[first : first + 6]) for first in range(0, len(found), 6)]
    assert all(len(names) == 1 for names in of_each)
    assert len(set.union(*of_each)) == 20


def test_a_short_text_is_copied_within_a_longer_one_only_where_it_is_no_phrase() -> None:
    random = np.random.default_rng(13)
    short, long = _said(random, 12), _said(random, 18)
    assert _found(short, f"{short} {_said(random, 30)}") == [None, None]
    one, other = _found(long, f"{long} {_said(random, 30)}")
    assert one == other is not None


def test_one_account_that_repeats_itself_is_no_family() -> None:
    assert _found(BRIEF, f"{BRIEF} encore", accounts=["lina", "lina"]) == [None, None]


def test_what_the_law_demands_makes_no_family() -> None:
    random = np.random.default_rng(5)
    notice = f"Collaboration commerciale. {NOTICE} Les images sont retouchées. {NOTICE}"
    assert _found(*(f"{_said(random, 8)} {notice}" for _ in range(6))) == [None] * 6


def test_the_words_of_a_brief_that_was_asked_for_make_no_family() -> None:
    texts = (f"{BRIEF} un", f"deux {BRIEF}")
    assert _found(*texts, brief=(f"Dites : « {BRIEF} »",)) == [None, None]
    assert None not in _found(*texts, brief=("Parlez de vos cheveux",))


@pytest.mark.parametrize("copies", [40, 400])
def test_a_template_of_which_every_copy_differs_is_one_family(copies: int) -> None:
    random = np.random.default_rng(copies)
    template = _said(random, 40)
    texts = [_edited(random, template, 3) for _ in range(copies)] + [_said(random) for _ in range(copies)]
    found = _found(*texts)
    (family,) = set(found[:copies])
    assert family is not None
    assert set(found[copies:]) == {None}


def test_copies_of_copies_are_one_family_and_other_families_stay_apart() -> None:
    random = np.random.default_rng(7)
    chain = [_said(random, 40)]
    for _ in range(4):
        chain.append(_edited(random, chain[-1], 3))
    other = _said(random, 40)
    found = _found(*chain, other, other)
    assert len(set(found[:5])) == 1
    assert found[5] == found[6] != found[0]
    assert None not in found


def test_the_order_of_texts_changes_no_name() -> None:
    random = np.random.default_rng(9)
    texts = [_edited(random, template, 2) for template in (_said(random), _said(random)) for _ in range(5)]
    who = [f"u{number}" for number in range(len(texts))]
    order = random.permutation(len(texts)).tolist()
    known = dict(zip(who, _found(*texts, accounts=who), strict=True))
    turned = _found(*(texts[each] for each in order), accounts=[who[each] for each in order])
    assert dict(zip((who[each] for each in order), turned, strict=True)) == known
    assert len(set(known.values()) - {None}) == 2


def test_nothing_at_all_is_no_error() -> None:
    assert _found() == []
    assert _found("", "🙂") == [None, None]


@given(
    st.lists(st.text(max_size=40), max_size=6),
    st.permutations(["", " #a", " 😍", " @lune", " https://x.example/1", " 20 €"]),
)
def test_whatever_else_is_written_a_decorated_copy_stays_one(others: list[str], signs: list[str]) -> None:
    texts = [f"{sign} {BRIEF.swapcase()}{sign}" for sign in signs]
    found = _found(*texts, *others)
    assert len(set(found[: len(texts)])) == 1
    assert found[0] is not None
    assert set(found[len(texts) :]) <= {None, found[0]}
