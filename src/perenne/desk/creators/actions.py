"""What people do with what is known of a creator: say a fact, sign that accounts are one person, keep or erase."""

from dataclasses import dataclass
from datetime import date

import msgspec
from django.db import transaction
from django.utils import timezone

from perenne.chain import Json
from perenne.desk.creators.learning import Key as Named
from perenne.desk.creators.learning import erased_key, learn, unlearn
from perenne.desk.creators.models import Account, Creator, Fact, Keeping, Tie
from perenne.desk.journal.acts import Author, record
from perenne.desk.people.models import Person
from perenne.desk.portal import forgetting
from perenne.desk.portal.forgetting import Gone

__all__ = ["Ground", "declare", "forget", "join", "keep", "learn", "separate", "unlearn"]


@dataclass(frozen=True, slots=True)
class Ground:
    """On what ground data are kept: who was told when, whether they objected, until when, and a note."""

    basis: str
    told_on: date | None = None
    objected_on: date | None = None
    until: date | None = None
    note: str = ""


@transaction.atomic
def declare(author: Author, person: Person, account: Account, name: str, value: object, observed: date) -> Fact:
    """A member says a fact of an account: it is declared, and stands beside what files say."""
    fact = Fact.objects.create(
        organisation_id=account.organisation_id,
        account=account,
        name=name,
        value=msgspec.json.encode(value, order="deterministic").decode(),
        stands=Fact.DECLARED,
        observed=observed,
        by=person,
        at=timezone.now(),
    )
    creator = account.creator
    facts: dict[str, Json] = {"fact": name, "account": account.pk}
    record(author, "creator.declare", creator.ref, facts, {"creator": account.name}, creator.ref)
    return fact


@transaction.atomic
def join(author: Author, person: Person, creator: Creator, other: Creator, reason: str) -> None:
    """Sign that ``other`` is the same person as ``creator``: its accounts move, and its page leads here."""
    moved = list(Account.objects.select_for_update().filter(creator=other))
    if other.pk == creator.pk or not moved:
        return
    now = timezone.now()
    Account.objects.filter(creator=other).update(creator=creator)
    Tie.objects.bulk_create(
        Tie(creator=creator, account=each, joins=True, reason=reason, by=person, at=now) for each in moved
    )
    Keeping.objects.filter(creator=other).update(creator=creator)
    creator.brands.add(*other.brands.all())
    Creator.objects.filter(pk=other.pk).update(joined=creator)
    Creator.objects.filter(joined=other).update(joined=creator)
    record(
        author,
        "creator.join",
        creator.ref,
        {"accounts": [each.pk for each in moved], "joined": other.pk},
        {"creator": creator.name, "other": other.name, "reason": reason},
        creator.ref,
    )


@transaction.atomic
def separate(author: Author, person: Person, account: Account, reason: str) -> Creator:
    """Sign that ``account`` is somebody else, after all: it becomes a creator of its own again."""
    creator = account.creator
    if creator.accounts.count() == 1:
        return creator
    alone = Creator.objects.create(organisation_id=account.organisation_id, name=account.name)
    alone.brands.set(creator.brands.all())
    account.creator = alone
    account.save(update_fields=("creator",))
    Tie.objects.create(creator=creator, account=account, joins=False, reason=reason, by=person, at=timezone.now())
    record(
        author,
        "creator.separate",
        creator.ref,
        {"account": account.pk, "becomes": alone.pk},
        {"creator": creator.name, "other": account.name, "reason": reason},
        creator.ref,
    )
    return alone


@transaction.atomic
def keep(author: Author, person: Person, creator: Creator, ground: Ground) -> Keeping:
    """Sign on what ground a creator's data are kept."""
    kept = Keeping.objects.create(
        creator=creator,
        basis=ground.basis,
        told_on=ground.told_on,
        objected_on=ground.objected_on,
        until=ground.until,
        note=ground.note,
        by=person,
        at=timezone.now(),
    )
    days = {name: day.isoformat() for name in ("told_on", "objected_on", "until") if (day := getattr(ground, name))}
    record(
        author,
        "creator.keep",
        creator.ref,
        {"basis": ground.basis, **days},
        {"creator": creator.name, **({"note": ground.note} if ground.note else {})},
        creator.ref,
    )
    return kept


@transaction.atomic
def forget(author: Author, creator: Creator) -> Gone:
    """Remove what was learnt of ``creator`` and what they said by their links; the acts and the facts that they
    happened stay. What posts hold, and what rests on them, is not touched here."""
    accounts = list(Account.objects.select_for_update().filter(creator=creator))
    gone = forgetting.forget(author, creator, accounts)
    facts, _ = Fact.objects.filter(account__in=accounts).delete()
    reasons = Tie.objects.filter(account__in=accounts).exclude(reason="").update(reason="")
    notes = Keeping.objects.filter(creator=creator).exclude(note="").update(note="")
    for each in accounts:
        each.key = erased_key(Named(each.platform, each.key))
        each.name, each.spellings, each.named, each.mark = "", [], [], ""
        each.save()
    Creator.objects.filter(joined=creator).update(name="", erased=timezone.now())
    creator.name, creator.erased = "", timezone.now()
    creator.save(update_fields=("name", "erased"))
    gone = gone.having(facts=facts, reasons=reasons + notes)
    record(author, "creator.forget", creator.ref, gone.counts)
    return gone
