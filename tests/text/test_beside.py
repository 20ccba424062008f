"""The surroundings of a hit, read once and asked often."""

import re

from hypothesis import given
from hypothesis import strategies as st

from perenne.text.beside import Anchors, Surroundings
from perenne.text.cue import Beside, Cue
from perenne.text.hit import Hit

CUE = Cue(id="c", family="promo", language="fr", patterns=("x",), source="nous", for_=(), against=())


def hit(start: int, end: int) -> Hit:
    return Hit(CUE, start, end, "", hashtag=False)


@given(
    words=st.lists(st.sampled_from(["ma", "mère", "maman", "la", "marque", "oui"]), min_size=1, max_size=12),
    place=st.integers(0, 11),
    within=st.integers(0, 12),
    side=st.sampled_from(["either", "before", "after"]),
)
def test_words_are_found_as_a_reader_would_find_them(words: list[str], place: int, within: int, side: str) -> None:
    at = place % len(words)
    text = " ".join(words)
    spans = [match.span() for match in re.finditer(r"\S+", text)]
    start, end = spans[at]
    wanted = Beside(any=("ma", "la marque"), within=within, side=side)  # type: ignore[arg-type]
    before = [index for index in range(at) if spans[index][1] > start - within] if side != "after" else []
    after = (
        [index for index in range(at + 1, len(words)) if spans[index][0] < end + within] if side != "before" else []
    )
    expected = any(
        words[index] == "ma" or words[index : index + 2] == ["la", "marque"] for index in [*before, *after]
    )
    assert Surroundings(text).hold(wanted, (), hit(start, end), Anchors()) == expected
    assert Surroundings(text).hold(None, (wanted,), hit(start, end), Anchors()) != expected


def test_anchors_lie_wholly_inside_the_window() -> None:
    anchors = Anchors([hit(5, 9), hit(20, 30), hit(20, 22)])
    assert anchors.within("promo", (0, 9))
    assert anchors.within("promo", (20, 22))
    assert not anchors.within("promo", (6, 12))
    assert not anchors.within("promo", (25, 40))
    assert not anchors.within("alcohol", (0, 40))
    assert not Anchors().within("promo", (0, 40))


def test_the_ends_of_the_text_have_nothing_beside_them() -> None:
    assert not Surroundings("pub").hold(Beside(any=("brand", "pub")), (), hit(0, 3), Anchors())
