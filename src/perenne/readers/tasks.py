"""What may be asked of a file, as values, and the one function that does it, wherever it runs.

``opening`` says what is asked of which file, and a ``Way`` does it: in this process, unless a caller entered another
one (``through``). A task, and what it gives, can cross to another process.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, BinaryIO, Literal, NamedTuple, Protocol

import msgspec

from perenne.model.answer import Answer, Decision
from perenne.model.errors import UnreadableFile
from perenne.model.relation import Relation
from perenne.readers import deals, packed, records_ndjson, sniff, table
from perenne.readers.fields import Table
from perenne.readers.formats import ARCHIVES, format_named
from perenne.readers.mapping import Mapping
from perenne.readers.packed import Member
from perenne.readers.reading import Item, Origin

Isolation = Literal["none", "confined", "sealed"]
"""How well a file is kept away from everything else while it is read; ``none``: by this process, with its rights."""


class _Task(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """``member``: the one that is read, where the file is a ZIP archive."""

    member: str | None = None


class _OfOrigin(_Task, frozen=True, kw_only=True):
    """``file``: the name that is shown; ``format``: what it was recognised as."""

    file: str
    sha256: str
    format: str

    @property
    def origin(self) -> Origin:
        return Origin(self.file, self.sha256)


class Recognise(_Task, frozen=True, kw_only=True, tag="recognise"):
    """Tell the format."""


class ListMembers(_Task, frozen=True, kw_only=True, tag="members"):
    """Tell what is to be read in a ZIP archive; nothing, where the file is none."""


class ReadItems(_OfOrigin, frozen=True, kw_only=True, tag="items"):
    """Read posts and what stands beside them. ``corrections``: as ``table.Corrections``."""

    mapping: Mapping | None = None
    corrections: dict[int, dict[str, str]] = {}


class ReadRelations(_OfOrigin, frozen=True, kw_only=True, tag="relations"):
    """Read relations, or a table of deals."""

    mapping: Mapping | None = None


class ReadAnswers(_OfOrigin, frozen=True, kw_only=True, tag="answers"):
    """Read answers and decisions."""


class GuessColumns(_Task, frozen=True, kw_only=True, tag="columns"):
    """Tell what the columns of a table are taken for."""

    mapping: Mapping | None = None
    table: Table = "posts"


Task = Recognise | ListMembers | ReadItems | ReadRelations | ReadAnswers | GuessColumns


class Recognised(NamedTuple):
    """``sha256``: of the member of an archive; a whole file is hashed by whoever opened it."""

    format: str
    sha256: str = ""


class Shut(NamedTuple):
    """So many files of an owner's archive stay closed."""

    files: int


Given = Recognised | Member | Shut | Item | Relation | Answer | Decision | table.Guess


class NothingKept(UnreadableFile):
    """What was given of this file before is not to be kept either: who read it did not come to an end."""


def given(task: Task, stream: BinaryIO) -> Iterator[Given]:
    """Do ``task`` with the file in ``stream``. Raises ``UnreadableFile``, also after some were given."""
    stream.seek(0)
    if isinstance(task, ListMembers):
        yield from _members(stream)
    elif task.member is None:
        yield from _of_file(task, stream)
    else:
        with packed.opened(stream, task.member) as inside:
            yield from _of_file(task, inside)


def _of_file(task: Task, stream: BinaryIO) -> Iterator[Given]:
    match task:
        case Recognise():
            form = sniff.recognise(stream.read(sniff.HEAD))
            if form == packed.FORMAT and task.member is not None:
                raise packed.nested()
            yield Recognised(form, hash_of(stream) if task.member is not None else "")
        case ReadItems(format=table.FORMAT):
            yield from table.read(stream, task.origin, task.mapping, task.corrections)
        case ReadItems():
            yield from format_named(task.format).read(stream, task.origin)
        case ReadRelations(format=records_ndjson.RELATIONS):
            yield from records_ndjson.read_relations(stream, task.origin)
        case ReadRelations():
            yield from deals.read_deals(stream, task.origin, task.mapping)
        case ReadAnswers():
            yield from records_ndjson.read_answers(stream, task.origin)
        case GuessColumns():
            yield table.guess(stream, task.mapping, task.table)


def _members(stream: BinaryIO) -> Iterator[Member | Shut]:
    head = stream.read(sniff.HEAD)
    try:
        if sniff.recognise(head) != packed.FORMAT:
            return
        stream.seek(0)
        held = packed.contents(stream, ARCHIVES)
    except UnreadableFile:
        return
    yield from held.members
    if held.shut:
        yield Shut(held.shut)


def hash_of(stream: BinaryIO) -> str:
    """The SHA-256 of the whole ``stream``."""
    digest = hashlib.sha256()
    stream.seek(0)
    while chunk := stream.read(2**20):
        digest.update(chunk)
    return digest.hexdigest()


class Way(Protocol):
    """Does tasks, with files that this process opened."""

    @property
    def isolation(self) -> Isolation: ...

    def given(self, task: Task, file: BinaryIO) -> Iterator[Any]:
        """As the function ``given``."""


class Here:
    """In this process."""

    isolation: Isolation = "none"

    def given(self, task: Task, file: BinaryIO) -> Iterator[Any]:
        return given(task, file)


_entered: ContextVar[Way | None] = ContextVar("entered", default=None)
_HERE = Here()


def way() -> Way:
    """The one that was entered last; else, here."""
    return _entered.get() or _HERE


@contextmanager
def through(another: Way) -> Iterator[None]:
    """Within the block, files are read through ``another`` way."""
    before = _entered.set(another)
    try:
        yield
    finally:
        _entered.reset(before)
