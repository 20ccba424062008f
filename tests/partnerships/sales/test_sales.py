"""Sales that bear a code are counted; who bought stays outside, and no sum is called an effect."""

import io
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given as for_any
from hypothesis import settings
from hypothesis import strategies as st

from perenne.model.errors import UnreadableFile, UsageError
from perenne.model.money import Money
from perenne.model.reject import Reject
from perenne.model.wire import decode, encode
from perenne.partnerships.fold import fold
from perenne.partnerships.importing.mapping import AS_GUESSED, Choices, Options
from perenne.partnerships.sales.reading import read_sales
from perenne.partnerships.sales.sale import Sale
from perenne.partnerships.sales.sums import Total, sums
from perenne.readers.reading import Origin
from tests.partnerships.events import agreed, opened

SHOP = (
    "Name,Email,Financial Status,Paid at,Currency,Subtotal,Shipping,Taxes,Total,Discount Code,Discount Amount,"
    "Created at,Lineitem quantity,Lineitem name,Billing Name,Billing Street,Billing Phone,Shipping Name,Notes,"
    "Cancelled at,Refunded Amount,Phone"
)
TOLD = Choices(options=Options(vat="excl", currency="EUR"))
AWIN = "id,publisher_id,site_name,sale_amount,commission,date,commission_status,voucher_code"


def _order(
    name: str,
    total: str = "60.00",
    taxes: str = "10.00",
    code: str = "NINE10",
    state: str = "paid",
    cancelled: str = "",
    refund: str = "0.00",
    day: str = "2026-11-20 10:00:00 +0000",
) -> str:
    return (
        f"{name},prune@exemple.test,{state},{day},EUR,{total},0.00,{taxes},{total},{code},5.00,{day},1,Bougie,"
        f"Prune Delorme,3 rue des Vanneaux,+33611223344,Prune Delorme,Sonner chez Delorme,{cancelled},"
        f"{refund},+33611223344"
    )


def _more(name: str) -> str:
    return f"{name},prune@exemple.test,,,,,,,,,,2026-11-20 10:00:00 +0000,2,Savon,,,,,,,,"


def _read(head: str, *rows: str, choices: Choices = AS_GUESSED) -> list[Sale | Reject]:
    written = "".join(f"{row}\n" for row in (head, *rows)).encode()
    return list(read_sales(io.BytesIO(written), Origin("orders.csv", "0" * 64), choices))


def _sale(head: str, row: str, choices: Choices = AS_GUESSED) -> Sale:
    (sale,) = _read(head, row, choices=choices)
    assert isinstance(sale, Sale)
    return sale


def test_an_order_of_several_lines_is_one_sale() -> None:
    found = _read(SHOP, _order("#1"), _more("#1"), _order("#2", "24.00", "4.00"), _more("#2"), _more("#2"))
    assert [(each.order, each.net) for each in found if isinstance(each, Sale)] == [
        ("#1", Money(Decimal("50.00"))),
        ("#2", Money(Decimal("20.00"))),
    ]
    assert len(found) == 2


def test_customers_reach_neither_values_nor_refusals_nor_bytes() -> None:
    found = _read(
        SHOP, _order("#1"), _order("#2", day="hier"), _order("", total="x"), _order("#3", code="prune@exemple.test")
    )
    told = repr(found) + "".join(encode(each).decode() for each in found if isinstance(each, Sale))
    for secret in ("prune", "Delorme", "Vanneaux", "33611223344", "Sonner"):
        assert secret not in told
    assert [(each.line, each.path) for each in found if isinstance(each, Reject)] == [(3, "day"), (4, "order")]


@pytest.mark.parametrize(
    ("more", "state", "refunded", "net"),
    [
        ({}, "approved", "none", "50.00"),
        ({"state": "partially_refunded", "refund": "30.00"}, "approved", "part", "25.00"),
        ({"state": "refunded", "refund": "60.00"}, "approved", "whole", "0.00"),
        ({"state": "pending"}, "pending", "none", "50.00"),
        ({"state": "voided"}, "declined", "none", "50.00"),
        ({"cancelled": "2026-11-21 09:00:00 +0000"}, "declined", "none", "50.00"),
        ({"state": "un mot nouveau"}, None, "none", "50.00"),
        ({"taxes": ""}, "approved", "none", None),
        ({"taxes": "90.00"}, "approved", "none", None),
        ({"total": "?"}, "approved", "none", None),
        ({"refund": ""}, "approved", None, "50.00"),
    ],
)
def test_an_order_says_what_stands_of_it(
    more: dict[str, str], state: str | None, refunded: str | None, net: str | None
) -> None:
    sale = _sale(SHOP, _order("#1", **more))
    assert (sale.state, sale.refunded) == (state, refunded)
    assert sale.net == (None if net is None else Money(Decimal(net)))


def test_an_amount_that_no_order_has_is_unknown() -> None:
    assert _sale(SHOP, _order("#1", total="9999999999999", taxes="0")).net is None
    assert _sale(AWIN, "1,55,Un site,9999999999999,8.00,2026-11-19,1,THEO15", TOLD).net is None


