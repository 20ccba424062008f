"""A manifest says what it may, and nothing by which a request would say something else."""

from typing import Any

import msgspec
import pytest

from perenne.handset.manifest import Manifest, Token

SAID: dict[str, Any] = {
    "name": "invented",
    "hosts": ["api.platform.example"],
    "routes": [{"method": "GET", "path": "/v1/videos", "headers": ["Accept"]}],
    "purpose": {"fr": "lire", "en": "read"},
    "source": "https://platform.example/docs",
    "checked_on": "2026-11-24",
}


def _manifest(**changed: Any) -> Manifest:
    return msgspec.convert(SAID | changed, type=Manifest)


@pytest.mark.parametrize(
    "token",
    [{}, {"header": "X-Key", "form": "{token}"}, {"query": "token", "form": "{token}"}, {"form": "Key {token}"}],
)
def test_a_token_goes_where_a_platform_takes_it(token: dict[str, str]) -> None:
    assert _manifest(token=token).token == msgspec.convert(token, type=Token)


@pytest.mark.parametrize(
    "token",
    [
        {"form": "Bearer"}, {"form": "Bearer {tok}"}, {"form": "{token} {token}"}, {"form": "{token.upper}"},
        {"form": "{0}{token}"}, {"form": "{token}\r\nX: y"}, {"form": "\u2603 {token}"},
        {"header": "Host"}, {"header": "content-length"}, {"header": "X Y"}, {"header": "X:Y"}, {"header": ""},
        {"header": "X\r\nY"}, {"query": "a&b"},
    ],
)  # fmt: skip
def test_a_token_that_would_go_in_another_way_is_refused(token: dict[str, str]) -> None:
    with pytest.raises(msgspec.ValidationError):
        _manifest(token=token)
    with pytest.raises(msgspec.ValidationError):
        _manifest(tokens={"key": token})


@pytest.mark.parametrize("header", ["Host", "Cookie", "X Y", "X\r\nY", "", "\u2603"])
def test_a_header_that_is_none_or_the_relays_own_is_refused(header: str) -> None:
    with pytest.raises(msgspec.ValidationError):
        _manifest(routes=[{"method": "GET", "path": "/v1", "headers": [header]}])


@pytest.mark.parametrize(
    "changed",
    [
        {"purpose": {"en": "p" * 1_001}},
        {"source": "https://platform.example/" + "s" * 1_001},
        {"routes": [{"method": "GET", "path": "/" + "p" * 1_001}]},
        {"routes": [{"method": "GET", "path": "/v1", "query": ["q" * 1_001]}]},
        {"routes": [{"method": "GET", "path": "/v1", "query": [str(n) for n in range(1_001)]}]},
        {"quota": {"units": 1, "zone": "Nowhere/At_All", "source": "https://platform.example/docs"}},
        {"quota": {"units": 1, "zone": "../etc/passwd", "source": "https://platform.example/docs"}},
    ],
)
def test_what_would_not_fit_a_line_of_the_ledger_or_names_no_zone_is_refused(changed: dict[str, Any]) -> None:
    with pytest.raises(msgspec.ValidationError):
        _manifest(**changed)


def test_a_path_that_a_server_may_read_as_one_that_goes_up_is_not_taken() -> None:
    manifest = _manifest(routes=[{"method": "GET", "path": "/v26.0/{id}/insights"}])
    assert manifest.route("GET", "/v26.0/178414/insights") is not None
    assert manifest.route("GET", "/v26.0/did:plc:x/insights") is not None
    for segment in ("..;", "..;x=1", ".;", "..", ".", "x;y"):
        assert manifest.route("GET", f"/v26.0/{segment}/insights") is None
