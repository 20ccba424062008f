"""What a sheet adds to a book that knows some of it: a missing value is completed, nothing is overwritten."""

from decimal import Decimal

import pytest

from perenne.model.event import Amended, Valued
from perenne.model.money import Money
from perenne.partnerships.book import read_book, record, undo
from tests.partnerships.events import given, opened
from tests.partnerships.importing.sheets import HEAD, NINE, Memory, imported, planned, sheet

GIFT_HEAD = HEAD.replace("Cachet HT", "Valeur produit HT")


def _gift(cell: str) -> str:
    return NINE.replace("870,00", cell)


def _values(store: Memory) -> list[Money | None]:
    return [gift.what.value for each in read_book(store).partnerships.values() for gift in each.given]


def test_a_gift_that_had_no_value_gets_the_one_that_the_sheet_now_says() -> None:
    store = Memory()
    imported(sheet(_gift("coffret"), head=GIFT_HEAD), store)
    assert _values(store) == [None]
    plan = planned(sheet(_gift("80,00"), head=GIFT_HEAD), store)
    assert ([type(event.what) for event in plan.events], plan.conflicts) == ([Valued], ())
    batch = imported(sheet(_gift("80,00"), head=GIFT_HEAD), store)
    assert _values(store) == [Money(Decimal("80.00"))]
    assert imported(sheet(_gift("80,00"), head=GIFT_HEAD), store) is None, "it is known now"
    assert imported(sheet(_gift("coffret"), head=GIFT_HEAD), store) is None, "the sheet says less, not otherwise"
    other = planned(sheet(_gift("90,00"), head=GIFT_HEAD), store)
    assert (other.events, ["80.00 EUR" in each.book for each in other.conflicts]) == ((), [True])
    assert batch is not None
    undo(store, batch)
    assert _values(store) == [None]
    assert imported(sheet(_gift("80,00"), head=GIFT_HEAD), store) is not None


def test_a_fee_that_was_missing_completes_the_terms_too() -> None:
    store = Memory()
    imported(sheet(_gift("à voir")), store)
    plan = planned(sheet(NINE), store)
    assert ({type(event.what) for event in plan.events}, plan.conflicts) == ({Valued, Amended}, ())
    imported(sheet(NINE), store)
    (held,) = read_book(store).partnerships.values()
    assert held.agreements[0].terms.fee == held.given[0].what.value == Money(Decimal("870.00"))
    assert imported(sheet(NINE), store) is None


@pytest.mark.parametrize("euros", [None, "870.00"])
def test_an_unvalued_gift_that_somebody_wrote_by_hand_is_completed_not_doubled(euros: str | None) -> None:
    store = Memory()
    record(store, [opened(), given(euros, on="2026-11-17")])
    imported(sheet(NINE.replace("Maison Lorbec", "Zibellou SAS")), store)
    assert _values(store) == [Money(Decimal("870.00"))]
