"""``perenne read``: only reads, and says what it understood."""

import re
from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING

import typer

from perenne.cli.console import say, spoken, word
from perenne.cli.isolating import HELP, METAVAR, isolated
from perenne.cli.speech import SpokenCommand
from perenne.model.bilingual import Bilingual, counted
from perenne.model.errors import UsageError
from perenne.report.typography import typo

if TYPE_CHECKING:
    from collections.abc import Sequence

    from typer._click.core import Context

    from perenne.audit.intake import FileRead
    from perenne.readers.opening import Found
    from perenne.readers.table import Guess

_SAYS = word(
    "Lit des fichiers, dit leur format et ce qui est refusé, et donne les publications en NDJSON.",
    "Read files, say their format and what is refused, and give the posts as NDJSON.",
)
_EXAMPLES = word(
    """Exemples :

\b
  perenne read captures/ --out publications.ndjson
  perenne read publications.xlsx --map colonnes.toml""",
    """Examples:

\b
  perenne read captures/ --out posts.ndjson
  perenne read posts.xlsx --map columns.toml""",
)


class _ReadCommand(SpokenCommand):
    """Help that names the formats, which are known only where their readers are loaded."""

    def get_help(self, ctx: "Context") -> str:
        from perenne.readers.formats import read_formats

        formats = read_formats()
        said = word(f"{formats.fr[:1].upper()}{formats.fr[1:]}.", f"{formats.en[:1].upper()}{formats.en[1:]}.")
        return f"{super().get_help(ctx)}\n\n{fill(typo(said, spoken()), ctx.max_content_width or 80)}"


def add_to(app: typer.Typer) -> None:
    """Add the command to ``app``."""
    app.command(
        "read",
        cls=_ReadCommand,
        help=_SAYS,
        short_help=_SAYS,
        epilog=_EXAMPLES,
    )(read_command)


def read_command(
    paths: list[str] = typer.Argument(
        ...,
        metavar=word("CHEMIN", "PATH"),
        help=word("Fichiers, dossiers, ou - pour l’entrée standard.", "Files, folders, or -."),
    ),
    mapping: Path | None = typer.Option(
        None,
        "--map",
        metavar=word("FICHIER", "FILE"),
        help=word(
            "Ce que disent les colonnes ; écrit s’il n’existe pas.",
            "What the columns say; written where it does not exist.",
        ),
    ),
    out: Path | None = typer.Option(
        None,
        "--out",
        metavar=word("FICHIER", "FILE"),
        help=word("Fichier NDJSON (sortie standard).", "NDJSON file (standard output)."),
    ),
    isolation: str | None = typer.Option(
        None,
        "--isolation",
        metavar=METAVAR,
        help=HELP,
    ),
) -> int:
    from contextlib import ExitStack

    from perenne.cli.ending import ending_as_with_ctrl_c

    with ExitStack() as stack:
        stack.enter_context(ending_as_with_ctrl_c())
        stack.enter_context(isolated(isolation))

        from perenne.audit.intake import in_order, read_file
        from perenne.audit.spool import Spool
        from perenne.cli import choices
        from perenne.cli.columns import guesses

        files = choices.found(stack, paths)
        _check_target(out, files)
        known = choices.columns(mapping) if mapping is not None and mapping.exists() else None
        spool = Spool()
        stack.callback(spool.close)
        read = [
            read_file(found, known, spool.folder, number, lambda done: None)
            for number, found in enumerate(in_order(files))
        ]
        tables = list(guesses(read, known))
        _write_what_was_read(read, tables, mapping if known is None else None, out)
    return 0


def _write_what_was_read(
    read: "Sequence[FileRead]", tables: "Sequence[tuple[str, Guess]]", mapping: Path | None, out: Path | None
) -> None:
    from perenne.cli.account import nothing_read
    from perenne.cli.columns import say_columns, write_guess

    if mapping is not None:
        write_guess(tables, mapping)
    if not any(file.posts or file.rejects or file.others for file in read):
        raise nothing_read([file.unread for file in read if file.unread is not None])
    shown = dict(tables)
    for file in read:
        _say_what_was_read(file)
        if file.name in shown:
            say_columns(shown[file.name])
    _write_records(read, out)


def _check_target(out: Path | None, files: "Sequence[Found]") -> None:
    if out is None:
        return
    if out.is_dir():
        raise UsageError(
            fr=f"« {out} » est un dossier : --out attend un fichier", en=f"“{out}” is a folder: --out takes a file"
        )
    if out.exists() and any(out.samefile(file.path) for file in files):
        raise UsageError(
            fr=f"« {out} » est l’un des fichiers lus : choisissez un autre nom avec --out",
            en=f"“{out}” is one of the files to read: choose another name with --out",
        )


def _say_what_was_read(file: "FileRead") -> None:
    from perenne.readers.kinds import said_of

    if file.unread is not None:
        unread = file.unread.reason
        say(Bilingual(fr=f"{file.name} : {unread.fr}", en=f"{file.name}: {unread.en}"), file.name)
    if not file.sha256 and not file.others:
        return
    posts = counted(len(file.posts), "publication", "post")
    refused = counted(len(file.rejects), "refus/refus", "reject")
    others = [(count, said_of(kind)) for kind, count in sorted(file.others.items())]
    besides = "".join(f", {count} × {kind.fr}" for count, kind in others)
    beside = "".join(f", {count} × {kind.en}" for count, kind in others)
    say(
        Bilingual(
            fr=f"{file.name} : {file.format}, {posts.fr}, {refused.fr}{besides}",
            en=f"{file.name}: {file.format}, {posts.en}, {refused.en}{beside}",
        ),
        file.name,
    )
    for reject in file.rejects:
        where = f"{reject.file}:{reject.line}" + (f" ({reject.path})" if reject.path else "")
        say(Bilingual(fr=f"  {where} : {reject.reason.fr}", en=f"  {where}: {reject.reason.en}"), where)


def _write_records(read: "Sequence[FileRead]", out: Path | None) -> None:
    import sys
    from itertools import chain

    from perenne.cli.writing import write_beside

    lines = chain.from_iterable(each.raw() for file in read for each in (file.posts, file.beside))
    if out is None:
        sys.stdout.buffer.writelines(map(_for_a_screen, lines) if sys.stdout.isatty() else lines)
        return
    write_beside(out, lines)


_COMMANDS = re.compile("[\x7f-\x9f]")


def _for_a_screen(line: bytes) -> bytes:
    """The same record, with the controls that JSON lets pass written as their codes: a caption may hold some."""
    return _COMMANDS.sub(lambda sign: f"\\u{ord(sign[0]):04x}", line.decode()).encode()
