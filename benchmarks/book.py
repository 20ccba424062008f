"""How long the thresholds of a large book take, against decoding its lines.

    python benchmarks/book.py [LINES]      (default 2000000)

The book is written batch by batch into a folder that is gone afterwards: so many gifts, a thousand a partnership.
Beside it, in the same run: ``msgspec`` decoding the same lines as events. The aim is three times that. Then one event
is written twice: whoever writes first reads the book, whoever goes on writing reads what is new.
"""

import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import msgspec
from measure import machine, peak

from perenne.law.consideration import thresholds
from perenne.law.rulebook import rulebook
from perenne.model.event import Creator, Event, Given, Opened
from perenne.model.money import Money
from perenne.model.post import Advertiser
from perenne.partnerships.batch import FIRST, Batch, Heading, fingerprint
from perenne.partnerships.book import Keeper, read_book
from perenne.partnerships.consideration import cumulated
from perenne.partnerships.store import Folder

A_BATCH = 50_000
A_PARTNERSHIP = 1_000
FIRST_DAY = date(2024, 1, 1)
LAST_DAY = date(2026, 11, 24)


def events(lines: int) -> Iterator[Event]:
    chance = random.Random(20261124)  # noqa: S311  # the same book each time
    for number in range(lines):
        name = f"P-{number // A_PARTNERSHIP:05}"
        if number % A_PARTNERSHIP == 0:
            what: Opened | Given = Opened(
                creator=Creator(handle=f"creator{name}"), advertiser=Advertiser(name=f"Brand {name}")
            )
            day = FIRST_DAY
        else:
            value = Money(Decimal(chance.randrange(500, 90_000)) / 100) if chance.random() < 0.95 else None
            what = Given(
                form=chance.choice(("money", "product", "trip")),
                value=value,
                objective=chance.choice(("spring", "summer", None)),
                requested=True,
            )
            day = FIRST_DAY + timedelta(days=chance.randrange((LAST_DAY - FIRST_DAY).days))
        yield Event(id=f"e{number}", partnership=name, on=day, what=what)


def write(folder: Path, lines: int) -> None:
    """Straight into batches: ``record`` judges each batch against all before it, which is not what is measured."""
    before, made, number = FIRST, [], 0
    for event in events(lines):
        made.append(event)
        if len(made) == A_BATCH:
            number += 1
            before = _write_one(folder, number, before, made)
            made = []
    if made:
        _write_one(folder, number + 1, before, made)


def _write_one(folder: Path, number: int, before: str, made: list[Event]) -> str:
    written = Batch(Heading(id=f"b{number:06}", before=before, events=len(made)), tuple(made)).written()
    (folder / f"{number:08}.ndjson").write_bytes(written)
    return fingerprint(written)


def seconds(work: Callable[[], object]) -> float:
    before = time.process_time()
    work()
    return time.process_time() - before


def decode(folder: Path) -> int:
    decoder, count = msgspec.json.Decoder(Event), 0
    for file in sorted(folder.iterdir()):
        body = file.read_bytes().split(b"\n", 1)[1]
        count += sum(1 for line in body.split(b"\n") if line and decoder.decode(line))
    return count


def answer(folder: Path) -> int:
    book = read_book(Folder(folder))
    known = thresholds(rulebook().rule("fr.contract.required"))
    sums = cumulated(book.partnerships.values(), LAST_DAY, known)
    return sum(year.cumulated.reached for each in sums for year in each.consideration.years)


def append(keeper: Keeper, name: str) -> str:
    gift = Given(form="money", value=Money(Decimal("80.00")))
    return keeper.record([Event(id=name, partnership="P-00000", on=LAST_DAY, what=gift)])


def main(lines: int) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        write(folder, lines)
        floor = seconds(lambda: decode(folder))
        whole = seconds(lambda: answer(folder))
        most = peak()
        keeper = Keeper(Folder(folder))
        first, further = (seconds(lambda name=name: append(keeper, name)) for name in ("first", "further"))
    print(machine())
    print(f"{lines:,} lines of a book")
    print(f"decoding alone           {lines / floor:12,.0f} lines/s")
    print(f"thresholds of the book   {lines / whole:12,.0f} lines/s   {whole / floor:.2f} × decoding")
    print(f"memory at the most       {most:12,.0f} MB        {most * 2**20 / lines:.0f} bytes a line")
    print(f"a first write            {first:12,.2f} s")
    print(f"a further write          {further:12,.4f} s")


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 2_000_000)
