"""What an audit of many files, the same on Spark, and coordination cost, a post, an act, a core: ``docs/scale.md``.

    python benchmarks/scale.py [POSTS [ACTS]]     (default 400000 1000000)

Everything is invented and the same in every run. Each line is one call of the whole program, in processes of its own.
Spark is measured where pyspark and Java are here.
"""

import os
import sys
import tempfile
import time
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import polars as pl
import psutil
from corpus import write_parquet
from measure import machine

ROOT = Path(__file__).resolve().parent.parent
A_FILE = 50_000
SHARE = 0.05
PERENNE = (sys.executable, "-m", "perenne")


class Taken(NamedTuple):
    """Seconds on the clock and of processors; MB of memory of all processes together and MB on disk beside the input,
    both at the most, looked at five times a second."""

    wall: float
    cpu: float
    peak: float
    disk: float


def taken(call: list[str], place: Path) -> Taken:
    """Run ``call`` in ``place``, which is made."""
    place.mkdir()
    began = time.perf_counter()
    with (place / "said").open("wb") as said:
        running = psutil.Popen(call, cwd=place, stdout=said, stderr=said, env=_surroundings(place))
        seconds: dict[int, float] = {}
        peak = disk = 0
        while running.poll() is None:
            peak, disk = max(peak, _memory(running, seconds)), max(disk, _disk(place))
            time.sleep(0.2)
    if running.returncode:
        sys.exit(f"{' '.join(call)} failed:\n{(place / 'said').read_text()}")
    return Taken(time.perf_counter() - began, sum(seconds.values()), peak / 1e6, disk / 1e6)


def _surroundings(place: Path) -> dict[str, str]:
    own = {"PERENNE_HOME": str(place / "home"), "PYSPARK_PYTHON": sys.executable, "PYTHONPATH": str(ROOT)}
    return {**os.environ, **own, "TMPDIR": str(place), "POLARS_MAX_THREADS": "1", "SPARK_LOCAL_IP": "127.0.0.1"}


def _memory(running: psutil.Popen, seconds: dict[int, float]) -> int:
    """Bytes that the process and all below it hold; what each has used of processors goes into ``seconds``."""
    held = 0
    with suppress(psutil.Error):
        for each in (running, *running.children(recursive=True)):
            with suppress(psutil.Error):
                used = each.cpu_times()
                seconds[each.pid] = used.user + used.system
                held += each.memory_full_info().pss
    return held


def _disk(place: Path) -> int:
    """Bytes that lie in ``place``, whatever has several names counted once."""
    seen: dict[int, int] = {}
    for folder, _, names in os.walk(place):
        for name in names:
            with suppress(OSError):
                status = os.stat(os.path.join(folder, name))  # noqa: PTH116, PTH118
                seen[status.st_ino] = status.st_size
    return sum(seen.values())


def write_lake(folder: Path, posts: int) -> None:
    """Parquet files of ``A_FILE`` posts each, of one corpus."""
    folder.mkdir()
    with tempfile.TemporaryDirectory() as place:
        whole = Path(place) / "whole.parquet"
        write_parquet(whole, posts, SHARE)
        frame = pl.read_parquet(whole)
    for number, part in enumerate(frame.iter_slices(A_FILE)):
        part.write_parquet(folder / f"part-{number:04}.parquet")


def on_spark(lake: Path) -> None:
    """The step that is called by itself: all findings of the lake, counted."""
    from pyspark.sql import SparkSession

    from perenne.audit.spark import audit_frame, posts_in

    settings = {
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        "spark.ui.enabled": "false",
    }
    builder = SparkSession.builder.master("local[2]")
    for name, value in settings.items():
        builder = builder.config(name, value)
    with builder.getOrCreate() as session:
        found = audit_frame(posts_in(session, str(lake)), partitions=3)
        (lake.parent / "spark.ndjson").write_text(
            "".join(f"{row['record']}\n" for row in found.toLocalIterator() if row["verdict"] is not None),
            encoding="utf-8",
        )


def _show(what: str, count: int, unit: str, it: Taken) -> None:
    print(
        f"{what:<34}{count / it.wall:>10,.0f} {unit}/s {count / it.cpu:>10,.0f} a core {it.wall:>8.1f} s"
        f"   peak {it.peak:>6,.0f} MB   disk {it.disk:>6,.0f} MB",
        flush=True,
    )


def _sorted(file: Path) -> list[bytes]:
    return sorted(file.read_bytes().splitlines())


def main(posts: int, acts: int) -> None:
    with tempfile.TemporaryDirectory(dir=os.environ.get("TMPDIR")) as name:
        place = Path(name)
        lake = place / "lake"
        write_lake(lake, posts)
        print(f"{machine()}\n\n{posts:,} posts in files of {A_FILE:,}, one in twenty with a finding", flush=True)
        audit = [*PERENNE, "audit", str(lake), "--originals", "none", "--out"]
        for workers in (1, 2):
            work = place / f"work{workers}"
            it = taken([*audit, "a", "--workers", str(workers)], work)
            _show(f"perenne audit, --workers {workers}", posts, "posts", it)
        findings = _sorted(place / "work1" / "a" / "findings.ndjson")
        same = findings == _sorted(place / "work2" / "a" / "findings.ndjson")
        print(f"{len(findings):,} findings; the same with two workers: {same}")
        if find_spec("pyspark") is not None:
            work = place / "spark"
            it = taken([sys.executable, __file__, "--spark", str(lake)], work)
            _show("on Spark, two cores, 3 partitions", posts, "posts", it)
            print(f"the same findings, sorted: {findings == _sorted(place / 'spark.ndjson')}", flush=True)
        _coordination(place, acts)


def _coordination(place: Path, acts: int) -> None:
    sys.path.append(str(ROOT))
    from tests.known_answers.lake import lake

    for rows in (acts // 4, acts):
        known = lake(2_026, rows)
        file = place / f"acts-{rows}.parquet"
        pl.DataFrame(
            {
                "account": pl.Series(known.account).cast(pl.String),
                "object": pl.Series(known.object).cast(pl.String),
                "time": known.time,
            }
        ).write_parquet(file)
        work = place / f"coordination{rows}"
        it = taken([*PERENNE, "coordination", str(file), "--out", "c"], work)
        _show(f"perenne coordination, {len(known):,} acts", len(known), "acts", it)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--spark"]:
        on_spark(Path(sys.argv[2]))
    else:
        given = [int(each) for each in sys.argv[1:]]
        main(*(given + [400_000, 1_000_000][len(given) :]))
