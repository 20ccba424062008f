import io
import json
from typing import Any

import pytest

from perenne.model.post import Account
from perenne.model.profile import Profile
from perenne.model.reject import Reject
from perenne.readers import youtube
from perenne.readers.reading import Item, Origin, Other, Sensitive

ORIGIN = Origin("chaines.json", "a" * 64)

CHANNEL: dict[str, Any] = {
    "kind": "youtube#channel",
    "id": "UCinesbaudrelle000000000",
    "snippet": {
        "title": "Inès Baudrelle",
        "description": "Routines et bricolage",
        "customUrl": "@ines.baudrelle",
        "publishedAt": "2019-03-01T10:00:00Z",
        "country": "FR",
    },
    "statistics": {"viewCount": "0", "subscriberCount": "226000", "hiddenSubscriberCount": False, "videoCount": "84"},
    "status": {"privacyStatus": "public"},
}


def items_of(**changes: Any) -> list[Item]:
    document = {"kind": "youtube#channelListResponse", "items": [CHANNEL | changes]}
    return list(youtube.read(io.BytesIO(json.dumps(document).encode()), ORIGIN))


def profile_of(**changes: Any) -> Profile:
    (profile,) = items_of(**changes)
    assert isinstance(profile, Profile)
    return profile


def snippet(**changes: Any) -> dict[str, Any]:
    return {"snippet": CHANNEL["snippet"] | changes}


def test_a_channel_is_an_account_with_its_numbers() -> None:
    assert profile_of() == Profile(
        platform="youtube",
        account=Account(
            id="UCinesbaudrelle000000000",
            handle="ines.baudrelle",
            name="Inès Baudrelle",
            bio="Routines et bricolage",
            country="FR",
        ),
        url="https://www.youtube.com/channel/UCinesbaudrelle000000000",
        followers=226_000,
        posts=84,
        views=0,
        private=False,
        created_at="2019-03-01T10:00:00Z",
        source=ORIGIN.source("youtube-data-api/1", 1),
    )


def test_subscribers_that_the_owner_hides_are_not_zero() -> None:
    hidden = {"viewCount": "12", "subscriberCount": "0", "hiddenSubscriberCount": True}
    profile = profile_of(statistics=hidden)
    assert (profile.followers, profile.views, profile.posts) == (None, 12, None)


def test_parts_that_were_not_asked_for_are_not_recorded() -> None:
    bare = profile_of(snippet=None, statistics=None, status=None)
    assert (bare.followers, bare.private, bare.created_at, bare.account) == (
        None,
        None,
        None,
        Account(id="UCinesbaudrelle000000000"),
    )


@pytest.mark.parametrize(("custom", "handle"), [("inesbaudrelle", None), ("@ines", "ines"), ("", None), (None, None)])
def test_an_old_address_is_no_handle(custom: str | None, handle: str | None) -> None:
    assert profile_of(**snippet(customUrl=custom)).account.handle == handle


@pytest.mark.parametrize(("code", "country"), [("BE", "BE"), ("UK", None), ("France", None), (None, None)])
def test_a_country_that_is_no_code_is_not_recorded(code: str | None, country: str | None) -> None:
    assert profile_of(**snippet(country=code)).account.country == country


def test_the_country_may_stand_in_the_branding() -> None:
    branding = {"channel": {"country": "CA"}}
    assert profile_of(**snippet(country=None), brandingSettings=branding).account.country == "CA"


def test_a_private_channel_never_passes() -> None:
    assert items_of(status={"privacyStatus": "private"}) == [
        Sensitive("private_account"),
        Other("private account", 1),
    ]


def test_a_channel_with_an_odd_date_is_a_reject() -> None:
    (reject,) = items_of(**snippet(publishedAt="un jour"))
    assert isinstance(reject, Reject)
    assert (reject.line, reject.path) == (1, "snippet.publishedAt")
