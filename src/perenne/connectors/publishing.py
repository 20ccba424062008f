"""Publishing: prepared, looked at, approved by somebody named, sent once; each step in the ledger with the same hash.

What waits lies in a folder for its owner alone: the message, and copies of its files.
"""

import os
import re
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

import msgspec

from perenne.chain import sha256
from perenne.connectors.collecting import Handset, Heard, in_memory, ran, relay_of
from perenne.connectors.described import Connector, check_text
from perenne.connectors.said import Published, Stop, Task
from perenne.handset.ledger import Ledger
from perenne.handset.message import Medium, Publish, intent
from perenne.model.errors import DataError, UsageError
from perenne.model.refused import why

_HASH = re.compile(r"[0-9a-f]{64}\Z")
_LARGEST = 16 * 2**20
_LONGEST = 100_000
_KINDS = {b"\xff\xd8\xff": "image/jpeg", b"\x89PNG\r\n\x1a\n": "image/png", b"GIF8": "image/gif"}


class File(NamedTuple):
    """A file that goes with a message, and what it shows, in words."""

    path: Path
    alt: str = ""


class Message(NamedTuple):
    """What somebody wants published; ``disclosure``: the words of ``text`` that say that it is paid."""

    account: str
    instance: str
    text: str
    language: str = ""
    disclosure: str = ""
    schedule: str = ""
    files: Sequence[File] = ()


def prepare(connector: Connector, handset: str, message: Message, folder: Path, ledger: Ledger) -> Publish:
    """The message as it will be, kept in ``folder``; the ledger says that it can be looked at. Raises
    ``UsageError``."""
    _check(connector, message)
    contents = [_content(each.path) for each in message.files]
    media = tuple(
        Medium(sha256(content), len(content), _kind(content, each.path), each.alt)
        for each, content in zip(message.files, contents, strict=True)
    )
    publish = Publish(
        intent(),
        connector.name,
        handset,
        message.account,
        message.instance,
        message.text,
        message.language,
        message.disclosure,
        message.schedule,
        media,
    )
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for medium, content in zip(media, contents, strict=True):
        _write(folder / medium.sha256, content)
    _write(folder / f"{publish.preview}.json", msgspec.json.encode(publish))
    ledger.add(handset, "previewed", connector=connector.name, told=publish.preview)
    return publish


def prepared(folder: Path, preview: str) -> Publish:
    """The message with the hash ``preview``; raises ``UsageError`` and ``DataError``."""
    try:
        content = (folder / f"{preview}.json").read_bytes() if _HASH.match(preview) else b""
        publish = msgspec.json.decode(content, type=Publish) if content else None
    except FileNotFoundError:
        publish = None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise _changed() from None
    if publish is None:
        raise UsageError(
            fr="aucun message préparé ne porte cette empreinte : « perenne handset preview » la donne",
            en="no prepared message bears this hash: “perenne handset preview” gives it",
        )
    if publish.preview != preview:
        raise _changed()
    return publish


def approve(publish: Publish, by: str, ledger: Ledger) -> None:
    """``by`` looked at ``publish`` and wants it so. Raises ``UsageError``."""
    if not by.strip() or len(by) > 100 or not by.isprintable():
        raise UsageError(fr="--by attend le nom de qui approuve", en="--by takes the name of who approves")
    if "previewed" not in _told(ledger, publish.preview):
        raise UsageError(
            fr="le registre ne dit pas que ce message a été montré : préparez-le à nouveau",
            en="the ledger does not say that this message was shown: prepare it again",
        )
    ledger.add(publish.handset, "approved", connector=publish.connector, told=publish.preview, by=by.strip())


