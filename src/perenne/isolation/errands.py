"""A task on its way into the compartment: its JSON, and the open file that goes with it. Nothing comes back here."""

import socket
from typing import NamedTuple

import msgspec

from perenne.readers.tasks import Task

_LENGTH = 4
_MOST = 2**26
"""Bytes: a mapping and what people corrected."""
_TASKS = msgspec.json.Decoder(Task)


class Errand(NamedTuple):
    """``file``: a descriptor, to be read and closed."""

    task: Task
    file: int


def send(task: Task, file: int, line: socket.socket) -> None:
    """Raises ``OSError`` where nobody takes it."""
    said = msgspec.json.encode(task)
    socket.send_fds(line, [len(said).to_bytes(_LENGTH, "big")], [file])
    line.sendall(said)


def received(line: socket.socket) -> Errand | None:
    """The next one; ``None``: there will be none."""
    size, files, _, _ = socket.recv_fds(line, _LENGTH, 1)
    if len(size) < _LENGTH or len(files) != 1:
        return None
    length = int.from_bytes(size, "big")
    said = bytearray()
    while len(said) < min(length, _MOST):
        some = line.recv(length - len(said))
        if not some:
            return None
        said += some
    return Errand(_TASKS.decode(said), files[0])
