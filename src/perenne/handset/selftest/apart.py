"""Attempts on addresses that nobody may call: in a network of one's own, where a fake of ours answers them.

This module is started as a process: it leaves the machine's network before it makes a socket, so that whatever
succeeds here reaches nobody.
"""

import dataclasses
import fcntl
import ipaddress
import os
import socket
import struct
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import msgspec

from perenne.handset.kernel import Refused
from perenne.handset.order import Layer
from perenne.handset.selftest.bait import planted
from perenne.handset.selftest.doors import answering
from perenne.handset.selftest.probes.asking import asked
from perenne.handset.selftest.probes.network import METADATA, METADATA_PORT, OWN
from perenne.handset.selftest.told import Tried, Way
from perenne.handset.selftest.trial import confined, outcomes, unconfined
from perenne.handset.tiers import Standing, Tier, standing

WAYS = (Way(16, "own address"), *(Way(18, each) for each in METADATA))
_NEW_USERS, _NEW_NET = 0x1000_0000, 0x4000_0000
_SET_FLAGS, _SET_ADDRESS, _SET_MASK = 0x8914, 0x8916, 0x891C
_UP = 1
_CANNOT = 3
_PATIENCE = 120


class Both(msgspec.Struct, frozen=True):
    """What came of the attempts without the compartment, and within it."""

    control: list[Tried]
    inside: list[Tried]


class _Wanted(msgspec.Struct, frozen=True):
    tier: Tier
    layers: frozenset[Layer]


def tried_apart(here: Standing, layers: frozenset[Layer]) -> Both | None:
    """``None``: this machine gives us no network of our own, so nothing was tried."""
    wanted = msgspec.json.encode(_Wanted(here.tier, layers))
    done = subprocess.run(
        [sys.executable, "-I", "-B", "-m", "perenne.handset.selftest.apart"],
        input=wanted,
        capture_output=True,
        timeout=_PATIENCE,
        check=False,
    )
    return msgspec.json.decode(done.stdout, type=Both) if done.returncode == 0 else None


def _main(wanted: _Wanted) -> int:
    try:
        _leave()
    except (Refused, OSError):
        return _CANNOT
    here = dataclasses.replace(standing(), tier=wanted.tier)
    with _answered("") as six:
        ways = WAYS if six else WAYS[:-1]
    control = _round(ways, None)
    inside = _round(ways, (here, wanted.layers))
    sys.stdout.buffer.write(msgspec.json.encode(Both(control, inside)))
    return 0


def _round(ways: tuple[Way, ...], within: tuple[Standing, frozenset[Layer]] | None) -> list[Tried]:
    with planted() as bait, _answered(bait.canary):
        started = unconfined if within is None else confined(within[0], layers=within[1])
        return outcomes(started, bait, ways)


@contextmanager
def _answered(canary: str) -> Iterator[bool]:
    """The fake listens on every address; whether on that of IPv6 too."""
    with ExitStack() as held:
        for each in (METADATA[0], OWN):
            held.enter_context(answering(_listening(socket.AF_INET, each), canary.encode()))
        six = False
        with suppress(OSError):
            held.enter_context(answering(_listening(socket.AF_INET6, METADATA[1]), canary.encode()))
            six = True
        yield six


def _listening(kind: socket.AddressFamily, address: str) -> socket.socket:
    listening = socket.socket(kind, socket.SOCK_STREAM)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((address, METADATA_PORT))
        listening.listen()
    except BaseException:
        listening.close()
        raise
    return listening


def _leave() -> None:
    """Into a network in which there is nobody else, with the addresses that clouds use on its own loopback."""
    uid, gid = os.geteuid(), os.getegid()
    asked("unshare", _NEW_NET if uid == 0 else _NEW_USERS | _NEW_NET)
    if uid:
        Path("/proc/self/setgroups").write_text("deny", encoding="ascii")
        Path("/proc/self/uid_map").write_text(f"{uid} {uid} 1", encoding="ascii")
        Path("/proc/self/gid_map").write_text(f"{gid} {gid} 1", encoding="ascii")
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as four:
        fcntl.ioctl(four, _SET_FLAGS, struct.pack("16sh14x", b"lo", _UP))
        for number, address in enumerate((METADATA[0], OWN)):
            alias = f"lo:{number}".encode()
            fcntl.ioctl(four, _SET_ADDRESS, _named(alias, address))
            fcntl.ioctl(four, _SET_MASK, _named(alias, "255.255.255.255"))
    with suppress(OSError), socket.socket(socket.AF_INET6, socket.SOCK_DGRAM) as six:
        address_of_six = ipaddress.IPv6Address(METADATA[1]).packed
        fcntl.ioctl(six, _SET_ADDRESS, struct.pack("16sIi", address_of_six, 128, socket.if_nametoindex("lo")))


def _named(name: bytes, address: str) -> bytes:
    return struct.pack("16sHH4s8x", name, socket.AF_INET, 0, socket.inet_aton(address))


if __name__ == "__main__":
    sys.exit(_main(msgspec.json.decode(sys.stdin.buffer.read(), type=_Wanted)))
