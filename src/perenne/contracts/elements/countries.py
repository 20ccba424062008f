"""Countries and their laws, as contracts name them."""

from functools import cache
from typing import NamedTuple

import msgspec

from perenne.dated.shelf import shelf
from perenne.law.relations.words import place_of


class _Country(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    names: tuple[str, ...]
    law: tuple[str, ...]


class Named(NamedTuple):
    """``code``: ISO 3166-1; ``end``: where its name ends."""

    code: str
    end: int


@cache
def _countries() -> dict[str, _Country]:
    return msgspec.convert(shelf("perenne.contracts.elements")["countries"], dict[str, _Country])


def country_in(text: str) -> Named | None:
    """The country that ``text`` names first."""
    found = [(place, code) for code, each in _countries().items() if (place := place_of(each.names, text))]
    return Named(min(found)[1], min(found)[0][1]) if found else None


def laws_in(text: str) -> tuple[str, ...]:
    """The countries whose law ``text`` names."""
    return tuple(code for code, each in _countries().items() if place_of(each.law, text))
