"""A capture file of Zeeschuimer, line by line: each goes to the payload module of its platform.

A file may mix platforms; ``source.reader`` of each record says which module read it. Lines of platforms that are not
read are counted by platform.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

import msgspec

from perenne.model.bilingual import Bilingual
from perenne.model.comment import Comment
from perenne.model.reject import Reject
from perenne.model.wire import RecordError
from perenne.readers.lines import LINE_LIMIT, Line, physical_lines, record_on
from perenne.readers.reading import Format, Item, Origin, Other, Says, Sensitive
from perenne.readers.zeeschuimer import instagram, threads, tiktok, tiktok_comments, x
from perenne.readers.zeeschuimer.envelope import PRIVATE, Envelope, Payload

PAYLOADS = (tiktok.PAYLOAD, tiktok_comments.PAYLOAD, instagram.PAYLOAD, threads.PAYLOAD, x.PAYLOAD)

_BY_PLATFORM = {platform: payload for payload in PAYLOADS for platform in payload.platforms}
_DECODERS = {payload.form: msgspec.json.Decoder(payload.envelope) for payload in PAYLOADS}

_TOKEN = Sensitive("token")
_PRIVATE = Sensitive("private_account")
_THIRD_PERSON = Sensitive("third_person")


class _Head(msgspec.Struct):
    source_platform: Any
    source_url: Any = None
    source_platform_url: Any = None
    user_agent: Any = None


def read(stream: BinaryIO, origin: Origin, limit: int = LINE_LIMIT) -> Iterator[Item]:
    """The posts and comments of ``stream``.

    Says once that the file holds tokens (an unread line may hold one too), private accounts or third persons.
    """
    said: set[Sensitive] = set()
    for line in physical_lines(stream, origin, limit):
        item, sensitive = _unread(line) if isinstance(line, Reject) else _item(line, origin)
        if not sensitive <= said:
            yield from sorted(sensitive - said)
            said |= sensitive
        yield item


def _unread(reject: Reject) -> tuple[Item, set[Sensitive]]:
    return reject, {_TOKEN}


def _item(line: Line, origin: Origin) -> tuple[Item, set[Sensitive]]:
    try:
        found = _at_once(line) or _in_two_steps(line)
        if isinstance(found, _Head):
            return _of_another_platform(found, line.number)
        payload, envelope = found
        item = payload.read(envelope, origin, line.number)
    except RecordError as problem:
        return _unread(Reject(origin.file, line.number, problem.path, problem.reason))
    return item, _sensitive(item, envelope)


_FIRST_KEYS = 2_000
_PLATFORM = re.compile(rb'"source_platform"\s*:\s*"([a-z0-9.-]{1,40})"')


def _at_once(line: Line) -> tuple[Payload, Envelope] | None:
    """The envelope on ``line`` where it says among its first keys whose payload it holds, and decodes as that."""
    guess = _PLATFORM.search(line.content, 0, _FIRST_KEYS)
    payload = _BY_PLATFORM.get(guess[1].decode()) if guess else None
    if payload is None:
        return None
    try:
        envelope: Envelope = _DECODERS[payload.form].decode(line.content)
    except (msgspec.DecodeError, RecursionError):
        return None
    return (payload, envelope) if envelope.source_platform in payload.platforms else None


def _in_two_steps(line: Line) -> tuple[Payload, Envelope] | _Head:
    """The same for every other line: what stands around the item, and then all of it, or why it cannot be read."""
    head = record_on(line, _Head)
    payload = _BY_PLATFORM.get(head.source_platform) if isinstance(head.source_platform, str) else None
    return head if payload is None else (payload, record_on(line, payload.envelope))


def _sensitive(item: Item, envelope: Envelope) -> set[Sensitive]:
    found = {_TOKEN} if envelope.tells_who_captured else set()
    if envelope.names_private_account or (isinstance(item, Other) and item.kind == PRIVATE):
        found.add(_PRIVATE)
    if isinstance(item, Comment) and item.by_creator is not True:
        found.add(_THIRD_PERSON)
    return found


_PLATFORM_NAME = re.compile(r"[a-z0-9][a-z0-9.-]{0,39}\Z")


def _of_another_platform(head: _Head, line: int) -> tuple[Item, set[Sensitive]]:
    platform = head.source_platform
    name = platform if isinstance(platform, str) and _PLATFORM_NAME.match(platform) else "?"
    about = {_THIRD_PERSON} if "comment" in name else set()
    envelope = Envelope(
        source_platform=name,
        source_url=head.source_url,
        source_platform_url=head.source_platform_url,
        user_agent=head.user_agent,
    )
    return Other(f"zeeschuimer {name}", line), about | _sensitive(Other(name, line), envelope)


_ENVELOPE_KEYS = frozenset({"nav_index", "item_id", "timestamp_collected", "source_platform_url"})


def _is_captured(record: Mapping[str, Any]) -> bool:
    return "source_platform" in record and not record.keys().isdisjoint(_ENVELOPE_KEYS)


def _card(payload: Payload) -> Format:
    def holds(record: Mapping[str, Any]) -> bool:
        platform = record.get("source_platform")
        return isinstance(platform, str) and platform in payload.platforms and _is_captured(record)

    return Format(
        name=payload.form,
        title=payload.title,
        read=read,
        versions=payload.versions,
        checked="code",
        says=payload.says,
        holds=holds,
    )


CARDS: tuple[Format, ...] = (
    *map(_card, PAYLOADS),
    Format(
        name="zeeschuimer/1",
        title=Bilingual(
            fr="captures Zeeschuimer d’autres plateformes, comptées seulement",
            en="Zeeschuimer captures of other platforms, only counted",
        ),
        read=read,
        versions=Bilingual(fr="NDJSON", en="NDJSON"),
        checked="code",
        says=Says(paid_label="no", ai_label="no", date="no", counts="no"),
        holds=_is_captured,
    ),
)
"""The format of a file is that of its first whole line; every one of them reads mixed files."""
