"""Which of the two languages a page speaks: what was chosen in this browser, else by this person elsewhere, else what
the browser asks for, else French."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers

from perenne.model.bilingual import Language

COOKIE = "language"


def of(request: HttpRequest) -> Language:
    """The language in which ``request`` is answered: a page asks for it with every word."""
    known: Language | None = getattr(request, "spoken", None)
    return known or _asked(request)


def _asked(request: HttpRequest) -> Language:
    person = getattr(request, "user", None)
    chosen = request.COOKIES.get(COOKIE) or getattr(person, "language", "")
    wanted = chosen or translation.get_language_from_request(request)
    return "en" if wanted[:2] == "en" else "fr"


def spoken(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: what Django and allauth say themselves is said in the page's language too."""

    def answered(request: HttpRequest) -> HttpResponse:
        request.spoken = of(request)  # type: ignore[attr-defined]
        with translation.override(of(request)):
            response = answer(request)
        response.headers.setdefault("Content-Language", of(request))
        patch_vary_headers(response, ("Accept-Language", "Cookie"))
        return response

    return answered
