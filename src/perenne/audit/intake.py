"""Read every file: its posts, its rejects, what it holds besides, and why it could not be read where it could not."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from perenne.audit.outcome import UnreadFile
from perenne.model.errors import UnreadableFile
from perenne.model.post import Post
from perenne.model.reject import Reject
from perenne.readers.mapping import Mapping
from perenne.readers.opening import Found, Reading, open_reading
from perenne.readers.reading import Other, Sensitive

EVERY = 500
"""After how many records the reading says how far it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRead:
    """What one file gave. ``clean``: it held no token, no private account and no third person."""

    path: Path
    name: str
    sha256: str = ""
    format: str = "unread"
    posts: tuple[Post, ...] = ()
    rejects: tuple[Reject, ...] = ()
    others: Counter[str]
    clean: bool = True
    unread: UnreadFile | None = None


def read_all(
    files: Iterable[Found], mapping: Mapping | None, progress: Callable[[int], None]
) -> tuple[FileRead, ...]:
    """Read ``files`` in the order of their names; ``progress`` is told how many records were read so far."""
    read: list[FileRead] = []
    done = 0
    for found in sorted(files, key=lambda each: each.name):
        file = _read_file(found, mapping, partial(_ahead, progress, done))
        done += len(file.posts) + len(file.rejects) + file.others.total()
        read.append(file)
    progress(done)
    return tuple(read)


def _ahead(progress: Callable[[int], None], before: int, here: int) -> None:
    progress(before + here)


def _read_file(found: Found, mapping: Mapping | None, progress: Callable[[int], None]) -> FileRead:
    try:
        reading = open_reading(found.path, found.name, mapping)
    except UnreadableFile as problem:
        return FileRead(
            path=found.path, name=found.name, others=Counter(), unread=UnreadFile(found.name, problem.says)
        )
    return _read_items(found, reading, progress)


def _read_items(found: Found, reading: Reading, progress: Callable[[int], None]) -> FileRead:
    posts: list[Post] = []
    rejects: list[Reject] = []
    others: Counter[str] = Counter()
    clean = True
    unread = None
    try:
        for number, item in enumerate(reading.items(), 1):
            match item:
                case Post():
                    posts.append(item)
                case Reject():
                    rejects.append(item)
                case Other():
                    others[item.kind] += 1
                case Sensitive():
                    clean = False
            if number % EVERY == 0:
                progress(number)
    except UnreadableFile as problem:
        unread = UnreadFile(found.name, problem.says)
    return FileRead(
        path=found.path,
        name=found.name,
        sha256=reading.sha256,
        format=reading.format,
        posts=tuple(posts),
        rejects=tuple(rejects),
        others=others,
        clean=clean,
        unread=unread,
    )
