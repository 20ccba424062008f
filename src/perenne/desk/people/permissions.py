"""``can(member, verb, thing)``: yes or no, why, and who may instead. One table of roles, one place that reads it."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from functools import cache, partial
from typing import Protocol
from urllib.parse import urlencode

import msgspec
from django.urls import reverse

from perenne.dated.shelf import shelf
from perenne.desk.people.kinds import kind_of
from perenne.desk.people.models import Member
from perenne.model.bilingual import Bilingual


class Grant(Enum):
    """How far a role lets one act, the widest first."""

    YES = "yes"
    NOT_ESCALATED = "not_escalated"
    OWN = "own"


class Role(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: Bilingual
    may: dict[str, Grant]


class Roles(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The table: what each verb is called, and what each role may do."""

    checked_on: str
    verbs: dict[str, Bilingual]
    roles: dict[str, Role]


class Thing(Protocol):
    """Something that acts are about: it belongs to an organisation, perhaps to a brand, and may be escalated."""

    @property
    def organisation_id(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether one may do ``verb`` on ``thing``, and why. ``others`` finds those who may: called where a page names
    them, not at each question."""

    allowed: bool
    why: Bilingual
    verb: str
    thing: Thing | None = None
    others: Callable[[], tuple[Member, ...]] = tuple

    def __bool__(self) -> bool:
        return self.allowed

    @property
    def who(self) -> tuple[str, ...]:
        """The names of those who may."""
        return tuple(each.person.name for each in self.others())

    @property
    def address(self) -> str:
        """The page that says why, and where one of those who may can be asked."""
        about = {"on": reference(self.thing)} if self.thing is not None and kind_of(self.thing) else {}
        return f"{reverse('why')}?{urlencode({'do': self.verb, **about})}"


@cache
def roles() -> Roles:
    """The table of roles; raises ``DataError`` where the file is not as it should be."""
    return msgspec.convert(shelf("perenne.desk.people")["roles"], Roles)


def can(member: Member | None, verb: str, thing: Thing | None = None) -> Answer:
    """Whether ``member`` may do ``verb``, on ``thing`` where it is about one."""
    if member is None or not member.works_here:
        return Answer(False, _NO_MEMBER, verb)
    if thing is not None and not belongs(member, thing):
        return Answer(False, _ELSEWHERE, verb)
    given = grant(member, verb)
    if given is None or (given is Grant.NOT_ESCALATED and getattr(thing, "escalated", False)):
        why = _NOT_THIS_ROLE if given is None else _ESCALATED
        named = roles().verbs[verb]
        filled = why.filled(**_named(member), verb_fr=named.fr, verb_en=named.en)
        return Answer(False, filled, verb, thing, partial(_others, member, verb, thing))
    return Answer(True, _ROLE.filled(**_named(member)), verb, thing)


def reference(thing: Thing) -> str:
    """``thing`` as an address and the journal name it: its kind, and its number."""
    return f"{type(thing).__name__.lower()}:{getattr(thing, 'pk', '')}"


def grant(member: Member, verb: str) -> Grant | None:
    """The widest that one of the member's roles gives."""
    given = {roles().roles[role].may.get(verb) for role in member.roles}
    return next((each for each in Grant if each in given), None)


def _named(member: Member) -> dict[str, str]:
    names = [roles().roles[role].name for role in member.roles]
    return {"role_fr": ", ".join(each.fr for each in names), "role_en": ", ".join(each.en for each in names)}


def belongs(member: Member, thing: Thing) -> bool:
    """Whether ``thing`` is of the member's organisation, and of one of the brands that the role is limited to."""
    if thing.organisation_id != member.organisation_id:
        return False
    limited = member_brands(member)
    return not limited or getattr(thing, "brand_id", None) in limited


def member_brands(member: Member) -> frozenset[int]:
    """The brands that the role is limited to; none: every one. Read once a request."""
    known: frozenset[int] | None = getattr(member, "_limited_to", None)
    if known is None:
        known = frozenset(each.pk for each in member.brands.all())
        member._limited_to = known  # type: ignore[attr-defined]
    return known


def unlimited(member: Member) -> None:
    """Keep that the role covers every brand: nobody has to ask again."""
    member._limited_to = frozenset()  # type: ignore[attr-defined]


def _others(member: Member, verb: str, thing: Thing | None) -> tuple[Member, ...]:
    others = Member.objects.filter(organisation=member.organisation_id, ended=None, suspended=None)
    return tuple(
        each
        for each in others.exclude(pk=member.pk)
        .select_related("person")
        .prefetch_related("brands")
        .order_by("person__name")
        if grant(each, verb) is Grant.YES and (thing is None or belongs(each, thing))
    )


_ROLE = Bilingual(fr="Votre rôle ({role_fr}) le permet.", en="Your role ({role_en}) allows it.")
_NO_MEMBER = Bilingual(
    fr="Vous n’êtes membre d’aucune organisation ici.", en="You are a member of no organisation here."
)
_ELSEWHERE = Bilingual(
    fr="Cela appartient à une autre organisation, ou à une marque que votre rôle ne couvre pas.",
    en="This belongs to another organisation, or to a brand that your role does not cover.",
)
_NOT_THIS_ROLE = Bilingual(
    fr="Votre rôle ({role_fr}) ne permet pas cela : {verb_fr}.",
    en="Your role ({role_en}) does not allow this: {verb_en}.",
)
_ESCALATED = Bilingual(
    fr="La publication a été transmise à la conformité : votre rôle ({role_fr}) ne peut plus en décider.",
    en="The post was passed on to compliance: your role ({role_en}) may no longer decide on it.",
)
