"""What the self-test found: by attempt and way, held, leaked or not proven; and of which machine and code that is."""

from collections import Counter
from collections.abc import Iterable
from typing import Literal

import msgspec

from perenne.handset.selftest.catalogue import attempts
from perenne.handset.selftest.told import Tried, Way
from perenne.handset.tiers import Tier

Verdict = Literal["blocked", "leak", "not_proven"]
VERDICTS: tuple[Verdict, ...] = ("leak", "not_proven", "blocked")
"""Worst first."""
FORMAT = "selftest/1"


class WayFound(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``control``: what the attempt got without the compartment; ``inside``: what within. ``expected``: it was
    stopped in a manner that was foreseen."""

    way: str
    verdict: Verdict
    control: str
    inside: str
    expected: bool = True


class Found(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An attempt: a leak where one of its ways leaks, not proven where none could have leaked."""

    n: int
    name: str
    verdict: Verdict
    ways: tuple[WayFound, ...]


class Mutated(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What was taken away, which attempts must then succeed, and which did."""

    without: tuple[str, ...]
    expected: tuple[int, ...]
    leaked: tuple[int, ...]

    def shows(self) -> bool:
        return set(self.expected) <= set(self.leaked)


class Bound(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a matrix holds for: another kernel, bubblewrap, policy or code, and it says nothing any more."""

    kernel: str
    landlock: int
    bubblewrap: str
    policy: str
    code: str
    user: Literal["root", "ordinary"]


class Matrix(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One run. ``tunnel``: of attempt 25 in that profile, which this program does not offer; ``quick``: the dear
    attempts were left out."""

    perenne: str
    tier: Tier
    at: str
    bound: Bound
    attempts: tuple[Found, ...]
    mutations: tuple[Mutated, ...] = ()
    tunnel: Literal["not_offered"] = "not_offered"
    quick: bool = False

    def counted(self) -> dict[Verdict, int]:
        counts = Counter(each.verdict for each in self.attempts)
        return {verdict: counts[verdict] for verdict in VERDICTS}


def judged(control: Iterable[Tried], inside: Iterable[Tried], tier: Tier) -> tuple[Found, ...]:
    """Every attempt of which a way was tried inside. What was not seen to leak in the control proves nothing."""
    before = {Way(each.attempt, each.way): each for each in control}
    within = {Way(each.attempt, each.way): each for each in inside}
    found = []
    for attempt in attempts():
        tried = [Way(attempt.n, name) for name in attempt.ways if Way(attempt.n, name) in within]
        ways = tuple(_way(before.get(each), within[each], attempt.stopped.get(tier, ())) for each in tried)
        if ways:
            found.append(Found(attempt.n, attempt.name.en, _of_all(ways), ways))
    return tuple(found)


def _way(before: Tried | None, within: Tried, stopped: tuple[str, ...]) -> WayFound:
    control = before.got if before is not None else "not tried"
    expected = within.leaked or within.got in stopped
    return WayFound(within.way, _verdict(before, within), control, within.got, expected)


def _verdict(before: Tried | None, within: Tried) -> Verdict:
    if within.leaked:
        return "leak"
    return "blocked" if before is not None and before.leaked else "not_proven"


def _of_all(ways: Iterable[WayFound]) -> Verdict:
    verdicts = {each.verdict for each in ways}
    if "leak" in verdicts:
        return "leak"
    return "blocked" if "blocked" in verdicts else "not_proven"
