"""The attempts themselves, a few of them: within the compartment they get nothing, without one layer they do."""

from pathlib import Path

import pytest

from perenne.handset.order import EVERY_LAYER, Layer
from perenne.handset.selftest import listening, names, relaying
from perenne.handset.selftest.bait import planted
from perenne.handset.selftest.catalogue import attempts
from perenne.handset.selftest.mutations import Mutation, mutated, mutations
from perenne.handset.selftest.probes.every import PROBES
from perenne.handset.selftest.run import Host, Wanted, inside
from perenne.handset.selftest.told import Tried, Way
from perenne.handset.selftest.trial import confined, outcomes, unconfined
from perenne.handset.tiers import Standing, Tier, offered, standing

pytestmark = pytest.mark.usefixtures("loopback")

MARKS = {Way(9, "rights"), Way(9, "day"), Way(9, "marks by descriptor")}
HOLDS = {Way(12, "its limits"), Way(12, "its place in the queue")}
QUICK = tuple(each for each in PROBES if each.attempt in {1, 2, 3, 5, 6, 10, 11, 13, 15, 17} or each in MARKS | HOLDS)
TIERS = [each for each in (standing(), offered(None)) if each.tier is not Tier.NOT_ISOLATED]
HOST = Host(unpack=lambda archive, folder: None)


@pytest.fixture(scope="module")
def here() -> Standing:
    found = standing()
    assert found.tier is not Tier.NOT_ISOLATED, [each.en for each in found.missing]
    return found


def _got(found: list[Tried]) -> dict[str, bool]:
    return {f"{each.attempt}/{each.way}": each.leaked for each in found}


def test_without_the_compartment_each_bait_is_taken() -> None:
    with planted() as bait:
        assert set(_got(outcomes(unconfined, bait, QUICK)).values()) == {True}


def test_within_the_compartment_none_is(here: Standing) -> None:
    with planted() as bait:
        found = outcomes(confined(here), bait, QUICK)
    assert _got(found) == {str(each): False for each in QUICK}


@pytest.mark.parametrize("stands", TIERS, ids=lambda each: each.tier.name.lower())
def test_marks_and_limits_of_others_are_held_as_foreseen(stands: Standing) -> None:
    with planted() as bait:
        found = outcomes(confined(stands), bait, tuple(MARKS | HOLDS))
    stopped = {each.n: each.stopped[stands.tier] for each in attempts()}
    assert [each for each in found if each.leaked or each.got not in stopped[each.attempt]] == []


def test_an_attempt_that_ends_the_process_is_stopped_and_the_rest_goes_on(here: Standing) -> None:
    ways = (Way(20, "calls of 32 bits"), Way(1, "own environment"))
    with planted() as bait:
        first, second = outcomes(confined(here), bait, ways)
    assert not first.leaked
    assert (second.way, second.got) == ("own environment", "nothing")


@pytest.mark.parametrize("mutation", [each for each in mutations() if each.without in {(Layer.CALLS,)}], ids=str)
def test_a_layer_that_is_missing_lets_its_attempts_out(here: Standing, mutation: Mutation) -> None:
    found = mutated(Wanted(here, HOST), mutation)
    assert found.expected, "nothing was tried"
    assert found.shows(), found


def test_nothing_is_left_of_what_was_planted_for_one_run() -> None:
    with planted() as bait, planted() as other:
        assert bait.canary != other.canary
    assert not Path(bait.organisation).exists()
    assert not Path("/proc", str(bait.process.pid)).exists()
    assert bait.shared.posix is None or not Path(bait.shared.posix).exists()


def test_only_the_self_test_takes_a_layer_away(here: Standing, repository: Path) -> None:
    assert Wanted(here, HOST).layers == EVERY_LAYER == frozenset(Layer)
    source = repository / "src" / "perenne"
    knows = {each.relative_to(source) for each in source.rglob("*.py") if "Layer" in each.read_text(encoding="utf-8")}
    makers = {Path("handset", name) for name in ("order.py", "launch.py", "inside.py")}
    assert {each for each in knows - makers if each.parts[:2] != ("handset", "selftest")} == set()


# This side


def test_a_careless_host_writes_where_a_name_leads_and_ours_does_not() -> None:
    careless = names.tried_by(names.careless_unpacking, names.careless_keeping)
    assert {each.got for each in careless if each.leaked} == {"escaped"}
    assert len(careless) == len(names.WAYS)
    (kept,) = (each for each in names.tried_by(HOST.unpack, names.our_keeping) if each.way == "name of a handset")
    assert (kept.leaked, kept.got) == (False, "refused")


def test_a_line_that_says_a_thing_twice_ends_the_run_of_our_host_alone(here: Standing) -> None:
    ways = (Way(24, "key twice"), Way(24, "half a record"))
    assert [each.leaked for each in listening.control(ways)] == [True, True]
    assert [(each.leaked, each.got) for each in listening.inside(here, ways)] == [(False, "record"), (False, "half")]


def test_a_careless_proxy_lets_out_what_our_relay_refuses_and_writes_down(here: Standing) -> None:
    ways = (Way(25, "redirect to another host"), Way(25, "token asked back"))
    assert [each.leaked for each in relaying.control(ways)] == [True, True]
    found = relaying.inside(here, ways)
    assert [(each.leaked, each.got) for each in found] == [(False, "302"), (False, "echo")]


def test_an_attempt_of_this_side_is_made_by_the_run(here: Standing) -> None:
    found = inside(Wanted(here, HOST, only=frozenset({8})))
    assert [each.attempt for each in found] == [8] * len(names.WAYS)
