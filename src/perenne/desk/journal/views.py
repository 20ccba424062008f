"""The journal: every act, or one's own, the newest first."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from perenne.desk.journal.models import Act
from perenne.desk.journal.sentences import told
from perenne.desk.people.access import may, members_only
from perenne.desk.people.models import Member
from perenne.desk.people.permissions import Grant, grant
from perenne.desk.web.jinja import voice
from perenne.desk.web.pages import page

_ON_A_PAGE = 100


@require_safe
@members_only
def journal(request: HttpRequest, member: Member) -> HttpResponse:
    may(member, "journal.read")
    acts = Act.objects.filter(organisation=member.organisation_id).prefetch_related("words")
    own = grant(member, "journal.read") is Grant.OWN
    shown = Paginator(acts.filter(actor=member.person.ref) if own else acts, _ON_A_PAGE).get_page(
        request.GET.get("page")
    )
    return page(
        request,
        member,
        "journal/list",
        "journal",
        lines=list(told(shown, voice(request))),
        shown=shown,
        own=own,
    )
