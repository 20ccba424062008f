"""The names by which a person stands in texts, found and covered without touching a name that only begins alike."""

import re
from collections.abc import Iterable
from typing import Any

import msgspec

from perenne.desk.creators.models import Account, Creator

_COMMON = 6
"""A bare word shorter than this (a first name) may be anybody's: it is covered alone in its field, or after an @."""
_COVER = "█"


class Names:
    """``mark``: what stands in their place from now on."""

    def __init__(self, names: Iterable[str], mark: str) -> None:
        plain = {each.removeprefix("@").strip() for each in names} - {""}
        self.mark = mark
        own = sorted((each for each in plain if not _is_common(each)), key=len, reverse=True)
        common = sorted(plain - set(own), key=len, reverse=True)
        patterns = []
        if own:
            patterns.append(rf"(?<![\w.])@?(?:{_any(own)})(?!\w)")
        if common:
            patterns.append(rf"@(?:{_any(common)})(?!\w)|\A(?:{_any(common)})\Z")
        self._pattern = re.compile("|".join(patterns) or r"(?!)", re.IGNORECASE)
        self.common = tuple(common)

    def stands_in(self, text: str) -> bool:
        return self._pattern.search(text) is not None

    def is_one(self, text: str) -> bool:
        """Whether ``text`` is nothing but one of the names."""
        return self._pattern.fullmatch(text.strip()) is not None

    def marked(self, text: str) -> str:
        """``text`` with the mark in place of each name; text that is JSON stays JSON."""
        if text[:1] in {"{", "[", '"'} and (found := _read(text)) is not None:
            hidden = self.covered(found)
            return text if hidden == found else msgspec.json.encode(hidden).decode()
        return self._pattern.sub(self.mark, text)

    def covered(self, value: Any) -> Any:
        """A record whose quotes are places in its texts: each name under as many blocks as it has characters."""
        return self._within(value, lambda found: _COVER * len(found[0]))

    def replaced(self, value: Any) -> Any:
        """A value with the mark in place of each name."""
        return self._within(value, lambda found: self.mark)

    def _within(self, value: Any, other: Any) -> Any:
        match value:
            case str():
                return self._pattern.sub(other, value)
            case dict():
                return {self._within(key, other): self._within(each, other) for key, each in value.items()}
            case list():
                return [self._within(each, other) for each in value]
            case _:
                return value


def _any(names: Iterable[str]) -> str:
    return "|".join(map(re.escape, names))


def _is_common(name: str) -> bool:
    return len(name) < _COMMON and name.isalpha()


def _read(text: str) -> Any:
    try:
        return msgspec.json.decode(text)
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        return None


def names_of(creator: Creator, accounts: Iterable[Account]) -> set[str]:
    """Every name, account and platform's id by which ``creator`` is written."""
    found = {creator.name, *Creator.objects.filter(joined=creator).values_list("name", flat=True)}
    for each in accounts:
        found |= {each.name, each.key.removeprefix("id:"), each.mark, *each.spellings, *each.named}
    return {each for each in found if each}
