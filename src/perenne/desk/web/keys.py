"""Every key that does something, as a page: the same list stands in a window where scripts run."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from perenne.desk.people.access import members_only
from perenne.desk.people.models import Member
from perenne.desk.web.jinja import voice
from perenne.desk.web.pages import page
from perenne.desk.web.words import WORDS


@require_safe
@members_only
def keys(request: HttpRequest, member: Member) -> HttpResponse:
    return page(request, member, "keys", "", title=voice(request).say(WORDS["keys"]))
