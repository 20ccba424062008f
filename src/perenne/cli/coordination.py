"""``perenne coordination``: who acts together beyond chance."""

import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from perenne.cli.console import say, word
from perenne.cli.speech import SpokenCommand
from perenne.model.bilingual import Bilingual
from perenne.model.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from perenne.axes.authenticity.coordination.detect import Coordination, Progress
    from perenne.axes.authenticity.coordination.reading import Read

_SAYS = word(
    "Cherche qui agit ensemble au-delà du hasard, et montre chaque acte qui le prouve.",
    "Find who acts together beyond chance, and show every act that proves it.",
)
_EXAMPLES = word(
    """Exemples :

\b
  perenne coordination partages.csv --out coordination
  perenne coordination partages.parquet --map account=auteur,object=lien,time=heure
  perenne coordination commentaires.ndjson --window 10,60 --names""",
    """Examples:

\b
  perenne coordination shares.csv --out coordination
  perenne coordination shares.parquet --map account=author,object=link,time=at
  perenne coordination comments.ndjson --window 10,60 --names""",
)
SHOWN_NAMES = 12


def add_to(app: typer.Typer) -> None:
    """Add the command to ``app``."""
    app.command(
        "coordination",
        cls=SpokenCommand,
        help=_SAYS,
        short_help=_SAYS,
        epilog=_EXAMPLES,
    )(coordination_command)


def coordination_command(
    paths: list[str] = typer.Argument(
        ...,
        metavar=word("FICHIER", "FILE"),
        help=word(
            "Tableaux (CSV, Parquet, NDJSON) d’actes, ou post/1 et comment/1.",
            "Tables (CSV, Parquet, NDJSON) of acts, or post/1 and comment/1.",
        ),
    ),
    mapping: str = typer.Option(
        "",
        "--map",
        metavar="account=…,object=…,time=…",
        help=word(
            "Les colonnes du tableau ; aussi action= et owner=.", "The columns of the table; action= and owner= too."
        ),
    ),
    out: Path = typer.Option(
        Path("perenne-coordination"),
        "--out",
        metavar=word("DOSSIER", "DIR"),
        help=word("Dossier écrit (perenne-coordination).", "Folder to write (perenne-coordination)."),
    ),
    engine: str = typer.Option(
        "duckdb:",
        "--engine",
        metavar=word("ADRESSE", "URL"),
        help=word("Base d’analyse : duckdb:, postgresql://…", "Analytical database: duckdb:, postgresql://…"),
    ),
    window: str = typer.Option(
        "",
        "--window",
        metavar="60,300",
        help=word("Secondes entre deux actes conjoints.", "Seconds between two joint acts."),
    ),
    level: str = typer.Option(
        "",
        "--fdr",
        metavar="0.05",
        help=word("Taux de fausses découvertes accepté.", "False discovery rate that is accepted."),
    ),
    channel: str = typer.Option(
        "",
        "--channel",
        metavar=word("NOM", "NAME"),
        help=word("Le genre d’actes d’un tableau, tel que co-link.", "The kind of acts of a table, such as co-link."),
    ),
    sampled: bool = typer.Option(
        False,
        "--sampled",
        help=word(
            "Les actes ne sont qu’un échantillon : rien n’en est conclu.",
            "The acts are but a sample: nothing is concluded of them.",
        ),
    ),
    names: bool = typer.Option(
        False,
        "--names",
        help=word("Montre les noms des comptes.", "Show the names of the accounts."),
    ),
) -> int:
    import perenne.engine
    from perenne.cli.ending import ending_as_with_ctrl_c
    from perenne.cli.statuses import DONE

    try:
        from perenne.axes.authenticity.coordination import reading
        from perenne.axes.authenticity.coordination.acts import Acts
        from perenne.axes.authenticity.coordination.detect import detect
        from perenne.axes.authenticity.coordination.method import chosen
        from perenne.report.coordination.folder import COORDINATION, write_folder
    except ModuleNotFoundError as problem:
        raise _not_installed(problem) from None

    how = chosen(_windows(window), _level(level))
    columns = reading.columns_said(mapping)
    with ending_as_with_ctrl_c(), COORDINATION.prepared(out) as place:
        read = reading.read(_files(paths), columns)
        _say_what_was_read(read)
        with perenne.engine.open(engine) as opened, _progress() as progress:
            kind, named = channel or _channel(read), opened.load(read.acts)
            del read  # the engine has them: twice would be twice the memory
            acts = Acts.numbered(opened, named)
            opened.drop(named)
            found = detect(opened, acts, kind, how, sampled=sampled, progress=progress)
        write_folder(found, place, out, named=names)
    _say_what_was_found(found, out, named=names)
    return DONE