def test_an_order_whose_first_line_is_refused_is_not_told_by_its_second() -> None:
    (refused,) = _read(SHOP, _order("#1", day="hier"), _more("#1"))
    assert isinstance(refused, Reject)


@pytest.mark.parametrize(("status", "state"), [("0", "pending"), ("1", "approved"), ("2", "declined"), ("7", None)])
def test_awin_says_its_states_in_figures(status: str, state: str | None) -> None:
    sale = _sale(AWIN, f"810001,55,Un site,80.00,8.00,2026-11-19 14:02:00,{status},THEO15", TOLD)
    assert (sale.kind, sale.state, sale.code, sale.net) == ("awin", state, "THEO15", Money(Decimal("80.00")))


def test_an_amount_that_does_not_say_vat_or_currency_is_unknown_and_never_zero() -> None:
    row = "810001,55,Un site,80.00,8.00,2026-11-19 14:02:00,1,THEO15"
    assert _sale(AWIN, row).net is None
    assert _sale(AWIN, row, Choices(options=Options(vat="excl"))).net is None


def test_another_network_is_read_by_a_mapping() -> None:
    choices = Choices(
        {"external_id": "order", "Bon": "code", "CA": "amount", "Jour": "day"}, Options(vat="excl", currency="EUR")
    )
    sale = _sale("external_id;Bon;CA;Jour;statut", "A-7;theo15;1 080,50;19/11/2026;accepted", choices)
    assert (sale.order, sale.code, sale.net, sale.state) == ("A-7", "THEO15", Money(Decimal("1080.50")), "approved")


def test_days_that_cannot_be_told_are_asked_about() -> None:
    with pytest.raises(UsageError, match="date_order"):
        _read("commande;code;montant HT;date", "A-7;THEO15;80,00;03/04/2026")


@pytest.mark.parametrize("content", ["", "\n\n", "un;deux\n1;2\n", "code;date\nA;2026-01-01\n", "{}"])
def test_a_table_of_something_else_is_refused(content: str) -> None:
    with pytest.raises(UnreadableFile):
        list(read_sales(io.BytesIO(content.encode()), Origin("x.csv", "0" * 64)))


def test_a_sale_is_the_same_after_a_journey() -> None:
    sale = _sale(SHOP, _order("#1"))
    assert decode(Sale, encode(sale)) == sale


BOOK = fold(
    [
        opened(),
        agreed("C-1", codes=("NINE10",)),
        opened(partnership="P-2"),
        agreed("C-2", partnership="P-2", codes=("nine10", "DEUX")),
    ]
)


def test_sums_name_the_partnerships_of_a_code_and_what_they_leave_out() -> None:
    found = [
        each
        for each in _read(
            SHOP,
            _order("#1"),
            _order("#2", taxes=""),
            _order("#3", code="AUTRE"),
            _order("#4", code=""),
            _order("#5", state="pending"),
            _order("#6", state="refunded", refund="60.00"),
        )
        if isinstance(each, Sale)
    ]
    told = sums([*found, *found], BOOK.values())
    nine = told.by_code[1]
    assert (nine.code, nine.partnerships) == ("NINE10", ("P-1", "P-2"))
    assert (nine.orders, nine.net, nine.unvalued, nine.pending, nine.refunded) == (
        2,
        (Total(Decimal("50.00"), "EUR"),),
        1,
        1,
        1,
    )
    assert (told.others, told.without, told.repeated) == (1, 1, 6)
    assert told.by_code[0].net == (), "no sale is no amount, and not zero"


def test_a_sum_may_be_larger_than_any_amount_and_currencies_stay_apart() -> None:
    most = Decimal("999999999999.99")
    sales = [
        Sale(order=f"#{number}", kind="affiliate", code="DEUX", net=Money(most, currency), state="approved")
        for number, currency in enumerate(("EUR", "EUR", "CHF"))
    ]
    assert sums(sales, BOOK.values()).by_code[0].net == (Total(most, "CHF"), Total(2 * most, "EUR"))


@settings(max_examples=60, deadline=None)
@for_any(
    st.lists(st.tuples(st.integers(1, 5), st.integers(0, 9999), st.sampled_from(["paid", "pending"])), max_size=9),
    st.randoms(use_true_random=False),
)
def test_the_order_of_rows_and_files_changes_no_sum(orders: Sequence[tuple[int, int, str]], chance: object) -> None:
    sales = [
        Sale(
            order=f"#{name}",
            kind="shopify",
            code="NINE10",
            net=Money(Decimal(cents) / 100),
            state="approved" if state == "paid" else "pending",
        )
        for name, cents, state in orders
    ]
    before = sums(sales, BOOK.values())
    chance.shuffle(sales)  # type: ignore[attr-defined]
    assert sums(sales, BOOK.values()) == before


def test_the_examples_are_read(repository: Path) -> None:
    for name, count in (("orders.csv", 7), ("awin.csv", 3)):
        with (repository / "examples" / "book" / name).open("rb") as stream:
            found = list(read_sales(stream, Origin(name, "0" * 64)))
        assert [type(each) for each in found] == [Sale] * count
