"""What a matrix is bound to: the kernel, bubblewrap, what the compartment forbids, and our code, each by its hash."""

import os
import platform
import subprocess
from functools import cache
from pathlib import Path

import msgspec

from perenne.chain import Json, canonical, sha256, sha256_of
from perenne.handset import seccomp
from perenne.handset.channel import Bounds
from perenne.handset.order import Limits
from perenne.handset.selftest.matrix import Bound
from perenne.handset.tiers import Standing, Tier

_PATIENCE = 10


def bound_to(here: Standing) -> Bound:
    return Bound(
        kernel=f"{platform.system()} {platform.release()} {platform.machine()}",
        landlock=here.landlock,
        bubblewrap=_version(here.bubblewrap) if here.bubblewrap and here.tier is Tier.SEALED else "",
        policy=policy(here),
        code=code(),
        user="root" if os.geteuid() == 0 else "ordinary",
    )


def changed(then: Bound, now: Bound) -> tuple[str, ...]:
    """The names of what is no longer as it was."""
    names = msgspec.structs.fields(Bound)
    return tuple(each.name for each in names if getattr(then, each.name) != getattr(now, each.name))


def policy(here: Standing) -> str:
    """What the compartment forbids and grants: the filter as the kernel takes it, and every limit."""
    limits: dict[str, Json] = {
        "calls": sha256(seccomp.program(here.machine)) if here.machine else "",
        "compartment": _as_text(Limits()),
        "channel": _as_text(Bounds()),
        "tier": here.tier.value,
    }
    return sha256(canonical(limits))


def _as_text(limits: msgspec.Struct) -> dict[str, Json]:
    return {name: str(each) for name, each in msgspec.structs.asdict(limits).items()}


@cache
def code() -> str:
    """The hash of all our code that makes, watches and tries the compartment."""
    folder = Path(__file__).parent.parent
    files = sorted(each for each in folder.rglob("*.py"))
    return sha256(canonical([[str(each.relative_to(folder)), sha256(each.read_bytes())] for each in files]))


@cache
def _version(wrap: Path) -> str:
    said = subprocess.run([wrap, "--version"], capture_output=True, timeout=_PATIENCE, check=False, text=True)  # noqa: S603
    with wrap.open("rb") as file:
        return f"{said.stdout.strip()} {sha256_of(file)}"
