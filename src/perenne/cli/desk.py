"""``perenne desk``: the place where a team works, in the browser."""

from typing import TYPE_CHECKING

import typer

from perenne.cli import desk_keeping
from perenne.cli.console import say, word
from perenne.cli.speech import SpokenCommand, SpokenGroup
from perenne.cli.statuses import BAD_ANSWER, DONE
from perenne.model.bilingual import Bilingual
from perenne.model.errors import UsageError

if TYPE_CHECKING:
    from types import ModuleType

    from typer._click.core import Context

_NOBODY = "moi@exemple.invalid"
_EXAMPLES = word(
    "Exemples :\n\n\b\n  perenne desk --demo\n"
    "  perenne desk --email lina@exemple.fr --organisation 'Agence Méridienne'",
    "Examples:\n\n\b\n  perenne desk --demo\n"
    "  perenne desk --email lina@example.org --organisation 'Meridian Agency'",
)
_VERIFY_EXAMPLES = word(
    "Exemple :\n\n\b\n  perenne desk verify-journal", "Example:\n\n\b\n  perenne desk verify-journal"
)


def add_to(app: typer.Typer) -> None:
    """Add the command and its verb to ``app``."""
    desk = typer.Typer(
        cls=SpokenGroup,
        rich_markup_mode=None,
        invoke_without_command=True,
        help=word(
            "Ouvre le bureau de l’équipe dans le navigateur ; la première fois, crée données et lien d’entrée.",
            "Open the team’s desk in the browser; the first time, make its data and a link to enter.",
        ),
        epilog=_EXAMPLES,
    )
    desk.callback()(open_desk)
    desk.command(
        "verify-journal",
        cls=SpokenCommand,
        help=word(
            "Relit tout le journal : la chaîne tient-elle ? (statut 0, sinon 1)",
            "Read the whole journal again: does the chain hold? (status 0, else 1)",
        ),
        epilog=_VERIFY_EXAMPLES,
    )(verify_journal)
    desk_keeping.add_to(desk)
    app.add_typer(desk, name="desk")


def open_desk(
    context: typer.Context,
    port: int = typer.Option(
        desk_keeping.PORT, min=1, max=65_535, help=word("Port sur cette machine.", "Port on this machine.")
    ),
    email: str = typer.Option(
        _NOBODY,
        metavar=word("ADRESSE", "ADDRESS"),
        show_default=False,
        help=word("Adresse de la première personne.", "Address of the first person."),
    ),
    organisation: str = typer.Option(
        "",
        metavar=word("NOM", "NAME"),
        show_default=False,
        help=word("Nom de l’organisation.", "Name of the organisation."),
    ),
    demo: bool = typer.Option(
        False,
        "--demo",
        help=word(
            "Remplit un bureau vide de deux ans d’une agence inventée.",
            "Fill an empty desk with two years of an invented agency.",
        ),
    ),
) -> int:
    """Prepare, found where nobody is there yet, and serve."""
    if _goes_on(context):
        return DONE
    launch = launched()
    launch.prepare(say)
    named = organisation or word("Mon organisation", "My organisation")
    token = launch.demonstrated(say) if demo else launch.found(launch.First(email, named))
    launch.serve(port, say, token)
    return DONE


def _goes_on(context: "Context") -> bool:
    return context.invoked_subcommand is not None


def verify_journal() -> int:
    launch = launched()
    launch.prepare(say)
    from perenne.desk.journal.acts import verify

    proof = verify()
    if proof.holds:
        said = f"{proof.acts} actes, empreinte {proof.head}", f"{proof.acts} acts, hash {proof.head}"
        say(Bilingual(fr=f"La chaîne tient : {said[0]}", en=f"The chain holds: {said[1]}"), proof.head)
        return DONE
    if proof.cut:
        missing = f"après l’acte {proof.acts}", f"after act {proof.acts}"
        say(Bilingual(fr=f"Des actes manquent {missing[0]}", en=f"Acts are missing {missing[1]}"))
        return BAD_ANSWER
    at = proof.broken.line if proof.broken else proof.altered
    say(Bilingual(fr=f"La chaîne ne tient pas à l’acte {at}", en=f"The chain does not hold at act {at}"))
    return BAD_ANSWER


def launched() -> "ModuleType":
    """The desk's own module; raises ``UsageError`` where its extra is not installed."""
    try:
        import django  # noqa: F401  # asked for here, so that its absence is said and not met later

        from perenne.desk import launch
    except ModuleNotFoundError as missing:
        raise UsageError(
            fr=f"le bureau demande l’extra « desk » : pip install 'perenne[desk]' ({missing.name} manque)",
            en=f"the desk needs the extra “desk”: pip install 'perenne[desk]' ({missing.name} is missing)",
        ) from None
    return launch
