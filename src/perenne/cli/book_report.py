"""``perenne book report``: the pages of the book, one a partnership and one for the portfolio."""

from pathlib import Path

import typer

from perenne.cli.console import say, word
from perenne.model.bilingual import Bilingual

EXAMPLE = "perenne book report --out portfolio --on 2026-11-24"


def report(
    folder: Path | None = typer.Argument(
        None,
        metavar=word("DOSSIER", "FOLDER"),
        help=word("Où se trouve le livre, comme --book.", "Where the book lies, as --book."),
        show_default=False,
    ),
    book: Path = typer.Option(
        Path("perenne-book"),
        "--book",
        metavar=word("DOSSIER", "FOLDER"),
        help=word("Où se trouve le livre.", "Where the book lies."),
    ),
    out: Path = typer.Option(
        Path("perenne-portfolio"),
        "--out",
        metavar=word("DOSSIER", "DIR"),
        help=word("Dossier écrit.", "Folder to write."),
    ),
    on: str | None = typer.Option(
        None,
        "--on",
        metavar="DATE",
        help=word(
            "Le jour dont on parle (défaut : le dernier jour du livre).",
            "The day that is spoken of (default: the last day of the book).",
        ),
    ),
    lang: str | None = typer.Option(
        None, "--lang", metavar="fr|en", help=word("La langue des pages.", "The language of the pages.")
    ),
) -> None:
    from perenne.cli.book import opened_book
    from perenne.cli.console import written
    from perenne.partnerships.store import Folder
    from perenne.report.book.folder import write_pages

    language = written(lang)
    place = folder or book
    read, day = opened_book(place, on)
    index = write_pages(Folder(place), day, out, language)
    count = len(read.partnerships)
    say(
        Bilingual(fr=f"Écrit : {count} partenariats, {index}", en=f"Written: {count} partnerships, {index}"),
        str(index),
    )
