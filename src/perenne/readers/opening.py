"""From paths to readings: which files there are, what each is called, its hash, its format, its items."""

import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from types import MappingProxyType
from typing import Any, BinaryIO, NamedTuple, cast

from perenne.model.answer import Answer, Decision
from perenne.model.errors import UnreadableFile, UsageError
from perenne.model.refused import why
from perenne.model.reject import Reject
from perenne.model.relation import Relation
from perenne.readers import packed, table
from perenne.readers.fields import Table
from perenne.readers.formats import ARCHIVES
from perenne.readers.mapping import Mapping
from perenne.readers.reading import Item, Origin
from perenne.readers.tasks import (
    GuessColumns,
    ListMembers,
    ReadAnswers,
    ReadItems,
    ReadRelations,
    Recognise,
    Task,
    Way,
    hash_of,
    way,
)
from perenne.readers.traces import AUDIT_MARK, LOOKED_AT, is_left_out, is_of_an_audit
from perenne.readers.withheld import shut

STDIN = "-"
"""The name that stands for standard input, as argument and as shown name."""


# What to read


class Found(NamedTuple):
    """A file to read. ``name`` is what is shown: relative to the argument that led to it, never absolute.

    ``member``: the name within the ZIP archive at ``path``, as the archive has it; ``None`` for a file of its own.
    ``shut``: where it is above 0 this stands for so many private files of an owner's archive, which nobody opens.
    """

    path: Path
    name: str
    member: str | None = None
    shut: int = 0


class _Candidate(NamedTuple):
    path: Path
    name: str
    parent: str


def find_files(arguments: Iterable[Path]) -> list[Found]:
    """The files that ``arguments`` name or hold at any depth, each once, sorted by shown name, no two names alike.

    In a folder these are left out: hidden files, the traces of office programs and file managers, folders that an
    earlier audit wrote, and links that are no files within that folder. A folder that cannot be listed stands for
    itself, so that opening it says why. A ZIP archive gives its members, by the same rules. The private files of an
    owner's archive are counted and not named. Raises ``UsageError`` for an argument that does not exist.
    """
    candidates: dict[Path, _Candidate] = {}
    for argument in arguments:
        for candidate in _candidates(argument):
            candidates.setdefault(candidate.path.resolve(), candidate)
    closed = shut([path.as_posix() for path in candidates], ARCHIVES, packed=False)
    open_ones = (each for path, each in candidates.items() if path.as_posix() not in closed)
    files = [each for found in _told_apart(open_ones) for each in unpacked(found)]
    if closed:
        files.append(Found(Path(), _OWN_ARCHIVE, shut=len(closed)))
    return sorted(files, key=lambda found: found.name)


_OWN_ARCHIVE = "(archive)"
"""What private files are called together: where they lie may name people."""


def unpacked(found: Found) -> list[Found]:
    """The members of the ZIP archive that ``found`` is, and itself where it holds more than is opened or cannot be
    read; else ``found`` alone."""
    try:
        with said_plainly(), _open(found.path) as stream:
            if stream.read(len(_ZIP)) != _ZIP:
                return [found]
            held = list(way().given(ListMembers(), stream))
    except UnreadableFile:
        return [found]
    if not held:
        return [found]
    names: set[str] = set()
    members = [
        Found(found.path, _free(f"{found.name}/{each.shown}", names), each.name)
        for each in held
        if isinstance(each, packed.Member)
    ]
    return members if len(members) == len(held) else [found, *members]


_ZIP = b"PK\x03\x04"


def _candidates(argument: Path) -> Iterator[_Candidate]:
    whole = argument.resolve()
    try:
        is_folder = S_ISDIR(argument.stat().st_mode)
    except OSError:
        raise UsageError(
            fr=f"« {_shown(argument)} » n’existe pas ou vous est fermé : vérifiez le chemin",
            en=f"“{_shown(argument)}” does not exist or is closed to you: check the path",
        ) from None
    if not is_folder:
        yield _Candidate(argument, _shown(Path(whole.name)), _shown(Path(whole.parent.name)))
        return
    for path in _walk(argument):
        inside = path.relative_to(argument)
        yield _Candidate(path, _shown(inside if inside.parts else Path(whole.name)), _shown(Path(whole.name)))


