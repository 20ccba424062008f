"""Account names in a text, and what is no account name."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perenne.text.handles import handles


def found(text: str) -> list[str]:
    return [text[start:end] for start, end in handles(text)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("@maisonlune", ["@maisonlune"]),
        ("Merci @maison.lune_fr.", ["@maison.lune_fr"]),
        ("Merci @maisonlune, @belorso !", ["@maisonlune", "@belorso"]),
        ("(@maisonlune)", ["@maisonlune"]),
        ("🌙@maisonlune🌙", ["@maisonlune"]),
        ("@maisonlune...", ["@maisonlune"]),
        ("@_lina_", ["@_lina_"]),
        ("@a", ["@a"]),
        ("#pub@maisonlune", []),
        ("contact@maisonlune.example", []),
        ("lina.m@maisonlune.example", []),
        ("@@maisonlune", []),
        ("@ maisonlune", []),
        ("@", []),
        ("@.", []),
        ("@été", ["@été"]),
        ("", []),
    ],
)
def test_the_handles_of_a_text(text: str, names: list[str]) -> None:
    assert found(text) == names


@given(st.text(st.sampled_from("@abé._ ,\n🌙"), max_size=30))
def test_a_handle_begins_with_its_sign_and_ends_with_a_letter_or_digit(text: str) -> None:
    for name in found(text):
        assert name.startswith("@")
        assert name[-1].isalnum() or name[-1] == "_"
        assert name.count("@") == 1


def test_handles_come_in_their_order_and_never_overlap() -> None:
    spans = handles("@a @b.c, @d_e")
    assert all(earlier[1] <= later[0] for earlier, later in pairwise(spans))
    assert len(spans) == 3


def test_a_text_made_to_be_slow_is_not() -> None:
    before = time.process_time()
    handles("@" * 200_000)
    handles("@" + "." * 200_000)
    handles("@a" * 100_000)
    assert time.process_time() - before < 2
