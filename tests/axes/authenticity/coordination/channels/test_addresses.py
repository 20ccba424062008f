"""One page has one address, however it was shared; two pages never have the same."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perenne.axes.authenticity.coordination.channels.addresses import addresses_in, canonical, host_of
from perenne.dated.shelf import shelf

PAGE = "https://maison.example/soins/creme?id=7"


@pytest.mark.parametrize(
    "shared",
    [
        PAGE,
        "http://maison.example/soins/creme?id=7",
        "HTTPS://WWW.Maison.Example:443/soins/creme/?id=7",
        "https://m.maison.example/soins/./autres/../creme?id=7#avis",
        "https://maison.example/soins/creme?utm_source=x&utm_medium=y&id=7",
        "https://maison.example/soins/creme?id=7&fbclid=IwAR0&igsh=abc&UTM_Campaign=z",
        "https://lina:secret@maison.example/soins/cr%65me?id=7&mc_cid=1",
        "  https://maison.example/soins/creme?id=7  ",
    ],
)
def test_a_page_that_was_shared_in_many_ways_has_one_address(shared: str) -> None:
    assert canonical(shared) == PAGE


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (PAGE, "https://maison.example/soins/creme?id=8"),
        (PAGE, "https://maison.example/soins/Creme?id=7"),
        (PAGE, "https://boutique.maison.example/soins/creme?id=7"),
        ("https://a.example/?q=utm", "https://a.example/"),
        ("https://a.example/?s=1", "https://a.example/"),
        ("https://www.example/", "https://example/"),
        ("https://a.example:8443/", "https://a.example/"),
        ("https://a.example/#/avis/1", "https://a.example/#/avis/2"),
        ("https://a.example/#!avis/1", "https://a.example/"),
    ],
)
def test_other_pages_keep_addresses_of_their_own(one: str, other: str) -> None:
    assert canonical(one) != canonical(other)


def test_a_parameter_that_only_one_host_tracks_by_is_left_elsewhere() -> None:
    assert canonical("https://x.com/lina/status/9?s=20&t=abc") == "https://x.com/lina/status/9"
    assert canonical("https://mobile.twitter.com/lina/status/9?s=20") == "https://twitter.com/lina/status/9"
    assert canonical("https://www.youtube.com/watch?v=k9&si=abc") == "https://youtube.com/watch?v=k9"
    assert canonical("https://maison.example/?s=20") == "https://maison.example/?s=20"


def test_the_order_of_parameters_does_not_matter_and_accents_are_written_in_one_way() -> None:
    assert canonical("https://a.example/é?b=2&a=1") == canonical("https://a.example/%C3%A9?a=1&b=2")
    assert canonical("https://crème.example/") == canonical("https://xn--crme-6oa.example/")
    assert host_of(canonical("https://www.crème.example/a")) == "xn--crme-6oa.example"


@pytest.mark.parametrize(
    "odd",
    ["", "bonjour", "ftp://a.example/x", "https://", "https://[::1", "http://a:99999999/", "https://a..b../\x00"],
)
def test_what_is_no_web_address_stays_as_it_is_or_is_one(odd: str) -> None:
    assert canonical(odd) == odd or canonical(canonical(odd)) == canonical(odd)
    assert host_of("bonjour") is None


@given(
    st.from_regex(
        r"https?://[a-z]{1,9}\.example(?:/[a-z%0-9.~é]{0,9}){0,3}(?:\?[a-z]{1,3}=[a-zA-Z0-9%+&=]{0,9})?",
        fullmatch=True,
    )
)
def test_an_address_that_was_made_canonical_does_not_change_again(address: str) -> None:
    once = canonical(address)
    assert canonical(once) == once


def test_addresses_are_found_in_a_text_without_the_signs_around_them() -> None:
    said = "Voir https://a.example/x, (https://b.example/y_(z)) et « https://c.example ». HTTP://D.example/?q=é!"
    assert addresses_in(said) == [
        "https://a.example/x", "https://b.example/y_(z)", "https://c.example", "HTTP://D.example/?q=é"
    ]  # fmt: skip


def test_the_list_of_parameters_can_match_as_it_is_written() -> None:
    known = shelf("perenne.axes.authenticity.coordination.channels")["tracking"]
    assert known["parameters"] == sorted({each.lower() for each in known["parameters"]})
    assert not [each for each in known["parameters"] if each.startswith(tuple(known["beginnings"]))]
    assert all(name == name.lower() for names in known["hosts"].values() for name in names)


def test_an_address_in_front_of_very_many_closing_signs_is_found_at_once() -> None:
    begun = time.process_time()
    assert addresses_in("https://a.example/x" + ")" * 200_000) == ["https://a.example/x"]
    assert time.process_time() - begun < 5
