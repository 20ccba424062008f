"""What does not go together is shown with what it rests on; what the book does not know is asked."""

from datetime import date

from perenne.model.event import Creator, Ended, Event, Exclusivity, Opened
from perenne.model.post import Advertiser
from perenne.model.relation import Agent
from perenne.partnerships.conflicts import Conflict, conflicts
from perenne.partnerships.fold import fold
from tests.partnerships.events import agreed, event, published


def _brand(
    name: str, partnership: str, *categories: str, agent: Agent | None = None, creator: str = "nine.exemple"
) -> Event:
    advertiser = Advertiser(name=name, facts={"categories": list(categories)} if categories else {})
    what = Opened(creator=Creator(handle=creator), advertiser=advertiser, agent=agent)
    return event(what, "2025-01-02", partnership)


def _bound(partnership: str = "P-1", **window: object) -> Event:
    exclusivity = Exclusivity(category="Bougies", **window)  # type: ignore[arg-type]
    return agreed(partnership=partnership, from_=date(2026, 1, 1), to=date(2026, 12, 31), exclusivity=(exclusivity,))


def _found(*events: Event) -> list[Conflict]:
    return conflicts(list(fold(events).values()))


def _kinds(*events: Event) -> list[str]:
    return [each.kind for each in _found(*events)]


ZIBELLOU = _brand("Zibellou", "P-1", "bougies")
LORBEC = _brand("Maison Lorbec", "P-2", "BOUGIES", "savons")
UNKNOWN = _brand("Maison Lorbec", "P-2")
SOAP = _brand("Maison Lorbec", "P-2", "savons")


def test_a_post_for_a_competitor_within_the_window_breaks_the_exclusivity() -> None:
    (broken, *_) = _found(ZIBELLOU, LORBEC, _bound(), published("x", "2026-06-01", "P-2"))
    assert broken.kind == "exclusivity"
    assert broken.partnerships == ("P-1", "P-2")
    assert broken.on == date(2026, 6, 1)
    assert "C-1" in broken.says.fr
    assert "Maison Lorbec" in broken.says.fr
    assert len(broken.events) == 2, "the agreement and the post are the proof"


def test_a_post_outside_the_window_or_of_another_category_breaks_nothing() -> None:
    assert _kinds(ZIBELLOU, LORBEC, _bound(), published("x", "2025-06-01", "P-2")) == []
    assert _kinds(ZIBELLOU, SOAP, _bound(), published("x", "2026-06-01", "P-2")) == []
    late = _bound(to=date(2026, 5, 31))
    assert _kinds(ZIBELLOU, LORBEC, late, published("x", "2026-06-01", "P-2")) == []


def test_another_creator_is_not_bound() -> None:
    other = _brand("Maison Lorbec", "P-2", "bougies", creator="théo.exemple")
    assert _kinds(ZIBELLOU, other, _bound(), published("x", "2026-06-01", "P-2")) == []


def test_what_a_brand_sells_is_asked_where_the_book_does_not_say() -> None:
    (asked,) = _found(ZIBELLOU, UNKNOWN, _bound(), published("x", "2026-06-01", "P-2"))
    assert asked.kind == "exclusivity_unknown"
    assert asked.says.en.endswith("is it a competitor?")


def test_a_competitor_that_the_contract_names_needs_no_category() -> None:
    named = _bound(against=("MAISON LORBEC",))
    assert _kinds(ZIBELLOU, UNKNOWN, named, published("x", "2026-06-01", "P-2")) == ["exclusivity"]


def test_a_brand_does_not_compete_with_itself_in_another_partnership() -> None:
    again = _brand("ZIBELLOU", "P-2", "bougies")
    posts = (published("a", "2026-06-01", "P-1"), published("b", "2026-06-02", "P-2"))
    assert _kinds(ZIBELLOU, again, _bound(), *posts) == []


def test_an_exclusivity_of_no_written_category_is_a_question() -> None:
    window = Exclusivity(category="?", from_=date(2026, 1, 1), to=date(2026, 12, 31))
    (asked,) = _found(ZIBELLOU, SOAP, agreed(exclusivity=(window,)), published("x", "2026-06-01", "P-2"))
    assert asked.kind == "exclusivity_unknown"
    assert "does not say in which category" in asked.says.en


def test_an_exclusivity_without_an_end_ends_with_its_partnership() -> None:
    window = Exclusivity(category="bougies")
    bound = (ZIBELLOU, LORBEC, agreed(exclusivity=(window,)), published("x", "2026-06-01", "P-2"))
    assert _kinds(*bound) == ["exclusivity"]
    assert _kinds(*bound, event(Ended(), "2026-05-31")) == []


def test_an_agent_on_both_sides_is_shown_once() -> None:
    both = Agent(name="Agence Tilo", represents=("creator", "advertiser"))
    assert _kinds(_brand("Zibellou", "P-1", agent=both)) == ["agent_both_sides"]
    hers = Agent(name="Agence Tilo", represents=("creator",))
    theirs = Agent(name="agence tilo", represents=("advertiser",))
    assert _kinds(_brand("Zibellou", "P-1", agent=hers), _brand("Zibellou", "P-2", agent=theirs, creator="t")) == [
        "agent_both_sides"
    ]
    assert _kinds(_brand("Zibellou", "P-1", agent=hers), _brand("Lorbec", "P-2", agent=theirs, creator="t")) == []


def test_two_brands_of_one_category_close_in_time_are_shown_without_any_exclusivity() -> None:
    close = (published("a", "2026-06-01", "P-1"), published("b", "2026-06-20", "P-2"))
    far = (published("a", "2026-06-01", "P-1"), published("b", "2026-08-20", "P-2"))
    (one,) = _found(ZIBELLOU, LORBEC, *close)
    assert (one.kind, one.on) == ("competing", date(2026, 6, 20))
    assert "19" in one.says.fr
    assert _kinds(ZIBELLOU, LORBEC, *far) == []
