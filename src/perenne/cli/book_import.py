"""``perenne book import`` and ``perenne book sales``: files of others into the book, and beside it."""

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from perenne.cli.console import printable, say, spoken, word
from perenne.model.bilingual import Bilingual

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from perenne.model.reject import Reject
    from perenne.partnerships.importing.plan import Plan
    from perenne.partnerships.importing.rows import Refused
    from perenne.partnerships.sales.sale import Sale
    from perenne.partnerships.sales.sums import CodeSum

_BOOK = typer.Option(
    Path("perenne-book"),
    "--book",
    metavar=word("DOSSIER", "FOLDER"),
    help=word("Où se trouve le livre.", "Where the book lies."),
)
_MAP = typer.Option(
    None,
    "--map",
    metavar=word("FICHIER", "FILE"),
    help=word("Ce que sont les colonnes (TOML).", "What the columns are (TOML)."),
)
_EXPORT = word("FICHIER", "FILE")


def bring(
    sheet: Path = typer.Argument(
        ..., metavar=word("TABLEAU", "SHEET"), help=word("CSV, XLSX ou ODS.", "CSV, XLSX or ODS.")
    ),
    mapping: Path | None = _MAP,
    preview: bool = typer.Option(
        False, "--preview", help=word("Montre, sans rien écrire.", "Show, and write nothing.")
    ),
    rejects: Path | None = typer.Option(
        None,
        "--rejects",
        metavar=_EXPORT,
        help=word("Écrit les lignes refusées et leurs raisons (CSV).", "Write the refused rows with reasons (CSV)."),
    ),
    book: Path = _BOOK,
    by: str | None = typer.Option(
        None, "--by", metavar=word("NOM", "NAME"), help=word("Qui l’écrit.", "Who writes it.")
    ),
) -> None:
    from perenne.cli.writing import write_beside
    from perenne.partnerships.importing.mapping import Choices, load_choices
    from perenne.partnerships.importing.plan import plan, words, write
    from perenne.partnerships.store import Folder
    from perenne.readers.opening import open_reading

    choices = load_choices(mapping, words().fields) if mapping else Choices()
    store = Folder(book)
    with open_reading(sheet, sheet.name).opened() as stream:
        planned = plan(stream, sheet.name, store, choices)
    if rejects is not None:
        write_beside(rejects, _rejects(planned.refused))
    for told in _shown(planned, whole=preview):
        if preview:
            print(printable(_said(told)))
        else:
            say(told)
    if not preview:
        _say_written(write(planned, store, by), planned)


def _say_written(batch: str | None, planned: "Plan") -> None:
    if batch is None:
        say(
            Bilingual(
                fr=f"Rien de nouveau : rien n’est écrit ({planned.kept} éléments sont déjà au livre).",
                en=f"Nothing new: nothing is written ({planned.kept} things stand in the book already).",
            )
        )
        return
    count = len(planned.events)
    say(
        Bilingual(
            fr=f"Importé : {count} événements, lot {batch} (pour l’annuler : perenne book undo {batch}).",
            en=f"Imported: {count} events, batch {batch} (to undo it: perenne book undo {batch}).",
        )
    )


def _said(words: Bilingual) -> str:
    from perenne.report.typography import typo

    return typo(words.said_in(spoken()), spoken())


def _shown(planned: "Plan", *, whole: bool) -> "Iterator[Bilingual]":
    """What was recognised, asked, refused, left aside, and what would be done."""
    if whole:
        yield Bilingual(fr=f"{planned.file} : {planned.rows} lignes", en=f"{planned.file}: {planned.rows} rows")
        yield from _columns(planned)
    for question in planned.questions:
        yield Bilingual(fr=f"? {question.says.fr}", en=f"? {question.says.en}")
    for refused in planned.refused:
        yield _refusal(refused.reject)
    for left in planned.left:
        yield Bilingual(
            fr=f"- {left.file}, ligne {left.line} : {left.says.fr}",
            en=f"- {left.file}, line {left.line}: {left.says.en}",
        )
    for each in planned.conflicts:
        yield Bilingual(
            fr=f"≠ {each.file}, ligne {each.line} ({each.partnership}) : au livre {each.book} ; au tableau "
            f"{each.sheet} ; le livre reste tel quel",
            en=f"≠ {each.file}, line {each.line} ({each.partnership}): in the book {each.book}; in the sheet "
            f"{each.sheet}; the book stays as it is",
        )
    created, completed, kept = len(planned.created), len(planned.completed), planned.kept
    refused_rows, differing = len(planned.refused), len(planned.conflicts)
    yield Bilingual(
        fr=f"Partenariats créés : {created}, complétés : {completed} ; événements nouveaux : {len(planned.events)}, "
        f"déjà au livre : {kept}, contradictoires : {differing} ; lignes refusées : {refused_rows}. "
        "Une case vide n’est pas zéro.",
        en=f"Partnerships created: {created}, completed: {completed}; new events: {len(planned.events)}, in the book "
        f"already: {kept}, contradicting: {differing}; rows refused: {refused_rows}. An empty cell is not zero.",
    )


