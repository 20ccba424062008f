"""What finding who acts together costs: beside the floor, beside a published tool, with a crowd, with worst cases.

    python benchmarks/coordination.py [--rows 120000,326000,1000000] [--large] [--qut PYTHON]

Invented lakes of acts (``tests/known_answers``) are written as Parquet and read by processes of their own. The
*floor* reads the acts and sorts them by object and time, in DuckDB. *Whole* is the detector from file to tables; the
imports of both are left out.
``--large`` adds five million rows, for the memory. ``--qut`` names a Python that has
``coordination-network-toolkit``, which then counts co-shares of the same rows (60 s, weight 2, two processes).
Ratios are within one run; the gates are this project's own.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from measure import Measured, machine, measured, report

import perenne.engine
from perenne.axes.authenticity.coordination.acts import SCHEMA, Acts
from perenne.axes.authenticity.coordination.detect import detect

ROOT = Path(__file__).resolve().parent.parent
HERE = str(Path(__file__).resolve())
SEED = 9001
MILLION = 1_000_000
_CROWD = 100_000
_FEW = 200_000
"""Up to so many acts the time is that of asking, whatever is asked."""
_UNDER = (5_000, 190, 20_000)
"""Objects on which so many accounts, of so many, act within a minute: just under the cap of neighbours."""
_QUT = """
import sys, time
from coordination_network_toolkit import compute_networks, database, preprocess
began = time.perf_counter()
preprocess.preprocess_csv_files(sys.argv[1], [sys.argv[2]])
compute_networks.compute_co_retweet_parallel(sys.argv[1], 60, n_threads=2, min_edge_weight=2)
print(time.perf_counter() - began)
"""


class Gate(NamedTuple):
    """What a figure may be at most, or at least where it is a speed beside somebody's."""

    what: str
    figure: float
    limit: float
    least: bool = False

    def __str__(self) -> str:
        held = self.figure >= self.limit if self.least else self.figure <= self.limit
        sign = "≥" if self.least else "≤"
        return f"{self.what:58} {self.figure:9.2f}   {sign} {self.limit:<6g} {'held' if held else 'missed'}"


def acts(rows: int, kind: str) -> Any:
    """A lake of about ``rows`` acts as numpy columns; ``kind``: ``plain``, or what is added."""
    sys.path.insert(0, str(ROOT))
    from tests.known_answers.lake import START, lake

    made = lake(SEED, rows)
    columns = (made.account, made.object, made.time)
    random, last = np.random.default_rng(SEED), (int(made.account.max()) + 1, int(made.object.max()) + 1)
    if kind == "crowd":
        more = (last[0] + np.arange(_CROWD), np.full(_CROWD, last[1]), START + random.integers(0, 60, _CROWD))
    elif kind == "under":
        objects, each, among = _UNDER
        who = last[0] + np.concatenate([random.choice(among, each, replace=False) for _ in range(objects)])
        begun = START + random.integers(0, 10 * 86_400, objects)
        when = np.repeat(begun, each) + random.integers(0, 60, objects * each)
        more = (who, np.repeat(last[1] + np.arange(objects), each), when)
    else:
        return made, columns
    return made, tuple(np.concatenate(two) for two in zip(columns, more, strict=True))


def make(path: Path, rows: int, kind: str) -> int:
    """Write a lake to ``path`` as Parquet; how many acts it has."""
    _, (account, thing, when) = acts(rows, kind)
    names = (pa.array(account).cast(pa.string()), pa.array(thing).cast(pa.string()))
    pq.write_table(pa.table({"account_id": names[0], "object_id": names[1], "timestamp": when}), path)
    return len(account)


def floor(path: str) -> int:
    return len(duckdb.read_parquet(path).order("object_id, timestamp").to_arrow_table())


