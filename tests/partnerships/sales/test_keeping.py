"""Sales that bear a code of the book are kept in it, once, as they were told last; the others stay outside."""

from datetime import date
from decimal import Decimal

import msgspec

from perenne.model.event import Event
from perenne.model.money import Money
from perenne.partnerships.book import read_book, record, undo
from perenne.partnerships.sales.keeping import Keeping, keeping, kept
from perenne.partnerships.sales.sale import Sale, State
from perenne.partnerships.sales.sums import sums
from tests.partnerships.events import agreed, opened
from tests.partnerships.importing.sheets import Memory

DAY = date(2026, 11, 20)


def _sale(order: str = "#1", code: str | None = "NINE10", state: State = "approved", on: date | None = DAY) -> Sale:
    return Sale(order=order, kind="shopify", on=on, code=code, net=Money(Decimal("50.00")), state=state)


def _book(*events: Event) -> Memory:
    store = Memory()
    record(store, events or (opened(), agreed(codes=("nine10",))))
    return store


def _keeping(store: Memory, *sales: Sale) -> Keeping:
    return keeping(sales, read_book(store).partnerships)


def _keep(store: Memory, *sales: Sale) -> str:
    return record(store, _keeping(store, *sales).events)


def _kept(store: Memory) -> list[Sale]:
    return list(kept(read_book(store).partnerships.values()))


def test_what_was_kept_counts_as_what_was_read() -> None:
    store, sales = _book(), [_sale("#1"), _sale("#2", state="pending")]
    _keep(store, *sales)
    assert _kept(store) == sales
    partnerships = read_book(store).partnerships.values()
    assert sums(_kept(store), partnerships) == sums(sales, partnerships)


def test_the_same_file_again_adds_nothing_and_a_new_state_is_told_anew() -> None:
    store, pending = _book(), _sale(state="pending")
    _keep(store, pending)
    assert _keeping(store, pending) == Keeping((), known=1, foreign=0, undated=0, unclear=0)
    _keep(store, _sale(state="approved"))
    _keep(store, pending)
    assert [sale.state for sale in _kept(store)] == ["pending"], "even one that comes back"


def test_a_batch_of_sales_is_undone_whole() -> None:
    store = _book()
    batch = _keep(store, _sale("#1"), _sale("#2"))
    undo(store, batch)
    assert _kept(store) == []
    _keep(store, _sale("#1"))
    assert len(_kept(store)) == 1


def test_orders_of_other_people_and_undated_ones_stay_outside() -> None:
    found = _keeping(_book(), _sale("#1", code=None), _sale("#2", code="AUTRE"), _sale("#3", on=None))
    assert found == Keeping((), known=0, foreign=2, undated=1, unclear=0)


def test_a_code_that_two_partnerships_share_belongs_to_the_one_whose_agreement_runs() -> None:
    first = (opened(), agreed(codes=("NINE10",), from_=date(2025, 1, 1), to=date(2025, 12, 31)))
    second = (
        opened(partnership="P-2"),
        agreed("C-2", partnership="P-2", codes=("NINE10",), from_=date(2026, 1, 1), to=date(2026, 12, 31)),
    )
    store = _book(*first, *second)
    found = _keeping(store, _sale("#1", on=date(2025, 6, 1)), _sale("#2"), _sale("#3", on=date(2027, 1, 1)))
    assert [(event.what.order, event.partnership) for event in found.events] == [("#1", "P-1"), ("#2", "P-2")]  # type: ignore[union-attr]
    assert found.unclear == 1


def test_an_order_stays_where_the_book_has_it() -> None:
    store = _book(opened(), agreed(codes=("NINE10",)), opened(partnership="P-2"), agreed("C-2", partnership="P-2"))
    _keep(store, _sale())
    record(store, [agreed("C-3", partnership="P-2", codes=("NINE10",))])
    (again,) = _keeping(store, _sale(state="declined")).events
    assert again.partnership == "P-1"
    assert _keeping(store, _sale(code="AUTRE")).foreign == 1


def test_nothing_of_a_buyer_has_a_place_in_what_is_kept() -> None:
    (event,) = _keeping(_book(), _sale()).events
    said = msgspec.to_builtins(event.what)
    assert set(said) <= {"kind", "order", "channel", "code", "net", "refunded", "state"}
