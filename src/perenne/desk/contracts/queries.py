"""What pages ask of contracts: the register, what a contract is called, and what of it awaits a person."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, NamedTuple

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from perenne.desk.contracts.models import Contract, Standing
from perenne.desk.people.access import seen
from perenne.desk.people.models import Member
from perenne.desk.people.permissions import can

ON_A_PAGE = 50
SOON = 90
_SEE = "contract.read"
_TO_READ = (Standing.TO_REVIEW, Standing.UNREAD)

Kind = Literal[
    "contract_review", "contract_unread", "contract_mend", "contract_missing", "contract_notice", "contract_end"
]


@dataclass(frozen=True, slots=True)
class Awaiting:
    """One thing that a contract asks of a person. ``ref`` and ``number`` (of the version) make its address;
    ``creator`` and ``advertiser`` are words of people, ``""`` where nobody knows them. ``count``: how many elements
    of the law are missing, else 0. ``due``: the day of the end, or the last day to give notice."""

    kind: Kind
    ref: str
    number: int
    creator: str
    advertiser: str
    count: int = 0
    due: date | None = None


def register(member: Member) -> QuerySet[Contract]:
    """The contracts that the member may see, with what a row shows of them. Raises ``Http404``."""
    every = Contract.objects.select_related("brand", "latest").defer("latest__audit", "latest__terms")
    return seen(member, every, _SEE)


def filtered(contracts: QuerySet[Contract], asked: Mapping[str, str]) -> QuerySet[Contract]:
    """``contracts`` narrowed by what the page's form asks: withdrawn ones only where they are asked for."""
    standing = asked.get("standing", "")
    contracts = contracts.filter(withdrawn__isnull=standing != "withdrawn")
    if standing in Standing.values:
        contracts = contracts.filter(standing=standing)
    if (brand := asked.get("brand", "")).isdecimal() and len(brand) < _LONGEST:
        contracts = contracts.filter(brand=int(brand))
    if lacks := asked.get("lacks"):
        contracts = contracts.filter(latest__missing__gt=0) if lacks == "missing" else _ending(contracts, SOON)
    if words := asked.get("q", "").strip():
        contracts = contracts.filter(
            Q(ref__icontains=words)
            | Q(creator__icontains=words)
            | Q(latest__creator__icontains=words)
            | Q(latest__advertiser__icontains=words)
            | Q(brand__name__icontains=words)
            | Q(partnership__icontains=words)
            | Q(objective__icontains=words)
        )
    return contracts


_LONGEST = 18
"""Digits of a number that a database takes."""


def _ending(contracts: QuerySet[Contract], within: int) -> QuerySet[Contract]:
    today = timezone.localdate()
    return contracts.filter(ends__gte=today, ends__lte=today + timedelta(days=within)).order_by("ends")


def last_day_for_notice(contract: "Contract | _Open") -> date | None:
    """The last day on which notice may be given before the end; ``None`` where one of both is not recorded."""
    if contract.ends is None or contract.notice_days is None:
        return None
    ordinal = contract.ends.toordinal() - contract.notice_days
    return date.fromordinal(ordinal) if ordinal >= date.min.toordinal() else None


def creator_of(contract: Contract) -> str:
    """As a person recorded it, else as the document names them."""
    return contract.creator or (contract.latest.creator if contract.latest else "")


def advertiser_of(contract: Contract) -> str:
    return contract.brand.name if contract.brand else contract.latest.advertiser if contract.latest else ""


class _Open(NamedTuple):
    """Of a contract what tells whether it asks anything of a person."""

    ref: str
    standing: str
    ends: date | None
    notice_days: int | None
    creator: str
    brand: str | None
    number: int
    missing: int
    named_creator: str
    named_advertiser: str


_OPEN = (
    "ref", "standing", "ends", "notice_days", "creator", "brand__name",
    "latest__number", "latest__missing", "latest__creator", "latest__advertiser",
)  # fmt: skip


def awaiting(member: Member, today: date, within: int = 30) -> list[Awaiting]:
    """What contracts ask of ``member`` today, the same number of queries however many there are; nothing where the
    role sees no contracts. Ends and last days for notice from ``today`` to ``within`` days on."""
    if not can(member, _SEE):
        return []
    until = today + timedelta(days=within)
    near = Q(ends__range=(today, until)) | Q(ends__gt=until, notice_days__isnull=False)
    wanted = Q(standing__in=(*_TO_READ, Standing.TO_MEND)) | near
    open_ = seen(member, Contract.objects.filter(wanted, withdrawn=None, latest__isnull=False), _SEE)
    reviews = bool(can(member, "contract.review"))
    found: list[Awaiting] = []
    for told in open_.order_by(F("ends").asc(nulls_last=True), "pk").values_list(*_OPEN):
        each = _Open(*told)
        if kind := _to_do(each, reviews=reviews):
            found.append(_row(each, kind, each.missing))
        found += _coming(each, today, until)
    return found


def _to_do(contract: _Open, *, reviews: bool) -> Kind | None:
    """What is to be done about the document itself, by whoever reviews or by the others."""
    if contract.standing == Standing.TO_MEND:
        return "contract_mend"
    if contract.standing == Standing.UNREAD:
        return "contract_unread"
    if contract.standing != Standing.TO_REVIEW:
        return None
    if reviews:
        return "contract_review"
    return "contract_missing" if contract.missing else None


def _coming(contract: _Open, today: date, until: date) -> Iterator[Awaiting]:
    """The last day for notice, or else the end, where it is near."""
    notice = last_day_for_notice(contract)
    if notice is not None and today <= notice <= until:
        yield _row(contract, "contract_notice", due=notice)
    elif contract.ends is not None and today <= contract.ends <= until:
        yield _row(contract, "contract_end", due=contract.ends)


def _row(contract: _Open, kind: Kind, count: int = 0, due: date | None = None) -> Awaiting:
    creator = contract.creator or contract.named_creator
    advertiser = contract.named_advertiser if contract.brand is None else contract.brand
    return Awaiting(kind, contract.ref, contract.number, creator, advertiser, count, due)
