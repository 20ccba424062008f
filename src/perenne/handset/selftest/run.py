"""The whole self-test: each attempt without the compartment, then within it; nothing of it leaves this machine."""

import dataclasses
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from perenne.handset.order import EVERY_LAYER, Layer, Limits
from perenne.handset.selftest import apart, listening, names, relaying
from perenne.handset.selftest.bait import planted
from perenne.handset.selftest.binding import bound_to
from perenne.handset.selftest.catalogue import every_way
from perenne.handset.selftest.matrix import FORMAT, Matrix, judged
from perenne.handset.selftest.probes.bombs import SPIN
from perenne.handset.selftest.told import Tried, Way
from perenne.handset.selftest.trial import Started, confined, outcomes, unconfined
from perenne.handset.tiers import NotIsolated, Standing, Tier, offered, standing
from perenne.model.errors import UsageError

_DEAR = frozenset({23, 24, 25})
_TIMED = Way(23, "time")
_ELSEWHERE = frozenset({*apart.WAYS, *names.WAYS, *listening.WAYS, *relaying.WAYS})
"""Those that are not probes of a process like any other."""

Told = Callable[[str], None]
"""Is told which stage begins."""


@dataclasses.dataclass(frozen=True, slots=True)
class Host:
    """What of this side is tried; other things stand in its place where it must be seen to matter. ``unpack``: reads
    an archive, and may write in a folder."""

    unpack: Callable[[Path, Path], None]
    keep: Callable[[Path, str], None] = names.our_keeping
    listen: listening.Host = listening.bounded
    relay: relaying.Served = relaying.ours


@dataclasses.dataclass(frozen=True, slots=True)
class Wanted:
    """``layers``: of the compartment, all unless it must be seen that one matters; ``only``: these attempts."""

    here: Standing
    host: Host
    layers: frozenset[Layer] = EVERY_LAYER
    only: frozenset[int] = frozenset(range(1, 26))

    def ways(self) -> tuple[Way, ...]:
        return tuple(each for each in every_way() if each.attempt in self.only)


def standing_of(tier: Tier | None) -> Standing:
    """This machine's, or that of ``tier``. Raises ``NotIsolated`` where it has none at all, ``UsageError`` where it
    has not that one."""
    best = standing()
    if best.tier is Tier.NOT_ISOLATED:
        raise NotIsolated(best)
    here = offered(None) if tier is Tier.CONFINED else best
    if tier is not None and here.tier is not tier:
        raise _not_that_one(tier, here)
    return here


def _not_that_one(tier: Tier, here: Standing) -> UsageError:
    """Tier B is had without bubblewrap: that it is left out is not what is missing."""
    missing = [each for each in here.missing if tier is Tier.SEALED or not each.en.startswith("bubblewrap")]
    fr, en = ", ".join(each.fr for each in missing), ", ".join(each.en for each in missing)
    return UsageError(
        fr=f"le niveau {tier.value} n’existe pas sur cette machine ({fr})",
        en=f"this machine has no tier {tier.value} ({en})",
    )


def tried(wanted: Wanted, told: Told, *, quick: bool = False) -> Matrix:
    """Raises ``NotIsolated`` where there is no compartment, ``DataError`` where the self-test itself fails."""
    if wanted.here.tier is Tier.NOT_ISOLATED:
        raise NotIsolated(wanted.here)
    if quick:
        wanted = dataclasses.replace(wanted, only=wanted.only - _DEAR)
    told("control")
    control = [*_plain(wanted, unconfined, unconfined), *_host_control(wanted)]
    told("inside")
    within = inside(wanted)
    told("apart")
    both = _apart(wanted)
    control, within = [*control, *both.control], [*within, *both.inside]
    at = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    found = judged(control, within, wanted.here.tier)
    return Matrix(FORMAT, wanted.here.tier, at, bound_to(wanted.here), found, quick=quick)


def inside(wanted: Wanted) -> list[Tried]:
    """What the attempts get within the compartment, but for those that need a network apart."""
    here, layers = wanted.here, wanted.layers
    plain = _plain(wanted, confined(here, Limits(), layers), confined(here, SPIN, layers))
    return [*plain, *_host_tried(wanted)]


def _plain(wanted: Wanted, started: Started, timed: Started) -> list[Tried]:
    ways = [each for each in wanted.ways() if each not in _ELSEWHERE]
    found: list[Tried] = []
    for how, some in ((started, [each for each in ways if each != _TIMED]), (timed, _chosen(ways, [_TIMED]))):
        if some:
            with planted() as bait:
                found += outcomes(how, bait, some)
    return found


def _host_control(wanted: Wanted) -> list[Tried]:
    ways = wanted.ways()
    by_name = names.tried_by(names.careless_unpacking, names.careless_keeping) if 8 in wanted.only else []
    listened = listening.control(_chosen(listening.WAYS, ways))
    return [*by_name, *listened, *relaying.control(_chosen(relaying.WAYS, ways))]


def _host_tried(wanted: Wanted) -> list[Tried]:
    here, host, ways = wanted.here, wanted.host, wanted.ways()
    by_name = names.tried_by(host.unpack, host.keep) if 8 in wanted.only else []
    listened = listening.inside(here, _chosen(listening.WAYS, ways), host.listen)
    return [*by_name, *listened, *relaying.inside(here, _chosen(relaying.WAYS, ways), host.relay)]


def _chosen(some: Iterable[Way], wanted: Sequence[Way]) -> tuple[Way, ...]:
    return tuple(each for each in some if each in wanted)


def _apart(wanted: Wanted) -> apart.Both:
    """What could not be tried is told as such: it is not proven."""
    chosen = _chosen(apart.WAYS, wanted.ways())
    both = apart.tried_apart(wanted.here, wanted.layers) if chosen else None
    if both is None:
        not_tried = [Tried(*each, leaked=False, got="not tried") for each in chosen]
        return apart.Both([], not_tried)
    told = {Way(each.attempt, each.way) for each in both.inside}
    lacking = [Tried(*each, leaked=False, got="not tried") for each in chosen if each not in told]
    kept = [each for each in both.inside if Way(each.attempt, each.way) in chosen]
    return apart.Both(both.control, [*kept, *lacking])
