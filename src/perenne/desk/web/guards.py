"""The headers that keep a page to itself: no script but ours, no frame, no other origin; and how much is taken."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from perenne.desk.web.errors import too_large
from perenne.desk.web.policy import ALWAYS, POLICY

__all__ = ("POLICY", "headers", "sized")


def sized(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: more than the desk takes at once is refused before anything of it is read."""

    def answered(request: HttpRequest) -> HttpResponse:
        stated = request.META.get("CONTENT_LENGTH") or "0"
        most = settings.UPLOAD_AT_MOST
        return too_large(request) if stated.isdecimal() and int(stated) > most else answer(request)

    return answered


def headers(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: every page that is no file of ours carries the policy, and is kept by nobody on its way."""

    def answered(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        for name, value in ALWAYS.items():
            response.headers.setdefault(name, value)
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    return answered
