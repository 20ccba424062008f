"""What can never have happened is no event: days of no year, amounts that are none, decisions of nobody."""

from datetime import date
from typing import Any

import msgspec
import pytest

from perenne.model.event import Event
from perenne.model.wire import RecordError, decode, encode

KINDS: dict[str, dict[str, Any]] = {
    "opened": {"creator": {"handle": "nine.exemple"}, "advertiser": {"name": "Zibellou SAS"}},
    "agreed": {"agreement": "C-1", "terms": {}},
    "amended": {"agreement": "C-1", "terms": {"fee": {"amount": "1.00"}}},
    "renewed": {"after": "C-1", "agreement": "C-2", "terms": {}},
    "ended": {},
    "given": {"form": "product"},
    "valued": {"given": "e1", "value": {"amount": "80.00", "currency": "CHF"}, "value_eur": {"amount": "75.20"}},
    "published": {"platform": "instagram", "post_id": "Zx1"},
    "corrected": {"platform": "instagram", "post_id": "Zx1"},
    "invoiced": {"invoice": "F-1", "amount": {"amount": "10.00"}},
    "paid": {"invoice": "F-1", "amount": {"amount": "10.00"}},
    "sold": {"order": "#1", "channel": "awin", "code": "NINE10", "state": "pending"},
    "incident": {"what": "late brief"},
    "decided": {"about": "C-1", "choice": "stop", "reason": "budget"},
}


def _line(kind: str, on: str = "2026-02-28", **more: Any) -> bytes:
    what = {"kind": kind} | KINDS[kind] | more
    return msgspec.json.encode(
        {"perenne": "event/1", "id": "e2", "partnership": "P-1", "on": on, "by": "Ana Zibel", "what": what}
    )


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_the_same_after_a_journey(kind: str) -> None:
    event = decode(Event, _line(kind))
    assert decode(Event, encode(event)) == event
    assert event.on == date(2026, 2, 28)


def test_every_kind_is_tried_here() -> None:
    (field,) = (each for each in msgspec.structs.fields(Event) if each.name == "what")
    assert {each.__struct_config__.tag for each in field.type.__args__} == set(KINDS)


@pytest.mark.parametrize(
    "day", ["1989-12-31", "2201-01-01", "9999-12-31", "2026-02-29", "2026-02-28T23:00:00-10:00", ""]
)
def test_a_day_of_no_year_of_the_trade_or_of_no_calendar_is_refused(day: str) -> None:
    with pytest.raises(RecordError):
        decode(Event, _line("ended", on=day))


@pytest.mark.parametrize(
    ("kind", "more"),
    [
        ("agreed", {"terms": {"to": "9999-12-31"}}),
        ("agreed", {"terms": {"exclusivity": [{"category": "x", "to": "9999-12-31"}]}}),
        ("agreed", {"terms": {"rights": [{"media": "x", "from": "1900-01-01"}]}}),
        ("agreed", {"terms": {"deliverables": [{"id": "x", "due": "9999-12-31"}]}}),
        ("corrected", {"asked_on": "1900-01-01"}),
        ("invoiced", {"due": "9999-12-31"}),
    ],
)
def test_no_day_inside_lies_outside_those_years(kind: str, more: dict[str, Any]) -> None:
    with pytest.raises(RecordError, match="expected a day between 1990 and 2200"):
        decode(Event, _line(kind, **more))


@pytest.mark.parametrize(
    "amount", ["-0.01", "NaN", "sNaN", "Infinity", "1e308", "1E+3", "0.001", "1000000000000", "", "x"]
)
def test_an_amount_that_nobody_ever_paid_is_refused(amount: str) -> None:
    for kind in ("valued", "given", "sold"):
        more: dict[str, Any] = {"net" if kind == "sold" else "value": {"amount": amount}}
        with pytest.raises(RecordError):
            decode(Event, _line(kind, **more))


def test_an_amount_as_a_number_keeps_its_cents_or_is_refused() -> None:
    with pytest.raises(RecordError):
        decode(Event, _line("valued", value={"amount": 1e308}))
    (whole,) = [decode(Event, _line("valued", value={"amount": 12})).what]
    assert str(whole.value.amount) == "12"  # type: ignore[union-attr]
