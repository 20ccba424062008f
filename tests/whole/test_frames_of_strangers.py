"""Frames and lines that no honest compartment would send, by the thousand: each is one, or the declared error."""

import json
import random
import socket
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import msgspec
import pytest

from perenne.handset.channel import Bounds, Broken, read, records
from perenne.handset.frames import Answer, Request
from perenne.handset.ledger import Ledger
from perenne.handset.relay import Relay
from perenne.handset.selftest.fake_platform import HOST, INTERNAL, UNLISTED, platform
from perenne.handset.selftest.requesting import Heard
from perenne.handset.selftest.told import Tried
from perenne.handset.selftest.wanted import ASKED, MANIFEST, ORDINARY, PUBLISH
from perenne.handset.vault import Vault

pytestmark = pytest.mark.usefixtures("loopback")

SEED = 20_261_124
LINES, STREAMS, FRAMES = 6_000, 60, 4_000
"""Over ten thousand in all."""
_SIGNS = '\0\x1b\u202e\ud800\uffff\n\r"\\{}[]:,é٣𝟙 '
_GOOD = b'{"type":"heard","answer":null}'
_WANTED = [each.request for each in ASKED if each.request.path != "/v1/endless"]
_ODD: tuple[object, ...] = (None, True, -1, 2**63, 2**64, 1e400, 1.0, "", "\0", [], {}, [[[[]]]], "x" * 5_000)


def _chance(number: int) -> random.Random:
    return random.Random(SEED + number)  # noqa: S311  # the same frames each time


def _text(chance: random.Random) -> str:
    return "".join(chance.choice(_SIGNS + "abc/.:@") for _ in range(chance.randrange(40)))


def _value(chance: random.Random, deep: int = 0) -> object:
    kind = chance.randrange(5 if deep < 4 else 3)
    if kind == 0:
        return chance.choice(_ODD)
    if kind == 1:
        return _text(chance)
    if kind == 2:
        return chance.choice([HOST, INTERNAL, UNLISTED, "GET", "/v1/videos", "default", "a" * 64])
    if kind == 3:
        return [_value(chance, deep + 1) for _ in range(chance.randrange(4))]
    return {_text(chance): _value(chance, deep + 1) for _ in range(chance.randrange(4))}


def _written(value: object) -> bytes:
    """As JSON, with whatever it holds: a lone surrogate and a number without end too."""

    return json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass")


def _mangled(chance: random.Random, content: bytes) -> bytes:
    """Bits turned, a piece repeated, a piece lost."""
    held = bytearray(content)
    for _ in range(chance.randrange(4)):
        at = chance.randrange(len(held) or 1)
        match chance.randrange(4):
            case 0 if held:
                held[at] ^= 1 << chance.randrange(8)
            case 1:
                held[at:at] = held[: chance.randrange(64)]
            case 2:
                del held[at : at + chance.randrange(64)]
            case _:
                held[at:at] = bytes([chance.randrange(256)])
    return bytes(held)


def _request(chance: random.Random) -> bytes:
    """A request that is nearly one: a field or two that it should not have, or otherwise."""
    asked = chance.choice([ORDINARY, PUBLISH, *_WANTED])
    fields: dict[str, object] = msgspec.to_builtins(asked)
    for _ in range(chance.randrange(3)):
        fields[chance.choice([*Request.__struct_fields__, _text(chance)])] = _value(chance)
    return _written(fields)


def _frame(chance: random.Random) -> bytes:
    match chance.randrange(4):
        case 0:
            content = chance.randbytes(chance.randrange(300))
        case 1:
            content = _mangled(chance, _request(chance))
        case 2:
            content = _written(_value(chance))
        case _:
            content = _request(chance)
    length = len(content) if chance.random() < 0.9 else chance.choice([0, 1, 2**20, 2**20 + 1, 2**31, 2**32 - 1])
    return length.to_bytes(4, "big") + content


