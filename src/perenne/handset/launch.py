"""Starting the compartment: a process that has nothing of this one but the descriptors it is handed.

It runs a module of ours (``entry``) that is told behind which descriptor its order lies, and speaks on its output in
lines. In tier
A it stands in namespaces of its own (bubblewrap), sees Python, our code and an empty store, has no network, no
environment, and reads the files behind the descriptors it is handed. In both tiers it then shuts itself in
(``inside``): limits, Landlock, and a filter of calls that knows no socket, no other program and no other process.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from perenne.handset.order import EVERY_LAYER, Layer, Limits, Order
from perenne.handset.places import LINKS, importable, on_the_way, readable
from perenne.handset.tiers import NotIsolated, Standing, Tier, spaces

_STORE = "/store"
_PIPE = 2**20
"""Bytes that wait to be heard: as many as any user may ask for."""
_RUN = """
import gc, runpy, sys
gc.set_threshold(200_000)
sys.path += sys.argv[3:]
runpy.run_module(sys.argv[2], run_name="__main__", alter_sys=True)
"""
"""As ``-m``, for a program that was not installed, too: where it lies is told, since the environment is empty.
What a start makes stays: to look for cycles in it takes a quarter of the start."""
_NOTHING: Mapping[int, str] = {}
_USUAL = Limits()


@contextmanager
def launched(
    standing: Standing,
    entry: str,
    said: object = None,
    files: Mapping[int, str] = _NOTHING,
    limits: Limits = _USUAL,
    lines: Sequence[int] = (),
    layers: frozenset[Layer] = EVERY_LAYER,
) -> Iterator["subprocess.Popen[bytes]"]:
    """Start ``entry`` with ``said`` and open ``files`` (by descriptor, the name that people know), in the tier that
    the machine has; ended, with whatever it started, when the block ends. ``lines``: descriptors that are no files of
    a folder, such as the relay's. Without one of its ``layers`` by the self-test alone. Raises ``NotIsolated`` in
    tier C."""
    if standing.tier is Tier.NOT_ISOLATED:
        raise NotIsolated(standing)
    sealed = standing.tier is Tier.SEALED and Layer.WALLS in layers
    with ExitStack() as held:
        store = _STORE if sealed else held.enter_context(_folder_of(standing.uid))
        places = tuple(map(str, readable()))
        told = msgspec.Raw(msgspec.json.encode(said))
        order = Order(limits, places, store, dict(files), standing.uid, told, layers)
        behind = held.enter_context(_in_memory(msgspec.json.encode(order)))
        command = [sys.executable, "-I", "-B", "-c", _RUN, str(behind), entry, *map(str, importable())]
        handed = [behind, *files, *lines]
        if sealed:
            said_to_it = "\0".join([*_walls(places, standing.uid, limits.store, layers), ""])
            walls = held.enter_context(_in_memory(said_to_it.encode()))
            command = [str(standing.bubblewrap), "--args", str(walls), "--", *command]
            handed.append(walls)
        surroundings = {} if sealed else _surroundings(store)
        if Layer.ENVIRONMENT not in layers:
            surroundings = {**os.environ, **surroundings}
        yield held.enter_context(_started(command, handed, surroundings, others=Layer.DESCRIPTORS not in layers))


@contextmanager
def _folder_of(uid: int | None) -> Iterator[str]:
    """A store without walls: a folder of whoever the process becomes."""
    with TemporaryDirectory(prefix="perenne-store-") as folder:
        if uid is not None:
            os.chown(folder, uid, uid)
        yield folder


@contextmanager
def _started(
    command: Sequence[str], handed: Sequence[int], environment: Mapping[str, str], *, others: bool
) -> Iterator["subprocess.Popen[bytes]"]:
    """The process, with nothing of ours but what it is handed (``others``: and what else could be inherited); killed
    with its whole session at the end."""
    if others:
        for each in handed:
            os.set_inheritable(each, True)
    process = subprocess.Popen(  # noqa: S603
        command,
        env=environment,
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        pipesize=_PIPE,
        pass_fds=() if others else handed,
        close_fds=not others,
        start_new_session=True,
        umask=0o022,
    )
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.kill()
        process.communicate()


def _walls(places: Sequence[str], uid: int | None, size: int, layers: frozenset[Layer]) -> Iterator[str]:
    """What bubblewrap is told: everything apart, nothing but Python and our code to be seen, and a store of that
    ``size``."""
    yield from spaces(uid)
    yield from ("--die-with-parent", "--hostname", "handset")
    for folder in on_the_way(map(Path, places)):  # made for bubblewrap's own user alone, who is not who reads
        yield from ("--perms", "0755", "--dir", str(folder))
    for place in places:
        yield from ("--ro-bind-try", place, place)
    for link in LINKS:
        if Path("/", link).is_symlink():
            yield from ("--symlink", str(Path("/", link).readlink()), f"/{link}")
    yield from ("--proc", "/proc", "--dev", "/dev", "--perms", "1777", "--size", str(size), "--tmpfs", _STORE)
    yield from ("--remount-ro", "/", "--chdir", _STORE)
    if Layer.ENVIRONMENT in layers:
        yield "--clearenv"
    for name, value in _surroundings(_STORE).items():
        yield from ("--setenv", name, value)


def _surroundings(store: str) -> dict[str, str]:
    return {"HOME": store, "TMPDIR": store, "LANG": "C.UTF-8"}


@contextmanager
def _in_memory(content: bytes) -> Iterator[int]:
    """A descriptor behind which ``content`` lies, in no file system."""
    descriptor = os.memfd_create("order", os.MFD_CLOEXEC)
    try:
        os.write(descriptor, content)
        os.lseek(descriptor, 0, os.SEEK_SET)
        yield descriptor
    finally:
        os.close(descriptor)
