"""The whole self-test of the compartment, in each tier that this machine has, and without each of its layers."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import msgspec
import pytest

from perenne.cli.handset_selftest import read_archive
from perenne.handset.selftest.catalogue import every_way
from perenne.handset.selftest.matrix import Matrix
from perenne.handset.selftest.mutations import Mutation, mutated, mutations
from perenne.handset.selftest.run import Host, Wanted, standing_of, tried
from perenne.handset.tiers import Standing, Tier
from perenne.model.errors import PerenneError
from tests.cli.calling import start
from tests.handset.people import Person, people

pytestmark = pytest.mark.usefixtures("loopback")

_MEASURED = """
import resource, sys
from perenne.handset.selftest import listening
from perenne.handset.selftest.run import standing_of
from perenne.handset.selftest.told import Way
from perenne.handset.tiers import Tier
def most(): return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
here, ways = standing_of(Tier(sys.argv[1])), [Way(24, name) for name in sys.argv[2:]]
before = most()
limits = [each.got for each in listening.inside(here, ways)]
print(before, most(), *limits)
"""
_ADOPTING = """
import pathlib, sys, os
from perenne.handset.kernel import prctl
from perenne.handset.selftest.run import Host, Wanted, inside, standing_of
from perenne.handset.tiers import Tier
prctl(36, 1)
found = inside(Wanted(standing_of(Tier(sys.argv[1])), Host(lambda archive, folder: None), only=frozenset({13, 23})))
for each in pathlib.Path("/proc").iterdir():
    try:
        said = dict(line.split(":\\t", 1) for line in (each / "status").read_text().splitlines() if ":\\t" in line)
    except OSError:
        continue
    assert said["PPid"] != str(os.getpid()) or said["State"].startswith("Z"), said
print(*sorted({each.attempt for each in found}))
"""
HOST = Host(unpack=read_archive)


def _offered() -> Iterator[Standing]:
    """By tier, what this machine has; the page of the matrix says what it lacks."""
    for tier in (Tier.SEALED, Tier.CONFINED):
        with suppress(PerenneError):
            yield standing_of(tier)


@pytest.fixture(params=_offered(), ids=lambda each: f"tier-{each.tier}")
def here(request: pytest.FixtureRequest) -> Standing:
    found: Standing = request.param
    return found


def _tell_what_is_not_proven(found: Matrix, record: Callable[[str, object], None]) -> None:
    for each in found.attempts:
        for way in each.ways:
            if way.verdict == "not_proven":
                said = f"tier {found.tier.value}, attempt {each.n}, {way.way} (unprotected: {way.control})"
                record("not proven", said)


def test_nothing_gets_out_and_each_attempt_is_stopped_as_foreseen(
    here: Standing, record_property: Callable[[str, object], None]
) -> None:
    found = tried(Wanted(here, HOST), print)
    _tell_what_is_not_proven(found, record_property)
    assert [each.n for each in found.attempts] == list(range(1, 26))
    assert {(each.n, way.way) for each in found.attempts for way in each.ways} == set(every_way())
    assert found.counted()["leak"] == 0, found.attempts
    assert [way for each in found.attempts for way in each.ways if not way.expected] == []
    assert found.counted()["blocked"] >= 24, "where more than one attempt proves nothing, the baits are broken"


def test_whatever_floods_the_channel_this_side_stays_as_it_is(here: Standing) -> None:
    """A line of a GiB, a million records, complaints without end, heard by a process whose memory is measured."""
    ways = ["endless line", "too many records", "too much in all", "flood of complaints"]
    done = subprocess.run(
        [sys.executable, "-c", _MEASURED, here.tier.value, *ways], capture_output=True, check=False, timeout=240
    )
    assert done.returncode == 0, done.stderr
    before, after, *limits = done.stdout.decode().split()
    assert limits == ["line", "lines", "total", "complaint"]
    assert int(after) - int(before) < 32 * 1024, "kilobytes"


def test_nobody_is_left_when_a_run_ends(here: Standing) -> None:
    """A process to which every orphan below it falls, as to the first of all, has no child afterwards."""
    done = subprocess.run(
        [sys.executable, "-c", _ADOPTING, here.tier.value], capture_output=True, check=False, timeout=240
    )
    assert (done.returncode, done.stdout.decode().split()) == (0, ["13", "23"]), done.stderr


@pytest.mark.parametrize("mutation", mutations(), ids=lambda each: "-".join([*each.without, *each.careless]))
def test_without_a_layer_the_attempts_that_it_holds_get_out(here: Standing, mutation: Mutation) -> None:
    found = mutated(Wanted(here, HOST), mutation)
    assert found.expected, "nothing was tried"
    assert found.shows(), found


@pytest.mark.parametrize("person", people()[1:], ids=lambda each: each.name)
@pytest.mark.parametrize("tier", ["A", "B"])
def test_an_ordinary_user_is_held_too(person: Person, tier: str) -> None:
    """Where root runs the tests; else those above were an ordinary user's."""
    script = person.home / f"selftest-{tier}.py"
    script.write_text("from perenne.cli import main; main()")
    done = person.run(script, "handset", "selftest", "--tier", tier, "--json", LANG="C.UTF-8")
    assert done.returncode == 0, done.stderr
    assert {each["verdict"] for each in msgspec.json.decode(done.stdout)["attempts"]} == {"blocked"}


def test_the_command_signs_what_it_found_and_shows_it_again(tmp_path: Path) -> None:
    home = str(tmp_path / "home")
    first = start("handset", "selftest", "--json", cwd=tmp_path, PERENNE_HOME=home)
    again = start("handset", "selftest", "--show", "--json", cwd=tmp_path, PERENNE_HOME=home)
    assert (first.status, again.status) == (0, 0), first.err + again.err
    assert first.out == again.out
    (shown,) = first.records
    assert (shown["stale"], len(shown["attempts"])) == ([], 25)  # type: ignore[arg-type]
    told = start("handset", "ledger", "--json", cwd=tmp_path, PERENNE_HOME=home)
    assert [each["event"] for each in told.records] == ["selftest"]
