"""``perenne read``: only reads, and says what it understood."""

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from perenne.cli.console import say, word
from perenne.cli.speech import SpokenCommand
from perenne.model.bilingual import Bilingual
from perenne.model.errors import UsageError

if TYPE_CHECKING:
    from perenne.audit.intake import FileRead

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


def add_to(app: typer.Typer) -> None:
    """Add the command to ``app``."""
    app.command(
        "read",
        cls=SpokenCommand,
        help=word(
            "Lit des fichiers, dit leur format et ce qui est refusé, et donne les publications en NDJSON.",
            "Read files, say their format and what is refused, and give the posts as NDJSON.",
        ),
        epilog=_EXAMPLES,
    )(read_command)


def read_command(
    paths: list[str] = typer.Argument(
        ..., metavar="PATH", help=word("Fichiers, dossiers, ou - pour l’entrée standard.", "Files, folders, or -.")
    ),
    mapping: Path | None = typer.Option(
        None,
        "--map",
        metavar="FILE",
        help=word(
            "Ce que disent les colonnes ; écrit s’il n’existe pas.",
            "What the columns say; written where it does not exist.",
        ),
    ),
    out: Path | None = typer.Option(
        None,
        "--out",
        metavar="FILE",
        help=word("Fichier NDJSON (sortie standard).", "NDJSON file (standard output)."),
    ),
) -> int:
    from contextlib import ExitStack

    from perenne.audit.intake import read_all
    from perenne.cli import choices
    from perenne.cli.columns import guesses, say_columns, write_guess

    with ExitStack() as stack:
        files = choices.found(stack, paths)
        known = choices.columns(mapping) if mapping is not None and mapping.exists() else None
        tables = list(guesses(files, known))
        if mapping is not None and known is None:
            write_guess(tables, mapping)
        read = read_all(files, known, lambda done: None)
    shown = dict(tables)
    for file in read:
        _say_what_was_read(file)
        if file.name in shown:
            say_columns(shown[file.name])
    if not any(file.sha256 for file in read):
        raise UsageError(fr="rien n’a pu être lu", en="nothing could be read")
    _write_posts(read, out)
    return 0


def _say_what_was_read(file: "FileRead") -> None:
    if file.unread is not None:
        say(Bilingual(fr=f"{file.name} : {file.unread.reason.fr}", en=f"{file.name}: {file.unread.reason.en}"))
    others = ", ".join(f"{count} {kind}" for kind, count in sorted(file.others.items()))
    say(
        Bilingual(
            fr=f"{file.name} : {file.format}, {len(file.posts)} publications, {len(file.rejects)} refus"
            + (f", {others}" if others else ""),
            en=f"{file.name}: {file.format}, {len(file.posts)} posts, {len(file.rejects)} rejects"
            + (f", {others}" if others else ""),
        )
    )
    for reject in file.rejects:
        where = f"{reject.file}:{reject.line}" + (f" ({reject.path})" if reject.path else "")
        say(Bilingual(fr=f"  {where} : {reject.reason.fr}", en=f"  {where}: {reject.reason.en}"))


def _write_posts(read: "tuple[FileRead, ...]", out: Path | None) -> None:
    import sys

    from perenne.model.wire import encode

    lines = (encode(post) + b"\n" for file in read for post in file.posts)
    if out is None:
        sys.stdout.buffer.writelines(lines)
        return
    beside = out.with_name(f".{out.name}.part")
    try:
        with beside.open("wb") as stream:
            stream.writelines(lines)
        beside.replace(out)
    except OSError as problem:
        beside.unlink(missing_ok=True)
        raise UsageError(
            fr=f"impossible d’écrire {out} ({problem.strerror})", en=f"cannot write {out} ({problem.strerror})"
        ) from None
