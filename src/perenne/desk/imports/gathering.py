"""Every file of an import read into the spool: posts, accounts, what was refused; the rest is counted."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from perenne.desk.imports import originals, tables
from perenne.desk.imports.models import File
from perenne.desk.imports.running import Run
from perenne.desk.imports.spool import Refusal, Spool
from perenne.desk.posts.judging import storable
from perenne.model.bilingual import Bilingual
from perenne.model.comment import Comment
from perenne.model.errors import PerenneError
from perenne.model.post import Post
from perenne.model.profile import Profile
from perenne.model.reject import Reject
from perenne.readers import reasons, sniff, table
from perenne.readers.opening import Found, Reading, open_reading, unpacked
from perenne.readers.reading import Item, Sensitive
from perenne.readers.tasks import NothingKept

_PROBLEM = 2_000
"""The longest account of a file's problems that is kept, in characters."""


@dataclass(slots=True)
class Counts:
    """What was read and is no post of its own."""

    accounts: int = 0
    comments: int = 0
    others: int = 0


def recognise(file: File) -> None:
    """Note the format of ``file``, why it is that one, and of a table how its columns are taken."""
    try:
        reading = open_reading(originals.path_of(file.sha256), file.name)
        _note_format(file, reading)
        if reading.format == table.FORMAT:
            tables.look(file, reading)
    except PerenneError as problem:
        _has_problem(file, None, problem.says)


def gather(files: list[File], spool: Spool, run: Run) -> Counts:
    """Read every file but sheets of partnerships. Raises ``Stopped``, and ``NothingKept``."""
    counts = Counts()
    for file in files:
        if file.kind != tables.PARTNERSHIPS:
            _gather(file, spool, run, counts)
    return counts


def _gather(file: File, spool: Spool, run: Run, counts: Counts) -> None:
    for found in unpacked(Found(originals.path_of(file.sha256), file.name)):
        try:
            reading = open_reading(found.path, found.name, member=found.member)
            _note_format(file, reading)
            for item in _items(file, reading):
                run.more()
                _take(item, file, spool, counts)
            if reading.format == table.FORMAT and found.member is None:
                for row in tables.rows_at(reading, tables.mapping_of(file), spool.refused_lines(file.pk)):
                    spool.show_row(file.pk, row.line, row.cells)
        except NothingKept:
            raise  # what it gave before lies among what the other files gave
        except PerenneError as problem:
            _has_problem(file, found.member, problem.says)


def _items(file: File, reading: Reading) -> Iterator[Item]:
    """A table of its own is read as a person said; one in an archive as it is guessed."""
    if reading.format != table.FORMAT or reading.member is not None:
        yield from reading.items()
        return
    yield from replace(reading, mapping=tables.mapping_of(file)).items(tables.corrections_of(file))


def _take(item: Item, file: File, spool: Spool, counts: Counts) -> None:
    match item:
        case Post():
            spool.add(item)
        case Reject():
            spool.refuse(Refusal(file.pk, item))
        case Profile():
            counts.accounts += 1
            spool.add_profile(item)
        case Comment():
            counts.comments += 1
        case Sensitive():
            return
        case _:
            counts.others += 1
    file.records += 1


def _note_format(file: File, reading: Reading) -> None:
    """The first format that is read in a file is the file's; an archive's members have their own."""
    if file.format:
        return
    file.format = reading.format
    with reading.opened() as stream:
        why = reasons.why(stream.read(sniff.HEAD), reading.format)
    file.why_fr, file.why_en = storable(why.fr), storable(why.en)


def _has_problem(file: File, member: str | None, says: Bilingual) -> None:
    """What could not be read of ``file``; in an archive several members may each have their problem."""
    told = (f"{member} : {says.fr}", f"{member}: {says.en}") if member else (says.fr, says.en)
    before = (file.problem_fr, file.problem_en)
    file.problem_fr, file.problem_en = (
        "\n".join(dict.fromkeys(filter(None, (earlier, storable(now)))))[:_PROBLEM]
        for earlier, now in zip(before, told, strict=True)
    )
