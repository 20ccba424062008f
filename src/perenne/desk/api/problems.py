"""What a program is told where something is wrong: ``application/problem+json`` (RFC 9457), in sentences of ours."""

from collections.abc import Callable, Iterable, Mapping
from http import HTTPStatus
from typing import Any

import msgspec
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from perenne.desk.web.jinja import voice
from perenne.desk.web.language import of
from perenne.desk.web.words import WORDS
from perenne.report.voice import Voice

ROOT = "/api/"
MEDIA = "application/problem+json"
STATUS = {
    "malformed": 400,
    "unauthenticated": 401,
    "refused": 403,
    "missing": 404,
    "method": 405,
    "overtaken": 409,
    "running": 409,
    "too_late": 409,
    "not_now": 409,
    "not_made": 409,
    "large": 413,
    "media": 415,
    "invalid": 422,
    "reused": 422,
    "busy": 429,
    "fault": 500,
}
"""Every kind of problem; its page is ``/api/#<kind>``."""
_OF_STATUS = {status: kind for kind, status in reversed(STATUS.items())}
LARGEST = 512 * 1024 * 1024
"""The largest body of a request, in bytes."""


class Wrong(msgspec.Struct, frozen=True):
    """One thing that is wrong in a request: ``where`` (``#/reason`` in the body, ``query/limit``), and what to do."""

    where: str
    says: str


class Problem(msgspec.Struct, frozen=True, omit_defaults=True):
    """What is wrong (``type``, ``title``, ``status``), and what to do (``detail``). ``who``: the names of those who
    may; ``errors``: each wrong field; ``state``: where the thing stands; ``seen``, ``version``, ``yours``,
    ``theirs``: the two versions of a conflict."""

    type: str
    title: str
    status: int
    detail: str
    who: tuple[str, ...] = ()
    errors: tuple[Wrong, ...] = ()
    state: str | None = None
    seen: int | None = None
    version: int | None = None
    yours: dict[str, Any] | None = None
    theirs: dict[str, Any] | None = None


class Trouble(Exception):
    """A request that cannot be done: the ``kind`` of problem, ``values`` of its sentence, and ``more`` members."""

    def __init__(self, kind: str, values: Mapping[str, object] | None = None, **more: object) -> None:
        super().__init__(kind)
        self.kind, self.values, self.more = kind, values or {}, more


def said(speaker: Voice, key: str, verbatim: Iterable[str] = (), /, **values: object) -> str:
    """Words of the desk as plain text."""
    return str(speaker.say(WORDS[key], verbatim, **values))


def problem(kind: str, speaker: Voice, values: Mapping[str, object] | None = None, **more: object) -> Problem:
    """The problem ``kind`` in words; ``detail`` among ``more`` stands in place of the sentence of its kind."""
    title = said(speaker, f"api.problem.{kind}")
    told = {"detail": said(speaker, f"api.problem.{kind}.detail", **(values or {})), **more}
    return msgspec.convert({"type": f"{ROOT}#{kind}", "title": title, "status": STATUS[kind], **told}, Problem)


def answered(
    request: HttpRequest, kind: str, values: Mapping[str, object] | None = None, **more: object
) -> HttpResponse:
    """The problem ``kind`` as an answer in the language that the request asks for."""
    told = msgspec.to_builtins(more)
    body = msgspec.json.encode(problem(kind, voice(request), values, **told))
    answer = HttpResponse(body, status=STATUS[kind], content_type=MEDIA, headers={"Content-Language": of(request)})
    if kind == "unauthenticated":
        answer["WWW-Authenticate"] = 'Bearer realm="perenne"'
    patch_vary_headers(answer, ("Accept-Language",))
    return answer


def for_programs(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: below ``/api/`` every refusal, be it of the framework, is one that a program can read."""

    def told(request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(ROOT):
            return answer(request)
        if _length(request) > LARGEST:
            return answered(request, "large", {"most": LARGEST // 1024 // 1024})
        given = answer(request)
        if given.status_code < HTTPStatus.BAD_REQUEST or given.headers.get("Content-Type") == MEDIA:
            return given
        said = answered(request, _OF_STATUS.get(given.status_code, "malformed"))
        if allowed := given.headers.get("Allow"):
            said["Allow"] = allowed
        return said

    return told


def _length(request: HttpRequest) -> int:
    told = request.META.get("CONTENT_LENGTH") or ""
    return int(told) if told.isascii() and told.isdecimal() else 0
