"""YAML as a lawyer types it: what looks like a word is a word."""

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from perenne.dated import strict_yaml
from perenne.model.errors import DataError


@pytest.mark.parametrize("word", ["NO", "no", "yes", "on", "off", "y", "n", "True", "FALSE", "oui", "non"])
def test_only_true_and_false_are_booleans(word: str) -> None:
    assert strict_yaml.load(f"[{word}, true, false]", "x.yaml") == [word, True, False]


@pytest.mark.parametrize(
    "word",
    [
        "2024-11-08",
        "2024-11-08 10:00:00",
        "2024-11-08T10:00:00Z",
        "12:30",
        "1:30:00",
        "0:05",
        "010",
        "09",
        "0x1F",
        "0b11",
        "1e3",
        "+33",
        "1,5",
        "06 12 34",
        "1.2.3",
        ".nan",
        ".inf",
        "R11",
        "5-2",
    ],
)
def test_dates_times_and_codes_stay_text(word: str) -> None:
    assert strict_yaml.load(f"seen: {word}", "x.yaml") == {"seen": word}


@pytest.mark.parametrize(
    ("written", "read"),
    [("0", 0), ("12", 12), ("-3", -3), ("1_000", 1000), ("0.10", 0.1), ("-2.5", -2.5), ("5.0", 5.0)],
)
def test_plain_numbers_are_numbers(written: str, read: float) -> None:
    loaded = strict_yaml.load(written, "x.yaml")
    assert (loaded, type(loaded)) == (read, type(read))


@pytest.mark.parametrize("written", ["~", "null", ""])
def test_null_is_null(written: str) -> None:
    assert strict_yaml.load(f"a: {written}", "x.yaml") == {"a": None}


def test_what_is_quoted_is_text() -> None:
    assert strict_yaml.load("['true', \"12\", 'null', \"2024-11-08\"]", "x.yaml") == [
        "true",
        "12",
        "null",
        "2024-11-08",
    ]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a: 1\na: 2\n", 2),
        ("rule:\n  from: 2024\n  to: 2025\n  from: 2026\n", 4),
        ("- {a: 1, a: 1}\n", 1),
        ("a: 1\n'a': 2\n", 2),
    ],
)
def test_a_key_that_stands_twice_is_an_error_with_its_line(text: str, line: int) -> None:
    with pytest.raises(DataError) as refused:
        strict_yaml.load(text, "fr/alcohol.yaml")
    assert refused.value.says.en.startswith(f"fr/alcohol.yaml, line {line}: the key")
    assert refused.value.says.fr.startswith(f"fr/alcohol.yaml, ligne {line} : la clé")


def test_the_same_key_in_two_mappings_is_no_error() -> None:
    assert strict_yaml.load("[{a: 1}, {a: 2}]", "x.yaml") == [{"a": 1}, {"a": 2}]


@pytest.mark.parametrize(
    "text",
    [
        "a: [1\n",
        "\t- a",
        'a: "b',
        "a: !!python/object/apply:os.getcwd []",
        "a: !own b",
        "--- a\n--- b\n",
        "a: \x07",
        "? [a]\n: 1",
        "<<: {a: 1}\nb: 2",
        "a: *nowhere",
    ],
)
def test_what_nobody_should_write_is_refused_with_the_name_of_the_file(text: str) -> None:
    with pytest.raises(DataError) as refused:
        strict_yaml.load(text, "fr/alcohol.yaml")
    assert refused.value.says.en.startswith("fr/alcohol.yaml")
    assert refused.value.says.fr.startswith("fr/alcohol.yaml")


plain = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.text(st.characters(codec="utf-8"), max_size=12),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text("abcdé 012:-", max_size=6), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(plain)
def test_what_a_program_wrote_is_read_back_as_it_was(data: Any) -> None:
    written = yaml.safe_dump(data, allow_unicode=True, sort_keys=False)
    assert strict_yaml.load(written, "x.yaml") == data


def test_the_loader_of_everybody_else_is_left_alone() -> None:
    strict_yaml.load("a: NO", "x.yaml")
    assert yaml.safe_load("a: NO") == {"a": False}
