"""``perenne audit``: the main job."""

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from perenne.cli.console import say, word, written
from perenne.cli.isolating import HELP, METAVAR, isolated
from perenne.cli.speech import SpokenCommand
from perenne.cli.statuses import DONE, STRICT, not_judged, strictly
from perenne.model.bilingual import Bilingual, counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from perenne.audit.outcome import AuditOutcome
    from perenne.audit.run import Audited
    from perenne.readers.opening import Found
    from perenne.report.folder import Originals

MOST_WORKERS = 61
"""As many processes as Windows lets one wait for."""
_SAYS = word(
    "Juge des publications par le droit de leur date et écrit un rapport avec les preuves.",
    "Judge posts by the law of their own date and write a report with the proof.",
)
_EXAMPLES = word(
    """Exemples :

\b
  perenne audit captures/
  perenne audit captures/ --deals accords.csv --out audit-novembre
  perenne audit captures/ --deals accords.csv --answers perenne-audit/questions.csv
  perenne audit publications.xlsx --map colonnes.toml --as-of 2026-11-24
  perenne audit 'lac/*.parquet' --workers 8 --out audit-lac
  perenne audit capture.ndjson --json --strict""",
    """Examples:

\b
  perenne audit captures/
  perenne audit captures/ --deals deals.csv --out audit-november
  perenne audit captures/ --deals deals.csv --answers perenne-audit/questions.csv
  perenne audit posts.xlsx --map columns.toml --as-of 2026-11-24
  perenne audit 'lake/*.parquet' --workers 8 --out audit-lake
  perenne audit capture.ndjson --json --strict""",
)


def add_to(app: typer.Typer) -> None:
    """Add the command to ``app``."""
    app.command(
        "audit",
        cls=SpokenCommand,
        help=_SAYS,
        short_help=_SAYS,
        epilog=_EXAMPLES,
    )(audit_command)


def audit_command(
    paths: list[str] = typer.Argument(
        ...,
        metavar=word("CHEMIN", "PATH"),
        help=word(
            "Fichiers, dossiers, motifs tels que *.parquet, ou -.",
            "Files, folders, patterns such as *.parquet, or -.",
        ),
    ),
    deals: list[Path] = typer.Option(
        [],
        "--deals",
        metavar=word("FICHIER", "FILE"),
        help=word("Accords : tableau ou relation/1. Répétable.", "Deals: a table or relation/1. May be repeated."),
    ),
    answers: list[Path] = typer.Option(
        [],
        "--answers",
        metavar=word("FICHIER", "FILE"),
        help=word(
            "Réponses : questions.csv rempli, ou answer/1. Répétable.",
            "Answers: a filled questions.csv, or answer/1. May be repeated.",
        ),
    ),
    mapping: Path | None = typer.Option(
        None,
        "--map",
        metavar=word("FICHIER", "FILE"),
        help=word("Ce que disent les colonnes des tableaux.", "What the columns of tables say."),
    ),
    audience: str = typer.Option(
        "",
        "--audience",
        metavar="FR,BE",
        help=word(
            "Pays du public, quand la publication n’en dit rien.",
            "Countries of the audience, where a post records none.",
        ),
    ),
    as_of: str | None = typer.Option(
        None,
        "--as-of",
        metavar="DATE",
        help=word("Juge par le droit de ce jour.", "Judge by the law of that day."),
    ),
    deal: str = typer.Option(
        "unknown",
        "--deal",
        metavar="unknown|yes|no",
        help=word("Contrepartie de chaque publication qui n’en dit rien.", "The deal of every post that has none."),
    ),
    out: Path | None = typer.Option(
        None,
        "--out",
        metavar=word("DOSSIER", "DIR"),
        help=word("Dossier écrit (perenne-audit).", "Folder to write (perenne-audit)."),
    ),
    lang: str | None = typer.Option(
        None, "--lang", metavar="fr|en", help=word("Langue du rapport.", "Language of the report.")
    ),
    as_json: bool = typer.Option(
        False,
        "--json",
        help=word(
            "Constats sur la sortie standard, un par ligne ; n’écrit rien sans --out.",
            "Findings to standard output, one a line; writes nothing without --out.",
        ),
    ),
    strict: bool = typer.Option(
        False,
        "--strict",
        help=STRICT,
    ),
    originals: str = typer.Option(
        "clean",
        "--originals",
        metavar="clean|all|none",
        help=word("Originaux gardés avec l’audit.", "Originals kept with the audit."),
    ),
    workers: int = typer.Option(
        1,
        "--workers",
        metavar="N",
        min=1,
        max=MOST_WORKERS,
        help=word(
            "Processus au travail ; le résultat est le même quel qu’en soit le nombre.",
            "Processes at work; the result is the same, however many.",
        ),
    ),
    isolation: str | None = typer.Option(
        None,
        "--isolation",
        metavar=METAVAR,
        help=HELP,
    ),
) -> int:
    from contextlib import ExitStack
    from dataclasses import replace
    from tempfile import gettempdir

    from perenne.cli.ending import ending_as_with_ctrl_c

    language = written(lang)
    target = out if out is not None or as_json else Path("perenne-audit")
    with ExitStack() as stack:
        stack.enter_context(ending_as_with_ctrl_c())
        stack.enter_context(isolated(isolation))

        from perenne.audit.run import audit
        from perenne.cli import choices
        from perenne.cli.progress import progress_bar
        from perenne.report.folder import prepared, write_folder
        from perenne.report.place import said_plainly

        kept = choices.originals(originals)
        place = stack.enter_context(prepared(target)) if target is not None else None
        request = choices.audit_request(
            stack, paths, deals, answers, mapping, audience=audience, as_of=as_of, deal=deal, language=language
        )
        keep = _parts(request.files, target)
        with progress_bar() as progress, _told_where_it_goes_on(keep):
            with said_plainly(target if target is not None else Path(gettempdir())):
                audited = audit(replace(request, workers=workers, place=place, keep=keep), progress)
            stack.callback(audited.spool.close)
            _check_something_was_read(audited.outcome)
            if target is not None:
                progress("write", 0, None)
                write_folder(audited, target, language, kept)
        _forget_parts(target)
        if as_json:
            _print_findings(audited.outcome)
        _say_what_was_found(audited, target, kept)
        return _strictly(audited.outcome) if strict else DONE


