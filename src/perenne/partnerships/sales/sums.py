"""Sales by code and partnership. What bears a code is a trace: it says nothing of who would have bought anyway."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from perenne.partnerships.partnership import Partnership
from perenne.partnerships.sales.sale import Sale


class Total(NamedTuple):
    """A sum in one currency, which may be larger than any one amount."""

    amount: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class CodeSum:
    """``orders``: that stand, of which ``unvalued`` have no amount; ``net``: one sum a currency, of the others."""

    code: str
    partnerships: tuple[str, ...]
    orders: int
    net: tuple[Total, ...]
    unvalued: int
    pending: int
    declined: int
    refunded: int


@dataclass(frozen=True, slots=True)
class Sums:
    """``by_code``: codes of the book; ``others``: orders with another code, ``without``: with none."""

    by_code: tuple[CodeSum, ...]
    others: int
    without: int
    repeated: int


def sums(sales: Iterable[Sale], partnerships: Iterable[Partnership]) -> Sums:
    """An order that stands in several files counts once, in whatever order they are read."""
    known = codes(partnerships)
    told = list(sales)
    apart = once(told)
    by_code: dict[str, list[Sale]] = {code: [] for code in known}
    others = without = 0
    for sale in apart:
        if sale.code is None:
            without += 1
        elif sale.code in by_code:
            by_code[sale.code].append(sale)
        else:
            others += 1
    summed = tuple(_sum(code, known[code], several) for code, several in sorted(by_code.items()))
    return Sums(summed, others, without, len(told) - len(apart))


def once(sales: Iterable[Sale]) -> list[Sale]:
    """Each order once; of several tellings the same one, in whatever order they come."""
    apart: dict[tuple[str, str], Sale] = {}
    for sale in sales:
        key = (sale.kind, sale.order)
        apart[key] = min(apart.get(key, sale), sale, key=repr)
    return list(apart.values())


def codes(partnerships: Iterable[Partnership]) -> Mapping[str, tuple[str, ...]]:
    """Each code that an agreement names, with the partnerships that it belongs to."""
    found: dict[str, dict[str, None]] = {}
    for each in partnerships:
        for agreement in each.agreements:
            for version in agreement.versions:
                for code in version.terms.codes:
                    found.setdefault(code.upper(), {})[each.id] = None
    return {code: tuple(names) for code, names in found.items()}


def _sum(code: str, partnerships: tuple[str, ...], sales: list[Sale]) -> CodeSum:
    standing = [sale for sale in sales if sale.counts]
    totals: dict[str, Decimal] = {}
    for sale in standing:
        if sale.net is not None:
            totals[sale.net.currency] = totals.get(sale.net.currency, Decimal()) + sale.net.amount
    return CodeSum(
        code=code,
        partnerships=partnerships,
        orders=len(standing),
        net=tuple(Total(amount, currency) for currency, amount in sorted(totals.items())),
        unvalued=sum(sale.net is None for sale in standing),
        pending=sum(sale.state == "pending" for sale in sales),
        declined=sum(sale.state == "declined" for sale in sales),
        refunded=sum(sale.refunded == "whole" for sale in sales),
    )
