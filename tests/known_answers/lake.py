"""An invented lake of acts whose answer is known: who acts together in it, and who only seems to.

*Background*: accounts of very unequal activity, objects of very unequal fame, communities that keep to their own,
time zones and hours of the day, objects that are noticed within minutes and objects noticed within hours, people who
are always quick. *Innocents*: superfans of a brand, people who post by a scheduler on the full hour, breaking news,
groups of quick friends. *Rings*: seven of them, named below by what they do and how many they are.

Every account is a number; ``innocent`` and ``ring`` say whose numbers they are. Times are seconds. The same seed
gives the same lake.
"""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

DAY = 86_400
DAYS = 14
START = 1_767_225_600
"""The first second of 2026."""
COMMUNITIES = 20
_ZONES = np.array([0, 0, 0, 1, 1, -5, -5, 8])
_CURVE = np.array(
    [0.15, 0.08, 0.05, 0.05, 0.07, 0.15, 0.35, 0.6, 0.75, 0.75, 0.75, 0.8,
     0.9, 0.85, 0.75, 0.75, 0.8, 0.9, 1.0, 1.0, 1.0, 0.9, 0.65, 0.35]
)  # fmt: skip
"""How active people are at each hour of their day."""

Ints = NDArray[np.int64]
INNOCENTS = ("fans", "schedulers", "news", "friends")
RINGS = ("pod20", "link30", "amp15", "bought150", "low8", "swarm80", "pure12")


@dataclass(slots=True)
class Lake:
    """``account``, ``object``, ``time``: one row an act. ``ring``: the accounts of each ring; ``innocent``: of each
    group that acts alike and is none."""

    account: Ints
    object: Ints
    time: Ints
    ring: dict[str, Ints] = field(default_factory=dict)
    innocent: dict[str, Ints] = field(default_factory=dict)

    @property
    def ringed(self) -> frozenset[int]:
        return frozenset(int(each) for members in self.ring.values() for each in members)

    def __len__(self) -> int:
        return len(self.account)


def lake(
    seed: int,
    rows: int = 100_000,
    innocents: tuple[str, ...] = INNOCENTS,
    rings: tuple[str, ...] = RINGS,
    *,
    bursty: float = 0.08,
    quick: float = 0.05,
) -> Lake:
    """A lake of about ``rows`` background acts. ``bursty``: the share of objects that are noticed within minutes;
    ``quick``: of accounts that always are."""
    made = _Maker(np.random.default_rng(seed), rows, bursty, quick)
    made.background()
    for name in innocents:
        getattr(made, f"_{name}")()
    for name in rings:
        getattr(made, f"_{name}")()
    return made.done()


