"""A day of an impossible year is said at its field, and breaks no list of anybody."""

from datetime import date

import pytest
from django.urls import reverse

from perenne.desk.contracts.models import Contract
from perenne.desk.journal.models import Act
from tests.desk.cast import Cast, signed_in
from tests.desk.creators.made import account

FAR = ("0001-01-01", "9999-12-31")
WHY = "Pour voir."


def a_contract(cast: Cast) -> Contract:
    return Contract.objects.create(organisation=cast.agency, brand=cast.belorso, ref="C-2026-001", creator="Lina")


def _asked(cast: Cast, name: str, day: str) -> tuple[str, dict[str, str]]:
    """The address of a form with a day in it, and the form filled in."""
    if name == "decide":
        return reverse(name, args=(cast.post().pk,)), {"version": "1", "kind": "ask", "reason": WHY, "due": day}
    if name == "row_postpone":
        return reverse(name, args=(f"post:{cast.post().pk}",)), {"until": day, "reason": WHY}
    if name == "draft_keep":
        return reverse(name), {"text": "Merci @belorso", "consideration": "yes", "on": day}
    if name == "creator_keep":
        told = {"keep-basis": "contract", "keep-until": day}
        return reverse(name, args=(account(cast).creator_id,)), told
    contract = a_contract(cast)
    told = {"version": str(contract.version), "brand": str(cast.belorso.pk), "ends": day, "notice_days": "30"}
    return reverse(name, args=(contract.ref,)), told


@pytest.mark.parametrize("day", FAR)
@pytest.mark.parametrize("name", ["decide", "row_postpone", "draft_keep", "creator_keep", "contract_facts"])
def test_a_day_of_another_age_is_said_at_its_field_and_nothing_is_kept(cast: Cast, name: str, day: str) -> None:
    address, told = _asked(cast, name, day)
    answer = signed_in(cast.alma).post(address, told)
    assert answer.status_code == 422
    assert "entre 1990 et 2200" in answer.content.decode()
    assert not Act.objects.exists()


def test_a_contract_that_ended_before_its_notice_could_be_given_breaks_no_page(cast: Cast) -> None:
    contract = a_contract(cast)
    Contract.objects.filter(pk=contract.pk).update(ends=date(1, 1, 2), notice_days=30)
    alma = signed_in(cast.alma)
    for address in ("/", reverse("contracts"), reverse("contract", args=(contract.ref,))):
        assert alma.get(address).status_code == 200
