from datetime import date, datetime, time
from typing import Literal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perenne.model.post import check_moment
from perenne.readers.delimited import Cell
from perenne.readers.moments import YEARS, DateOrder, Orders, Undecided, clock, day, moment


def proof(*cells: Cell) -> DateOrder | Literal["open"] | None:
    """What ``cells`` prove together: an order, that one must be asked for, or nothing."""
    orders = Orders()
    for cell in cells:
        orders.see(cell)
    assert not (orders.is_open and orders.proven)
    return "open" if orders.is_open else orders.proven


TORONTO = ZoneInfo("America/Toronto")


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("20/11/2026", "2026-11-20"),
        ("7-13-26", "2026-07-13"),
        ("26-11-03", "2026-11-03"),
        ("03.11.26 18:42", "2026-11-03T18:42:00"),
        ("11/30/26", "2026-11-30"),
        ("20.11.2026", "2026-11-20"),
        ("3.4.2026", "2026-04-03"),
        ("11/20/2026", "2026-11-20"),
        ("05/05/2026", "2026-05-05"),
        ("2026/11/20", "2026-11-20"),
        ("20261120", "2026-11-20"),
        ("20 nov. 2026", "2026-11-20"),
        ("20 novembre 2026", "2026-11-20"),
        ("1er janvier 2026", "2026-01-01"),
        ("7 févr. 2026", "2026-02-07"),
        ("7 FEVRIER 2026", "2026-02-07"),
        ("15 août 2026", "2026-08-15"),
        ("ven. 20 nov. 2026", "2026-11-20"),
        ("mar. 3 mars 2026", "2026-03-03"),
        ("Mar 3, 2026", "2026-03-03"),
        ("November 20th, 2026", "2026-11-20"),
        ("20-nov-2026", "2026-11-20"),
        ("2026-11-20 18:42", "2026-11-20T18:42:00"),
        ("20/11/2026 18h42", "2026-11-20T18:42:00"),
        ("20/11/2026 à 18 h 42", "2026-11-20T18:42:00"),
        ("20/11/2026 18h", "2026-11-20T18:00:00"),
        ("20/11/2026\u00a018:42:10", "2026-11-20T18:42:10"),
        ("20 novembre 2026 à 18h42", "2026-11-20T18:42:00"),
        ("Nov 20, 2026 6:42 PM", "2026-11-20T18:42:00"),
        ("Nov 20, 2026 12:05 a.m.", "2026-11-20T00:05:00"),
        ("2026-11-20T18:42:00.123Z", "2026-11-20T18:42:00Z"),
        ("2024-05-01 10:00:00 +0000", "2024-05-01T10:00:00Z"),
        ("2026-11-20T18:42+02:00", "2026-11-20T18:42:00+02:00"),
        ("2023-05-01 10:00:00 EDT", "2023-05-01T10:00:00-04:00"),
        ("1733521883", "2024-12-06T21:51:23Z"),
        ("1733521883000", "2024-12-06T21:51:23Z"),
        (1733521883.0, "2024-12-06T21:51:23Z"),
        (datetime(2026, 11, 20, 18, 42), "2026-11-20T18:42:00"),  # noqa: DTZ001
        (date(2026, 11, 20), "2026-11-20"),
    ],
)
def test_a_date_reads_as_its_writer_meant_it(cell: Cell, expected: str) -> None:
    assert moment(cell) == expected
    check_moment(expected)


@pytest.mark.parametrize("cell", [None, "", "n/a", "-", "inconnue"])
def test_no_date_is_nothing(cell: Cell) -> None:
    assert moment(cell) is None
    assert clock(cell) is None
    assert proof(cell) is None


@pytest.mark.parametrize(
    "cell",
    ["46346", 46346.0, "hier", "lundi", "31/02/2026", "13/13/2026", "2026-11-20 25:00", "20/11/2026 18", "1/1/1999",
     "20/11/2126", "20/11/2026 heure locale", "20 brumaire 2026", "le 20 nov 2026", "20/11", "nov. 2026", True,
     float("inf"), time(18, 42), "9" * 200, "٢٠/١١/٢٠٢٦", "2026-11-20 10:00 XYZ"],
)  # fmt: skip
def test_garbage_is_never_a_date(cell: Cell) -> None:
    with pytest.raises(ValueError, match=r"not an? |must be in|out of range"):
        moment(cell)


@given(st.text(max_size=40))
def test_any_text_is_a_moment_that_a_record_accepts_or_a_value_error(text: str) -> None:
    try:
        found = moment(text, "dmy", TORONTO)
    except ValueError:
        return
    check_moment(found)


