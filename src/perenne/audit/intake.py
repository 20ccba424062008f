"""Read every file: its posts into the spool, its rejects, what it holds besides, and why it could not be read."""

from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from perenne.audit.lines import Lines, LineWriter
from perenne.audit.outcome import UnreadFile
from perenne.audit.spool import RecordWriter
from perenne.model.comment import Comment
from perenne.model.errors import UnreadableFile
from perenne.model.post import Post
from perenne.model.profile import Profile
from perenne.model.reject import Reject
from perenne.readers.mapping import Mapping
from perenne.readers.opening import Found, Reading, open_reading
from perenne.readers.reading import Held, Other, Sensitive
from perenne.readers.tasks import NothingKept
from perenne.readers.withheld import PRIVATE_FILE

if TYPE_CHECKING:
    from perenne.audit.index import Index, IndexBuilder
    from perenne.audit.silence import Listening

EVERY = 500
"""After how many records the reading says how far it is."""

Told = Callable[[int], None]

_OWN: frozenset[Held] = frozenset({"own_archive"})


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRead:
    """What one file gave; the records lie in the spool. ``beside``: what it says of posts and accounts without being
    a post, counted in ``others`` too; ``holds``: what in it must not travel further; ``member``: as in ``Found``."""

    path: Path
    name: str
    sha256: str = ""
    format: str = "unread"
    posts: Lines[Post] = field(default_factory=lambda: Lines(Post))
    index: "Index | None" = None
    beside: Lines[Comment | Profile] = field(default_factory=lambda: Lines(Comment | Profile))
    rejects: Lines[Reject] = field(default_factory=lambda: Lines(Reject))
    others: Counter[str]
    holds: frozenset[Held] = frozenset()
    unread: UnreadFile | None = None
    member: str | None = None

    @property
    def records(self) -> int:
        return len(self.posts) + len(self.rejects) + self.others.total()


def in_order(files: Iterable[Found]) -> list[Found]:
    """``files`` in the order in which they are read, whatever the order they are given in."""
    return sorted(files, key=lambda each: each.name)


def read_file(
    found: Found, mapping: Mapping | None, spool: Path, number: int, told: Told, listening: "Listening | None" = None
) -> FileRead:
    """Read one file into the folder ``spool``, in which it has a ``number`` of its own; with ``listening``, its posts
    are indexed to be judged."""
    if found.shut:
        return FileRead(path=found.path, name=found.name, others=Counter({PRIVATE_FILE: found.shut}), holds=_OWN)
    try:
        reading = open_reading(found.path, found.name, mapping, found.member)
        return _read_items(found, reading, spool, number, told, listening)
    except UnreadableFile as problem:
        return FileRead(
            path=found.path,
            name=found.name,
            others=Counter(),
            unread=UnreadFile(found.name, problem.says),
            member=found.member,
        )


def _read_items(
    found: Found, reading: Reading, spool: Path, number: int, told: Told, listening: "Listening | None"
) -> FileRead:
    beside = LineWriter[Comment | Profile](Comment | Profile, spool / f"beside-{number}.ndjson")
    rejects = LineWriter[Reject](Reject, spool / f"rejects-{number}.ndjson")
    index = _index(number, listening) if listening is not None else None
    others: Counter[str] = Counter()
    holds: set[Held] = set()
    unread = None
    with closing(RecordWriter(spool, number)) as posts, closing(beside), closing(rejects):
        try:
            for count, item in enumerate(reading.items(), 1):
                match item:
                    case Post():
                        length = posts.write(item)
                        if index is not None:
                            index.add(item, length)
                    case Comment() | Profile():
                        beside.write(item)
                        others["comment" if isinstance(item, Comment) else "account"] += 1
                    case Reject():
                        rejects.write(item)
                    case Other():
                        others[item.kind] += 1
                    case Sensitive():
                        holds.add(item.what)
                if count % EVERY == 0:
                    told(count)
        except UnreadableFile as problem:
            unread = _cut_short(found, problem)
        return FileRead(
            path=found.path,
            name=found.name,
            sha256=reading.sha256,
            format=reading.format,
            posts=posts.lines(),
            index=index.index() if index is not None else None,
            beside=beside.lines(),
            rejects=rejects.lines(),
            others=others,
            holds=frozenset(holds),
            unread=unread,
            member=found.member,
        )


def _cut_short(found: Found, problem: UnreadableFile) -> UnreadFile:
    """What was read before stays, unless who read it did not come to an end."""
    if isinstance(problem, NothingKept):
        raise problem
    return UnreadFile(found.name, problem.says)


def _index(number: int, listening: "Listening") -> "IndexBuilder":
    from perenne.audit.index import IndexBuilder  # with Polars, which takes a quarter of a second to import

    return IndexBuilder(number, listening)
