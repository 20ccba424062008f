"""``perenne handset``: the second phone."""

import typer

from perenne.cli import handset_ledger, handset_run, handset_selftest
from perenne.cli.console import word
from perenne.cli.speech import SpokenGroup


def add_to(app: typer.Typer) -> None:
    """Add the command and its verbs to ``app``."""
    handset = typer.Typer(
        cls=SpokenGroup,
        no_args_is_help=True,
        rich_markup_mode=None,
        help=word("Le second téléphone : un compartiment scellé.", "The second phone: a sealed compartment."),
    )
    handset_selftest.add_to(handset)
    handset_ledger.add_to(handset)
    handset_run.add_to(handset)
    app.add_typer(handset, name="handset")