def _walk(top: Path) -> Iterator[Path]:
    unlisted: list[Path] = []
    walk = os.walk(top, onerror=lambda problem: unlisted.append(Path(problem.filename)))
    for folder, folders, names in walk:
        here = Path(folder)
        folders[:] = sorted(name for name in folders if not is_left_out(name) and not _is_earlier_audit(here / name))
        files = [here / name for name in sorted(names) if not is_left_out(name)]
        yield from (path for path in files if not path.is_symlink())
        yield from (path for path in files if path.is_symlink() and _leads_to_a_file_within(path, top))
    yield from unlisted


def _is_earlier_audit(folder: Path) -> bool:
    try:
        with (folder / AUDIT_MARK).open("rb") as summary:
            return is_of_an_audit(summary.read(LOOKED_AT))
    except OSError:
        return False


def _leads_to_a_file_within(link: Path, folder: Path) -> bool:
    try:
        target = link.resolve(strict=True)
    except (OSError, RuntimeError):
        return False
    return target.is_file() and target.is_relative_to(folder.resolve())


def _shown(path: Path) -> str:
    """The path as valid text, ``/`` between its parts: file names may be any bytes."""
    return os.fsencode(path.as_posix()).decode("utf-8", "replace")


def _told_apart(candidates: Iterable[_Candidate]) -> Iterator[Found]:
    """Where two names are alike, the folder goes before; where that does not help, a number goes behind."""
    several = list(candidates)
    alike = Counter(candidate.name for candidate in several)
    taken: set[str] = set()
    for path, name, parent in several:
        yield Found(path, _free(f"{parent}/{name}" if alike[name] > 1 else name, taken))


def _free(wanted: str, taken: set[str]) -> str:
    """``wanted``, with a number where it is among ``taken``, to which it is then added."""
    free, number = wanted, 1
    while free in taken:
        number += 1
        free = f"{wanted} ({number})"
    taken.add(free)
    return free


@contextmanager
def spooled_stdin(stream: BinaryIO) -> Iterator[Found]:
    """Standard input (``sys.stdin.buffer``) as a file that only this user can read, gone at the end."""
    with tempfile.TemporaryDirectory(prefix="perenne-") as folder:
        path = Path(folder) / "stdin"
        with path.open("xb") as spool:
            shutil.copyfileobj(stream, spool, 2**20)
        yield Found(path, STDIN)


# Reading


@dataclass(frozen=True, slots=True)
class Reading:
    """A file that was recognised and hashed, ready to be read as often as wanted. ``file``: its shown name; ``way``:
    by whom it was recognised, and will be read."""

    file: str
    sha256: str
    format: str
    path: Path
    state: "FileState"
    mapping: Mapping | None = None
    member: str | None = None
    way: Way = field(default_factory=way, compare=False, repr=False)

    @property
    def origin(self) -> Origin:
        return Origin(self.file, self.sha256)

    def items(self, corrections: table.Corrections = MappingProxyType({})) -> Iterator[Item]:
        """What the file holds, in its order. Raises ``UnreadableFile``, also after some items."""
        said = {line: dict(cells) for line, cells in corrections.items()}
        return self._given(ReadItems(**self._origin, mapping=self.mapping, corrections=said, member=self.member))

    def relations(self, mapping: Mapping | None = None) -> Iterator[Relation | Reject]:
        """The relations that it holds, or its table of deals. Raises ``UnreadableFile``."""
        return self._given(ReadRelations(**self._origin, mapping=mapping, member=self.member))

    def answers(self) -> Iterator[Answer | Decision | Reject]:
        """The answers and decisions that it holds. Raises ``UnreadableFile``."""
        return self._given(ReadAnswers(**self._origin, member=self.member))

    def guess(self, mapping: Mapping | None, kind: Table) -> table.Guess:
        """What the columns of a table are taken for. Raises ``UnreadableFile``."""
        (guess,) = self._given(GuessColumns(mapping=mapping, table=kind, member=self.member))
        return cast("table.Guess", guess)

    @property
    def _origin(self) -> dict[str, str]:
        return {"file": self.file, "sha256": self.sha256, "format": self.format}

    def _given(self, task: Task) -> Iterator[Any]:
        with said_plainly(), self._file() as file:
            yield from self.way.given(task, file)

    @contextmanager
    def opened(self) -> Iterator[BinaryIO]:
        """The bytes that were hashed, for who reads them in this process."""
        with self._file() as file, _within(file, self.member) as inside:
            yield inside

    @contextmanager
    def _file(self) -> Iterator[BinaryIO]:
        with said_plainly():
            stream = _open(self.path)
        with stream:
            if _state(stream) != self.state:
                raise _changed()
            yield stream


