"""Every event of a partnership, a line each: what the page says rests on these, and on nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from perenne.model.event import (
    Agreed,
    Amended,
    Corrected,
    Decided,
    Ended,
    Given,
    Incident,
    Invoiced,
    Opened,
    Paid,
    Published,
    Renewed,
    Sold,
    Terms,
    Valued,
    What,
)
from perenne.partnerships.consideration import advertiser_name
from perenne.partnerships.trace import Traced
from perenne.report.book import names
from perenne.report.book.proof import anchor
from perenne.report.book.terms import span
from perenne.report.book.words import WORDS
from perenne.report.names import platform_name, verdict_word
from perenne.report.post_view import NAME, SENTENCE
from perenne.report.visible import clipped
from perenne.report.voice import Said, Voice, sentence_case


@dataclass(frozen=True, slots=True)
class EventRow:
    """``details`` in order: words of ours (``Said``) and of other people."""

    anchor: str
    id: str
    day: Said
    kind: Said
    details: tuple[str, ...]
    note: str | None
    by: str | None
    line: Said
    source: str | None


@dataclass(frozen=True, slots=True)
class YearOfEvents:
    year: int
    events: tuple[EventRow, ...]


def years(traced: Sequence[Traced], voice: Voice) -> tuple[YearOfEvents, ...]:
    """In the order of days; what happened on one day, in the order of recording. Orders have a list of their own."""
    return tuple(
        YearOfEvents(year, tuple(_row(each, number, voice) for number, each in inside))
        for year, inside in groupby(_by_day(traced, orders=False), key=lambda pair: pair[1].event.on.year)
    )


def orders(traced: Sequence[Traced], voice: Voice) -> tuple[EventRow, ...]:
    return tuple(_row(each, number, voice) for number, each in _by_day(traced, orders=True))


def _by_day(traced: Sequence[Traced], *, orders: bool) -> list[tuple[int, Traced]]:
    numbered = [pair for pair in enumerate(traced, 1) if isinstance(pair[1].event.what, Sold) == orders]
    return sorted(numbered, key=lambda pair: (pair[1].event.on, pair[0]))


def _row(traced: Traced, number: int, voice: Voice) -> EventRow:
    event = traced.event
    kind = event.what.__struct_config__.tag
    return EventRow(
        anchor=anchor(number),
        id=clipped(event.id, NAME),
        day=voice.day(event.on),
        kind=sentence_case(voice.say(names.KINDS[str(kind)])),
        details=tuple(
            each if isinstance(each, Said) else clipped(each, SENTENCE)
            for each in _details(event.what, voice)
            if each
        ),
        note=clipped(event.note, SENTENCE) if event.note else None,
        by=clipped(event.by, NAME) if event.by else None,
        line=voice.say(WORDS["events.line"], batch=traced.batch.id, line=traced.line),
        source=_source(traced, voice),
    )


def _source(traced: Traced, voice: Voice) -> str | None:
    source = traced.event.source
    file = source.file or traced.batch.of
    if file is None:
        return None
    name = clipped(file, NAME)
    return f"{name}, {voice.say(WORDS['source.line'], line=source.line)}" if source.line else name


def _details(what: What, voice: Voice) -> list[str | None]:
    match what:
        case Opened():
            return [what.creator.handle, advertiser_name(what.advertiser)]
        case Agreed() | Amended():
            return [what.agreement, *_terms(what.terms, voice)]
        case Renewed():
            return [f"{what.after} → {what.agreement}", *_terms(what.terms, voice)]
        case Ended():
            return [what.agreement]
        case Given():
            value = names.amount(what.value, voice) if what.value else voice.say(WORDS["gifts.unvalued"])
            return [voice.say(names.FORMS[what.form]), value, what.what, what.objective]
        case _:
            return _later(what, voice)


def _later(
    what: Valued | Published | Corrected | Invoiced | Paid | Sold | Incident | Decided, voice: Voice
) -> list[str | None]:
    """What followed on an agreement or a gift."""
    match what:
        case Published() | Corrected():
            verdict = Said(verdict_word(what.verdict, voice.language).lower()) if what.verdict else None
            return [Said(platform_name(what.platform, voice.language)), what.post_id, verdict]
        case Invoiced() | Paid():
            return [what.invoice, names.amount(what.amount, voice)]
        case Valued():
            return [what.given, names.amount(what.value, voice)]
        case Sold():
            return [what.code, what.order, names.amount(what.net, voice) if what.net else None]
        case Incident():
            return [what.what]
        case Decided():
            return [what.about, voice.say(names.CHOICES[what.choice]), what.reason]


def _terms(terms: Terms, voice: Voice) -> list[str | None]:
    held = span(terms.from_, terms.to, voice) if terms.from_ or terms.to else None
    word = voice.say(WORDS["events.exclusive"])
    exclusive = [
        f"{word} {names.stated(one.category, voice)}, {span(one.from_, one.to, voice)}" for one in terms.exclusivity
    ]
    return [terms.title, held, *exclusive]
