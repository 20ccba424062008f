"""The measures of one partnership and of a portfolio, side by side: never added up to one figure."""

from collections.abc import Sequence
from datetime import date

from perenne.model.measure import Measure, Refusal
from perenne.partnerships.measures import conduct, durability
from perenne.partnerships.partnership import Partnership

Told = Measure | Refusal


def of_one(partnership: Partnership, on: date) -> list[Told]:
    """How one partnership is conducted. What is told of several, such as retention, says nothing of one."""
    only = (partnership,)
    return [
        durability.spacing(partnership, on),
        conduct.compliant_in_all(only, on),
        conduct.time_to_correct(only, on),
        conduct.deliveries_on_time(only, on),
        conduct.late_payments(only, on),
        conduct.payment_delay(only, on, 50),
        conduct.payment_delay(only, on, 90),
    ]


def of_portfolio(partnerships: Sequence[Partnership], on: date) -> list[Told]:
    """What is told of all partnerships together; of the retentions, that of the last quarter that can be told."""
    kept = (durability.retention(partnerships, on), durability.agreements_kept(partnerships, on))
    return [
        *(by_quarter[max(by_quarter)] for by_quarter in kept if by_quarter),
        durability.tenure(partnerships, on),
        durability.after_twelve_months(partnerships, on),
        durability.one_shots(partnerships, on),
        durability.renewals(partnerships, on),
        durability.concentration(partnerships, on),
        conduct.compliant_in_all(partnerships, on),
        conduct.time_to_correct(partnerships, on),
        conduct.deliveries_on_time(partnerships, on),
        conduct.late_payments(partnerships, on),
        conduct.payment_delay(partnerships, on, 50),
        conduct.payment_delay(partnerships, on, 90),
    ]
