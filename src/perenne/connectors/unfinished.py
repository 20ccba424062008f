"""What a run has fetched so far, beside the folder that it will be: nothing in part is ever there to be read.

The records and the position they were fetched up to lie in a hidden folder. After a crash, what came behind the last
position is cut off, and the next run goes on from there. Once all is there, the folder gets its name in one step.
"""

import fcntl
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import msgspec

from perenne.model.errors import UsageError
from perenne.model.refused import why

_WHOLE, _STATE, _LOCK = "whole", "state.json", "lock"
_PLAIN = re.compile(r"[^A-Za-z0-9.-]+")


class Same(msgspec.Struct, frozen=True):
    """What two runs must have in common for one to go on where the other stopped."""

    connector: str
    account: str
    instance: str
    since: str | None
    comments: bool


class _State(msgspec.Struct, frozen=True):
    same: Same
    position: dict[str, str]
    size: int
    counts: dict[str, int] = {}
    unread: dict[str, int] = {}


class Unfinished:
    """The records so far; ``position``: up to where; ``counts`` and ``unread``: how many came before it."""

    def __init__(self, folder: Path, file: BinaryIO, state: _State) -> None:
        self._folder, self._file, self._state = folder, file, state
        self.position, self.counts, self.unread = state.position, state.counts, state.unread

    def add(self, record: bytes) -> None:
        self._file.write(record + b"\n")

    def keep(self, position: dict[str, str], counts: dict[str, int], unread: dict[str, int]) -> None:
        """All that was added counts from now on."""
        self._file.flush()
        os.fsync(self._file.fileno())
        beside = self._folder / f".{_STATE}"
        state = _State(self._state.same, position, self._file.tell(), counts, unread)
        beside.write_bytes(msgspec.json.encode(state))
        beside.replace(self._folder / _STATE)

    def finish(self, out: Path) -> None:
        """Give the folder its name."""
        self._file.flush()
        os.fsync(self._file.fileno())
        (self._folder / _WHOLE).replace(out.resolve())
        shutil.rmtree(self._folder)


def is_there(out: Path) -> bool:
    """Whether ``out`` holds something already."""
    return out.exists() and (not out.is_dir() or any(out.iterdir()))


@contextmanager
def unfinished(out: Path, same: Same) -> Iterator[Unfinished]:
    """What was fetched for ``out`` so far, to be gone on with. Raises ``UsageError``."""
    if is_there(out):
        raise UsageError(
            fr=f"« {out} » existe déjà : donnez un autre dossier à --out", en=f"“{out}” is there: name another --out"
        )
    folder = _beside(out)
    try:
        (folder / _WHOLE).mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.chmod(0o700)
        with (folder / _LOCK).open("wb") as lock:
            _only_one(lock, out)
            state = _state(folder, same)
            name = _PLAIN.sub("-", f"{same.connector}-{same.account}").strip("-")[:100]
            with (folder / _WHOLE / f"{name}.ndjson").open("ab") as file:
                if not 0 <= state.size <= file.tell():
                    raise _another(folder)
                file.truncate(state.size)
                file.seek(state.size)
                yield Unfinished(folder, file, state)
        if folder.exists() and not (folder / _STATE).exists():
            shutil.rmtree(folder)  # nothing came that could be gone on from
    except OSError as problem:
        raise UsageError(
            fr=f"impossible d’écrire « {out} » ({why(problem).fr})", en=f"cannot write “{out}” ({why(problem).en})"
        ) from None


def _beside(out: Path) -> Path:
    place = out.resolve()
    return place.with_name(f".{place.name}.unfinished")


def _only_one(lock: BinaryIO, out: Path) -> None:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise UsageError(
            fr=f"une autre collecte remplit « {out} » en ce moment : attendez qu’elle finisse",
            en=f"another run is filling “{out}” at this moment: wait until it ends",
        ) from None


def _state(folder: Path, same: Same) -> _State:
    try:
        state = msgspec.json.decode((folder / _STATE).read_bytes(), type=_State)
    except FileNotFoundError:
        return _State(same, {}, 0)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise _another(folder) from None
    if state.same != same:
        raise _another(folder)
    return state


def _another(folder: Path) -> UsageError:
    return UsageError(
        fr=f"« {folder} » garde une autre collecte inachevée : finissez-la, supprimez-le, ou changez --out",
        en=f"“{folder}” holds another unfinished run: finish it, delete that folder, or change --out",
    )
