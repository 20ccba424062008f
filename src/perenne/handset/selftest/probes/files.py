"""Attempts 1 to 10: the environment, files that are somebody else's, the compartment's own code, descriptors."""

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from perenne.handset.kernel import Refused
from perenne.handset.selftest.probes import way
from perenne.handset.selftest.probes.asking import reached
from perenne.handset.selftest.told import Bait

_MOST = 2**20
_LIKELY = 64
_DESCRIPTORS = range(3, 1024)


@way(1, "own environment")
def _own_environment(bait: Bait) -> bool:
    return any(bait.canary in each for each in os.environ.values())


@way(2, "environments of others")
def _other_environments(bait: Bait) -> bool:
    """Those of all processes but this one: within walls, process 1 is one that we did not write."""
    others = [each for each in _numbers(bait) if each != os.getpid()]
    return any(_holds(Path("/proc", str(each), "environ"), bait) for each in others)


def _numbers(bait: Bait) -> Iterable[int]:
    """Of all processes; where they may not be listed, those that are likely."""
    try:
        return [int(each.name) for each in Path("/proc").iterdir() if each.name.isdigit()]
    except PermissionError:
        return [*range(1, _LIKELY), bait.process.pid]


def _holds(file: Path, bait: Bait) -> bool:
    with suppress(PermissionError, FileNotFoundError, ProcessLookupError):
        return bait.canary.encode() in file.read_bytes()
    return False


@way(3, "absolute path")
def _organisation(bait: Bait) -> bool:
    return bait.canary.encode() in Path(bait.organisation).read_bytes()


@way(4, "accounts")
def _accounts(bait: Bait) -> bool:
    return b"root:" in Path("/etc/passwd").read_bytes()


@way(4, "ssh key")
def _ssh(bait: Bait) -> bool:
    return bait.canary.encode() in Path(bait.home, ".ssh", "id_ed25519").read_bytes()


@way(4, "cloud credentials")
def _cloud(bait: Bait) -> bool:
    return bait.canary.encode() in Path(bait.home, ".aws", "credentials").read_bytes()


@way(4, "list of a home")
def _home(bait: Bait) -> bool:
    return Path(bait.home, ".ssh") in Path(bait.home).iterdir()


@way(5, "vault")
def _vault(bait: Bait) -> bool:
    return bool(Path(bait.other[0]).read_bytes())


@way(5, "store")
def _store(bait: Bait) -> bool:
    return bait.canary.encode() in Path(bait.other[1]).read_bytes()


@way(6, "link read inside")
def _link(bait: Bait) -> bool:
    link = Path("a-link")
    link.symlink_to(bait.organisation)
    try:
        return bait.canary.encode() in link.read_bytes()
    finally:
        link.unlink()


@way(7, "hard link")
def _hard_link(bait: Bait) -> bool:
    mine = Path("linked")
    mine.hardlink_to(bait.movable[0])
    return bait.canary.encode() in mine.read_bytes()


@way(7, "rename")
def _rename(bait: Bait) -> bool:
    moved = Path(bait.movable[1]).rename(Path("moved").absolute())
    return bait.canary.encode() in moved.read_bytes()


@way(9, "own code")
def _code(bait: Bait) -> bool:
    """Opened to be written to, and left as it is."""
    return _opens(bait.code[0])


@way(9, "beside own code")
def _beside_code(bait: Bait) -> bool:
    return _takes_a_file(str(Path(bait.code[0]).parent))


@way(9, "libraries")
def _libraries(bait: Bait) -> bool:
    """Where a ``sitecustomize.py`` would be run by the next Python."""
    return _takes_a_file(bait.code[1])


@way(9, "libraries of the user")
def _libraries_of_user(bait: Bait) -> bool:
    return _takes_a_file(str(Path(bait.home, ".local", "lib")))


@way(9, "policy")
def _policy(bait: Bait) -> bool:
    return _opens(bait.code[2])


def _opens(file: str) -> bool:
    os.close(os.open(file, os.O_WRONLY | os.O_CLOEXEC))
    return True


def _takes_a_file(folder: str) -> bool:
    """A file without a name: it is gone when it is closed, and nobody ever sees it."""
    os.close(os.open(folder, os.O_TMPFILE | os.O_WRONLY | os.O_CLOEXEC, 0o600))
    return True


@way(9, "rights")
def _rights(bait: Bait) -> bool:
    """Those that it has, once more."""
    Path(bait.home, ".local", "lib").chmod(0o700)
    return True


@way(9, "day")
def _day(bait: Bait) -> bool:
    os.utime(Path(bait.home, ".local", "lib"))
    return True


@way(9, "marks by descriptor")
def _marks(bait: Bait) -> bool:
    """Whether the kernel looks for the file: a descriptor opened to be read would be enough."""
    return any(_looks(name) for name in ("fchmod", "fchown", "utimensat", "fsetxattr", "fremovexattr"))


def _looks(name: str) -> bool:
    none_open, nothing = -1, 0
    with suppress(Refused):
        return reached(name, none_open, nothing, nothing, nothing, nothing)
    return False


@way(10, "descriptors")
def _descriptors(bait: Bait) -> bool:
    """Any that is open: these attempts are handed none."""
    found = False
    for each in _DESCRIPTORS:
        with suppress(OSError):
            found = bait.canary.encode() in os.pread(each, _MOST, 0) or found
    return found
