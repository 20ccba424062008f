"""What the law that is known already will say of a text, and only where that is worse than today."""

from datetime import date

import pytest

from perenne.audit.coming import coming
from perenne.audit.judgement import Knowledge
from perenne.law.rulebook import rulebook
from perenne.model.post import Post
from perenne.model.wire import convert

KNOWLEDGE = Knowledge(rulebook())


def _post(sector: str) -> Post:
    advertiser = {"name": "Belorso", "handles": ["belorso"], "sectors": [sector]}
    deal = {"consideration": "yes", "forms": ["money"], "requested": True, "advertiser": advertiser}
    record = {"platform": "instagram", "post_id": "1", "published_at": "2026-12-01", "account": {"country": "FR"}}
    return convert(Post, {**record, "text": "Publicité. Mon haul chez @belorso", "deal": deal})


def test_a_ban_that_is_voted_and_not_in_force_is_told_with_its_day() -> None:
    (told,) = coming(_post("ultra_fast_fashion"), KNOWLEDGE, date(2026, 12, 1))
    assert (told.start, told.finding.rule, told.finding.basis) == (
        date(2027, 1, 1),
        "fr.fashion.ultra_express",
        "as_of",
    )


@pytest.mark.parametrize(
    ("sector", "day"), [("ultra_fast_fashion", date(2027, 1, 1)), ("cosmetics", date(2026, 12, 1))]
)
def test_nothing_is_told_of_law_that_holds_already_or_says_nothing_of_the_text(sector: str, day: date) -> None:
    assert coming(_post(sector), KNOWLEDGE, day) == ()


def test_what_was_worse_once_and_will_be_better_is_no_warning() -> None:
    told = coming(_post("fashion"), KNOWLEDGE, date(2024, 1, 1))
    assert all(each.start > date(2024, 1, 1) for each in told)
    assert len({(each.finding.rule, each.finding.part, each.finding.verdict) for each in told}) == len(told)
