"""What left, when, to whom, why, and who approved it: lines that are only ever added, each chained to the one before.

An entry says which fields and how many bytes, and the hash of a body; never a body, a token or a person. A request is
written before it is sent, so one that was never answered stays to be seen. The chain shows a later change only to
whoever kept its head: heads are signed, and printed on every report.
"""

import fcntl
import glob
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, Literal

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from perenne.chain import START, Break, Json, first_break, linked, sha256
from perenne.model.errors import DataError

Event = Literal[
    "started", "request", "response", "previewed", "approved", "published", "refused", "limit", "selftest", "ended"
]
_SIGNED = b"perenne handset ledger head\n"
_TAIL = 64 * 2**10
"""Bytes from the end of the file in which the last line is looked for: none is longer."""


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One act. ``fields``: names of what was sent, never values; ``bytes``: of the body; ``body``: its SHA-256;
    ``visible``: whether we saw what went through; ``by``: who did or approved it; ``told``: which limit, status or
    hash."""

    at: str
    handset: str
    event: Event
    connector: str = ""
    policy: str = ""
    host: str = ""
    address: str = ""
    method: str = ""
    path: str = ""
    fields: tuple[str, ...] = ()
    bytes: int = 0
    body: str = ""
    purpose: str = ""
    by: str = ""
    told: str = ""
    visible: bool = True


class Head(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The end of the chain on a day, signed: who keeps it sees any change of what came before."""

    n: int
    hash: str
    at: str
    key: str
    signature: str


class Broken(DataError):
    """The ledger does not hold; ``found``: where and why."""

    def __init__(self, fr: str, en: str, found: Break | None = None) -> None:
        super().__init__(fr, en)
        self.found = found


