"""Give up what a task does not need, before it looks at a byte of a stranger.

The limits (``resource``) exist on Linux and, but for the address space, on macOS; on Windows there are none.
"""

from contextlib import suppress


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
