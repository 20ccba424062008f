"""An agency's sheet becomes events of the book: what is said is taken, what is unsure is asked about."""

import io
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given as for_any
from hypothesis import settings
from hypothesis import strategies as st

from perenne.model.errors import UnreadableFile, UsageError
from perenne.model.event import Agreed, Creator, Event, Given, Invoiced, Opened, Paid, Published
from perenne.model.money import Money
from perenne.model.post import Advertiser
from perenne.partnerships.book import read_book, record, undo
from perenne.partnerships.importing.mapping import Choices, Options, load_choices
from perenne.partnerships.importing.plan import Plan, words
from perenne.partnerships.partnership import Partnership
from tests.partnerships.events import given, opened
from tests.partnerships.importing.sheets import HEAD, NINE, Memory, imported, planned, sheet, workbook


def _of(plan: Plan, kind: type) -> list[object]:
    return [event.what for event in plan.events if isinstance(event.what, kind)]


def _reasons(plan: Plan) -> list[tuple[int, str]]:
    return [(each.reject.line, each.reject.reason.en) for each in plan.refused]


def _only(store: Memory) -> Partnership:
    (partnership,) = read_book(store).partnerships.values()
    return partnership


def _sum(store: Memory) -> Decimal:
    held = (gift for each in read_book(store).partnerships.values() for gift in each.given)
    return sum((gift.what.value.amount for gift in held if gift.what.value), Decimal())


def test_a_row_becomes_everything_that_it_says() -> None:
    head = (
        f"{HEAD};Nombre de livrables;Date du brief;Signé le;Droits (mois);Territoire;Exclusivité;Exclusivité jusqu’au"
    )
    head += ";Code promo;N° facture;Facturé le;Payé le"
    row = f"{NINE};2;02/11/2026;03/11/2026;3;FR, BE;bougies;31/01/2027;nine10;F-44;18/11/2026;20/12/2026"
    store = Memory()
    imported(sheet(row, head=head), store)
    held = _only(store)
    assert (held.creator, held.advertiser.name) == (
        Creator(handle="nine.exemple", name="Nine Averel"),
        "Maison Lorbec",
    )
    (agreement,) = held.agreements
    terms = agreement.terms
    assert (agreement.id, terms.signed_on, terms.codes) == ("Noël", date(2026, 11, 3), ("NINE10",))
    assert terms.fee == Money(Decimal("870.00"))
    assert [(each.kind, each.platform, each.count) for each in terms.deliverables] == [("reel", "instagram", 2)]
    assert [(each.territory, each.to) for each in terms.rights] == [(("FR", "BE"), date(2027, 2, 17))]
    assert [(each.category, each.to) for each in terms.exclusivity] == [("bougies", date(2027, 1, 31))]
    (post,) = held.delivered("Noël", terms.deliverables[0])
    assert (post.published.what.post_id, post.published.on) == ("Zx1nine01", date(2026, 11, 17))
    (invoice,) = held.invoices
    assert (invoice.invoiced.what.invoice, invoice.paid_on) == ("F-44", date(2026, 12, 20))
    assert held.opened.on == date(2026, 11, 2), "the first day that the sheet knows of the two"


def test_every_event_leads_back_to_its_line() -> None:
    plan = planned(sheet(NINE))
    assert {event.source.file for event in plan.events} == {"suivi.csv"}
    assert {event.source.line for event in plan.events} == {2}
    assert {event.source.sha256 for event in plan.events} == {plan.sha256}


def test_a_sheet_of_excel_in_french_reads_like_any_other() -> None:
    utf8, cp1252 = planned(sheet(NINE)), planned(sheet(NINE, encoding="cp1252"))
    assert [event.what for event in utf8.events] == [event.what for event in cp1252.events]


def test_the_same_sheet_twice_adds_nothing_and_says_so() -> None:
    store = Memory()
    assert imported(sheet(NINE), store) == "b000001"
    again = planned(sheet(NINE), store)
    assert (again.events, again.kept, again.conflicts) == ((), 4, ())
    assert imported(sheet(NINE), store) is None


def test_a_row_more_adds_that_row_alone() -> None:
    store = Memory()
    imported(sheet(NINE), store)
    more = NINE.replace("Noël", "Printemps").replace("Zx1nine01", "Zx2nine02").replace("870,00", "90,00")
    plan = planned(sheet(more, NINE), store)
    assert (plan.created, plan.completed) == ((), (_only(store).id,))
    assert {type(event.what) for event in plan.events} == {Agreed, Given, Published}


