"""Moments, counts and durations as the YouTube Data API writes them."""

import re

from perenne.model.bilingual import Bilingual
from perenne.model.post import check_moment
from perenne.model.wire import RecordError

NO_MOMENT = Bilingual(
    fr="date ou heure attendue, comme 2026-11-20T09:00:00Z",
    en="expected a date or a time such as 2026-11-20T09:00:00Z",
)


def moment(published_at: str | None, path: str) -> str | None:
    """RFC 3339 as it stands; raises ``RecordError`` where it is none."""
    if published_at is None:
        return None
    try:
        check_moment(published_at)
    except ValueError:
        raise RecordError(path, NO_MOMENT) from None
    return published_at


_DIGITS = re.compile(r"[0-9]{1,18}\Z")


def count(value: str | int | None) -> int | None:
    """``statistics`` are texts of digits, absent where the owner hides them; a comment's are numbers."""
    return int(value) if value is not None and _DIGITS.match(str(value)) else None


_DURATION = re.compile(
    r"P(?:([0-9]{1,6})W)?(?:([0-9]{1,6})D)?"
    r"(?:T(?:([0-9]{1,6})H)?(?:([0-9]{1,6})M)?(?:([0-9]{1,6})S)?)?\Z"
)
_UNITS = (604_800, 86_400, 3_600, 60, 1)


def seconds(duration: str | None) -> float | None:
    """ISO 8601 as YouTube writes it (``PT21M7S``); ``P0D`` is a broadcast to come, and no duration."""
    parts = _DURATION.match(duration or "")
    total = sum(int(part or 0) * unit for part, unit in zip(parts.groups(), _UNITS, strict=True)) if parts else 0
    return float(total) if total else None