def _columns(planned: "Plan") -> "Iterator[Bilingual]":
    from perenne.partnerships.importing.vocabulary import SAID

    for tab, column, sample in planned.seen:
        place = f"{tab} · " if tab else ""
        if column.read_as is None:
            why = _PRIVATE if column.private else _NOT_READ
            yield Bilingual(
                fr=f"  {place}{column.header} → – ({why.fr})", en=f"  {place}{column.header} → – ({why.en})"
            )
            continue
        read_as = _AMOUNTS[column.vat] if column.read_as == "money" else SAID[column.read_as]
        yield Bilingual(
            fr=f"  {place}{column.header} → {column.field} ({read_as.fr}) · {sample}",
            en=f"  {place}{column.header} → {column.field} ({read_as.en}) · {sample}",
        )


_PRIVATE = Bilingual(fr="écartée : données de personnes", en="left out: data of private persons")
_NOT_READ = Bilingual(fr="non lue", en="not read")
_AMOUNTS = {
    "excl": Bilingual(fr="montant HT", en="amount excl. VAT"),
    "incl": Bilingual(fr="montant TTC", en="amount incl. VAT"),
    None: Bilingual(fr="montant, HT ou TTC ?", en="amount, excl. or incl. VAT?"),
}


def _refusal(reject: "Reject") -> Bilingual:
    at = f" ({reject.path})" if reject.path else ""
    return Bilingual(
        fr=f"✗ {reject.file}, ligne {reject.line}{at} : {reject.reason.fr}",
        en=f"✗ {reject.file}, line {reject.line}{at}: {reject.reason.en}",
    )


def _rejects(refused: "Sequence[Refused]") -> "Iterator[bytes]":
    """The refused rows as CSV that no spreadsheet runs: mend them and give them again."""
    import csv
    import io

    from perenne.report.tables import defused

    headers = list(dict.fromkeys(header for each in refused for header in each.cells))
    sheet = io.StringIO()
    writer = csv.writer(sheet, delimiter=";" if spoken() == "fr" else ",", lineterminator="\r\n")
    writer.writerow([defused(each) for each in ("file", "line", "field", "reason", *headers)])
    for reject, cells in refused:
        row = (reject.file, str(reject.line), reject.path, reject.reason.said_in(spoken()))
        writer.writerow([defused(cell) for cell in (*row, *(cells.get(header, "") for header in headers))])
    yield b"\xef\xbb\xbf"
    yield sheet.getvalue().encode()


def sales(
    files: list[Path] = typer.Argument(
        ...,
        metavar=word("FICHIER…", "FILE…"),
        help=word(
            "Commandes Shopify, transactions Awin ou d’affiliation.", "Shopify orders, Awin or affiliate sales."
        ),
    ),
    mapping: Path | None = _MAP,
    out: Path | None = typer.Option(
        None,
        "--out",
        metavar=_EXPORT,
        help=word("Écrit les ventes (sale/1, NDJSON).", "Write the sales (sale/1, NDJSON)."),
    ),
    book: Path = _BOOK,
) -> None:
    from perenne.cli.writing import write_beside
    from perenne.model.wire import encode
    from perenne.partnerships.book import read_book
    from perenne.partnerships.sales.sums import sums
    from perenne.partnerships.store import Folder

    partnerships = read_book(Folder(book)).partnerships.values()
    found = list(_all_sales(files, mapping))
    if out is not None:
        write_beside(out, (encode(sale) + b"\n" for sale in found))
    told = sums(found, partnerships)
    for each in told.by_code:
        print(printable(_said(_code(each))))
    print(
        printable(
            _said(
                Bilingual(
                    fr=f"Autres codes : {told.others} commandes ; sans code : {told.without} ; répétées, comptées "
                    f"une fois : {told.repeated}. Trace, pas effet : un code dit qui l’a saisi, "
                    "non qui a été convaincu.",
                    en=f"Other codes: {told.others} orders; without code: {told.without}; repeated, counted once: "
                    f"{told.repeated}. Trace, not effect: a code says who typed it, not who was convinced.",
                )
            )
        )
    )


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
                    say(_refusal(each))


def _code(each: "CodeSum") -> Bilingual:
    from perenne.report.numerals import money

    whose = ", ".join(each.partnerships)
    net = " + ".join(money(total.amount, total.currency, spoken()) for total in each.net) or "–"
    return Bilingual(
        fr=f"{each.code} ({whose}) : {each.orders} commandes, {net} HT, dont {each.unvalued} sans montant HT "
        f"connu ; en attente : {each.pending}, refusées : {each.declined}, remboursées : {each.refunded} "
        "· trace, pas effet",
        en=f"{each.code} ({whose}): {each.orders} orders, {net} excl. VAT, {each.unvalued} of them without "
        f"amount excl. VAT; pending: {each.pending}, declined: {each.declined}, refunded: {each.refunded} "
        "· trace, not effect",
    )
