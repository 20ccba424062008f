"""What an import tells of creators becomes facts: one row for each value of an account, its newest reading.

No person is made of a mere name: an account is known by its handle or by its id on the platform. Whoever was erased
is not learnt again.
"""

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

import msgspec
from django.utils import timezone
from django.utils.crypto import salted_hmac

from perenne.audit.digest import creator as shown_creator
from perenne.audit.newest import civil_date
from perenne.desk.creators.kinds import kinds
from perenne.desk.creators.models import Account, Creator, Fact
from perenne.desk.imports.models import Import
from perenne.desk.people.models import Organisation
from perenne.desk.posts.judging import storable
from perenne.model.post import Account as Recorded
from perenne.model.post import Post as PostRecord
from perenne.model.post import Source
from perenne.model.profile import Profile

_LONG, _AT_ONCE = 200, 500
_OF_ACCOUNT = (
    "id",
    "name",
    "bio",
    "country",
    "role",
    "birth_year",
    "own_brands",
    "eu_representative",
    "eu_insurance",
)
_OF_PROFILE = ("followers", "following", "posts", "views", "likes", "verified", "created_at")


class Key(NamedTuple):
    """An account, whatever the case of its letters."""

    platform: str
    key: str


class _Reading(NamedTuple):
    observed: date | None
    file: str
    line: int | None
    brand: int | None

    @property
    def order(self) -> tuple[int, str, int]:
        """The newest first; of one day, the first in the files."""
        return (-self.observed.toordinal() if self.observed else 0, self.file, self.line or 0)


@dataclass(slots=True)
class _Told:
    """What an import tells of one account."""

    name: str
    mark: str = ""
    spellings: set[str] = field(default_factory=set)
    named: set[str] = field(default_factory=set)
    brands: set[int] = field(default_factory=set)
    values: dict[tuple[str, str], _Reading] = field(default_factory=dict)

    def tell(self, name: str, value: object, reading: _Reading) -> None:
        written = msgspec.json.encode(value, order="deterministic").decode()
        known = self.values.get((name, written))
        if known is None or reading.order < known.order:
            self.values[name, written] = reading


def learn(made: Import, posts: Iterable[tuple[PostRecord, int | None]], profiles: Iterable[Profile] = ()) -> int:
    """Keep what ``posts`` (each with its brand) and ``profiles`` of an import say of their accounts; returns how many
    facts that gave. Asked for a second time for the same import, it does nothing."""
    Organisation.objects.select_for_update().get(pk=made.organisation_id)
    if Fact.objects.filter(of=made).exists():
        return 0
    told = _told(posts, profiles, made.brand_id)
    accounts = _accounts(made.organisation_id, told)
    now = timezone.now()
    facts = [
        Fact(
            organisation_id=made.organisation_id,
            brand_id=reading.brand,
            account=accounts[key],
            name=name,
            value=value,
            stands=kinds().facts[name].stands,
            observed=reading.observed,
            file=reading.file,
            line=reading.line,
            of=made,
            at=now,
        )
        for key, each in told.items()
        if key in accounts
        for (name, value), reading in each.values.items()
    ]
    Fact.objects.bulk_create(facts, _AT_ONCE)
    return len(facts)


def unlearn(made: Import) -> int:
    """Take back what an import told; an account of which nothing else is known, and to which nobody was given a link,
    goes with it. Returns how many facts went."""
    facts = Fact.objects.filter(of=made)
    accounts = list(facts.values_list("account", flat=True).distinct())
    gone, _ = facts.delete()
    bare = Account.objects.filter(pk__in=accounts, facts=None, links=None, ties=None)
    creators = list(bare.values_list("creator", flat=True))
    bare.delete()
    Creator.objects.filter(pk__in=creators, accounts=None, keepings=None, ties=None).delete()
    return gone


def key_of(platform: str, account: Recorded) -> Key | None:
    """The account that a record names; ``None`` where it gives no handle and no id."""
    if account.handle and (handle := account.handle.strip().removeprefix("@")):
        return Key(platform, storable(handle.casefold())[:_LONG])
    return Key(platform, storable(f"id:{account.id}")[:_LONG]) if account.id else None


def account_of(organisation: int, platform: str, account: Recorded) -> Account | None:
    """The account that a record names, known from now on; ``None`` where it names none, or one that was erased."""
    key = key_of(platform, account)
    if key is None:
        return None
    Organisation.objects.select_for_update().get(pk=organisation)
    return _accounts(organisation, {key: _of(account)}).get(key)


def erased_key(key: Key) -> str:
    """What stays of an erased account, so that it is not learnt again: it names nobody."""
    return (
        "erased:" + salted_hmac("perenne.desk.creators", f"{key.platform}\n{key.key}", algorithm="sha256").hexdigest()
    )


