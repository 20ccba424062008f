"""Every relation that counsel can read is judged as it says."""

from collections import Counter, defaultdict

import pytest

from perenne.law.rulebook import rulebook
from perenne.model.finding import ACCUSING
from tests.law.relations.cases import Judged, all_cases, judged_cases


@pytest.mark.parametrize("judged", judged_cases(), ids=lambda judged: judged.case.id)
def test_a_relation_is_judged_as_its_case_says(judged: Judged) -> None:
    assert judged.differences == []


def test_no_relation_is_accused_where_its_case_allows_none() -> None:
    may = {judged.case.id for judged in judged_cases() if judged.case.overall in ACCUSING}
    accused = {
        judged.case.id for judged in judged_cases() for finding in judged.findings if finding.verdict in ACCUSING
    }
    assert accused == may


def test_there_are_enough_cases_and_no_id_stands_twice() -> None:
    ids = Counter(case.id for case in all_cases())
    assert len(ids) >= 60
    assert ids.most_common(1)[0][1] == 1


def test_each_group_holds_cases_that_differ_in_their_verdicts() -> None:
    groups = defaultdict(set)
    for case in all_cases():
        if case.group:
            groups[case.group].add((case.overall, case.notices, *sorted(case.expect.items())))
    assert len(groups) > 15
    assert [name for name, verdicts in groups.items() if len(verdicts) < 2] == []


def test_every_outcome_of_every_rule_is_met_by_a_case() -> None:
    met = {(finding.rule, finding.code) for judged in judged_cases() for finding in judged.findings}
    known = {(rule.id, code) for rule in rulebook().rules_on("relation").values() for code in rule.outcomes}
    assert known - met == set()
