"""A partnership is the fold of its events; an event that contradicts the book is refused with the reason."""

from datetime import date
from decimal import Decimal
from itertools import permutations

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from perenne.model.event import (
    Amended,
    Corrected,
    Decided,
    Ended,
    Event,
    Exclusivity,
    Given,
    Incident,
    Renewed,
    Sold,
    Terms,
    Valued,
)
from perenne.model.money import Money
from perenne.partnerships.fold import Folding, Impossible, fold
from tests.partnerships.events import TWO_REELS, agreed, event, given, invoiced, opened, paid, published


def _refusal(*events: Event) -> str:
    *before, last = events
    folding = Folding()
    for each in before:
        folding.add(each)
    standing = folding.partnerships()
    with pytest.raises(Impossible) as refused:
        folding.add(last)
    assert folding.partnerships() == standing, "a refused event must leave the book as it was"
    assert last.id in refused.value.says.fr
    assert last.id in refused.value.says.en
    return refused.value.says.en.partition("impossible: ")[2]


def test_four_years_of_a_partnership_are_told_by_their_events() -> None:
    year = fold(
        [
            opened(),
            agreed(from_=date(2025, 2, 1), to=date(2025, 12, 31), deliverables=TWO_REELS),
            published("r1", "2025-03-01", agreement="C-1", deliverable="reels"),
            event(Corrected(platform="instagram", post_id="r1", asked_on=date(2025, 3, 2)), "2025-03-03"),
            invoiced("F-1", "1200.00"),
            paid("F-1", "200.00", "2026-03-01"),
            paid("F-1", "1000.00", "2026-04-01"),
            event(Renewed(after="C-1", agreement="C-2", terms=Terms(from_=date(2026, 1, 1))), "2025-12-01"),
            event(Incident(what="late brief")),
            event(Decided(about="C-2", choice="adjust", reason="fewer stories")),
            event(Ended(), "2026-12-31"),
        ]
    )["P-1"]
    assert [each.id for each in year.agreements] == ["C-1", "C-2"]
    assert year.agreements[0].renewed_by == "C-2"
    assert year.agreements[1].after == "C-1"
    assert [each.key for each in year.delivered("C-1", TWO_REELS[0])] == [("instagram", "r1")]
    assert [each.on for each in year.publications[0].corrections] == [date(2025, 3, 3)]
    assert year.invoices[0].open == 0
    assert year.invoices[0].paid_on == date(2026, 4, 1)
    assert year.decisions[0].by == "Ana Zibel"
    assert year.ended_on == date(2026, 12, 31)


def test_the_last_version_of_the_terms_holds_and_the_earlier_ones_are_kept() -> None:
    amended = event(Amended(agreement="C-1", terms=Terms(payment_days=30)), "2026-01-20")
    agreement = fold([opened(), agreed(payment_days=60), amended])["P-1"].agreements[0]
    assert agreement.terms.payment_days == 30
    assert [version.terms.payment_days for version in agreement.versions] == [60, 30]


def test_terms_that_were_written_down_late_do_not_take_the_place_of_later_ones() -> None:
    june = event(Amended(agreement="C-1", terms=Terms(payment_days=30)), "2025-06-01")
    march = event(Amended(agreement="C-1", terms=Terms(payment_days=45)), "2025-03-01")
    agreement = fold([opened(), agreed(payment_days=60), june, march])["P-1"].agreements[0]
    assert [version.terms.payment_days for version in agreement.versions] == [60, 45, 30]
    assert agreement.terms.payment_days == 30


