"""The examples of archives and tables are read to their last record, none refused."""

from collections import Counter
from pathlib import Path

import pytest

from perenne.readers.opening import find_files, open_reading

EXAMPLES = {
    "archives/user_data_tiktok.json": {"Post": 2, "Profile": 1, "Other": 1},
    "archives/instagram-archive.zip": {"Post": 5, "Profile": 1, "Other": 5},
    "tables/suivi.ods": {"Post": 2, "Other": 1},
    "tables/posts.parquet": {"Post": 3},
}


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_gives_what_it_holds(name: str, repository: Path) -> None:
    counts: Counter[str] = Counter()
    for found in find_files([repository / "examples" / name]):
        items = open_reading(found.path, found.name, member=found.member).items()
        counts.update(type(item).__name__ for item in items)
    del counts["Sensitive"]
    assert counts == EXAMPLES[name]
