"""Attempt 25, seen from outside: a careless proxy sends what it is asked to; our relay sends what is named."""

import os
import re
import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

import msgspec

from perenne.handset.calling import public
from perenne.handset.channel import Bounds, records
from perenne.handset.frames import Answer, Request, next_frame, send
from perenne.handset.launch import launched
from perenne.handset.ledger import Ledger
from perenne.handset.relay import Relay
from perenne.handset.selftest.fake_platform import INTERNAL, UNLISTED, Platform, platform
from perenne.handset.selftest.requesting import Heard, Round, heard
from perenne.handset.selftest.told import Tried, Way
from perenne.handset.selftest.wanted import APPROVED, ASKED, MANIFEST, ORDINARY, PUBLISH, Asked
from perenne.handset.tiers import Standing
from perenne.handset.vault import Vault

ENTRY = "perenne.handset.selftest.requesting"
WAYS = tuple(each.way for each in ASKED)
NOTHING_WORKS = "nothing passes at all"
_HANDSET = "selftest"
_LOOPBACK = "127.0.0.1"
_BOUNDS = Bounds(seconds=60, idle=20, line=16 * 2**20, total=64 * 2**20)
_PATIENCE = 5
_MOVED = re.compile(rb"^Location: https://([a-z.]+)/", re.MULTILINE)


class Serving(Protocol):
    """What answers at the other end of the line."""

    def serve(self, inside: socket.socket) -> None: ...


@dataclass
class Scene:
    """The fake platform, the ledger, and the token that must not be seen inside."""

    here: Platform
    ledger: Ledger
    vault: Vault
    token: str


Served = Callable[[Scene], Serving]


def ours(scene: Scene) -> Relay:
    """Our relay. It finds the platform where it stands, on loopback: elsewhere that address would be refused."""
    return Relay(
        _HANDSET,
        MANIFEST,
        scene.vault,
        scene.ledger,
        scene.here.trusted(),
        approved=APPROVED,
        resolve=lambda host: ("10.0.0.1",) if host == INTERNAL else (_LOOPBACK,),
        reachable=lambda each: each == ip_address(_LOOPBACK) or public(each),
        port=scene.here.port,
    )


@dataclass
class Careless:
    """A proxy that adds the token and sends everything, as it is asked, wherever it is asked."""

    scene: Scene

    def serve(self, inside: socket.socket) -> None:
        with inside:
            while (frame := next_frame(inside)) is not None:
                try:
                    request = msgspec.json.decode(frame, type=Request)
                except msgspec.DecodeError:
                    request = ORDINARY
                send(inside, Answer(request.id, 200, body=self._sent(request)))

    def _sent(self, request: Request) -> bytes:
        given = self._called(request.host, request)
        moved = _MOVED.search(given)
        return self._called(moved[1].decode(), request) if moved else given

    def _called(self, host: str, request: Request) -> bytes:
        """Every name leads to the fake platform."""
        headers = {"Host": host, "Authorization": f"Bearer {self.scene.token}", **request.headers}
        if request.body:
            headers["Content-Length"] = str(len(request.body))
        head = [f"{request.method} {request.path} HTTP/1.1", *(f"{name}: {said}" for name, said in headers.items())]
        with (
            socket.create_connection((_LOOPBACK, self.scene.here.port), _PATIENCE) as plain,
            _trusting().wrap_socket(plain) as calling,
            suppress(OSError),
        ):
            calling.sendall("\r\n".join([*head, "", ""]).encode() + request.body)
            return _everything(calling)
        return b""


def _trusting() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


def _everything(calling: ssl.SSLSocket) -> bytes:
    got = bytearray()
    with suppress(OSError):
        while chunk := calling.recv(2**16):
            got += chunk
    return bytes(got)


Speaker = Callable[[socket.socket, Round], list[Answer | None]]


def inside(here: Standing, ways: Sequence[Way], served: Served = ours) -> list[Tried]:
    """From within the compartment, through our relay unless something else stands in its place."""
    return _tried(served, lambda line, order: _confined(here, line, order), ways)


def control(ways: Sequence[Way]) -> list[Tried]:
    """From this process, through a careless proxy."""
    return _tried(Careless, _plainly, ways)


def _confined(here: Standing, line: socket.socket, order: Round) -> list[Answer | None]:
    with launched(here, ENTRY, order, lines=[line.fileno()]) as process:
        line.close()
        said: Iterator[Heard] = records(process, Heard, _BOUNDS)
        return [each.answer for each in said]


def _plainly(line: socket.socket, order: Round) -> list[Answer | None]:
    return [each.answer for each in heard(line, order)]


def _tried(served: Served, speak: Speaker, ways: Sequence[Way]) -> list[Tried]:
    wanted = set(ways)
    with platform() as here:
        return [_one(here, served, speak, each) for each in ASKED if each.way in wanted]


def _one(here: Platform, served: Served, speak: Speaker, asked: Asked) -> Tried:
    """An ordinary request first, so that silence is no proof; for a replay that is what is asked again."""
    before = PUBLISH if asked.request == PUBLISH else ORDINARY
    requests = (before,) if asked.frame is not None else (before, asked.request)
    with _scene(here) as scene:
        first, *rest = _round(served(scene), speak, requests, asked.frame) or [None]
        if first is None or first.status != 200:
            return Tried(*asked.way, leaked=False, got=NOTHING_WORKS)
        answer = next(iter(rest), None)
        got = _got_out(asked, answer, scene)
        said = "hung up" if answer is None else answer.refused or str(answer.status)
        return Tried(*asked.way, leaked=bool(got), got=got or said)


def _got_out(asked: Asked, answer: Answer | None, scene: Scene) -> str:
    """What an attempt won, if anything: more than was named reached the platform, the token came in, an answer that
    must not pass did, or a refusal was not written down."""
    if len(scene.here.saw) - 1 > asked.reaches or any(UNLISTED in each for each in scene.here.saw):
        return "it left"
    if answer is not None and scene.token.encode() in msgspec.json.encode(answer) + answer.body:
        return "the token came in"
    if asked.passes:
        return ""
    if asked.reaches and answer is not None and not answer.refused:
        return "the answer came in"
    written = any(entry.event == "refused" for _, entry in scene.ledger.entries())
    return "" if written else "not written down"


def _round(
    serving: Serving, speak: Speaker, requests: tuple[Request, ...], frame: bytes | None
) -> list[Answer | None]:
    ours_, theirs = socket.socketpair()
    thread = threading.Thread(target=_quietly, args=(serving, ours_), daemon=True)
    thread.start()
    try:
        return speak(theirs, Round(theirs.fileno(), requests, frame))
    finally:
        theirs.close()
        thread.join(_PATIENCE)
        ours_.close()


def _quietly(serving: Serving, line: socket.socket) -> None:
    with suppress(OSError):
        serving.serve(line)


@contextmanager
def _scene(here: Platform) -> Iterator[Scene]:
    token = f"token-{os.urandom(16).hex()}"
    here.saw.clear()
    with TemporaryDirectory(prefix="perenne-selftest-") as place:
        folder = Path(place)
        ledger = Ledger(folder / "ledger.ndjson")
        for event in ("previewed", "approved"):
            ledger.add(_HANDSET, event, told=APPROVED, by="selftest")
        vault = Vault(folder, os.urandom(32))
        vault.put(_HANDSET, "default", token.encode())
        vault.put("another", "of-another", b"not yours")
        yield Scene(here, ledger, vault, token)
