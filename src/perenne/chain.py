"""Canonical JSON, its hash, and acts chained by their hashes: what lets a stranger see that nothing was changed.

Canonical JSON is RFC 8785 with less in it: strings, whole numbers, booleans, null, lists and objects. A fraction has
more than one way to be written, so none passes.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import BinaryIO, Literal, NamedTuple

import msgspec
import rfc8785

Json = str | int | bool | None | Sequence["Json"] | Mapping[str, "Json"]

START = "0" * 64
"""What the first line of a chain holds in place of the hash of the line before."""
_CHUNK = 2**20


class NotCanonical(ValueError):
    """A value that has no canonical form: a fraction, a number beyond 2**53, a lone surrogate."""


def canonical(value: Json) -> bytes:
    """``value`` as the one sequence of bytes that stands for it; raises ``NotCanonical``."""
    _check(value)
    try:
        return rfc8785.dumps(value)
    except (rfc8785.CanonicalizationError, UnicodeEncodeError) as problem:
        raise NotCanonical(str(problem)) from None


def _check(value: object) -> None:
    match value:
        case str() | bool() | int() | None:
            return
        case Mapping():
            if not all(isinstance(key, str) for key in value):
                raise NotCanonical("a key that is no text")
            for each in value.values():
                _check(each)
        case list() | tuple():
            for each in value:
                _check(each)
        case _:
            raise NotCanonical(f"{type(value).__name__} has no canonical form")


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def sha256_of(stream: BinaryIO) -> str:
    """The hash of what is left in ``stream``, in bounded memory."""
    content = hashlib.sha256()
    while chunk := stream.read(_CHUNK):
        content.update(chunk)
    return content.hexdigest()


class _Line(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    act: dict[str, object]
    before: str
    n: int


class Break(NamedTuple):
    """The first line of a chain that does not hold: not as it was written, or not behind the line before."""

    line: int
    why: Literal["not_canonical", "not_chained"]


def linked(act: Mapping[str, Json], n: int, before: str) -> bytes:
    """Line ``n`` of a chain: the act and the hash of the line before, without a line end."""
    return canonical({"act": act, "before": before, "n": n})


def chained(acts: Iterable[Mapping[str, Json]], start: int = 1, before: str = START) -> Iterator[bytes]:
    """``acts`` as lines of a chain that begins at line ``start``, after a line whose hash is ``before``."""
    for n, act in enumerate(acts, start):
        line = linked(act, n, before)
        before = sha256(line)
        yield line


def first_break(lines: Iterable[bytes]) -> Break | None:
    """The first of ``lines`` (without line ends) that breaks the chain, or ``None`` where every one holds.

    Lines cut off at the end leave a chain that holds: whoever must see that keeps the last hash elsewhere.
    """
    before = START
    for n, line in enumerate(lines, 1):
        read = _read(line)
        if read is None:
            return Break(n, "not_canonical")
        if (read.n, read.before) != (n, before):
            return Break(n, "not_chained")
        before = sha256(line)
    return None


def _read(line: bytes) -> _Line | None:
    try:
        read = msgspec.json.decode(line, type=_Line)
        return read if canonical(msgspec.to_builtins(read)) == line else None
    except (msgspec.DecodeError, UnicodeDecodeError, NotCanonical, RecursionError):
        return None
