"""Two years of an invented agency, drawn from a fixed seed: collaborations, posts, invoices, accounts.

The same day and seed give the same story to the byte; another day moves it whole, so that what is due is due now.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import product
from random import Random

from perenne.desk.demo.agency import Creator, House, Mention, agency, captions

SEED = 20_241_124
DAYS = 730
RELATIONS = 30
POSTS = 5_000

LAST_SEEN = timedelta(days=3)
"""The newest capture is as old as this."""
_PAID_SHARE_WITHOUT_DEAL = 0.12
"""Of the paid posts, those that came with a capture and that nobody tied to a deal."""
_SEASONS = (
    "Hiver",
    "Hiver",
    "Printemps",
    "Printemps",
    "Printemps",
    "Été",
    "Été",
    "Été",
    "Rentrée",
    "Automne",
    "Automne",
    "Fêtes",
)


@dataclass(frozen=True, slots=True)
class Pair:
    house: House
    creator: Creator


@dataclass(frozen=True, slots=True)
class Published:
    """One post; ``of``: the collaboration that paid for it."""

    creator: Creator
    day: date
    number: int
    text: str
    hour: int
    views: int
    likes: int
    label: bool | None
    of: "Collaboration | None" = None
    tied: bool = True

    @property
    def post_id(self) -> str:
        if self.creator.platform == "tiktok":
            return str(7_400_000_000_000_000_000 + self.number * 7_919)
        return f"Dm{self.number:05d}{'Qx' if self.creator.platform == 'instagram' else 'Vy'}{self.number % 97:02d}"

    @property
    def url(self) -> str:
        match self.creator.platform:
            case "instagram":
                return f"https://www.instagram.com/p/{self.post_id}/"
            case "tiktok":
                return f"https://www.tiktok.com/@{self.creator.handle}/video/{self.post_id}"
            case _:
                return f"https://www.youtube.com/watch?v={self.post_id}"


@dataclass(frozen=True, slots=True)
class Collaboration:
    """What was agreed once: amounts in euros without VAT; ``None``: nobody wrote it down."""

    pair: Pair
    number: int
    objective: str
    brief: date
    signed: date | None
    days: tuple[date, ...]
    fee: int | None
    gift: int | None
    code: str | None
    invoiced: date | None
    paid: date | None
    exclusive: bool
    thing: str


@dataclass(frozen=True, slots=True)
class Story:
    until: date
    pairs: tuple[Pair, ...]
    collaborations: tuple[Collaboration, ...]
    posts: tuple[Published, ...]


@dataclass(slots=True)
class _Draw:
    """What is drawn so far."""

    chance: Random
    until: date
    since: date = field(init=False)
    number: int = 0
    texts: dict[str, Iterator[tuple[str, str, str]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.since = self.until - timedelta(days=DAYS)


def story(until: date, posts: int = POSTS, seed: int = SEED) -> Story:
    """The two years that end on ``until``, with ``posts`` posts or a few more."""
    draw = _Draw(Random(seed), until)  # noqa: S311  # the same story each time
    pairs = tuple(_pairs(draw))
    collaborations = tuple(each for pair in pairs for each in _collaborations(draw, pair))
    paid = [each for one in collaborations for each in _paid_posts(draw, one)]
    own = _own_posts(draw, max(posts - len(paid), 0))
    return Story(until, pairs, collaborations, tuple(sorted([*paid, *own], key=lambda each: (each.day, each.number))))


def _pairs(draw: _Draw) -> Iterator[Pair]:
    """Every brand with the creators of its theme, and some who come from elsewhere."""
    own = [
        Pair(house, creator)
        for house, creator in product(agency().brands, agency().creators)
        if house.theme == creator.theme
    ]
    guests = [
        Pair(house, creator)
        for house, creator in product(agency().brands, agency().creators)
        if house.theme != creator.theme and "alcohol" not in house.sectors
    ]
    yield from own
    yield from draw.chance.sample(guests, RELATIONS - len(own))


def _collaborations(draw: _Draw, pair: Pair) -> Iterator[Collaboration]:
    chance = draw.chance
    brief = draw.since + timedelta(days=chance.randint(0, 240))
    ends = draw.until - timedelta(days=chance.choice((0, 0, 0, 0, 0, 30, 200, 320)))
    while brief < ends:
        first = brief + timedelta(days=chance.randint(9, 24))
        days = [first + timedelta(days=7 * step + chance.randint(0, 4)) for step in range(chance.randint(1, 5))]
        last = days[-1]
        paying = chance.random() < 0.72
        invoiced = last + timedelta(days=chance.randint(1, 9)) if paying else None
        paid = invoiced + timedelta(days=chance.choice((14, 21, 28, 30, 30, 33, 45, 61))) if invoiced else None
        draw.number += 1
        yield Collaboration(
            pair=pair,
            number=draw.number,
            objective=f"{_SEASONS[first.month - 1]} {first.year}",
            brief=brief,
            signed=brief + timedelta(days=chance.randint(1, 6)) if chance.random() < 0.85 else None,
            days=tuple(days),
            fee=chance.choice((180, 250, 300, 350, 420, 480, 600, 750, 900)) if paying else None,
            gift=None if chance.random() < 0.12 else chance.choice((35, 48, 60, 85, 120, 180)),
            code=f"{pair.creator.name.split()[0].upper()}{chance.choice((10, 15))}"
            if chance.random() < 0.4
            else None,
            invoiced=invoiced if invoiced and invoiced <= draw.until else None,
            paid=paid if paid and paid <= draw.until else None,
            exclusive=chance.random() < 0.3,
            thing=chance.choice(pair.house.products),
        )
        brief = last + timedelta(days=chance.randint(35, 190))


def _paid_posts(draw: _Draw, one: Collaboration) -> Iterator[Published]:
    for day in one.days:
        if day <= draw.until - LAST_SEEN:
            said = _mention(draw, one, day)
            yield _post(draw, one.pair.creator, day, _paid_text(draw, one, said), of=one)


def _mention(draw: _Draw, one: Collaboration, day: date) -> Mention:
    """How this post says that it is paid: better in the second year than in the first."""
    later = day > draw.since + timedelta(days=DAYS // 2)
    every = captions().mentions
    (chosen,) = draw.chance.choices(every, [each.after if later else each.before for each in every])
    return chosen


def _paid_text(draw: _Draw, one: Collaboration, mention: Mention) -> str:
    house, chance, first = one.pair.house, draw.chance, mention.first
    said = mention.text.format(handle=house.handle, brand=house.name)
    opening, middle, ending = _pieces(draw, one.pair.creator.theme)
    named = chance.choice(captions().paid).format(product=one.thing, brand=house.name)
    notices = [captions().notices[sector] for sector in house.sectors if sector in captions().notices]
    parts = [said if first else opening, named, middle if chance.random() < 0.5 else "", ending]
    if one.code:
        parts.append(captions().codes.format(code=one.code, brand=house.name))
    parts += [] if first else [said]
    parts += notices if chance.random() < 0.8 else []
    return " ".join(filter(None, parts))


def _pieces(draw: _Draw, theme: str) -> tuple[str, str, str]:
    """An opening, a middle and an end that were not together yet."""
    if theme not in draw.texts:
        said = captions()
        every = list(product(said.openings, said.themes[theme], said.endings))
        draw.chance.shuffle(every)
        draw.texts[theme] = iter(every)
    return next(draw.texts[theme])


def _own_posts(draw: _Draw, n: int) -> Iterator[Published]:
    """What creators post of their own, the more the larger their public."""
    creators = agency().creators
    for creator in draw.chance.choices(creators, [2 + len(str(each.followers)) for each in creators], k=n):
        day = draw.since + timedelta(days=draw.chance.randint(0, DAYS - LAST_SEEN.days))
        yield _post(draw, creator, day, " ".join(_pieces(draw, creator.theme)))


def _post(draw: _Draw, creator: Creator, day: date, text: str, of: Collaboration | None = None) -> Published:
    chance = draw.chance
    draw.number += 1
    views = int(creator.followers * chance.lognormvariate(-1.2, 0.6))
    labelled = chance.random() < 0.45
    return Published(
        creator=creator,
        day=day,
        number=draw.number,
        text=text,
        hour=chance.randint(7, 21),
        views=views,
        likes=int(views * chance.uniform(0.02, 0.09)),
        label=None if creator.platform == "youtube" else of is not None and labelled,
        of=of,
        tied=chance.random() >= _PAID_SHARE_WITHOUT_DEAL,
    )
