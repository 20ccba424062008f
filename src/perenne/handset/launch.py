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
import sysconfig
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

import perenne
from perenne.handset.order import Limits, Order
from perenne.handset.tiers import Standing, Tier

_STORE = "/store"
_STORE_SIZE = 512 * 2**20
_NOTHING: Mapping[int, str] = {}
_USUAL = Limits()


@contextmanager
def launched(
    standing: Standing,
    entry: str,
    said: object = None,
    files: Mapping[int, str] = _NOTHING,
    limits: Limits = _USUAL,
) -> Iterator["subprocess.Popen[bytes]"]:
    """Start ``entry`` with ``said`` and open ``files`` (by descriptor, the name that people know), in the tier that
    the machine has; ended, with whatever it started, when the block ends. Never called in tier C."""
    if standing.tier is Tier.NOT_ISOLATED:
        raise ValueError("nothing is launched where nothing isolates")
    sealed = standing.tier is Tier.SEALED
    with ExitStack() as held:
        store = _STORE if sealed else held.enter_context(TemporaryDirectory(prefix="perenne-store-"))
        places = tuple(map(str, _readable()))
        order = Order(limits, places, store, dict(files), standing.uid, msgspec.Raw(msgspec.json.encode(said)))
        behind = held.enter_context(_in_memory(msgspec.json.encode(order)))
        command, handed = [sys.executable, "-I", "-B", "-m", entry, str(behind)], [behind, *files]
        if sealed:
            walls = held.enter_context(_in_memory("\0".join(_walls(places, standing.uid)).encode() + b"\0"))
            command = [str(standing.bubblewrap), "--args", str(walls), "--", *command]
            handed.append(walls)
        yield held.enter_context(_started(command, handed, {} if sealed else _surroundings(store)))


@contextmanager
def _started(
    command: Sequence[str], handed: Sequence[int], environment: Mapping[str, str]
) -> Iterator["subprocess.Popen[bytes]"]:
    """The process, with nothing of ours but what it is handed; killed with its whole session at the end."""
    process = subprocess.Popen(  # noqa: S603
        command,
        env=environment,
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        pass_fds=handed,
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


def _walls(places: Sequence[str], uid: int | None) -> Iterator[str]:
    """What bubblewrap is told: everything apart, nothing but Python and our code to be seen. Started by root it makes
    no space of users: the process gives itself up inside, for which it keeps two capabilities until then."""
    if uid is None:
        yield from ("--unshare-user", "--disable-userns", "--cap-drop", "ALL")
    else:
        yield from ("--cap-drop", "ALL", "--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID")
    yield from ("--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts", "--unshare-cgroup")
    yield from ("--new-session", "--die-with-parent", "--hostname", "handset")
    for folder in _on_the_way(places):
        yield from ("--perms", "0755", "--dir", folder)
    for place in places:
        yield from ("--ro-bind-try", place, place)
    for link in ("bin", "lib", "lib64", "sbin"):
        if Path("/", link).is_symlink():
            yield from ("--symlink", str(Path("/", link).readlink()), f"/{link}")
    yield from ("--proc", "/proc", "--dev", "/dev", "--perms", "1777", "--size", str(_STORE_SIZE), "--tmpfs", _STORE)
    yield from ("--remount-ro", "/", "--chdir", _STORE, "--clearenv")
    for name, value in _surroundings(_STORE).items():
        yield from ("--setenv", name, value)


def _on_the_way(places: Iterable[str]) -> list[str]:
    """The folders above ``places``: bubblewrap makes them for its own user alone, who is not who reads."""
    above = {str(each) for place in places for each in Path(place).parents} - {"/"}
    return sorted(above)


def _surroundings(store: str) -> dict[str, str]:
    return {"HOME": store, "TMPDIR": store, "LANG": "C.UTF-8"}


def _readable() -> tuple[Path, ...]:
    """Python, its libraries and our code, and no folder that holds anything else."""
    code = Path(perenne.__file__).parent
    named = {
        Path("/usr"), Path("/etc/ld.so.cache"), Path(sys.prefix), Path(sys.base_prefix),
        Path(os.path.realpath(sys.executable)).parent, Path(sysconfig.get_path("purelib")),
        Path(sysconfig.get_path("stdlib")), code,
    }  # fmt: skip
    named |= {Path("/", link) for link in ("bin", "lib", "lib64", "sbin") if not Path("/", link).is_symlink()}
    return tuple(_outermost(named))


def _outermost(places: Iterable[Path]) -> Iterator[Path]:
    kept: list[Path] = []
    for place in sorted(places, key=lambda each: len(each.parts)):
        if not any(place.is_relative_to(each) for each in kept):
            kept.append(place)
            yield place


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
