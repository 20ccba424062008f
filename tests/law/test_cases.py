"""Every case that counsel can read, one test each, judged by the pipeline of an audit."""

import pytest

from tests.law.cases import Judged, all_cases, judged_cases


def test_every_case_has_an_id_of_its_own() -> None:
    ids = [case.id for case in all_cases()]

    assert len(ids) == len(set(ids))


def test_every_case_says_why() -> None:
    assert [case.id for case in all_cases() if not case.why.strip()] == []


@pytest.mark.parametrize("judged", judged_cases(), ids=lambda judged: judged.case.id)
def test_the_case_is_judged_as_counsel_expects(judged: Judged) -> None:
    assert judged.differences == [], f"{judged.case.file}: {judged.case.title}"
