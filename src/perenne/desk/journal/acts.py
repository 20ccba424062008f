"""Adding an act to the chain, shredding a person's words, and proving that the chain holds."""

import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

import msgspec
from django.db import transaction
from django.utils import timezone

from perenne.chain import START, Break, Json, linked, sha256
from perenne.desk.journal.models import Act, Head, Word

_AT_ONCE = 2_000


@dataclass(frozen=True, slots=True)
class Author:
    """Who acts: ``ref`` names the person in the chain (``person:7``, ``desk``) and says nothing of them; ``name`` is
    a word that can be shredded. ``source``: ``page``, ``api`` or ``job``."""

    ref: str
    name: str
    organisation: int | None
    source: str = "page"


class Overtaken(Exception):
    """Somebody else acted on the thing since the page was read; nothing was changed."""


def record(
    author: Author,
    verb: str,
    thing: str,
    facts: Mapping[str, Json] | None = None,
    words: Mapping[str, str] | None = None,
    about: str = "",
) -> Act:
    """Add an act to the chain, within the transaction of what it tells of.

    ``facts`` say nothing of a person; ``words`` may, and are kept apart. ``about``: the person that the words, but
    for the author's name, are about.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("an act is recorded in the transaction of what it tells of")
    head, _ = Head.objects.select_for_update().get_or_create(pk=1, defaults={"n": 0, "hash": START})
    kept = {"actor": author.name, **(words or {})}
    salts = {name: secrets.token_hex(16) for name in kept}
    at = timezone.now().astimezone(UTC)
    content: dict[str, Json] = {
        "actor": author.ref,
        "at": _written(at),
        "facts": dict(facts or {}),
        "organisation": author.organisation,
        "source": author.source,
        "thing": thing,
        "verb": verb,
        "words": {name: committed(salts[name], text) for name, text in kept.items()},
    }
    line = linked(content, head.n + 1, head.hash)
    act = Act.objects.create(
        n=head.n + 1,
        at=at,
        organisation=author.organisation,
        actor=author.ref,
        verb=verb,
        thing=thing,
        line=line.decode(),
        hash=sha256(line),
    )
    Word.objects.bulk_create(
        Word(act=act, name=name, about=author.ref if name == "actor" else about, salt=salts[name], text=text)
        for name, text in kept.items()
    )
    head.n, head.hash = act.n, act.hash
    head.save(update_fields=("n", "hash"))
    return act


def committed(salt: str, text: str) -> str:
    """What the chain holds in place of ``text``."""
    return sha256(f"{salt}:{text}".encode())


def _written(at: datetime) -> str:
    return at.isoformat(timespec="microseconds").replace("+00:00", "Z")


def shred(author: Author, about: str) -> int:
    """Remove every word of or about the person ``about``; the acts stay. Returns how many words went."""
    with transaction.atomic():
        gone = Word.objects.filter(about=about, shredded=False).update(text="", salt="", shredded=True)
        record(author, "person.shred", about, {"words": gone})
    return gone


@dataclass(frozen=True, slots=True)
class Proof:
    """What a verification of the journal found: how many acts, the last hash, and the first thing that is wrong."""

    acts: int
    head: str
    broken: Break | None = None
    altered: int | None = None
    cut: bool = False

    @property
    def holds(self) -> bool:
        return self.broken is None and self.altered is None and not self.cut


def verify() -> Proof:
    """Read the whole chain again: each line behind the one before, each word as it was committed, none cut off."""
    before, n = START, 0
    for act in Act.objects.order_by("n").prefetch_related("words").iterator(_AT_ONCE):
        n += 1
        line = act.line.encode()
        content = _content(line)
        if content is None or sha256(line) != act.hash:
            return Proof(n, before, broken=Break(n, "not_canonical"))
        if linked(content["act"], n, before) != line or act.n != n:
            return Proof(n, before, broken=Break(n, "not_chained"))
        if not _repeats(act, content["act"]) or not all(_as_committed(act, content["act"])):
            return Proof(n, before, altered=n)
        before = act.hash
    head = Head.objects.filter(pk=1).first()
    return Proof(n, before, cut=((head.n, head.hash) if head else (0, START)) != (n, before))


def _content(line: bytes) -> dict[str, dict[str, Json]] | None:
    try:
        read = msgspec.json.decode(line, type=dict[str, object])
    except msgspec.DecodeError:
        return None
    return read if isinstance(read.get("act"), dict) else None  # type: ignore[return-value]


def _repeats(act: Act, content: Mapping[str, Json]) -> bool:
    """Whether the columns that are searched say what the line says."""
    at = _written(act.at.astimezone(UTC))
    shown = (act.actor, act.verb, act.thing, act.organisation, at)
    return shown == tuple(content.get(name) for name in ("actor", "verb", "thing", "organisation", "at"))


def _as_committed(act: Act, content: Mapping[str, Json]) -> Iterator[bool]:
    kept = content.get("words")
    words = {word.name: word for word in act.words.all()}
    yield isinstance(kept, Mapping) and set(words) == set(kept)
    for name, word in words.items():
        yield word.shredded or (isinstance(kept, Mapping) and committed(word.salt, word.text) == kept.get(name))
