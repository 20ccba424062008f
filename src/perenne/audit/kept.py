"""What a run over a lake of files has finished, kept until the whole is written: a run that was killed goes on there.

A part is a file that was read, or a batch that was judged: a folder with what it gave and its manifest, written
beside and then renamed, so that it is whole or not there. The manifest says of which file it is (name, size, hash),
by which program, law and day, and the hash of all that it holds; a part of anything else is made anew. It is sealed
with a key of this user's: what came with a folder from somebody, and may say what it likes, is not believed.
"""

import hashlib
import hmac
import os
import pickle
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import msgspec
import polars as pl

from perenne import __version__
from perenne.audit.index import Index
from perenne.audit.intake import FileRead
from perenne.audit.lines import Lines, private
from perenne.audit.parts import JudgedBatch
from perenne.audit.plan import Batch
from perenne.audit.workplace import beside, is_free
from perenne.model.wire import encode
from perenne.readers.opening import Found
from perenne.readers.tasks import hash_of

HOME = "PERENNE_HOME"
_KEY, _LOCK, _MANIFEST, _GAVE = "parts.key", "lock", "part.json", "gave"
_PARQUET = b"PAR1"
_LINES = ("findings", "questions", "advertisers", "loose", "conflicts")


class Held(msgspec.Struct, frozen=True):
    """A file of a part."""

    name: str
    size: int
    sha256: str


class Manifest(msgspec.Struct, frozen=True, kw_only=True, tag_field="perenne", tag="part/1"):
    """``basis``: program, law, day and all else that a judgement rests on; ``of``: what the part is made of, a file
    or all files of the run; ``holds``: its own files."""

    basis: str
    of: Held
    holds: tuple[Held, ...]


def basis_of(*known: object) -> str:
    """What a part must have been made with to be used again: this program, and what is ``known``."""
    said = msgspec.json.encode([__version__, pl.__version__, *known], order="deterministic")
    return hashlib.sha256(said).hexdigest()


def are_a_lake(files: Sequence[Found]) -> bool:
    """Whether all ``files`` are Parquet: of these there may be very many, and they do not change meanwhile."""
    return bool(files) and all(each.member is None and not each.shut and _is_parquet(each.path) for each in files)


def _is_parquet(path: Path) -> bool:
    try:
        if not path.is_file():  # before it is opened: a pipe would wait for a writer
            return False
        with path.open("rb") as stream:
            return stream.read(len(_PARQUET)) == _PARQUET
    except OSError:
        return False


def parts_of(target: Path) -> Path:
    """The folder for the parts of an audit that is written to ``target``."""
    return beside(target) / f".{target.name}.parts"


@contextmanager
def keeping(folder: Path | None, basis: str) -> Iterator["Kept | None"]:
    """Within it, parts are kept in ``folder``. ``None``: none are, since another run is at it, or the key cannot be
    kept. Where nothing was finished, nothing stays."""
    secret = _secret() if folder is not None else None
    if folder is None or secret is None or not _is_ours(folder):
        yield None
        return
    with (folder / _LOCK).open("ab") as lock:
        if not is_free(lock):
            yield None
            return
        for unfinished in folder.glob(".making-*"):
            shutil.rmtree(unfinished, ignore_errors=True)
        kept = Kept(folder, basis, secret)
        try:
            yield kept
        finally:
            if not any(kept.parts()):
                shutil.rmtree(folder, ignore_errors=True)


def forget(folder: Path) -> None:
    """Remove the parts in ``folder``, unless a run is at it."""
    with suppress(OSError), (folder / _LOCK).open("r+b") as lock:
        if is_free(lock) and not folder.is_symlink():
            shutil.rmtree(folder, ignore_errors=True)


def _is_ours(folder: Path) -> bool:
    with suppress(OSError):
        folder.mkdir(mode=0o700, exist_ok=True)
        return not folder.is_symlink() and folder.is_dir()
    return False


def _secret() -> bytes | None:
    """The key of this user's that parts are sealed with, made where there is none."""
    settings = os.environ.get("APPDATA" if os.name == "nt" else "XDG_CONFIG_HOME")
    home = os.environ.get(HOME)
    with suppress(OSError, RuntimeError):  # the latter: nobody knows whose home it would be
        folder = Path(home) if home else Path(settings or Path.home() / ".config") / "perenne"
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with suppress(FileExistsError), open(folder / _KEY, "xb", opener=private) as stream:
            stream.write(os.urandom(32))
        secret = (folder / _KEY).read_bytes()
        return secret if len(secret) == 32 else None
    return None


