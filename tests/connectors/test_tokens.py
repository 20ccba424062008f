"""What is kept of an account: given as a word or its parts, sealed, renewed outside."""

from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from perenne.connectors.tokens import AccountTokens, NoTokens, parts_of
from perenne.handset.frames import Answer, Request
from perenne.handset.manifest import Expired, Renewal
from perenne.handset.vault import Vault
from perenne.model.errors import UsageError

RENEWAL = Renewal(
    "POST",
    "auth.example",
    "/token",
    needs=("refresh_token",),
    gives={"access": "access_token", "refresh_token": "refresh_token"},
    expired=(Expired(401),),
    form={"grant_type": "refresh_token", "refresh_token": "{refresh_token}"},
    seconds="expires_in",
)

OLD = {"access": "old", "refresh_token": "again"}
RENEWABLE = {"refresh_token": "r"}


def _tokens(folder: Path, now: list[float], **parts: str) -> AccountTokens:
    tokens = AccountTokens(Vault(folder, b"r" * 32), "main", "x lina", ("access", "key"), RENEWAL, lambda: now[0])
    tokens.put(parts)
    return tokens


@pytest.mark.parametrize(
    ("given_", "parts"),
    [
        (b"word\n", {"access": "word"}),
        (b'  {"access":"a","refresh_token":"b"} ', {"access": "a", "refresh_token": "b"}),
    ],
)
def test_a_token_is_a_word_or_its_parts(given_: bytes, parts: dict[str, str]) -> None:
    assert parts_of(given_) == parts


@pytest.mark.parametrize(
    "given_",
    [b"", b"two words", b"{", b"{}", b'{"access":1}', b'{"access":""}', b'{"A b":"x"}', "é".encode(), b"a\nb"],
)
def test_what_is_no_token_is_refused_without_saying_it_again(given_: bytes) -> None:
    with pytest.raises(UsageError, match="this is no token"):
        parts_of(given_)


@given(st.binary(max_size=100))
def test_whatever_is_given_is_a_token_or_the_declared_error(content: bytes) -> None:
    try:
        parts = parts_of(content)
    except UsageError:
        return
    assert all(each.isprintable() and " " not in each for each in parts.values())


def test_one_that_ends_soon_is_renewed_before_it_is_asked_with(tmp_path: Path) -> None:
    now = [1000.0]
    tokens = _tokens(tmp_path, now, **OLD)
    assert not tokens.due("access"), "nobody said when it ends"
    asked: list[Request] = []

    def ask(request: Request) -> Answer:
        asked.append(request)
        told = {"access_token": "new", "refresh_token": "next", "expires_in": 3600}
        return Answer(0, 200, {}, msgspec.json.encode(told))

    assert tokens.renew("access", ask)
    assert asked[0].body == b"grant_type=refresh_token&refresh_token=again"
    assert tokens.get("main", "access") == b"new"
    assert tokens.renew("access", ask)
    assert asked[1].body.endswith(b"refresh_token=next"), "what renews it was renewed too"
    assert not tokens.due("access")
    now[0] = 4590.0
    assert tokens.due("access")


@pytest.mark.parametrize(
    "answer",
    [
        Answer(0, 400, {}, b'{"error":"invalid_grant"}'),
        Answer(0, refused="unreachable"),
        Answer(0, 200, {}, b"{}"),
        Answer(0, 200, {}, b'{"access_token":7}'),
        Answer(0, 200, {}, b"<html>"),
    ],
)
def test_a_renewal_that_fails_leaves_what_is_kept_as_it_was(tmp_path: Path, answer: Answer) -> None:
    tokens = _tokens(tmp_path, [0.0], **OLD)
    assert not tokens.renew("access", lambda _: answer)
    assert tokens.get("main", "access") == b"old"


def test_another_handset_and_another_name_get_nothing(tmp_path: Path) -> None:
    tokens = _tokens(tmp_path, [0.0], access="old")
    assert tokens.get("other", "access") == b""
    assert tokens.get("main", "key") == b""
    assert not tokens.renew("refresh_token", lambda _: Answer(0, 200))
    assert NoTokens().get("main", "access") == b""


def test_what_renews_a_token_is_none_that_can_be_asked_with(tmp_path: Path) -> None:
    tokens = _tokens(tmp_path, [0.0], **OLD)
    assert tokens.get("main", "refresh_token") == b""


def test_the_best_token_is_the_first_that_is_there_or_can_be_had(tmp_path: Path) -> None:
    assert _tokens(tmp_path, [0.0], key="k").best() == "key"
    assert _tokens(tmp_path, [0.0], **RENEWABLE).best() == "access"
    assert _tokens(tmp_path, [0.0], other="o").best() is None
