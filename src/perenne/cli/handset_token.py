"""``perenne handset token``: what a platform is asked with, sealed on this machine."""

import sys
from pathlib import Path

import typer

from perenne.cli import handset_kept
from perenne.cli.console import printable, say, say_what_is_awaited, word
from perenne.cli.handset_kept import ACCOUNT, CONNECTOR, HANDSET, INSTANCE, PASSPHRASE_FILE
from perenne.cli.speech import SpokenCommand, SpokenGroup
from perenne.cli.statuses import DONE
from perenne.model.bilingual import Bilingual
from perenne.model.errors import UsageError

_MOST = 64 * 2**10
_PUT_EXAMPLES = word(
    """Exemples :

\b
  perenne handset token put mastodon --instance social.exemple --account lina --from jeton.txt
  perenne handset token put youtube --account @lina --from jetons.json
  pass show youtube/lina | perenne handset token put youtube --account @lina""",
    """Examples:

\b
  perenne handset token put mastodon --instance social.example --account lina --from token.txt
  perenne handset token put youtube --account @lina --from tokens.json
  pass show youtube/lina | perenne handset token put youtube --account @lina""",
)
_LIST_EXAMPLES = word("Exemple :\n\n\b\n  perenne handset token list", "Example:\n\n\b\n  perenne handset token list")
_REMOVE_EXAMPLES = word(
    "Exemple :\n\n\b\n  perenne handset token remove youtube --account @lina",
    "Example:\n\n\b\n  perenne handset token remove youtube --account @lina",
)


def add_to(handset: typer.Typer) -> None:
    token = typer.Typer(
        cls=SpokenGroup,
        no_args_is_help=True,
        rich_markup_mode=None,
        help=word("Garde les jetons des comptes, scellés.", "Keep the tokens of accounts, sealed."),
    )
    token.command(
        "put",
        cls=SpokenCommand,
        help=word(
            "Scelle un jeton, lu d’un fichier ou de l’entrée standard : un mot, ou un objet JSON de ses parts.",
            "Seal a token, read from a file or standard input: one word, or a JSON object of its parts.",
        ),
        epilog=_PUT_EXAMPLES,
    )(put)
    token.command(
        "list",
        cls=SpokenCommand,
        help=word("Ce qui est gardé, sans le dire.", "What is kept, without telling it."),
        epilog=_LIST_EXAMPLES,
    )(show)
    token.command(
        "remove", cls=SpokenCommand, help=word("Oublie un jeton.", "Forget a token."), epilog=_REMOVE_EXAMPLES
    )(remove)
    handset.add_typer(token, name="token")


def put(
    connector: str = CONNECTOR,
    account: str = ACCOUNT,
    instance: str | None = INSTANCE,
    source: Path | None = typer.Option(
        None,
        "--from",
        metavar=word("FICHIER", "FILE"),
        help=word("Fichier du jeton (entrée standard).", "File of the token (standard input)."),
    ),
    handset: str = HANDSET,
    passphrase_file: Path | None = PASSPHRASE_FILE,
) -> int:
    from perenne.connectors.tokens import AccountTokens, parts_of

    chosen = handset_kept.connector_named(connector)
    host = chosen.instance(instance)
    handset_kept.say_what_it_may_ask(chosen, host)
    parts = parts_of(_content(source))
    name = chosen.keeps_as(account, host)
    AccountTokens(handset_kept.vault(passphrase_file), handset, name).put(parts)
    told = ", ".join(sorted(parts))
    say(Bilingual(fr=f"Scellé pour {account} : {told}", en=f"Sealed for {account}: {told}"), account)
    return DONE


def _content(source: Path | None) -> bytes:
    try:
        if source is not None:
            with source.open("rb") as file:
                return file.read(_MOST)
        say_what_is_awaited()
        return sys.stdin.buffer.read(_MOST)
    except OSError:
        raise UsageError(
            fr=f"impossible de lire le jeton dans « {source} »", en=f"cannot read the token in “{source}”"
        ) from None


def show(handset: str = HANDSET) -> int:
    from perenne.handset.vault import names_in

    for name, (made, expires) in sorted(names_in(handset_kept.folder(), handset).items()):
        until = word(f", jusqu’au {expires}", f", until {expires}") if expires else ""
        print(printable(f"{name:40} {made}{until}"))
    return DONE


def remove(
    connector: str = CONNECTOR,
    account: str = ACCOUNT,
    instance: str | None = INSTANCE,
    handset: str = HANDSET,
    passphrase_file: Path | None = PASSPHRASE_FILE,
) -> int:
    from perenne.handset.vault import names_in

    chosen = handset_kept.connector_named(connector)
    name = chosen.keeps_as(account, chosen.instance(instance))
    if name not in names_in(handset_kept.folder(), handset):
        raise UsageError(fr=f"aucun jeton gardé pour « {account} »", en=f"no token kept for “{account}”")
    handset_kept.vault(passphrase_file).remove(handset, name)
    say(Bilingual(fr=f"Oublié : {account}", en=f"Forgotten: {account}"), account)
    return DONE
