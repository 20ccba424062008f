"""In whose name a request is made: the signed-in person's membership."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from perenne.desk.people.models import Member

ORGANISATION = "organisation"


def member(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: ``request.member`` is the membership that is acted in, or ``None``."""

    def answered(request: HttpRequest) -> HttpResponse:
        request.member = _membership(request)  # type: ignore[attr-defined]
        return answer(request)

    return answered


def _membership(request: HttpRequest) -> Member | None:
    if not request.user.is_authenticated:
        return None
    own = Member.objects.filter(person=request.user.pk, ended=None).select_related("person", "organisation")
    chosen = request.session.get(ORGANISATION)
    return (own.filter(organisation=chosen).first() if chosen else None) or own.order_by("pk").first()
