"""The journal: every act, or one's own, the newest first."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from perenne.desk.journal.forms import FilterForm
from perenne.desk.journal.models import Head
from perenne.desk.journal.queries import acts_for, asked, page_of, sees_all
from perenne.desk.journal.sentences import told
from perenne.desk.people.access import may, members_only
from perenne.desk.people.kinds import KINDS
from perenne.desk.people.models import Member
from perenne.desk.web.forms import problems
from perenne.desk.web.jinja import voice
from perenne.desk.web.pages import page


@require_safe
@members_only
def journal(request: HttpRequest, member: Member) -> HttpResponse:
    may(member, "journal.read")
    speaker = voice(request)
    form = FilterForm(speaker, request.GET)
    form.is_valid()
    wanted = form.cleaned_data
    shown = page_of(asked(acts_for(member), wanted), wanted.get("before"), wanted.get("after"))
    filters = {name: request.GET.get(name, "") for name in form.shown if request.GET.get(name)}
    return page(
        request,
        member,
        "journal/list",
        "journal",
        form=form,
        problems=problems(form, speaker),
        filters=filters,
        lines=list(told(shown.acts, speaker)),
        older=_address(filters, before=shown.older),
        newer=_address(filters, after=shown.newer),
        pages={name: kind.page for name, kind in KINDS.items() if kind.by == "pk"},
        head=Head.objects.filter(pk=1).first(),
        own=not sees_all(member),
    )


def _address(filters: dict[str, str], **begins: int | None) -> str | None:
    if all(each is None for each in begins.values()):
        return None
    return f"?{urlencode({**filters, **begins})}"
