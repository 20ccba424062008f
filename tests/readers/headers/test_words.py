from typing import get_args

import pytest

from perenne.dated.shelf import shelf
from perenne.model.errors import DataError
from perenne.model.post import Form, Kind, Platform, check_country
from perenne.model.relation import ContractForm
from perenne.readers import headers
from perenne.readers.columns import is_private, name_columns, other_table
from perenne.readers.fields import FIELDS
from perenne.readers.mapping import Mapping
from perenne.readers.moments import moment
from perenne.readers.numbers import quantity

_NONE = Mapping()
FILES = shelf("perenne.readers.headers")


@pytest.mark.parametrize(
    ("said", "same"),
    [("Légende", "LEGENDE"), ("texteSurimposé", "texte surimposé"), ("J’aime", "j'aime"), ("Vues :", "vues"),
     ("Cœur", "coeur"), ("é", "e\u0301"), ("Date de post.", "date_de_post")],
)  # fmt: skip
def test_case_accents_spaces_and_signs_do_not_count(said: str, same: str) -> None:
    assert headers.key(said) == headers.key(same) != ""


def test_a_percent_or_a_currency_does_count() -> None:
    assert len({headers.key(word) for word in ("Likes", "Likes %", "Likes $", "Likes £")}) == 4


def test_every_word_means_something_that_a_record_can_hold() -> None:
    words = FILES["words"]
    assert set(words["platforms"]) == set(get_args(Platform))
    assert set(words["kinds"]) == set(get_args(Kind))
    assert set(words["forms"]) == set(get_args(Form))
    assert set(words["contracts"]) == set(get_args(ContractForm))
    for code in words["countries"]:
        check_country(code)


@pytest.mark.parametrize("kind", ["platforms", "kinds", "forms", "contracts", "countries"])
def test_no_word_means_two_things(kind: str) -> None:
    meanings = [{headers.key(word) for word in words} for words in FILES["words"][kind].values()]
    assert sum(map(len, meanings)) == len(set[str]().union(*meanings))
    assert "" not in set[str]().union(*meanings)


def test_yes_and_no_have_no_word_in_common() -> None:
    words = FILES["words"]
    assert set(words["yes"]).isdisjoint(words["no"])
    assert all(headers.flag(word.upper()) for word in words["yes"])
    assert not any(headers.flag(f" {word} ") for word in words["no"])


@pytest.mark.parametrize("word", ["", "peut-être", "oui mais", "2"])
def test_what_is_neither_yes_nor_no_is_refused(word: str) -> None:
    with pytest.raises(ValueError, match="neither"):
        headers.flag(word)


def test_every_month_is_read_with_and_without_its_point() -> None:
    assert len(FILES["moments"]["months"]) == 12
    for number, names in enumerate(FILES["moments"]["months"], start=1):
        for name in names:
            assert moment(f"5 {name} 2026") == moment(f"5 {name.upper()}. 2026") == f"2026-{number:02}-05"


def test_every_unit_and_multiplier_is_read() -> None:
    for unit, words in FILES["numbers"]["units"].items():
        for word in words:
            found = quantity(f"5 {word}")
            assert found is not None
            assert found.unit == unit
    for word, factor in FILES["numbers"]["multipliers"].items():
        found = quantity(f"5 {word}")
        assert found is not None
        assert found.value == 5 * factor


@pytest.mark.parametrize("table", ["posts", "deals"])
def test_every_header_word_names_its_field(table: str) -> None:
    for name, ranks in FILES[table].items():
        for word in [*ranks.get("sure", []), *ranks.get("maybe", [])]:
            (column,) = name_columns([word], "posts" if table == "posts" else "deals", _NONE).columns
            assert (word, column.field) == (word, name)


def test_every_header_of_another_table_or_of_two_meanings_leads_where_it_should() -> None:
    for table in FILES["tables"]:
        said = table["words"][: table["least"]]
        assert other_table(said, name_columns(said, "posts", _NONE)) == table["kind"]
    for unclear in FILES["unclear"]:
        assert any(name in fields for name in unclear["fields"] for fields in FIELDS.values())
        for word in unclear["headers"]:
            assert name_columns([word], "posts", _NONE).columns[0].read_as == "unclear"
    assert all(map(is_private, [*FILES["private"]["words"], *FILES["private"]["within"]]))


def test_data_of_another_shape_is_named() -> None:
    with pytest.raises(DataError, match=r"headers/words\.yaml"):
        headers.said("words", list[int])
    with pytest.raises(DataError, match=r"headers/nothing\.yaml"):
        headers.said("nothing", dict[str, str])
