"""How a person wants to see the desk: light or dark is kept in the browser, the rest with the person."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from perenne.desk.journal.acts import Author, record
from perenne.desk.people.access import author, members_only
from perenne.desk.people.models import Member, Person

THEMES = ("light", "dark")
_COOKIE = "theme"
_YEAR = 365 * 24 * 3600


def theme(request: HttpRequest) -> str | None:
    """Light or dark where the person chose; nothing where the browser is to say."""
    chosen = request.COOKIES.get(_COOKIE)
    return chosen if chosen in THEMES else None


@require_POST
@members_only
def display(request: HttpRequest, member: Member) -> HttpResponse:
    """Keep how the person wants pages to be, and return to the page."""
    wanted = {name: request.POST.get(name) == "on" for name in ("shortcuts", "compact")}
    prefer(author(member), member.person, **wanted)
    back = request.POST.get("next", "/")
    answer = HttpResponseRedirect(back if url_has_allowed_host_and_scheme(back, {request.get_host()}) else "/")
    chosen = request.POST.get("theme")
    if chosen in THEMES:
        answer.set_cookie(_COOKIE, chosen, max_age=_YEAR, httponly=True, samesite="Lax", secure=request.is_secure())
    else:
        answer.delete_cookie(_COOKIE)
    return answer


@transaction.atomic
def prefer(author: Author, person: Person, *, shortcuts: bool, compact: bool) -> None:
    """Switch single-key shortcuts and narrow rows on or off for ``person``; nothing where they are so already."""
    if (person.shortcuts, person.compact) == (shortcuts, compact):
        return
    person.shortcuts, person.compact = shortcuts, compact
    person.save(update_fields=("shortcuts", "compact"))
    record(author, "person.prefer", person.ref, {"shortcuts": shortcuts, "compact": compact})
