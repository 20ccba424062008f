"""Every page that links lead to, in both languages, as each role sees it: structure, names, forms, tables."""

import pytest
from django.test import Client

from tests.desk.cast import Cast, signed_in
from tests.desk.pages import faults, walk


def _in(client: Client, language: str) -> Client:
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = language
    return client


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("who", ["alma", "bruno", "chloe", "dina", "emil", "farid"])
def test_every_page_that_a_role_can_reach_holds_to_the_list(cast: Cast, who: str, language: str) -> None:
    for _ in range(2):
        cast.post()
    client = _in(signed_in(cast.members[who]), language)
    pages = list(walk(client))
    assert len(pages) > 3
    assert [each for page in pages for each in faults(page, language)] == []
