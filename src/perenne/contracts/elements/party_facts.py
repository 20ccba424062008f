"""What a passage on a party says: name, addresses, country of tax residence, year of birth."""

import re
from collections.abc import Iterator
from functools import cache

from perenne.contracts.elements.countries import country_in, home_in
from perenne.contracts.elements.party_words import words
from perenne.contracts.elements.passages import Passage
from perenne.law.relations.words import place_of
from perenne.text.names import folded_name

_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
_MONEY = r"(?!(?:EUR|USD|CHF|GBP|Euros?|HT|TTC)\b)"
_POSTCODE = re.compile(
    rf"(?<![\d.,])\d{{4,5}}(?!\d)\s+{_MONEY}[A-ZÀ-Þ][\w’'-]+(?:[ -][A-ZÀ-Þ][\w’'-]+)*"
    r"|\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b|\b[A-Z]\d[A-Z]\s?\d[A-Z]\d\b|\b[A-Z]{2}\s\d{5}(?:-\d{4})?\b"
)
_CODE = re.compile(r"\s*:\s*(?P<code>[A-Z]{2})\b")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_BLANK = re.compile(r"_{3,}|\.{4,}|…{2,}|\[[^\]]{0,80}\]")
_PART = re.compile(
    r"[^,;:()\n]+?(?=\s*(?:[,;:()\n]|\s[–—]\s|\sci-après|\sdont\s|\sdemeurant|\sdomicili|\shereinafter|\.?\Z))"
)
_WORD = re.compile(r"[^\W\d_][\w.-]*|\d+")
_NUMBER = re.compile(r"\s*(?:\(?\d{1,2}[.)]|[-–—•])\s*")
LONGEST_NAME = 90
_LONGEST_NUMBER = 2
Fields = Iterator[tuple[str, str, Passage]]


def said_of_party(passage: Passage, presents: bool, key: str = "") -> Fields:
    """Each field with its value and its place; ``presents``: the first words are a name; ``key``: what stands before
    the passage in its table."""
    prefix = f"{key} : " if key else ""
    for field, value, (start, end) in _said(
        prefix + _BLANK.sub(lambda gap: " " * len(gap[0]), passage.text), presents
    ):
        first, last = max(start - len(prefix), 0), end - len(prefix)
        if last > 0:
            yield field, value, Passage(passage.block, passage.start + first, passage.text[first:last])


def _said(text: str, presents: bool) -> Iterator[tuple[str, str, tuple[int, int]]]:
    if presents and (name := _name(text)):
        yield "name", text[slice(*name)], name
    if email := _EMAIL.search(text):
        yield "email", email[0], email.span()
    if address := _address(text):
        yield "postal_address", text[slice(*address)], address
    tax = place_of(words().tax, text)
    if address and (home := country_in(text[address[0] : tax[0] if tax else None])):
        yield "home", home.code, (address[0], address[0] + home.end)
    if tax and (code := _CODE.match(text, tax[1])):
        yield "tax_country", code["code"], (tax[0], code.end())
    elif tax and (country := home_in(text[tax[0] :])):
        yield "tax_country", country.code, (tax[0], tax[0] + country.end)
    if born := place_of(words().born, text):
        year = _YEAR.search(text, born[0])
        if year:
            yield "birth_year", year[0], (born[0], year.end())


def _name(text: str) -> tuple[int, int] | None:
    """The first words that are a name, without the title before them."""
    opening = place_of(words().openings, text)
    number = _NUMBER.match(text, opening[1] if opening else 0)
    for part in _PART.finditer(text, number.end() if number else opening[1] if opening else 0):
        start = _without_titles(text, *part.span())
        name = text[start : part.end()].rstrip()
        short = len(name) <= LONGEST_NAME and "@" not in name
        if short and place_of(words().forms, name):
            return start, start + len(name)
        if name.isdigit() and len(name) <= _LONGEST_NUMBER:
            continue
        if name[:1].isdigit() or _is_no_name(name):
            return None
        if short and name[:1].isupper():
            return start, start + len(name)
    return None


def _is_no_name(name: str) -> bool:
    place = place_of(words().not_names, name)
    return place is not None and place[0] == 0


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
    code = next((found for found in _POSTCODE.finditer(text) if not _is_date(text, found.start())), None)
    street = _street().search(text)
    if code and street and street.start() < code.start():
        return street.start(), code.end()
    found = code or street
    return found.span() if found else None


def _is_date(text: str, start: int) -> bool:
    """``3 mars 2026 Paris``: what looks like a postcode is a year."""
    before = text[:start].split()[-1:]
    return bool(before) and folded_name(before[0]) in _months()


@cache
def _months() -> frozenset[str]:
    return frozenset(map(folded_name, words().months))


@cache
def _street() -> re.Pattern[str]:
    name, box = ("|".join(map(re.escape, each)) for each in (words().streets, words().boxes))
    town = r"[^,;()]*(?:,\s(?-i:[A-ZÀ-Þ])[\w’'-]+(?![\w.]*@))?"
    before = rf"\d{{1,4}}(?:\s?(?:bis|ter))?,?\s+(?:[\w’'-]+\s){{0,3}}(?:{name})\b{town}"
    return re.compile(rf"{before}|(?:{name})\s+\d{{1,4}}\b{town}|\b(?:{box})\s+[\w’'-]+{town}", re.IGNORECASE)
