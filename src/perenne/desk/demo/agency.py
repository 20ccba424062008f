"""Who is in the invented agency, and what its creators write: ``agency.yaml`` and ``captions.yaml``, read."""

from functools import cache

import msgspec

from perenne.dated.shelf import shelf
from perenne.model.event import Choice


class Somebody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    email: str
    roles: tuple[str, ...] = ()


class House(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A brand: ``theme`` is what its creators write of, ``products`` are named in paid posts."""

    name: str
    handle: str
    theme: str
    sectors: tuple[str, ...]
    category: str
    products: tuple[str, ...]


class Creator(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    handle: str
    platform: str
    theme: str
    followers: int


class Agency(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    organisation: str
    people: tuple[Somebody, ...]
    first: Somebody
    brands: tuple[House, ...]
    creators: tuple[Creator, ...]


class Mention(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a paid post names the deal; ``before`` and ``after``: how many in a hundred do, in the first and the second
    year; ``first``: it opens the text."""

    text: str
    before: int
    after: int
    first: bool = False


class Captions(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    openings: tuple[str, ...]
    endings: tuple[str, ...]
    themes: dict[str, tuple[str, ...]]
    paid: tuple[str, ...]
    mentions: tuple[Mention, ...]
    notices: dict[str, str]
    codes: str


@cache
def agency() -> Agency:
    return msgspec.convert(shelf("perenne.desk.demo")["agency"], Agency)


@cache
def captions() -> Captions:
    return msgspec.convert(shelf("perenne.desk.demo")["captions"], Captions)


class Said(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    contests: bool
    text: str


class Ambassade(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"from_": "from"}):
    """A yearly agreement with the ``nth`` partnership: days around today on which it begins and ends, and on which
    its posts are due."""

    nth: int
    from_: int
    to: int
    notice_days: int
    fee: str
    due: int


class Renewal(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    choice: Choice
    reason: str


class Paper(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A contract as a text: it began ``starts`` days ago and ``lasts`` so many."""

    brand: str
    creator: str
    objective: str
    money: str
    starts: int
    lasts: int
    text: str


class Lived(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What people wrote at the desk."""

    reasons: dict[str, tuple[str, ...]]
    replies: tuple[Said, ...]
    ambassades: tuple[Ambassade, ...]
    renewals: tuple[Renewal, ...]
    contracts: tuple[Paper, ...]


@cache
def lived() -> Lived:
    return msgspec.convert(shelf("perenne.desk.demo")["people"], Lived)
