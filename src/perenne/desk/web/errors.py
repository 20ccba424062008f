"""What stands in place of a page: not found, refused with the reason, or a fault of ours. No path, no trace."""

from collections.abc import Callable, Sequence
from http import HTTPStatus

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse

from perenne.desk.people import returning
from perenne.desk.people.access import Refused, SignedOut
from perenne.desk.people.asking import explained
from perenne.desk.web.jinja import voice
from perenne.desk.web.pages import page
from perenne.desk.web.words import WORDS


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _said(request, 404, "error.title", "error.404")


def misunderstood(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig):
        return too_large(request)
    return _said(request, 400, "error.title_400", "error.400")


def stale(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without the mark that it came from a page of ours: most often the page had been open for long."""
    texts = returning.sent(request).texts if _from_here(request) else []
    return _said(request, 403, "error.title_400", "error.csrf", texts)


def _from_here(request: HttpRequest) -> bool:
    """Whether a page of ours sent the form: nobody else has their words shown here."""
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"


def too_often(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _said(request, 429, "error.title_400", "error.429")


def too_large(request: HttpRequest) -> HttpResponse:
    """More than the desk takes at once, of files or of words."""
    return _said(request, 413, "error.title_400", "error.413", most=settings.UPLOAD_AT_MOST // 1_000_000)


def fault(request: HttpRequest) -> HttpResponse:
    return _said(request, 500, "error.title_500", "error.500")


def _said(
    request: HttpRequest, status: int, title: str, says: str, texts: Sequence[str] = (), **told: object
) -> HttpResponse:
    speaker = voice(request)
    values = {"title": speaker.say(WORDS[title]), "says": speaker.say(WORDS[says], **told), "texts": texts}
    return page(request, getattr(request, "member", None), "error", "", status=status, **values)


class Refusals:
    """Middleware: what may be seen and not done is answered with why, and who may; what nobody who is signed in sent,
    with signing in."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self._answer(request)
        if answer.status_code != HTTPStatus.METHOD_NOT_ALLOWED:
            return answer
        said = _said(request, answer.status_code, "error.title_400", "error.400")
        said["Allow"] = answer["Allow"]
        return said

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponse | None:
        if isinstance(problem, SignedOut):
            return returning.sign_in(request)
        if not isinstance(problem, Refused):
            return None
        return explained(request, request.member, problem.answer, status=403)  # type: ignore[attr-defined]