class FileState(NamedTuple):
    """What changes when a file is written to."""

    size: int
    modified_ns: int


def open_reading(path: Path, name: str, mapping: Mapping | None = None, member: str | None = None) -> Reading:
    """Recognise and hash the regular file at ``path``, or its ``member`` where it is a ZIP archive; ``name`` is shown
    for it, ``mapping`` is for tables. Raises ``UnreadableFile``.
    """
    with said_plainly(), _open(path) as file:
        state = _state(file)
        (told,) = way().given(Recognise(member=member), file)
        sha256 = told.sha256 or hash_of(file)
        if _state(file) != state:
            raise _changed()
    return Reading(name, sha256, told.format, path, state, mapping, member)


@contextmanager
def _within(file: BinaryIO, member: str | None) -> Iterator[BinaryIO]:
    if member is None:
        yield file
        return
    with packed.opened(file, member) as inside:
        yield inside


def _state(stream: BinaryIO) -> FileState:
    status = os.fstat(stream.fileno())
    return FileState(status.st_size, status.st_mtime_ns)


def _open(path: Path) -> BinaryIO:
    if not S_ISREG(path.stat().st_mode):  # before it is opened: a pipe would wait for a writer
        raise UnreadableFile(
            fr="ce n’est pas un fichier ordinaire (dossier, tube ou périphérique) : donnez par - "
            "(entrée standard) ce qui passe par un tube",
            en="this is no regular file (a folder, pipe or device): give as - (standard "
            "input) what comes through a pipe",
        )
    return open(path.resolve(), "rb", opener=_opener)


def _opener(path: str, flags: int) -> int:
    """Of the file that was looked at, never of a link that took its place."""
    return os.open(path, flags | getattr(os, "O_NOFOLLOW", 0))


@contextmanager
def said_plainly() -> Iterator[None]:
    try:
        yield
    except OSError as problem:
        raise _not_read(problem) from None
    except MemoryError:
        raise UnreadableFile(
            fr="ce fichier demande plus de mémoire que cet ordinateur n’en donne : découpez-le",
            en="this file takes more memory than this computer gives: split it",
        ) from None


def _not_read(problem: OSError) -> UnreadableFile:
    if isinstance(problem, PermissionError):
        return UnreadableFile(
            fr="vous n’avez pas le droit de lire ce fichier", en="you are not allowed to read this file"
        )
    if isinstance(problem, FileNotFoundError):
        return UnreadableFile(fr="le fichier a disparu", en="the file is gone")
    said = why(problem)
    return UnreadableFile(
        fr=f"le système n’a pas pu lire ce fichier ({said.fr})", en=f"the system could not read this file ({said.en})"
    )


def _changed() -> UnreadableFile:
    return UnreadableFile(
        fr="le fichier a changé pendant la lecture : relancez quand son écriture est finie",
        en="the file changed while it was being read: start again when it is fully written",
    )
