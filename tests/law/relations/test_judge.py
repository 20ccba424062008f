"""From a relation to findings: whatever the order, by the law of its own days, and never more than is known."""

import random
from datetime import date
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from perenne.law.relations.judge import judge_relation
from perenne.law.rulebook import rulebook
from perenne.model.finding import ACCUSING, Finding, Verdict, worst
from perenne.model.relation import Contract, Relation
from perenne.model.wire import convert
from tests.law.relations.cases import all_cases

BOOK = rulebook()


def relation(**changed: Any) -> Relation:
    record = {
        "id": "r1",
        "creator": {"handle": "nine.exemple", "country": "FR"},
        "advertiser": {"name": "Zibellou", "handles": ["zibellou"]},
        "targets_french_public": True,
        "deals": [deal()],
        "contract": {"form": "none"},
    }
    return convert(Relation, record | changed)


def deal(**changed: Any) -> dict[str, Any]:
    said = {"creator": "nine.exemple", "advertiser": "Zibellou", "date": "2026-03-10", "kind": "money"}
    return said | {"requested": True, "value_eur": 1200.0, "objective": "launch"} | changed


def verdicts(found: tuple[Finding, ...]) -> list[tuple[str, str | None, Verdict]]:
    return sorted((each.rule, each.part or "", each.verdict) for each in found)


def of(found: tuple[Finding, ...], rule: str, part: str | None = None) -> Finding:
    return next(each for each in found if each.rule == f"fr.contract.{rule}" and part in (None, each.part))


def test_a_finding_is_about_the_relation_and_names_its_law() -> None:
    (found,) = judge_relation(relation(), BOOK)
    assert (found.subject.kind, found.subject.id, found.subject.platform) == ("relation", "r1", None)
    assert (found.rule, found.part, found.rule_version) == ("fr.contract.required", "2026", "2026-01-01")
    assert (found.law_date, found.basis, found.position) == ("2026-03-10", "publication", "R26")


def test_every_deal_that_was_counted_is_evidence_with_its_place() -> None:
    read = relation(deals=[deal(value_eur=600.0), deal(value_eur=600.0, date="2026-04-01")])
    source = msgspec.structs.replace(read.source, file="book.ndjson", line=7)
    (found,) = judge_relation(msgspec.structs.replace(read, source=source), BOOK)
    assert [proof.field for proof in found.evidence] == ["deals[0]", "deals[1]", "contract.form"]
    assert {proof.source for proof in found.evidence} == {"book.ndjson:7"}


@pytest.mark.parametrize("case", all_cases(), ids=lambda case: case.id)
def test_the_order_of_deals_never_matters(case: Any) -> None:
    read = case.relation
    by = date.fromisoformat(case.by) if case.by else None
    for seed in range(3):
        shuffled = random.Random(seed).sample(read.deals, len(read.deals))  # noqa: S311
        turned = msgspec.structs.replace(read, deals=tuple(shuffled))
        assert verdicts(judge_relation(turned, BOOK, by)) == verdicts(judge_relation(read, BOOK, by))


def test_with_no_advertiser_recorded_the_order_of_names_decides_nothing() -> None:
    lines = [deal(value_eur=600.0), deal(value_eur=600.0, advertiser="Maison Lorbec")]
    for deals in (lines, lines[::-1]):
        found = judge_relation(relation(advertiser=None, deals=deals), BOOK)
        assert (worst([each.verdict for each in found]), found[0].code) == ("needs_human", "return_unclear")
    alike = judge_relation(relation(advertiser=None, deals=[deal(value_eur=600.0)] * 2), BOOK)
    assert alike[0].code == "not_written"


def test_read_under_the_law_of_another_day_it_says_so() -> None:
    old = relation(deals=[deal(date="2025-06-10")])
    assert judge_relation(old, BOOK)[0].verdict == "needs_human"
    (found,) = judge_relation(old, BOOK, date(2026, 12, 31))
    assert (found.verdict, found.basis, found.law_date) == ("non_compliant", "as_of", "2026-12-31")


def test_an_insurance_is_not_called_ended_because_the_law_of_a_later_day_is_read() -> None:
    abroad = relation(
        creator={"handle": "nine.exemple", "country": "AE"},
        representative={"country": "BE", "designated_in_writing": True},
        insurance={"insurer_country": "ES", "valid_until": "2026-12-31"},
    )
    for by in (None, date(2027, 6, 1)):
        assert of(judge_relation(abroad, BOOK, by), "representative", "insurance").verdict == "compliant"


