"""The files beside the posts: deals and answers. They are few and small, so they stay in memory."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

from perenne.audit.answers import AnswerFile, answer_file, decisions, usable
from perenne.audit.deals import DealFile, deal_file
from perenne.audit.outcome import SideFile
from perenne.model.answer import Answer, Decision
from perenne.model.errors import UnreadableFile, UsageError
from perenne.model.reject import Reject
from perenne.model.relation import Relation
from perenne.readers import records_ndjson, table
from perenne.readers.mapping import Mapping
from perenne.readers.opening import Found, Reading, open_reading

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Sides:
    """What all side files say, what was refused in them, and the files themselves."""

    deals: DealFile
    answers: AnswerFile
    decisions: tuple[Decision, ...]
    relations: int
    rejects: tuple[Reject, ...]
    files: tuple[SideFile, ...]


def read_sides(deals: Sequence[Found], answers: Sequence[Found], mapping: Mapping | None) -> Sides:
    """Read the files of deals and of answers.

    Raises ``UsageError`` where one cannot be read: the verdicts would rest on half of it.
    """
    rejects: list[Reject] = []
    files: list[SideFile] = []
    relations: list[Relation] = []
    said: list[Answer | Decision] = []
    for found in _to_open(deals):
        with _opened(found) as reading:
            read = _kept(_relations(found, reading, mapping), rejects)
        relations += read
        files.append(SideFile(found.name, reading.sha256, reading.format, len(read)))
    for found in _to_open(answers):
        with _opened(found) as reading:
            answered: list[Answer | Decision] = _kept(usable(_answers(found, reading)), rejects)
        said += answered
        files.append(SideFile(found.name, reading.sha256, reading.format, len(answered)))
    answers_said = (each for each in said if isinstance(each, Answer))
    decided = decisions(each for each in said if isinstance(each, Decision))
    return Sides(
        deal_file(relations), answer_file(answers_said), decided, len(relations), tuple(rejects), tuple(files)
    )


def _to_open(files: Sequence[Found]) -> Iterator[Found]:
    return (found for found in files if not found.shut)


def _relations(found: Found, reading: Reading, mapping: Mapping | None) -> Iterator[Relation | Reject]:
    if reading.format not in {records_ndjson.RELATIONS, table.FORMAT}:
        raise _wrong_kind(found, reading, "deals", "relation/1")
    return reading.relations(mapping)


def _answers(found: Found, reading: Reading) -> Iterator[Answer | Decision | Reject]:
    if reading.format not in {records_ndjson.ANSWERS, records_ndjson.DECISIONS, table.FORMAT}:
        raise _wrong_kind(found, reading, "answers", "answer/1")
    return reading.answers()


@contextmanager
def _opened(found: Found) -> Iterator[Reading]:
    """The side file, open; what makes it unreadable, then or later, is said with its name."""
    try:
        yield open_reading(found.path, found.name, member=found.member)
    except UnreadableFile as problem:
        raise UsageError(fr=f"{found.name} : {problem.says.fr}", en=f"{found.name}: {problem.says.en}") from None


def _wrong_kind(found: Found, reading: Reading, option: str, wanted: str) -> UsageError:
    return UsageError(
        fr=f"{found.name} est au format {reading.format} ; --{option} attend {wanted} ou un tableau",
        en=f"{found.name} is in the format {reading.format}; --{option} takes {wanted} or a table",
    )


def _kept(records: Iterable[T | Reject], rejects: list[Reject]) -> list[T]:
    kept: list[T] = []
    for record in records:
        if isinstance(record, Reject):
            rejects.append(record)
        else:
            kept.append(record)
    return kept
