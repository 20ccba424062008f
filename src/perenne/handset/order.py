"""What the compartment is told, and what it may use."""

import msgspec


class Limits(msgspec.Struct, frozen=True):
    """What the process may use at the most: bytes of memory and of a file, seconds of processor, descriptors."""

    memory: int = 1024 * 2**20
    seconds: int = 120
    written: int = 64 * 2**20
    descriptors: int = 64


class Order(msgspec.Struct, frozen=True):
    """What the compartment is told: ``files`` by descriptor, with the name that people know; ``become``: the number
    of the user for whom root gives itself up; ``said``: the rest, for the entry alone."""

    limits: Limits
    read: tuple[str, ...]
    store: str
    files: dict[int, str]
    become: int | None = None
    said: msgspec.Raw = msgspec.Raw(b"null")
