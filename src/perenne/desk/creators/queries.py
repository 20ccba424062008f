"""What pages ask of creators: the list, one with what is known, their posts, who else bears the name."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import BigIntegerField, Case, Count, Max, Q, QuerySet, Value, When

from perenne.desk.creators.known import Known, holding
from perenne.desk.creators.learning import Key
from perenne.desk.creators.models import Account, Creator, Fact, Keeping
from perenne.desk.imports.models import Import
from perenne.desk.people.access import seen
from perenne.desk.people.models import Member
from perenne.desk.people.permissions import member_brands
from perenne.desk.posts.models import Post

ON_A_PAGE = 50
SEE = "creator.read"
STATES = ("untold", "objected", "expired")
_IN_LIST = ("followers", "country")
_NOBODY = Q(pk__in=())


@dataclass(frozen=True, slots=True)
class Row:
    """One creator in the list; ``followers`` of each account."""

    creator: Creator
    accounts: tuple[tuple[Account, Known], ...]
    country: Known
    posts: int
    last: date | None


def creators(member: Member) -> "QuerySet[Creator]":
    """Those that the member may see; whoever is limited to some brands, those whose posts were for them."""
    return seen(member, Creator.objects.filter(joined=None, erased=None), SEE)


def filtered(found: "QuerySet[Creator]", asked: Mapping[str, str], today: date) -> "QuerySet[Creator]":
    """``found`` narrowed by what the page's form asks."""
    if words := asked.get("q", "").strip():
        named = Account.objects.filter(Q(name__icontains=words) | Q(key__icontains=words.removeprefix("@")))
        found = found.filter(Q(name__icontains=words) | Q(pk__in=named.values("creator")))
    if platform := asked.get("platform"):
        found = found.filter(pk__in=Account.objects.filter(platform=platform).values("creator"))
    match asked.get("state"):
        case "untold":
            found = found.exclude(pk__in=Keeping.objects.exclude(told_on=None).values("creator"))
        case "objected":
            found = found.filter(pk__in=Keeping.objects.exclude(objected_on=None).values("creator"))
        case "expired":
            found = found.alias(until=Max("keepings__until")).filter(until__lt=today)
    return found


def rows(member: Member, shown: Iterable[Creator], today: date) -> list[Row]:
    """``shown`` with what the list says of each: three queries, however many there are."""
    found = list(shown)
    accounts: dict[int, list[Account]] = {each.pk: [] for each in found}
    for account in Account.objects.filter(creator__in=found):
        accounts[account.creator_id].append(account)
    every = [account for each in accounts.values() for account in each]
    facts: dict[tuple[int, str], list[Fact]] = {}
    for fact in seen(member, Fact.objects.filter(account__in=every, name__in=_IN_LIST), SEE):
        facts.setdefault((fact.account_id, fact.name), []).append(fact)
    counted = _counted(member, every)
    return [_row(each, accounts[each.pk], facts, counted, today) for each in found]


def _row(
    creator: Creator,
    accounts: Sequence[Account],
    facts: Mapping[tuple[int, str], list[Fact]],
    counted: Mapping[int, tuple[int, date | None]],
    today: date,
) -> Row:
    published = [counted.get(each.pk, (0, None)) for each in accounts]
    return Row(
        creator,
        tuple((each, holding("followers", facts.get((each.pk, "followers"), []), today)) for each in accounts),
        holding("country", [fact for each in accounts for fact in facts.get((each.pk, "country"), ())], today),
        sum(n for n, _ in published),
        max((day for _, day in published if day), default=None),
    )


def _counted(member: Member, accounts: Sequence[Account]) -> dict[int, tuple[int, date | None]]:
    """Of each account how many posts there are, and the day of the last."""
    by_spelling = {(each.platform, name): each.pk for each in accounts for name in each.spellings}
    posts = _of_member(member, Post.objects.filter(organisation=member.organisation_id))
    told: dict[int, tuple[int, date | None]] = {}
    sure = posts.filter(_spelt(accounts)).values("platform", "creator")
    for each in sure.annotate(n=Count("pk"), last=Max("published")):
        _add(told, by_spelling.get((each["platform"], each["creator"])), each)
    named = [When(_named(each), then=Value(each.pk)) for each in accounts if each.named]
    if named:
        by_account = posts.annotate(account=Case(*named, output_field=BigIntegerField())).exclude(account=None)
        for found in by_account.values("account").annotate(n=Count("pk"), last=Max("published")):
            _add(told, found["account"], found)
    return told


def _add(told: dict[int, tuple[int, date | None]], account: int | None, more: Mapping[str, Any]) -> None:
    if account is not None:
        n, last = told.get(account, (0, None))
        told[account] = (n + more["n"], max(filter(None, (last, more["last"])), default=None))


def posts_of(accounts: Collection[Account]) -> Q:
    """The posts that ``accounts`` published."""
    found = _spelt(accounts)
    for each in accounts:
        if each.named:
            found |= _named(each)
    return found


def _spelt(accounts: Collection[Account]) -> Q:
    by_platform: dict[str, set[str]] = {}
    for each in accounts:
        by_platform.setdefault(each.platform, set()).update(each.spellings)
    found = _NOBODY
    for platform, spellings in by_platform.items():
        if spellings:
            found |= Q(platform=platform, creator__in=spellings)
    return found


def _named(account: Account) -> Q:
    """By a name that others may bear: then the platform's id must stand in the record."""
    return Q(platform=account.platform, creator__in=account.named, record__contains=account.mark)


def _of_member(member: Member, posts: "QuerySet[Post]") -> "QuerySet[Post]":
    limited = member_brands(member)
    return posts.filter(brand__in=limited) if limited else posts


def facts_of(member: Member, creator: Creator) -> "QuerySet[Fact]":
    """The facts of a creator that the member may see: of their brands alone, where the role is limited."""
    return seen(member, Fact.objects.filter(account__creator=creator).select_related("account", "by"), SEE)


def creator_pks(organisation: int, wanted: Iterable[tuple[str, str]]) -> dict[tuple[str, str], int]:
    """By platform and creator, as posts write both, the creator known here: by handle, or by the platform's id."""
    pairs = {each: (each[1].removeprefix("@").casefold(), f"id:{each[1]}") for each in wanted if each[1]}
    accounts = Account.objects.filter(
        organisation=organisation, key__in={key for both in pairs.values() for key in both}
    )
    known = {Key(each.platform, each.key): each.creator_id for each in accounts}
    found = {pair: [known.get(Key(pair[0], key)) for key in both] for pair, both in pairs.items()}
    return {pair: pk for pair, both in found.items() if (pk := both[0] or both[1]) is not None}


def creator_pk(organisation: int, platform: str, creator: str) -> int | None:
    """The same for one."""
    return creator_pks(organisation, [(platform, creator)]).get((platform, creator))


@dataclass(frozen=True, slots=True)
class Source:
    """An import that told facts of a creator: its day, the files in which they stand, how many facts."""

    made: Import
    files: tuple[str, ...]
    facts: int


def sources_of(member: Member, creator: Creator) -> list[Source]:
    """The imports that what is known comes from, the newest first."""
    told = facts_of(member, creator).exclude(of=None).order_by("file").values_list("of", "file")
    found: dict[int, Counter[str]] = {}
    for of, file, n in told.annotate(n=Count("pk")):
        found.setdefault(of, Counter())[file] += n
    made = Import.objects.filter(pk__in=found).order_by("-at")[:ON_A_PAGE]
    return [Source(each, tuple(filter(None, found[each.pk])), found[each.pk].total()) for each in made]
