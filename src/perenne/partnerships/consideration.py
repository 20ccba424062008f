"""What a creator was given, in euros: the book's side of the law's one sum."""

from decimal import Decimal

from perenne.model.event import Given


def euros(given: Given) -> Decimal | None:
    """The value in euros excluding VAT, or ``None`` where nobody valued it in euros: which is never zero."""
    for value in (given.value_eur, given.value):
        if value is not None and value.currency == "EUR":
            return value.amount
    return None
