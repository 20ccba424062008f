"""``perenne contract audit``: what a document says, against what the law asks a contract to say."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from perenne.cli.console import printable, say, spoken, word
from perenne.cli.speech import SpokenCommand
from perenne.cli.statuses import DONE, STRICT, strictly
from perenne.model.bilingual import Bilingual

if TYPE_CHECKING:
    from perenne.contracts.audit import Audited
    from perenne.model.relation import Relation

_SAYS = word(
    "Dit ce qu’un contrat (PDF, DOCX, ODT, texte) contient, et ce qui y manque.",
    "Say what a contract (PDF, DOCX, ODT, text) holds, and what it lacks.",
)
_EXAMPLES = word(
    """Exemples :

\b
  perenne contract audit contrat.pdf
  perenne contract audit contrat.docx --deals relations.ndjson --page audit.html
  perenne contract audit contrat.odt --json --strict --as-of 2026-12-31""",
    """Examples:

\b
  perenne contract audit contract.pdf
  perenne contract audit contract.docx --deals relations.ndjson --page audit.html
  perenne contract audit contract.odt --json --strict --as-of 2026-12-31""",
)


def add_to(contract: typer.Typer) -> None:
    """Add the verb to ``contract``."""
    contract.command("audit", cls=SpokenCommand, help=_SAYS, short_help=_SAYS, epilog=_EXAMPLES)(audit)


def audit(
    path: str = typer.Argument(
        ..., metavar=word("FICHIER", "FILE"), help=word("Le contrat.", "The contract."), show_default=False
    ),
    deals: str | None = typer.Option(
        None,
        "--deals",
        metavar=word("CHEMIN", "PATH"),
        help=word("Les accords : relation/1 ou table.", "What is exchanged: relation/1 or a table."),
    ),
    as_of: str | None = typer.Option(
        None, "--as-of", metavar="DATE", help=word("Lire par le droit de ce jour.", "Read by the law of this day.")
    ),
    as_json: bool = typer.Option(
        False, "--json", help=word("Constats sur la sortie standard, un par ligne.", "Findings to standard output.")
    ),
    strict: bool = typer.Option(False, "--strict", help=STRICT),
    page: Path | None = typer.Option(
        None,
        "--page",
        metavar=word("FICHIER", "FILE"),
        help=word("Écrit aussi la page HTML de l’audit.", "Also write the audit as an HTML page."),
    ),
    lang: str | None = typer.Option(None, "--lang", metavar="fr|en", help=word("Langue du rapport.", "Language.")),
) -> int:
    import sys

    from perenne.cli.console import written
    from perenne.cli.contract_lines import lines_of
    from perenne.cli.contract_page import check_page, write_page
    from perenne.cli.days import day
    from perenne.contracts.audit import audit_document
    from perenne.contracts.known import known_for
    from perenne.contracts.reading.opening import read_file
    from perenne.law.rulebook import rulebook
    from perenne.model.errors import UnreadableFile, UsageError
    from perenne.model.finding import ACCUSING
    from perenne.model.wire import encode

    language = written(lang) if lang is not None else spoken()
    if page is not None:
        check_page(page)
    try:
        document = read_file(Path(path))
    except UnreadableFile as problem:
        raise UsageError(fr=f"{path} : {problem.says.fr}", en=f"{path}: {problem.says.en}") from None
    known = known_for(document, list(_relations(deals))) if deals is not None else None
    audited = audit_document(document, rulebook(), known, day(as_of))
    _say_notes(audited)
    if page is not None:
        write_page(page, audited, written(lang))
    if as_json:
        sys.stdout.buffer.writelines(encode(finding) + b"\n" for finding in audited.findings)
        sys.stdout.buffer.flush()
    else:
        for line in lines_of(audited, language):
            print(printable(line))
    accuses = any(finding.verdict in ACCUSING for finding in audited.findings)
    return strictly(accuses=accuses, missing=_unread(audited)) if strict else DONE


def _unread(audited: "Audited") -> tuple[Bilingual, ...]:
    """A document without words says nothing, and so accuses nobody."""
    from perenne.contracts.elements.around import around

    document = audited.document
    return () if document.has_text and "no_text" not in document.notes else (around().notes["no_text"],)


def _relations(path: str) -> Iterator["Relation"]:
    """The relations that ``path`` holds; raises ``UsageError`` for a line that cannot be read."""
    from contextlib import ExitStack

    from perenne.cli.choices import found
    from perenne.model.errors import UsageError
    from perenne.model.relation import Relation
    from perenne.readers.opening import open_reading

    with ExitStack() as stack:
        for each in found(stack, [path]):
            reading = open_reading(each.path, each.name, member=each.member)
            for read in reading.relations():
                if not isinstance(read, Relation):
                    says = read.reason
                    raise UsageError(fr=f"{path}:{read.line} : {says.fr}", en=f"{path}:{read.line}: {says.en}")
                yield read


def _say_notes(audited: "Audited") -> None:
    from perenne.contracts.elements.around import around

    document = audited.document
    for note in document.notes:
        said = around().notes[note]
        pages = ", ".join(map(str, document.content.pages_without_text)) if note == "pages_without_text" else ""
        where = f" ({pages})" if pages else ""
        told = Bilingual(fr=f"{document.name} : {said.fr}{where}", en=f"{document.name}: {said.en}{where}")
        say(told, document.name)
