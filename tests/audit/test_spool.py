"""Posts in the spool: where they lie, in which order they are judged, which are copies; they come back whole."""

import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perenne.audit.index import Index, IndexBuilder
from perenne.audit.judgement import Knowledge
from perenne.audit.places import PLACE, with_changes
from perenne.audit.plan import BATCH, Plan, planned
from perenne.audit.silence import Listening
from perenne.audit.spool import RecordReader, Records, RecordWriter, Spool
from perenne.law.rulebook import rulebook
from perenne.model.post import Post
from perenne.model.wire import encode
from tests.law.given import a_post
from tests.model import records

LISTENING = Listening(Knowledge(rulebook()))


@pytest.fixture
def spool() -> Iterator[Spool]:
    spool = Spool()
    yield spool
    spool.close()


def spooled(folder: Path, *files: Sequence[Post]) -> list[Index]:
    """Each of ``files`` as a file of the spool, with its index."""
    indexes = []
    for number, posts in enumerate(files):
        writer, index = RecordWriter(folder, number), IndexBuilder(number, LISTENING, few=0)
        for post in posts:
            index.add(post, writer.write(post))
        writer.close()
        indexes.append(index.index())
    return indexes


def plan_of(spool: Spool, *files: Sequence[Post]) -> Plan:
    return planned(spooled(spool.folder, *files))


def ids(spool: Spool, at: pl.DataFrame) -> list[str | None]:
    return [post.post_id for post in Records(spool, at.select(*PLACE))]


def test_a_spool_is_private_and_gone_when_it_is_closed(tmp_path: Path) -> None:
    spool = Spool(tmp_path)
    assert spool.folder.parent == tmp_path
    assert spool.folder.stat().st_mode & 0o777 == 0o700
    spooled(spool.folder, [a_post("un")])
    assert {path.stat().st_mode & 0o777 for path in spool.folder.glob("records-*")} == {0o600}
    spool.close()
    assert list(tmp_path.iterdir()) == []


def test_it_is_gone_too_when_nothing_refers_to_it(tmp_path: Path) -> None:
    held = Records(Spool(tmp_path), pl.DataFrame(schema=PLACE))
    assert len(list(tmp_path.iterdir())) == 1
    del held
    assert list(tmp_path.iterdir()) == []


def test_posts_come_by_platform_and_id_whatever_file_they_were_in(spool: Spool) -> None:
    first = [a_post("un", post_id=name) for name in ("é", "b", "a10", "a9")]
    second = [
        a_post("un", post_id=name, platform=platform) for name, platform in (("c", "tiktok"), ("A", "instagram"))
    ]
    assert ids(spool, plan_of(spool, first, second).posts) == ["A", "a10", "a9", "b", "é", "c"]


@settings(max_examples=30, deadline=None)
@given(st.lists(st.lists(records.posts, max_size=5), max_size=3))
def test_every_record_comes_back_as_it_was(files: list[list[Post]]) -> None:
    spool = Spool()
    plan = plan_of(spool, *files)
    rows = [batch.rows for batch in plan.batches]
    at = pl.concat([plan.silent.select(*PLACE), *(each.select(*PLACE) for each in rows)])
    every = sorted(encode(post) for posts in files for post in posts)
    assert sorted(line.removesuffix(b"\n") for line in Records(spool, at).raw()) == every
    spool.close()


def test_what_lies_together_and_what_lies_apart_is_fetched_alike(spool: Spool) -> None:
    posts = [a_post("x" * n, post_id=f"C{n}") for n in range(200)]
    (index,) = spooled(spool.folder, posts)
    chance = random.Random(3)  # noqa: S311
    for order in (list(range(200)), list(range(199, -1, -1)), chance.sample(range(200), 120), [5, 6, 7, 3, 4, 9]):
        with RecordReader(spool.folder) as reader:
            fetched = list(reader.fetch(index.frame.select(*PLACE)[order]))
        assert fetched == [encode(posts[number]) + b"\n" for number in order]


# Copies


