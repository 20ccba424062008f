"""A finding: worst first, and an id that can be cited for years."""

import json
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perenne.model.bilingual import Bilingual
from perenne.model.finding import (
    ACCUSING,
    WORST_FIRST,
    Evidence,
    Finding,
    Notice,
    Question,
    Subject,
    Verdict,
    finding_id,
    worst,
)
from perenne.model.wire import encode

POST = Subject(kind="post", platform="instagram", id="C8xk2")
QUOTE = Evidence(field="text", start=0, end=25, quote="Collaboration commerciale")
LABEL = Evidence(field="labels.paid_partnership", value=True, source="captures.ndjson:12")
verdicts = st.sampled_from(WORST_FIRST)


def test_the_order_is_worst_first_and_accusing_is_its_head() -> None:
    assert WORST_FIRST.index("non_compliant") < WORST_FIRST.index("needs_human") < WORST_FIRST.index("compliant")
    assert set(WORST_FIRST[:2]) == ACCUSING


def test_nothing_found_is_out_of_scope() -> None:
    assert worst([]) == "out_of_scope"


@given(st.lists(verdicts, min_size=1), st.randoms(use_true_random=False))
def test_the_worst_verdict_is_one_of_them_whatever_their_order(several: list[Verdict], chance: random.Random) -> None:
    found = worst(several)
    assert found in several
    assert all(WORST_FIRST.index(found) <= WORST_FIRST.index(each) for each in several)
    chance.shuffle(several)
    assert worst(several) == found


def test_a_compliant_finding_never_hides_an_accusing_one() -> None:
    assert worst(["compliant", "out_of_scope", "non_compliant", "improvable"]) == "non_compliant"
    assert worst(["compliant", "out_of_scope"]) == "compliant"


def test_the_id_of_a_finding_is_the_same_for_years() -> None:
    assert finding_id(POST, "fr.mention.intent", "2024-11-08", None, (QUOTE, LABEL)) == "f-2bee25c73a67d9fc"


def test_every_part_of_a_finding_counts_in_its_id() -> None:
    ids = {
        finding_id(POST, "fr.mention.intent", "2024-11-08", None, (QUOTE,)),
        finding_id(
            Subject(kind="post", platform="tiktok", id="C8xk2"), "fr.mention.intent", "2024-11-08", None, (QUOTE,)
        ),
        finding_id(Subject(kind="relation", id="C8xk2"), "fr.mention.intent", "2024-11-08", None, (QUOTE,)),
        finding_id(POST, "fr.mention.instant", "2024-11-08", None, (QUOTE,)),
        finding_id(POST, "fr.mention.intent", "2023-06-11", None, (QUOTE,)),
        finding_id(POST, "fr.mention.intent", "2024-11-08", "mission", (QUOTE,)),
        finding_id(POST, "fr.mention.intent", "2024-11-08", None, ()),
        finding_id(POST, "fr.mention.intent", "2024-11-08", None, (QUOTE, LABEL)),
        finding_id(POST, "fr.mention.intent", "2024-11-08", None, (LABEL, QUOTE)),
    }
    assert len(ids) == 9


def test_the_order_of_keys_in_a_value_does_not_count() -> None:
    one = Evidence(field="stats", value={"views": 1, "likes": 2})
    other = Evidence(field="stats", value={"likes": 2, "views": 1})
    assert finding_id(POST, "r", "v", None, (one,)) == finding_id(POST, "r", "v", None, (other,))


def test_evidence_that_a_field_is_null_says_so_and_evidence_of_a_quote_is_silent_about_values() -> None:
    assert json.loads(encode(Evidence(field="labels.paid_partnership", value=None)))["value"] is None
    assert "value" not in json.loads(encode(QUOTE))


def test_a_finding_is_written_as_the_contract_says() -> None:
    finding = Finding(
        id="f-3b91c0aa",
        subject=POST,
        rule="fr.mention.intent",
        rule_version="2024-11-08",
        article="loi 2023-451, art. 5-2",
        status="law",
        law_date="2026-11-20",
        basis="publication",
        verdict="needs_human",
        code="deal_unknown",
        confidence="A",
        evidence=(QUOTE, LABEL),
        because=Bilingual(fr="Rien ne dit s’il y a un accord.", en="Nothing says whether there is a deal."),
        question=Question(fact="deal.consideration", fr="Payé ?", en="Paid?", to="creator"),
        notices=(Notice(code="forward", from_="2027-01-01", fr="Bientôt.", en="Soon."),),
        depends_on=("deal.consideration",),
    )
    written = json.loads(encode(finding))
    assert written["perenne"] == "finding/1"
    assert written["notices"] == [{"code": "forward", "fr": "Bientôt.", "en": "Soon.", "from": "2027-01-01"}]
    assert written["evidence"][0] == {"field": "text", "start": 0, "end": 25, "quote": "Collaboration commerciale"}
    assert written["fix"] is None
    assert written["position"] is None
    with pytest.raises(AttributeError):
        finding.verdict = "compliant"  # type: ignore[misc]
