"""The same files read in this process and inside the compartment, in each tier that holds here."""

from collections.abc import Generator, Iterator
from contextlib import closing
from pathlib import Path
from typing import cast

import polars as pl
import pytest

from perenne.audit.intake import EVERY, read_file
from perenne.handset.tiers import Standing, Tier, offered, standing
from perenne.isolation.choosing import reading_inside
from perenne.isolation.compartment import Compartment
from perenne.model.errors import UnreadableFile
from perenne.model.post import Post
from perenne.readers.mapping import parse_mapping
from perenne.readers.opening import Found, find_files, open_reading
from perenne.readers.reading import Item
from perenne.readers.tasks import Here, through, way
from tests.readers.archives import zip_of
from tests.readers.workbooks import workbook

TIERS = {each.tier: each for each in (standing(), offered(None)) if each.tier is not Tier.NOT_ISOLATED}
POST = b'{"platform": "instagram", "post_id": "C1", "text": "un", "extra": {"z": 1, "a": [2, {"b": null}]}}\n'


@pytest.fixture(params=TIERS.values(), ids=lambda each: each.tier.name.lower())
def stands(request: pytest.FixtureRequest) -> Standing:
    held: Standing = request.param
    return held


@pytest.fixture
def inside(stands: Standing) -> Iterator[None]:
    with reading_inside(stands):
        yield


def posts(items: Iterator[Item]) -> Generator[Post]:
    """``items``, all of which are posts."""
    with closing(cast("Generator[Item]", items)):
        for each in items:
            assert isinstance(each, Post)
            yield each


def told(folder: Path) -> Iterator[object]:
    """Everything that is said of the files in ``folder``, and every refusal."""
    for found in find_files([folder]):
        yield found
        try:
            reading = open_reading(found.path, found.name, member=found.member)
            yield reading.format, reading.sha256
            yield from reading.items()
        except UnreadableFile as problem:
            yield type(problem), problem.says


def both(folder: Path, stands: Standing) -> tuple[list[object], list[object]]:
    here = list(told(folder))
    with reading_inside(stands):
        return here, list(told(folder))


def test_the_examples_give_the_same_records_inside_as_outside(repository: Path, stands: Standing) -> None:
    here, inside = both(repository / "examples", stands)
    assert len(here) > 200
    assert inside == here


