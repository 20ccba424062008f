"""A group drawn as a ring: everybody inside the frame, ties as many as there are, communities side by side."""

import re
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from perenne.report.coordination.drawing import ring

MANY = 360


def _drawn(members: list[str], ties: dict[tuple[str, str], int], joined: int = 0) -> str:
    called = {name: f"{n:05}" for n, name in enumerate(members, 1)}
    return str(ring(members, ties, called, joined, "Groupe <1>", "dit"))


@given(st.integers(2, 60), st.integers(0, 300), st.data())
def test_every_member_and_tie_is_drawn_inside_the_frame(size: int, joined: int, data: st.DataObject) -> None:
    members = [f"n{n}" for n in range(size)]
    every = list(combinations(members, 2))
    ties = {pair: n + 1 for n, pair in enumerate(data.draw(st.lists(st.sampled_from(every), unique=True)))}
    drawn = _drawn(members, ties, joined)
    assert drawn.count("<path") == len(ties)
    assert drawn.count('class="joined"') == min(joined, 120)
    assert drawn.count("<circle") - min(joined, 120) == size
    places = [float(each) for each in re.findall(r'c[xy]="([-\d.]+)"', drawn)]
    assert all(0 <= each <= MANY for each in places)


def test_two_communities_stand_apart() -> None:
    left, right = [f"a{n}" for n in range(6)], [f"b{n}" for n in range(6)]
    members = [each for two in zip(left, right, strict=True) for each in two]
    ties = {**dict.fromkeys(combinations(left, 2), 3), **dict.fromkeys(combinations(right, 2), 3)}
    called = {name: name for name in members}
    order = re.findall(r"<text[^>]*>([ab])", str(ring(members, ties, called, 0, "t", "d")))
    changes = sum(one != other for one, other in zip(order, [*order[1:], order[0]], strict=True))
    assert changes == 2


def test_the_same_ties_in_another_order_give_the_same_drawing() -> None:
    members = [f"n{n}" for n in range(9)]
    ties = {pair: len(pair[0]) + n for n, pair in enumerate(combinations(members, 2))}
    assert _drawn(members, ties) == _drawn(members, dict(reversed(ties.items())))


def test_whoever_does_not_see_it_is_told_and_markup_is_escaped() -> None:
    drawn = _drawn(["a", "b"], {("a", "b"): 1})
    assert 'role="img"' in drawn
    assert "<title>Groupe &lt;1&gt;</title><desc>dit</desc>" in drawn
