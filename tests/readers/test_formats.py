import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perenne.readers import post_ndjson
from perenne.readers.formats import ARCHIVES, FORMATS, PACKED, format_named, read_formats
from perenne.readers.reading import Format

CARDS = (*FORMATS, PACKED)
NAMES = [card.name for card in CARDS]


def test_every_format_has_a_name_of_its_own_with_its_version() -> None:
    assert len(set(NAMES)) == len(NAMES)
    assert all(re.fullmatch(r"[a-z0-9-]+/[1-9]", name) for name in NAMES)


def test_every_name_that_a_file_may_get_leads_to_a_card() -> None:
    assert [format_named(name) for name in NAMES] == list(CARDS)
    for tag in post_ndjson.OTHER_RECORDS - set(NAMES):
        assert format_named(tag) is post_ndjson.CARD


@pytest.mark.parametrize("card", CARDS, ids=NAMES)
def test_a_card_says_everything_in_both_languages(card: Format) -> None:
    for words in (card.title, card.versions):
        assert words.fr.strip()
        assert words.en.strip()


@pytest.mark.parametrize("card", CARDS, ids=NAMES)
def test_columns_are_as_they_are_compared(card: Format) -> None:
    for columns in card.columns:
        assert columns
        assert all(column == column.strip().casefold() for column in columns)


def test_the_sentence_names_each_tool_once() -> None:
    for said in (read_formats().fr, read_formats().en):
        assert said.count("Zeeschuimer") == said.count("minet") == 1
        assert "Parquet" in said
    assert len(read_formats().en) < 800


def test_private_archives_say_where_they_begin() -> None:
    assert ARCHIVES
    for archive in ARCHIVES:
        assert "root" in archive.private.groupindex
        assert archive.read is None or "root" in archive.read.groupindex


def test_the_loosest_cards_come_last() -> None:
    """A post without a tag and a table of any columns are what no stricter card took."""
    assert [card.name for card in FORMATS[-2:]] == ["post/1", "table/1"]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
KEYS = (
    "kind", "items", "snippet", "error", "source_platform", "data", "media", "string_list_data", "ig_stories", "Post",
    "Video", "Activity", "Profile", "platform", "text", "id", "author", "stats", "desc", "videos", "extractor",
    "aweme_id", "aweme_list", "statistics", "label", "creator",
)  # fmt: skip


@given(st.dictionaries(st.sampled_from(KEYS) | st.text(max_size=4), JSON, max_size=5))
def test_a_card_asked_about_any_object_answers(value: dict[str, Any]) -> None:
    for card in FORMATS:
        assert card.holds is None or card.holds(value) in (True, False)
