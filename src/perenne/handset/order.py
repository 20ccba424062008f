"""What the compartment is told, and what it may use."""

from enum import StrEnum

import msgspec


class Layer(StrEnum):
    """What shuts the compartment in. Only the self-test takes one away, to see that its attempts then succeed."""

    ENVIRONMENT = "environment"
    DESCRIPTORS = "descriptors"
    WALLS = "walls"
    LANDLOCK = "landlock"
    CALLS = "calls"
    LIMITS = "limits"
    IDENTITY = "identity"


EVERY_LAYER = frozenset(Layer)


class Limits(msgspec.Struct, frozen=True):
    """What the process may use at the most: bytes of memory, of a file and of its whole store (where that has walls),
    seconds of processor, descriptors."""

    memory: int = 1024 * 2**20
    seconds: int = 120
    written: int = 64 * 2**20
    store: int = 512 * 2**20
    descriptors: int = 64


class Order(msgspec.Struct, frozen=True):
    """What the compartment is told: ``files`` by descriptor, with the name that people know; ``become``: the number
    of the user for whom root gives itself up; ``said``: the rest, for the entry alone; ``layers``: all of them."""

    limits: Limits
    read: tuple[str, ...]
    store: str
    files: dict[int, str]
    become: int | None = None
    said: msgspec.Raw = msgspec.Raw(b"null")
    layers: frozenset[Layer] = EVERY_LAYER
