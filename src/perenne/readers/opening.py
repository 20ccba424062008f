"""From paths to readings: which files there are, what each is called, its hash, its format, its items."""

import hashlib
import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import BinaryIO, NamedTuple

from perenne.model.errors import UnreadableFile, UsageError
from perenne.model.refused import why
from perenne.readers import packed, sniff, table
from perenne.readers.formats import ARCHIVES, format_named
from perenne.readers.mapping import Mapping
from perenne.readers.reading import Item, Origin
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
        with _said_plainly(), _open(found.path) as stream:
            if stream.read(len(_ZIP)) != _ZIP:
                return [found]
            stream.seek(0)
            if sniff.recognise(stream.read(sniff.HEAD)) != packed.FORMAT:
                return [found]
            held = packed.contents(stream, ARCHIVES)
    except UnreadableFile:
        return [found]
    names: set[str] = set()
    members = [Found(found.path, _free(f"{found.name}/{each.shown}", names), each.name) for each in held.members]
    return [found, *members] if held.shut or not members else members


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
    """A file that was recognised and hashed, ready to be read as often as wanted. ``file`` is its shown name."""

    file: str
    sha256: str
    format: str
    path: Path
    state: "FileState"
    mapping: Mapping | None = None
    member: str | None = None

    @property
    def origin(self) -> Origin:
        return Origin(self.file, self.sha256)

    def items(self) -> Iterator[Item]:
        """What the file holds, in its order. Raises ``UnreadableFile``, also after some items."""
        with _said_plainly(), self.opened() as stream:
            if self.format == table.FORMAT:
                yield from table.read(stream, self.origin, self.mapping)
            else:
                yield from format_named(self.format).read(stream, self.origin)

    @contextmanager
    def opened(self) -> Iterator[BinaryIO]:
        """The bytes that were hashed: for readers of relations, answers and deals."""
        with _said_plainly():
            stream = _open(self.path)
        with stream:
            if _state(stream) != self.state:
                raise _changed()
            with _within(stream, self.member) as inside:
                yield inside


class FileState(NamedTuple):
    """What changes when a file is written to."""

    size: int
    modified_ns: int


def open_reading(path: Path, name: str, mapping: Mapping | None = None, member: str | None = None) -> Reading:
    """Recognise and hash the regular file at ``path``, or its ``member`` where it is a ZIP archive; ``name`` is shown
    for it, ``mapping`` is for tables. Raises ``UnreadableFile``.
    """
    with _said_plainly(), _open(path) as file:
        state = _state(file)
        with _within(file, member) as stream:
            head = stream.read(sniff.HEAD)
            form = sniff.recognise(head)
            if form == packed.FORMAT and member is not None:
                raise packed.nested()
            digest = hashlib.sha256(head)
            while chunk := stream.read(2**20):
                digest.update(chunk)
        if _state(file) != state:
            raise _changed()
    return Reading(name, digest.hexdigest(), form, path, state, mapping, member)


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
    return path.open("rb")


@contextmanager
def _said_plainly() -> Iterator[None]:
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
