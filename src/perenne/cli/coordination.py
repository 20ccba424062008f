"""``perenne coordination``: who acts together beyond chance."""

import sys
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from perenne.cli.console import say, word, written
from perenne.cli.isolating import HELP, METAVAR, isolated
from perenne.cli.speech import SpokenCommand
from perenne.model.bilingual import Bilingual, Language
from perenne.model.errors import UsageError
from perenne.model.refused import why

if TYPE_CHECKING:
    from collections.abc import Iterator

    from perenne.axes.authenticity.coordination.detect import Coordination, Progress
    from perenne.axes.authenticity.coordination.reading import Read
    from perenne.readers.opening import Found

_SAYS = word(
    "Cherche qui agit ensemble au-delà du hasard, et montre chaque acte qui le prouve.",
    "Find who acts together beyond chance, and show every act that proves it.",
)
_EXAMPLES = word(
    """Exemples :

\b
  perenne coordination partages.csv --out coordination
  perenne coordination partages.parquet --map account=auteur,object=lien,time=heure
  perenne coordination commentaires.ndjson --window 10,60 --names
  perenne coordination captures/ --channel co-text --brief consigne.txt""",
    """Examples:

\b
  perenne coordination shares.csv --out coordination
  perenne coordination shares.parquet --map account=author,object=link,time=at
  perenne coordination comments.ndjson --window 10,60 --names
  perenne coordination captures/ --channel co-text --brief brief.txt""",
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
            "Tableaux d’actes, base du toolkit QUT, ou tout ce que lit perenne read.",
            "Tables of acts, a QUT toolkit database, or whatever perenne read reads.",
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
        help=word(
            "Ce qui compte : co-comment, co-share, co-link, co-text ou co-hashtag.",
            "What counts: co-comment, co-share, co-link, co-text or co-hashtag.",
        ),
    ),
    brief: Path | None = typer.Option(
        None,
        "--brief",
        metavar=word("FICHIER", "FILE"),
        help=word(
            "Texte demandé aux auteurs : ses mots ne font pas une copie (co-text).",
            "Text that the authors were asked for: its words make no copy (co-text).",
        ),
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
    lang: str | None = typer.Option(
        None, "--lang", metavar="fr|en", help=word("La langue de la page.", "The language of the page.")
    ),
    isolation: str | None = typer.Option(
        None,
        "--isolation",
        metavar=METAVAR,
        help=HELP,
    ),
) -> int:
    from perenne.cli.ending import ending_as_with_ctrl_c
    from perenne.cli.statuses import DONE

    how = _Asked(mapping, engine, window, level, channel, brief, written(lang))
    with ending_as_with_ctrl_c(), isolated(isolation):
        found = _found(paths, how, out, sampled=sampled, named=names)
    _say_what_was_found(found, out, named=names)
    return DONE


@dataclass(frozen=True, slots=True)
class _Asked:
    """The options as they were given."""

    mapping: str
    engine: str
    window: str
    level: str
    channel: str
    brief: Path | None
    language: Language


def _found(paths: list[str], asked: _Asked, out: Path, *, sampled: bool, named: bool) -> "Coordination":
    """Read, judge, write."""
    import perenne.engine

    try:
        from perenne.axes.authenticity.coordination import reading
        from perenne.axes.authenticity.coordination.acts import Acts
        from perenne.axes.authenticity.coordination.channels.quoted import with_shared_words
        from perenne.axes.authenticity.coordination.detect import detect
        from perenne.axes.authenticity.coordination.method import chosen
        from perenne.axes.authenticity.coordination.plain_tables import columns_said
        from perenne.report.coordination.folder import COORDINATION, write_folder
    except ModuleNotFoundError as problem:
        raise _not_installed(problem) from None

    how = chosen(_windows(asked.window), _level(asked.level))
    columns = columns_said(asked.mapping)
    brief = _brief(asked)
    with COORDINATION.prepared(out) as place:
        read = reading.read(_files(paths), columns, asked.channel or None, brief)
        _say_what_was_read(read)
        with perenne.engine.open(asked.engine) as opened, _progress() as progress:
            kind, texts, given = read.channel, read.texts, opened.load(read.acts)
            del read  # the engine has them: twice would be twice the memory
            acts = Acts.numbered(opened, given)
            opened.drop(given)
            found = detect(opened, acts, kind, how, sampled=sampled, progress=progress)
        if texts is not None:
            found = replace(found, evidence=with_shared_words(found.evidence, texts))
        write_folder(found, place, out, asked.language, named=named)
    return found


