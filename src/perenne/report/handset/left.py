"""What left, as the last lines of the ledger: a table for whoever looks at the matrix beside it."""

from collections import deque
from collections.abc import Iterable
from typing import NamedTuple

from perenne.handset.ledger import Entry, Ledger
from perenne.handset.left import Asked, Line, lines
from perenne.report import days
from perenne.report.handset.words import COUNTS, EVENTS, WORDS, got
from perenne.report.voice import Said, Voice, sentence_case

SHOWN = 20
_TOLD = frozenset({"request", "published", "refused", "limit"})


class Left(NamedTuple):
    """The last acts by which something left, or was kept from leaving; how many lines there are in all, and the hash
    of the last."""

    lines: tuple[Line, ...]
    n: int
    head: str


class LineView(NamedTuple):
    at: Said
    css: str
    act: Said
    handset: str
    target: str
    host: str
    what: Said
    why: str
    by: str


class LeftView(NamedTuple):
    lines: tuple[LineView, ...]
    in_all: Said
    head: Said
    more: bool


def left(ledger: Ledger) -> Left:
    """Raises ``Broken`` where the ledger does not hold."""
    told = deque((each for each in lines(ledger.entries(), Asked()) if each.entry.event in _TOLD), maxlen=SHOWN)
    return Left(tuple(reversed(told)), *ledger.head())


def left_view(found: Left, voice: Voice) -> LeftView:
    return LeftView(
        tuple(_line(each, voice) for each in found.lines),
        voice.figures(COUNTS["left.lines"], found.n),
        voice.say(WORDS["left.head"], hash=f"{found.head[:8]}…"),
        len(found.lines) == SHOWN,
    )


def _line(line: Line, voice: Voice) -> LineView:
    entry = line.entry
    moment = days.moment(entry.at)
    at = f"{voice.day(moment.day)}, {entry.at[11:16]}" if moment else entry.at
    return LineView(
        at=Said(at),
        css="bad" if entry.event in {"refused", "limit"} else "",
        act=sentence_case(voice.say(EVENTS[entry.event])),
        handset=entry.handset,
        target=" ".join(each for each in (entry.method, entry.path) if each),
        host=entry.host,
        what=_what(entry, voice),
        why=_why(entry, voice),
        by=", ".join(line.approved_by) or entry.by,
    )


def _why(entry: Entry, voice: Voice) -> str:
    """A hash, or the name of a token, tells nothing to whoever reads this."""
    if entry.event in {"refused", "limit"}:
        return _joined((entry.purpose, voice.say(got(entry.told)) if entry.told else ""))
    return entry.purpose


def _what(entry: Entry, voice: Voice) -> Said:
    if entry.event in {"refused", "limit"}:
        return voice.say(WORDS["left.nothing"])
    told = [voice.figures(COUNTS["left.fields"], len(entry.fields))] if entry.fields else []
    told += [voice.figures(COUNTS["left.bytes"], entry.bytes)] if entry.bytes else []
    told += [] if entry.visible else [voice.say(WORDS["left.unseen"])]
    return Said(_joined(told) or "–")


def _joined(parts: Iterable[str]) -> str:
    return ", ".join(each for each in parts if each)
