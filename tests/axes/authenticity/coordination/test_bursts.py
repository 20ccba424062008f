"""Objects on which many act at once: told of, and nobody with them."""

import msgspec
import numpy as np
import pytest

from perenne.axes.authenticity.coordination.detect import Coordination
from perenne.axes.authenticity.coordination.method import method
from perenne.axes.authenticity.coordination.tables import BURSTS
from perenne.axes.authenticity.coordination.told import lines
from tests.known_answers.judged import find, table_of
from tests.known_answers.lake import Lake, lake

ROWS = 30_000
ONE_WINDOW = msgspec.structs.replace(method(), windows=(60,))


@pytest.fixture(scope="module")
def swarm() -> Lake:
    """Eighty accounts on four objects: each acts too rarely to be told apart."""
    return lake(351, ROWS, innocents=(), rings=("swarm80",))


@pytest.fixture(scope="module")
def found(swarm: Lake) -> Coordination:
    return find(table_of(swarm), ONE_WINDOW)


def test_a_swarm_that_no_account_gives_away_is_seen_in_its_objects(swarm: Lake, found: Coordination) -> None:
    mine = np.isin(swarm.account, swarm.ring["swarm80"]) & (swarm.object >= ROWS // 25)
    theirs = {f"object {each}" for each in swarm.object[mine]}
    assert len(theirs) == 4
    assert {row["object"] for row in found.bursts.to_pylist()} == theirs
    assert not any(row["accused"] for row in found.accounts.to_pylist())


def test_every_number_of_a_burst_is_what_it_says(swarm: Lake, found: Coordination) -> None:
    assert found.bursts.schema.equals(BURSTS)
    for row in found.bursts.to_pylist():
        mine = swarm.object == int(row["object"].removeprefix("object "))
        first = {who: swarm.time[mine & (swarm.account == who)].min() for who in swarm.account[mine]}
        times = np.sort(list(first.values()))
        at = int(row["at"].timestamp())
        age = (at - times[0]) // 3_600
        hour = times[(times - times[0]) // 3_600 == age]
        assert row["acts"] == len(hour) >= method().burst_acts
        assert row["together"] == np.count_nonzero(np.abs(hour - at) <= 60)
        gaps = np.abs(hour[:, None] - hour)[np.triu_indices(len(hour), 1)]
        assert row["share"] == pytest.approx(np.mean(gaps <= 60), abs=1e-6)
        assert row["share"] >= method().burst_share
        assert row["share"] >= method().burst_times * row["usual"] * 0.999
        assert 0 <= row["denser"] < row["alike"]


def test_the_sentence_says_a_burst_and_no_cause(found: Coordination) -> None:
    said = [line for line in lines(found) if "urst" in line.en]
    assert len(said) == 1
    assert "4 moments when many act within 60 s" in said[0].en
    assert "cause unknown" in said[0].en
    assert "cause inconnue" in said[0].fr


def test_a_day_on_which_nobody_swarms_has_no_burst() -> None:
    assert len(find(table_of(lake(353, ROWS, innocents=(), rings=())), ONE_WINDOW).bursts) == 0


def test_where_nobody_may_be_judged_no_burst_is_told() -> None:
    few = lake(352, 400, innocents=(), rings=("swarm80",))
    assert len(find(table_of(few), ONE_WINDOW).bursts) == 0