def test_a_value_that_changed_is_listed_and_not_overwritten() -> None:
    store = Memory()
    imported(sheet(NINE), store)
    plan = planned(sheet(NINE.replace("870,00", "950,00")), store)
    assert plan.events == ()
    money = [each for each in plan.conflicts if "form=money" in each.book]
    assert [("870.00 EUR" in each.book, "950.00 EUR" in each.sheet, each.line) for each in money] == [(True, True, 2)]


def test_a_known_partnership_is_completed_and_keeps_its_id() -> None:
    store = Memory()
    record(store, [opened(partnership="P-0042", creator="Nine.exemple")])
    plan = planned(sheet(NINE.replace("Maison Lorbec", "zibellou sas")), store)
    assert (plan.created, plan.completed) == ((), ("P-0042",))


@pytest.mark.parametrize(("euros", "kept", "differing"), [("870.00", 1, 0), ("300.00", 0, 1)])
def test_a_gift_that_somebody_wrote_by_hand_is_not_counted_twice(euros: str, kept: int, differing: int) -> None:
    store = Memory()
    record(store, [opened(), given(euros, on="2026-11-17")])
    plan = planned(sheet(NINE.replace("Maison Lorbec", "Zibellou SAS")), store)
    assert _of(plan, Given) == []
    assert (plan.kept - 1, len(plan.conflicts)) == (kept, differing), "the partnership is kept too"


@pytest.mark.parametrize(
    ("header", "cell", "value"),
    [
        ("Cachet HT", "450", "450.00"),
        ("Fee excl. VAT (EUR)", "1 250,50", "1250.50"),
        ("Cachet", "450 € HT", "450.00"),
        ("Cachet", "450€HT", "450.00"),
        ("Cachet", "HT : 1 450,50 €", "1450.50"),
        ("Cachet HT", "450 + frais", None),
        ("Cachet HT", "450 ou 500", None),
        ("Cachet", "-450€HT", None),
        ("Cachet", "450", None),
        ("Cachet", "450 €", None),
        ("Cachet TTC", "450", None),
        ("Cachet HT", "450 € TTC", None),
        ("Cachet HT", "à voir", None),
        ("Cachet HT", "-450", None),
    ],
)
def test_an_amount_counts_only_where_it_excludes_vat(header: str, cell: str, value: str | None) -> None:
    row = NINE.replace("870,00", cell)
    plan = planned(sheet(row, head=HEAD.replace("Cachet HT", header)))
    (gift,) = _of(plan, Given)
    assert isinstance(gift, Given)
    assert gift.value == (None if value is None else Money(Decimal(value)))
    assert bool(plan.left) == (value is None), "what has no value is listed"
    terms = [what.terms for what in _of(plan, Agreed) if isinstance(what, Agreed)]
    assert [each.fee for each in terms] == [gift.value]


def test_an_amount_keeps_the_currency_that_is_written_beside_it() -> None:
    for cell in ("5 $ HT", "$5 HT", "5 USD HT"):
        (gift,) = _of(planned(sheet(NINE.replace("870,00", cell), head=HEAD.replace("Cachet HT", "Cachet"))), Given)
        assert isinstance(gift, Given)
        assert gift.value == Money(Decimal("5.00"), "USD"), cell


@pytest.mark.parametrize("cell", ["", "-", "n/a", "0"])
def test_an_empty_fee_is_no_gift_and_no_zero(cell: str) -> None:
    plan = planned(sheet(NINE.replace("870,00", cell)))
    assert _of(plan, Given) == []
    (agreed,) = _of(plan, Agreed)
    assert isinstance(agreed, Agreed)
    assert agreed.terms.fee == (Money(Decimal("0.00")) if cell == "0" else None)


def test_vat_and_currency_may_be_said_beforehand() -> None:
    choices = Choices(options=Options(vat="excl", currency="CHF"))
    plan = planned(sheet(NINE, head=HEAD.replace("Cachet HT", "Cachet")), choices=choices)
    assert [gift.value for gift in _of(plan, Given) if isinstance(gift, Given)] == [Money(Decimal("870.00"), "CHF")]
    assert plan.questions == ()


def test_one_day_that_cannot_be_told_stops_everything() -> None:
    row = NINE.replace("17/11/2026", "03/04/2026")
    plan = planned(sheet(row))
    assert (plan.events, [question.blocks for question in plan.questions]) == ((), [True])
    with pytest.raises(UsageError, match="date_order"):
        imported(sheet(row), Memory())
    told = planned(sheet(row), choices=Choices(options=Options(date_order="dmy")))
    assert [event.on for event in told.events if isinstance(event.what, Published)] == [date(2026, 4, 3)]


def test_a_thousand_that_may_be_a_decimal_stops_everything() -> None:
    row = NINE.replace("870,00", "1.234")
    with pytest.raises(UsageError, match="decimal"):
        imported(sheet(row), Memory())
    plan = planned(sheet(row), choices=Choices(options=Options(decimal=",")))
    assert [gift.value for gift in _of(plan, Given) if isinstance(gift, Given)] == [Money(Decimal("1234.00"))]