@dataclass(frozen=True, slots=True)
class Kept:
    """Gives what was finished before, else does it and keeps it. Crosses to workers."""

    folder: Path
    basis: str
    secret: bytes

    def file(self, found: Found, spool: Path, number: int, read: Callable[[], FileRead]) -> FileRead:
        """``found`` as it was read, else as ``read`` gives it: in the folder ``spool``, as file ``number``."""
        name = f"read-{hashlib.sha256(found.name.encode()).hexdigest()[:32]}"
        if (self.folder / name).is_dir() and (of := _held(found.path, found.name)) is not None:
            recalled = self._recalled(name, of)
            if recalled is not None:
                earlier, file = recalled
                _placed(self.folder / name, spool, f"-{earlier}.", f"-{number}.")
                return _numbered(file, found, spool, earlier, number)
        file = read()
        if file.unread is None:
            of = Held(found.name, found.path.stat().st_size, file.sha256)
            parts = (part for lines in (file.posts, file.beside, file.rejects) for part in lines.parts)
            self._keep(name, of, (number, file), parts)
        return file

    def batch(
        self, batch: Batch, spool: Path, file: int, inputs: str, judge: Callable[[], JudgedBatch]
    ) -> JudgedBatch:
        """``batch`` of the files that ``inputs`` stands for as it was judged, else as ``judge`` gives it; its changed
        records are file number ``file`` of the spool."""
        name, of = f"judged-{batch.number}", Held("", batch.rows.height, inputs)
        recalled: JudgedBatch | None = self._recalled(name, of)
        if recalled is not None:
            _placed(self.folder / name, spool)
            there: dict[str, Any] = {kind: _there(getattr(recalled, kind), spool) for kind in _LINES}
            return replace(recalled, **there)
        judged = judge()
        parts = [part for kind in _LINES for part in getattr(judged, kind).parts]
        changed = spool / f"records-{file}.ndjson"
        self._keep(name, of, judged, [*parts, changed] if changed.exists() else parts)
        return judged

    def parts(self) -> tuple[int, int]:
        """How many files and batches are finished, by this run or one with the same basis."""
        known = [each.name.partition("-")[0] for each in self.folder.glob("*-*") if self._manifest(each) is not None]
        return known.count("read"), known.count("judged")

    def _keep(self, name: str, of: Held, gave: object, files: Iterable[Path]) -> None:
        made = Path(tempfile.mkdtemp(prefix=".making-", dir=self.folder))
        for file in files:
            _link(file, made / file.name)
        (made / _GAVE).write_bytes(pickle.dumps(gave))
        holds = tuple(held for file in sorted(made.iterdir()) if (held := _held(file, file.name)) is not None)
        line = encode(Manifest(basis=self.basis, of=of, holds=holds))
        (made / _MANIFEST).write_bytes(self._seal(line) + b"\n" + line)
        shutil.rmtree(self.folder / name, ignore_errors=True)
        made.rename(self.folder / name)

    def _recalled(self, name: str, of: Held) -> Any:
        """What part ``name`` gave; ``None`` where there is none, whole and of the same."""
        part = self.folder / name
        manifest = self._manifest(part)
        if manifest is None or manifest.of != of:
            return None
        if any(_held(part / each.name, each.name) != each for each in manifest.holds):
            return None
        return pickle.loads((part / _GAVE).read_bytes())  # noqa: S301 (its hash is under our own seal)

    def _manifest(self, part: Path) -> Manifest | None:
        with suppress(OSError, msgspec.DecodeError):
            seal, _, line = (part / _MANIFEST).read_bytes().partition(b"\n")
            if hmac.compare_digest(seal, self._seal(line)):
                manifest = msgspec.json.decode(line, type=Manifest)
                return manifest if manifest.basis == self.basis else None
        return None

    def _seal(self, line: bytes) -> bytes:
        return hmac.new(self.secret, line, "sha256").hexdigest().encode()


def _held(file: Path, name: str) -> Held | None:
    with suppress(OSError), file.open("rb") as stream:
        return Held(name, os.fstat(stream.fileno()).st_size, hash_of(stream))
    return None


def _link(file: Path, to: Path) -> None:
    """The same bytes in both places; a copy where the disk has no links."""
    try:
        os.link(file, to)
    except OSError:
        shutil.copyfile(file, to)


def _placed(part: Path, spool: Path, earlier: str = "", now: str = "") -> None:
    for file in part.iterdir():
        if file.name not in (_MANIFEST, _GAVE):
            _link(file, spool / (file.name.replace(earlier, now) if earlier else file.name))


def _there(lines: Lines[Any], spool: Path, earlier: str = "", now: str = "") -> Lines[Any]:
    names = [part.name.replace(earlier, now) if earlier else part.name for part in lines.parts]
    return Lines(lines.kind, [spool / name for name in names], len(lines))


def _numbered(file: FileRead, found: Found, spool: Path, earlier: int, number: int) -> FileRead:
    """The file as it lies in another spool, under another number."""
    names = f"-{earlier}.", f"-{number}."
    index = file.index
    if index is not None:
        index = Index(index.frame.with_columns(file=pl.lit(number, dtype=pl.UInt32)), index.scopes)
    return replace(
        file,
        path=found.path,
        index=index,
        posts=_there(file.posts, spool, *names),
        beside=_there(file.beside, spool, *names),
        rejects=_there(file.rejects, spool, *names),
    )
