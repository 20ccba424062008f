"""Who the parties are, and what the document says of each: name, addresses, country of tax residence."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Literal, NamedTuple

import msgspec

from perenne.contracts.document import Block
from perenne.contracts.elements.countries import country_in
from perenne.contracts.elements.passages import Passage, sentences
from perenne.dated.shelf import shelf
from perenne.law.relations.words import place_of
from perenne.text.names import folded_name

Role = Literal["creator", "advertiser"]
ROLES: tuple[Role, ...] = ("creator", "advertiser")
FIELDS = ("name", "postal_address", "email", "tax_country")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_POSTCODE = re.compile(r"(?<!\d)\d{4,5}(?!\d)\s+[A-ZÀ-Þ][\w’'-]+(?:[ -][A-ZÀ-Þ][\w’'-]+)*")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_BLANK = re.compile(r"_{3,}|\.{4,}|…{2,}|\[[^\]]*\]")
_PART = re.compile(
    r"[^,;:()\n]+?(?=\s*(?:[,;:()\n]|\s[–—]\s|\sci-après|\sdont\s|\sdemeurant|\sdomicili|\shereinafter|\.?\Z))"
)
_WORD = re.compile(r"[^\W\d_][\w.-]*|\d+")
LONGEST_NAME = 90


class _Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    roles: dict[Role, tuple[str, ...]]
    both: tuple[str, ...]
    naming: tuple[str, ...]
    parts: tuple[str, ...]
    tax: tuple[str, ...]
    streets: tuple[str, ...]
    titles: tuple[str, ...]
    born: tuple[str, ...]
    openings: tuple[str, ...]


class Fact(NamedTuple):
    """One thing that the document says of a party (``None``: of which, cannot be told)."""

    role: Role | None
    field: str
    value: str
    passage: Passage


@cache
def words() -> _Words:
    return msgspec.convert(shelf("perenne.contracts.elements")["parties"], _Words)


def facts_on_parties(blocks: Sequence[Block]) -> tuple[Fact, ...]:
    """What ``blocks`` say of the parties, in order."""
    return tuple(fact for piece in _pieces(blocks) for fact in _facts(piece))


class _Piece(NamedTuple):
    passage: Passage
    roles: tuple[Role, ...]
    presents: bool
    """It introduces the party: its first words are a name."""


def _pieces(blocks: Sequence[Block]) -> Iterator[_Piece]:
    """The passages of the document, each with the parties that it is about."""
    introduced: set[Role] = set()
    waiting: list[Passage] = []
    for place, block in enumerate(blocks):
        marks = list(_introductions(block.text)) if len(introduced) < len(ROLES) else []
        start = 0
        for role, end in marks:
            if role in introduced:
                continue
            introduced.add(role)
            own = [*waiting, Passage(place, start, block.text[start:end])]
            yield from (_Piece(each, (role,), True) for each in own)
            waiting, start = [], end
        if len(introduced) < len(ROLES) and not block.label and block.kind != "heading":
            waiting.append(Passage(place, start, block.text[start:]))
        elif not marks:
            yield from (_Piece(each, _spoken_of(each.text), False) for each in sentences(place, block.text))
    yield from (_Piece(each, _spoken_of(each.text), False) for each in waiting)


def _introductions(text: str) -> Iterator[tuple[Role, int]]:
    """The parties that ``text`` gives a name to be called by, each with where what is said of it ends."""
    found = sorted(
        (at, end, role)
        for role, names in words().roles.items()
        for at, end in _places(names, text)
        if _names(text, at)
    )
    firsts = [each for each in found if each == next(other for other in found if other[2] == each[2])]
    for number, (at, end, role) in enumerate(firsts):
        opening = not text[:at].strip(" \t«“\"'’lLaeè.-") or at < 4
        following = firsts[number + 1][0] if number + 1 < len(firsts) else len(text)
        yield role, (following if opening else _end_of_part(text, end, following))


def _names(text: str, at: int) -> bool:
    """Whether the word at ``at`` is given as a name (``ci-après « la Créatrice »``, ``La Créatrice : …``)."""
    before = text[max(0, at - 40) : at]
    opening = re.fullmatch(r"\W*(?:l[ae’']?\s*|the\s+)?", before, re.IGNORECASE) is not None
    if at <= 6 and opening:
        return bool(re.match(r"\w+(?: de contenus)?\s*[:–—]", text[at:]))
    quoted = re.search(r"[«“\"(]\s*(?:l[ae]\s+|l[’']|the\s+)?\Z", before, re.IGNORECASE) is not None
    return quoted or (place_of(words().naming[:-1], before) is not None)


def _end_of_part(text: str, end: int, following: int) -> int:
    part = place_of(words().parts, text[end:following])
    return end + part[1] if part else min(end + 2, following)


def _places(names: Sequence[str], text: str) -> Iterator[tuple[int, int]]:
    for name in names:
        start = 0
        while found := place_of((name,), text[start:]):
            yield start + found[0], start + found[1]
            start += found[1]


def _spoken_of(text: str) -> tuple[Role, ...]:
    if place_of(words().both, text):
        return ROLES
    spoken = tuple(role for role in ROLES if place_of(words().roles[role], text))
    return spoken if len(spoken) == 1 else ()


def _facts(piece: _Piece) -> Iterator[Fact]:
    roles: tuple[Role | None, ...] = piece.roles or (None,)
    for field, value, passage in _said(piece):
        yield from (Fact(role, field, value, passage) for role in roles)


def _said(piece: _Piece) -> Iterator[tuple[str, str, Passage]]:
    text = _BLANK.sub(lambda blank: " " * len(blank[0]), piece.passage.text)
    if piece.presents and (name := _name(text)):
        yield "name", text[slice(*name)], _within(piece.passage, *name)
    if email := _EMAIL.search(text):
        yield "email", email[0], _within(piece.passage, *email.span())
    if address := _address(text):
        yield "postal_address", text[slice(*address)], _within(piece.passage, *address)
    tax = place_of(words().tax, text)
    if address and (home := country_in(text[address[0] : tax[0] if tax else None])):
        yield "home", home.code, _within(piece.passage, address[0], address[0] + home.end)
    if tax and (country := country_in(text[tax[0] :])):
        yield "tax_country", country.code, _within(piece.passage, tax[0], tax[0] + country.end)
    if born := place_of(words().born, text):
        year = _YEAR.search(text, born[0])
        if year:
            yield "birth_year", year[0], _within(piece.passage, born[0], year.end())


def _within(passage: Passage, start: int, end: int) -> Passage:
    return Passage(passage.block, passage.start + start, passage.text[start:end])


def _name(text: str) -> tuple[int, int] | None:
    """The first words that are a name, without the title before them."""
    opening = place_of(words().openings, text)
    for part in _PART.finditer(text, opening[1] if opening else 0):
        start = _without_titles(text, *part.span())
        name = text[start : part.end()].rstrip()
        if name[:1].isupper() and len(name) <= LONGEST_NAME and "@" not in name:
            return start, start + len(name)
        if name[:1].isdigit():
            return None
    return None


def _without_titles(text: str, start: int, end: int) -> int:
    """Where the part from ``start`` to ``end`` begins once its titles are left out."""
    for word in _WORD.finditer(text, start, end):
        if folded_name(word[0]) not in _titles():
            return word.start()
    return end


@cache
def _titles() -> frozenset[str]:
    return frozenset(part for title in words().titles for part in folded_name(title).split())


def _address(text: str) -> tuple[int, int] | None:
    """A postcode with its town, or a street with its number; both where both are there."""
    code = _POSTCODE.search(text)
    street = _street().search(text)
    if code and street and street.start() < code.start():
        return street.start(), code.end()
    found = code or street
    return found.span() if found else None


@cache
def _street() -> re.Pattern[str]:
    name = "|".join(map(re.escape, words().streets))
    before = rf"\d{{1,4}}(?:\s?(?:bis|ter))?,?\s+(?:[\w’'-]+\s){{0,3}}(?:{name})\b[^,;()]*(?:,\s[A-ZÀ-Þ][\w’'-]+)?"
    return re.compile(rf"{before}|(?:{name})\s+\d{{1,4}}\b[^,;()]*(?:,\s[A-ZÀ-Þ][\w’'-]+)?", re.IGNORECASE)
