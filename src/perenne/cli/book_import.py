"""``perenne book import``: an agency's sheet into the book, shown first."""

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from perenne.cli.console import printable, say, spoken, word
from perenne.model.bilingual import Bilingual, counted
from perenne.model.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from perenne.model.reject import Reject
    from perenne.partnerships.importing.plan import Plan
    from perenne.partnerships.importing.rows import Refused

_BOOK = typer.Option(
    Path("perenne-book"),
    "--book",
    metavar=word("DOSSIER", "FOLDER"),
    help=word("Où se trouve le livre.", "Where the book lies."),
)
_BY = typer.Option(None, "--by", metavar=word("NOM", "NAME"), help=word("Qui l’écrit.", "Who writes it."))
_EXPORT = word("FICHIER", "FILE")


def bring(
    sheet: Path = typer.Argument(
        ..., metavar=word("TABLEAU", "SHEET"), help=word("CSV, XLSX ou ODS.", "CSV, XLSX or ODS.")
    ),
    mapping: Path | None = typer.Option(
        None,
        "--map",
        metavar=word("FICHIER", "FILE"),
        help=word(
            "Ce que sont les colonnes (TOML) ; écrit s’il n’existe pas.",
            "What the columns are (TOML); written where it does not exist.",
        ),
    ),
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
    by: str | None = _BY,
) -> None:
    from perenne.cli.writing import write_beside
    from perenne.partnerships.importing.mapping import Choices, load_choices
    from perenne.partnerships.importing.plan import plan, words, write
    from perenne.partnerships.store import Folder
    from perenne.readers.opening import open_reading

    spare_sources("--rejects", rejects, [sheet])
    is_said = mapping is not None and mapping.exists()
    choices = load_choices(mapping, words().fields) if mapping and is_said else Choices()
    store = Folder(book)
    with open_reading(sheet, sheet.name).opened() as stream:
        planned = plan(stream, sheet.name, store, choices)
    if mapping is not None and not is_said:
        _write_mapping(planned, mapping)
    if rejects is not None:
        write_beside(rejects, _rejects(planned.refused))
    for told in _shown(planned, whole=preview):
        if preview:
            print(printable(_said(told)))
        else:
            say(told)
    if not preview:
        _say_written(write(planned, store, by), planned)


def spare_sources(option: str, target: Path | None, sources: "Sequence[Path]") -> None:
    """Raises ``UsageError`` where ``target`` is one of the files to read: a slip must not cost an original."""
    if target is not None and target.exists() and any(each.exists() and target.samefile(each) for each in sources):
        raise UsageError(
            fr=f"« {target} » est l’un des fichiers lus : choisissez un autre nom avec {option}",
            en=f"“{target}” is one of the files to read: choose another name with {option}",
        )


def _write_mapping(planned: "Plan", target: Path) -> None:
    from perenne.cli.writing import write_beside
    from perenne.partnerships.importing.mapping import written

    asked = (printable(question.says.said_in(spoken())) for question in planned.questions)
    write_beside(target, [written(planned.understood, asked).encode("utf-8", "backslashreplace")])
    say(
        Bilingual(
            fr=f"{target} : ce qui a été compris de {planned.file} ; corrigez et redonnez-le",
            en=f"{target}: what was understood of {planned.file}; mend it and give it again",
        ),
        str(target),
    )


def _say_written(batch: str | None, planned: "Plan") -> None:
    if batch is None:
        say(
            Bilingual(
                fr=f"Rien de nouveau : rien n’est écrit ({planned.kept} éléments sont déjà au livre).",
                en=f"Nothing new: nothing is written ({planned.kept} things stand in the book already).",
            )
        )
        return
    events = counted(len(planned.events), "événement", "event")
    say(
        Bilingual(
            fr=f"Importé : {events.fr}, lot {batch} (pour l’annuler : perenne book undo {batch}).",
            en=f"Imported: {events.en}, batch {batch} (to undo it: perenne book undo {batch}).",
        )
    )


def _said(words: Bilingual) -> str:
    from perenne.report.typography import typo

    return typo(words.said_in(spoken()), spoken())


def _shown(planned: "Plan", *, whole: bool) -> "Iterator[Bilingual]":
    """What was recognised, asked, refused, left aside, and what would be done."""
    if whole:
        rows = counted(planned.rows, "ligne", "row")
        yield Bilingual(fr=f"{planned.file} : {rows.fr}", en=f"{planned.file}: {rows.en}")
        yield from _columns(planned)
    for question in planned.questions:
        yield Bilingual(fr=f"? {question.says.fr}", en=f"? {question.says.en}")
    for refused in planned.refused:
        yield refusal(refused.reject)
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


def refusal(reject: "Reject") -> Bilingual:
    at = f" ({reject.path})" if reject.path else ""
    return Bilingual(
        fr=f"✗ {reject.file}, ligne {reject.line}{at} : {reject.reason.fr}",
        en=f"✗ {reject.file}, line {reject.line}{at}: {reject.reason.en}",
    )


def _rejects(refused: "Sequence[Refused]") -> "Iterator[bytes]":
    """The refused rows as CSV that no spreadsheet runs: mend them and give them again."""
    import csv
    import io

    from perenne.report.inert import defused

    headers = list(dict.fromkeys(header for each in refused for header in each.cells))
    sheet = io.StringIO()
    writer = csv.writer(sheet, delimiter=";" if spoken() == "fr" else ",", lineterminator="\r\n")
    writer.writerow([defused(each) for each in ("file", "line", "field", "reason", *headers)])
    for reject, cells in refused:
        row = (reject.file, str(reject.line), reject.path, reject.reason.said_in(spoken()))
        writer.writerow([defused(cell) for cell in (*row, *(cells.get(header, "") for header in headers))])
    yield b"\xef\xbb\xbf"
    yield sheet.getvalue().encode()
