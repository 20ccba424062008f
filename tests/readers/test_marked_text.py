"""What a person reads of a text that comes as HTML, whatever stands in it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perenne.readers.marked_text import Marked, read


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>Un</p><p>Deux</p>", "Un\n\nDeux"),
        ("<p>Un<br />Deux</p>", "Un\nDeux"),
        ("<p>5 &lt; 6 &amp; 7</p>", "5 < 6 & 7"),
        ("<p>&lt;script&gt;x()&lt;/script&gt;</p>", "<script>x()</script>"),
        ("<ul><li>a</li><li>b</li></ul>", "- a\n- b"),
        ("plain", "plain"),
        ("", ""),
        ("<p>a \u202e\u0007 b</p>", "a \u202e\u0007 b"),
        ("<p>un < deux</p>", "un < deux"),
    ],
)
def test_paragraphs_and_breaks_stay_and_every_character_is_as_it_was(markup: str, text: str) -> None:
    assert read(markup).text == text


def test_links_lead_where_they_say_but_for_people_tags_and_programs() -> None:
    markup = (
        '<p><a href="https://a.example/x">a</a> <a href="https://a.example/x">a</a> '
        '<a class="u-url mention" href="https://b.test/@b">@b</a> <a class="hashtag" href="https://c.test">#</a> '
        '<a href="javascript:alert(1)">d</a> <a>e</a> <a href="http://f.example">f</a></p>'
    )
    assert read(markup).links == ("https://a.example/x", "http://f.example")


def test_links_beyond_any_number_are_not_kept() -> None:
    assert len(read("".join(f'<a href="https://x.example/{n}">x</a>' for n in range(1000))).links) == 200


@given(st.text() | st.text(alphabet="<>/apbr=\"' &;#x", max_size=200))
def test_no_markup_is_an_error(markup: str) -> None:
    assert isinstance(read(markup), Marked)


def test_markup_that_never_closes_takes_no_longer_than_it_is_long() -> None:
    assert read("<p>" * 50_000 + "a").text == "a"
