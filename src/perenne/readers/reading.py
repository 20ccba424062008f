"""What a reader takes and gives: the contract that every format module keeps.

A format module offers ``CARD``, a ``Format``: its name and version (``zeeschuimer-tiktok/1``), how it is recognised,
what it can say, and ``read(stream, origin) -> Iterator[Item]``. That takes bytes and yields items as it goes, in
bounded memory, in the order of the file; it raises nothing but ``UnreadableFile``. Every record of the file gives
exactly one ``Post``, ``Comment``, ``Profile``, ``Reject`` or ``Other``, so that what was read adds up to what was
there.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO, Literal, NamedTuple

from perenne.model.bilingual import Bilingual
from perenne.model.comment import Comment
from perenne.model.post import Post, Source
from perenne.model.profile import Profile
from perenne.model.reject import Reject


@dataclass(frozen=True, slots=True)
class Origin:
    """The file being read: its name as shown to people, and the SHA-256 of its bytes."""

    file: str
    sha256: str

    def source(self, reader: str, line: int, observed_at: str | None = None) -> Source:
        return Source(file=self.file, sha256=self.sha256, line=line, reader=reader, observed_at=observed_at)


class Other(NamedTuple):
    """A record that was recognised and is no post: counted by ``kind``, never judged."""

    kind: str
    line: int


Held = Literal["token", "private_account", "third_person", "own_archive"]


class Sensitive(NamedTuple):
    """The file holds something that must not travel further; the original is then not kept with the audit.

    Comes beside the items that account for records, and counts as none itself.
    """

    what: Held


Item = Post | Comment | Profile | Reject | Other | Sensitive
Reader = Callable[[BinaryIO, Origin], Iterator[Item]]

Recorded = Literal["yes", "no", "sometimes"]
"""Whether a format records something: always, never, or in some of its files only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Says:
    """What a format can say; what it does not record is ``None`` in its records, never false and never zero."""

    paid_label: Recorded
    ai_label: Recorded
    date: Recorded
    counts: Recorded


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """What a format module declares of itself: the row of the docs table, and how a file of it is recognised.

    ``holds``: whether a JSON object (the first of the file, or of its first list) is one of this format;
    ``columns``: sets of column names, casefolded, of which a table of this format has one whole;
    ``document``: one JSON document over several lines, and not one record a line;
    ``members``: a pattern for the whole names of the files of an archive that are read, with a group ``root`` for
    what stands before its own folders: in a ZIP nothing else below that root is opened;
    ``private``: the same for files that are never opened wherever they lie; a match may leave the group out;
    ``versions``: shapes and years that are read; ``checked``: on what the reader was tried.
    """

    name: str
    title: Bilingual
    read: Reader
    versions: Bilingual
    checked: Literal["real files", "code", "documentation"]
    says: Says
    holds: Callable[[Mapping[str, Any]], bool] | None = None
    columns: tuple[frozenset[str], ...] = ()
    document: bool = False
    members: str | None = None
    private: str | None = None