@given(st.dates(date(YEARS.start, 1, 1), date(YEARS.stop - 1, 12, 31)), st.sampled_from(["dmy", "mdy"]))
def test_every_day_reads_back_in_the_order_that_is_stated(when: date, order: Literal["dmy", "mdy"]) -> None:
    written = when.strftime("%d/%m/%Y" if order == "dmy" else "%m/%d/%Y")
    assert moment(written, order) == when.isoformat()
    assert proof(written) in {order, "open", None}
    if when.day > 12:
        assert proof(written) == order
        assert moment(written) == when.isoformat()


def test_day_and_month_that_may_be_either_are_asked_about() -> None:
    assert proof("03/04/2026") == "open"
    with pytest.raises(Undecided):
        moment("03/04/2026")
    assert moment("03/04/2026", "dmy") == "2026-04-03"
    assert moment("03/04/2026", "mdy") == "2026-03-04"


@pytest.mark.parametrize("written", ["26-11-20", "20/11/26", "11/12/26", "20.11.26", "08/07/06"])
def test_a_year_of_two_digits_that_may_be_a_day_is_asked_about(written: str) -> None:
    assert proof(written) == "open"
    with pytest.raises(Undecided):
        moment(written)


def test_a_year_of_two_digits_stands_where_the_mapping_says() -> None:
    assert moment("26-11-20", "ymd") == "2026-11-20"
    assert moment("26-11-20", "dmy") == "2020-11-26"
    assert moment("11/12/26", "mdy") == "2026-11-12"
    assert moment("20.11.26", "dmy") == "2026-11-20"
    for against in ("26-11-33", "03-11-26", "26-13-20"):  # in 2003 there was nothing to publish on
        with pytest.raises(ValueError, match="not a date"):
            moment(against, "ymd")


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["26-11-20", "26-11-03"], "ymd"),  # no platform in 2003
        (["20/11/26", "03/12/26"], "dmy"),
        (["26-11-20", "3-11-26"], "dmy"),
        (["11/12/26", "11/30/26"], "mdy"),
        (["20/11/26", "20/11/33"], "dmy"),
        (["20/11/26", "20/11/2026"], "open"),  # a year in full does not tell where a short one stands
        (["11/12/26", "20/11/2026", "11/12/33"], "dmy"),
        (["26-11-20", "11/20/2026"], "ymd"),
        (["20/11/26", "11/30/26", "12/13/33"], "open"),
        (["2026-11-20", "05/05/2026"], None),
    ],
)
def test_a_whole_column_proves_the_order_or_leaves_it_open(cells: list[Cell], expected: str | None) -> None:
    assert proof(*cells) == expected
    order = expected if expected in {"dmy", "mdy", "ymd"} else None
    if order is not None:
        assert all(moment(cell, order) for cell in cells)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [("20/11/2026", "dmy"), ("11-20-2026 10:00", "mdy"), ("05/05/2026", None), ("3.4.2026", None),
     ("2026-04-03", None), ("13/13/2026", None), ("3 avril 2026", None), (date(2026, 4, 3), None)],
)  # fmt: skip
def test_what_a_date_proves_of_the_order(cell: Cell, expected: DateOrder | None) -> None:
    assert proof(cell) == expected


def test_a_date_against_the_stated_order_is_refused() -> None:
    with pytest.raises(ValueError, match=r"not an? |must be in|out of range"):
        moment("20/11/2026", "mdy")


def test_a_local_time_stays_local_until_someone_says_where() -> None:
    assert moment("2019-11-13 15:04:58") == "2019-11-13T15:04:58"
    assert moment("2019-11-13 15:04:58", zone=TORONTO) == "2019-11-13T15:04:58-05:00"
    assert moment("2020-07-13 15:04:58", zone=TORONTO) == "2020-07-13T15:04:58-04:00"
    assert moment("2019-11-13T15:04:58Z", zone=TORONTO) == "2019-11-13T15:04:58Z"
    assert moment("2019-11-13", zone=TORONTO) == "2019-11-13"


def test_a_deal_needs_the_day_only() -> None:
    assert day("20/11/2026 18h42") == "2026-11-20"
    assert day("") is None


@pytest.mark.parametrize(
    ("cell", "expected"), [("18h42", time(18, 42)), ("6:42 PM", time(18, 42)), ("18:42:10", time(18, 42, 10)),
                           ("18 h", time(18)), (time(18, 42), time(18, 42))],
)  # fmt: skip
def test_a_time_of_day_in_a_column_of_its_own(cell: Cell, expected: time) -> None:
    assert clock(cell) == expected


@pytest.mark.parametrize("cell", ["18", "25h00", "13:00 PM", "soir", 0.75])
def test_what_is_no_time_of_day_is_refused(cell: Cell) -> None:
    with pytest.raises(ValueError, match=r"not an? |must be in|out of range"):
        clock(cell)
