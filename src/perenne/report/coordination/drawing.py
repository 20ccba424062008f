"""A group drawn as a ring: its members side by side with whom they are tied to, a line a tie."""

from collections.abc import Mapping, Sequence
from math import cos, pi, sin

import numpy as np
from markupsafe import Markup
from scipy.sparse import csr_array
from scipy.sparse.csgraph import reverse_cuthill_mckee

from perenne.report.coordination.network import Pair, short

MOST_DRAWN = 60
_MOST_OUTSIDE = 120
_SIZE, _RING, _OUTSIDE = 360, 138, 168
_LARGEST, _LABELLED = 11.0, 40


def ring(
    members: Sequence[str], ties: Mapping[Pair, int], called: Mapping[str, str], joined: int, title: str, says: str
) -> Markup:
    """``members`` (at most ``MOST_DRAWN``) on a circle, ``ties``: how many joint acts two of them have, and around
    them a dot for each of those who ``joined``. ``title`` and ``says`` for those who do not see it; the tables beside
    hold the same."""
    order = _side_by_side(members, ties)
    at = {name: _place(n, len(order), _RING) for n, name in enumerate(order)}
    most = max(ties.values(), default=1)
    lines = [_line(at[a], at[b], joint / most) for (a, b), joint in sorted(ties.items()) if a in at and b in at]
    size = min(_LARGEST, 2.6 * _RING / max(len(order), 1))
    dots = [_dot(at[name], size, short(called[name]) if size > _LABELLED / 6 else "") for name in order]
    outside = min(joined, _MOST_OUTSIDE)
    around = [_outside(_place(n, outside, _OUTSIDE)) for n in range(outside)]
    return Markup(
        '<svg class="ring" viewBox="0 0 {0} {0}" role="img"><title>{1}</title><desc>{2}</desc>{3}</svg>'
    ).format(_SIZE, title, says, Markup("").join([*lines, *around, *dots]))


def _side_by_side(members: Sequence[str], ties: Mapping[Pair, int]) -> list[str]:
    """In an order that keeps those near each other who are tied, so that communities stand out."""
    number = {name: n for n, name in enumerate(sorted(members))}
    pairs = [(number[a], number[b]) for a, b in ties if a in number and b in number]
    if not pairs:
        return list(number)
    left, right = np.array(pairs).T
    both = csr_array(
        (np.ones(2 * len(pairs)), (np.r_[left, right], np.r_[right, left])), shape=(len(number), len(number))
    )
    names = list(number)
    return [names[n] for n in reverse_cuthill_mckee(both, symmetric_mode=True).tolist()]


def _place(n: int, of: int, radius: float) -> tuple[float, float]:
    angle = 2 * pi * n / max(of, 1) - pi / 2
    return _SIZE / 2 + radius * cos(angle), _SIZE / 2 + radius * sin(angle)


def _line(one: tuple[float, float], other: tuple[float, float], share: float) -> Markup:
    return Markup('<path d="M{} {}L{} {}" stroke-width="{}"/>').format(
        *map(_short, (*one, *other)), _short(0.5 + 2 * share)
    )


def _dot(place: tuple[float, float], size: float, label: str) -> Markup:
    x, y = map(_short, place)
    text = Markup('<text x="{}" y="{}">{}</text>').format(x, y, label) if label else Markup("")
    return Markup('<circle cx="{}" cy="{}" r="{}"/>{}').format(x, y, _short(size), text)


def _outside(place: tuple[float, float]) -> Markup:
    return Markup('<circle class="joined" cx="{}" cy="{}" r="2.5"/>').format(*map(_short, place))


def _short(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