def _hurtful(folder: Path) -> None:
    book = workbook({"Posts": [["Réseau", "Compte", "Texte"], ["instagram", "lina.m", "Merci @maisonlune"]]})
    header = "Réseau;Compte;Texte\n".encode()
    contents = {
        "empty": b"",
        "nul.ndjson": POST + b"\0\0\n" + POST,
        "cut.ndjson": POST + POST[:40],
        "pair.ndjson": POST.replace(b'"un"', rb'"\ud800"'),
        "deep.json": b"[" * 100_000,
        "number.ndjson": POST.replace(b'"un"', b'"un", "duration_s": 12, "stats": {"likes": 12.0}'),
        "huge.ndjson": POST.replace(b'"un"', b'"un", "duration_s": 1e400'),
        "cut.xlsx": book[: len(book) // 2],
        "wrong.xlsx": book.replace(b"PK\x01\x02", b"PK\x01\x03"),
        "whole.xlsx": book,
        "wrong.parquet": b"PAR1\x00" + bytes(2_000) + b"PAR1",
        "table.csv": header + b"instagram;lina.m;Merci\n" * 3 + b"\xff;;\n",
        "picture": b"\x89PNG\r\n\x1a\n" + bytes(100),
        "bomb.zip": zip_of({"bomb.csv": b"0" * 5_000_000, "well.ndjson": POST}),
        "nest.zip": zip_of({"inner.zip": zip_of({"well.ndjson": POST})}),
        "broken.zip": zip_of({"well.ndjson": POST})[:-30],
    }
    for name, content in contents.items():
        (folder / name).write_bytes(content)


def test_files_that_are_broken_or_made_to_hurt_are_refused_in_the_same_words(
    tmp_path: Path, stands: Standing
) -> None:
    _hurtful(tmp_path)
    here, inside = both(tmp_path, stands)
    assert sum(isinstance(each, tuple) and each[0] is UnreadableFile for each in here) >= 8
    assert inside == here


def test_a_parquet_file_is_read_with_the_memory_that_polars_wants(tmp_path: Path, stands: Standing) -> None:
    rows = {"platform": ["tiktok"] * 5_000, "caption": ["un", None] * 2_500, "likes": range(5_000)}
    pl.DataFrame(rows).write_parquet(tmp_path / "posts.parquet")
    here, inside = both(tmp_path, stands)
    assert len(here) == 5_002
    assert inside == here


@pytest.mark.usefixtures("inside")
def test_what_a_person_said_of_columns_goes_in_and_what_they_are_taken_for_comes_out(tmp_path: Path) -> None:
    (path := tmp_path / "x.csv").write_text("Wo;Wer;Was\ninstagram;lina.m;Danke\n", encoding="utf-8")
    said = parse_mapping('[columns]\nWo = "platform"\nWer = "account.handle"\nWas = "text"\n', "x.toml")
    (post,) = posts(open_reading(path, "x.csv", said).items({2: {"Was": "Merci"}}))
    assert (post.text, post.account.handle) == ("Merci", "lina.m")
    guess = open_reading(path, "x.csv").guess(said, "posts")
    assert [each.field for each in guess.columns] == ["platform", "account.handle", "text"]


@pytest.mark.usefixtures("inside")
def test_deals_relations_and_answers_are_read_inside_too(repository: Path) -> None:
    examples = repository / "examples"
    for name in ("deals.xlsx", "relations.ndjson"):
        inside = list(open_reading(examples / name, name).relations())
        with through(Here()):
            assert inside == list(open_reading(examples / name, name).relations())
        assert inside
    inside_too = list(open_reading(examples / "answers.ndjson", "answers.ndjson").answers())
    with through(Here()):
        assert inside_too == list(open_reading(examples / "answers.ndjson", "answers.ndjson").answers())


@pytest.mark.usefixtures("inside")
def test_how_far_it_is_is_told_as_it_goes(tmp_path: Path) -> None:
    (path := tmp_path / "many").write_bytes(POST * (2 * EVERY + 1))
    told: list[int] = []
    read = read_file(Found(path, "many"), None, tmp_path, 0, told.append)
    assert (told, len(read.posts)) == ([EVERY, 2 * EVERY], 2 * EVERY + 1)


@pytest.mark.usefixtures("inside")
def test_two_files_may_be_read_at_once(tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / name).write_bytes(POST.replace(b"un", name.encode()) * 3)
    one, other = (posts(open_reading(tmp_path / name, name).items()) for name in "ab")
    pairs = [(first.text, second.text) for first, second in zip(one, other, strict=True)]
    assert pairs == [("a", "b")] * 3


def test_a_reading_left_in_the_middle_takes_its_compartment_with_it_and_the_next_has_a_fresh_one(
    tmp_path: Path, stands: Standing
) -> None:
    (path := tmp_path / "many").write_bytes(POST * 20_000)
    with closing(Compartment(stands)) as compartment, through(compartment):
        reading = open_reading(path, "many")
        with closing(posts(reading.items())) as left:
            next(left)
        assert compartment.waiting == 0
        assert sum(1 for _ in reading.items()) == 20_000
        assert compartment.waiting == 1


def test_files_are_read_as_the_block_says_and_a_reading_stays_with_who_opened_it(
    tmp_path: Path, stands: Standing
) -> None:
    (path := tmp_path / "one").write_bytes(POST)
    with reading_inside(stands):
        assert way().isolation == ("sealed" if stands.tier is Tier.SEALED else "confined")
        reading = open_reading(path, "one")
    assert way().isolation == "none"
    assert [each.post_id for each in posts(reading.items())] == ["C1"], "by a compartment of its own"
