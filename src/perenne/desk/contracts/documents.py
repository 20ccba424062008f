"""One version of a contract: its audit, the review that counsel signs, the report, the original; two versions."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from perenne.desk.contracts import actions, showing
from perenne.desk.contracts.auditing import is_legible
from perenne.desk.contracts.forms import ReviewForm, SeenForm
from perenne.desk.contracts.models import Contract, State, Version
from perenne.desk.contracts.views import named, number_in
from perenne.desk.imports import originals
from perenne.desk.journal.acts import Overtaken
from perenne.desk.people.access import author, members_only, sent_from
from perenne.desk.people.models import Member
from perenne.desk.people.permissions import can
from perenne.desk.web.forms import problems
from perenne.desk.web.jinja import voice
from perenne.desk.web.language import of
from perenne.desk.web.pages import page
from perenne.desk.web.words import WORDS
from perenne.law.rulebook import rulebook
from perenne.report.contract.page import page_view, piece, render

_REVIEW, _WRITE = "contract.review", "contract.write"
_LONGEST = 9


@require_safe
@members_only
def audit(request: HttpRequest, member: Member, ref: str, number: int) -> HttpResponse:
    found = named(member, ref)
    return _audit(request, member, found, _version(found, number))


def _version(found: Contract, number: int) -> Version:
    version = found.versions.select_related("by").filter(number=number).first() if number < 10**_LONGEST else None
    if version is None:
        raise Http404
    return version


def _done(found: Contract, number: int) -> Version:
    version = _version(found, number)
    if version.state != State.DONE:
        raise Http404
    return version


def _audit(
    request: HttpRequest,
    member: Member,
    found: Contract,
    version: Version,
    form: ReviewForm | None = None,
    *,
    status: int = 200,
    overtaken: bool = False,
) -> HttpResponse:
    speaker = voice(request)
    blank = ReviewForm(speaker, initial={"version": found.version})
    return page(
        request,
        member,
        "contracts/audit",
        "contracts",
        status=status,
        **{
            "title": speaker.say(WORDS["contracts.audit_of"], (found.ref,), ref=found.ref, number=version.number),
            "name": showing.title(found, speaker),
            "contract": found,
            "version": version,
            "latest": found.latest_id == version.pk,
            "worth": showing.worth(found, speaker),
            "signing": showing.signing(version, speaker) if version.format else None,
            "signatures": version.signed(),
            "reviews": version.reviews.select_related("by"),
            "form": form or blank,
            "seen": found.version,
            "kept": form.data.get("reason", "") if form is not None else "",
            "problems": problems(form, speaker) if form is not None and not overtaken else [],
            "overtaken": overtaken,
            "may": can(member, _REVIEW, found),
            "may_write": can(member, _WRITE, found),
            **(_pieces(request, version) if version.state == State.DONE else {"read": None}),
        },
    )


def _pieces(request: HttpRequest, version: Version) -> dict[str, Any]:
    """The library's page of the audit, in pieces."""
    audited, language = version.read(), of(request)
    view = page_view(audited, rulebook(), voice(request))
    return {
        "read": view,
        "has_words": is_legible(audited),
        "banner": piece("banner", view, language),
        "reading": piece("reading", view, language),
        "clauses": piece("clauses", view, language, folded=True),
        "older_rules": version.rules != rulebook().sha256,
    }


@sent_from("contract_audit", "ref", "number")
@members_only
def again(request: HttpRequest, member: Member, ref: str, number: int) -> HttpResponse:
    """Audit the version that counts once more, by the rules of today."""
    found = named(member, ref, do=_WRITE)
    version = _version(found, number)
    try:
        actions.ask_again(author(member), version, number_in(SeenForm(request.POST)))
    except Overtaken:
        return _audit(request, member, found, version, status=409, overtaken=True)
    return redirect("contract_audit", ref=ref, number=number)


@sent_from("contract_audit", "ref", "number")
@members_only
def review(request: HttpRequest, member: Member, ref: str, number: int) -> HttpResponse:
    """Sign a review; where somebody was quicker, both are shown and nothing is recorded."""
    found = named(member, ref, do=_REVIEW)
    version, speaker = _version(found, number), voice(request)
    form = ReviewForm(speaker, request.POST)
    if not form.is_valid():
        return _audit(request, member, found, version, form, status=422)
    try:
        actions.review(author(member), member.person, version, form.cleaned_data["version"], form.choice)
    except Overtaken:
        if actions.is_last(version, member.person, form.choice):
            return redirect("contract_audit", ref=ref, number=number)
        return _audit(request, member, found, version, form, status=409, overtaken=True)
    messages.success(request, speaker.say(WORDS["contracts.review.done"]))
    return redirect("contract_audit", ref=ref, number=number)


@require_safe
@members_only
def report(request: HttpRequest, member: Member, ref: str, number: int) -> HttpResponse:
    """The library's page of the audit, as one file."""
    version = _done(named(member, ref), number)
    html = render(version.read(), rulebook(), of(request))
    return _attached(
        HttpResponse(html.encode("utf-8", "replace"), "text/html; charset=utf-8"), f"{ref}-{number}.html"
    )


def _attached(answer: HttpResponse, name: str) -> HttpResponse:
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@require_safe
@members_only
def original(request: HttpRequest, member: Member, ref: str, number: int) -> FileResponse:
    """The document itself, as it came."""
    version = _version(named(member, ref), number)
    path = originals.path_of(version.sha256)
    if not path.is_file():
        raise Http404
    kind = "application/octet-stream"
    return FileResponse(path.open("rb"), as_attachment=True, filename=version.name, content_type=kind)


@require_safe
@members_only
def compare(request: HttpRequest, member: Member, ref: str) -> HttpResponse:
    """What moved between two versions."""
    found, speaker = named(member, ref), voice(request)
    before, after = (_done(found, _asked(request, name)) for name in ("before", "after"))
    return page(
        request,
        member,
        "contracts/compare",
        "contracts",
        title=speaker.say(
            WORDS["contracts.compare_of"], (found.ref,), ref=found.ref, one=before.number, other=after.number
        ),
        contract=found,
        before=before,
        after=after,
        terms=showing.terms_moved(before, after),
        elements=showing.moved(before, after, speaker),
        name=showing.title(found, speaker),
        versions=[each for each in found.versions.defer("audit", "terms") if each.state == State.DONE],
    )


def _asked(request: HttpRequest, name: str) -> int:
    said = request.GET.get(name, "")
    return int(said) if said.isascii() and said.isdecimal() and len(said) <= _LONGEST else 0