def test_representatives_were_asked_for_by_the_older_text_too() -> None:
    then = relation(creator={"country": "AE"}, deals=[deal(date="2024-03-10")])
    found = of(judge_relation(then, BOOK), "representative")
    assert (found.rule_version, found.verdict) == ("2023-06-11", "needs_human")


def test_nothing_recorded_gives_no_finding_at_all() -> None:
    assert judge_relation(convert(Relation, {"id": "empty"}), BOOK) == ()
    assert judge_relation(relation(deals=[], contract=None), BOOK) == ()


def test_a_contract_without_deals_is_read_and_never_accused() -> None:
    read = relation(deals=[], contract={"form": "signed_document", "clauses": {"mission": "Two videos."}})
    found = judge_relation(read, BOOK)
    assert {each.rule for each in found} >= {"fr.contract.clauses", "fr.contract.law"}
    assert {each.verdict for each in found} & ACCUSING == set()


def test_where_nothing_says_whose_law_it_is_french_law_is_assumed_and_told() -> None:
    (found,) = judge_relation(relation(creator={"handle": "nine.exemple"}, targets_french_public=None), BOOK)
    assert found.verdict == "non_compliant"
    assert "creator.country" in found.depends_on


def test_where_only_the_advertiser_is_known_to_be_elsewhere_nothing_is_assumed() -> None:
    abroad = relation(
        creator={"handle": "nine.exemple"},
        targets_french_public=None,
        advertiser={"name": "Zibellou", "country": "BE"},
    )
    (found,) = judge_relation(abroad, BOOK)
    assert (found.verdict, found.code) == ("needs_human", "target_unknown")


def test_times_with_their_zone_are_read_as_days_in_paris() -> None:
    late = relation(deals=[deal(date="2025-12-31T23:30:00Z")])
    assert judge_relation(late, BOOK)[0].part == "2026"


# Whatever is left out

FORGOTTEN = (
    "creator", "advertiser", "targets_french_public", "contract", "representative", "insurance", "agent",
)  # fmt: skip
"""Not ``as_of``: without a day on which it is looked at, what is planned counts as given."""


@pytest.mark.parametrize("case", all_cases(), ids=lambda case: case.id)
def test_a_fact_that_is_not_recorded_never_turns_an_innocent_relation_into_an_accused_one(case: Any) -> None:
    """Left out one by one: what is not recorded is asked for, or is no matter."""
    if case.overall in ACCUSING or case.by:
        return
    empty = convert(Relation, {"id": "empty"})
    for name in FORGOTTEN:
        less = msgspec.structs.replace(case.relation, **{name: getattr(empty, name)})
        if less.creator.country is None and less.targets_french_public is None:
            continue  # French law is assumed where nothing says whose law it is
        assert [each.code for each in judge_relation(less, BOOK) if each.verdict in ACCUSING] == [], name


@given(
    st.lists(
        st.builds(
            deal,
            value_eur=st.one_of(st.none(), st.floats(0, 3000, allow_nan=False).map(lambda value: round(value, 2))),
            date=st.one_of(st.none(), st.dates(date(2023, 1, 1), date(2028, 1, 1)).map(str)),
            objective=st.sampled_from(["launch", "winter", None]),
            requested=st.sampled_from([True, False, None]),
            kind=st.sampled_from(["money", "product", "loan", None]),
        ),
        max_size=6,
    ),
    st.sampled_from(["signed_document", "email_exchange", "oral", "none", None]),
)
def test_only_what_surely_reaches_the_threshold_is_accused(deals: list[dict[str, Any]], form: Any) -> None:
    read = relation(deals=deals, contract={"form": form} if form else None)
    found = judge_relation(read, BOOK)
    accused = [each for each in found if each.verdict in ACCUSING]
    for each in accused:
        year = each.part or ""
        counted = [one for one in read.deals if (one.date or "").startswith(year) and one.requested is not False]
        assert int(year) >= 2026
        assert sum(one.value_eur or 0 for one in counted) >= 999.99
        assert read.contract in (Contract(form="none"), Contract(form="oral"))