def test_two_columns_for_one_field_are_asked_about() -> None:
    with pytest.raises(UsageError, match="several columns may be fee"):
        imported(sheet(f"{NINE};900", head=f"{HEAD};Tarif HT"), Memory())
    plan = planned(sheet(f"{NINE};900", head=f"{HEAD};Tarif HT"), choices=Choices({"Tarif HT": "drop"}))
    assert [gift.value for gift in _of(plan, Given) if isinstance(gift, Given)] == [Money(Decimal("870.00"))]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (NINE.replace("17/11/2026", "32/11/2026"), "unreadable date"),
        (NINE.replace("Nine Averel;@nine.exemple", ";"), "no creator"),
        (NINE.replace("Maison Lorbec", ""), "no advertiser, or several possible"),
        (f"{NINE};une cellule de trop", "more cells than headers"),
        ("Total;;;;;;;;2 450,00", "a line of totals, not a collaboration"),
    ],
)
def test_a_bad_row_is_refused_by_its_line_and_the_others_are_read(row: str, reason: str) -> None:
    plan = planned(sheet(row, NINE))
    assert _reasons(plan) == [(2, reason)]
    assert len(plan.events) == 4


def test_what_a_row_says_and_cannot_be_written_is_listed() -> None:
    head = f"{HEAD};N° facture;Facturé le;Payé le;Exclusivité"
    rows = (
        NINE.replace("17/11/2026", "").replace("Zx1", "Zx3") + ";;;;",
        f"{NINE};F-1;;20/12/2026;",
        f"{NINE.replace('Zx1nine01', 'Zx2nine02')};;;20/12/2026;3 mois",
    )
    plan = planned(sheet(*rows, head=head))
    assert _of(plan, Invoiced) + _of(plan, Paid) == []
    assert sorted((each.line, each.says.en.partition(":")[0]) for each in plan.left) == [
        (2, "no date"),
        (3, "invoice “F-1” without date, or without one sure amount excl. VAT"),
        (4, "a payment without the number of its invoice"),
    ]


def test_people_stay_outside() -> None:
    row = f"{NINE};nine@exemple.test;06 11 22 33 44;rappeler le 06 11 22 33 44"
    plan = planned(sheet(row, head=f"{HEAD};E-mail;Téléphone;Notes"))
    assert "nine@exemple" not in repr(plan)
    assert "11 22 33" not in repr(plan)


def test_one_invoice_for_two_rows_is_their_sum() -> None:
    head = f"{HEAD};N° facture;Facturé le;Payé le"
    bill = ";F-1;18/11/2026;20/12/2026"
    store = Memory()
    other = NINE.replace("Zx1nine01", "Zx2nine02").replace("870,00", "130,00")
    imported(sheet(NINE + bill, other + bill, head=head), store)
    (invoice,) = _only(store).invoices
    assert (invoice.invoiced.what.amount, invoice.open) == (Money(Decimal("1000.00")), Decimal())


def test_a_row_that_was_copied_counts_once_and_two_stories_count_twice() -> None:
    copied = planned(sheet(NINE, NINE))
    assert len(_of(copied, Given)) == 1
    assert [(each.line, each.says.en) for each in copied.left] == [(3, "the same row as 2: counted once")]
    story = "Nine Averel;@nine.exemple;Maison Lorbec;Noël;Instagram;Story;17/11/2026;;100,00"
    store = Memory()
    imported(sheet(story, story), store)
    assert _sum(store) == 200
    assert imported(sheet(story, story), store) is None


def test_an_exclusivity_that_ends_before_it_begins_takes_nothing_else_with_it() -> None:
    plan = planned(sheet(f"{NINE};bougies;01/01/2020", head=f"{HEAD};Exclusivité;Exclusivité jusqu’au"))
    assert [each.says.en for each in plan.left] == ["an exclusivity that ends before it begins: not written"]
    assert len(plan.events) == 4


def test_a_name_that_two_creators_share_is_refused_where_it_stands_alone() -> None:
    rows = (NINE, NINE.replace("@nine.exemple", "@autre.nine"), NINE.replace("@nine.exemple", ""))
    plan = planned(sheet(*rows))
    assert _reasons(plan) == [(4, "several creators have this name")]
    assert len(plan.created) == 2


def test_a_payment_larger_than_its_invoice_is_left_with_the_reason_of_the_book() -> None:
    head = f"{HEAD};N° facture;Facturé le;Montant facturé HT;Payé le;Montant payé HT"
    plan = planned(sheet(f"{NINE};F1;18/11/2026;500;20/12/2026;900", head=head))
    assert "a payment of 900.00 where 500.00 is open" in plan.left[0].says.en
    assert _of(plan, Paid) == []


