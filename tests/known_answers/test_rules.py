"""What the measures rest on: whose objects are whose, and which edges are true."""

import numpy as np
import pytest

from tests.known_answers.judged import judge
from tests.known_answers.lake import Lake, lake
from tests.known_answers.rules import Owners, edges_of, owned, things_of


@pytest.fixture(scope="module")
def known() -> Lake:
    return lake(361, 12_000, innocents=(), rings=("amp15", "pure12"))


def test_the_objects_of_a_ring_are_those_it_meets_on(known: Lake) -> None:
    things = things_of(known, known.ring["pure12"])
    assert len(things) == 20
    assert set(known.account[np.isin(known.object, things)]) == set(known.ring["pure12"])


@pytest.mark.parametrize(("whose", "owners"), [("one", 1), ("members", 12), ("many", 20)])
def test_objects_have_the_owners_that_are_wanted(known: Lake, whose: Owners, owners: int) -> None:
    members = known.ring["pure12"]
    found = owned(known, members, whose, 5)
    theirs = {found[each] for each in things_of(known, members)}
    assert 1 <= len(theirs) <= owners
    assert (theirs <= {f"account {each}" for each in members}) == (whose == "members")
    assert set(found) == set(known.object.tolist())


def test_an_edge_is_true_within_one_ring_alone(known: Lake) -> None:
    edges = edges_of(judge(known))
    assert edges["true"].all()
    assert len(edges) >= 66
    stranger = Lake(known.account, known.object, known.time, {"amp15": known.ring["amp15"]})
    assert set(edges_of(judge(stranger))["true"]) == {True, False}
