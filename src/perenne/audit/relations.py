"""Relations in files, each read and judged: what a creator and an advertiser exchanged and signed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from perenne.audit.outcome import UnreadFile
from perenne.law.relations.judge import judge_relation
from perenne.law.rulebook import Rulebook
from perenne.model.bilingual import Bilingual
from perenne.model.errors import UnreadableFile
from perenne.model.finding import Finding, Verdict, worst
from perenne.model.reject import Reject
from perenne.model.relation import Relation
from perenne.readers import records_ndjson
from perenne.readers.opening import Found, open_reading

_NO_RELATIONS = Bilingual(
    fr="au format {format}, qui n’est pas relation/1 : rien n’y est vérifié ici",
    en="in the format {format}, which is not relation/1: nothing in it is checked here",
)


@dataclass(frozen=True, slots=True)
class JudgedRelation:
    """One relation and what the law says of it."""

    relation: Relation
    findings: tuple[Finding, ...]

    @property
    def verdict(self) -> Verdict:
        return worst([finding.verdict for finding in self.findings])


@dataclass(frozen=True, slots=True)
class Checked:
    """What the files gave, in their order: relations, lines that were refused, files that hold none."""

    judged: tuple[JudgedRelation, ...]
    rejects: tuple[Reject, ...]
    unread: tuple[UnreadFile, ...]


def check_relations(files: Iterable[Found], book: Rulebook, by: date | None = None) -> Checked:
    """Read and judge every relation of ``files``; ``by``: under the law of this day. A file that cannot be read is
    listed and the rest goes on."""
    judged: list[JudgedRelation] = []
    rejects: list[Reject] = []
    unread: list[UnreadFile] = []
    for found in files:
        try:
            for read in _read(found):
                if isinstance(read, Reject):
                    rejects.append(read)
                else:
                    judged.append(JudgedRelation(read, judge_relation(read, book, by)))
        except UnreadableFile as problem:
            unread.append(UnreadFile(found.name, problem.says))
    return Checked(tuple(judged), tuple(rejects), tuple(unread))


def _read(found: Found) -> Iterable[Relation | Reject]:
    reading = open_reading(found.path, found.name, member=found.member)
    if reading.format != records_ndjson.RELATIONS:
        says = _NO_RELATIONS.filled(format=reading.format)
        raise UnreadableFile(fr=says.fr, en=says.en)
    yield from reading.relations()
