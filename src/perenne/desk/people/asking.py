"""Why may I not do this? The rule, one's roles, what is missing, who may, and asking one of them."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from perenne.desk.people import actions, things
from perenne.desk.people.access import author, members_only, sent_from
from perenne.desk.people.forms import AskForm
from perenne.desk.people.models import Member, Request
from perenne.desk.people.permissions import Answer, can, reference, roles
from perenne.desk.people.returning import sent
from perenne.desk.web.forms import problems
from perenne.desk.web.jinja import voice
from perenne.desk.web.pages import page
from perenne.desk.web.words import WORDS


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def why(request: HttpRequest, member: Member) -> HttpResponse:
    """``do``: the verb; ``on``: the thing, where it is about one that the member sees."""
    verb, named = request.GET.get("do", ""), request.GET.get("on", "")
    if verb not in roles().verbs:
        raise Http404
    thing = things.find(member, named) if named else None
    answer = can(member, verb, thing)  # type: ignore[arg-type]
    return explained(request, member, answer, status=200)


def explained(request: HttpRequest, member: Member, answer: Answer, status: int) -> HttpResponse:
    """The page about ``answer``; where the form of it was sent, somebody is asked."""
    able, speaker = answer.others(), voice(request)
    asking = request.method == "POST" and status == _ASKED_FOR
    form = AskForm(speaker, able, request.POST) if asking else AskForm(speaker, able)
    if asking and not answer and form.is_valid():
        return _asked(request, member, answer, form)
    role_names = {key: role for key, role in roles().roles.items() if answer.verb in role.may}
    return page(
        request,
        member,
        "people/why",
        "",
        status=422 if form.is_bound and form.errors else status,
        title=speaker.say(WORDS["why"]),
        answer=answer,
        verb=roles().verbs[answer.verb],
        rule=[(role.name, role.may[answer.verb].value) for role in role_names.values()],
        own=[roles().roles[each].name for each in member.roles],
        able=able,
        form=form,
        problems=problems(form, speaker),
        back=_page_of(answer),
        texts=sent(request).texts if status == _REFUSED else [],
    )


_ASKED_FOR, _REFUSED = 200, 403
"""The status of the page where it was asked for, and where it was put in the place of another."""


def _asked(request: HttpRequest, member: Member, answer: Answer, form: AskForm) -> HttpResponse:
    to: Member = form.cleaned_data["to"]
    about = reference(answer.thing) if answer.thing is not None else ""
    actions.ask(author(member), member, to, answer.verb, about, _page_of(answer), form.cleaned_data["note"])
    messages.success(request, voice(request).say(WORDS["why.asked"], name=to.person.name))
    return redirect(answer.address)


def _page_of(answer: Answer) -> str:
    return things.page_of(answer.thing) if answer.thing is not None else reverse("today")


@sent_from("today")
@members_only
def request_done(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    """Whoever was asked has seen to it."""
    actions.end_request(author(member), get_object_or_404(Request, pk=pk, to=member))
    messages.success(request, voice(request).say(WORDS["why.done"]))
    return redirect("today")
