"""Records on disk, one JSON a line: written once, read as often as wanted, never held in memory together."""

import os
from abc import abstractmethod
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from types import UnionType
from typing import Any, BinaryIO, Generic, TypeVar

import msgspec

T = TypeVar("T")

_BUFFER = 2**18
"""How many bytes are written at once: some ten files are open at a time."""


class Raw(Collection[T], Generic[T]):
    """Records that lie on disk as lines. Equal to any collection of equal records in the same order."""

    __hash__ = None  # type: ignore[assignment]

    @abstractmethod
    def raw(self) -> Iterator[bytes]:
        """The lines as they stand, with their line ends."""

    def __contains__(self, record: object) -> bool:
        return any(each == record for each in self)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Collection) or len(self) != len(other):
            return False
        return all(one == another for one, another in zip(self, other, strict=True))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({len(self)} records)"


class Lines(Raw[T]):
    """``count`` records of ``kind`` in the files ``parts``, in their order. ``owner``: what the files disappear with,
    kept as long as these lines are."""

    def __init__(
        self, kind: type[T] | UnionType, parts: Iterable[Path] = (), count: int = 0, owner: object = None
    ) -> None:
        self.kind = kind
        self.parts = tuple(parts)
        self._count = count
        self._owner = owner

    def raw(self) -> Iterator[bytes]:
        for part in self.parts:
            with part.open("rb") as stream:
                yield from stream

    def __iter__(self) -> Iterator[T]:
        decoder: msgspec.json.Decoder[Any] = msgspec.json.Decoder(self.kind)
        return map(decoder.decode, self.raw())

    def __len__(self) -> int:
        return self._count


def joined(kind: type[T], several: Iterable[Lines[T]], owner: object) -> Lines[T]:
    """The records of ``several``, one after the other."""
    every = list(several)
    return Lines(kind, (part for lines in every for part in lines.parts), sum(map(len, every)), owner)


def private(path: str, flags: int) -> int:
    """An opener: a file that only this user can read."""
    return os.open(path, flags, 0o600)


class LineWriter(Generic[T]):
    """Writes records to one file, which appears with the first of them."""

    def __init__(self, kind: type[T] | UnionType, path: Path) -> None:
        self._kind = kind
        self._path = path
        self._stream: BinaryIO | None = None
        self._encode = msgspec.json.Encoder(order="deterministic").encode
        self._count = 0

    def write(self, record: T) -> None:
        if self._stream is None:
            self._stream = open(self._path, "xb", opener=private, buffering=_BUFFER)  # noqa: SIM115 (closed in lines)
        self._stream.write(self._encode(record) + b"\n")
        self._count += 1

    def close(self) -> None:
        if self._stream is not None:
            self._stream.close()

    def lines(self) -> Lines[T]:
        """What was written; nothing more can be."""
        self.close()
        return Lines(self._kind, [self._path] if self._stream is not None else [], self._count)


def written(kind: type[T], path: Path, records: Iterable[T]) -> Lines[T]:
    """``records`` on disk."""
    writer = LineWriter[T](kind, path)
    try:
        for record in records:
            writer.write(record)
    finally:
        writer.close()
    return writer.lines()
