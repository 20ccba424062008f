"""Sheets of invented agencies, short to write, and books to import them into."""

import io
from collections.abc import Iterator, Sequence
from typing import Any

import xlsxwriter

from perenne.partnerships.batch import Batch, Heading, fingerprint
from perenne.partnerships.importing.mapping import AS_GUESSED, Choices
from perenne.partnerships.importing.plan import Plan, plan, write
from perenne.partnerships.store import BEGINNING, Mark, Overtaken

HEAD = "Créatrice;Handle;Marque;Campagne;Plateforme;Type de contenu;Date de post;URL du post;Cachet HT"
NINE = "Nine Averel;@nine.exemple;Maison Lorbec;Noël;Instagram;Reel;17/11/2026;https://www.instagram.com/reel/Zx1nine01/;870,00"


class Memory:
    """A store that keeps its batches in a list."""

    def __init__(self) -> None:
        self.kept: list[Batch] = []

    def headings(self) -> Sequence[Heading]:
        return [batch.heading for batch in self.kept]

    def read(self, since: Mark = BEGINNING) -> Iterator[tuple[Batch, Mark]]:
        for number, batch in enumerate(self.kept[since.number :], start=since.number + 1):
            yield batch, Mark(number, fingerprint(batch.written()))

    def batches(self) -> Sequence[Batch]:
        return list(self.kept)

    def holds(self, mark: Mark) -> bool:
        return mark == BEGINNING or fingerprint(self.kept[mark.number - 1].written()) == mark.sha256

    def append(self, batch: Batch, after: Mark) -> Mark:
        if len(self.kept) > after.number:
            raise Overtaken
        self.kept.append(batch)
        return Mark(len(self.kept), fingerprint(batch.written()))


def sheet(*rows: str, head: str = HEAD, encoding: str = "utf-8") -> io.BytesIO:
    return io.BytesIO("".join(f"{row}\r\n" for row in (head, *rows)).encode(encoding))


def workbook(**tabs: Sequence[Sequence[Any]]) -> io.BytesIO:
    """An XLSX with these tabs; ``_`` in a name is a hyphen."""
    written = io.BytesIO()
    book = xlsxwriter.Workbook(written, {"in_memory": True, "default_date_format": "yyyy-mm-dd"})
    for name, rows in tabs.items():
        tab = book.add_worksheet(name.replace("_", "-"))
        for place, row in enumerate(rows):
            tab.write_row(place, 0, row)
    book.close()
    return written


def planned(stream: io.BytesIO, store: Memory | None = None, choices: Choices = AS_GUESSED) -> Plan:
    return plan(stream, "suivi.csv", store or Memory(), choices)


def imported(stream: io.BytesIO, store: Memory, choices: Choices = AS_GUESSED) -> str | None:
    return write(planned(stream, store, choices), store, "Ana Zibel")
