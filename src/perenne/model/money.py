"""An amount in its own currency: exact, never a float, never converted unless somebody says at which rate."""

import re
from decimal import Decimal

import msgspec

_CURRENCY = re.compile(r"[A-Z]{3}\Z")
_TO_THE_CENT = range(-2, 1)
LARGEST = Decimal(10) ** 12
"""No single exchange of this trade comes near it: a larger figure is a slip."""


class Money(msgspec.Struct, frozen=True, forbid_unknown_fields=True, gc=False):
    """``amount`` is not negative and excludes VAT; ``currency`` is an ISO 4217 code. In JSON it is a text."""

    amount: Decimal
    currency: str = "EUR"

    def __post_init__(self) -> None:
        if not (self.amount.is_finite() and 0 <= self.amount < LARGEST):
            raise ValueError("amount: expected an amount from zero to a trillion")
        if self.amount.as_tuple().exponent not in _TO_THE_CENT:
            raise ValueError("amount: expected an amount exact to the cent, such as 1200.00")
        if not _CURRENCY.match(self.currency):
            raise ValueError("currency: expected a currency code of three capitals, such as EUR")
