"""What may be said of an attempt: that it was held only where it was seen to get out without protection."""

from perenne.handset.selftest.catalogue import attempts, every_way
from perenne.handset.selftest.matrix import Mutated, WayFound, judged
from perenne.handset.selftest.mutations import mutations
from perenne.handset.selftest.probes.every import PROBES
from perenne.handset.selftest.told import Tried, Way
from perenne.handset.tiers import Tier
from tests.handset.selftest.matrices import found, matrix

LINK = Way(7, "hard link")


def test_there_are_twenty_five_attempts_and_each_is_made_in_some_way() -> None:
    assert [each.n for each in attempts()] == list(range(1, 26))
    assert all(each.ways and each.stopped.keys() == {Tier.SEALED, Tier.CONFINED} for each in attempts())
    assert set(PROBES) <= set(every_way())


def test_every_attempt_has_something_that_holds_it_and_is_taken_away_once() -> None:
    assert {n for each in mutations() for n in each.leaks} == set(range(1, 26))


def test_what_leaked_without_protection_and_not_within_was_held() -> None:
    assert {each.verdict for each in found()} == {"blocked"}
    assert matrix().counted() == {"leak": 0, "not_proven": 0, "blocked": 25}


def test_one_way_out_is_a_leak_whatever_the_others_say() -> None:
    (pulled,) = (each for each in found(leaking=frozenset({LINK})) if each.n == LINK.attempt)
    assert pulled.verdict == "leak"
    assert {each.way: each.verdict for each in pulled.ways} == {"hard link": "leak", "rename": "blocked"}


def test_what_does_not_leak_without_protection_proves_nothing_within() -> None:
    (pulled,) = (each for each in found(harmless=frozenset({LINK})) if each.n == LINK.attempt)
    assert {each.way: each.verdict for each in pulled.ways} == {"hard link": "not_proven", "rename": "blocked"}
    every = frozenset(Way(7, name) for name in ("hard link", "rename"))
    (pulled,) = (each for each in found(harmless=every) if each.n == LINK.attempt)
    assert pulled.verdict == "not_proven"


def test_a_leak_within_is_one_even_where_the_control_failed() -> None:
    (pulled,) = (each for each in found(frozenset({LINK}), frozenset({LINK})) if each.n == LINK.attempt)
    assert pulled.verdict == "leak"


def test_what_was_stopped_otherwise_than_foreseen_is_told() -> None:
    way = Way(16, "127.0.0.1")
    (one,) = judged([Tried(*way, leaked=True, got="got it")], [Tried(*way, leaked=False, got="EAGAIN")], Tier.SEALED)
    assert one.ways == (WayFound("127.0.0.1", "blocked", "got it", "EAGAIN", expected=False),)


def test_a_mutation_shows_only_where_everything_that_was_named_got_out() -> None:
    assert Mutated(("calls",), (19, 20), (19, 20, 22)).shows()
    assert not Mutated(("calls",), (19, 20), (19,)).shows()
