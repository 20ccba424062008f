import re
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perenne.model.post import Count
from perenne.readers.delimited import Cell
from perenne.readers.numbers import (
    DecimalSign,
    Quantity,
    Undecided,
    count,
    count_sign,
    decimal_sign,
    is_unknown,
    quantity,
)


@pytest.mark.parametrize(
    ("cell", "value", "unit"),
    [
        ("1234", "1234", None),
        ("1 234", "1234", None),
        ("1\u202f234\u00a0567", "1234567", None),
        ("1'234", "1234", None),
        ("1.234.567", "1234567", None),
        ("1,234,567", "1234567", None),
        ("1.234,56", "1234.56", None),
        ("1,234.56", "1234.56", None),
        ("1 234,567", "1234.567", None),
        ("12,5", "12.5", None),
        ("0,123", "0.123", None),
        ("1234.567", "1234.567", None),
        ("220,931244376224", "220.931244376224", None),
        ("12,5 k", "12500", None),
        ("1,2 M", "1200000", None),
        ("1.5m", "1500000", None),
        ("3 Md", "3000000000", None),
        ("2 millions d'euros", "2000000", "EUR"),
        ("7,2 %", "7.2", "%"),
        ("3 400 €", "3400", "EUR"),
        ("€ 1,200.50", "1200.50", "EUR"),
        ("3k€", "3000", "EUR"),
        ("1 200 € HT", "1200", "EUR"),
        ("1 200 € TTC", "1200", "EUR incl. VAT"),
        ("$3,400.00", "3400", "USD"),
        ("-5", "-5", None),
        ("\u22125", "-5", None),
        (12345.0, "12345", None),
        (0.072, "0.072", None),
    ],
)
def test_a_number_reads_as_its_writer_meant_it(cell: Cell, value: str, unit: str | None) -> None:
    found = quantity(cell)
    assert found is not None
    assert (found.value, found.unit) == (Decimal(value), unit)


@pytest.mark.parametrize(
    "cell", [None, "", "  ", "Inconnu", "inconnue", "n/a", "N/A", "-", "–", "nc", "null", "NaN", "#N/A", "#NOM?", "?"]
)
def test_what_is_not_known_is_nothing_and_never_zero(cell: Cell) -> None:
    assert is_unknown(cell)
    assert quantity(cell) is None
    assert count(cell) is None


@pytest.mark.parametrize(
    "cell",
    ["abc", "1 23", "1,2,3", "12abc", "1e5", "٣", "--5", "1.", ".", "1..2", "12 s", "2026-11-20", "1 2 3 4", "€€ 5",
     "5 € $", "1.23.456", "0x10", "1,234.567.8", "un", "9" * 80, True, float("nan"), float("inf"), 1e15,
     date(2026, 11, 20)],
)  # fmt: skip
def test_garbage_is_never_a_number(cell: Cell) -> None:
    with pytest.raises(ValueError, match="not a"):
        quantity(cell)


@given(st.text(max_size=30))
def test_a_value_holds_the_digits_that_were_written_and_no_others(text: str) -> None:
    try:
        found = quantity(text)
    except ValueError:
        return
    if found is None:
        assert is_unknown(text)
        return
    assert re.findall(r"[0-9]", text)
    written = "".join(re.findall(r"[0-9]", text)).lstrip("0")
    assert format(found.value, "f").replace("-", "").replace(".", "").lstrip("0").startswith(written.rstrip("0"))


@given(st.integers(0, 10**14), st.sampled_from([" ", "\u00a0", "\u202f", "'"]))
def test_a_grouped_whole_number_reads_back(number: int, group: str) -> None:
    assert count(f"{number:,}".replace(",", group)) == number
    assert count(str(number)) == number
    assert count(float(number)) == number


@given(st.decimals(0, 10**9, places=2), st.sampled_from(",."))
def test_an_amount_with_cents_reads_back_in_either_convention(amount: Decimal, sign: str) -> None:
    other = "." if sign == "," else ","
    written = f"{amount:,.2f}".replace(",", "\0").replace(".", sign).replace("\0", other)
    assert quantity(written) == Quantity(amount)
    assert decimal_sign(written) == sign


@pytest.mark.parametrize("written", ["1.234", "1,234", "12.345 €", "123,456"])
def test_a_sign_that_may_be_a_thousand_s_is_asked_about(written: str) -> None:
    assert decimal_sign(written) == "either"
    with pytest.raises(Undecided):
        quantity(written)


def test_the_table_s_decimal_sign_decides_and_another_one_is_refused() -> None:
    assert quantity("1.234", ",") == Quantity(Decimal(1234))
    assert quantity("1,234", ",") == Quantity(Decimal("1.234"))
    with pytest.raises(ValueError, match="another decimal sign"):
        quantity("12.5", ",")


@pytest.mark.parametrize(
    ("cell", "proof"),
    [("12,5", ","), ("12.5", "."), ("1.234.567", ","), ("1,234,567", "."), ("1234", None), ("n/a", None), ("x", None),
     (12.5, None), ("1,234.5", "."), ("0.123", ".")],
)  # fmt: skip
def test_what_a_number_proves_of_the_decimal_sign(cell: Cell, proof: DecimalSign | None) -> None:
    assert decimal_sign(cell) == proof


@pytest.mark.parametrize(
    ("cell", "proof"),
    [("1,234", "."), ("1.234", ","), ("1,000", "either"), ("12.000", "either"), ("950", "whole"), (950.0, "whole"),
     ("1,234,567", "."), ("1,5 k", ","), ("1,234 k", "either"), ("0,000", ","), ("", None), ("10K-100K", None)],
)  # fmt: skip
def test_what_a_count_proves_of_its_column(cell: Cell, proof: str | None) -> None:
    assert count_sign(cell) == proof


@pytest.mark.parametrize(("cell", "decimal"), [("1,000", ","), ("12.000", "."), ("1,234", ",")])
def test_a_count_has_no_three_decimals(cell: str, decimal: DecimalSign) -> None:
    with pytest.raises(ValueError, match="three decimals"):
        count(cell, decimal)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("1,234", 1234),
        ("1.234", 1234),
        ("12,5 k", 12_500),
        ("0", 0),
        (0.0, 0),
        ("0-1K", (0, 1000)),
        ("10K-100K", (10_000, 100_000)),
        ("900K–1M", (900_000, 1_000_000)),
        ("5 000 à 10 000", (5_000, 10_000)),
        ("≤100", (0, 100)),
        ("<1000", (0, 999)),
    ],
)
def test_a_count_is_whole_and_a_band_stays_a_band(cell: Cell, expected: Count) -> None:
    assert count(cell) == expected


@pytest.mark.parametrize(
    "cell",
    ["12,5", "-1", "7,2 %", "3 400 €", "10-100K", "100K-10K", "1.234 k", "<0", "1-", "5-5-5", 12.5, -1.0, 1e15, "1e3",
     "100+", ">1M"],
)  # fmt: skip
def test_what_is_no_count_is_refused(cell: Cell) -> None:
    with pytest.raises(ValueError, match="not a"):
        count(cell)
