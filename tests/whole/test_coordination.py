"""The detector on many fresh lakes whose answer is known: what it accuses, what it misses, what each part is for.

Each test is many runs; together they take minutes. The seeds stand in no other place.
"""

from collections.abc import Sequence

import msgspec
import numpy as np
import pytest

from perenne.axes.authenticity.coordination.method import method
from tests.known_answers.judged import Judged, judge
from tests.known_answers.lake import INNOCENTS, RINGS, Lake, lake

NULL, INNOCENT, RINGED = range(7_001, 7_021), range(7_101, 7_121), range(7_201, 7_207)


@pytest.mark.timeout(1_200)
def test_where_nobody_acts_together_hardly_a_run_accuses_anybody() -> None:
    accused = [len(judge(lake(seed, innocents=(), rings=())).accused) for seed in NULL]
    assert np.count_nonzero(accused) <= 2, accused


@pytest.mark.timeout(1_200)
def test_fans_schedulers_news_and_quick_friends_are_left_alone() -> None:
    accused = [len(judge(lake(seed, innocents=INNOCENTS, rings=())).accused) for seed in INNOCENT]
    assert np.count_nonzero(accused) <= 3, accused
    assert np.mean(accused) <= 0.5, accused


@pytest.fixture(scope="module")
def ringed() -> Sequence[Judged]:
    return [judge(lake(seed)) for seed in RINGED]


@pytest.mark.timeout(1_200)
def test_the_rings_are_found_and_those_accused_are_of_them(ringed: Sequence[Judged]) -> None:
    least = {"link30": 0.95, "amp15": 0.95, "pure12": 0.95, "pod20": 0.85, "low8": 0.6, "bought150": 0.6}
    recall = {ring: float(np.mean([each.recall(ring) for each in ringed])) for ring in RINGS}
    assert {ring: recall[ring] for ring, share in least.items() if recall[ring] < share} == {}
    assert np.mean([each.false_share for each in ringed]) <= 0.03


def test_without_the_habits_people_with_a_scheduler_would_be_accused(ringed: Sequence[Judged]) -> None:
    known = ringed[0]
    assert known.falsely_among("schedulers") == 0
    without = judge(known.lake, msgspec.structs.replace(method(), habits=False))
    assert without.falsely_among("schedulers") >= 20


def test_were_suspects_counted_as_the_crowd_a_ring_would_be_its_own_alibi(ringed: Sequence[Judged]) -> None:
    known = ringed[0]
    assert known.recall("link30") == 1.0
    without = judge(known.lake, msgspec.structs.replace(method(), set_aside=False))
    assert without.recall("link30") == 0.0


@pytest.mark.timeout(1_200)
def test_a_hundred_thousand_accounts_in_one_minute_hide_no_ring() -> None:
    calm = lake(7_301, 1_000_000, innocents=(), rings=("link30", "amp15", "pure12", "bought150"))
    crowd = np.arange(100_000)
    stormy = Lake(
        np.r_[calm.account, crowd],
        np.r_[calm.object, np.full(len(crowd), int(calm.object.max()) + 1)],
        np.r_[calm.time, int(calm.time.min()) + 86_400 + crowd % 60],
        calm.ring,
    )
    judged = judge(stormy, msgspec.structs.replace(method(), windows=(60,)))
    assert [judged.recall(ring) for ring in ("link30", "amp15", "pure12")] == [1.0, 1.0, 1.0]
    assert judged.recall("bought150") >= 0.4
    (run,) = judged.found.run.to_pylist()
    assert run["crowded"] >= 100_000


def _push_club(seed: int, median: float) -> tuple[Lake, dict[int, str]]:
    """40 followers whose telephones ring at the same moment, on posts of one brand that nobody else sees."""
    calm = lake(seed, innocents=(), rings=())
    random = np.random.default_rng(seed)
    club, posts = int(calm.account.max()) + 1 + np.arange(40), int(calm.object.max()) + 1 + np.arange(30)
    born = int(calm.time.min()) + np.sort(random.choice(14 * 24 - 2, 30, replace=False)) * 3_600
    came = random.random((30, 40)) < 0.6
    post, who = np.nonzero(came)
    lag = np.rint(median * np.exp(random.normal(0, 1.1, len(post)))).astype(np.int64)
    other = random.choice(len(calm), 40 * 15, replace=False)
    account = np.r_[calm.account, club[who], np.repeat(club, 15)]
    thing = np.r_[calm.object, posts[post], calm.object[other]]
    time = np.r_[calm.time, born[post] + lag, calm.time[other] + random.integers(600, 7_200, len(other))]
    owner = {int(each): "maison lune" for each in posts} | {int(each): "others" for each in calm.object}
    return Lake(account, thing, time, {"club": club}), owner


def test_a_push_club_cannot_be_told_from_a_ring_by_time_so_its_one_source_is_said() -> None:
    known, owner = _push_club(7_401, 60.0)
    judged = judge(known, owner=owner)
    assert judged.recall("club") == 1.0
    (group,) = judged.found.groups.to_pylist()
    assert group["one_source"]
    assert group["top_owner"] == "maison lune"


def test_a_slow_club_is_nobody_s_ring() -> None:
    known, owner = _push_club(7_402, 300.0)
    assert judge(known, owner=owner).accused == set()
