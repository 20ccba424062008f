"""The child that reads a WARC: each record with the state of its digests, one JSON a line."""

import zlib
from collections.abc import Iterator
from typing import Any, BinaryIO, Literal, NamedTuple

import msgspec
from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

Digest = Literal["holds", "broken", "absent", "unchecked"]
"""``unchecked``: stated, and nothing here to compare it with (a revisit, an unknown algorithm)."""

MOST_RECORDS = 100_000
_CHUNK = 2**16
_LONGEST = 2_000


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """One record. ``truncated``: why its writer says that it is not whole; ``short``: bytes that are missing."""

    n: int
    type: str
    uri: str | None
    date: str | None
    block: Digest
    payload: Digest
    truncated: str | None
    short: int


class End(msgspec.Struct, frozen=True):
    """The last line: whether the file was read to its end, and if not, why."""

    whole: bool
    why: Literal["", "not_by_record", "damaged", "too_many", "trailing"] = ""


def work(source: BinaryIO, out: BinaryIO, _: str) -> None:
    """Write each record of the WARC in ``source``, then the ``End``."""
    archive = ArchiveIterator(source, check_digests=True)
    end = End(whole=True)
    try:
        for record in _records(archive):
            out.write(msgspec.json.encode(record) + b"\n")
            if record.n == MOST_RECORDS:
                end = End(whole=False, why="too_many")
                break
    except ArchiveLoadFailed as problem:
        end = End(whole=False, why="not_by_record" if "non-chunked gzip" in str(problem) else "damaged")
    except (EOFError, ValueError, zlib.error, KeyError, AttributeError, TypeError):
        end = End(whole=False, why="damaged")
    if end.whole and archive.err_count:
        end = End(whole=False, why="trailing")
    out.write(msgspec.json.encode(end) + b"\n")


def _records(archive: ArchiveIterator) -> Iterator[Record]:
    for n, record in enumerate(archive, 1):
        read = _read_through(record.raw_stream)
        headers = record.rec_headers
        stated = record.length if record.format == "arc" else int(headers.get_header("Content-Length"))
        short = max(0, stated - read - _http_headers_length(record))
        known = _Known(
            list(record.digest_checker.problems), is_revisit=record.rec_type == "revisit", is_short=short > 0
        )
        yield Record(
            n=n,
            type=_clipped(record.rec_type) or "",
            uri=_clipped(headers.get_header("WARC-Target-URI")),
            date=_clipped(headers.get_header("WARC-Date")),
            block=_digest("block", headers, known),
            payload=_digest("payload", headers, known),
            truncated=_clipped(headers.get_header("WARC-Truncated")),
            short=short,
        )


def _read_through(stream: Any) -> int:
    total = 0
    while chunk := stream.read(_CHUNK):
        total += len(chunk)
    return total


def _http_headers_length(record: Any) -> int:
    """Bytes of the block that were read already, as the headers of the answer within it."""
    return record.length - record.payload_length if record.http_headers and record.payload_length >= 0 else 0


class _Known(NamedTuple):
    """What reading a record through has shown."""

    problems: list[str]
    is_revisit: bool
    is_short: bool


def _digest(which: Literal["block", "payload"], headers: Any, known: _Known) -> Digest:
    """The library compares at the end of a record: one that is cut short never gets there, and cannot hold."""
    if not headers.get_header(f"WARC-{which.capitalize()}-Digest"):
        return "absent"
    if known.is_short or any(f"{which} digest failed" in each for each in known.problems):
        return "broken"
    is_unknown = any(f"{which} digest" in each for each in known.problems)
    return "unchecked" if known.is_revisit or is_unknown else "holds"


def _clipped(text: str | None) -> str | None:
    return text[:_LONGEST] if text else None
