from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perenne.readers.headers.addresses import Address, read, tokens, without_token

TIKTOK = "https://www.tiktok.com/@lina.m/video/7300000000000000001"


@pytest.mark.parametrize(
    ("text", "platform", "post_id", "handle", "kind"),
    [
        (TIKTOK, "tiktok", "7300000000000000001", "lina.m", "video"),
        ("tiktok.com/@lina.m/photo/7300000000000000001/", "tiktok", "7300000000000000001", "lina.m", "post"),
        ("https://www.instagram.com/p/C8xk2_-aB/", "instagram", "C8xk2_-aB", None, "post"),
        ("https://instagram.com/lina.m/reel/C8xk2aB", "instagram", "C8xk2aB", "lina.m", "reel"),
        ("instagram.com/stories/lina.m/3000000000000000001", "instagram", "3000000000000000001", "lina.m", "story"),
        ("https://www.youtube.com/watch?app=desktop&v=abcdefghij_", "youtube", "abcdefghij_", None, "video"),
        ("https://youtu.be/abcdefghij_?t=42", "youtube", "abcdefghij_", None, "video"),
        ("https://m.youtube.com/shorts/abcdefghij_", "youtube", "abcdefghij_", None, "short"),
        ("https://twitter.com/lina_m/status/1700000000000000001", "x", "1700000000000000001", "lina_m", None),
        ("https://www.threads.net/@lina.m/post/C8xk2aB", "threads", "C8xk2aB", "lina.m", None),
        ("https://bsky.app/profile/lina.bsky.social/post/3kabcde", "bluesky", "3kabcde", "lina.bsky.social", None),
    ],
)  # fmt: skip
def test_a_post_s_address_names_its_platform_and_its_id(
    text: str, platform: str, post_id: str, handle: str | None, kind: str | None
) -> None:
    found = read(text)
    assert found[1:5] == (platform, post_id, handle, kind)
    assert found.url is not None
    assert post_id in found.url


@pytest.mark.parametrize(
    ("text", "platform", "handle"),
    [("https://www.tiktok.com/@lina.m", "tiktok", "lina.m"), ("instagram.com/lina.m/", "instagram", "lina.m"),
     ("https://www.youtube.com/@lina-m", "youtube", "lina-m")],
)  # fmt: skip
def test_a_profile_s_address_is_no_post_s(text: str, platform: str, handle: str) -> None:
    assert read(text) == Address(None, platform, handle=handle)


def test_an_address_that_leads_elsewhere_claims_nothing() -> None:
    assert read("https://vm.tiktok.com/ZMabcdef/") == Address("https://vm.tiktok.com/ZMabcdef/", "tiktok")
    assert read("https://exemple.fr/article?p=3") == Address("https://exemple.fr/article?p=3")
    assert read("https://nottiktok.com/@lina.m/video/7300000000000000001").platform is None
    assert read("https://tiktok.com.exemple.fr/@lina.m/video/7300000000000000001").platform is None
    assert read("https://www.youtube.com/watch?v=tooshort").post_id is None


def test_what_follows_people_around_is_dropped_and_what_opens_a_session_is_told() -> None:
    assert read(f"{TIKTOK}?utm_source=x&lang=fr#top") == read(TIKTOK)
    shared = read("https://www.instagram.com/p/C8xk2aB/?igsh=abc123")
    assert (shared.url, shared.token) == ("https://www.instagram.com/p/C8xk2aB/", True)
    page = read("https://www.tiktok.com/api/list?msToken=SECRET&count=3")
    assert (page.url, page.token) == ("https://www.tiktok.com/api/list?count=3", True)
    assert read("https://lina:secret@exemple.fr/page") == Address("https://exemple.fr/page", token=True)
    assert without_token("https://exemple.fr/?a=1&access_token=SECRET") == ("https://exemple.fr/?a=1", True)
    assert without_token("https://exemple.fr/#access_token=SECRET") == ("https://exemple.fr/", True)
    assert without_token("voir ?token=x") == ("voir ?token=x", False)


@pytest.mark.parametrize(
    "text", ["", "voir le drive", "lina.m", "javascript:alert(1)", "file:///etc/passwd", "https://", "https://[::1",
             "http://localhost/x", "https://exemple.fr/a b", "https://exemple.fr/" + "a" * 5000],
)  # fmt: skip
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"not an address|Invalid|NFKC"):
        read(text)


@given(st.text(max_size=60).map(lambda text: f"https://www.tiktok.com/{text}") | st.text(max_size=60))
def test_any_text_is_an_address_or_a_value_error(text: str) -> None:
    try:
        found = read(text)
    except ValueError:
        return
    assert found.url or found.handle


PIECES = ("token", "TOKEN", "%74oken", "igsh", "lang", "=", "&", "?", "#", "@", "/", " ", "1", "https://a.example")


@given(st.lists(st.sampled_from(PIECES), max_size=8).map("".join))
def test_what_may_stay_is_told_quickly_and_nothing_is_missed(said: str) -> None:
    text = f"https://a.example/?{said}"
    parts = urlsplit(text.strip())
    names = {name.casefold() for name, _ in parse_qsl(parts.query, keep_blank_values=True)}
    names |= {name.casefold() for name, _ in parse_qsl(parts.fragment)}
    held = " " not in text.strip() and not names.isdisjoint(tokens())
    assert without_token(text)[1] == held
