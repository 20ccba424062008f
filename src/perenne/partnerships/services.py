"""Services of a partnership: the days on which the creator did something for the advertiser."""

from collections.abc import Iterable
from datetime import date

from perenne.partnerships.partnership import Partnership, Publication


def services(partnership: Partnership, on: date, burst_days: int) -> list[date]:
    """The first day of each service until ``on``. Posts of one agreement that follow each other within
    ``burst_days`` make one."""
    by_agreement: dict[str | None, list[date]] = {}
    for post in _until(partnership.publications, on):
        by_agreement.setdefault(post.published.what.agreement, []).append(post.published.on)
    return sorted(day for days in by_agreement.values() for day in _first_of_each_burst(days, burst_days))


def _until(posts: Iterable[Publication], on: date) -> Iterable[Publication]:
    return (post for post in posts if post.published.on <= on)


def _first_of_each_burst(days: list[date], burst_days: int) -> Iterable[date]:
    last: date | None = None
    for day in sorted(days):
        if last is None or (day - last).days > burst_days:
            yield day
        last = day
