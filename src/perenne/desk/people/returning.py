"""A form that was sent when nobody was signed in any more: nothing of it is lost. It stays in the page on which one
signs in, and is offered again to whoever signs in there."""

from typing import NamedTuple

import msgspec
from allauth.account.forms import LoginForm
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

from perenne.desk.web.pages import page

HELD = "held"
_TOKEN = "csrfmiddlewaretoken"  # noqa: S105  # the name of a field
_MOST = 500_000
"""The longest form that is held, in characters."""


class Sent(NamedTuple):
    """What was sent, and to which address; ``files``: with files, which have to be chosen again."""

    path: str
    fields: list[tuple[str, str]]
    files: bool = False

    @property
    def texts(self) -> list[str]:
        return [value for _, value in self.fields if " " in value.strip()]


def sent(request: HttpRequest) -> Sent:
    """What ``request`` sends, but for what is secret."""

    def secret(name: str) -> bool:
        return name in (_TOKEN, "code") or "password" in name

    fields = [(name, str(value)) for name, values in request.POST.lists() if not secret(name) for value in values]
    return Sent(request.get_full_path(), fields, bool(request.FILES))


def sign_in(request: HttpRequest) -> HttpResponse:
    """In place of the page: sign in, and what was sent stays with it."""
    return page(
        request,
        None,
        "account/login",
        "sign_in",
        status=403,
        form=LoginForm(request=request),
        held=msgspec.json.encode(sent(request)).decode(),
        redirect_field_name="next",
        redirect_field_value=reverse("sent_before"),
    )


def hold(request: HttpRequest) -> None:
    """Whoever signs in finds again what was sent before, in their own session."""
    raw = request.POST.get(HELD, "")
    try:
        before = msgspec.json.decode(raw, type=Sent)
    except msgspec.DecodeError:
        return
    if len(raw) <= _MOST and url_has_allowed_host_and_scheme(before.path, {request.get_host()}):
        request.session[HELD] = raw


@require_safe
@login_required
def sent_before(request: HttpRequest) -> HttpResponse:
    """What was sent before one signed in again: to be sent now, or to be left."""
    raw = request.session.get(HELD)
    if raw is None:
        return redirect(settings.LOGIN_REDIRECT_URL)
    before = msgspec.json.decode(raw, type=Sent)
    member = request.member  # type: ignore[attr-defined]
    return page(request, member, "people/sent_before", "sent_before", before=before)
