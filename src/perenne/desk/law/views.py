"""Every rule on a day, one rule with all its versions, and what changed between two days."""

from datetime import date

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from perenne.desk.people.access import may, members_only
from perenne.desk.people.models import Member
from perenne.desk.web.jinja import voice
from perenne.desk.web.pages import page
from perenne.law.change import changes
from perenne.law.rulebook import rulebook
from perenne.report.names import BOUND, CONFIDENCE, STATUS


class _Days(forms.Form):
    """Two days; what cannot be read as one is left out."""

    on = forms.DateField(required=False)
    since = forms.DateField(required=False)


def _days(request: HttpRequest) -> tuple[date, date | None]:
    asked = _Days(request.GET)
    asked.is_valid()
    return asked.cleaned_data.get("on") or timezone.localdate(), asked.cleaned_data.get("since")


@require_safe
@members_only
def law(request: HttpRequest, member: Member) -> HttpResponse:
    """The rules in force on a day; since an earlier day, also what changed."""
    may(member, "law.read")
    book, (on, since) = rulebook(), _days(request)
    rules = [(each, each.on(on)) for each in book.rules.values()]
    return page(
        request,
        member,
        "law/list",
        "law",
        on=on,
        since=since,
        rules=[(rule, version) for rule, version in rules if version is not None],
        coming=[rule for rule, version in rules if version is None and rule.versions[0].start > on],
        changed=changes(book, since, on) if since is not None and since <= on else [],
        backwards=since is not None and since > on,
        of=date.fromisoformat(book.index.version),
        sha256=book.sha256,
        not_built=len(book.not_built),
        bound=BOUND,
    )


@require_safe
@members_only
def rule(request: HttpRequest, member: Member, name: str) -> HttpResponse:
    """One rule: what each version says, from when to when, under which text, how sure."""
    may(member, "law.read")
    book, (on, _) = rulebook(), _days(request)
    found = book.rules.get(name)
    if found is None:
        raise Http404
    return page(
        request,
        member,
        "law/rule",
        "law",
        title=voice(request).say(found.name),
        rule=found,
        on=on,
        current=found.on(on),
        versions=list(reversed(found.versions)),
        positions=book.index.positions,
        status=200,
        status_words=STATUS,
        confidence=CONFIDENCE,
        bound=BOUND,
    )
