"""``perenne book``: the partnerships of a house, kept over years in a folder that only grows."""

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from perenne.cli.book_import import bring
from perenne.cli.book_report import EXAMPLE as REPORT_EXAMPLE
from perenne.cli.book_report import report
from perenne.cli.book_sales import sales
from perenne.cli.console import say, spoken, word
from perenne.cli.speech import SpokenCommand, SpokenGroup
from perenne.model.bilingual import Bilingual, counted

if TYPE_CHECKING:
    from datetime import date

    from perenne.partnerships.book import Book

DEFAULT = Path("perenne-book")

_BOOK = typer.Option(
    DEFAULT,
    "--book",
    metavar=word("DOSSIER", "FOLDER"),
    help=word("Où se trouve le livre.", "Where the book lies."),
)
_ON = typer.Option(
    None,
    "--on",
    metavar="DATE",
    help=word(
        "Le jour dont on parle (défaut : le dernier jour du livre).",
        "The day that is spoken of (default: the last day of the book).",
    ),
)
_BY = typer.Option(None, "--by", metavar=word("NOM", "NAME"), help=word("Qui l’écrit.", "Who writes it."))
_LANG = typer.Option(None, "--lang", metavar="fr|en", help=word("La langue du fichier.", "The language of the file."))


def add_to(app: typer.Typer) -> None:
    """Add the command and its verbs to ``app``."""
    book = typer.Typer(
        cls=SpokenGroup,
        no_args_is_help=True,
        rich_markup_mode=None,
        help=word("Tient le livre des partenariats.", "Keep the book of partnerships."),
    )
    for name, command, fr, en, example in (
        (
            "add",
            add,
            "Écrit des événements (event/1, NDJSON), tous ou aucun.",
            "Write events (event/1, NDJSON), all of them or none.",
            "perenne book add examples/book/events.ndjson --by Ana",
        ),
        (
            "import",
            bring,
            "Importe le tableau d’une agence, en un seul lot.",
            "Import an agency’s sheet, as one batch.",
            "perenne book import examples/book/collaborations.csv --preview",
        ),
        (
            "sales",
            sales,
            "Les ventes qui portent un code du livre : des traces, pas un effet.",
            "The sales that bear a code of the book: traces, not an effect.",
            "perenne book sales examples/book/orders.csv",
        ),
        (
            "undo",
            undo,
            "Annule un lot entier ; rien n’est effacé.",
            "Undo a whole batch; nothing is erased.",
            "perenne book undo b000002",
        ),
        (
            "show",
            show,
            "Les partenariats, ou un seul.",
            "The partnerships, or one of them.",
            "perenne book show P-0042",
        ),
        (
            "thresholds",
            thresholds,
            "Ce qui a été donné, par année, face au seuil du contrat écrit.",
            "What was given, by year, against the threshold of the written contract.",
            "perenne book thresholds --on 2026-11-24",
        ),
        (
            "dates",
            dates,
            "Les jours qui comptent, et leur fichier d’agenda.",
            "The days that matter, and their calendar file.",
            "perenne book dates --ics book.ics",
        ),
        (
            "conflicts",
            conflicts,
            "Ce qui ne va pas ensemble.",
            "What does not go together.",
            "perenne book conflicts",
        ),
        (
            "health",
            health,
            "Ce que l’on mesure des partenariats, avec intervalles ou refus.",
            "What is measured of the partnerships, with intervals or refusals.",
            "perenne book health",
        ),
        (
            "report",
            report,
            "Écrit les pages du livre : le portefeuille, et une par partenariat.",
            "Write the pages of the book: the portfolio, and one a partnership.",
            REPORT_EXAMPLE,
        ),
    ):
        book.command(
            name,
            cls=SpokenCommand,
            help=word(fr, en),
            epilog=word("Exemple :\n\n\b\n  ", "Example:\n\n\b\n  ") + example,
        )(command)
    app.add_typer(book, name="book")


