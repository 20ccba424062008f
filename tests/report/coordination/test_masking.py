"""Names of accounts are found in objects and texts however they are spelt there, and other words are left."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perenne.report.coordination.masking import HIDDEN, Masking


@pytest.mark.parametrize(
    ("name", "text", "shown"),
    [
        ("noe", "https://x.example/noe/1", "https://x.example/…/1"),
        ("@Lina.Orval", "https://x.example/lina.orval/1", "https://x.example/…/1"),
        ("lina", "https://lina.blog.example/a", "https://….blog.example/a"),
        ("lina.orval", "https://linaorval.example/a", "https://….example/a"),
        ("lina.orval", "https://x.example/lina-orval.html", "https://x.example/….html"),
        ("Lina Orval", "merci Lina Orval pour ce masque", "merci … pour ce masque"),
        ("Lina Orval", "https://x.example/Lina%20Orval?a=%C3%A9", "https://x.example/…?a=é"),
        ("Noé", "https://x.example/No%C3%A9", "https://x.example/…"),
        ("noe\u0301", "merci Noé, merci NOE", "merci …, merci …"),
        ("tiktok:lina", "https://tiktok.example/@lina/video/9", "https://tiktok.example/@…/video/9"),
        ("tiktok:lina", "tiktok:lina", "…"),
        ("🌸🌿", "merci 🌸🌿 !", "merci … !"),
        ("_lina_", "merci _lina_ !", "merci _…_ !"),
        ("linaorval", "dit Lina Orval", "dit …"),
        ("李娜", "我和李娜推荐", "我和…推荐"),
        ("ｌｉｎａ", "merci lina", "merci …"),
    ],
)
def test_a_name_is_masked_however_it_is_spelt(name: str, text: str, shown: str) -> None:
    assert Masking([name])(text) == shown


@pytest.mark.parametrize(
    "text", ["la salinade du dimanche", "l’inalpage", "https://x.example/100%", "100%25 coton", ""]
)
def test_other_words_stay_as_they_are(text: str) -> None:
    assert Masking(["lina", "orval.l"], ["coton", "dimanche"])(text) == text


def test_who_is_only_an_account_is_masked_behind_an_at_and_in_addresses_alone() -> None:
    masked = Masking(["noe"], ["merci", "zoé", "11", "x.example"])
    assert masked("merci beaucoup @Merci, dit noe") == "merci beaucoup @…, dit …"
    assert masked("https://x.example/zo%C3%A9/11") == "https://x.example/…/11"


@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=12), st.text(max_size=20), st.text(max_size=20))
def test_no_name_stands_between_any_two_words(name: str, before: str, after: str) -> None:
    text = f"{before} / {name} / {after}"
    if any(sign.isalnum() for sign in name):
        assert HIDDEN in Masking([name])(text)
