"""What comes out of the compartment: lines, bounded in every way, each the one way in which its record is written.

Limits hold here, whatever the inside does: it may flood, drip, fall silent, close its output and go on, write half a
line and leave. Text is never altered: what is dangerous to show is made harmless where it is shown. A record that
would be written otherwise (a key twice, a blank, a number in another form) is refused: two programs might read it as
two things.
"""

import os
import selectors
import subprocess
import time
from collections.abc import Iterator
from typing import Any, TypeVar

import msgspec

from perenne.model.bilingual import Bilingual
from perenne.model.errors import PerenneError

T = TypeVar("T")
_CHUNK = 2**16


class Bounds(msgspec.Struct, frozen=True):
    """What a run may say at the most: bytes of a line and in all, lines, seconds in all and without a word, bytes of
    complaint."""

    line: int = 64 * 2**10
    total: int = 8 * 2**20
    lines: int = 10_000
    seconds: float = 60.0
    idle: float = 10.0
    complaint: int = 64 * 2**10


IMPORT = Bounds(line=128 * 2**20, total=2**40, lines=2**31, seconds=7 * 24 * 3600.0, idle=1800.0)
"""For large files that people have: what readers give of all of them; each file has its own measure besides."""


class Broken(PerenneError):
    """The run was ended: it broke a limit, or did not end as it should. ``limit`` names which."""

    def __init__(self, fr: str, en: str, limit: str = "") -> None:
        super().__init__(fr, en)
        self.limit = limit


_LIMITS = {
    "line": Bilingual(fr="une ligne est trop longue", en="a line is too long"),
    "total": Bilingual(fr="le compartiment a trop parlé", en="the compartment said too much"),
    "lines": Bilingual(fr="il y a trop de lignes", en="there are too many lines"),
    "seconds": Bilingual(fr="le compartiment n’a pas fini à temps", en="the compartment did not end in time"),
    "idle": Bilingual(fr="le compartiment s’est tu", en="the compartment fell silent"),
    "complaint": Bilingual(fr="le compartiment se plaint sans fin", en="the compartment complains without end"),
    "half": Bilingual(fr="la dernière ligne n’est pas finie", en="the last line is not finished"),
    "exit": Bilingual(fr="le compartiment s’est arrêté en chemin", en="the compartment broke off"),
    "record": Bilingual(fr="une ligne n’est pas ce qu’elle devrait être", en="a line is not what it should be"),
}


def broken(limit: str) -> Broken:
    """The error that names this ``limit``, one of ``_LIMITS``."""
    says = _LIMITS[limit]
    return Broken(f"{says.fr} : rien n’est gardé", f"{says.en}: nothing is kept", limit)


def records(process: "subprocess.Popen[bytes]", kind: type[T] | Any, bounds: Bounds) -> Iterator[T]:
    """What ``process`` says, as values of ``kind`` (a union of tagged structs). Raises ``Broken``; whoever keeps what
    came before that keeps half."""
    decoder = msgspec.json.Decoder(kind)
    for line in lines(process, bounds):
        yield read(line, decoder)


def read(line: bytes, decoder: "msgspec.json.Decoder[T]") -> T:
    """The record of ``line``, which must be the one way to write it. Raises ``Broken``."""
    try:
        record = decoder.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise broken("record") from None
    if msgspec.json.encode(record) != line:
        raise broken("record")
    return record


def lines(process: "subprocess.Popen[bytes]", bounds: Bounds) -> Iterator[bytes]:
    """The lines of ``process``, until it has ended well. Raises ``Broken`` and ends it."""
    try:
        yield from _lines(process, bounds)
    except Broken:
        process.kill()
        raise


def _lines(process: "subprocess.Popen[bytes]", bounds: Bounds) -> Iterator[bytes]:
    ends = time.monotonic() + bounds.seconds
    rest, total, count = bytearray(), 0, 0
    for chunk in _chunks(process, bounds, ends):
        total += len(chunk)
        if total > bounds.total:
            raise broken("total")
        *whole, last = chunk.split(b"\n")
        if whole:
            whole[0] = bytes(rest) + whole[0]
            rest.clear()
        rest += last
        if len(rest) > bounds.line or any(len(each) > bounds.line for each in whole):
            raise broken("line")
        count += len(whole)
        if count > bounds.lines:
            raise broken("lines")
        yield from whole
    if rest:
        raise broken("half")
    try:
        code = process.wait(max(ends - time.monotonic(), 0.0))
    except subprocess.TimeoutExpired:
        raise broken("seconds") from None
    if code:
        raise broken("exit")


def _chunks(process: "subprocess.Popen[bytes]", bounds: Bounds, ends: float) -> Iterator[bytes]:
    """What comes, as it comes; complaints are counted and dropped: they are a stranger's words."""
    assert process.stdout is not None  # noqa: S101  # whoever starts it asks for both
    assert process.stderr is not None  # noqa: S101
    complained, spoken = 0, time.monotonic()
    with selectors.DefaultSelector() as waiting:
        for stream in (process.stdout, process.stderr):
            waiting.register(stream, selectors.EVENT_READ)
        while waiting.get_map():
            now = time.monotonic()
            if now >= ends:
                raise broken("seconds")
            if now - spoken >= bounds.idle:
                raise broken("idle")
            for key, _ in waiting.select(min(ends - now, bounds.idle - (now - spoken))):
                chunk = os.read(key.fd, _CHUNK)
                if not chunk:
                    waiting.unregister(key.fileobj)
                elif key.fileobj is process.stdout:
                    yield chunk
                    spoken = time.monotonic()
                else:
                    complained += len(chunk)
                    if complained > bounds.complaint:
                        raise broken("complaint")
