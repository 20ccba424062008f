"""What abuses the relay from within the compartment: it asks, and says every byte that it was given."""

import os
import socket
from collections.abc import Iterator
from contextlib import suppress

import msgspec

from perenne.handset.frames import Answer, Request, asked
from perenne.handset.inside import shut_in

_PATIENCE = 5


class Round(msgspec.Struct, frozen=True):
    """``line``: the descriptor behind which the relay is; ``frame`` goes as it stands, after ``requests``."""

    line: int
    requests: tuple[Request, ...]
    frame: bytes | None = None


class Heard(msgspec.Struct, frozen=True, tag="heard", forbid_unknown_fields=True):
    """``answer`` is ``None`` where the relay hung up."""

    answer: Answer | None


def heard(relay: socket.socket, order: Round) -> Iterator[Heard]:
    """Each answer, as it comes."""
    for request in order.requests:
        yield Heard(_given(relay, request))
    if order.frame is not None:
        relay.sendall(order.frame)
        relay.settimeout(_PATIENCE)
        yield Heard(_anything(relay))


def _anything(relay: socket.socket) -> Answer | None:
    with suppress(OSError):
        if relay.recv(1):
            return Answer(0, status=1)
    return None


def _given(relay: socket.socket, request: Request) -> Answer | None:
    try:
        return asked(relay, request)
    except OSError:
        return None


def _say(heard: Heard) -> None:
    words = memoryview(msgspec.json.encode(heard) + b"\n")
    while words:
        words = words[os.write(1, words) :]


if __name__ == "__main__":
    order = msgspec.json.decode(shut_in().said, type=Round)
    with socket.socket(fileno=order.line) as line:
        for each in heard(line, order):
            _say(each)
