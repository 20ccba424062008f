"""Programs under test: an access of a member of the cast, and the client that carries it."""

import json
from collections.abc import Collection
from datetime import timedelta
from itertools import count
from typing import Any

from django.test import Client
from django.utils import timezone

from perenne.desk.api import actions
from perenne.desk.api.document import verbs
from perenne.desk.api.models import Token
from perenne.desk.people.models import Member
from tests.desk.cast import by

_KEYS = count()


def access(member: Member, may: Collection[str] | None = None, days: float = 30) -> tuple[Token, str]:
    """An access of ``member``: to everything that programs may do, where ``may`` says nothing else."""
    until = timezone.now() + timedelta(days=days)
    return actions.make(by(member), member, "Tableau", verbs() if may is None else may, until)


class Program:
    """A client that carries the secret of an access, and asks in French."""

    def __init__(self, secret: str, language: str = "fr") -> None:
        self._client = Client(
            headers={"authorization": f"Bearer {secret}", "accept-language": language}, raise_request_exception=False
        )

    def get(self, path: str, **asked: object) -> Any:
        return self._client.get(f"/api{path}", {name: str(value) for name, value in asked.items()})

    def post(self, path: str, body: object = None, key: str | None = None, **headers: str) -> Any:
        """``body`` as JSON, with an idempotency key of its own where none is named."""
        named = {"Idempotency-Key": key or f"k{next(_KEYS)}", **{k.replace("_", "-"): v for k, v in headers.items()}}
        content = b"" if body is None else json.dumps(body).encode()
        kind = "application/json" if body is not None else ""
        return self._client.generic("POST", f"/api{path}", content, kind, headers=named)

    def send(self, path: str, told: dict[str, Any], key: str | None = None) -> Any:
        """A form with files."""
        return self._client.post(f"/api{path}", told, headers={"Idempotency-Key": key or f"k{next(_KEYS)}"})

    def ask(self, method: str, path: str, content: bytes = b"", kind: str = "", **headers: str) -> Any:
        """Anything at all."""
        named = {k.replace("_", "-"): v for k, v in headers.items()}
        return self._client.generic(method, f"/api{path}", content, kind, headers=named)


def program(member: Member, may: Collection[str] | None = None, language: str = "fr") -> Program:
    return Program(access(member, may)[1], language)


def decision(version: int = 1, **more: object) -> dict[str, object]:
    return {"kind": "ask", "reason": "La mention manque au début.", "version": version, **more}
