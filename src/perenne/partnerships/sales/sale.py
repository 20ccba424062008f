"""``sale/1``: one order that bears a code. Who bought is not in it, and has no place where it could be."""

from datetime import date

import msgspec

from perenne.model.event import Refunded, SaleKind
from perenne.model.event import SaleState as State
from perenne.model.money import Money
from perenne.model.part import Part
from perenne.model.post import Source

__all__ = ["Refunded", "Sale", "SaleKind", "State"]


class Sale(Part, frozen=True, tag_field="perenne", tag="sale/1"):
    """``net``: excluding VAT and what was paid back, ``None`` where that cannot be told; ``refunded`` and ``state``
    ``None``: the file does not say."""

    order: str
    kind: SaleKind
    on: date | None = None
    code: str | None = None
    net: Money | None = None
    refunded: Refunded | None = None
    state: State | None = None
    source: Source = msgspec.field(default_factory=Source)

    @property
    def counts(self) -> bool:
        """Whether it stands: neither declined nor paid back whole."""
        return self.state in {"approved", None} and self.refunded != "whole"
