"""What is asked of the ledger: of a day, a handset, a host; what left, and who approved it."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from perenne.handset.ledger import Ledger
from perenne.handset.left import Asked, lines

MOMENTS = [
    datetime(2026, 11, 23, 18, 4, tzinfo=UTC),
    datetime(2026, 11, 24, 7, 31, tzinfo=UTC),
]


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    """Two people approve a message, which leaves on the next day; another handset is refused something."""
    moment = [MOMENTS[0]]
    made = Ledger(tmp_path / "ledger.ndjson", lambda: moment[0])
    made.add("press", "previewed", told="a" * 64)
    made.add("press", "approved", told="a" * 64, by="Lina Moreau")
    made.add("press", "approved", told="a" * 64, by="Aude Garnier")
    made.add("press", "approved", told="b" * 64, by="Karim Benali")
    made.add("other", "approved", told="a" * 64, by="Noé Plé")
    moment[0] = MOMENTS[1]
    made.add("press", "published", told="a" * 64, connector="invented")
    made.add("press", "request", host="api.platform.example", method="POST", path="/v1/publish", bytes=212)
    made.add("other", "refused", host="elsewhere.example", method="POST", told="host")
    return made


def _numbers(ledger: Ledger, asked: Asked) -> list[int]:
    return [each.n for each in lines(ledger.entries(), asked)]


def test_everything_is_told_unless_something_is_asked_for(ledger: Ledger) -> None:
    assert _numbers(ledger, Asked()) == list(range(1, 9))
    assert _numbers(ledger, Asked(leaving=True)) == [6, 7]
    assert _numbers(ledger, Asked(on=date(2026, 11, 23))) == [1, 2, 3, 4, 5]
    assert _numbers(ledger, Asked(handset="other")) == [5, 8]
    assert _numbers(ledger, Asked(host="api.platform.example")) == [7]
    assert _numbers(ledger, Asked(on=date(2026, 11, 23), leaving=True)) == []


def test_what_was_published_says_who_approved_it_the_day_before(ledger: Ledger) -> None:
    (published, request) = lines(ledger.entries(), Asked(on=date(2026, 11, 24), leaving=True))
    assert published.approved_by == ("Lina Moreau", "Aude Garnier"), "of that message and that handset alone"
    assert request.approved_by == ()
