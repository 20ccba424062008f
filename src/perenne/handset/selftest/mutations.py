"""Taking a part away, to see that the attempts which it holds then succeed: what cannot fail proves nothing."""

import dataclasses
from collections.abc import Iterator
from functools import cache
from typing import Literal

import msgspec

from perenne.dated.shelf import shelf
from perenne.handset.order import EVERY_LAYER, Layer
from perenne.handset.selftest import apart, listening, names, relaying
from perenne.handset.selftest.matrix import Mutated
from perenne.handset.selftest.run import Host, Wanted, inside

Part = Literal["names", "channel", "relay"]


class Mutation(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``without``: layers taken away; ``careless``: parts of this side replaced; ``leaks``: the attempts that must
    then succeed."""

    leaks: tuple[int, ...]
    without: tuple[Layer, ...] = ()
    careless: tuple[Part, ...] = ()


@cache
def mutations() -> tuple[Mutation, ...]:
    return msgspec.convert(shelf(__package__)["mutations"]["mutations"], tuple[Mutation, ...])


def tried_without(wanted: Wanted) -> Iterator[Mutated]:
    """Each mutation in turn."""
    for each in mutations():
        yield mutated(wanted, each)


def mutated(wanted: Wanted, mutation: Mutation) -> Mutated:
    """Nothing is expected of an attempt that this machine does not let us make."""
    changed = dataclasses.replace(
        wanted,
        host=_careless(wanted.host, mutation.careless),
        layers=EVERY_LAYER - set(mutation.without),
        only=frozenset(mutation.leaks),
    )
    tried = inside(changed)
    if any(each.attempt in changed.only for each in apart.WAYS):
        both = apart.tried_apart(changed.here, changed.layers)
        tried += both.inside if both is not None else []
    leaked = tuple(sorted({each.attempt for each in tried if each.leaked}))
    made = {each.attempt for each in tried}
    expected = tuple(each for each in mutation.leaks if each in made)
    return Mutated((*mutation.without, *mutation.careless), expected, leaked)


def _careless(host: Host, parts: tuple[Part, ...]) -> Host:
    if "names" in parts:
        host = dataclasses.replace(host, unpack=names.careless_unpacking, keep=names.careless_keeping)
    if "channel" in parts:
        host = dataclasses.replace(host, listen=listening.careless)
    if "relay" in parts:
        host = dataclasses.replace(host, relay=relaying.Careless)
    return host