def _line(chance: random.Random) -> bytes:
    good = chance.choice(
        [Tried(1, "own environment", leaked=False, got="nothing"), Heard(None), Heard(Answer(1, 200, {"etag": "x"}))]
    )
    match chance.randrange(4):
        case 0:
            return chance.randbytes(chance.randrange(200))
        case 1:
            return _mangled(chance, msgspec.json.encode(good))
        case 2:
            fields: dict[str, object] = msgspec.to_builtins(good)
            fields[chance.choice([*good.__struct_fields__, "type", _text(chance)])] = _value(chance)
            return _written(fields)
        case _:
            return _written(_value(chance))


def test_a_line_is_a_record_written_in_its_one_way_or_the_declared_error() -> None:
    chance, decoder = _chance(0), msgspec.json.Decoder(Tried | Heard)
    taken, refused = 0, []
    for _ in range(LINES):
        line = _line(chance)
        try:
            found = read(line, decoder)
        except Broken as problem:
            refused.append(problem.limit)
        else:
            taken += 1
            assert msgspec.json.encode(found) == line
    assert set(refused) == {"record"}
    assert taken > LINES // 100, "some of the lines are good ones"


@contextmanager
def _speaking(file: Path) -> "Iterator[subprocess.Popen[bytes]]":
    process = subprocess.Popen(["cat", str(file)], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def test_a_stream_ends_well_or_by_the_limit_that_it_broke(tmp_path: Path) -> None:
    chance, bounds = _chance(1), Bounds(line=4_000, total=60_000, lines=40)
    limits = set()
    for number in range(STREAMS):
        lines = [_line(chance) for _ in range(chance.randrange(60))] if number % 2 else [_GOOD] * number
        ending = b"\n" if chance.random() < 0.8 else b""
        (file := tmp_path / "stream").write_bytes(b"\n".join(lines) + ending)
        with _speaking(file) as process:
            try:
                list(records(process, Tried | Heard, bounds))
            except Broken as problem:
                limits.add(problem.limit)
            else:
                limits.add("")
    assert {"", "record", "lines"} <= limits
    assert limits <= {"", "record", "lines", "line", "total", "half"}


def test_a_frame_is_answered_or_ends_the_run_and_the_platform_sees_what_is_named_alone(tmp_path: Path) -> None:
    chance = _chance(2)
    vault = Vault(tmp_path, b"r" * 32)
    vault.put("fuzzed", "default", b"token-of-the-fuzzer")
    ledger = Ledger(tmp_path / "ledger.ndjson")
    with platform() as here:
        for _ in range(FRAMES):
            _served(_relay(vault, ledger, here.port, here.trusted()), _frame(chance))
    named = tuple(f"{HOST}:{here.port} {each.method} {each.path.partition('{')[0]}" for each in MANIFEST.routes)
    assert here.saw
    assert [line for line in here.saw if not line.startswith(named)] == []
    told = [entry for _, entry in ledger.entries()]
    assert sum(each.event == "request" for each in told) == len(here.saw)
    assert all(each.host.isprintable() for each in told)


def _relay(vault: Vault, ledger: Ledger, port: int, trusted: ssl.SSLContext) -> Relay:
    return Relay(
        "fuzzed",
        MANIFEST,
        vault,
        ledger,
        trusted,
        resolve=lambda host: ("127.0.0.1",) if host == HOST else ("10.0.0.1",),
        reachable=lambda each: str(each) == "127.0.0.1",
        port=port,
    )


def _served(relay: Relay, frame: bytes) -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        theirs.sendall(frame)
        theirs.shutdown(socket.SHUT_WR)
        relay.serve(ours)
        given = _received(theirs)
    if given:
        assert int.from_bytes(given[:4], "big") == len(given) - 4
        assert b"token-of-the-fuzzer" not in given


def _received(theirs: socket.socket) -> bytes:
    """Whoever is hung up on in the middle of what it says hears so in this way."""
    given = bytearray()
    with suppress(ConnectionResetError):
        while chunk := theirs.recv(2**16):
            given += chunk
    return bytes(given)
