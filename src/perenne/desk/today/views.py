"""The first page: what awaits a person today."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from perenne.desk.people.access import members_only
from perenne.desk.people.models import Member
from perenne.desk.people.permissions import can
from perenne.desk.today import queries
from perenne.desk.web.jinja import voice
from perenne.desk.web.pages import page
from perenne.desk.web.words import COUNTS, WORDS
from perenne.report.voice import sentence_case


@require_safe
@members_only
def today(request: HttpRequest, member: Member) -> HttpResponse:
    """The member's day."""
    speaker, now = voice(request), timezone.localdate()
    found = queries.day(member, now, speaker)
    heading = (
        sentence_case(speaker.count(COUNTS["today.waiting"], found.waiting))
        if found.waiting
        else speaker.say(WORDS["today.none"])
    )
    return page(
        request,
        member,
        "today/today",
        "today",
        day=found,
        heading=heading,
        now=speaker.day(now),
        may_import=can(member, "import.make"),
    )
