"""In whose name a program asks: its access, what this one may do, and how often it may ask."""

import time
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest
from ninja.security import HttpBearer
from ninja.throttling import BaseThrottle

from perenne.desk.api.models import Token
from perenne.desk.api.tokens import shown
from perenne.desk.people.access import Refused
from perenne.desk.people.models import Member
from perenne.desk.people.permissions import Answer, can, roles
from perenne.model.bilingual import Bilingual

PER_MINUTE = 600
"""How many requests an access may make in a minute."""
_MINUTE = 60
_NOT_ITS = Bilingual(
    fr="Cet accès n’a pas été ouvert pour {verb_fr}. La personne qui l’a ouvert peut en ouvrir un qui le permette.",
    en="This access was not opened to {verb_en}. The person who opened it may open one that allows it.",
)


class Bearer(HttpBearer):
    """An access that may do ``verbs``: its member by their roles, and it by what it was opened for."""

    def __init__(self, *verbs: str) -> None:
        super().__init__()
        self.verbs = verbs

    def authenticate(self, request: HttpRequest, token: str) -> Token | None:
        """Raises ``Refused``."""
        found = shown(token)
        if found is None:
            return None
        request.member = found.member  # type: ignore[attr-defined]
        for verb in self.verbs:
            _allow(found, verb)
        return found


def _allow(token: Token, verb: str) -> None:
    by_role = can(token.member, verb)
    if not by_role:
        raise Refused(by_role)
    if verb not in token.verbs:
        named = roles().verbs[verb]
        why = _NOT_ITS.filled(verb_fr=named.fr, verb_en=named.en)
        raise Refused(Answer(False, why, verb, others=lambda: (token.member,)))


class OftenEnough(BaseThrottle):
    """So many requests of an access in each minute, counted where every thread of the server sees them."""

    def allow_request(self, request: HttpRequest) -> bool:
        key = f"api:{token_of(request).pk}:{int(time.time()) // _MINUTE}"
        cache.add(key, 0, 2 * _MINUTE)
        return cache.incr(key) <= PER_MINUTE

    def wait(self) -> float:
        return _MINUTE - time.time() % _MINUTE


def token_of(request: HttpRequest) -> Token:
    token: Token = request.auth  # type: ignore[attr-defined]
    return token


def member_of(request: HttpRequest) -> Member:
    return token_of(request).member


def operation(name: str, *verbs: str) -> dict[str, Any]:
    """How an operation is registered: its name, and what an access must be allowed to do."""
    return {
        "operation_id": name,
        "url_name": f"api.{name}",
        "auth": Bearer(*verbs),
        "throttle": OftenEnough(),
    }