def test_a_gift_that_nobody_valued_gets_its_value_once() -> None:
    gift = given(None)
    worth = event(Valued(given=gift.id, value=Money(Decimal("80.00"))), "2026-05-02")
    (held,) = fold([opened(), gift, worth])["P-1"].given
    assert (held.what.value, held.on, held.event) == (Money(Decimal("80.00")), gift.on, gift.id)
    again = event(Valued(given=gift.id, value=Money(Decimal("90.00"))))
    assert "has a value already (80.00 EUR)" in _refusal(opened(), gift, worth, again)
    assert "no gift “g-9”" in _refusal(opened(), gift, event(Valued(given="g-9", value=Money(Decimal(1)))))
    assert "no gift" in _refusal(
        opened(),
        opened(partnership="P-2"),
        gift,
        event(Valued(given=gift.id, value=Money(Decimal(1))), partnership="P-2"),
    )


def test_a_gift_in_another_currency_gets_its_value_in_euros() -> None:
    dollars = Money(Decimal("80.00"), "USD")
    gift = event(Given(form="product", value=dollars))
    worth = Valued(given=gift.id, value=dollars, value_eur=Money(Decimal("74.20")))
    (held,) = fold([opened(), gift, event(worth)])["P-1"].given
    assert (held.what.value, held.what.value_eur) == (dollars, Money(Decimal("74.20")))
    assert "has a value already" in _refusal(opened(), gift, event(worth), event(worth))
    other = event(Valued(given=gift.id, value=Money(Decimal("74.20"))))
    assert "has a value already (80.00 USD)" in _refusal(opened(), gift, other)


def test_a_sale_stands_as_it_was_told_last_and_needs_a_code_of_the_book() -> None:
    first, later, other = (
        event(Sold(order=order, channel="shopify", code="nine10", state=state), on)  # type: ignore[arg-type]
        for order, state, on in (
            ("#1", "pending", "2026-11-20"),
            ("#1", "approved", "2026-11-22"),
            ("#2", "declined", "2026-11-23"),
        )
    )
    held = fold([opened(), agreed(codes=("NINE10",)), first, later, other])["P-1"]
    assert [(each.what.order, each.what.state) for each in held.sales] == [("#1", "approved"), ("#2", "declined")]
    assert "no agreement has the code “nine10”" in _refusal(opened(), agreed(codes=("AUTRE",)), first)


def test_an_invoice_is_open_until_its_last_cent_is_paid() -> None:
    (invoice,) = fold([opened(), invoiced("F-1", "0.30"), paid("F-1", "0.10")])["P-1"].invoices
    assert invoice.open == Decimal("0.20")
    assert invoice.paid_on is None


def test_nothing_can_happen_in_a_partnership_that_was_never_opened() -> None:
    assert "never opened" in _refusal(given("10"))
    assert "never opened" in _refusal(opened(partnership="P-2"), given("10"))


def test_what_is_in_the_book_already_is_refused() -> None:
    assert "open already" in _refusal(opened(), opened())
    assert "exists already" in _refusal(opened(), agreed(), agreed())
    assert "in the book already" in _refusal(opened(), published("r1"), published("r1"))
    assert "exists already" in _refusal(opened(), invoiced("F-1", "10"), invoiced("F-1", "20"))
    once = given("10")
    assert "this id exists already" in _refusal(opened(), once, once)


def test_what_is_not_in_the_book_cannot_be_changed() -> None:
    assert "no agreement “C-9”" in _refusal(opened(), event(Amended(agreement="C-9", terms=Terms())))
    assert "no agreement “C-9”" in _refusal(opened(), event(Renewed(after="C-9", agreement="C-10", terms=Terms())))
    assert "no agreement “C-9”" in _refusal(opened(), event(Ended(agreement="C-9")))
    assert "not in the book" in _refusal(opened(), event(Corrected(platform="instagram", post_id="r1")))
    assert "no invoice “F-9”" in _refusal(opened(), paid("F-9", "10"))


def test_a_post_fills_only_a_deliverable_that_was_promised() -> None:
    promised = agreed(deliverables=TWO_REELS)
    assert "without its agreement" in _refusal(opened(), promised, published("r1", deliverable="reels"))
    assert "promises no deliverable" in _refusal(
        opened(), promised, published("r1", agreement="C-1", deliverable="lives")
    )


