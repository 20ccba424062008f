"""What moved between two contracts: each right and duty that was added, removed or changed, before → after.

For whom it got better is not said: that is a person's to judge.
"""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal

import msgspec

from perenne.contracts.article import Typography, Voice
from perenne.contracts.terms import Deliverable, InKind, Terms
from perenne.dated.shelf import shelf
from perenne.model.bilingual import Bilingual, Language

Moved = Literal["added", "removed", "changed"]
Value = str | int | bool | date | Decimal | InKind
_Key = tuple[str, ...]
"""The name of a term, and what tells it from others of that name: the network of a deliverable, the medium."""
_UNITS = ("days", "months", "percent")
_LISTED = ("media", "agent.represents")


class Change(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """``term``: the name of the term in the file; ``says``: the sentence."""

    term: str
    moved: Moved
    says: Bilingual


def changes(before: Terms, after: Terms, typography: Typography) -> tuple[Change, ...]:
    """In the order of the terms; those of a list by name."""
    old, new = dict(_flat(before)), dict(_flat(after))
    known = list(dict.fromkeys((*old, *new)))
    rank = {name: at for at, name in enumerate(_names()["names"])}
    moved = [key for key in known if old.get(key) != new.get(key)]
    moved.sort(key=lambda key: (rank[key[0]], key[1:]))
    voices = {language: Voice(language, typography) for language in _LANGUAGES}
    return tuple(_change(key, old.get(key), new.get(key), (before, after), voices) for key in moved)


_LANGUAGES: tuple[Language, ...] = ("fr", "en")


def same(typography: Typography) -> Bilingual:
    return Bilingual(**{each: Voice(each, typography).say(_names()["changes"]["same"]) for each in _LANGUAGES})


def _names() -> dict[str, Any]:
    content: dict[str, Any] = shelf("perenne.contracts.wording")["terms"]
    return content


def _flat(part: object, prefix: str = "") -> Iterator[tuple[_Key, Value]]:
    """Every term with its value; nothing for what is not agreed."""
    assert is_dataclass(part)  # noqa: S101
    for field in fields(part):
        name, value = f"{prefix}{field.name}", getattr(part, field.name)
        if name == "deliverables":
            yield from _counted(value)
        elif name == "in_kind":
            yield from ((("in_kind", each.what, str(at)), each) for at, each in _numbered(value))
        elif name in _LISTED:
            yield from (((name, each), each) for each in value)
        elif is_dataclass(value):
            yield from _flat(value, f"{name}.")
        elif value is not None:
            yield (name,), value


def _counted(deliverables: tuple[Deliverable, ...]) -> Iterator[tuple[_Key, int]]:
    totals: dict[_Key, int] = {}
    for each in deliverables:
        key = ("deliverables", each.kind, each.network, each.by.isoformat())
        totals[key] = totals.get(key, 0) + each.count
    yield from totals.items()


def _numbered(given: tuple[InKind, ...]) -> Iterator[tuple[int, InKind]]:
    """Benefits that bear the same words are told apart by their place among them."""
    seen: dict[str, int] = {}
    for each in given:
        seen[each.what] = seen.get(each.what, 0) + 1
        yield seen[each.what], each


def _change(
    key: _Key, old: Value | None, new: Value | None, terms: tuple[Terms, Terms], voices: dict[Language, Voice]
) -> Change:
    moved: Moved = "added" if old is None else "removed" if new is None else "changed"
    said = {}
    for language, voice in voices.items():
        values = {
            "before": "" if old is None else _shown(key, old, terms[0], voice),
            "after": "" if new is None else _shown(key, new, terms[1], voice),
        }
        said[language] = voice.say(_names()["changes"][moved], name=_name(key, voice), **values)
    return Change(term=key[0], moved=moved, says=Bilingual(**said))


def _name(key: _Key, voice: Voice) -> str:
    name, *rest = key
    words = _names()["names"][name]
    if name == "deliverables":
        return voice.say(words, kind=rest[0], network=rest[1], by=date.fromisoformat(rest[2]))
    return voice.say(words, what=rest[0]) if name == "in_kind" else voice.say(words)


def _shown(key: _Key, value: Value, terms: Terms, voice: Voice) -> str:
    name = key[0]
    unit = name.rpartition("_")[2].rpartition(".")[2]
    if isinstance(value, InKind):
        return f"{voice.amount(value.value, terms.currency)} ({value.conditions.rstrip('.')})"
    if isinstance(value, Decimal):
        return voice.amount(value, terms.currency)
    if isinstance(value, bool):
        return voice.say(_names()["yes" if value else "no"])
    if isinstance(value, date):
        return voice.say({voice.language: "{day}"}, day=value)
    if unit in _UNITS:
        return voice.say(_names()["units"][unit], number=value)
    return voice.say(_names()["sides"][str(value)]) if name == "agent.represents" else str(value)