def _parts(files: "Sequence[Found]", target: Path | None) -> Path | None:
    """Where parts are kept, where they are: of a lake that is written to a folder."""
    if target is None:
        return None
    from perenne.audit.kept import are_a_lake, parts_of

    return parts_of(target) if are_a_lake(files) else None


def _forget_parts(target: Path | None) -> None:
    if target is None:
        return
    from perenne.audit.kept import forget, parts_of

    forget(parts_of(target))


@contextmanager
def _told_where_it_goes_on(keep: Path | None) -> "Iterator[None]":
    """A run that is stopped says where its parts stay, since they hold what people published."""
    try:
        yield
    except BaseException:
        if keep is not None and keep.is_dir():
            name = str(keep)
            say(
                Bilingual(
                    fr=f"Ce qui est fini reste dans {name} : la même commande reprendra là ; effacez ce dossier pour "
                    "y renoncer",
                    en=f"What is finished stays in {name}: the same command goes on from there; delete that folder "
                    "to give it up",
                ),
                name,
            )
        raise


def _check_something_was_read(outcome: "AuditOutcome") -> None:
    from perenne.cli.account import nothing_read

    if not (outcome.posts or outcome.rejects or any(file.others for file in outcome.summary.files)):
        raise nothing_read(outcome.unread)


def _print_findings(outcome: "AuditOutcome") -> None:
    import sys

    from perenne.model.wire import encode

    for finding in outcome.findings:
        sys.stdout.buffer.write(encode(finding) + b"\n")
    sys.stdout.buffer.flush()


def _say_what_was_found(audited: "Audited", target: Path | None, kept: "Originals") -> None:
    from perenne.cli.account import lines_of, withheld

    outcome = audited.outcome
    if any(audited.resumed):
        files, batches = audited.resumed
        read, judged = counted(files, "fichier/fichiers", "file/files"), counted(batches, "lot/lots", "batch/batches")
        say(
            Bilingual(
                fr=f"Repris d’un passage arrêté : {read.fr} de lus, {judged.fr} de jugés",
                en=f"Resumed from a run that was stopped: {read.en} read, {judged.en} judged",
            )
        )
    names = [unread.file for unread in outcome.unread]
    for line in lines_of(outcome, written=target is not None):
        say(line, *names)
    if target is not None:
        if kept == "clean" and (left := withheld(audited.originals)) is not None:
            say(left)
        report = str(target / "report.html")
        say(Bilingual(fr=f"Rapport : {report}", en=f"Report: {report}"), report)


def _strictly(outcome: "AuditOutcome") -> int:
    from perenne.model.finding import ACCUSING

    accuses = any(not ACCUSING.isdisjoint(verdicts) for verdicts in outcome.summary.rules.values())
    nothing = None if outcome.summary.posts else Bilingual(fr="aucune publication", en="no post")
    return strictly(accuses=accuses, missing=not_judged(nothing, len(outcome.rejects), len(outcome.unread)))
