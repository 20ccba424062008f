"""Judge a draft and propose the smallest mending."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from perenne.audit.digest import judged_post
from perenne.audit.draft import draft
from perenne.audit.judgement import Judgement, Knowledge
from perenne.desk.drafts.forms import DraftForm
from perenne.desk.people.access import may, members_only
from perenne.desk.people.models import Member
from perenne.desk.web.forms import problems
from perenne.desk.web.jinja import voice
from perenne.desk.web.pages import page
from perenne.law.rulebook import rulebook
from perenne.report.post_view import PostView, post_view
from perenne.report.voice import Voice


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def check(request: HttpRequest, member: Member) -> HttpResponse:
    """A text in, its findings and a mending out; nothing is kept."""
    may(member, "draft.check")
    speaker = voice(request)
    form = DraftForm(speaker, request.POST) if request.method == "POST" else DraftForm(speaker)
    drafted = view = mended = None
    if request.method == "POST" and form.is_valid():
        drafted = draft(form.post(timezone.localdate()), Knowledge(rulebook()))
        view = _view(drafted.judgement, speaker)
        mended = _view(drafted.mending.judgement, speaker) if drafted.mending else None
    return page(
        request,
        member,
        "drafts/check",
        "draft",
        status=422 if form.is_bound and not form.is_valid() else 200,
        form=form,
        problems=problems(form, speaker),
        drafted=drafted,
        view=view,
        mended=mended,
    )


def _view(judged: Judgement, speaker: Voice) -> PostView:
    return post_view(judged_post(judged.post, judged.findings), 1, rulebook(), speaker)
