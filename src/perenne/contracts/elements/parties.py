"""Who the parties are, and what the document says of each: name, addresses, country of tax residence."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from perenne.contracts.document import Block
from perenne.contracts.elements.party_facts import said_of_party
from perenne.contracts.elements.party_tables import table_pieces
from perenne.contracts.elements.party_words import ROLES, Role, role_alone, words
from perenne.contracts.elements.passages import Passage, sentences
from perenne.contracts.elements.piece import Piece
from perenne.law.relations.words import place_of, places_of

FIELDS = ("name", "postal_address", "email", "tax_country")
_OPENED = re.compile(r"[«“\"(]\s*(?:l[ae]\s+|l[’']\s*|the\s+)?[«“\"]?\s*\Z", re.IGNORECASE)
_CLOSED = re.compile(r"(?:\s+de\s+contenus?)?\s*[»”\")]")
_ARTICLE = re.compile(r"(?:la|the)\s|l[’']", re.IGNORECASE)
_NAMED = re.compile(
    r"(?:\bci-après\b|\bhereinafter\b|\()[^()«»“”]{0,40}[«“]\s*(?:l[ae]\s|l[’'])?\s*[A-ZÀ-Þ][^»”]{1,30}[»”]"
)
_BEFORE = 40
_AT_ONCE = 6
"""How far from the beginning of a block its first word may stand behind an article."""


class Fact(NamedTuple):
    """One thing that the document says of a party (``None``: of which, cannot be told)."""

    role: Role | None
    field: str
    value: str
    passage: Passage


def facts_on_parties(blocks: Sequence[Block]) -> tuple[Fact, ...]:
    """What ``blocks`` say of the parties, in order."""
    tables = tuple(table_pieces(blocks))
    told = {piece.passage.block for piece in tables}
    rest = (piece for piece in _pieces(blocks, {role for each in tables for role in each.roles}, told))
    return tuple(fact for piece in (*tables, *rest) for fact in _facts(piece))


def _facts(piece: Piece) -> Iterator[Fact]:
    roles: tuple[Role | None, ...] = piece.roles or (None,)
    for field, value, passage in said_of_party(piece.passage, piece.presents, piece.key):
        yield from (Fact(role, field, value, passage) for role in roles)


def _pieces(blocks: Sequence[Block], introduced: set[Role], told: set[int]) -> Iterator[Piece]:
    """The passages of the document outside tables, each with the parties that it is about."""
    waiting: list[Passage] = []
    below: Role | None = None
    """The party whose name alone is the heading of what follows."""
    for place, block in enumerate(blocks):
        if place in told:
            continue
        alone = role_alone(block.text) if len(introduced) < len(ROLES) else None
        if alone is not None and alone not in introduced:
            introduced.add(alone)
            below, waiting = alone, []
            continue
        marks = [each for each in _introductions(block.text) if each[0] not in introduced]
        own_words = not block.label and block.kind not in {"heading", "running"}
        if below is not None and not marks and own_words:
            yield Piece(Passage(place, 0, block.text), (below,), True)
            continue
        below, start = None, 0
        for role, end in marks:
            introduced.add(role)
            own = [*waiting, Passage(place, start, block.text[start:end])]
            yield from (Piece(each, (role,), True) for each in own)
            waiting, start = [], end
        if len(introduced) < len(ROLES) and own_words and not marks and _names_another(block.text):
            nobodys = [*waiting, Passage(place, start, block.text[start:])]
            yield from (Piece(each, (), False) for each in nobodys)
            waiting = []
        elif len(introduced) < len(ROLES) and own_words:
            waiting.append(Passage(place, start, block.text[start:]))
        elif not marks:
            yield from (Piece(each, _spoken_of(each.text), False) for each in sentences(place, block.text))
    yield from (Piece(each, _spoken_of(each.text), False) for each in waiting)


def _introductions(text: str) -> Iterator[tuple[Role, int]]:
    """The parties that ``text`` gives a name to be called by, each with where what is said of it ends."""
    found = sorted(
        (at, end, role)
        for role, names in words().roles.items()
        for at, end in places_of(names, text)
        if _names(text, at, end)
    )
    firsts = [each for each in found if each == next(other for other in found if other[2] == each[2])]
    for number, (at, end, role) in enumerate(firsts):
        opening = not text[:at].strip(" \t«“\"'’lLaeè.-") or at < 4
        following = firsts[number + 1][0] if number + 1 < len(firsts) else len(text)
        yield role, (following if opening else _end_of_part(text, end, following))


def _names(text: str, at: int, end: int) -> bool:
    """Whether the word at ``at`` is given as a name (``ci-après « la Créatrice »``, ``La Créatrice : …``)."""
    before = text[max(0, at - _BEFORE) : at]
    opening = re.fullmatch(r"\W*(?:l[ae’']?\s*|the\s+)?", before, re.IGNORECASE) is not None
    if at <= _AT_ONCE and opening and re.match(r"\w+(?: de contenus?)?\s*[:–—]", text[at:]):
        return True
    return _is_quoted(text, before, at, end) or place_of(words().naming[:-1], before) is not None


def _is_quoted(text: str, before: str, at: int, end: int) -> bool:
    """Alone between quotation marks or brackets; in brackets with its article or its capital, or it is a trade."""
    opened = _OPENED.search(before)
    if opened is None or not _CLOSED.match(text, end):
        return False
    return opened[0].strip() != "(" or text[at].isupper() or _ARTICLE.match(text, at) is not None


def _names_another(text: str) -> bool:
    """Whether ``text`` gives a name to somebody, or something, that is neither party."""
    return _NAMED.search(text) is not None


def _end_of_part(text: str, end: int, following: int) -> int:
    part = place_of(words().parts, text[end:following])
    return end + part[1] if part else min(end + 2, following)


def _spoken_of(text: str) -> tuple[Role, ...]:
    if place_of(words().both, text):
        return ROLES
    spoken = tuple(role for role in ROLES if place_of(words().roles[role], text))
    return spoken if len(spoken) == 1 else ()
