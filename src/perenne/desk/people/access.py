"""Fetching a thing and checking the right to it are one call: what one may not see does not exist (404), what one may
see and not do is refused with the reason (403)."""

from collections.abc import Callable
from functools import update_wrapper
from typing import Any, Concatenate, ParamSpec, TypeVar

from django.contrib.auth.views import redirect_to_login
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from perenne.desk.journal.acts import Author
from perenne.desk.people.models import Member
from perenne.desk.people.permissions import Answer, can, member_brands

P = ParamSpec("P")
T = TypeVar("T", bound=Model)
View = Callable[..., HttpResponseBase]


class Refused(Exception):
    """What is visible and may not be done; the page says why, and who may."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.verb)
        self.answer = answer


class SignedOut(Exception):
    """A form was sent by nobody who is signed in: most often the session had ended meanwhile."""


def members_only(
    view: Callable[Concatenate[HttpRequest, Member, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """A view for members: it is given the membership. Nobody signed in: the sign-in page, which keeps what was sent;
    no member: 404."""

    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not request.user.is_authenticated:
            if request.method == "POST":
                raise SignedOut
            return redirect_to_login(request.get_full_path())
        member: Member | None = request.member  # type: ignore[attr-defined]
        if member is None:
            raise Http404
        return view(request, member, *args, **kwargs)

    update_wrapper(guarded, view)
    return guarded


def sent_from(page: str, *named: str) -> Callable[[View], View]:
    """A view that acts on a form that is sent. Whoever asks for its address (after signing in again, or in another
    language) is led to the ``page`` that holds the form, of the same thing."""

    def acting(view: View) -> View:
        sent: View = require_POST(view)

        def answered(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
            if request.method in {"GET", "HEAD"}:
                return HttpResponseRedirect(reverse(page, kwargs={name: kwargs[name] for name in named}))
            return sent(request, **kwargs)

        update_wrapper(answered, view)
        return answered

    return acting


def may(member: Member, verb: str) -> None:
    """Nothing where ``member`` may; a screen in which the role has no part does not exist: ``Http404``."""
    if not can(member, verb):
        raise Http404


def seen(member: Member, things: QuerySet[T], verb: str) -> QuerySet[T]:
    """Those of ``things`` that ``member`` may see by ``verb``. Raises ``Http404`` where the role sees none at all."""
    may(member, verb)
    own = things.filter(organisation=member.organisation_id)
    limited = member_brands(member)
    if not limited:
        return own
    if hasattr(things.model, "brands"):
        return own.filter(brands__in=limited).distinct()
    return own.filter(brand__in=limited) if hasattr(things.model, "brand") else own.none()


def fetch(member: Member, things: QuerySet[T], see: str, do: str | None = None, **named: object) -> T:
    """The one of ``things`` that is ``named``: visible by ``see``, and allowed to be acted on by ``do``.

    Raises ``Http404`` and ``Refused``.
    """
    thing = seen(member, things, see).filter(**named).first()
    if thing is None:
        raise Http404
    if do is not None and not (answer := can(member, do, thing)):  # type: ignore[arg-type]
        raise Refused(answer)
    return thing


def author(member: Member, source: str = "page") -> Author:
    """``member`` as the journal names them."""
    return Author(member.person.ref, member.person.name, member.organisation_id, source)
