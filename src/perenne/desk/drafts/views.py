"""Judge a draft and propose the smallest mending; keep it where somebody wants to; record who agreed."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from perenne.desk.drafts import actions, queries
from perenne.desk.drafts.examples import examples
from perenne.desk.drafts.forms import DraftForm, StepForm
from perenne.desk.drafts.models import Draft, Step
from perenne.desk.drafts.queries import Checked
from perenne.desk.imports.brands import Brands
from perenne.desk.journal.acts import Overtaken
from perenne.desk.people.access import author, fetch, may, members_only, seen, sent_from
from perenne.desk.people.models import Brand, Member
from perenne.desk.people.permissions import can, member_brands
from perenne.desk.posts.judging import storable
from perenne.desk.web.forms import problems
from perenne.desk.web.jinja import voice
from perenne.desk.web.pages import page
from perenne.desk.web.words import WORDS
from perenne.model.post import Post
from perenne.report.post_text import first_words

_SEE, _AGREE = "draft.check", "post.decide"
_LONG = 200


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def check(request: HttpRequest, member: Member) -> HttpResponse:
    """A text in, its findings and a mending out; nothing is kept."""
    may(member, _SEE)
    form = DraftForm(voice(request), request.POST) if request.method == "POST" else DraftForm(voice(request))
    return _page(request, member, form)


@sent_from("draft")
@members_only
def keep(request: HttpRequest, member: Member) -> HttpResponse:
    """Keep what is written as a new draft."""
    may(member, _SEE)
    form = DraftForm(voice(request), request.POST)
    kept = _kept(request, member, form)
    if kept is None:
        return _page(request, member, form)
    made = actions.keep(author(member), member, kept)
    messages.success(request, voice(request).say(WORDS["draft.saved"]))
    return redirect("draft_kept", pk=made.pk)


@require_safe
@members_only
def kept(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    """A draft that was kept: its last version, checked again, and those before."""
    found = fetch(member, _drafts(), _SEE, pk=pk)
    last = found.versions.get(number=found.version)
    return _page(request, member, DraftForm(voice(request), last.fields), found)


@sent_from("draft_kept", "pk")
@members_only
def keep_again(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    """Keep a further version; where somebody was quicker theirs is shown and nothing is kept."""
    found = fetch(member, _drafts(), _SEE, pk=pk)
    form = DraftForm(voice(request), request.POST)
    kept = _kept(request, member, form)
    if kept is None:
        return _page(request, member, form, found)
    try:
        actions.keep_again(author(member), member, found, _number(request), kept)
    except Overtaken:
        return _page(request, member, form, found, status=409)
    messages.success(request, voice(request).say(WORDS["draft.saved"]))
    return redirect("draft_kept", pk=pk)


@sent_from("draft_kept", "pk")
@members_only
def step(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    """Record an agreement, or a change that is asked for."""
    found = fetch(member, _drafts(), _SEE, do=_AGREE, pk=pk)
    speaker, reopens = voice(request), request.POST.get("do") == "reopen"
    sent = StepForm(speaker, request.POST, reopens=reopens)
    last = found.versions.get(number=found.version)
    form = DraftForm(speaker, last.fields)
    if not sent.is_valid():
        return _page(request, member, form, found, sent=sent, status=422)
    told = sent.cleaned_data
    try:
        if reopens:
            actions.reopen(author(member), found, told["version"], told["step"], told["reason"])
        else:
            actions.agree(author(member), found, told["version"], told["step"])
    except (Overtaken, KeyError, ValueError):
        return _page(request, member, form, found, status=409)
    return redirect("draft_kept", pk=pk)


def _drafts() -> Any:
    return Draft.objects.select_related("brand", "by")


def _number(request: HttpRequest) -> int:
    said = request.POST.get("version", "")
    return int(said) if said.isdecimal() and len(said) < 10 else 0


def _kept(request: HttpRequest, member: Member, form: DraftForm) -> actions.Kept | None:
    """What is to be kept; ``None`` where the form is wrong, or names a brand that is not the member’s."""
    if not form.is_valid():
        return None
    post = form.post(timezone.localdate())
    brand = _brand(member, post)
    if member_brands(member) and (brand is None or brand.pk not in member_brands(member)):
        form.add_error("brand", forms.ValidationError("", code="not_yours"))
        return None
    found = queries.checked(post, form.cleaned_data["on"] or timezone.localdate(), voice(request))
    return actions.Kept(
        fields={name: storable(text) for name, text in form.written().items()},
        teaser=storable(first_words(post))[:_LONG],
        advertiser=storable(form.cleaned_data["brand"]),
        verdict=found.verdict,
        planned=form.cleaned_data["on"],
        brand=brand,
    )


def _brand(member: Member, post: Post) -> Brand | None:
    return Brands(member.organisation_id).of(post)


def _page(
    request: HttpRequest,
    member: Member,
    form: DraftForm,
    draft: Draft | None = None,
    *,
    sent: StepForm | None = None,
    status: int = 200,
) -> HttpResponse:
    speaker, found = voice(request), _checked(form, voice(request))
    wrong = form.is_bound and not form.is_valid()
    beside = seen(member, Draft.objects.select_related("by"), _SEE)[: queries.RECENT]
    return page(
        request,
        member,
        "drafts/check",
        "draft",
        status=422 if wrong else status,
        **({"title": speaker.say(WORDS["draft.one"], (draft.teaser,), words=draft.teaser)} if draft else {}),
        form=form,
        problems=problems(sent, speaker) if sent is not None else problems(form, speaker),
        overtaken=status == 409,
        checked=found,
        sides=found,
        draft=draft,
        examples=() if draft or form.is_bound else examples(),
        versions=list(draft.versions.select_related("by")) if draft else [],
        steps=[Step.DRAFT, Step.CREATOR, Step.BRAND, Step.APPROVED],
        stepping=sent or StepForm(speaker),
        may=can(member, _AGREE, draft) if draft else None,
        drafts=list(beside),
    )


def _checked(form: DraftForm, speaker: Any) -> Checked | None:
    if not (form.is_bound and form.is_valid()):
        return None
    today: date = timezone.localdate()
    return queries.checked(form.post(today), form.cleaned_data["on"] or today, speaker)
