"""Listeners on this machine that give the canary to whoever calls them."""

import os
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from perenne.handset.selftest.told import Doors

_EVERYBODY = 0o666


@contextmanager
def opened(folder: Path, canary: str) -> Iterator[Doors]:
    said = canary.encode()
    abstract, path = f"perenne-{os.urandom(8).hex()}", folder / "door"
    with ExitStack() as held:
        held.enter_context(answering(_bound(socket.AF_UNIX, f"\0{abstract}"), said))
        held.enter_context(answering(_bound(socket.AF_UNIX, str(path)), said))
        path.chmod(_EVERYBODY)
        four = _bound(socket.AF_INET, ("127.0.0.1", 0))
        held.enter_context(answering(four, said))
        six = _of_six()
        if six is not None:
            held.enter_context(answering(six, said))
        datagrams = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        datagrams.bind(("127.0.0.1", 0))
        held.enter_context(_echoing(datagrams, said))
        port = six.getsockname()[1] if six is not None else None
        yield Doors(abstract, str(path), four.getsockname()[1], port, datagrams.getsockname()[1])


def _bound(kind: socket.AddressFamily, address: str | tuple[str, int]) -> socket.socket:
    listening = socket.socket(kind, socket.SOCK_STREAM)
    try:
        listening.bind(address)
        listening.listen()
    except BaseException:
        listening.close()
        raise
    return listening


def _of_six() -> socket.socket | None:
    with suppress(OSError):
        return _bound(socket.AF_INET6, ("::1", 0))
    return None


@contextmanager
def answering(listening: socket.socket, said: bytes) -> Iterator[None]:
    def answer() -> None:
        calling, _ = listening.accept()
        with calling:
            calling.sendall(said)

    with _served(listening, answer):
        yield


@contextmanager
def _echoing(listening: socket.socket, said: bytes) -> Iterator[None]:
    def answer() -> None:
        _, address = listening.recvfrom(2_048)
        listening.sendto(said, address)

    with _served(listening, answer):
        yield


@contextmanager
def _served(listening: socket.socket, answer: Callable[[], None]) -> Iterator[None]:
    """Answered by a thread of its own until the block ends."""
    ended = threading.Event()
    listening.settimeout(0.1)

    def serve() -> None:
        while not ended.is_set():
            with suppress(OSError):
                answer()

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()
        listening.close()