def add(
    events: str = typer.Argument(
        ..., metavar=word("FICHIER|-", "FILE|-"), help=word("Des événements event/1.", "Events, event/1.")
    ),
    book: Path = _BOOK,
    by: str | None = _BY,
) -> None:
    from perenne.cli.book_events import read_events
    from perenne.partnerships.book import Written, record
    from perenne.partnerships.store import Folder

    read = read_events(events)
    batch = record(Folder(book), read.events, Written(by=by, of=read.name, sha256=read.sha256))
    written = counted(len(read.events), "événement", "event")
    say(
        Bilingual(
            fr=f"Écrit : {written.fr}, lot {batch} (pour l’annuler : perenne book undo {batch}).",
            en=f"Written: {written.en}, batch {batch} (to undo it: perenne book undo {batch}).",
        )
    )


def undo(
    batch: str = typer.Argument(..., metavar=word("LOT", "BATCH"), help=word("Comme b000002.", "Such as b000002.")),
    book: Path = _BOOK,
    by: str | None = _BY,
) -> None:
    from perenne.partnerships.book import Written
    from perenne.partnerships.book import undo as undone
    from perenne.partnerships.store import Folder

    said = undone(Folder(book), batch, Written(by=by))
    say(
        Bilingual(
            fr=f"Le lot {batch} ne compte plus (lot {said}).",
            en=f"The batch {batch} does not count any more ({said}).",
        )
    )


def show(
    partnership: str | None = typer.Argument(None, metavar="ID", help=word("Comme P-0042.", "Such as P-0042.")),
    book: Path = _BOOK,
    on: str | None = _ON,
) -> None:
    from perenne.cli.book_lines import Lines, lines_of_one, overview
    from perenne.model.errors import UsageError

    read, when = opened_book(book, on)
    lines = Lines(spoken(), when)
    if partnership is None:
        _print(overview(read, lines))
        return
    if partnership not in read.partnerships:
        raise UsageError(
            fr=f"aucun partenariat « {partnership} » dans le livre : voir perenne book show",
            en=f"there is no partnership “{partnership}” in the book: see perenne book show",
        )
    _print(lines_of_one(read.partnerships[partnership], lines))


def thresholds(book: Path = _BOOK, on: str | None = _ON) -> None:
    from perenne.cli.book_lines import Lines, threshold_lines

    read, when = opened_book(book, on)
    _print(threshold_lines(read, Lines(spoken(), when)))


def dates(
    book: Path = _BOOK,
    on: str | None = _ON,
    ics: Path | None = typer.Option(
        None,
        "--ics",
        metavar=word("FICHIER", "FILE"),
        help=word("Écrit un fichier d’agenda.", "Write a calendar file."),
    ),
    lang: str | None = _LANG,
) -> None:
    from perenne.cli.book_lines import Lines, date_lines
    from perenne.cli.console import written
    from perenne.cli.writing import write_beside
    from perenne.partnerships.calendar import calendar
    from perenne.partnerships.dates import coming

    read, when = opened_book(book, on)
    dues = coming(read.partnerships.values(), when)
    if ics is None:
        _print(date_lines(dues, Lines(spoken(), when)))
        return
    write_beside(ics, [calendar(dues, when, written(lang))])
    number = counted(len(dues), "date", "date")
    say(Bilingual(fr=f"Écrit : {number.fr} dans {ics}", en=f"Written: {number.en} into {ics}"), str(ics))


def conflicts(book: Path = _BOOK) -> None:
    from perenne.cli.book_lines import Lines, conflict_lines

    read, when = opened_book(book, None)
    _print(conflict_lines(read, Lines(spoken(), when)))


def health(book: Path = _BOOK, on: str | None = _ON) -> None:
    from perenne.cli.book_lines import Lines, health_lines

    read, when = opened_book(book, on)
    _print(health_lines(read, Lines(spoken(), when)))


def opened_book(folder: Path, on: str | None) -> "tuple[Book, date]":
    """The book and the day that is spoken of. Raises ``UsageError`` where there is no book."""
    from perenne.cli.days import day
    from perenne.model.errors import UsageError
    from perenne.partnerships.book import last_day, read_book
    from perenne.partnerships.store import Folder

    told = day(on)
    read = read_book(Folder(folder), told)
    when = told if told is not None and read.batches else last_day(read)
    if when is None:
        raise UsageError(
            fr=f"aucun livre dans « {folder} » : perenne book add ou import en commence un",
            en=f"there is no book in “{folder}”: perenne book add or import begins one",
        )
    return read, when


def _print(lines: "list[str]") -> None:
    from perenne.cli.console import printable

    for line in lines:
        print(printable(line))
