"""The bundles of the organisation, one to download, and the verification of any bundle."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from perenne.desk.bundles import actions
from perenne.desk.bundles.making import path_of
from perenne.desk.bundles.models import Bundle, State
from perenne.desk.people.access import author, fetch, may, members_only, seen, sent_from
from perenne.desk.people.models import Member
from perenne.desk.people.permissions import can
from perenne.desk.posts.models import Post
from perenne.desk.web.forms import problems
from perenne.desk.web.jinja import voice
from perenne.desk.web.language import of
from perenne.desk.web.pages import page
from perenne.desk.web.words import WORDS
from perenne.evidence.verify import Verdict, verify
from perenne.report.voice import Voice

_MAKE, _VERIFY = "evidence.make", "evidence.verify"
_NEWEST = 100


class _VerifyForm(forms.Form):
    bundle = forms.FileField()

    def __init__(self, voice: Voice, *data: Any) -> None:
        super().__init__(*data)
        self.fields["bundle"].label = voice.say(WORDS["bundles.choose"])


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def bundles(request: HttpRequest, member: Member) -> HttpResponse:
    """Bundles made here; a file that is sent is verified, wherever it comes from, and not kept."""
    may(member, _VERIFY)
    speaker, verdict = voice(request), None
    form = _VerifyForm(speaker, request.POST, request.FILES) if request.method == "POST" else _VerifyForm(speaker)
    if request.method == "POST" and form.is_valid():
        verdict = _verified(form.cleaned_data["bundle"])
    made = seen(member, Bundle.objects.select_related("by"), _MAKE)[:_NEWEST] if can(member, _MAKE) else []
    return page(
        request,
        member,
        "bundles/list",
        "bundles",
        status=422 if form.is_bound and not form.is_valid() else 200,
        made=made,
        form=form,
        problems=problems(form, speaker),
        verdict=verdict,
    )


def _verified(sent: UploadedFile[Any]) -> Verdict:
    with sent.open("rb") as stream:
        return verify(stream.file)  # type: ignore[arg-type]


@sent_from("post", "pk")
@members_only
def make(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    """A bundle of one post."""
    post = fetch(member, Post.objects.all(), "post.read", do=_MAKE, pk=pk)
    bundle = actions.ask(author(member), member, [post], of(request))
    return redirect("bundle", pk=bundle.pk)


@require_safe
@members_only
def bundle(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    found = fetch(member, Bundle.objects.select_related("by"), _MAKE, pk=pk)
    speaker = voice(request)
    return page(
        request,
        member,
        "bundles/one",
        "bundles",
        title=speaker.say(WORDS["bundles.one"], number=found.pk),
        bundle=found,
        posts=found.posts.all(),
    )


@require_safe
@members_only
def download(request: HttpRequest, member: Member, pk: int) -> FileResponse:
    """The sealed file itself."""
    found = fetch(member, Bundle.objects.filter(state=State.MADE), _MAKE, pk=pk)
    if not path_of(found).is_file():
        raise Http404
    return FileResponse(path_of(found).open("rb"), as_attachment=True, filename=f"perenne-{found.pk}.zip")
