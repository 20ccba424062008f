"""What can be seen from inside the compartment, told by a process that stands there and looks around."""

import os
import sys
from collections.abc import Iterable
from pathlib import Path

import msgspec

from perenne.handset.inside import shut_in
from perenne.handset.order import Order


class Sight(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``environment`` of this process and of process 1 (``None``: not to be read); ``descriptors`` that are open, by
    what is behind them; ``root``: the names at the top; ``networks``: the interfaces; ``files``: what each file that
    was handed begins with, by its name; ``closed``: of the places that were asked for, those that are not to be read,
    with the error's number."""

    uid: int
    environment: dict[str, str]
    environment_of_first: str | None
    descriptors: dict[int, str]
    root: tuple[str, ...]
    networks: tuple[str, ...]
    files: dict[str, str]
    closed: dict[str, int]


_BEGINNING = 100


def look(order: Order) -> Sight:
    """What this process sees; ``order.said`` names places to try."""
    places = msgspec.json.decode(order.said, type=tuple[str, ...])
    closed = dict(_closed(places))
    return Sight(
        uid=os.getuid(),
        environment=dict(os.environ),
        environment_of_first=_text(Path("/proc/1/environ")),
        descriptors=dict(_open()),
        root=_names(Path("/")),
        networks=tuple(line.partition(":")[0].strip() for line in (_text(_NETWORKS) or "").splitlines()[2:]),
        files={name: os.pread(each, _BEGINNING, 0).decode("utf-8", "replace") for each, name in order.files.items()},
        closed=closed,
    )


_NETWORKS = Path("/proc/self/net/dev")


def _text(place: Path) -> str | None:
    try:
        return place.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None


def _names(place: Path) -> tuple[str, ...]:
    try:
        return tuple(sorted(each.name for each in place.iterdir()))
    except OSError:
        return ()


def _open() -> Iterable[tuple[int, str]]:
    for each in list(Path("/proc/self/fd").iterdir()):
        try:
            yield int(each.name), str(each.readlink())
        except OSError:
            continue  # the one that listed them


def _closed(places: Iterable[str]) -> Iterable[tuple[str, int]]:
    for place in places:
        try:
            os.close(os.open(place, os.O_RDONLY))
        except OSError as problem:
            yield place, problem.errno or -1


if __name__ == "__main__":
    sys.stdout.buffer.write(msgspec.json.encode(look(shut_in())) + b"\n")
