"""What the attempts are told, and what they tell: the only things that pass between the self-test and its probes."""

from typing import NamedTuple

import msgspec


class Way(NamedTuple):
    """One way of one of the twenty-five attempts."""

    attempt: int
    name: str

    def __str__(self) -> str:
        return f"{self.attempt}/{self.name}"


class Process(msgspec.Struct, frozen=True):
    """The process that is to be spied on: the canary stands in its arguments, its environment, the file behind
    ``descriptor`` and its memory at ``address``."""

    pid: int
    address: int
    descriptor: int


class Doors(msgspec.Struct, frozen=True):
    """What listens outside, on this machine alone, and gives the canary to whoever calls."""

    abstract: str
    path: str
    four: int
    six: int | None
    datagrams: int


class Shared(msgspec.Struct, frozen=True):
    """What the kernel keeps for several processes, each with the canary in it; ``None``: not on this machine."""

    memory: int | None
    posix: str | None
    queue: str | None
    key: int | None


class Bait(msgspec.Struct, frozen=True):
    """What is planted outside for one run. ``canary``: what nobody inside may come to know; ``mine``: the variable
    that bears it in the environment of whoever starts the compartment; ``inherited``: an open descriptor there."""

    canary: str
    mine: str
    organisation: str
    home: str
    other: tuple[str, str]
    movable: tuple[str, str]
    code: tuple[str, ...]
    process: Process
    starter: int
    doors: Doors
    shared: Shared
    inherited: int


class Work(msgspec.Struct, frozen=True):
    """What an entry is to do: ``ways``, each as its attempt and its name."""

    bait: Bait
    ways: tuple[tuple[int, str], ...]


class Tried(msgspec.Struct, frozen=True, tag="tried", forbid_unknown_fields=True):
    """What came of one way: ``got`` names the error that stopped it, or says that it found nothing."""

    attempt: int
    way: str
    leaked: bool
    got: str
