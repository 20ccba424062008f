"""The words of ``parties.yaml``, and the roles that they name."""

from functools import cache
from typing import Literal

import msgspec

from perenne.contracts.reading.labels import label_of
from perenne.dated.shelf import shelf
from perenne.text.names import folded_name

Role = Literal["creator", "advertiser"]
ROLES: tuple[Role, ...] = ("creator", "advertiser")
_LONGEST_ROLE = 60


class PartyWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """As the file explains them."""

    roles: dict[Role, tuple[str, ...]]
    both: tuple[str, ...]
    naming: tuple[str, ...]
    lead: tuple[str, ...]
    parts: tuple[str, ...]
    tax: tuple[str, ...]
    streets: tuple[str, ...]
    boxes: tuple[str, ...]
    months: tuple[str, ...]
    titles: tuple[str, ...]
    not_names: tuple[str, ...]
    forms: tuple[str, ...]
    born: tuple[str, ...]
    openings: tuple[str, ...]
    keys: dict[str, tuple[str, ...]]


@cache
def words() -> PartyWords:
    return msgspec.convert(shelf("perenne.contracts.elements")["parties"], PartyWords)


def role_alone(text: str) -> Role | None:
    """The party that ``text`` names and says nothing else of (``L’ANNONCEUR``, ``1. Coordonnées de la Marque :``)."""
    if len(text) > _LONGEST_ROLE or any(sign in text for sign in '«“"('):
        return None
    label = label_of(text)
    said = folded_name(text[label.end :] if label else text).split()
    while said and (said[0] in _lead() or said[0].isdigit()):
        del said[0]
    return _roles().get(" ".join(said))


def names_names(key: str) -> bool:
    """Whether the cell ``key`` says that a name stands beside it."""
    return folded_name(key) in _name_keys()


@cache
def _lead() -> frozenset[str]:
    return frozenset(map(folded_name, words().lead))


@cache
def _roles() -> dict[str, Role]:
    def bare(name: str) -> str:
        said = folded_name(name).split()
        return " ".join(said[1:] if said[0] in _lead() else said)

    return {bare(name): role for role in ROLES for name in words().roles[role]}


@cache
def _name_keys() -> frozenset[str]:
    return frozenset(map(folded_name, words().keys["name"]))
