"""The operations together, and how each thing that may go wrong is answered."""

from collections.abc import Mapping
from typing import Any

import msgspec
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation, TooManyFieldsSent, TooManyFilesSent
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, Throttled, ValidationError
from ninja.parser import Parser

from perenne.desk.api.operations import bundles, imports, posts, relations
from perenne.desk.api.problems import LARGEST, Trouble, Wrong, answered, said
from perenne.desk.people.access import Refused
from perenne.desk.web.jinja import voice
from perenne.model.errors import PerenneError
from perenne.report.voice import Voice

JSON, FILES = "application/json", "multipart/form-data"
_IN_BODY = frozenset({"body", "form", "file"})


class _Strict(Parser):
    """JSON that says that it is JSON, without half characters or numbers beyond all counting."""

    def parse_body(self, request: HttpRequest) -> Any:
        if request.content_type != JSON:
            raise Trouble("media", {"wanted": JSON})
        try:
            return msgspec.json.decode(request.body)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            raise Trouble("malformed") from None


API = NinjaAPI(title="Pérenne", version="1", docs_url=None, openapi_url=None, parser=_Strict(), urls_namespace="api")
for each in (posts.router, imports.router, bundles.router, relations.router):
    API.add_router("", each)


@API.exception_handler(Trouble)
def _trouble(request: HttpRequest, problem: Trouble) -> HttpResponse:
    return answered(request, problem.kind, problem.values, **problem.more)


@API.exception_handler(AuthenticationError)
def _unknown(request: HttpRequest, problem: AuthenticationError) -> HttpResponse:
    return answered(request, "unauthenticated")


@API.exception_handler(Refused)
def _refused(request: HttpRequest, problem: Refused) -> HttpResponse:
    why = str(voice(request).say(problem.answer.why))
    return answered(request, "refused", detail=why, who=problem.answer.who)


@API.exception_handler(PerenneError)
def _not_now(request: HttpRequest, problem: PerenneError) -> HttpResponse:
    """What the library does not do, in its own sentence."""
    return answered(request, "not_now", detail=str(voice(request).say(problem.says)))


@API.exception_handler(Http404)
def _missing(request: HttpRequest, problem: Http404) -> HttpResponse:
    return answered(request, "missing")


@API.exception_handler(Throttled)
def _busy(request: HttpRequest, problem: Throttled) -> HttpResponse:
    return answered(request, "busy")


@API.exception_handler(RequestDataTooBig)
@API.exception_handler(TooManyFieldsSent)
@API.exception_handler(TooManyFilesSent)
def _large(request: HttpRequest, problem: SuspiciousOperation) -> HttpResponse:
    return answered(request, "large", {"most": LARGEST // 1024 // 1024})


@API.exception_handler(HttpError)
def _malformed(request: HttpRequest, problem: HttpError) -> HttpResponse:
    """A body that could not be read: what our parser said of it."""
    cause = problem.__cause__
    return _trouble(request, cause if isinstance(cause, Trouble) else Trouble("malformed"))


@API.exception_handler(ValidationError)
def _invalid(request: HttpRequest, problem: ValidationError) -> HttpResponse:
    places = {str(error["loc"][0]) for error in problem.errors}
    if "file" in places and request.content_type != FILES:
        return answered(request, "media", {"wanted": FILES})
    speaker = voice(request)
    return answered(request, "invalid", errors=[_wrong(error, speaker) for error in problem.errors])


def _wrong(error: Mapping[str, Any], speaker: Voice) -> Wrong:
    source, *path = (str(each) for each in error["loc"])
    inside = path[1:] if source == "body" and len(path) > 1 else path
    where = "/".join(["#", *inside]) if source in _IN_BODY else "/".join([source, *inside])
    key, told = _SAYS.get(error["type"], "api.wrong.other"), error.get("ctx", {})
    values = {name: told[name] for name in ("expected", "pattern") if name in told}
    bound = next((told[name] for name in ("max_length", "min_length", "ge", "le") if name in told), "")
    return Wrong(where, said(speaker, key, tuple(map(str, values.values())), **values, bound=bound))


_SAYS = {
    "missing": "api.wrong.missing",
    "int_parsing": "api.wrong.number",
    "int_type": "api.wrong.number",
    "int_from_float": "api.wrong.number",
    "string_type": "api.wrong.text",
    "string_too_long": "api.wrong.long",
    "too_long": "api.wrong.many",
    "string_too_short": "api.wrong.short",
    "too_short": "api.wrong.few",
    "string_pattern_mismatch": "api.wrong.pattern",
    "literal_error": "api.wrong.choice",
    "enum": "api.wrong.choice",
    "extra_forbidden": "api.wrong.unknown",
    "greater_than_equal": "api.wrong.least",
    "less_than_equal": "api.wrong.most",
    "date_parsing": "api.wrong.date",
    "date_type": "api.wrong.date",
    "date_from_datetime_parsing": "api.wrong.date",
    "date_from_datetime_inexact": "api.wrong.date",
}
"""By what pydantic finds wrong: the sentence of ours."""
