import csv
import io
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perenne.model.post import Post
from perenne.readers import table
from perenne.readers.delimited import Block
from perenne.readers.plain_rows import PlainRows
from perenne.readers.reading import Item, Origin, Sensitive
from tests.readers.workbooks import Value, workbook

ORIGIN = Origin("publications.csv", "c0ffee" + "0" * 58)
LONG = "Une longue soirée d’été avec toute la famille, " * 3

SAID = {
    "plateforme": ["instagram", "TikTok", "Story Instagram", "", "nowhere"],
    "post id": ["C0001", "7300000000000000001", "1,23E+18", "", "n/a", "123456789012300000"],
    "url": ["https://www.instagram.com/p/Cab1/", "https://www.instagram.com/p/Cab1/?igsh=x", "", "no address",
            "https://www.tiktok.com/@lina.m/video/7300000000000000001", "https://www.instagram.com/lina.m/"],
    "date": ["2026-11-20T09:00:00Z", "2026-11-20 09:00", "20/11/2026", "2026-02-30T09:00:00Z", "", "soon"],
    "heure": ["18h42", "", "late"],
    "compte": ["lina.m", "@zoe", "Lina M.", "", "https://www.tiktok.com/@lina.m"],
    "pays": ["FR", "Belgique", "UK", "", "nowhere at all"],
    "légende": [LONG, "Merci @maisonlune", "", "  ", "n/a", " " * 80, f"  {LONG}", f"n/a{' ' * 80}"],
    "texte à l’écran": ["PUBLICITÉ", "", LONG],
    "likes": ["12", "1 234", "12,5 k", "10K-100K", "", "n/a", "-1", "12x", "9" * 20],
    "vues": ["7", "", "0"],
    "partenariat rémunéré": ["oui", "non", "", "perhaps"],
    "liens": ["https://ex.fr/a, https://ex.fr/b", "https://ex.fr/?token=1", ""],
    "marque": ["Maison Lune", "@maisonlune", ""],
    "montant ht": ["100", "1 200,50 €", "", "much"],
    "contrepartie": ["oui", "produit", "argent, produit", "", "a smile"],
    "note libre": ["vu avec elle", "", "lina@example.org", "https://ex.fr/?sessionid=9", "1", "06 12 34 56 78"],
    "e-mail": ["lina@example.org", ""],
}  # fmt: skip
HEADERS = list(SAID)
rows = st.tuples(*(st.one_of(st.just(cells[0]), st.sampled_from(cells)) for cells in SAID.values()))
tables = st.tuples(st.sets(st.sampled_from(HEADERS)), st.lists(rows, min_size=1, max_size=12))


def csv_of(table_rows: Sequence[Sequence[str]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(table_rows)
    return text.getvalue().encode()


def read(content: bytes) -> list[Item]:
    return list(table.read(io.BytesIO(content), ORIGIN))


def read_row_by_row(content: bytes) -> list[Item]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(PlainRows, "posts", lambda _, block: [None] * len(block.lines))
        return read(content)


@given(tables)
def test_a_row_says_with_others_what_it_says_by_itself(drawn: tuple[set[str], list[tuple[str, ...]]]) -> None:
    chosen, said = drawn
    kept = [n for n, header in enumerate(HEADERS) if header in chosen or header in {"plateforme", "légende"}]
    content = csv_of([[row[n] for n in kept] for row in (HEADERS, *said)])
    assert list(map(repr, read(content))) == list(map(repr, read_row_by_row(content)))


def test_plain_rows_are_read_at_once_and_the_others_are_left() -> None:
    content = [
        HEADERS,
        [cells[0] for cells in SAID.values()],
        ["nowhere", *(cells[0] for cells in SAID.values())][:18],
    ]
    seen: list[Post | None] = []
    with pytest.MonkeyPatch.context() as patch:
        whole = PlainRows.posts

        def watched(self: PlainRows, block: Block) -> Sequence[Post | None]:
            found = whole(self, block)
            seen.extend(found)
            return found

        patch.setattr(PlainRows, "posts", watched)
        items = [item for item in read(csv_of(content)) if not isinstance(item, Sensitive)]
    assert [post is None for post in seen] == [False, True]
    assert items[0] == seen[0]


def test_numbers_and_words_of_a_workbook_are_not_taken_for_each_other() -> None:
    said: list[list[Value]] = [["plateforme", "légende", "likes", "partenariat rémunéré", "note libre"]]
    said += [["instagram", LONG, 1, True, True], ["instagram", "1", "1", 1, 1], ["instagram", True, 1.0, "oui", "1"]]
    content = workbook({"Posts": said})
    assert list(map(repr, read(content))) == list(map(repr, read_row_by_row(content)))


def test_what_posts_hold_can_be_changed_of_one_alone() -> None:
    row = [cells[0] for cells in SAID.values()]
    first, second = (item for item in read(csv_of([HEADERS, row, row])) if isinstance(item, Post))
    first.extra["new"] = 1
    assert "new" not in second.extra
