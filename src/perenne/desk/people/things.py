"""A thing from its name in an address, for those who see it, and its page."""

from django.apps import apps
from django.db.models import Model
from django.http import Http404
from django.urls import reverse

from perenne.desk.people.access import fetch
from perenne.desk.people.kinds import KINDS, kind_of
from perenne.desk.people.models import Member


def find(member: Member, named: str) -> Model:
    """The thing that ``named`` (``post:12``) stands for; raises ``Http404`` where ``member`` does not see it."""
    name, _, number = named.partition(":")
    kind = KINDS.get(name)
    if kind is None or not number.isdecimal() or len(number) > _LONGEST:
        raise Http404
    found: Model = fetch(member, apps.get_model(kind.model)._default_manager.all(), kind.see, pk=int(number))
    return found


def page_of(thing: object) -> str:
    """The address of the page of ``thing``; of what has none of its own, the first page."""
    kind = kind_of(thing)
    return reverse(kind.page, args=(getattr(thing, kind.by),)) if kind else reverse("today")


_LONGEST = 18
"""Digits of a number that a database takes."""
