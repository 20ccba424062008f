"""``perenne handset new``: a connector of one's own, to begin from."""

from pathlib import Path

import typer

from perenne.cli.console import say, word
from perenne.cli.speech import SpokenCommand
from perenne.cli.statuses import DONE
from perenne.model.bilingual import Bilingual

_EXAMPLES = word(
    "Exemple :\n\n\b\n  perenne handset new mon_reseau", "Example:\n\n\b\n  perenne handset new my_network"
)


def add_to(handset: typer.Typer) -> None:
    handset.command(
        "new",
        cls=SpokenCommand,
        help=word(
            "Écrit le début d’un connecteur : un manifeste, un module, un test qui passe.",
            "Write the beginning of a connector: a manifest, a module, a test that passes.",
        ),
        epilog=_EXAMPLES,
    )(new)


def new(
    name: str = typer.Argument(..., metavar=word("NOM", "NAME"), help=word("Son nom.", "Its name.")),
    out: Path | None = typer.Option(
        None, "--out", metavar=word("DOSSIER", "FOLDER"), help=word("Dossier à écrire (NOM).", "Folder (NAME).")
    ),
) -> int:
    from perenne.connectors.template import write

    folder = out or Path(name)
    for file in write(name, folder):
        say(Bilingual(fr=f"Écrit : {file}", en=f"Written: {file}"), str(file))
    return DONE
