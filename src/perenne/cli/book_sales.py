"""``perenne book sales``: the orders that bear a code of the book, counted, and kept where somebody wants it."""

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from perenne.cli.book_import import refusal, spare_sources
from perenne.cli.console import printable, say, spoken, word
from perenne.model.bilingual import Bilingual, counted
from perenne.model.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from perenne.partnerships.book import Written
    from perenne.partnerships.partnership import Partnership
    from perenne.partnerships.sales.sale import Sale
    from perenne.partnerships.sales.sums import CodeSum
    from perenne.partnerships.store import Folder

_FILE = word("FICHIER", "FILE")


def sales(
    files: list[Path] = typer.Argument(
        None,
        metavar=word("[FICHIER…]", "[FILE…]"),
        help=word(
            "Commandes Shopify, transactions Awin ou d’affiliation ; sans fichier, les ventes gardées au livre.",
            "Shopify orders, Awin or affiliate sales; without a file, the sales that the book keeps.",
        ),
    ),
    mapping: Path | None = typer.Option(
        None,
        "--map",
        metavar=_FILE,
        help=word("Ce que sont les colonnes (TOML).", "What the columns are (TOML)."),
    ),
    out: Path | None = typer.Option(
        None,
        "--out",
        metavar=_FILE,
        help=word("Écrit les ventes (sale/1, NDJSON).", "Write the sales (sale/1, NDJSON)."),
    ),
    keep: bool = typer.Option(
        False,
        "--keep",
        help=word(
            "Garde au livre, en un lot, celles qui portent un de ses codes.",
            "Keep those that bear a code of the book in it, as one batch.",
        ),
    ),
    book: Path = typer.Option(
        Path("perenne-book"),
        "--book",
        metavar=word("DOSSIER", "FOLDER"),
        help=word("Où se trouve le livre.", "Where the book lies."),
    ),
    by: str | None = typer.Option(
        None, "--by", metavar=word("NOM", "NAME"), help=word("Qui l’écrit.", "Who writes it.")
    ),
) -> None:
    from perenne.cli.writing import write_beside
    from perenne.model.wire import encode
    from perenne.partnerships.book import Written, read_book
    from perenne.partnerships.sales.keeping import kept
    from perenne.partnerships.store import Folder

    spare_sources("--out", out, files or [])
    known = read_book(Folder(book)).partnerships
    found = list(_all_sales(files, mapping) if files else kept(known.values()))
    if not files and not found:
        raise UsageError(
            fr="le livre ne garde aucune vente : donnez des fichiers, avec --keep pour les garder",
            en="the book keeps no sale: give files, with --keep to keep them",
        )
    if out is not None:
        write_beside(out, (encode(sale) + b"\n" for sale in found))
    _tell(found, known)
    if keep and files:
        _keep(found, known, Folder(book), Written(by=by, of=", ".join(path.name for path in files)))


def _all_sales(files: "Iterable[Path]", mapping: Path | None) -> "Iterator[Sale]":
    from perenne.partnerships.importing.mapping import Choices, load_choices
    from perenne.partnerships.sales.reading import fields, read_sales
    from perenne.partnerships.sales.sale import Sale
    from perenne.readers.opening import open_reading

    choices = load_choices(mapping, fields().fields) if mapping else Choices()
    for path in files:
        reading = open_reading(path, path.name)
        with reading.opened() as stream:
            for each in read_sales(stream, reading.origin, choices):
                if isinstance(each, Sale):
                    yield each
                else:
                    say(refusal(each))


def _tell(found: "Sequence[Sale]", known: "Mapping[str, Partnership]") -> None:
    from perenne.partnerships.sales.sums import sums

    told = sums(found, known.values())
    for each in told.by_code:
        print(printable(_said(_code(each))))
    orders = counted(told.others, "commande", "order")
    print(
        printable(
            _said(
                Bilingual(
                    fr=f"Autres codes : {orders.fr} ; sans code : {told.without} ; répétées, comptées une fois : "
                    f"{told.repeated}. Trace, pas effet : un code dit qui l’a saisi, non qui a été convaincu.",
                    en=f"Other codes: {orders.en}; without code: {told.without}; repeated, counted once: "
                    f"{told.repeated}. Trace, not effect: a code says who typed it, not who was convinced.",
                )
            )
        )
    )


def _said(words: Bilingual) -> str:
    from perenne.report.typography import typo

    return typo(words.said_in(spoken()), spoken())


def _code(each: "CodeSum") -> Bilingual:
    from perenne.report.numerals import money

    whose, orders = ", ".join(each.partnerships), counted(each.orders, "commande", "order")
    net = " + ".join(money(total.amount, total.currency, spoken()) for total in each.net) or "–"
    return Bilingual(
        fr=f"{each.code} ({whose}) : {orders.fr}, {net} HT, dont {each.unvalued} sans montant HT connu ; "
        f"en attente : {each.pending}, refusées : {each.declined}, remboursées : {each.refunded} "
        "· trace, pas effet",
        en=f"{each.code} ({whose}): {orders.en}, {net} excl. VAT, {each.unvalued} of them without amount excl. VAT; "
        f"pending: {each.pending}, declined: {each.declined}, refunded: {each.refunded} · trace, not effect",
    )


def _keep(found: "Sequence[Sale]", known: "Mapping[str, Partnership]", store: "Folder", written: "Written") -> None:
    from perenne.partnerships.book import record
    from perenne.partnerships.sales.keeping import keeping

    told = keeping(found, known)
    say(
        Bilingual(
            fr=f"Déjà au livre : {told.known} ; hors du livre : {told.foreign} sans code du livre, {told.undated} "
            f"sans jour, {told.unclear} d’un code que plusieurs partenariats portent.",
            en=f"In the book already: {told.known}; left outside: {told.foreign} without a code of the book, "
            f"{told.undated} without a day, {told.unclear} with a code that several partnerships share.",
        )
    )
    if not told.events:
        say(Bilingual(fr="Rien de nouveau : rien n’est écrit.", en="Nothing new: nothing is written."))
        return
    batch, count = record(store, told.events, written), counted(len(told.events), "vente", "sale")
    say(
        Bilingual(
            fr=f"Au livre : {count.fr}, lot {batch} (pour l’annuler : perenne book undo {batch}).",
            en=f"Kept: {count.en}, batch {batch} (to undo it: perenne book undo {batch}).",
        )
    )