def _brief(asked: _Asked) -> list[str]:
    file = asked.brief
    if file is None:
        return []
    if asked.channel != "co-text":
        raise UsageError(
            fr="--brief dit quels mots ne sont pas une copie : il va avec --channel co-text",
            en="--brief says which words make no copy: it goes with --channel co-text",
        )
    if file.exists() and not file.is_file():
        raise UsageError(
            fr=f"{file.name} : --brief attend un fichier, ni dossier ni tube",
            en=f"{file.name}: --brief takes a file, no folder and no pipe",
        )
    try:
        return [file.read_text(encoding="utf-8-sig")]
    except UnicodeDecodeError:
        raise UsageError(
            fr=f"{file.name} : --brief attend un texte en UTF-8", en=f"{file.name}: --brief takes a text in UTF-8"
        ) from None
    except OSError as problem:
        said = why(problem)
        raise UsageError(
            fr=f"{file.name} : impossible à lire ({said.fr})", en=f"{file.name}: cannot be read ({said.en})"
        ) from None


@contextmanager
def _progress() -> "Iterator[Progress]":
    """What shows how far the work is, where somebody looks."""
    if not sys.stderr.isatty():
        yield lambda step, done, of: None
        return
    from perenne.cli.progress import progress_bar

    with progress_bar() as bar:
        yield lambda step, done, of: bar("judge", done, of)


def _files(paths: list[str]) -> "list[Found]":
    from perenne.readers.opening import find_files

    if "" in paths or "-" in paths:
        raise UsageError(
            fr="coordination lit des fichiers : indiquez-en un ou plusieurs",
            en="coordination reads files: name one or more",
        )
    found = [each for each in find_files([Path(path) for path in paths]) if not _is_of_a_run(each.path.parent)]
    if not found:
        raise UsageError(
            fr="aucun fichier à lire : indiquez un fichier ou un dossier qui en contient",
            en="no file to read: name a file, or a folder that holds some",
        )
    return found


@cache
def _is_of_a_run(folder: Path) -> bool:
    """Whether ``folder`` is what an earlier run wrote: its tables are no acts."""
    from perenne.report.coordination.folder import is_coordination

    return is_coordination(folder)


def _windows(said: str) -> tuple[int, ...]:
    try:
        return tuple(int(each) for each in said.split(",")) if said else ()
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


def _not_installed(problem: ModuleNotFoundError) -> UsageError:
    return UsageError(
        fr=f'la coordination demande « {problem.name} », qui n’est pas installé : pip install "perenne[engine]"',
        en=f'coordination needs “{problem.name}”, which is not installed: pip install "perenne[engine]"',
    )


def _say_what_was_read(read: "Read") -> None:
    from perenne.model.bilingual import counted

    for said in read.unread:
        say(said)
    parts = [counted(len(read.acts), "acte lu/actes lus", "act read/acts read")]
    if read.incomplete:
        parts.append(
            counted(read.incomplete, "ligne sans compte, objet ou heure/lignes sans compte, objet ou heure",
                    "line without account, object or time/lines without account, object or time")
        )  # fmt: skip
    if read.alone:
        parts.append(
            counted(read.alone, "texte sans copie/textes sans copie", "text without a copy/texts without a copy")
        )
    say(Bilingual(fr=", ".join(each.fr for each in parts), en=", ".join(each.en for each in parts)))


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
    say(Bilingual(fr=f"Page, tableaux et preuves : {where}", en=f"Page, tables and evidence: {where}"), where)
