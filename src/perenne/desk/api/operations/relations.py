"""Partnerships and contracts, to be read."""

from typing import Literal, cast

from django.http import HttpRequest, HttpResponse
from ninja import Router

from perenne.desk.api.bearer import member_of, operation
from perenne.desk.api.operations.posts import Cursor, Limit, named
from perenne.desk.api.paging import ON_A_PAGE, paged
from perenne.desk.api.shapes import (
    ContractRow,
    ContractWhole,
    Dated,
    PartnershipRow,
    PartnershipWhole,
    ReviewRow,
    VersionRow,
    Year,
    both,
    given,
)
from perenne.desk.contracts import queries as of_contracts
from perenne.desk.contracts.models import Contract, Review, Standing, State, Version
from perenne.desk.partnerships.models import Partnership
from perenne.desk.people.access import fetch, seen
from perenne.desk.web.language import of

_PARTNERSHIPS, _CONTRACTS = "partnership.read", "contract.read"
router = Router(tags=["relations"])


@router.get("/partnerships", **operation("partnerships.list", _PARTNERSHIPS))
def partnerships(request: HttpRequest, cursor: Cursor = None, limit: Limit = ON_A_PAGE) -> HttpResponse:
    rows = seen(member_of(request), Partnership.objects.filter(live=True), _PARTNERSHIPS).select_related("brand")
    return given(paged(rows, cursor, limit, of(request), partnership_row))


@router.get("/partnerships/{str:ref}", **operation("partnerships.one", _PARTNERSHIPS))
def partnership(request: HttpRequest, ref: str) -> HttpResponse:
    live = Partnership.objects.filter(live=True).select_related("brand")
    found = fetch(member_of(request), live, _PARTNERSHIPS, ref=_plain(ref))
    dates = tuple(Dated(each.kind, each.on, each.of or None, each.says) for each in found.items.order_by("on", "pk"))
    years = tuple(Year(each.year, each.total, each.unvalued) for each in found.years.order_by("year"))
    return given(PartnershipWhole(partnership_row(found), dates, years))


@router.get("/contracts", **operation("contracts.list", _CONTRACTS))
def contracts(
    request: HttpRequest, standing: Standing | None = None, cursor: Cursor = None, limit: Limit = ON_A_PAGE
) -> HttpResponse:
    rows = of_contracts.filtered(of_contracts.register(member_of(request)), {"standing": standing or ""})
    return given(paged(rows, cursor, limit, of(request), contract_row))


@router.get("/contracts/{str:ref}", **operation("contracts.one", _CONTRACTS))
def contract(request: HttpRequest, ref: str) -> HttpResponse:
    found = fetch(member_of(request), Contract.objects.select_related("brand", "latest"), _CONTRACTS, ref=_plain(ref))
    versions = found.versions.defer("audit", "terms").select_related("by")
    reviews = Review.objects.filter(of__contract=found).select_related("of", "by").defer("of__audit", "of__terms")
    return given(
        ContractWhole(
            contract_row(found), tuple(map(version_row, versions)), tuple(review_row(each) for each in reviews)
        )
    )


def _plain(ref: str) -> str:
    """No database looks for a null character."""
    return ref.replace("\0", "\ufffd")


def partnership_row(row: Partnership) -> PartnershipRow:
    return PartnershipRow(
        ref=row.ref,
        brand=named(row.brand),
        creator=row.creator,
        advertiser=row.advertiser,
        owner=row.owner or None,
        since=row.since,
        ended=row.ended,
        agreement=row.agreement or None,
        term_end=row.term_end,
        written=row.is_written,
        signed=row.signed,
        last_post=row.last_post,
        posts_clear=row.posts_clear,
        posts_judged=row.posts_judged,
        version=row.version,
    )


def contract_row(row: Contract) -> ContractRow:
    audited = row.latest if row.latest is not None and row.latest.state == State.DONE else None
    return ContractRow(
        ref=row.ref,
        brand=named(row.brand),
        creator=of_contracts.creator_of(row) or None,
        advertiser=of_contracts.advertiser_of(row) or None,
        partnership=row.partnership or None,
        objective=row.objective or None,
        money=row.money,
        in_kind=row.in_kind,
        starts=row.starts,
        ends=row.ends,
        notice_until=of_contracts.last_day_for_notice(row),
        signed_on=row.signed_on,
        standing=Standing(row.standing),
        withdrawn=row.withdrawn is not None,
        weak=audited.weak if audited else None,
        missing=audited.missing if audited else None,
        version=row.version,
    )


def version_row(row: Version) -> VersionRow:
    done = row.state == State.DONE
    return VersionRow(
        number=row.number,
        name=row.name,
        sha256=row.sha256,
        size=row.size,
        by=row.by.name,
        at=row.at,
        state=State(row.state),
        present=row.present if done else None,
        weak=row.weak if done else None,
        missing=row.missing if done else None,
        failure=both(row.failure_fr, row.failure_en),
    )


def review_row(row: Review) -> ReviewRow:
    kind = cast("Literal['mend', 'fit']", row.kind)
    return ReviewRow(version=row.of.number, kind=kind, reason=row.reason, by=row.by.name, at=row.at)
