from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perenne.model.post import check_moment
from perenne.model.wire import RecordError
from perenne.readers.zeeschuimer.values import count, first_count, identifier, language, moment


@pytest.mark.parametrize(
    ("value", "read"),
    [
        ("7289000000000000123", "7289000000000000123"),
        ("3263_41", "3263_41"),
        (68, "68"),
        (2**53 - 1, "9007199254740991"),
        (2**53, None),
        (7289000000000000123, None),
        (7.289e18, None),
        (-1, None),
        (0, None),
        ("0", None),
        ("", None),
        ("9" * 41, None),
        (None, None),
    ],
)
def test_an_id_is_text_and_a_number_that_javascript_may_have_rounded_is_none(value: Any, read: str | None) -> None:
    assert identifier(value) == read


@pytest.mark.parametrize(
    ("value", "read"),
    [(0, 0), ("0", 0), (12500, 12500), ("12483", 12483), (3.0, 3), (-1, None), ("", None), ("12K", None),
     (None, None), ("-1", None), (10**18, None), ("9" * 19, None), ("١٢", None)],
)  # fmt: skip
def test_a_count_is_from_zero_up_and_a_hidden_one_is_not_zero(value: Any, read: int | None) -> None:
    assert count(value) == read


def test_of_several_places_for_a_count_the_first_that_is_one_speaks() -> None:
    assert first_count(None, -1, "", 0, 7) == 0
    assert first_count(None, "") is None


@pytest.mark.parametrize(
    ("value", "milliseconds", "read"),
    [
        (1697015400, False, "2023-10-11T09:10:00Z"),
        ("1697015400", False, "2023-10-11T09:10:00Z"),
        (1697015400000, False, "2023-10-11T09:10:00Z"),
        (1697015400123, False, "2023-10-11T09:10:00.123Z"),
        (1697098530123, True, "2023-10-12T08:15:30.123Z"),
        (1697098530000, True, "2023-10-12T08:15:30Z"),
        (1697015400.0, False, "2023-10-11T09:10:00Z"),
        (1697015400, True, "1970-01-20T15:23:35.400Z"),
        (0, False, None),
        ("0", False, None),
        ("", True, None),
        (None, False, None),
    ],
)
def test_moments_are_read_in_seconds_and_in_milliseconds(value: Any, milliseconds: bool, read: str | None) -> None:
    assert moment(value, "x", milliseconds=milliseconds) == read


@pytest.mark.parametrize("value", ["hier", -1, 10**15, 10**17, "9" * 18, "2023-10-11", 1e300])
def test_what_is_no_moment_is_told_by_its_field(value: Any) -> None:
    with pytest.raises(RecordError) as refused:
        moment(value, "data.create_time")
    assert refused.value.path == "data.create_time"


@given(st.none() | st.integers() | st.floats() | st.text(alphabet="0123456789-.e", max_size=20), st.booleans())
def test_any_value_is_a_moment_that_a_record_takes_or_none_or_refused(value: Any, milliseconds: bool) -> None:
    try:
        read = moment(value, "x", milliseconds=milliseconds)
    except RecordError:
        return
    check_moment(read)


@pytest.mark.parametrize(
    ("code", "read"),
    [("fr", "fr"), ("pt-BR", "pt-BR"), ("und", None), ("un", None), ("zxx", None), ("qme", None), ("qht", None),
     ("", None), ("?", None), ("FR", None), (None, None)],
)  # fmt: skip
def test_a_language_counts_where_it_is_one(code: str | None, read: str | None) -> None:
    assert language(code) == read
