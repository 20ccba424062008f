"""A fact in words: its value as people write it, its age, where it was read."""

from collections.abc import Mapping
from datetime import date

import msgspec

from perenne.desk.creators.kinds import KindOfFact, kinds
from perenne.desk.creators.models import Fact
from perenne.desk.web.words import COUNTS, WORDS
from perenne.report import days, names
from perenne.report.numerals import percent
from perenne.report.post_view import where
from perenne.report.visible import clipped
from perenne.report.voice import Said, Voice

_LONG, _MOST_COUNTRIES = 240, 4
_TWO_MONTHS, _TWO_YEARS = 62, 730
_DAYS_OF_A_MONTH, _DAYS_OF_A_YEAR = 30.44, 365.25


def value(fact: Fact, kind: KindOfFact, voice: Voice) -> str:
    """The value of ``fact``; words of a source stay as they are."""
    read = msgspec.json.decode(fact.value)
    match kind.kind, read:
        case "count", int():
            return voice.figure(read)
        case "count", [low, high]:
            return str(voice.say(WORDS["creators.band"], low=voice.figure(low), high=voice.figure(high)))
        case "shares", dict():
            return _shares(read, voice)
        case "yes_no", bool():
            return names.value_word(read, voice.language)
        case "country", str():
            return names.country_name(read, voice.language)
        case "role", str():
            return kinds().roles[read].said_in(voice.language)
        case "day", str():
            known = days.moment(read)
            return str(voice.day(known.day)) if known else read
        case "names", list():
            return clipped(", ".join(map(str, read)), _LONG)
        case _:
            return clipped(str(read), _LONG)


def _shares(shares: Mapping[str, float], voice: Voice) -> str:
    largest = sorted(shares.items(), key=lambda each: (-each[1], each[0]))[:_MOST_COUNTRIES]
    return ", ".join(
        str(voice.plain(f"{names.country_name(code, voice.language)} {percent(share)} %"))
        if voice.language == "fr"
        else f"{names.country_name(code, voice.language)} {percent(share)}%"
        for code, share in largest
    )


def age(observed: date | None, today: date, voice: Voice) -> Said:
    """How old a reading is, in words: the coarser, the older."""
    if observed is None:
        return voice.say(WORDS["creators.undated"])
    past = (today - observed).days
    if past <= 0:
        return voice.say(WORDS["creators.today"])
    if past < _TWO_MONTHS:
        return voice.figures(COUNTS["creators.days_ago"], past)
    if past < _TWO_YEARS:
        return voice.figures(COUNTS["creators.months_ago"], int(past / _DAYS_OF_A_MONTH))
    return voice.figures(COUNTS["creators.years_ago"], int(past / _DAYS_OF_A_YEAR))


def source(fact: Fact, voice: Voice) -> str:
    """The file and line, or the person who said so."""
    if fact.by is not None:
        return str(voice.say(WORDS["creators.said_by"], (fact.by.name,), name=fact.by.name))
    if not fact.file:
        return str(voice.say(WORDS["creators.no_source"]))
    return where(f"{fact.file}:{fact.line or 1}", voice)
