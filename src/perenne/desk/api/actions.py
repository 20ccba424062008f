"""Open an access to a program, and close it."""

import secrets
from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from perenne.chain import sha256
from perenne.desk.api.models import Token
from perenne.desk.journal.acts import Author, record
from perenne.desk.people.models import Member

PREFIX = "perenne_"
"""By which whoever finds a secret where it should not be knows what it opens."""


@transaction.atomic
def make(author: Author, member: Member, name: str, verbs: Collection[str], until: datetime) -> tuple[Token, str]:
    """A new access, and its secret, which nobody can read again."""
    secret = PREFIX + secrets.token_urlsafe(32)
    may = sorted(verbs)
    token = Token.objects.create(
        member=member, name=name, hash=sha256(secret.encode()), verbs=may, made=timezone.now(), until=until
    )
    facts = {"verbs": may, "until": timezone.localtime(until).date().isoformat()}
    record(author, "token.make", f"token:{token.pk}", facts, {"name": name}, about=author.ref)
    return token, secret


@transaction.atomic
def revoke(author: Author, token: Token) -> None:
    """The access opens nothing any more; what was done by it stays."""
    if Token.objects.filter(pk=token.pk, revoked=None).update(revoked=timezone.now()):
        record(author, "token.revoke", f"token:{token.pk}", {}, {"name": token.name}, about=author.ref)
