"""The invented lake is what it says: known answers are worth nothing otherwise."""

import numpy as np
import pytest

from tests.known_answers.lake import DAYS, RINGS, START, Lake, lake


@pytest.fixture(scope="module")
def whole() -> Lake:
    return lake(341, 20_000)


def test_the_same_seed_gives_the_same_lake_and_another_does_not(whole: Lake) -> None:
    again, other = lake(341, 20_000), lake(342, 20_000)
    assert np.array_equal(again.time, whole.time)
    assert np.array_equal(again.account, whole.account)
    assert not np.array_equal(other.time[:100], whole.time[:100])


def test_each_ring_has_as_many_members_as_its_name_says_and_shares_none(whole: Lake) -> None:
    sizes = [len(whole.ring[name]) for name in RINGS]
    assert sizes == [20, 30, 15, 150, 8, 80, 12]
    assert len(whole.ringed) == sum(sizes)
    assert not whole.ringed & {int(each) for group in whole.innocent.values() for each in group}


def test_rings_act_within_their_time_on_their_objects(whole: Lake) -> None:
    mine = np.isin(whole.account, whole.ring["pure12"])
    assert set(whole.account[np.isin(whole.object, whole.object[mine])]) == set(whole.ring["pure12"])
    spans = [np.ptp(whole.time[mine & (whole.object == thing)]) for thing in np.unique(whole.object[mine])]
    assert len(spans) == 20
    assert max(spans) <= 60


def test_schedulers_post_at_the_full_hour_and_others_do_not(whole: Lake) -> None:
    theirs = np.isin(whole.account, whole.innocent["schedulers"])
    assert (whole.time[theirs] % 3600 < 20).all()
    assert (whole.time[~theirs] % 3600 < 20).mean() < 0.02


def test_people_are_unequal_and_sleep(whole: Lake) -> None:
    acts = np.sort(np.bincount(whole.account))[::-1]
    assert acts[: len(acts) // 100].sum() > 0.1 * acts.sum()
    hours = np.bincount((whole.time // 3600) % 24, minlength=24)
    assert hours.max() > 3 * hours.min()
    assert whole.time.min() >= START
    assert whole.time.max() < START + (DAYS + 3) * 86_400
