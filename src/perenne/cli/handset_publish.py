"""``perenne handset preview``, ``approve`` and ``publish``: nothing is shown to others that people did not see."""

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from perenne.cli import handset_kept
from perenne.cli.console import printable, say, say_what_is_awaited, word
from perenne.cli.handset_kept import ACCOUNT, CONNECTOR, HANDSET, INSTANCE, PASSPHRASE_FILE
from perenne.cli.speech import SpokenCommand
from perenne.cli.statuses import DONE, NOTHING_DONE
from perenne.model.bilingual import Bilingual
from perenne.model.errors import UsageError

if TYPE_CHECKING:
    from perenne.handset.message import Publish

_PREVIEW_EXAMPLES = word(
    """Exemples :

\b
  perenne handset preview mastodon --instance social.exemple --account lina --text message.txt
  perenne handset preview bluesky --account lina.exemple --text message.txt --media photo.jpg --alt "Une bougie" """,
    """Examples:

\b
  perenne handset preview mastodon --instance social.example --account lina --text message.txt
  perenne handset preview bluesky --account lina.example --text message.txt --media photo.jpg --alt "A candle" """,
)
_HASH = word("EMPREINTE", "HASH")
_APPROVE_EXAMPLES = word(
    'Exemple :\n\n\b\n  perenne handset approve 3f9a… --by "Lina Morel"',
    'Example:\n\n\b\n  perenne handset approve 3f9a… --by "Lina Morel"',
)
_PUBLISH_EXAMPLES = word(
    "Exemple :\n\n\b\n  perenne handset publish 3f9a…", "Example:\n\n\b\n  perenne handset publish 3f9a…"
)
PREVIEW = typer.Argument(..., metavar=_HASH, help=word("Que « preview » a donnée.", "That “preview” gave."))


def add_to(handset: typer.Typer) -> None:
    for name, command, fr, en, examples in (
        (
            "preview",
            preview,
            "Prépare un message et le montre tel qu’il partira, avec son empreinte.",
            "Prepare a message and show it as it will leave, with its hash.",
            _PREVIEW_EXAMPLES,
        ),
        (
            "approve",
            approve,
            "Montre un message préparé et inscrit au registre qui l’approuve.",
            "Show a prepared message and write in the ledger who approves it.",
            _APPROVE_EXAMPLES,
        ),
        (
            "publish",
            publish,
            "Publie un message approuvé, une seule fois.",
            "Publish an approved message, once.",
            _PUBLISH_EXAMPLES,
        ),
    ):
        handset.command(name, cls=SpokenCommand, help=word(fr, en), epilog=examples)(command)


def preview(
    connector: str = CONNECTOR,
    account: str = ACCOUNT,
    instance: str | None = INSTANCE,
    text: Path | None = typer.Option(
        None,
        "--text",
        metavar=word("FICHIER", "FILE"),
        help=word("Fichier du texte (entrée standard).", "File of the text (standard input)."),
    ),
    language: str = typer.Option(
        "", "--language", metavar="fr", help=word("Langue du texte.", "Language of the text.")
    ),
    disclosure: str = typer.Option(
        "",
        "--disclosure",
        metavar=word("MOTS", "WORDS"),
        help=word("La mention, telle que le texte la porte.", "The mention, as the text bears it."),
    ),
    schedule: str | None = typer.Option(
        None,
        "--schedule",
        metavar=word("MOMENT", "TIME"),
        help=word("Quand paraître : 2026-12-01T10:00Z.", "When to appear: 2026-12-01T10:00Z."),
    ),
    media: list[Path] = typer.Option(
        [], "--media", metavar=word("IMAGE", "PICTURE"), help=word("Répétable.", "May be repeated.")
    ),
    alt: list[str] = typer.Option(
        [],
        "--alt",
        metavar=word("MOTS", "WORDS"),
        help=word("Ce que montre chaque image, dans l’ordre.", "What each picture shows, in order."),
    ),
    handset: str = HANDSET,
) -> int:
    from perenne.connectors.publishing import File, Message, prepare

    if len(alt) > len(media):
        raise UsageError(fr="il y a plus de --alt que de --media", en="there are more --alt than --media")
    chosen = handset_kept.connector_named(connector)
    if chosen.source is not None:
        raise UsageError(
            fr="un connecteur à vous lit seulement : on publie avec ceux qui sont livrés",
            en="a connector of your own only reads: one publishes with those that come along",
        )
    described = [*alt, *[""] * (len(media) - len(alt))]
    files = [File(path, words) for path, words in zip(media, described, strict=True)]
    host, when = chosen.instance(instance), _moment(schedule)
    message = Message(account, host, _text(text), language, disclosure, when, files)
    made = prepare(chosen, handset, message, handset_kept.waiting(), handset_kept.ledger())
    _show(made)
    print(made.preview)
    return DONE


