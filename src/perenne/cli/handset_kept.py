"""Where handsets keep what is theirs, and the words that open it."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from perenne.cli.console import say, word
from perenne.model.bilingual import Bilingual
from perenne.model.errors import UsageError

if TYPE_CHECKING:
    from perenne.connectors.collecting import Network
    from perenne.connectors.described import Connector
    from perenne.connectors.tokens import AccountTokens
    from perenne.handset.ledger import Ledger
    from perenne.handset.vault import Vault

PASSPHRASE = "PERENNE_HANDSET_PASSPHRASE"  # noqa: S105  # the name of a variable
USUAL = "main"
"""The handset where none is named."""

CONNECTOR = typer.Argument(
    ...,
    metavar=word("CONNECTEUR", "CONNECTOR"),
    help=word(
        "mastodon, bluesky, youtube, instagram, tiktok_display… ; ou le dossier du vôtre.",
        "mastodon, bluesky, youtube, instagram, tiktok_display…; or the folder of your own.",
    ),
)
ACCOUNT = typer.Option(..., "--account", metavar=word("NOM", "NAME"), help=word("Le compte.", "The account."))
INSTANCE = typer.Option(
    None,
    "--instance",
    metavar=word("HÔTE", "HOST"),
    help=word("Mastodon, Bluesky : l’hôte du compte.", "Mastodon, Bluesky: the account’s host."),
)
HANDSET = typer.Option(
    USUAL, "--handset", metavar=word("NOM", "NAME"), help=word("Le téléphone.", "The handset."), show_default=False
)
PASSPHRASE_FILE = typer.Option(
    None,
    "--passphrase-file",
    metavar=word("FICHIER", "FILE"),
    help=word(f"Phrase secrète du coffre ; ou {PASSPHRASE}.", f"Passphrase of the vault; or {PASSPHRASE}."),
)


def folder() -> Path:
    """Beside the user's keys."""
    from perenne.evidence.keys import folder as home

    place = home() / "handset"
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    return place


def ledger() -> "Ledger":
    from perenne.handset.ledger import Ledger

    return Ledger(folder() / "ledger.ndjson")


def waiting() -> Path:
    """Where messages wait for somebody's approval."""
    return folder() / "publish"


def connector_named(name: str) -> "Connector":
    """One of ours by its name, somebody's by its folder."""
    from perenne.connectors.described import connector, connector_in

    return connector_in(Path(name)) if os.sep in name or name in {".", ".."} else connector(name)


def say_what_it_may_ask(chosen: "Connector", host: str) -> None:
    """Who runs what another wrote sees whom it will speak to, and where it may send more than a question."""
    if chosen.source is None:
        return
    hosts, posts = ", ".join(chosen.hosts(host)), ", ".join(chosen.posts_to(host))
    say(
        Bilingual(fr=f"{chosen.name} ne parle qu’à : {hosts}", en=f"{chosen.name} speaks to none but: {hosts}"), hosts
    )
    if posts:
        say(
            Bilingual(
                fr=f"{chosen.name} peut y envoyer un contenu : {posts}",
                en=f"{chosen.name} may send content to: {posts}",
            ),
            posts,
        )


def network() -> "Network":
    from perenne.connectors.collecting import Network

    return Network()


def vault(passphrase_file: Path | None) -> "Vault":
    """Raises ``UsageError`` where the words do not open it."""
    from perenne.handset.vault import is_made, opened

    place = folder()
    return opened(place, lambda: _passphrase(passphrase_file, is_new=not is_made(place)))


def tokens_of(
    connector: "Connector", account: str, instance: str, handset: str, passphrase_file: Path | None
) -> "AccountTokens | None":
    """What is kept of the account; ``None`` where nothing is, and nothing is needed. Raises ``UsageError``."""
    from perenne.connectors.tokens import AccountTokens
    from perenne.handset.vault import names_in

    name = connector.keeps_as(account, instance)
    if name in names_in(folder(), handset):
        renewal = connector.manifest(instance).renewal
        return AccountTokens(vault(passphrase_file), handset, name, connector.described.tokens, renewal)
    if connector.described.needs_token:
        raise UsageError(
            fr=f"aucun jeton gardé pour « {account} » : perenne handset token put {connector.name} "
            f"--account {account}",
            en=f"no token kept for “{account}”: perenne handset token put {connector.name} --account {account}",
        )
    return None


def _passphrase(file: Path | None, *, is_new: bool) -> str:
    if file is not None:
        try:
            return file.read_text(encoding="utf-8").rstrip("\r\n")
        except (OSError, UnicodeDecodeError):
            raise UsageError(
                fr=f"impossible de lire la phrase secrète dans « {file} »",
                en=f"cannot read the passphrase in “{file}”",
            ) from None
    if said := os.environ.get(PASSPHRASE):
        return said
    if not sys.stdin.isatty():
        raise UsageError(
            fr=f"le coffre demande sa phrase secrète : --passphrase-file, ou la variable {PASSPHRASE}",
            en=f"the vault asks for its passphrase: --passphrase-file, or the variable {PASSPHRASE}",
        )
    import getpass

    asked = getpass.getpass(word("Phrase secrète du coffre : ", "Passphrase of the vault: "))
    if is_new and getpass.getpass(word("La même encore : ", "The same again: ")) != asked:
        raise UsageError(fr="les deux phrases diffèrent : recommencez", en="the two differ: begin again")
    return asked
