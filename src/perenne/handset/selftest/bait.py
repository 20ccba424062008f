"""Planting: before each run, canaries of that run alone, in every place from which the compartment must not take."""

import os
import sqlite3
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import perenne
from perenne.handset.selftest.doors import opened
from perenne.handset.selftest.sharing import shared
from perenne.handset.selftest.told import Bait, Process
from perenne.handset.vault import Vault

_ANYBODY_MAY_PASS = 0o755
_OWNER = 0o600


@contextmanager
def planted() -> Iterator[Bait]:
    canary = f"canary-{os.urandom(16).hex()}"
    with ExitStack() as held:
        folder = Path(held.enter_context(TemporaryDirectory(prefix="perenne-selftest-")))
        folder.chmod(_ANYBODY_MAY_PASS)
        movable = _file(folder / "movable", canary), _file(folder / "movable-too", canary)
        yield Bait(
            canary=canary,
            mine=_in_the_environment(canary, held),
            organisation=_database(folder / "perenne.db", canary),
            home=_home(folder / "home", canary),
            other=_other_handset(folder / "other", canary),
            movable=(str(movable[0]), str(movable[1])),
            code=(perenne.__file__, sysconfig.get_path("purelib"), str(Path(__file__).parent.parent / "seccomp.py")),
            process=held.enter_context(_process(_file(folder / "open", canary), canary)),
            starter=os.getpid(),
            doors=held.enter_context(opened(folder, canary)),
            shared=held.enter_context(shared(canary)),
            inherited=_inherited(_file(folder / "inherited", canary), held),
        )


def _file(file: Path, canary: str) -> Path:
    file.write_text(f"{canary}\n", encoding="utf-8")
    file.chmod(_OWNER)
    return file


def _in_the_environment(canary: str, held: ExitStack) -> str:
    name = "PERENNE_SELFTEST_CANARY"
    os.environ[name] = canary
    held.callback(os.environ.pop, name, None)
    return name


def _inherited(file: Path, held: ExitStack) -> int:
    """A descriptor that a careless start would hand over."""
    descriptor = os.open(file, os.O_RDONLY)
    held.callback(os.close, descriptor)
    os.set_inheritable(descriptor, True)
    return descriptor


def _database(file: Path, canary: str) -> str:
    database = sqlite3.connect(file)
    try:
        with database:
            database.execute("create table contract (what text)")
            database.execute("insert into contract values (?)", (canary,))
    finally:
        database.close()
    file.chmod(_OWNER)
    return str(file)


def _home(folder: Path, canary: str) -> str:
    for name in (".ssh/id_ed25519", ".aws/credentials"):
        place = folder / name
        place.parent.mkdir(mode=0o700, parents=True)
        _file(place, canary)
    (folder / ".local" / "lib").mkdir(mode=0o700, parents=True)
    return str(folder)


def _other_handset(folder: Path, canary: str) -> tuple[str, str]:
    """A vault with a secret of another handset, and what that one keeps."""
    folder.mkdir(mode=0o700)
    Vault(folder, os.urandom(32)).put("another", "default", canary.encode())
    return str(next(folder.glob("another*"))), str(_file(folder / "store", canary))


@contextmanager
def _process(file: Path, canary: str) -> Iterator[Process]:
    """Ended by its input, which closes."""
    victim = subprocess.Popen(  # noqa: S603
        [sys.executable, "-I", "-B", "-m", "perenne.handset.selftest.victim", canary, str(file)],
        env={"PERENNE_SELFTEST_CANARY": canary},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        start_new_session=True,
    )
    try:
        assert victim.stdout is not None  # noqa: S101  # it was asked for
        address, descriptor = victim.stdout.readline().split()
        yield Process(victim.pid, int(address), int(descriptor))
    finally:
        victim.kill()
        victim.communicate()