def erased(organisation: int, keys: Iterable[Key]) -> set[Key]:
    """Those of ``keys`` whose person was erased."""
    marks = {erased_key(each): each for each in keys}
    found = Account.objects.filter(organisation=organisation, key__in=list(marks)).values_list("key", flat=True)
    return {marks[mark] for mark in found}


def _told(
    posts: Iterable[tuple[PostRecord, int | None]], profiles: Iterable[Profile], brand: int | None
) -> dict[Key, _Told]:
    found: dict[Key, _Told] = {}
    for post, of_brand in posts:
        if (key := key_of(post.platform, post.account)) is not None:
            told = found.setdefault(key, _of(post.account))
            _tell(told, post.account, _reading(post.source, of_brand))
            if post.audience.countries:
                told.tell("audience", post.audience.countries, _reading(post.source, of_brand))
    for profile in profiles:
        if (key := key_of(profile.platform, profile.account)) is not None:
            told = found.setdefault(key, _of(profile.account))
            reading = _reading(profile.source, brand)
            _tell(told, profile.account, reading)
            for name in _OF_PROFILE:
                if (value := getattr(profile, name)) is not None:
                    told.tell(name, value, reading)
    return found


def _of(account: Recorded) -> _Told:
    told = _Told(name=_shown(account))
    _spell(told, account)
    return told


def _shown(account: Recorded) -> str:
    return storable(shown_creator(account.handle, account.name, account.id) or "")[:_LONG]


def _spell(told: _Told, account: Recorded) -> None:
    """How posts write this account; a displayed name counts only together with the id that stands beside it."""
    if account.handle or not account.name:
        told.spellings.add(_shown(account))
    else:
        told.named.add(_shown(account))
        told.mark = storable(f'"account":{{"id":{json.dumps(account.id, ensure_ascii=False)}')[:250]


def _tell(told: _Told, account: Recorded, reading: _Reading) -> None:
    _spell(told, account)
    if reading.brand is not None:
        told.brands.add(reading.brand)
    for name in _OF_ACCOUNT:
        value: Any = getattr(account, name)
        if value is not None and value != ():
            told.tell(name, value, reading)


def _reading(source: Source, brand: int | None) -> _Reading:
    return _Reading(civil_date(source.observed_at), storable(source.file or "")[-255:], source.line, brand)


def _accounts(organisation: int, told: dict[Key, _Told]) -> dict[Key, Account]:
    """The account of each key: one that is there, or a new one of a creator of its own; none where it was erased."""
    known = dict(_known(organisation, told))
    gone = erased(organisation, told)
    new = [key for key in told if key not in known and key not in gone]
    creators = Creator.objects.bulk_create(
        (Creator(organisation_id=organisation, name=told[key].name) for key in new), _AT_ONCE
    )
    made = Account.objects.bulk_create(
        (
            Account(
                organisation_id=organisation,
                creator=creator,
                platform=key.platform,
                key=key.key,
                name=told[key].name,
                spellings=sorted(told[key].spellings),
                named=sorted(told[key].named),
                mark=told[key].mark,
            )
            for key, creator in zip(new, creators, strict=True)
        ),
        _AT_ONCE,
    )
    for key, account in known.items():
        _spell_also(account, told[key])
    found = known | dict(zip(new, made, strict=True))
    _add_brands(found, told)
    return found


def _spell_also(account: Account, told: _Told) -> None:
    if told.spellings <= set(account.spellings) and told.named <= set(account.named):
        return
    account.spellings = sorted({*account.spellings, *told.spellings})
    account.named = sorted({*account.named, *told.named})
    account.mark = account.mark or told.mark
    account.save(update_fields=("spellings", "named", "mark"))


def _known(organisation: int, told: Collection[Key]) -> Iterator[tuple[Key, Account]]:
    """Accounts that are there, by their key, or by the platform's id where another reading gave both."""
    own = Account.objects.filter(organisation=organisation)
    wanted = {Key(each.platform, each.key): each for each in own.filter(key__in={key.key for key in told})}
    ids = {
        json.dumps(key.key.removeprefix("id:"), ensure_ascii=False): key for key in told if key.key.startswith("id:")
    }
    by_id = {
        (each.account.platform, each.value): each.account
        for each in Fact.objects.filter(organisation=organisation, name="id", value__in=ids).select_related("account")
    }
    for key in told:
        if (account := wanted.get(key)) is not None:
            yield key, account
        elif key.key.startswith("id:"):
            written = json.dumps(key.key.removeprefix("id:"), ensure_ascii=False)
            if (account := by_id.get((key.platform, written))) is not None:
                yield key, account


def _add_brands(accounts: dict[Key, Account], told: dict[Key, _Told]) -> None:
    pairs = {(accounts[key].creator_id, brand) for key in accounts for brand in told[key].brands}
    through = Creator.brands.through
    through.objects.bulk_create(
        (through(creator_id=creator, brand_id=brand) for creator, brand in pairs), _AT_ONCE, ignore_conflicts=True
    )
