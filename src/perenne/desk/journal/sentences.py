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


@dataclass(frozen=True, slots=True)
class Line:
    """One act as the journal's page shows it."""

    n: int
    at: datetime
    said: Said
    thing: str
    hash: str


def told(acts: Iterable[Act], voice: Voice) -> Iterator[Line]:
    """``acts``, whose words were fetched with them, as sentences."""
    for act in acts:
        words = {
            each.name: str(voice.say(WORDS["journal.erased"])) if each.shredded else each.text
            for each in act.words.all()
        }
        values = {**_facts(act, voice), **words}
        yield Line(act.n, act.at, voice.say(SENTENCES[act.verb], words.values(), **values), act.thing, act.hash)


def _facts(act: Act, voice: Voice) -> Mapping[str, object]:
    facts: dict[str, object] = msgspec.json.decode(act.line)["act"]["facts"]
    return {name: _roles(value, voice) if name in _OF_ROLES else value for name, value in facts.items()}


_OF_ROLES = frozenset({"roles", "before", "after"})


def _roles(value: object, voice: Voice) -> str:
    named = value if isinstance(value, list) else []
    return ", ".join(str(voice.say(roles().roles[str(each)].name)) for each in named)
