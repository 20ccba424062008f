"""The twenty-five attempts as data: how each is called, what is planted for it, what should stop it."""

from functools import cache

import msgspec

from perenne.dated.shelf import shelf
from perenne.handset.selftest.told import Way
from perenne.handset.tiers import Tier
from perenne.model.bilingual import Bilingual


class Attempt(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``stopped``: by tier, what is expected to stop it; ``ways``: in how many manners it is made."""

    n: int
    group: str
    name: Bilingual
    bait: Bilingual
    stopped: dict[Tier, tuple[str, ...]]
    ways: dict[str, Bilingual]


class _Attempts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    groups: dict[str, Bilingual]
    attempts: tuple[Attempt, ...]


@cache
def _read() -> _Attempts:
    return msgspec.convert(shelf(__package__)["attempts"], _Attempts)


def attempts() -> tuple[Attempt, ...]:
    return _read().attempts


def groups() -> dict[str, Bilingual]:
    return _read().groups


def every_way() -> tuple[Way, ...]:
    return tuple(Way(each.n, name) for each in attempts() for name in each.ways)