def whole(path: str) -> dict[str, int]:
    read = pq.ParquetFile(path).read()
    nothing = pa.nulls(len(read), pa.string())
    given = pa.table(
        [read["account_id"], read["object_id"], read["timestamp"], nothing, nothing], names=SCHEMA.names
    ).cast(SCHEMA)
    del read, nothing
    with perenne.engine.open() as engine:
        loaded = engine.load(given)
        del given
        numbered = Acts.numbered(engine, loaded)
        engine.drop(loaded)
        found = detect(engine, numbered, "co-share")
    return {"accused": sum(found.accounts.column("accused").to_pylist()), "edges": len(found.edges)}


def toolkit(python: str, path: Path, folder: Path) -> float:
    """Seconds that the published tool takes to load and count the same rows."""
    table = folder / "qut.csv"
    read = pq.read_table(path).to_pydict()
    with table.open("w", encoding="utf-8") as stream:
        stream.write("message_id,user_id,username,repost_id,reply_id,message,timestamp,urls\n")
        rows = zip(read["account_id"], read["object_id"], read["timestamp"], strict=True)
        stream.writelines(f"{n},{who},{who},{what},,,{when},\n" for n, (who, what, when) in enumerate(rows))
    database = folder / "qut.db"
    database.unlink(missing_ok=True)
    call = [python, "-c", _QUT, str(database), str(table)]
    taken = subprocess.run(call, check=True, capture_output=True, text=True).stdout  # noqa: S603
    return float(taken.splitlines()[-1])


def best(step: str, path: Path, times: int = 3) -> Measured:
    return min((measured(HERE, "step", step, path) for _ in range(times)), key=lambda each: each.wall)


def line(name: str, rows: int, least: Measured, taken: Measured) -> None:
    ratio = taken.wall / least.wall
    print(
        f"{name:24} {rows:10,} {least.wall:8.2f} s {taken.wall:8.2f} s {ratio:7.1f} × {taken.cpu:8.1f} s "
        f"{taken.peak:8,.0f} MB  {taken.gave['accused']:5} accused",
        flush=True,
    )


def gates(sizes: list[int], large: bool, qut: str | None) -> Iterator[Gate]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        print(f"{'':24} {'acts':>10} {'floor':>10} {'whole':>10} {'':>9} {'cpu':>10} {'peak':>11}")
        plain: Measured | None = None
        for size in sizes:
            path = folder / "acts.parquet"
            rows = make(path, size, "plain")
            least, taken = best("floor", path), best("whole", path)
            line("plain", rows, least, taken)
            if size == MILLION:
                plain = taken
                yield Gate("whole / floor at a million", taken.wall / least.wall, 10)
            if qut and size < MILLION:
                seconds = toolkit(qut, path, folder)
                print(f"{'published tool, counts':24} {rows:10,} {'':>10} {seconds:8.2f} s")
                if size > _FEW:
                    yield Gate(f"published tool / whole at {size:,}", seconds / taken.wall, 4, least=True)
        if plain is not None:
            for kind, limit in (("crowd", 2), ("under", 3)):
                rows = make(path, MILLION, kind)
                least, taken = best("floor", path), best("whole", path, 1)
                line(kind, rows, least, taken)
                yield Gate(f"{kind} / plain at a million", taken.wall / plain.wall, limit)
        if large:
            rows = make(path, 5 * MILLION, "plain")
            least, taken = best("floor", path), best("whole", path, 1)
            line("plain", rows, least, taken)
            yield Gate("peak at five million, GB", taken.peak / 1000, 2)


def main() -> None:
    told = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    told.add_argument("--rows", default="120000,326000,1000000")
    told.add_argument("--large", action="store_true")
    told.add_argument("--qut", metavar="PYTHON")
    asked = told.parse_args()
    print(f"{machine()}; load {os.getloadavg()[0]:.1f}")
    for gate in list(gates([int(each) for each in asked.rows.split(",")], asked.large, asked.qut)):
        print(gate)


if __name__ == "__main__":
    if sys.argv[1:2] == ["step"]:
        report(lambda: {"floor": floor, "whole": whole}[sys.argv[2]](sys.argv[3]))
    else:
        main()
