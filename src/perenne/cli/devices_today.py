"""The day of today, for the one command that may ask the clock: a proof must not stay fresh because nobody said
which day it is."""

from datetime import UTC, date, datetime

from perenne.dated.civil import civil_day


def today() -> date:
    return civil_day(datetime.now(UTC).isoformat()).day
