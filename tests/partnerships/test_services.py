"""A service is what the creator did for the advertiser at one time: posts of one agreement that follow each other."""

from datetime import date

from perenne.partnerships.fold import fold
from perenne.partnerships.services import services
from tests.partnerships.events import agreed, opened, published

ON = date(2026, 11, 24)


def _days(*posts: tuple[str, str | None], on: date = ON, burst: int = 14) -> list[str]:
    named = [
        published(f"r{number}", day, **({"agreement": agreement} if agreement else {}))
        for number, (day, agreement) in enumerate(posts)
    ]
    held = fold([opened(), agreed("C-1"), agreed("C-2"), *named])["P-1"]
    return [day.isoformat() for day in services(held, on, burst)]


def test_posts_of_one_agreement_close_in_time_are_one_service() -> None:
    assert _days(("2026-03-01", "C-1"), ("2026-03-10", "C-1"), ("2026-03-24", "C-1")) == ["2026-03-01"]
    assert _days(("2026-03-01", "C-1"), ("2026-03-15", "C-1"), ("2026-03-30", "C-1")) == ["2026-03-01", "2026-03-30"]


def test_another_agreement_is_another_service_on_the_same_day() -> None:
    assert _days(("2026-03-01", "C-1"), ("2026-03-01", "C-2"), ("2026-03-02", None)) == [
        "2026-03-01",
        "2026-03-01",
        "2026-03-02",
    ]


def test_the_order_of_recording_changes_nothing_and_the_future_does_not_count() -> None:
    assert _days(("2026-06-01", "C-1"), ("2026-03-01", "C-1")) == ["2026-03-01", "2026-06-01"]
    assert _days(("2026-06-01", "C-1"), ("2026-03-01", "C-1"), on=date(2026, 5, 31)) == ["2026-03-01"]
    assert _days() == []
