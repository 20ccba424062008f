"""From paths to readings: which files there are, what each is called, its hash, its format, its items."""

import errno
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
from perenne.readers import (
    post_ndjson,
    records_ndjson,
    sniff,
    table,
    tiktok_commercial,
    youtube,
    zeeschuimer_tiktok,
)
from perenne.readers.mapping import Mapping
from perenne.readers.reading import Item, Origin, Reader

STDIN = "-"
"""The name that stands for standard input, as argument and as shown name."""

_READERS: dict[str, Reader] = {
    **dict.fromkeys((post_ndjson.FORMAT, *post_ndjson.OTHER_RECORDS), post_ndjson.read),
    records_ndjson.ANSWERS: records_ndjson.read_as_others,
    zeeschuimer_tiktok.FORMAT: zeeschuimer_tiktok.read,
    youtube.FORMAT: youtube.read,
    tiktok_commercial.FORMAT: tiktok_commercial.read,
}


# What to read


class Found(NamedTuple):
    """A file to read. ``name`` is what is shown: relative to the argument that led to it, never absolute."""

    path: Path
    name: str


class _Candidate(NamedTuple):
    path: Path
    name: str
    parent: str


def find_files(arguments: Iterable[Path]) -> list[Found]:
    """The files that ``arguments`` name or hold at any depth, each once, sorted by shown name, no two names alike.

    In a folder these are left out: hidden files, the traces of office programs and file managers, folders that an
    earlier audit wrote, and links that are no files within that folder. A folder that cannot be listed stands for
    itself, so that opening it says why. Raises ``UsageError`` for an argument that does not exist.
    """
    candidates: dict[Path, _Candidate] = {}
    for argument in arguments:
        for candidate in _candidates(argument):
            candidates.setdefault(candidate.path.resolve(), candidate)
    return sorted(_told_apart(candidates.values()), key=lambda found: found.name)


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
        folders[:] = sorted(name for name in folders if not _is_left_out(name) and not _is_earlier_audit(here / name))
        files = [here / name for name in sorted(names) if not _is_left_out(name)]
        yield from (path for path in files if not path.is_symlink())
        yield from (path for path in files if path.is_symlink() and _leads_to_a_file_within(path, top))
    yield from unlisted


_TRACES = frozenset({"thumbs.db", "ehthumbs.db", "desktop.ini", "__macosx", "$recycle.bin"})


def _is_left_out(name: str) -> bool:
    return name.startswith((".", "~$")) or name.casefold() in _TRACES


def _is_earlier_audit(folder: Path) -> bool:
    """Its ``posts.ndjson`` would be the same posts a second time."""
    try:
        with (folder / "summary.json").open("rb") as summary:
            start = summary.read(256)
    except OSError:
        return False
    return b'"perenne"' in start and post_ndjson.SUMMARY.encode() in start


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
        wanted = f"{parent}/{name}" if alike[name] > 1 else name
        free, number = wanted, 1
        while free in taken:
            number += 1
            free = f"{wanted} ({number})"
        taken.add(free)
        yield Found(path, free)


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

    @property
    def origin(self) -> Origin:
        return Origin(self.file, self.sha256)

    def items(self) -> Iterator[Item]:
        """What the file holds, in its order. Raises ``UnreadableFile``, also after some items."""
        with _said_plainly(), self.opened() as stream:
            if self.format == table.FORMAT:
                yield from table.read(stream, self.origin, self.mapping)
            else:
                yield from _READERS[self.format](stream, self.origin)

    @contextmanager
    def opened(self) -> Iterator[BinaryIO]:
        """The bytes that were hashed: for readers of relations, answers and deals."""
        with _said_plainly():
            stream = _open(self.path)
        with stream:
            if _state(stream) != self.state:
                raise _changed()
            yield stream


class FileState(NamedTuple):
    """What changes when a file is written to."""

    size: int
    modified_ns: int


def open_reading(path: Path, name: str, mapping: Mapping | None = None) -> Reading:
    """Recognise and hash the regular file at ``path``; ``name`` is shown for it, ``mapping`` is for tables.

    Raises ``UnreadableFile``.
    """
    with _said_plainly(), _open(path) as stream:
        state = _state(stream)
        head = stream.read(sniff.HEAD)
        form = sniff.recognise(head)
        digest = hashlib.sha256(head)
        while chunk := stream.read(2**20):
            digest.update(chunk)
        if _state(stream) != state:
            raise _changed()
    return Reading(name, digest.hexdigest(), form, path, state, mapping)


def _state(stream: BinaryIO) -> FileState:
    status = os.fstat(stream.fileno())
    return FileState(status.st_size, status.st_mtime_ns)


def _open(path: Path) -> BinaryIO:
    if not S_ISREG(path.stat().st_mode):  # before it is opened: a pipe would wait for a writer
        raise UnreadableFile(
            fr="ce n’est pas un fichier ordinaire (dossier, tube ou périphérique)",
            en="this is no regular file (a folder, pipe or device)",
        )
    return path.open("rb")


@contextmanager
def _said_plainly() -> Iterator[None]:
    try:
        yield
    except OSError as problem:
        raise _not_read(problem) from None


def _not_read(problem: OSError) -> UnreadableFile:
    if isinstance(problem, PermissionError):
        return UnreadableFile(
            fr="vous n’avez pas le droit de lire ce fichier", en="you are not allowed to read this file"
        )
    if isinstance(problem, FileNotFoundError):
        return UnreadableFile(fr="le fichier a disparu", en="the file is gone")
    code = errno.errorcode.get(problem.errno or 0, "?")
    return UnreadableFile(
        fr=f"le système n’a pas pu lire ce fichier ({code})", en=f"the system could not read this file ({code})"
    )


def _changed() -> UnreadableFile:
    return UnreadableFile(
        fr="le fichier a changé pendant la lecture : relancez quand son écriture est finie",
        en="the file changed while it was being read: start again when it is fully written",
    )