@contextmanager
def _progress() -> "Iterator[Progress]":
    """What shows how far the work is, where somebody looks."""
    if not sys.stderr.isatty():
        yield lambda step, done, of: None
        return
    from perenne.cli.progress import progress_bar

    with progress_bar() as bar:
        yield lambda step, done, of: bar("judge", done, of)


def _files(paths: list[str]) -> list[Path]:
    from perenne.readers.opening import find_files

    if "" in paths or "-" in paths:
        raise UsageError(
            fr="coordination lit des fichiers : indiquez-en un ou plusieurs",
            en="coordination reads files: name one or more",
        )
    named = find_files([Path(path) for path in paths])
    packed = next((each.path.name for each in named if each.member is not None or each.shut), None)
    if packed is not None:
        raise UsageError(
            fr=f"{packed} est une archive : coordination lit des fichiers seuls, décompressez-la",
            en=f"{packed} is an archive: coordination reads files by themselves, unpack it",
        )
    found = [each.path for each in named]
    if not found:
        raise UsageError(
            fr="aucun fichier à lire : indiquez un fichier ou un dossier qui en contient",
            en="no file to read: name a file, or a folder that holds some",
        )
    return found


def _windows(said: str) -> tuple[int, ...]:
    try:
        return tuple(int(each) for each in said.split(",") if each.strip())
    except ValueError:
        raise UsageError(
            fr=f"--window attend des secondes, telles que 60,300, et non « {said} »",
            en=f"--window takes seconds, such as 60,300, and not “{said}”",
        ) from None


def _level(said: str) -> float | None:
    try:
        return float(said) if said else None
    except ValueError:
        raise UsageError(
            fr=f"--fdr attend un nombre entre 0 et 1, tel que 0.05, et non « {said} »",
            en=f"--fdr takes a number between 0 and 1, such as 0.05, and not “{said}”",
        ) from None


def _channel(read: "Read") -> str:
    return next(iter(read.channels))


def _not_installed(problem: ModuleNotFoundError) -> UsageError:
    return UsageError(
        fr=f'la coordination demande « {problem.name} », qui n’est pas installé : pip install "perenne[engine]"',
        en=f'coordination needs “{problem.name}”, which is not installed: pip install "perenne[engine]"',
    )


def _say_what_was_read(read: "Read") -> None:
    from perenne.model.bilingual import counted

    acts = counted(len(read.acts), "acte lu/actes lus", "act read/acts read")
    left = counted(read.incomplete, "ligne sans compte, objet ou heure/lignes sans compte, objet ou heure",
                   "line without account, object or time/lines without account, object or time")  # fmt: skip
    beside = read.incomplete > 0
    say(
        Bilingual(
            fr=f"{acts.fr}, {left.fr}" if beside else acts.fr, en=f"{acts.en}, {left.en}" if beside else acts.en
        )
    )


def _say_what_was_found(found: "Coordination", out: Path, *, named: bool) -> None:
    from perenne.axes.authenticity.coordination.told import lines, words

    for line in lines(found):
        say(line)
    if named:
        members: dict[int, list[str]] = {}
        for row in found.accounts.to_pylist():
            if row["group"] is not None:
                members.setdefault(row["group"], []).append(row["account"])
        for number, accounts in sorted(members.items()):
            more = ", …" if len(accounts) > SHOWN_NAMES else ""
            shown = ", ".join(accounts[:SHOWN_NAMES]) + more
            say(words().members.filled(number=number, names=Bilingual(shown, shown)), shown)
    where = str(out)
    say(Bilingual(fr=f"Tableaux et preuves : {where}", en=f"Tables and evidence: {where}"), where)
