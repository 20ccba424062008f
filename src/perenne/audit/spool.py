"""Posts on disk while an audit runs: each as it was read, so that memory stays flat.

A spool is a private folder. The records lie in it as NDJSON, in numbered files: one for each file that was read, and
more for what was changed since. A ``Place`` is the file, offset and length of a line.
"""

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, BinaryIO

import msgspec

from perenne.audit.lines import Lines, Raw, private
from perenne.audit.workplace import Workplace, sweep
from perenne.model.post import Post

if TYPE_CHECKING:
    import polars as pl

_PLACE = ("file", "offset", "length")
_TOGETHER, _BLOCK = 20_000, 2**20
"""How many places are looked at together, and how many bytes are read at once where lines lie together."""


class Spool:
    """A private folder, gone when it is closed or no longer referred to: in ``place``, else among the temporary
    files."""

    def __init__(self, place: Path | None = None) -> None:
        target = Path(tempfile.gettempdir() if place is None else place) / "perenne"
        sweep(target, lambda folder: False)
        self._workplace = Workplace(target)
        self.folder, self.close = self._workplace.folder, self._workplace.close


def _records(spool: Path, file: int) -> Path:
    return spool / f"records-{file}.ndjson"


class RecordWriter:
    """Writes the posts of file number ``file`` of the folder ``spool``."""

    def __init__(self, spool: Path, file: int) -> None:
        self._path = _records(spool, file)
        self._stream: BinaryIO | None = None
        self._encode = msgspec.json.Encoder(order="deterministic").encode
        self._count = 0

    def write(self, post: Post) -> int:
        """Write one record; the length of its line."""
        line = self._encode(post) + b"\n"
        self._to().write(line)
        self._count += 1
        return len(line)

    def write_all(self, lines: "pl.Series") -> "pl.Series":
        """Write records whose lines are made already; the length of each."""
        import polars as pl

        self._to().writelines(lines.cast(pl.Binary))
        self._count += len(lines)
        return lines.str.len_bytes().cast(pl.UInt32)

    def _to(self) -> BinaryIO:
        if self._stream is None:
            self._stream = open(self._path, "xb", opener=private, buffering=2**20)  # noqa: SIM115 (in close)
        return self._stream

    def close(self) -> None:
        if self._stream is not None:
            self._stream.close()

    def lines(self) -> Lines[Post]:
        """The posts that were written; no more can be."""
        self.close()
        return Lines(Post, [self._path] if self._stream is not None else [], self._count)


class RecordReader:
    """Fetches lines of a spool, wherever they lie."""

    def __init__(self, spool: Path) -> None:
        self._spool = spool
        self._open: dict[int, BinaryIO] = {}

    def __enter__(self) -> "RecordReader":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, where: TracebackType | None
    ) -> None:
        for stream in self._open.values():
            stream.close()

    def fetch(self, at: "pl.DataFrame") -> Iterator[bytes]:
        """The lines at these places, with their line ends, one by one. What lies together is read at once."""
        for some in at.iter_slices(_TOGETHER):
            files, offsets, lengths = (some[name].to_list() for name in _PLACE)
            first = 0
            while first < len(files):
                end, after = offsets[first] + lengths[first], first + 1
                while (
                    after < len(files)
                    and offsets[after] == end
                    and files[after] == files[first]
                    and end - offsets[first] < _BLOCK
                ):
                    end += lengths[after]
                    after += 1
                block = self._read(files[first], offsets[first], end - offsets[first])
                yield from [block] if after == first + 1 else _cut(block, lengths[first:after])
                first = after

    def _read(self, file: int, offset: int, length: int) -> bytes:
        stream = self._open.get(file)
        if stream is None:
            stream = self._open[file] = _records(self._spool, file).open("rb", buffering=0)
        stream.seek(offset)
        return stream.read(length)


def _cut(block: bytes, lengths: Sequence[int]) -> Iterator[bytes]:
    start = 0
    for length in lengths:
        yield block[start : start + length]
        start += length


class Records(Raw[Post]):
    """The posts at some places of a spool, in that order."""

    def __init__(self, spool: Spool, at: "pl.DataFrame") -> None:
        self._spool = spool
        self._at = at

    def raw(self) -> Iterator[bytes]:
        with RecordReader(self._spool.folder) as reader:
            yield from reader.fetch(self._at)

    def __iter__(self) -> Iterator[Post]:
        return map(msgspec.json.Decoder(Post).decode, self.raw())

    def __len__(self) -> int:
        return self._at.height