def publish(publish: Publish, connector: Connector, handset: Handset, folder: Path) -> Published | Stop:
    """Send what was approved, once. Raises ``UsageError`` where the ledger does not hold both steps, and
    ``Broken``."""
    told = _told(handset.ledger, publish.preview)
    if not {"previewed", "approved"} <= told:
        raise UsageError(
            fr="personne n’a approuvé ce message : « perenne handset approve » après l’avoir regardé",
            en="nobody approved this message: “perenne handset approve”, after looking at it",
        )
    manifest = connector.manifest(publish.instance)
    heard = Heard()
    relay = relay_of(manifest, handset, heard)
    relay.approved, relay.publish = publish.preview, publish
    with ExitStack() as held:
        relay.media = {
            each.sha256: held.enter_context(in_memory((folder / each.sha256).read_bytes())) for each in publish.media
        }
        task = _task(publish, connector, handset, dict(relay.media))
        said = list(ran(connector, publish.instance, task, handset, heard, relay))
        last = said[-1]
    return last if isinstance(last, Published | Stop) else Stop("connector")


def _task(publish: Publish, connector: Connector, handset: Handset, media: dict[str, int]) -> Task:
    tokens = handset.tokens
    return Task(
        connector=connector.name,
        relay=-1,
        hosts=connector.manifest(publish.instance).hosts,
        account=publish.account,
        until=handset.now().isoformat(timespec="seconds").replace("+00:00", "Z"),
        auth=tokens.best() if tokens is not None else None,
        publish=publish,
        media=media,
    )


def _check(connector: Connector, message: Message) -> None:
    manifest = connector.manifest(message.instance)
    for each in (*message[:-1], *(file.alt for file in message.files)):
        check_text(each)
    if not any(route.publishes for route in manifest.routes):
        raise UsageError(
            fr=f"« {connector.name} » ne publie pas, il lit seulement",
            en=f"“{connector.name}” does not publish, it only reads",
        )
    if message.schedule and not any("schedule" in route.says.values() for route in manifest.routes):
        raise UsageError(
            fr=f"« {connector.name} » publie tout de suite : retirez --schedule",
            en=f"“{connector.name}” publishes at once: leave out --schedule",
        )
    if not message.text.strip() or len(message.text) > _LONGEST:
        raise UsageError(fr="le message est vide, ou trop long", en="the message is empty, or too long")
    if message.disclosure not in message.text:
        raise UsageError(
            fr="la mention donnée à --disclosure ne figure pas dans le texte, mot pour mot",
            en="the mention given to --disclosure does not stand in the text, word for word",
        )
    if message.files and not any(route.media for route in manifest.routes):
        raise UsageError(
            fr=f"« {connector.name} » ne publie pas de fichiers", en=f"“{connector.name}” publishes no files"
        )
    if any("\r" in each.alt or "\n" in each.alt for each in message.files):
        raise UsageError(fr="une description tient sur une ligne", en="a description stands on one line")


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > _LARGEST:
            raise UsageError(
                fr=f"« {path} » dépasse {_LARGEST // 2**20} Mio : réduisez-le",
                en=f"“{path}” is over {_LARGEST // 2**20} MiB: make it smaller",
            )
        return path.read_bytes()
    except OSError as problem:
        raise UsageError(
            fr=f"impossible de lire « {path} » ({why(problem).fr})", en=f"cannot read “{path}” ({why(problem).en})"
        ) from None


def _kind(content: bytes, path: Path) -> str:
    """By what stands in it, never by its name."""
    found = next((kind for magic, kind in _KINDS.items() if content.startswith(magic)), None)
    if found is None:
        raise UsageError(
            fr=f"« {path} » n’est pas une image JPEG, PNG ou GIF", en=f"“{path}” is no JPEG, PNG or GIF picture"
        )
    return found


def _told(ledger: Ledger, preview: str) -> set[str]:
    return {entry.event for _, entry in ledger.entries() if entry.told == preview}


def _write(file: Path, content: bytes) -> None:
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    with os.fdopen(descriptor, "wb") as writing:
        writing.write(content)


def _changed() -> DataError:
    return DataError(
        fr="ce message a changé depuis qu’il a été préparé : préparez-le à nouveau",
        en="this message changed since it was prepared: prepare it again",
    )
