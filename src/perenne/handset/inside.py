"""What the compartment does first: it shuts itself in, before it looks at a byte of a stranger."""

import os
import resource
import sys
from pathlib import Path

import msgspec

from perenne.handset import landlock, seccomp
from perenne.handset.kernel import Refused
from perenne.handset.order import Layer, Limits, Order
from perenne.handset.syscalls import machine

_MOST = 2**20


def shut_in() -> Order:
    """Read the order, then give up all that it does not name. Raises ``Refused``: then nothing is to be done."""
    descriptor = int(sys.argv[1])
    order = msgspec.json.decode(os.pread(descriptor, _MOST, 0), type=Order)
    os.close(descriptor)
    if Layer.LIMITS in order.layers:
        _limit(order.limits)
    known = machine()
    if known is None:
        raise Refused("seccomp")
    if Layer.IDENTITY in order.layers:
        _become(order.become)
    if order.layers & {Layer.LANDLOCK, Layer.CALLS}:
        seccomp.no_new_privileges()
    if Layer.LANDLOCK in order.layers:
        own = [Path("/proc/self"), Path("/dev/null"), Path("/dev/urandom")]
        landlock.give_up_files(known, [*map(Path, order.read), *own], [Path(order.store)], order.files)
    if Layer.CALLS in order.layers:
        seccomp.refuse_calls(known)
    os.umask(0o077)
    os.chdir(order.store)
    return order


def _become(uid: int | None) -> None:
    """Root becomes nobody, and cannot go back."""
    if uid is not None:
        os.setgroups([])
        os.setresgid(uid, uid, uid)
        os.setresuid(uid, uid, uid)
        if {*os.getresuid(), *os.getresgid()} != {uid}:  # a number that stands for "as before"
            raise Refused("identity")


def _limit(limits: Limits) -> None:
    for which, most in (
        (resource.RLIMIT_AS, limits.memory),
        (resource.RLIMIT_CPU, limits.seconds),
        (resource.RLIMIT_FSIZE, limits.written),
        (resource.RLIMIT_NOFILE, limits.descriptors),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(which)
        allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(which, (allowed, allowed))
