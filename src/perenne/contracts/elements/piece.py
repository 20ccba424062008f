"""A passage with the parties that it is about."""

from typing import NamedTuple

from perenne.contracts.elements.party_words import Role
from perenne.contracts.elements.passages import Passage


class Piece(NamedTuple):
    """``presents``: its first words are the name of the party; ``key``: what stands before it in a table."""

    passage: Passage
    roles: tuple[Role, ...]
    presents: bool
    key: str = ""
