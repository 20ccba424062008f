"""Matrices of runs that never were, for what is made of them."""

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from perenne.handset.selftest.catalogue import attempts
from perenne.handset.selftest.kept import signed, written
from perenne.handset.selftest.matrix import FORMAT, Bound, Found, Matrix, judged
from perenne.handset.selftest.told import Tried, Way
from perenne.handset.tiers import Tier

BOUND = Bound("Linux 6.18 x86_64", 7, "bubblewrap 0.8.0 85580dd5", "p" * 64, "c" * 64, "ordinary")


def found(leaking: frozenset[Way] = frozenset(), harmless: frozenset[Way] = frozenset()) -> tuple[Found, ...]:
    """Every attempt held as foreseen, but for ``leaking``; ``harmless`` do not succeed without protection either."""
    control, inside = [], []
    for each in attempts():
        for name in each.ways:
            way = Way(each.n, name)
            control.append(Tried(*way, leaked=way not in harmless, got="nothing" if way in harmless else "got it"))
            got = "got it" if way in leaking else each.stopped[Tier.SEALED][0]
            inside.append(Tried(*way, leaked=way in leaking, got=got))
    return judged(control, inside, Tier.SEALED)


def matrix(leaking: frozenset[Way] = frozenset(), harmless: frozenset[Way] = frozenset()) -> Matrix:
    return Matrix(FORMAT, Tier.SEALED, "2026-11-24T06:00:00Z", BOUND, found(leaking, harmless))


def kept(leaking: frozenset[Way] = frozenset(), harmless: frozenset[Way] = frozenset()) -> bytes:
    """As a file holds it: another installation's, of another machine."""
    return written(signed(matrix(leaking, harmless), Ed25519PrivateKey.generate()))