TABS: dict[str, list[list[Any]]] = {
    "Creators": [["Creator", "Handle", "Country"], ["Nine Averel", "nine.exemple", "FR"]],
    "Collaborations": [
        ["Contract no", "Creator", "Brand", "Content type", "Platform", "Deliverables", "Signed on", "Fee excl. VAT"],
        ["C-1", "Nine Averel", "Maison Lorbec", "Reel", "Instagram", 2, date(2026, 3, 2), 800],
    ],
    "Follow_ups": [
        ["Contract no", "Post date", "Post URL", "Invoice", "Invoice date", "Paid on", "Paid amount excl. VAT"],
        ["C-1", date(2026, 3, 20), "https://www.instagram.com/reel/Zx5nine05/", None, None, None, None],
        ["C-9", date(2026, 3, 20), "https://www.instagram.com/reel/Zx9nine09/", None, None, None, None],
    ],
}


def test_three_tabs_are_joined_by_contract_and_by_name() -> None:
    store = Memory()
    plan = planned(workbook(**TABS), store)
    assert [(each.reject.file, each.reject.line) for each in plan.refused] == [("suivi.csv › Follow-ups", 3)]
    imported(workbook(**TABS), store)
    held = _only(store)
    assert (held.creator.handle, held.creator.country) == ("nine.exemple", "FR")
    assert [each.id for each in held.agreements] == ["C-1"]
    (promised,) = held.agreements[0].terms.deliverables
    assert len(held.delivered("C-1", promised)) == 1
    assert _sum(store) == 800, "what follows is no second gift"


@pytest.mark.parametrize(
    "content", [b"", b"\x00\x01\x02" * 400, b"PK\x03\x04 broken", b"un;deux\n1;2\n", b"%PDF-1.7"]
)
def test_a_file_of_something_else_is_said_in_a_sentence(content: bytes) -> None:
    with pytest.raises(UnreadableFile):
        planned(io.BytesIO(content))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[columns", "TOML"),
        ('[colums]\nx = "fee"', "near it: columns"),
        ('[columns]\n"Tarif" = "fe"', "near it: fee"),
        ('[options]\nvat = "hors"', "vat"),
        ('[options]\ndevise = "EUR"', "unknown"),
    ],
)
def test_a_wrong_mapping_names_what_is_wrong(tmp_path: Path, text: str, said: str) -> None:
    written = tmp_path / "map.toml"
    written.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=said):
        load_choices(written, words().fields)


ROWS = st.lists(
    st.builds(
        "Zoé {0};@zoe{0}.exemple;Marque {1};C{2};Instagram;Reel;{3:02}/10/2026;https://www.instagram.com/reel/Zx{4:06}/;{5}".format,
        st.integers(0, 2),
        st.integers(0, 1),
        st.integers(0, 1),
        st.integers(13, 28),
        st.integers(0, 5),
        st.sampled_from(["", "10,00", "999,99", "80 € TTC", "?"]),
    ),
    min_size=1,
    max_size=8,
)


def _told(store: Memory) -> list[tuple[str, list[str], list[tuple[str, str]]]]:
    return sorted(
        (
            each.id,
            sorted(str(gift.what.value) for gift in each.given),
            sorted(post.key for post in each.publications),
        )
        for each in read_book(store).partnerships.values()
    )


@settings(max_examples=60, deadline=None)
@for_any(ROWS)
def test_an_import_undone_leaves_the_book_as_it_was(rows: Sequence[str]) -> None:
    store = Memory()
    record(store, [opened(), given("120.00")])
    before = read_book(store).partnerships
    batch = imported(sheet(*rows), store)
    assert batch is not None
    undo(store, batch)
    assert read_book(store).partnerships == before
    assert imported(sheet(*rows), store) is not None, "and it can be imported again"
    assert imported(sheet(*rows), store) is None


@settings(max_examples=60, deadline=None)
@for_any(ROWS, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(rows: list[str], chance: object) -> None:
    store, other = Memory(), Memory()
    imported(sheet(*rows), store)
    shuffled = list(rows)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    imported(sheet(*shuffled), other)
    assert _told(store) == _told(other)


def test_two_ways_to_write_an_advertiser_meet_in_one_partnership() -> None:
    store = Memory()
    known = Opened(
        creator=Creator(handle="nine.exemple"), advertiser=Advertiser(name="Lorbec SA", handles=("Maison Lorbec",))
    )
    record(store, [Event(id="e1", partnership="P-7", on=date(2025, 1, 2), what=known)])
    assert planned(sheet(NINE), store).completed == ("P-7",)
