"""What was exchanged and signed: read as written, dates and countries checked, nothing supposed."""

import json
from typing import Any

import pytest

from perenne.model.answer import Answer, Decision
from perenne.model.relation import Relation
from perenne.model.wire import RecordError, decode, encode

A_RELATION: dict[str, Any] = {
    "perenne": "relation/1",
    "id": "r1",
    "as_of": "2026-11-24",
    "creator": {"handle": "noemie", "country": "FR"},
    "advertiser": {"name": "Lunettes Claires", "handles": ["lunettesclaires"], "country": "FR"},
    "deals": [
        {
            "creator": "noemie",
            "advertiser": "Lunettes Claires",
            "date": "2026-03-10",
            "kind": "money",
            "value_eur": 600,
        },
        {"creator": "noemie", "advertiser": "Lunettes Claires", "from": "2026-04-01", "to": "2026-06-30"},
    ],
    "contract": {
        "form": "signed_document",
        "date_signed": "2026-02-24",
        "governing_law": "FR",
        "parties": {"creator": {"name": "Noémie", "tax_country": "FR"}},
        "clauses": {"mission": "Trois stories en mars."},
    },
    "representative": {"name": "Claraline", "country": "BE", "date": "2026-01-15"},
    "insurance": {"insurer": "Belorso", "insurer_country": "ES", "valid_until": "2027-01-31"},
    "agent": {"represents": ["creator"], "conflict_declared": None},
}


def relation(**changed: Any) -> Relation:
    return decode(Relation, json.dumps(A_RELATION | changed).encode())


def test_a_relation_is_read_as_it_was_written() -> None:
    read = relation()
    assert read.deals[0].value_eur == 600.0
    assert (read.deals[1].from_, read.deals[1].to) == ("2026-04-01", "2026-06-30")
    assert read.contract is not None
    assert read.contract.clauses is not None
    assert read.contract.clauses.mission == "Trois stories en mars."
    assert b'"from":"2026-04-01"' in encode(read)
    assert decode(Relation, encode(read)) == read


def test_what_nobody_recorded_is_not_no() -> None:
    read = decode(Relation, b'{"perenne":"relation/1","id":"r2","deals":[{"creator":"a","advertiser":"b"}]}')
    assert (read.contract, read.representative, read.targets_french_public) == (None, None, None)
    assert (read.deals[0].requested, read.deals[0].value_eur, read.deals[0].kind) == (None, None, None)


def test_a_contract_says_its_form_and_an_oral_one_is_a_contract() -> None:
    spoken = relation(contract={"form": "oral"}).contract
    assert spoken is not None
    assert spoken.form == "oral"
    with pytest.raises(RecordError) as refused:
        relation(contract={"date_signed": "2026-02-24"})
    assert refused.value.path == "contract.form"


@pytest.mark.parametrize(
    ("changed", "path"),
    [
        ({"as_of": "today"}, "as_of"),
        ({"creator": {"country": "France"}}, "creator.country"),
        ({"advertiser": {"country": "fr"}}, "advertiser.country"),
        ({"deals": [{"creator": "a", "advertiser": "b", "date": "March"}]}, "deals[0].date"),
        ({"deals": [{"creator": "a", "advertiser": "b", "from": "03/2026"}]}, "deals[0].from"),
        ({"deals": [{"creator": "a", "advertiser": "b", "kind": "gold"}]}, "deals[0].kind"),
        ({"deals": [{"creator": "a"}]}, "deals[0].advertiser"),
        ({"contract": {"form": "oral", "date_signed": "never"}}, "contract.date_signed"),
        ({"contract": {"form": "oral", "governing_law": "French"}}, "contract.governing_law"),
        (
            {"contract": {"form": "oral", "parties": {"creator": {"tax_country": "?"}}}},
            "contract.parties.creator.tax_country",
        ),
        ({"representative": {"country": "Belgium"}}, "representative.country"),
        ({"insurance": {"valid_until": "2027"}}, "insurance.valid_until"),
        ({"agent": {"represents": ["brand"]}}, "agent.represents[0]"),
        ({"contracts": {}}, "contracts"),
    ],
)
def test_what_is_wrong_in_a_relation_is_named(changed: dict[str, Any], path: str) -> None:
    with pytest.raises(RecordError) as refused:
        relation(**changed)
    assert refused.value.path == path


def test_an_answer_names_its_question_and_its_post() -> None:
    answer = decode(
        Answer, b'{"platform":"instagram","post_id":"C8xk2","question":"deal.consideration","answer":"no"}'
    )
    assert (answer.answer, answer.by, answer.at) == ("no", None, None)
    assert decode(Answer, encode(answer)) == answer


def test_a_decision_is_somebodys_with_a_reason_and_a_known_verdict() -> None:
    said = {"perenne": "decision/1", "finding": "f-3b91", "verdict": "compliant", "by": "Lina M.", "at": "2026-11-22"}
    with pytest.raises(RecordError) as refused:
        decode(Decision, json.dumps(said).encode())
    assert refused.value.path == "reason"
    with pytest.raises(RecordError) as refused:
        decode(Decision, json.dumps(said | {"reason": "x", "verdict": "fine"}).encode())
    assert refused.value.path == "verdict"
    assert decode(Decision, json.dumps(said | {"reason": "bought it herself"}).encode()).by == "Lina M."


@pytest.mark.parametrize(
    ("deal", "path", "french"),
    [
        ({"value_eur": -1}, "deals[0].value_eur", "montant attendu, de zéro à mille milliards"),
        ({"value_eur": 1e308}, "deals[0].value_eur", "montant attendu, de zéro à mille milliards"),
        ({"from": "2026-06-30", "to": "2026-04-01"}, "deals[0].to", "la fin est avant le début"),
        (
            {"kind": "kisses"},
            "deals[0].kind",
            "valeur hors de la liste (commission, discount, loan, money, product, service, trip)",
        ),
    ],
)
def test_a_deal_that_cannot_be_is_refused_by_name(deal: dict[str, Any], path: str, french: str) -> None:
    with pytest.raises(RecordError) as refused:
        relation(deals=[{"creator": "noemie", "advertiser": "Lunettes Claires"} | deal])
    assert (refused.value.path, refused.value.reason.fr) == (path, french)


def test_a_deal_of_one_day_ends_on_the_day_it_starts() -> None:
    line = {"creator": "noemie", "advertiser": "x", "from": "2026-04-01T09:00:00Z", "to": "2026-04-01"}
    assert relation(deals=[line]).deals[0].to == "2026-04-01"
