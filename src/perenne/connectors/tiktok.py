"""What TikTok's three APIs have in common: their words for an error, and their envelope."""

from collections.abc import Mapping
from datetime import date, timedelta

import msgspec

from perenne.connectors.asking import stopped
from perenne.connectors.paging import Run

CODES: Mapping[str, str] = {
    "access_token_invalid": "token",
    "scope_not_authorized": "forbidden",
    "scope_permission_missed": "forbidden",
    "rate_limit_exceeded": "rate",
    "daily_quota_limit_exceeded": "quota",
    "internal_error": "busy",
    "not_found": "missing",
}
_WINDOW = timedelta(days=29)


class Error(msgspec.Struct):
    code: str | None = None


def window(run: Run, start: str | None) -> tuple[date, date]:
    """The stretch of days that begins on ``start``, else on the first that was asked for; at most thirty. Raises
    ``Stopped`` where nobody said from when."""
    if run.task.since is None:
        raise stopped("since")
    first = date.fromisoformat(start or run.task.since)
    return first, min(first + _WINDOW, date.fromisoformat(run.task.until))


def after(run: Run, last: date) -> dict[str, str] | None:
    """The position of the stretch that follows ``last``; ``None``: that is to come."""
    following = last + timedelta(days=1)
    return {"start": following.isoformat()} if following.isoformat() <= run.task.until else None


def compact(day: date) -> str:
    return day.isoformat().replace("-", "")
