"""``docs/formats.md`` says what the readers declare of themselves."""

import re
from pathlib import Path

from perenne.readers.described import formats_document
from perenne.readers.formats import FORMATS, PACKED


def test_the_document_is_what_the_cards_say(repository: Path) -> None:
    """Otherwise: python -m perenne.readers.described > docs/formats.md"""
    assert (repository / "docs" / "formats.md").read_text(encoding="utf-8") == formats_document()


def test_every_format_has_a_row_with_all_its_cells() -> None:
    rows = [row.strip("| ").split(" | ") for row in formats_document().splitlines() if row.startswith("| `")]
    assert [row[0].strip("`") for row in rows] == [card.name for card in (*FORMATS, PACKED)]
    assert all(len(row) == 8 and all(row) for row in rows)


def test_nothing_is_left_to_fill_in() -> None:
    assert not re.search(r"\{\w+\}", formats_document())