def approve(
    preview: str = PREVIEW,
    by: str = typer.Option(..., "--by", metavar=word("NOM", "NAME"), help=word("Qui approuve.", "Who approves.")),
) -> int:
    from perenne.connectors import publishing

    found = publishing.prepared(handset_kept.waiting(), preview)
    _show(found)
    publishing.approve(found, by, handset_kept.ledger())
    say(Bilingual(fr=f"Approuvé par {by}", en=f"Approved by {by}"), by)
    return DONE


def publish(preview: str = PREVIEW, passphrase_file: Path | None = PASSPHRASE_FILE) -> int:
    from perenne.cli.handset_run import standing_or_refused
    from perenne.connectors import publishing
    from perenne.connectors.collecting import Handset
    from perenne.connectors.said import Stop
    from perenne.connectors.stopping import sentence

    found = publishing.prepared(handset_kept.waiting(), preview)
    chosen = handset_kept.connector_named(found.connector)
    tokens = handset_kept.tokens_of(chosen, found.account, found.instance, found.handset, passphrase_file)
    own = Handset(found.handset, handset_kept.ledger(), standing_or_refused(), tokens, handset_kept.network())
    came = publishing.publish(found, chosen, own, handset_kept.waiting())
    if isinstance(came, Stop):
        why = sentence(came)
        say(Bilingual(fr=f"perenne : {why.fr}", en=f"perenne: {why.en}"))
        return NOTHING_DONE
    where = came.url or came.id
    say(Bilingual(fr=f"Publié : {where}", en=f"Published: {where}"), where)
    return DONE


def _moment(said: str | None) -> str:
    from datetime import UTC, datetime

    if said is None:
        return ""
    try:
        moment = datetime.fromisoformat(said)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise UsageError(
            fr=f"--schedule attend un moment et son fuseau, comme 2026-12-01T10:00+01:00, et non « {said} »",
            en=f"--schedule takes a time and its zone, such as 2026-12-01T10:00+01:00, and not “{said}”",
        )
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _text(file: Path | None) -> str:
    import sys

    try:
        if file is not None:
            return file.read_text(encoding="utf-8").rstrip("\n")
        say_what_is_awaited()
        return sys.stdin.buffer.read().decode().rstrip("\n")
    except (OSError, UnicodeDecodeError):
        raise UsageError(
            fr=f"impossible de lire le texte dans « {file or '-'} »", en=f"cannot read the text in “{file or '-'}”"
        ) from None


def _show(publish: "Publish") -> None:
    """All that was hashed, so that whoever approves has seen it; signs that command a terminal as their codes."""
    for line in publish.text.split("\n"):
        print(printable(f"  {line}"))
    for each in publish.media:
        size = word(f"{each.size} o", f"{each.size} B")
        print(printable(f"  [{each.type}, {size}] {each.alt}"))
    beside = [
        publish.connector,
        publish.account,
        publish.instance,
        publish.language,
        publish.disclosure,
        publish.schedule,
    ]
    print(printable("  — " + " · ".join(each for each in beside if each)))
