"""What stands in place of a page: not found, refused with the reason, or a fault of ours. No path, no trace."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from perenne.desk.people.access import Refused
from perenne.desk.web.jinja import voice
from perenne.desk.web.pages import page
from perenne.desk.web.words import WORDS


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _said(request, 404, "error.title", "error.404")


def fault(request: HttpRequest) -> HttpResponse:
    return _said(request, 500, "error.title_500", "error.500")


def _said(request: HttpRequest, status: int, title: str, says: str) -> HttpResponse:
    speaker = voice(request)
    values = {"title": speaker.say(WORDS[title]), "says": speaker.say(WORDS[says])}
    return page(request, getattr(request, "member", None), "error", "", status=status, **values)


class Refusals:
    """Middleware: what may be seen and not done is answered with why, and who may."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self._answer(request)

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponse | None:
        if not isinstance(problem, Refused):
            return None
        speaker = voice(request)
        return page(
            request,
            request.member,  # type: ignore[attr-defined]
            "people/why",
            "",
            status=403,
            title=speaker.say(WORDS["why"]),
            why=speaker.say(problem.answer.why),
            who=problem.answer.who,
        )