def test_time_runs_forward_where_it_must() -> None:
    backward = (Exclusivity(category="candles", from_=date(2026, 2, 2), to=date(2026, 2, 1)),)
    assert "before it begins" in _refusal(opened(), agreed(from_=date(2026, 2, 2), to=date(2026, 2, 1)))
    assert "before it begins" in _refusal(opened(), agreed(exclusivity=backward))
    assert "before it was published" in _refusal(
        opened(),
        published("r1", "2026-02-10"),
        event(Corrected(platform="instagram", post_id="r1"), "2026-02-09"),
    )
    assert "before it was agreed" in _refusal(
        opened(), agreed(on="2026-02-01"), event(Amended(agreement="C-1", terms=Terms()), "2026-01-31")
    )
    assert "before it begins" in _refusal(opened("2025-01-02"), event(Ended(), "2025-01-01"))
    earlier = event(Renewed(after="C-1", agreement="C-2", terms=Terms(from_=date(2024, 1, 1))), "2026-01-01")
    assert "begin before" in _refusal(opened(), agreed(from_=date(2025, 1, 1)), earlier)
    assert "before it begins" in _refusal(
        opened(), agreed(from_=date(2026, 5, 1)), event(Ended(agreement="C-1"), "2026-04-30")
    )


def test_an_agreement_is_renewed_once_and_ends_once() -> None:
    renewed = [event(Renewed(after="C-1", agreement=name, terms=Terms())) for name in ("C-2", "C-3")]
    assert "already renewed by “C-2”" in _refusal(opened(), agreed(), *renewed)
    ended = [event(Ended(agreement="C-1")) for _ in range(2)]
    assert "ended on" in _refusal(opened(), agreed(), *ended)
    assert "the partnership ended" in _refusal(opened(), event(Ended()), agreed())


def test_a_payment_pays_its_invoice_and_no_more() -> None:
    assert "12.00 is open" in _refusal(opened(), invoiced("F-1", "12.00"), paid("F-1", "12.01"))
    assert "invoiced in EUR" in _refusal(opened(), invoiced("F-1", "12.00"), paid("F-1", "12.00", currency="USD"))


@for_all(st.lists(st.decimals(min_value=0, max_value=50, places=2), max_size=12))
def test_what_is_open_and_what_was_paid_always_add_up(parts: list[Decimal]) -> None:
    folding = Folding()
    for each in (opened(), invoiced("F-1", "100.00")):
        folding.add(each)
    taken = Decimal()
    for part in parts:
        payment = paid("F-1", str(part))
        if taken + part > 100:
            with pytest.raises(Impossible):
                folding.add(payment)
            continue
        folding.add(payment)
        taken += part
    (invoice,) = folding.partnerships()["P-1"].invoices
    assert invoice.open == 100 - taken


def test_an_invoice_of_nothing_is_paid_on_its_day() -> None:
    (invoice,) = fold([opened(), invoiced("F-1", "0.00", "2026-02-15")])["P-1"].invoices
    assert invoice.paid_on == date(2026, 2, 15)


def test_what_was_tried_changes_nothing_until_it_is_taken() -> None:
    folding = Folding()
    for each in (opened(), opened(partnership="P-2"), given("10")):
        folding.add(each)
    standing = folding.partnerships()
    gift = given("20")
    tried = folding.trying([gift, published("r1")])
    assert folding.partnerships() == standing
    folding.take(tried)
    assert [len(each.given) for each in folding.partnerships().values()] == [2, 0]
    with pytest.raises(Impossible, match="this id exists already"):
        folding.trying([gift])


def test_partnerships_do_not_touch_each_other() -> None:
    strands = ([opened(), given("10")], [opened(partnership="P-2"), given("20", partnership="P-2")])
    books = {
        name: fold([*first, *second])[name] for first, second in permutations(strands) for name in ("P-1", "P-2")
    }
    assert books["P-1"] == fold(strands[0])["P-1"]
    assert books["P-2"] == fold(strands[1])["P-2"]
