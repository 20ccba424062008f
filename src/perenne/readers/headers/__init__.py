"""The words of tables, as data: what headers and cells say in French and in English."""

import re
import unicodedata
from functools import cache
from typing import Any, Literal, TypeVar, cast

import msgspec

from perenne.dated.shelf import shelf
from perenne.model.errors import DataError

T = TypeVar("T")
_TOKENS = re.compile(r"[^\W_]+")
List = Literal["platforms", "kinds", "forms", "contracts", "countries"]


@cache
def _files() -> dict[str, Any]:
    return shelf(__name__)


def said(name: str, shape: type[T]) -> T:
    """The content of ``<name>.yaml`` as a value of ``shape``; raises ``DataError`` where it has another shape."""
    content: T = _converted(name, cast("Any", shape))
    return content


@cache
def _converted(name: str, shape: Any) -> Any:
    try:
        return msgspec.convert(_files()[name], shape)
    except (KeyError, msgspec.ValidationError) as problem:
        raise DataError(fr=f"headers/{name}.yaml : {problem}", en=f"headers/{name}.yaml: {problem}") from None


_SPELT = str.maketrans({"œ": "oe", "æ": "ae", "%": "percent", "$": "usd", "£": "gbp"})


def key(text: str) -> str:
    """``text`` as it is compared: case, accents, spaces and punctuation do not count; ``%``, ``$`` and ``£`` do."""
    bare = unicodedata.normalize("NFKD", text.casefold().translate(_SPELT))
    return "".join(letter for letter in bare if letter.isalnum()).casefold()


class _Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    yes: frozenset[str]
    no: frozenset[str]
    platforms: dict[str, tuple[str, ...]]
    kinds: dict[str, tuple[str, ...]]
    forms: dict[str, tuple[str, ...]]
    contracts: dict[str, tuple[str, ...]]
    countries: dict[str, tuple[str, ...]]


@cache
def _meanings(of: List) -> dict[str, str]:
    lists: dict[str, tuple[str, ...]] = getattr(said("words", _Words), of)
    return {key(word): meaning for meaning, words in lists.items() for word in words}


def meaning(of: List, text: str) -> str:
    """What ``text`` means among the words ``of`` one kind; raises ``ValueError`` where it is none of them."""
    meanings = _meanings(of)
    if key(text) not in meanings:
        raise ValueError("none of the known words")
    return meanings[key(text)]


def meanings_within(of: List, text: str) -> set[str]:
    """What the words in ``text`` mean, each by itself; single letters are left out."""
    words = (key(word) for word in _TOKENS.findall(text))
    return {_meanings(of)[word] for word in words if len(word) > 1 and word in _meanings(of)}


def flag(text: str) -> bool:
    """Whether ``text`` says yes or no; raises ``ValueError`` where it says neither."""
    words, plain = said("words", _Words), text.strip().casefold()
    if plain not in words.yes and plain not in words.no:
        raise ValueError("neither yes nor no")
    return plain in words.yes
