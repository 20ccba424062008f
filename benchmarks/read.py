"""How the readers compare with decoding alone, and how long one post takes from a cold start.

    python benchmarks/read.py [RECORDS]      (default 20000)

Every record of an example is repeated as often as it takes. A reader is timed with all it does: recognising and
hashing the file, checking each record, naming its line. Beside it, in the same run: ``msgspec.json.decode`` of each
line, ``csv.reader``, and python-calamine.
"""

import csv
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import cycle, islice
from pathlib import Path

import msgspec
import xlsxwriter
from corpus import captions
from measure import machine
from python_calamine import CalamineWorkbook

from perenne.readers.opening import open_reading

CAPTURES = Path(__file__).parent.parent / "examples" / "captures"
COLUMNS = ("platform", "post id", "published at", "handle", "account country", "caption", "likes")
TIMES = 3


def best(work: Callable[[], object]) -> float:
    """The processor time of ``work``, of this process and its children, the least of a few."""

    def taken() -> float:
        before = os.times()
        work()
        after = os.times()
        return sum(after[:4]) - sum(before[:4])

    return min(taken() for _ in range(TIMES))


def read(path: Path) -> int:
    return sum(1 for _ in open_reading(path, path.name).items())


def lines_of(folder: Path, name: str, lines: list[bytes], how_many: int) -> Path:
    path = folder / name
    repeated = (lines[number % len(lines)] for number in range(how_many))
    path.write_bytes(b"".join(repeated))
    return path


def posts(how_many: int) -> list[list[str]]:
    said = islice(captions(how_many, 0.05), how_many)
    return [
        ["instagram", f"C{number:07}", _moment(number), "lina.m", "FR", caption.text, str(number)]
        for number, caption in enumerate(said)
    ]


def _moment(number: int) -> str:
    return datetime.fromtimestamp(1_760_000_000 + 61 * number, UTC).isoformat().replace("+00:00", "Z")


def tool_rows(path: Path, said: list[list[str]]) -> list[list[str]]:
    """The rows of an example, repeated; each with an id, a time and, where there are some, a caption of its own."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        header, *rows = csv.reader(stream)
    own: dict[str, Callable[[int], str]] = {
        "id": lambda number: f"73{number:017}",
        "unix_timestamp": lambda number: str(1_760_000_000 + 61 * number),
        "create_timestamp": lambda number: str(1_760_000_000 + 61 * number),
        "body": lambda number: said[number][COLUMNS.index("caption")],
    }
    return [
        header,
        *(
            [own[name](number) if name in own else cell for name, cell in zip(header, row, strict=True)]
            for number, row in zip(range(len(said)), cycle(rows), strict=False)
        ),
    ]


def own_records(rows: list[list[str]]) -> list[bytes]:
    records = (
        {
            "platform": platform, "post_id": post_id, "published_at": published,
            "account": {"handle": handle, "country": country}, "text": text, "stats": {"likes": int(likes)},
        }
        for platform, post_id, published, handle, country, text, likes in rows
    )  # fmt: skip
    return [json.dumps(record, ensure_ascii=False).encode() + b"\n" for record in records]


# What is compared


def compare_lines(folder: Path, rows: list[list[str]]) -> None:
    """Each format of one record a line that the examples have, and our own."""
    examples = {"post/1": own_records(rows)}
    for path in sorted(CAPTURES.rglob("*.ndjson")):
        lines = path.read_bytes().splitlines(keepends=True)
        examples.setdefault(open_reading(path, path.name).format, lines)
    for number, (name, lines) in enumerate(sorted(examples.items())):
        path = lines_of(folder, f"{number}.ndjson", lines, len(rows))
        every = path.read_bytes().splitlines()
        decoded = best(lambda every=every: [msgspec.json.decode(line) for line in every])
        _tell(name, best(lambda path=path: read(path)), decoded, "msgspec.json.decode", len(rows))


def compare_tables(folder: Path, rows: list[list[str]]) -> None:
    compare_csv(folder, "a CSV table", [list(COLUMNS), *rows])
    for name in ("4cat-tiktok", "tiktok-commercial-content"):
        compare_csv(folder, f"{name}.csv", tool_rows(CAPTURES / f"{name}.csv", rows))
    book = folder / "posts.xlsx"
    with xlsxwriter.Workbook(book) as workbook:
        page = workbook.add_worksheet()
        for number, row in enumerate([COLUMNS, *rows]):
            page.write_row(number, 0, row)
    alone = best(lambda: CalamineWorkbook.from_path(str(book)).get_sheet_by_index(0).to_python())
    _tell("an XLSX table", best(lambda: read(book)), alone, "calamine", len(rows))


def compare_csv(folder: Path, name: str, rows: list[list[str]]) -> None:
    sheet = folder / "table.csv"
    with sheet.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(rows)

    def cells() -> int:
        with sheet.open(encoding="utf-8", newline="") as stream:
            return sum(1 for _ in csv.reader(stream))

    _tell(name, best(lambda: read(sheet)), best(cells), "csv.reader", len(rows) - 1)


def _tell(name: str, taken: float, alone: float, peer: str, records: int) -> None:
    print(f"{name:30} {records / taken:10,.0f} records/s {alone / taken:6.2f} × {peer}")


def cold_start(folder: Path) -> None:
    """One post, from a start with Python's own bytecode written, as in any installed program."""
    post = folder / "one.ndjson"
    post.write_bytes(own_records(posts(1))[0])
    surroundings = {**os.environ, "PYTHONPYCACHEPREFIX": str(folder / "bytecode")}
    surroundings.pop("PYTHONDONTWRITEBYTECODE", None)
    calls = {
        "python -c pass": ["-c", "pass"],
        "import polars": ["-c", "import polars"],
        "perenne audit --json": ["-m", "perenne", "audit", str(post), "--json"],
        "perenne audit": ["-m", "perenne", "audit", str(post), "--out", str(folder / "audit")],
    }
    for name, words in calls.items():
        _called(words, surroundings)
        print(f"{name:30} {min(_called(words, surroundings) for _ in range(TIMES)):6.2f} s")


def _called(words: list[str], surroundings: dict[str, str]) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, *words], env=surroundings, capture_output=True, check=True)  # noqa: S603
    return time.perf_counter() - start


def main(how_many: int) -> None:
    print(f"{machine()}; {how_many:,} records")
    with tempfile.TemporaryDirectory() as name:
        folder, rows = Path(name), posts(how_many)
        compare_lines(folder, rows)
        compare_tables(folder, rows)
        cold_start(folder)


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 20_000)
