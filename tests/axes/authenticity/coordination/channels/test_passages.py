"""What of a text may be copied, and what is nobody's copy."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from perenne.axes.authenticity.coordination.channels.copied import BREAK, copied, demanded
from perenne.axes.authenticity.coordination.channels.passages import Worded, said
from perenne.text.cue import all_cues

COPIED = "j'ai enfin trouvé la crème qui apaise ma peau en trois nuits"


def _words(text: str) -> list[str]:
    (only,) = said(pl.Series([text])).to_list()
    return [each for each in only.split("  ") if each]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Crème APAISANTE !", ["creme", "apaisante"]),
        ("Vu chez @maison.lune sur https://x.example/a?b=c #soin 😍", ["vu", "chez", "sur"]),
        ("Seulement 12,50 € et -20% le 3e jour", ["seulement", "et", "le", "jour"]),
        ("e\u0301te\u0301", ["ete"]),
        ("", []),
        ("🙂🙂 123 #a", []),
    ],
)
def test_addresses_handles_hashtags_numbers_and_emoji_are_no_words(text: str, words: list[str]) -> None:
    assert _words(text) == words


@pytest.mark.parametrize(
    "notice",
    ["L'abus d'alcool est dangereux pour la santé, à consommer avec modération", "Collaboration commerciale",
     "Images retouchées", "PUBLICITÉ"],
)  # fmt: skip
def test_words_that_the_law_demands_are_a_break(notice: str) -> None:
    assert _words(f"{COPIED}. {notice}. {COPIED}").count(BREAK) >= 1
    assert not set(_words(notice)) - {BREAK}


def test_every_cue_whose_words_are_left_out_exists_and_those_of_a_product_are_not_left_out() -> None:
    families = {cue.family for cue in all_cues()}
    assert copied().required.families <= families
    assert ("collaboration", "commerciale") in demanded()
    assert ("champagne",) not in demanded()


def test_one_text_is_read_as_a_whole_column_is() -> None:
    texts = [
        f"{COPIED} 😍", "Collaboration commerciale avec @lune : 20 % et plus",
        "L’abus d’alcool est dangereux pour la santé.",
        "a & b", "e\u0301te\u0301  \n  été", "pub pub collab publicité", "x² ½ ①",
    ]  # fmt: skip
    for text in texts:
        worded = Worded(text)
        apart = [BREAK if at else word for word, at in zip(worded.words, worded.apart, strict=True)]
        squeezed = [each for place, each in enumerate(apart) if each != BREAK or apart[place - 1 : place] != [BREAK]]
        column = _words(text)
        assert [e for p, e in enumerate(column) if e != BREAK or column[p - 1 : p] != [BREAK]] == squeezed, text


@given(st.text(max_size=60))
def test_any_text_is_read_alike_alone_and_in_a_column(text: str) -> None:
    worded = Worded(text)
    kept = [word for word, apart in zip(worded.words, worded.apart, strict=True) if not apart]
    assert [word for word in _words(text) if word != BREAK] == kept


def test_the_shared_words_are_quoted_as_they_are_written() -> None:
    one = Worded("Les filles, J'AI enfin trouvé la crème qui apaise ma peau en trois nuits ! Merci @lune")
    other = Worded(f"Bon. {COPIED}… et vous ?")
    assert one.shared_with(other) == "J'AI enfin trouvé la crème qui apaise ma peau en trois nuits"
    assert other.shared_with(one) == COPIED
    assert one.shared_with(Worded("rien de tout cela ne se trouve ici ni ailleurs")) is None


def test_what_the_law_demands_is_never_quoted_as_shared() -> None:
    notice = "L'abus d'alcool est dangereux pour la santé, à consommer avec modération."
    assert Worded(f"Un rosé léger. {notice}").shared_with(Worded(f"Quel millésime ! {notice}")) is None


def test_two_stretches_are_told_apart() -> None:
    one = Worded("un deux trois quatre cinq puis autre chose six sept huit neuf dix")
    other = Worded("six sept huit neuf dix avant un deux trois quatre cinq")
    assert one.shared_with(other) == "un deux trois quatre cinq … six sept huit neuf dix"
