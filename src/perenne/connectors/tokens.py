"""What is kept of an account to ask a platform with: sealed, bound to its instance, renewed on this side alone.

The inside knows names of tokens; a renewal's request and answer never go there.
"""

import re
import time
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode

import msgspec

from perenne.handset.frames import Answer, Request
from perenne.handset.manifest import Renewal
from perenne.handset.vault import Vault
from perenne.model.errors import UsageError

_MARGIN = 60
"""Seconds before its end from which a token counts as expired."""
_HELD = re.compile(r"\{([a-z_]+)\}")
_PART = re.compile(r"[a-z_]{1,40}\Z")
MAIN = "access"


class _Kept(msgspec.Struct, frozen=True):
    """``parts``: the token itself, and what renews it; ``until``: when it ends, in seconds since 1970."""

    parts: dict[str, str]
    until: float | None = None


def parts_of(content: bytes) -> dict[str, str]:
    """What somebody gives to be kept: a bare token, or a JSON object of the parts that the manifest names. Raises
    ``UsageError``."""
    text = content.strip()
    try:
        if text.startswith(b"{"):
            parts = msgspec.json.decode(text, type=dict[str, str])
        else:
            parts = {MAIN: text.decode("ascii")}
    except (msgspec.DecodeError, UnicodeDecodeError):
        parts = {}
    if not parts or not all(
        _PART.match(name) and each and each.isascii() and each.isprintable() and " " not in each
        for name, each in parts.items()
    ):
        raise UsageError(
            fr='ce n’est pas un jeton : un seul mot, ou un objet JSON comme {"access": "…"}',
            en='this is no token: one word, or a JSON object such as {"access": "…"}',
        )
    return parts


class AccountTokens:
    """The tokens of one account in the vault, as the relay asks for them. ``tokens``: the parts that may go with a
    request, the best first; what renews them goes nowhere but where they are renewed."""

    def __init__(
        self,
        vault: Vault,
        handset: str,
        name: str,
        tokens: tuple[str, ...] = (MAIN,),
        renewal: Renewal | None = None,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._vault, self._handset, self._name, self._tokens = vault, handset, name, tokens
        self._renewal, self._now = renewal, now

    def put(self, parts: Mapping[str, str], seconds: float | None = None) -> None:
        until = None if seconds is None else self._now() + seconds
        self._vault.put(self._handset, self._name, msgspec.json.encode(_Kept(dict(parts), until)))

    def best(self) -> str | None:
        """The first of the tokens that is there, or can be had."""
        parts = self._kept().parts
        return next(
            (name for name in self._tokens if name in parts or (name == MAIN and self._can_renew(parts))), None
        )

    def get(self, handset: str, name: str) -> bytes:
        found = self._kept().parts.get(name, "") if handset == self._handset and name in self._tokens else ""
        return found.encode("ascii")

    def due(self, name: str) -> bool:
        kept = self._kept()
        if name != MAIN or not self._can_renew(kept.parts):
            return False
        return name not in kept.parts or (kept.until is not None and kept.until - _MARGIN <= self._now())

    def renew(self, name: str, ask: Callable[[Request], Answer]) -> bool:
        """Whether the platform gave a new token; what it gave is sealed in the place of the old."""
        parts = self._kept().parts
        if name != MAIN or self._renewal is None or not self._can_renew(parts):
            return False
        answer = ask(_request(self._renewal, parts))
        if not 200 <= answer.status < 300:
            return False
        try:
            told = msgspec.json.decode(answer.body, type=dict[str, Any])
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            return False
        given = {part: told[key] for part, key in self._renewal.gives.items() if isinstance(told.get(key), str)}
        if MAIN not in given:
            return False
        seconds = told.get(self._renewal.seconds)
        self.put({**parts, **given}, seconds if isinstance(seconds, int | float) and seconds > 0 else None)
        return True

    def _can_renew(self, parts: Mapping[str, str]) -> bool:
        return self._renewal is not None and set(self._renewal.needs) <= parts.keys()

    def _kept(self) -> _Kept:
        return msgspec.json.decode(self._vault.get(self._handset, self._name), type=_Kept)


class NoTokens:
    """An account of which nothing is kept: what is public is asked for without a token."""

    def get(self, handset: str, name: str) -> bytes:
        return b""


def _request(renewal: Renewal, parts: Mapping[str, str]) -> Request:
    def filled(said: str) -> str:
        return _HELD.sub(lambda name: parts.get(name[1], ""), said)

    headers = {"Authorization": f"Bearer {filled(renewal.bearer)}"} if renewal.bearer else {}
    body = urlencode({name: filled(each) for name, each in renewal.form.items()}).encode()
    if renewal.json:
        body = msgspec.json.encode({name: filled(each) for name, each in renewal.json.items()})
    if body:
        headers["Content-Type"] = "application/json" if renewal.json else "application/x-www-form-urlencoded"
    query = {name: filled(each) for name, each in renewal.query.items()}
    return Request(0, renewal.method, renewal.host, renewal.path, query, headers, body)
