"""What passes between the compartment and the relay: four bytes of length, then JSON, over one descriptor."""

import socket
import struct

import msgspec

MOST_ASKED = 2**20
"""Bytes of a request's frame."""
_LENGTH = struct.Struct(">I")


class Request(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the inside asks. ``auth``: the name of a token; ``approval``: the hash of what people approved;
    ``media``: the hash of a file among it, which the relay sends in the place of a body."""

    id: int
    method: str
    host: str
    path: str
    query: dict[str, str] = {}
    headers: dict[str, str] = {}
    body: bytes = b""
    auth: str | None = None
    approval: str | None = None
    media: str | None = None


class Answer(msgspec.Struct, frozen=True, omit_defaults=True):
    """What goes back: the status, some headers, the body; or why it was ``refused``, in one word."""

    id: int
    status: int = 0
    headers: dict[str, str] = {}
    body: bytes = b""
    refused: str = ""


def next_frame(inside: socket.socket) -> bytes | None:
    """The next frame; ``None`` where the inside hung up. One that is too long ends the run."""
    head = _exactly(inside, _LENGTH.size)
    if head is None:
        return None
    (length,) = _LENGTH.unpack(head)
    return b"" if length > MOST_ASKED else _exactly(inside, length)


def _exactly(inside: socket.socket, count: int) -> bytes | None:
    got = bytearray()
    while len(got) < count:
        chunk = inside.recv(min(count - len(got), 2**16))
        if not chunk:
            return None
        got += chunk
    return bytes(got)


def send(inside: socket.socket, message: Request | Answer) -> None:
    written = msgspec.json.encode(message)
    inside.sendall(_LENGTH.pack(len(written)) + written)


def asked(inside: socket.socket, request: Request) -> Answer:
    """The other end, for what runs inside: send ``request`` and wait. Raises ``ConnectionError`` where the relay hung
    up."""
    send(inside, request)
    head = _exactly(inside, _LENGTH.size)
    body = _exactly(inside, _LENGTH.unpack(head)[0]) if head is not None else None
    if body is None:
        raise ConnectionError
    return msgspec.json.decode(body, type=Answer)
