"""Each act as a sentence, in both languages; where words were shredded it tells of an erased person."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

import msgspec

from perenne.dated.shelf import shelf
from perenne.desk.journal.models import Act
from perenne.desk.people.permissions import roles
from perenne.desk.web.words import WORDS
from perenne.model.bilingual import Bilingual
from perenne.report.voice import Said, Voice

SENTENCES: dict[str, Bilingual] = msgspec.convert(shelf("perenne.desk.journal")["acts"], dict[str, Bilingual])


_BEFORE = "before"
_OF_ROLES = frozenset({"roles", _BEFORE, "after"})


@dataclass(frozen=True, slots=True)
class Line:
    """One act as the journal's page shows it. ``changes``: what stood before, and what stands after; ``kind`` and
    ``number``: of the thing."""

    n: int
    at: datetime
    said: Said
    source: str
    thing: str
    hash: str
    changes: tuple[tuple[str, str], ...]

    @property
    def kind(self) -> str:
        return self.thing.partition(":")[0]

    @property
    def number(self) -> str:
        return self.thing.partition(":")[2]


def told(acts: Iterable[Act], voice: Voice) -> Iterator[Line]:
    """``acts``, whose words were fetched with them, as sentences."""
    for act in acts:
        content = msgspec.json.decode(act.line)["act"]
        words = {
            each.name: str(voice.say(WORDS["journal.erased"])) if each.shredded else each.text
            for each in act.words.all()
        }
        values = {**_facts(content["facts"], voice), **words}
        said = voice.say(SENTENCES[act.verb], words.values(), **values)
        changes = tuple(_changes(content["facts"], voice))
        yield Line(act.n, act.at, said, content["source"], act.thing, act.hash, changes)


def _facts(facts: Mapping[str, object], voice: Voice) -> Mapping[str, object]:
    return {name: _shown(name, value, voice) for name, value in facts.items()}


def _shown(name: str, value: object, voice: Voice) -> object:
    if name in _OF_ROLES and isinstance(value, list):
        return _roles(value, voice)
    if name == "verb" and value in roles().verbs:
        return str(voice.say(roles().verbs[str(value)]))
    return value


def _roles(value: Iterable[object], voice: Voice) -> str:
    return ", ".join(str(voice.say(roles().roles[str(each)].name)) for each in value)


def _changes(facts: Mapping[str, object], voice: Voice) -> Iterator[tuple[str, str]]:
    """Pairs of facts: ``before`` and ``after``, or ``x_before`` and ``x_after`` (or ``x``)."""
    for name, value in facts.items():
        if name != _BEFORE and not name.endswith(f"_{_BEFORE}"):
            continue
        named = name.removesuffix(_BEFORE)
        key = next((each for each in (f"{named}after", named.rstrip("_")) if each in facts), None)
        if key is not None and facts[key] != value:
            yield _plain(_shown(name, value, voice)), _plain(_shown(key, facts[key], voice))


def _plain(value: object) -> str:
    said = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    return said or "–"
