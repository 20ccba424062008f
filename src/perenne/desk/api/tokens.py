"""Which accesses there are, and whose secret it is that a program shows."""

from datetime import timedelta

from django.db.models import CharField, Exists, F, OuterRef, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from perenne.chain import sha256
from perenne.desk.api.models import Token
from perenne.desk.journal.models import Act
from perenne.desk.people.models import Member

_EXACT_TO = timedelta(minutes=5)


def holding() -> QuerySet[Token]:
    """The accesses that still open something: theirs alone who work here, and did without a break since.

    The journal tells of the break: a membership that ended and began again is the same row.
    """
    person = Concat(Value("person:"), Cast(OuterRef("member__person"), CharField()))
    ended = Act.objects.filter(
        thing=person, verb="person.end", organisation=OuterRef("member__organisation"), at__gte=OuterRef("made")
    )
    works_here = {"member__ended": None, "member__suspended": None, "member__person__is_active": True}
    return Token.objects.filter(~Exists(ended), revoked=None, until__gt=timezone.now(), **works_here)


def shown(secret: str) -> Token | None:
    """The access whose secret this is, with the member in whose name it acts."""
    found = holding().filter(hash=sha256(secret.encode(errors="replace")))
    token = found.select_related("member__person", "member__organisation").first()
    if token is not None:
        _note_use(token)
    return token


def _note_use(token: Token) -> None:
    now = timezone.now()
    if token.last_used is None or token.last_used < now - _EXACT_TO:
        Token.objects.filter(pk=token.pk).update(last_used=now)


def of(member: Member) -> QuerySet[Token]:
    """Every access that ``member`` opened, the newest first; with whether it still holds."""
    return Token.objects.filter(member=member).annotate(
        holds=Exists(holding().filter(pk=OuterRef("pk"))), ends=F("until")
    )
