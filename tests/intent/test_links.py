"""Links that pay whoever published them, and links that do not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perenne.dated.shelf import shelf
from perenne.intent.links import pays_its_publisher, urls_in


@pytest.mark.parametrize(
    "url",
    [
        "https://www.belorso.example/p/1?aff=lina",
        "https://belorso.example/?ref=emma20",
        "https://belorso.example/?utm_source=creator&utm_campaign=x",
        "https://belorso.example/?UTM_Source=Influencer_FR",
        "https://belorso.example/?utm_medium=affiliation",
        "https://www.awin1.com/cread.php?awinmid=1",
        "https://track.partnerize.com/x",
        "https://www.amazon.fr/dp/B0?tag=lina-21",
        "https://AMAZON.fr/dp/B0?TAG=lina-21",
        "https://tidd.ly/3abc",
        "https://tracking.publicidees.com/clic.php?x=1",
        "https://maisonlune.sjv.io/x",
        "https://rstyle.me/+abc",
        "https://redirect.viglink.com/?u=x",
        "https://belorso.example/?irgwc=1",
        "https://belorso.example/?parrain=lina",
        "https://belorso.example/?utm_campaign=influence_automne",
    ],
)
def test_an_affiliate_host_or_a_tracking_parameter_pays(url: str) -> None:
    assert pays_its_publisher(url)


@pytest.mark.parametrize(
    "url",
    [
        "https://belorso.example/p/1",
        "https://belorso.example/?reference=12&color=red",
        "https://belorso.example/?utm_source=newsletter",
        "https://belorso.example/ref=1",
        "https://notawin1.com/",
        "https://amazon.evil.example/awin1.com",
        "https://www.amazon.fr/dp/B0",
        "https://belorso.example/?tag=lina-21",
        "https://bit.ly/x",
        "https://amzn.to/x",
        "https://code.example/belorso?ref=main",
        "https://belorso.example/?ref=newsletter&page=2",
        "https://belorso.example/?parrainer=1",
        "belorso.example?aff=1#",
        "http://[::1",
        "http://[not-an-address]/?aff=1",
        "",
    ],
)
def test_any_other_link_does_not(url: str) -> None:
    assert pays_its_publisher(url) is (url == "belorso.example?aff=1#")


def test_every_host_of_the_list_is_a_host_and_stands_there_once() -> None:
    lists = shelf("perenne.intent.lists")["tracked_links"]
    hosts, parameters = lists["hosts"], lists["parameters"]
    assert len(hosts) == len(set(hosts))
    assert len(parameters) == len(set(parameters))
    assert all(pays_its_publisher(f"https://www.{host}/x") for host in hosts)
    assert all(each.partition("=")[0] in parameters for each in lists["ordinary"])


def found(text: str) -> list[str]:
    return [text[start:end] for start, end in urls_in(text)]


@pytest.mark.parametrize(
    ("text", "urls"),
    [
        ("Tout est sur https://belorso.example/p?a=1&b=2.", ["https://belorso.example/p?a=1&b=2"]),
        ("(voir http://belorso.example/x)", ["http://belorso.example/x"]),
        (
            "«https://belorso.example» et https://brume.example/…",
            ["https://belorso.example", "https://brume.example/…"],
        ),
        ("https://", []),
        ("sans lien", []),
    ],
)
def test_the_addresses_of_a_text_end_before_the_punctuation_of_the_sentence(text: str, urls: list[str]) -> None:
    assert found(text) == urls


@given(st.text(max_size=80))
def test_no_text_and_no_address_is_ever_an_error(text: str) -> None:
    assert pays_its_publisher(text) in {True, False}
    for start, end in urls_in(f"https://{text}"):
        pays_its_publisher(f"https://{text}"[start:end])
