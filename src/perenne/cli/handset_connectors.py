"""``perenne handset connectors``: which platforms can be read, and what for."""

import typer

from perenne.cli.console import printable, spoken, word
from perenne.cli.speech import SpokenCommand
from perenne.cli.statuses import DONE
from perenne.report.typography import typo

_EXAMPLES = word("Exemple :\n\n\b\n  perenne handset connectors", "Example:\n\n\b\n  perenne handset connectors")


def add_to(handset: typer.Typer) -> None:
    handset.command(
        "connectors",
        cls=SpokenCommand,
        help=word(
            "Les connecteurs livrés : ce qu’ils lisent, ce que nomme --account, de quel jour ils sont.",
            "The connectors that come along: what they read, what --account names, of which day they are.",
        ),
        epilog=_EXAMPLES,
    )(connectors)


def connectors() -> int:
    from perenne.connectors.described import connector, names

    for name in names():
        described = connector(name).described
        manifest = connector(name).manifest("instance.example")
        purpose = manifest.purpose[spoken()]
        title, account = described.title.said_in(spoken()), described.account.said_in(spoken())
        _print(word(f"{name:22} {title} : {purpose}", f"{name:22} {title}: {purpose}"))
        _print(word(f"{'':22} --account : {account}", f"{'':22} --account: {account}"))
        if described.instance is not None:
            host = described.instance.said_in(spoken())
            _print(word(f"{'':22} --instance : {host}", f"{'':22} --instance: {host}"))
        _print(f"{'':22} {manifest.checked_on}, {manifest.source}")
    return DONE


def _print(line: str) -> None:
    print(printable(typo(line, spoken())))
