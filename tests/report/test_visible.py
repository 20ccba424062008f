"""What others wrote can neither act on the page nor hide in it."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perenne.report.visible import clipped, room_taken, visible

CODE = re.compile(r'<span class="ctl">U\+([0-9A-F]{4,6})</span>')
any_text = st.text(max_size=200) | st.text(
    alphabet="\x00\x1b\x7f\u202e\u2066\u200b\ufeff<>&\"'\r\n\ud800é🏴", max_size=80
)


@given(any_text)
def test_nothing_is_lost(text: str) -> None:
    assert html.unescape(CODE.sub(lambda code: f"&#{int(code[1], 16)};", "").replace("", "")) == ""
    back = CODE.split(str(visible(text)))
    said = "".join(chr(int(part, 16)) if place % 2 else html.unescape(part) for place, part in enumerate(back))
    assert said == text.replace("\r", html.unescape("&#13;"))


@given(any_text)
def test_no_character_of_it_is_markup(text: str) -> None:
    bare = CODE.sub("", str(visible(text)))
    assert not set(bare) & set("<>\"'")


@pytest.mark.parametrize(
    "hidden", ["\x1b", "\x00", "\x9b", "\u202e", "\u2066", "\u200b", "\u2060", "\ufeff", "\u00ad"]
)
def test_what_the_eye_cannot_see_is_shown(hidden: str) -> None:
    assert visible(f"pub{hidden}licité") == f'pub<span class="ctl">U+{ord(hidden):04X}</span>licité'


@pytest.mark.parametrize(
    "honest", ["👩🏽‍💻", "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f", "می‌خواهم", "a\nb\tc"]
)
def test_honest_joiners_flags_and_line_ends_stay(honest: str) -> None:
    assert visible(honest) == honest


def test_letters_smuggled_as_tags_are_shown() -> None:
    assert "U+E0061" in visible("pub\U000e0061")


@given(any_text)
def test_the_room_that_a_text_takes_is_never_underestimated(text: str) -> None:
    assert len(visible(text).encode()) <= room_taken(text)


@given(any_text, st.integers(1, 200))
def test_a_clipped_text_keeps_to_its_room_and_says_that_it_is_clipped(text: str, room: int) -> None:
    short = clipped(text, room)
    if short == text:
        assert room_taken(text) <= room
    else:
        assert short.endswith("…")
        assert text.startswith(short[:-1])
        assert room_taken(short[:-1]) <= room
