"""Signed-in browsers are listed by the name that people know them by."""

import pytest
from django.urls import reverse

from perenne.desk.people.browsers import browser_of
from tests.desk.cast import Cast
from tests.desk.people.test_account import browser_of as signed_in_with

MOZILLA = "Mozilla/5.0 "
WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko)"
EDGE_SAYS = f"{MOZILLA}(Windows NT 10.0; Win64; x64) {WEBKIT} Chrome/150.0.0.0 Safari/537.36 Edg/150.0.0.0"


@pytest.mark.parametrize(
    ("presented", "name", "system"),
    [
        (EDGE_SAYS, "Edge", "Windows"),
        (f"{MOZILLA}(X11; Linux x86_64) {WEBKIT} Chrome/150.0.0.0 Safari/537.36", "Chrome", "Linux"),
        (f"{MOZILLA}(Linux; Android 16; Pixel) {WEBKIT} Chrome/150.0 Mobile Safari/537.36", "Chrome", "Android"),
        (f"{MOZILLA}(Macintosh; Intel Mac OS X 14.5; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox", "macOS"),
        (f"{MOZILLA}(iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile Safari/604.1", "Safari", "iPhone"),
        ("Papier/1", "Papier/1", ""),
        ("", "", ""),
        ("x" * 300, "x" * 60, ""),
    ],
)
def test_a_browser_is_called_what_people_call_it(presented: str, name: str, system: str) -> None:
    assert browser_of(presented) == (name, system)


def test_the_account_shows_the_name_and_not_how_the_browser_presents_itself(cast: Cast) -> None:
    page = signed_in_with(cast, EDGE_SAYS).get(reverse("account")).content.decode()
    assert "Edge</bdi> sur Windows" in page
    assert "AppleWebKit" not in page
