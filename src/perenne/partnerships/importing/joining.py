"""Lines of several tabs to whole ones, and each of them to its partnership: one in the book, or a new one."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from perenne.model.bilingual import Bilingual
from perenne.model.reject import Reject
from perenne.partnerships.importing.rows import Line, Refused
from perenne.partnerships.partnership import Partnership, handle_key
from perenne.text.names import folded_name

_NO_CREATOR = Bilingual(fr="créateur absent", en="no creator")
_NO_ADVERTISER = Bilingual(fr="annonceur absent, ou plusieurs possibles", en="no advertiser, or several possible")
_WHICH_CREATOR = Bilingual(fr="plusieurs créateurs portent ce nom", en="several creators have this name")
_INHERITED = ("creator", "handle", "advertiser", "advertiser_handle", "campaign", "platform", "kind")


class Pair(NamedTuple):
    """Creator and advertiser as they are compared."""

    creator: str
    advertiser: str

    @property
    def new_id(self) -> str:
        """Stable: whoever imports the two anew gets the same partnership."""
        return f"P-{hashlib.sha256('|'.join(self).encode()).hexdigest()[:8]}"


@dataclass(frozen=True, slots=True)
class Joined:
    """A line with its partnership."""

    line: Line
    partnership: str


def joined(
    lines: Sequence[Line], advertiser: str | None, known: Mapping[str, Partnership]
) -> tuple[list[Joined], list[Refused]]:
    """Each line with its partnership; those of which creator or advertiser cannot be told are refused."""
    whole = _completed([_with_brand(line, advertiser) for line in lines])
    names, places = _handles(whole, known), _places(known)
    good: list[Joined] = []
    refused: list[Refused] = []
    for line in whole:
        if line.role == "creators":
            continue
        wrong = _missing(line, names)
        if wrong is not None:
            refused.append(Refused(Reject(line.file, line.number, *wrong), line.cells))
            continue
        handle = line["handle"] or next(iter(names.get(folded_name(line["creator"]), ())), line["creator"])
        line = replace(line, values={**line.values, "handle": handle})
        pair = Pair(handle_key(handle), folded_name(line["advertiser"] or line["advertiser_handle"]))
        good.append(Joined(line, places.get(pair) or pair.new_id))
    return good, refused


def _with_brand(line: Line, advertiser: str | None) -> Line:
    if advertiser is None or line["advertiser"]:
        return line
    return replace(line, values={**line.values, "advertiser": advertiser})


def _missing(line: Line, names: Mapping[str, set[str]]) -> tuple[str, Bilingual] | None:
    if not line["creator"] and not line["handle"]:
        return "creator", _NO_CREATOR
    if not line["handle"] and len(names.get(folded_name(line["creator"]), ())) > 1:
        return "handle", _WHICH_CREATOR
    if not line["advertiser"] and not line["advertiser_handle"]:
        return "advertiser", _NO_ADVERTISER
    return None


def _completed(lines: Sequence[Line]) -> list[Line]:
    """Lines that follow a collaboration, with what it says; lines of a known creator, with what the creators' tab
    says. What several lines say differently is not passed on."""
    by_ref = _gathered((line["ref"], line) for line in lines if line.role == "collaborations")
    by_work = _gathered((_work(line), line) for line in lines if line.role == "collaborations")
    by_name = _gathered((_who(line), line) for line in lines if line.role == "creators")
    done = []
    for line in lines:
        before = by_ref.get(line["ref"], {}) if line["ref"] else {}
        if line.role == "follow" and not before:
            before = by_work.get(_work(line)) or by_work.get((*_work(line)[:1], "")) or {}
        inherited = {name: before[name] for name in _INHERITED if name in before}
        values = {**inherited, **line.values}
        person = by_name.get(_who(replace(line, values=values)), {})
        done.append(replace(line, values={**_of_person(person), **values}))
    return done


def _of_person(person: Mapping[str, Any]) -> dict[str, Any]:
    names = ("creator", "handle", "creator_country", "platform")
    return {name: person[name] for name in names if name in person}


def _who(line: Line) -> str:
    return folded_name(line["creator"] or line["handle"] or "")


def _work(line: Line) -> tuple[str, ...]:
    return _who(line), folded_name(line["campaign"] or "")


def _gathered(lines: Iterable[tuple[Any, Line]]) -> dict[Any, dict[str, Any]]:
    """What all lines of one key agree upon; a creator's work in any campaign stands under the empty one too."""
    together: dict[Any, list[Line]] = {}
    for key, line in lines:
        if key:
            together.setdefault(key, []).append(line)
        if isinstance(key, tuple) and key[-1]:
            together.setdefault((*key[:-1], ""), []).append(line)
    return {key: _agreed_upon(several) for key, several in together.items()}


def _agreed_upon(lines: Sequence[Line]) -> dict[str, Any]:
    said: dict[str, set[Any]] = {}
    for line in lines:
        for name, value in line.values.items():
            said.setdefault(name, set()).add(value)
    return {name: next(iter(values)) for name, values in said.items() if len(values) == 1}


def _handles(lines: Iterable[Line], known: Mapping[str, Partnership]) -> dict[str, set[str]]:
    """The handles of each name, in the sheet and the book."""
    found: dict[str, set[str]] = {}
    for each in known.values():
        if each.creator.name:
            found.setdefault(folded_name(each.creator.name), set()).add(each.creator.handle)
    for line in lines:
        if line["creator"] and line["handle"]:
            found.setdefault(folded_name(line["creator"]), set()).add(line["handle"])
    return found


def _places(known: Mapping[str, Partnership]) -> dict[Pair, str]:
    places: dict[Pair, str] = {}
    for each in known.values():
        for name in (each.advertiser.name, *each.advertiser.handles):
            if name:
                places.setdefault(Pair(each.creator_key, folded_name(name)), each.id)
    return places
