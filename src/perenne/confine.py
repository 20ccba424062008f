"""Give up what a task does not need, before it looks at a byte of a stranger.

The limits (``resource``) exist on Linux and, but for the address space, on macOS; on Windows there are none.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


def confine(memory: int, seconds: int, written: int | None = None, *, may_open: bool = True) -> None:
    """Limit this process for good: bytes of address space, seconds of processor time, bytes of a file that it writes.
    ``may_open`` ``False``: nothing more can be opened, no file and no socket."""
    with suppress(ImportError):
        import resource

        limits = {resource.RLIMIT_AS: memory, resource.RLIMIT_CPU: seconds, resource.RLIMIT_CORE: 0}
        if written is not None:
            limits[resource.RLIMIT_FSIZE] = written
        if not may_open:
            limits[resource.RLIMIT_NOFILE] = 3
        for which, wanted in limits.items():
            _, hard = resource.getrlimit(which)
            allowed = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
            with suppress(ValueError, OSError):  # a limit that this system does not know
                resource.setrlimit(which, (allowed, allowed))


@contextmanager
def confined_for_now(memory: int, seconds: int) -> Iterator[None]:
    """Within the block this process may use so much more address space and processor time, and no more: then it runs
    out of memory, or is ended. For a process that is confined for good already, on Linux."""
    import resource

    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    used = resource.getrusage(resource.RUSAGE_SELF)
    wanted = {
        resource.RLIMIT_AS: pages * resource.getpagesize() + memory,
        resource.RLIMIT_CPU: int(used.ru_utime + used.ru_stime) + seconds,
    }
    before = {which: resource.getrlimit(which) for which in wanted}
    try:
        for which, most in wanted.items():
            soft, hard = before[which]
            allowed = most if soft == resource.RLIM_INFINITY else min(most, soft)
            resource.setrlimit(which, (allowed, hard))
        yield
    finally:
        for which, limits in before.items():
            resource.setrlimit(which, limits)
