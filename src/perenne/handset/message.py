"""What is to be published: a message that people see as it will be, and approve by the hash of all of it."""

from uuid import uuid4

import msgspec

from perenne.chain import canonical, sha256


class Medium(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A file that goes with it: ``alt`` says in words what it shows."""

    sha256: str
    size: int
    type: str
    alt: str = ""


class Publish(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is to be published, as people see it before. ``disclosure``: the words of ``text`` that say what it is
    paid by; ``schedule``: when it is to appear, where that is not at once; ``intent``: makes two of the same words
    two messages."""

    intent: str
    connector: str
    handset: str
    account: str
    instance: str
    text: str
    language: str = ""
    disclosure: str = ""
    schedule: str = ""
    media: tuple[Medium, ...] = ()

    @property
    def preview(self) -> str:
        """The hash of all of it: what people approve."""
        return sha256(canonical(msgspec.to_builtins(self)))


def intent() -> str:
    return uuid4().hex
