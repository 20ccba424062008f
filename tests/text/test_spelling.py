"""A slip in one of the statutory words is seen; another word is not taken for one."""

import pytest

from perenne.text.passage import Passage
from perenne.text.spelling import near_statutory


@pytest.mark.parametrize(
    "text",
    [
        "publictié @maisonlune",
        "Plublicité du soir",
        "Colaboratoin avec @maisonlune",
        "comerciale",
        "COLLABORATIONCOMMERCIALE",
    ],
)
def test_a_slip_of_the_finger_is_near(text: str) -> None:
    ((_, start, end), *_) = near_statutory(iter([Passage("text", text)]))

    assert text[start:end].isalpha()


@pytest.mark.parametrize("text", ["", "Un dimanche au marché", "félicité", "la simplicité", "élaboration du plan"])
def test_another_word_is_not(text: str) -> None:
    assert [text[start:end] for _, start, end in near_statutory(iter([Passage("text", text)]))] == []
