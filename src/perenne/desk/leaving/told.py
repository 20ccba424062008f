"""The journal of one organisation as an export holds it: its acts as a chain of their own, and the words beside.

Where the desk is of one organisation alone these are the very lines of the desk's chain.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

import msgspec
from django.db.models import QuerySet

from perenne.chain import START, chained, first_break, sha256
from perenne.desk.journal.models import Act, Head, Word

_AT_ONCE = 2_000
_WORD = ("name", "about", "salt", "text", "shredded")


def acts(organisation: int, database: str) -> Iterator[bytes]:
    every = _acts(organisation, database).values_list("line", flat=True).iterator(_AT_ONCE)
    for line in chained(msgspec.json.decode(each)["act"] for each in every):
        yield line + b"\n"


def words(organisation: int, database: str) -> Iterator[bytes]:
    """The words, with the number of their act in the organisation's chain."""
    found = Word.objects.using(database).filter(act__organisation=organisation).order_by("act_id", "pk")
    act, n = None, 0
    numbers = iter(_acts(organisation, database).values_list("pk", flat=True).iterator(_AT_ONCE))
    for row in found.values("act_id", *_WORD).iterator(_AT_ONCE):
        while act != row["act_id"]:
            act, n = next(numbers), n + 1
        yield msgspec.json.encode({"act": n, **{name: row[name] for name in _WORD}}, order="sorted") + b"\n"


def _acts(organisation: int, database: str) -> "QuerySet[Act]":
    return Act.objects.using(database).filter(organisation=organisation).order_by("n")


def put_back(organisation: int, lines: Iterable[bytes], beside: Iterable[bytes]) -> int:
    """The acts and their words into an empty journal. Raises ``ValueError`` where the chain does not hold."""
    kept = [line.removesuffix(b"\n") for line in lines]
    if first_break(kept) is not None:
        raise ValueError("journal")
    Act.objects.bulk_create((_act(n, line, organisation) for n, line in enumerate(kept, 1)), batch_size=_AT_ONCE)
    Word.objects.bulk_create(map(_word, beside), batch_size=_AT_ONCE)
    Head.objects.create(pk=1, n=len(kept), hash=sha256(kept[-1]) if kept else START)
    return len(kept)


def _act(n: int, line: bytes, organisation: int) -> Act:
    told: dict[str, Any] = msgspec.json.decode(line)["act"]
    if told["organisation"] != organisation:
        raise ValueError("journal")
    return Act(
        n=n,
        at=datetime.fromisoformat(told["at"]),
        organisation=organisation,
        actor=told["actor"],
        verb=told["verb"],
        thing=told["thing"],
        line=line.decode(),
        hash=sha256(line),
    )


def _word(line: bytes) -> Word:
    row: dict[str, Any] = msgspec.json.decode(line, type=dict[str, Any])
    if set(row) != {"act", *_WORD}:
        raise ValueError("journal")
    return Word(act_id=row["act"], **{name: row[name] for name in _WORD})
