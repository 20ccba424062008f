"""How much stands behind the lines of the rail: counted with the membership itself, so no page asks once more."""

from typing import Any

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery

from perenne.desk.creators.models import Creator
from perenne.desk.imports.models import Import, State
from perenne.desk.partnerships.models import Partnership
from perenne.desk.people.models import Member
from perenne.desk.people.permissions import can

_COUNTED = {
    "partnerships": ("partnership.read", Partnership.objects.filter(live=True, ended=None)),
    "creators": ("creator.read", Creator.objects.filter(joined=None, erased=None)),
    "imports": ("import.make", Import.objects.filter(state=State.ASKING)),
}
AWAITED = frozenset({"imports"})
"""Behind these lines a person is awaited; where nobody is there is no number."""


def counted(members: "QuerySet[Member]") -> "QuerySet[Member]":
    """``members`` with what stands behind the rail of their organisation."""
    return members.annotate(**{_column(name): _number(things) for name, (_, things) in _COUNTED.items()})


def counts(member: Member | None) -> dict[str, int]:
    """By line of the rail, how many things the member sees behind it; none for whoever is limited to some brands,
    since these are numbers of the whole organisation."""
    if member is None or getattr(member, "limited", True):
        return {}
    told = {name: getattr(member, _column(name), None) for name, (verb, _) in _COUNTED.items() if can(member, verb)}
    return {name: n for name, n in told.items() if n}


def _column(name: str) -> str:
    return f"behind_{name}"


def _number(things: "QuerySet[Any]") -> Subquery:
    own = things.filter(organisation=OuterRef("organisation")).order_by().values("organisation")
    return Subquery(own.annotate(n=Count("pk")).values("n"), output_field=IntegerField())
