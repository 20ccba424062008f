"""Countries and their laws, as contracts name them."""

from functools import cache
from typing import NamedTuple

import msgspec

from perenne.contracts.elements.denied import affirmed
from perenne.dated.shelf import shelf
from perenne.law.relations.words import place_of

_LAWS_OF = ("droit {}", "loi {}", "lois {}", "législation {}", "{} law")
_OF = ("of {}", "of the {}", "de {}", "du {}", "d’{}", "de la {}", "de l’{}", "des {}")
_LAWS_IN = tuple(f"{law} {of}" for law in ("law", "laws", "droit", "loi", "lois") for of in _OF)


class _Country(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    names: tuple[str, ...]
    of: tuple[str, ...]
    law: tuple[str, ...] = ()

    @property
    def laws(self) -> tuple[str, ...]:
        """Its law, under every name."""
        named = tuple(pattern.format(each) for each in self.of for pattern in _LAWS_OF)
        return (*named, *(pattern.format(each) for each in self.names for pattern in _LAWS_IN), *self.law)


class Named(NamedTuple):
    """``code``: ISO 3166-1; ``end``: where its name ends."""

    code: str
    end: int


@cache
def _countries() -> dict[str, _Country]:
    return msgspec.convert(shelf("perenne.contracts.elements")["countries"], dict[str, _Country])


@cache
def _laws() -> dict[str, tuple[str, ...]]:
    return {code: each.laws for code, each in _countries().items()}


def country_in(text: str) -> Named | None:
    """The country that ``text`` names first."""
    return _first({code: each.names for code, each in _countries().items()}, text)


def home_in(text: str) -> Named | None:
    """The same, where the country may also be said as what somebody is (*résidente fiscale française*)."""
    return country_in(text) or _first({code: each.of for code, each in _countries().items()}, text)


def laws_in(sentence: str) -> tuple[str, ...]:
    """The countries whose law ``sentence`` names without denying it."""
    return tuple(code for code, words in _laws().items() if affirmed(words, sentence))


def _first(words: dict[str, tuple[str, ...]], text: str) -> Named | None:
    found = [(place, code) for code, names in words.items() if (place := place_of(names, text))]
    return Named(min(found)[1], min(found)[0][1]) if found else None