class Ledger:
    """The ledger in ``file``. Several programs may add to it: each line is written under a lock and is on the disk
    before ``add`` returns."""

    def __init__(self, file: Path, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._file, self._now = file, now

    def add(self, handset: str, event: Event, **facts: Json) -> int:
        """Write an entry; returns its number. Raises ``Broken`` where the end of the file is no entry, and
        ``DataError`` for one too long to be found again."""
        entry = self._entry(handset, event, facts)
        with self._locked() as file:
            return self._added(file, entry)

    def add_once(self, handset: str, event: Event, told: str, **facts: Json) -> bool:
        """Write the entry unless there is one of this event that tells the same: nobody writes between the look and
        the line. Whether it was written; raises ``Broken``."""
        entry = self._entry(handset, event, {**facts, "told": told})
        with self._locked() as file:
            if any((each.event, each.told) == (event, told) for _, each in self.entries()):
                return False
            self._added(file, entry)
        return True

    def _entry(self, handset: str, event: Event, facts: dict[str, Json]) -> Entry:
        at = self._now().astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        return msgspec.convert({"at": at, "handset": handset, "event": event, **facts}, Entry)

    def _added(self, file: BinaryIO, entry: Entry) -> int:
        """The number of ``entry``, which is on the disk then; whoever asks holds the lock."""
        self._put_half_aside(file)
        n, before = _end(file)
        line = linked(msgspec.to_builtins(entry), n + 1, before)
        if len(line) >= _TAIL:
            raise DataError(
                f"un acte de {len(line)} octets est trop long pour le registre ({_TAIL}) : raccourcissez le "
                "manifeste du connecteur",
                f"an act of {len(line)} bytes is too long for the ledger ({_TAIL}): shorten the manifest of the "
                "connector",
            )
        file.seek(0, os.SEEK_END)
        file.write(line + b"\n")
        file.flush()
        os.fsync(file.fileno())
        return n + 1

    def entries(self) -> Iterator[tuple[int, Entry]]:
        """Every entry with its number, as long as the chain holds; a line that is only half written was never
        acknowledged, and is none. Raises ``Broken``."""
        if (found := first_break(self._lines())) is not None:
            raise _broken(found)
        for n, line in enumerate(self._lines(), 1):
            try:
                yield n, msgspec.json.decode(line, type=_Line).act
            except msgspec.DecodeError:  # chained, but by somebody else
                raise _broken(Break(n, "not_canonical")) from None

    def head(self) -> tuple[int, str]:
        """How many entries there are, and the hash of the last; a ledger that may only be read has one too."""
        if not self._file.exists():
            return 0, START
        with self._file.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_SH)
            return _end(file)

    def signed(self, key: Ed25519PrivateKey) -> Head:
        """The head, signed: to be kept elsewhere."""
        n, last = self.head()
        at = self._now().astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        public = key.public_key().public_bytes_raw().hex()
        return Head(n, last, at, public, key.sign(_statement(n, last, at)).hex())

    def continues(self, head: Head) -> bool:
        """Whether this ledger still holds what it held when ``head`` was signed."""
        if not is_signed(head) or first_break(self._lines()) is not None:
            return False
        for n, line in enumerate(self._lines(), 1):
            if n == head.n:
                return sha256(line) == head.hash
        return head.n == 0 and head.hash == START

    def halves(self) -> tuple[str, ...]:
        """The files beside it that hold what crashes left half."""
        return tuple(sorted(each.name for each in self._file.parent.glob(f"{glob.escape(self._file.name)}.half-*")))

    def is_half(self) -> bool:
        """Whether the last line has no end: it was never acknowledged, or somebody is writing it."""
        if not self._file.exists() or not self._file.stat().st_size:
            return False
        with self._file.open("rb") as file:
            file.seek(-1, os.SEEK_END)
            return file.read() != b"\n"

    def _put_half_aside(self, file: BinaryIO) -> None:
        """A line that a crash left half was never acknowledged, and what it tells of was never done: it is kept in a
        file beside, so that nothing is lost and the chain goes on."""
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - _TAIL))
        tail = file.read()
        half = tail[tail.rfind(b"\n") + 1 :]
        if half:
            aside = self._file.with_name(f"{self._file.name}.half-{sha256(half)[:12]}")
            aside.write_bytes(half)
            file.truncate(size - len(half))

    def _lines(self) -> Iterator[bytes]:
        if self._file.exists():
            with self._file.open("rb") as file:
                for line in file:
                    if line.endswith(b"\n"):
                        yield line[:-1]

    @contextmanager
    def _locked(self) -> Iterator[BinaryIO]:
        descriptor = os.open(self._file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
        with os.fdopen(descriptor, "r+b") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield file


class _Line(msgspec.Struct, frozen=True):
    act: Entry
    before: str
    n: int


def _broken(found: Break) -> Broken:
    return Broken(
        f"le registre est rompu à la ligne {found.line} : gardez le fichier et comparez-le à une copie",
        f"the ledger is broken at line {found.line}: keep the file and compare it with a copy",
        found,
    )


def is_signed(head: Head) -> bool:
    """Whether the key that ``head`` names signed it; whose key that is, another must say."""
    try:
        public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(head.key))
        public.verify(bytes.fromhex(head.signature), _statement(head.n, head.hash, head.at))
    except (ValueError, InvalidSignature):
        return False
    return True


def _statement(n: int, last: str, at: str) -> bytes:
    return _SIGNED + f"{n}\n{last}\n{at}\n".encode()


def _end(file: BinaryIO) -> tuple[int, str]:
    """The number and hash of the last whole line. Raises ``Broken`` where it is no entry."""
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - _TAIL))
    whole = file.read().rpartition(b"\n")[0]
    if not whole:
        return 0, START
    last = whole.rpartition(b"\n")[2]
    try:
        return msgspec.json.decode(last, type=_Line).n, sha256(last)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise Broken(
            "la dernière ligne du registre n’est pas un acte : gardez le fichier et comparez-le à une copie",
            "the last line of the ledger is no act: keep the file and compare it with a copy",
        ) from None
