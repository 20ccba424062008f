"""How long something lasts, as people write it: ``6 mois``, ``three months``, ``un an``, ``90 jours``."""

import calendar
import re
from datetime import date, timedelta
from functools import cache
from typing import Literal, NamedTuple

import msgspec

from perenne.dated.shelf import shelf
from perenne.text.fold import compose, fold
from perenne.text.names import folded_name

Unit = Literal["days", "weeks", "months", "years"]
_LONGEST = 1200
"""Months, or weeks or days, of anything: a larger figure is a slip."""


class Span(NamedTuple):
    months: int = 0
    days: int = 0

    def after(self, day: date) -> date:
        """The day that lies so long after ``day``; of a month that is too short, its last one."""
        year, month = divmod(day.month - 1 + self.months, 12)
        last = calendar.monthrange(day.year + year, month + 1)[1]
        return date(day.year + year, month + 1, min(day.day, last)) + timedelta(days=self.days)


class _Words(msgspec.Struct, frozen=True):
    """``articles``: numbers that are one only before some units (*a year*, and not *à jour*)."""

    numbers: dict[str, int]
    articles: dict[str, tuple[str, ...]]
    units: dict[Unit, tuple[str, ...]]
    around: tuple[str, ...]


class _Spans(msgspec.Struct, frozen=True):
    spans: _Words


class Found(NamedTuple):
    """``rest``: what is said beside the span."""

    span: Span | None
    rest: str


@cache
def _words() -> _Words:
    said = msgspec.convert(shelf(__package__)["columns"], _Spans).spans
    numbers = {folded_name(word): number for word, number in said.numbers.items()}
    return msgspec.structs.replace(said, numbers=numbers)


@cache
def _pattern() -> re.Pattern[str]:
    numbers = "|".join(sorted(map(re.escape, _words().numbers), key=len, reverse=True))
    units = "|".join(sorted((word for said in _words().units.values() for word in said), key=len, reverse=True))
    return re.compile(rf"(?<![\w./-])(?P<number>\d{{1,4}}|{numbers})\s*-?\s*(?P<unit>{units})(?!\w)")


def months_are_meant(header: str) -> bool:
    """Whether a bare number below ``header`` counts months."""
    return bool(set(re.findall(r"\w+", folded_name(header))) & set(_words().units["months"]))


def span_in(text: str) -> Found:
    """The one span in ``text``; ``None`` where there is none, or several."""
    composed = compose(text).text
    found = [each for each in _pattern().finditer(fold(composed)) if _is_number(each["number"], each["unit"])]
    if len(found) != 1:
        return Found(None, text)
    number, (start, end) = found[0]["number"], found[0].span()
    count = int(number) if number.isdigit() else _words().numbers[number]
    unit = next(unit for unit, said in _words().units.items() if found[0]["unit"] in said)
    if not 0 < count <= _LONGEST:
        return Found(None, text)
    rest = _beside(composed[:start], composed[end:])
    return Found(None, text) if any(map(str.isdigit, rest)) else Found(_span(count, unit), rest)


def _is_number(said: str, unit: str) -> bool:
    return unit in _words().articles.get(said, (unit,))


def _span(count: int, unit: Unit) -> Span:
    match unit:
        case "days":
            return Span(days=count)
        case "weeks":
            return Span(days=7 * count)
        case "months":
            return Span(months=count)
        case "years":
            return Span(months=12 * count)


def _beside(before: str, after: str) -> str:
    """What stands beside a span, without the words that only lead to it."""
    words = [word for word in f"{before} {after}".split() if _bare(word) not in _words().around]
    return " ".join(words).strip(_SIGNS)


_SIGNS = " ,;:.()[]–—-/"


def _bare(word: str) -> str:
    return folded_name(word.strip(_SIGNS))