class _Maker:
    def __init__(self, random: np.random.Generator, rows: int, bursty: float, quick: float) -> None:
        self._random, self._rows = random, rows
        self._accounts, self._objects = max(rows // 8, 200), max(rows // 25, 40)
        self._parts: list[tuple[Ints, Ints, Ints]] = []
        self._ring: dict[str, Ints] = {}
        self._innocent: dict[str, Ints] = {}
        self._activity = np.minimum(random.pareto(1.3, self._accounts) + 1, 400)
        self._fame = np.minimum(random.pareto(1.05, self._objects) + 1, self._objects / 4)
        self._community = random.integers(0, COMMUNITIES, self._accounts)
        self._of = random.integers(0, COMMUNITIES, self._objects)
        self._zone = _ZONES[random.integers(0, len(_ZONES), COMMUNITIES)]
        self._quick = random.random(self._accounts) < quick
        self._bursty = random.random(self._objects) < bursty
        self._born = START + self._waking(random.random(self._objects) * DAYS * DAY, self._zone[self._of])
        self._next = self._accounts

    def done(self) -> Lake:
        columns = [np.concatenate(each) for each in zip(*self._parts, strict=True)]
        order = self._random.permutation(len(columns[0]))
        account, thing, time = (column[order] for column in columns)
        return Lake(account, thing, time, self._ring, self._innocent)

    # Background

    def background(self) -> None:
        account = self._random.choice(self._accounts, self._rows, p=self._activity / self._activity.sum())
        self._act(account, self._chosen(self._community[account]))

    def _chosen(self, community: Ints) -> Ints:
        """An object each: four in five of the own community, by fame."""
        random = self._random
        chosen = random.choice(self._objects, len(community), p=self._fame / self._fame.sum())
        own = random.random(len(community)) < 0.8
        for each in range(COMMUNITIES):
            rows = np.flatnonzero(own & (community == each))
            among = np.flatnonzero(self._of[: self._objects] == each)
            if len(rows) and len(among):
                fame = self._fame[among]
                chosen[rows] = among[random.choice(len(among), len(rows), p=fame / fame.sum())]
        return chosen

    def _act(self, account: Ints, thing: Ints) -> None:
        """The accounts act on the objects when people do: some time after they appeared, by day."""
        known = account < self._accounts
        quick = np.where(known, self._quick[np.minimum(account, self._accounts - 1)], False)
        community = np.where(known, self._community[np.minimum(account, self._accounts - 1)], self._of[thing])
        time = np.zeros(len(account))
        waiting = np.arange(len(account))
        for _ in range(8):
            lag = self._lag(thing[waiting], quick[waiting])
            time[waiting] = self._born[thing[waiting]] + lag
            hour = ((time[waiting] / 3600 + self._zone[community[waiting]]) % 24).astype(int)
            waiting = waiting[self._random.random(len(waiting)) > _CURVE[hour]]
        self._add(account, thing, time)

    def _lag(self, thing: Ints, quick: NDArray[np.bool_]) -> NDArray[np.float64]:
        median = np.where(self._bursty[thing], 240.0, 7200.0)
        lag = median * np.exp(self._random.normal(0, 1.1, len(thing)))
        return np.where(quick, np.minimum(lag, 90 * np.exp(self._random.normal(0, 0.8, len(thing)))), lag)

    def _waking(self, moment: NDArray[np.float64], zone: Ints) -> NDArray[np.float64]:
        """``moment`` moved by whole hours to where people are awake."""
        for _ in range(6):
            hour = ((moment / 3600 + zone) % 24).astype(int)
            asleep = self._random.random(len(moment)) > _CURVE[hour]
            moment = np.where(asleep, moment + 3600 * self._random.integers(1, 8, len(moment)), moment)
        return moment

    def _add(self, account: Ints, thing: Ints, time: NDArray[np.float64]) -> None:
        self._parts.append((account.astype(np.int64), thing.astype(np.int64), np.rint(time).astype(np.int64)))

    def _new(self, how_many: int) -> Ints:
        self._next += how_many
        return np.arange(self._next - how_many, self._next)

    def _new_objects(self, how_many: int, *, bursty: bool = False) -> Ints:
        """Objects of no fame, which nobody of the background has chosen."""
        first = len(self._born)
        born = self._waking(self._random.random(how_many) * DAYS * DAY, np.zeros(how_many, int)) + START
        self._born = np.append(self._born, born)
        self._bursty = np.append(self._bursty, np.full(how_many, bursty))
        self._of = np.append(self._of, self._random.integers(0, COMMUNITIES, how_many))
        return np.arange(first, first + how_many)

    def _cover(self, members: Ints, acts: int = 15) -> None:
        """What else the members do, like everybody."""
        account = np.repeat(members, acts)
        self._act(account, self._chosen(np.repeat(self._random.integers(0, COMMUNITIES, len(members)), acts)))

    def _together(self, members: Ints, things: Ints, share: float, starts: NDArray[np.float64], width: float) -> None:
        """Each member acts on each object with probability ``share``, within ``width`` seconds from the start."""
        for thing, start in zip(things, starts, strict=True):
            who = members[self._random.random(len(members)) < share]
            self._add(who, np.full(len(who), thing), start + self._random.random(len(who)) * width)

    # Innocents

    def _fans(self) -> None:
        """Three brands of 30 posts: 40 superfans each, who come within minutes, and others who come by."""
        fans = []
        for _ in range(3):
            club, posts = self._new(40), self._new_objects(30, bursty=True)
            fans.append(club)
            for post in posts:
                who = club[self._random.random(40) < 0.6]
                self._act(who, np.full(len(who), post))
                others = self._random.choice(self._accounts, 30, replace=False)
                self._act(others, np.full(len(others), post))
            self._cover(club)
        self._innocent["fans"] = np.concatenate(fans)

    def _schedulers(self) -> None:
        """60 people of three communities whose tool posts at the full hour, on what interests them."""
        people = self._new(60)
        account = np.repeat(people, 60)
        thing = self._chosen(np.repeat(self._random.integers(0, 3, 60), 60))
        seen = self._born[thing] + self._lag(thing, np.zeros(len(thing), bool))
        self._add(account, thing, np.ceil(seen / 3600) * 3600 + self._random.integers(0, 20, len(account)))
        self._innocent["schedulers"] = people

    def _news(self) -> None:
        """Four events that one account in twenty shares within minutes."""
        for event in self._new_objects(4, bursty=True):
            who = self._random.choice(self._accounts, self._accounts // 20, replace=False)
            time = self._born[event] + 300 * np.exp(self._random.normal(0, 0.8, len(who)))
            self._add(who, np.full(len(who), event), time)
        self._innocent["news"] = np.empty(0, np.int64)

    def _friends(self) -> None:
        """Two groups of twelve who share an interest, have others, and are always quick."""
        groups = []
        for _ in range(2):
            group = self._new(12)
            groups.append(group)
            things = self._chosen(np.full(30, self._random.integers(0, COMMUNITIES)))
            for thing in things:
                who = group[self._random.random(12) < 0.7]
                lag = 90 * np.exp(self._random.normal(0, 0.8, len(who)))
                self._add(who, np.full(len(who), thing), self._born[thing] + lag)
            thing = self._chosen(np.repeat(self._random.integers(0, COMMUNITIES, 12), 25))
            lag = 90 * np.exp(self._random.normal(0, 0.8, len(thing)))
            self._add(np.repeat(group, 25), thing, self._born[thing] + lag)
        self._innocent["friends"] = np.concatenate(groups)

    # Rings

    def _later(self, things: Ints, spread: float = 4 * 3600) -> NDArray[np.float64]:
        return self._born[things] + 60 + self._random.random(len(things)) * spread

    def _famous(self, how_many: int) -> Ints:
        """Objects among the best known tenth, though not the most famous."""
        order = np.argsort(-self._fame)
        return self._random.choice(order[self._objects // 80 : self._objects // 10], how_many, replace=False)

    def _obscure(self, how_many: int) -> Ints:
        things = self._new_objects(how_many)
        for thing in things:
            who = self._random.choice(self._accounts, self._random.integers(3, 9), replace=False)
            self._act(who, np.full(len(who), thing))
        return things

    def _pod20(self) -> None:
        """A pod: 20 accounts comment 25 posts, seven in ten of them each, over ten minutes."""
        members, things = self._new(20), self._famous(25)
        self._together(members, things, 0.7, self._later(things), 600)
        self._cover(members)
        self._ring["pod20"] = members

    def _link30(self) -> None:
        """30 accounts push 15 obscure links within a minute."""
        members, things = self._new(30), self._obscure(15)
        self._together(members, things, 0.8, self._later(things), 60)
        self._cover(members)
        self._ring["link30"] = members

    def _amp15(self) -> None:
        """15 accounts amplify 25 popular posts within 40 seconds."""
        members, things = self._new(15), self._famous(25)
        self._together(members, things, 0.8, self._later(things), 40)
        self._cover(members)
        self._ring["amp15"] = members

    def _bought150(self) -> None:
        """150 bought accounts serve 14 customers, a random two in five of them each time, within two minutes."""
        members, things = self._new(150), self._famous(14)
        self._together(members, things, 0.4, self._later(things), 120)
        self._cover(members)
        self._ring["bought150"] = members

    def _low8(self) -> None:
        """Eight accounts, seven objects: as little as can be seen."""
        members, things = self._new(8), self._famous(7)
        self._together(members, things, 0.95, self._later(things), 40)
        self._cover(members)
        self._ring["low8"] = members

    def _swarm80(self) -> None:
        """80 accounts, four messages, three minutes: each acts too rarely to be told apart."""
        members, things = self._new(80), self._new_objects(4)
        self._together(members, things, 0.7, self._later(things), 180)
        self._cover(members)
        self._ring["swarm80"] = members

    def _pure12(self) -> None:
        """Twelve accounts that do nothing else, on objects that nobody else touches."""
        members, things = self._new(12), self._new_objects(20)
        self._together(members, things, 0.8, self._later(things), 60)
        self._ring["pure12"] = members
