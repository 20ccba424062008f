"""In whose name a request is made: the signed-in person's membership."""

from collections.abc import Callable

from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from perenne.desk.people.models import Member
from perenne.desk.people.permissions import unlimited
from perenne.desk.web.rail import counted

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
    own = Member.objects.filter(person=request.user.pk, ended=None, suspended=None)
    limited = Exists(Member.brands.through.objects.filter(member=OuterRef("pk")))
    own = own.select_related("person", "organisation").annotate(limited=limited)
    if request.method == "GET" and "HX-Request" not in request.headers:
        own = counted(own)
    chosen = request.session.get(ORGANISATION)
    found = (own.filter(organisation=chosen).first() if chosen else None) or own.order_by("pk").first()
    if found is None:
        return None
    if not found.limited:  # type: ignore[attr-defined]
        unlimited(found)
    _came(found)
    return found


def _came(found: Member) -> None:
    """Keep the day on which the member last came: at most one write a day."""
    today = timezone.localdate()
    last = found.person.last_login
    if found.seen != today and (last is None or timezone.localdate(last) != today):
        Member.objects.filter(pk=found.pk).update(seen=today)
