"""Hashtags as people write them."""

import pytest

from perenne.axes.authenticity.coordination.channels.hashtags import hashtags_in


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("Merci #Soldes et #soldes, #SOLDES", ["soldes"]),
        ("#été2026 #e\u0301te\u03012026", ["été2026"]),
        ("＃日本 #a_b", ["日本", "a_b"]),
        ("numéro #1, a#b, https://x.example/#ancre, &#39; C#", []),
        ("#un#deux", ["un"]),
        ("", []),
    ],
)
def test_each_hashtag_is_told_once_and_a_number_or_an_anchor_is_none(said: str, found: list[str]) -> None:
    assert hashtags_in(said) == found
