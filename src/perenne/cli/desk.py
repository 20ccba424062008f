"""``perenne desk``: the place where a team works, in the browser."""

import typer

from perenne.cli.console import say, word
from perenne.model.errors import UsageError

_PORT = 8765
_NOBODY = "moi@exemple.invalid"


def add_to(program: typer.Typer) -> None:
    program.command(
        help=word(
            "Ouvre le bureau de l’équipe dans le navigateur ; la première fois, crée les données et un lien d’entrée.",
            "Open the team’s desk in the browser; the first time, make its data and a link to enter.",
        ),
        epilog=word(
            "Exemples : perenne desk · perenne desk --email lina@exemple.fr --organisation « Agence Méridienne »",
            "Examples: perenne desk · perenne desk --email lina@example.org --organisation “Meridian Agency”",
        ),
    )(desk)


def desk(
    port: int = typer.Option(_PORT, min=1, max=65_535, help=word("Port sur cette machine.", "Port on this machine.")),
    email: str = typer.Option(_NOBODY, help=word("Adresse de la première personne.", "Address of the first person.")),
    organisation: str = typer.Option("", help=word("Nom de l’organisation.", "Name of the organisation.")),
) -> None:
    """Prepare, found where nobody is there yet, and serve."""
    try:
        from perenne.desk import launch

        launch.prepare(say)
    except ModuleNotFoundError as missing:
        raise UsageError(
            fr=f"le bureau demande l’extra « desk » : pip install 'perenne[desk]' ({missing.name} manque)",
            en=f"the desk needs the extra “desk”: pip install 'perenne[desk]' ({missing.name} is missing)",
        ) from None
    named = organisation or word("Mon organisation", "My organisation")
    launch.serve(port, say, launch.found(launch.First(email, named)))
