"""What a reader takes and gives: the contract that every format module keeps.

A format module offers ``FORMAT`` (its name and version, ``zeeschuimer-tiktok/1``) and
``read(stream, origin) -> Iterator[Item]``. It takes bytes and yields items as it goes, in bounded memory, in the
order of the file; it raises nothing but ``UnreadableFile``. Every record of the file gives exactly one ``Post``,
``Reject`` or ``Other``, so that what was read adds up to what was there.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO, Literal, NamedTuple

from perenne.model.post import Post, Source
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


class Sensitive(NamedTuple):
    """The file holds something that must not travel further; the original is then not kept with the audit.

    Comes beside the items that account for records, and counts as none itself.
    """

    what: Literal["token", "private_account", "third_person"]


Item = Post | Reject | Other | Sensitive
Reader = Callable[[BinaryIO, Origin], Iterator[Item]]