def test_copies_share_a_number_and_stay_in_one_batch(spool: Spool) -> None:
    once = [a_post("Ma lampe", post_id=f"C{n:05}") for n in range(10)]
    again = [a_post("Ma lampe", post_id="C00003"), a_post("Ma lampe", post_id="C00003", platform="tiktok")]
    plan = plan_of(spool, once, again, again[:1])
    assert (plan.posts.height, plan.copies) == (11, 2)
    (batch,) = plan.batches
    assert batch.rows["post"].to_list() == [3, 3, 3]
    assert ids(spool, batch.rows) == ["C00003"] * 3
    assert plan.silent.height == 10


def test_nameless_posts_are_copies_only_of_the_same_line_of_the_same_bytes(spool: Spool) -> None:
    def nameless(line: int, sha: str, file: str = "a") -> Post:
        return a_post("un", post_id=None, source={"file": file, "sha256": sha * 64, "line": line})

    assert plan_of(spool, [nameless(1, "a"), nameless(2, "a")], [nameless(1, "b"), nameless(1, "a", "z")]).copies == 1


def test_batches_are_of_whole_posts_and_leave_none_out(spool: Spool) -> None:
    count = BATCH + 100
    posts = [a_post("Publicité", post_id=f"C{n:05}") for n in range(count)]
    plan = plan_of(spool, posts, posts[BATCH - 2 : BATCH + 2])
    numbers = [batch.rows["post"].to_list() for batch in plan.batches]
    assert [len(set(each)) for each in numbers] == [BATCH, 100]
    assert [each.number for each in plan.batches] == [0, 1]
    assert sorted({number for each in numbers for number in each}) == list(range(count))
    assert plan.silent.height == 0


def test_a_batch_of_large_posts_holds_few_of_them(spool: Spool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("perenne.audit.plan.BYTES", 10_000)
    posts = [a_post(f"Publicité {'x' * 3_000}", post_id=f"C{n}") for n in range(9)]
    plan = plan_of(spool, posts, posts[2:3] * 6)
    numbers = [sorted(set(batch.rows["post"].to_list())) for batch in plan.batches]
    assert [number for each in numbers for number in each] == list(range(9))
    assert max(map(len, numbers)) <= 4
    assert [2] in [each[-1:] for each in numbers]


def test_nothing_read_is_nothing_to_do(spool: Spool) -> None:
    plan = plan_of(spool)
    assert (plan.posts.height, plan.copies, plan.batches, plan.silent.height) == (0, 0, (), 0)
    assert plan_of(spool, [], []).posts.height == 0


# What the index says


def test_silent_posts_are_counted_by_the_law_that_applies(spool: Spool) -> None:
    def somewhere(number: int, **facts: Any) -> Post:
        return a_post("Ma lampe", **{"post_id": f"C{number}", "account": {}, "audience": {}, **facts})

    mixed = {"audience": {"countries": {"FR": 0.5, "BE": 0.4}}}
    plan = plan_of(
        spool,
        [somewhere(1), somewhere(2, account={"country": "CA"})],
        [somewhere(3, account={"country": "CA"}), somewhere(4, **mixed), somewhere(5)],
    )
    assert {scope.countries: posts for scope, posts in plan.scopes.items()} == {
        ("FR",): 2,
        ("CA",): 2,
        ("BE", "FR"): 1,
    }


def test_creators_count_once_whatever_the_case_and_unnamed_ones_not_at_all(spool: Spool) -> None:
    handles = ["lina", "LINA", "@lina", "zoe", None, ""]
    plan = plan_of(spool, [a_post("", post_id=str(n), account={"handle": each}) for n, each in enumerate(handles)])
    assert plan.silent["creator"].drop_nulls().n_unique() == 2
    assert plan.silent["creator"].null_count() == 2


def test_records_that_changed_lie_elsewhere(spool: Spool) -> None:
    plan = plan_of(spool, [a_post("un", post_id=name) for name in "abc"])
    writer = RecordWriter(spool.folder, 7)
    length = writer.write(a_post("deux", post_id="b"))
    writer.close()
    moved = pl.DataFrame(
        {"post": [1], "file": [7], "offset": [0], "length": [length]}, schema={"post": pl.UInt32, **PLACE}
    )
    assert [post.text for post in Records(spool, with_changes(plan.posts, [moved, moved[:0]]))] == [
        "un",
        "deux",
        "un",
    ]
    assert with_changes(plan.posts, []).equals(plan.posts)
