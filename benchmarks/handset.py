"""What reading inside the compartment costs, beside reading the same file in this process.

    python benchmarks/handset.py [MEGABYTES]      (default 100)

A Zeeschuimer file and a CSV table of that size, invented, are given to ``perenne read`` and ``perenne audit`` with
and without isolation, in turns, in the same run; then one post, which is what a start costs. Times are on the clock,
the least of a few: the inside reads on one core what the outside checks and writes on another. Where others use the
cores too, the clock tells of them; so beside it stands the processor time of both halves of a record, in this
process: on two free cores the slower half is what one waits for.
"""

import compileall
import csv
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import count, islice
from pathlib import Path

from corpus import captions
from measure import machine
from read import CAPTURES, COLUMNS, posts

import perenne
from perenne.handset.tiers import standing
from perenne.isolation.checks import Checks
from perenne.isolation.wire import encode, given_of, line_of, said_on
from perenne.readers.opening import open_reading
from perenne.readers.tasks import ReadItems

TIMES, STARTS = 3, 11
_MB, _FEW = 10**6, 10
_CAPTURED = 8_000
"""Bytes of a record as a platform's page gives it, with what nobody reads: addresses of pictures, bit rates."""


def captured(path: Path, size: int) -> int:
    """A Zeeschuimer file of TikTok posts; how many."""
    return _lines(path, size, _CAPTURED)


def short(path: Path, size: int) -> int:
    """The same with records that hold nothing else than what is read."""
    return _lines(path, size, 0)


def _lines(path: Path, size: int, padded: int) -> int:
    examples = (CAPTURES / "zeeschuimer-export-tiktok.ndjson").read_text(encoding="utf-8").splitlines()
    records = [json.loads(line) for line in examples]
    said = captions(size, 0.05)
    with path.open("wb") as stream:
        for number in count():
            if stream.tell() >= size:
                return number
            record = records[number % len(records)]
            record["item_id"] = record["data"]["id"] = f"73{number:017}"
            record["data"]["desc"] = next(said).text
            record["data"].pop("padding", None)
            line = json.dumps(record, ensure_ascii=False)
            if missing := max(0, padded - len(line)):
                record["data"]["padding"] = [
                    {"url": f"https://cdn.example/{n:08}", "rate": n} for n in range(missing // 52)
                ]
                line = json.dumps(record, ensure_ascii=False)
            stream.write(line.encode() + b"\n")
    raise AssertionError


def table(path: Path, size: int) -> int:
    """A CSV table of posts; how many."""
    how_many = size // 200
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([COLUMNS, *islice(posts(how_many), how_many)])
    return how_many


def taken(words: list[str], isolation: str) -> float:
    """Seconds on the clock of one call of ``perenne``."""
    surroundings = {**os.environ, "PERENNE_ISOLATION": isolation, "POLARS_MAX_THREADS": "1"}
    start = time.perf_counter()
    subprocess.run([sys.executable, "-m", "perenne", *words], env=surroundings, capture_output=True, check=True)  # noqa: S603
    return time.perf_counter() - start


def halves(name: str, path: Path) -> None:
    """Processor time a record: all in one process, what the inside does, what the outside does."""
    reading = open_reading(path, path.name)
    task = ReadItems(file=reading.file, sha256=reading.sha256, format=reading.format)
    lines = [line_of(each) for each in reading.items()]

    def outside() -> None:
        for each in reading.items():
            encode(each)

    def inside() -> None:
        for each in reading.items():
            line_of(each)

    def beyond() -> None:
        with path.open("rb") as file:
            checks = Checks(task, file)
        for line in lines:
            said = said_on(line)
            checks.see(said, len(line))
            encode(given_of(said, reading.file))

    alone, within, after = (_processor(each) / len(lines) * 1e6 for each in (outside, inside, beyond))
    more = max(within, after) / alone - 1
    print(f"{name:34} {len(lines):9,} {alone:7.1f} µs {within:7.1f} µs {after:7.1f} µs {more:+6.0%}", flush=True)


def _processor(work: Callable[[], None]) -> float:
    taken = []
    for _ in range(TIMES):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return min(taken)


def compare(name: str, words: list[str], records: int, times: int = TIMES) -> None:
    pairs = [(taken(words, "never"), taken(words, "always")) for _ in range(times)]
    outside, inside = map(min, zip(*pairs, strict=True))
    more = f"{inside / outside - 1:+6.0%}" if records > 1 else f"{1000 * (inside - outside):+5.0f} ms"
    print(f"{name:34} {records:9,} {outside:8.2f} s {inside:8.2f} s {more}", flush=True)


MAKERS = {"zeeschuimer, as captured": captured, "zeeschuimer, short": short, "csv": table}


def main(megabytes: int) -> None:
    compileall.compile_dir(Path(perenne.__file__).parent, quiet=2)  # as pip does when it installs
    stands = standing()
    print(f"{machine()}; tier {stands.tier}, Landlock {stands.landlock}; load {os.getloadavg()[0]:.1f}")
    print(f"{'':34} {'records':>9} {'outside':>10} {'inside':>10}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for kind, make in MAKERS.items():
            path = folder / kind
            records = make(path, megabytes * _MB)
            compare(f"read {kind}", ["read", str(path), "--out", str(folder / "posts")], records)
            if make is captured:
                compare(f"audit {kind}", ["audit", str(path), "--out", str(folder / "audit")], records)
            path.unlink()
        print(f"{'processor time':34} {'records':>9} {'alone':>10} {'inside':>10} {'beyond':>10}")
        for kind, make in MAKERS.items():
            path = folder / kind
            make(path, _FEW * _MB)
            halves(kind, path)
        one = folder / "one"
        short(one, 1)
        compare("read one post", ["read", str(one)], 1, STARTS)
        compare("audit one post", ["audit", str(one), "--json"], 1, STARTS)


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 100)
