"""The review of a contract: a reason, a hand, two at once; who may not learns why; a contract withdrawn."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from perenne.desk.contracts import actions, queries
from perenne.desk.contracts.auditing import audit_version
from perenne.desk.contracts.models import Contract, Review, Standing
from perenne.desk.journal.acts import verify
from perenne.desk.journal.models import Act
from perenne.desk.journal.sentences import told
from perenne.report.voice import Voice
from tests.contracts.test_formats import in_word
from tests.desk.cast import Cast, by, signed_in
from tests.desk.contracts.test_contracts import CLASSIC, HOLLOW, REASON, a_file, added, audited, page_of


def _told(made: Contract, **more: str) -> dict[str, str]:
    return {"version": str(made.version), "kind": "mend", "reason": REASON, **more}


def _review(made: Contract) -> str:
    return reverse("contract_review", args=(made.ref, 1))


def test_counsel_signs_a_review_with_a_reason(cast: Cast) -> None:
    made = audited(cast)
    assert signed_in(cast.bruno).post(_review(made), _told(made)).status_code == 302
    made.refresh_from_db()
    signed = Review.objects.get()
    assert (signed.kind, signed.reason, signed.by, made.standing) == (
        "mend",
        REASON,
        cast.bruno.person,
        Standing.TO_MEND,
    )
    page = page_of(cast, made)
    assert REASON in page
    assert 'class="hand"' in page
    acts = Act.objects.filter(verb="contract.mend").prefetch_related("words")
    assert REASON in next(told(acts, Voice("fr"))).said
    assert verify().holds


@pytest.mark.parametrize("wrong", [{"reason": ""}, {"kind": ""}, {"kind": "valid"}, {"version": "x"}])
def test_a_review_without_a_reason_or_a_choice_is_not_signed(cast: Cast, wrong: dict[str, str]) -> None:
    made = audited(cast)
    assert signed_in(cast.bruno).post(_review(made), _told(made, **wrong)).status_code == 422
    assert not Review.objects.exists()


def test_of_two_who_sign_at_once_the_second_sees_the_first_and_keeps_their_words(cast: Cast) -> None:
    made = audited(cast)
    actions.review(by(cast.bruno), cast.bruno.person, made.latest, made.version, actions.Choice("fit", "Lu."))  # type: ignore[arg-type]
    answer = signed_in(cast.bruno).post(_review(made), _told(made))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Lu." in page
    assert REASON in page
    assert Review.objects.count() == 1


def test_a_button_that_is_pressed_twice_signs_once(cast: Cast) -> None:
    made, bruno = audited(cast), signed_in(cast.bruno)
    for _ in range(2):
        assert bruno.post(_review(made), _told(made)).status_code == 302
    assert Review.objects.count() == 1


def test_who_may_not_sign_sees_why_and_who_may(cast: Cast) -> None:
    made = audited(cast)
    page = page_of(cast, made, "alma")
    assert "signer la relecture d’un contrat" in page
    assert "Bruno" in page
    assert 'name="reason"' not in page
    answer = signed_in(cast.alma).post(_review(made), _told(made))
    assert answer.status_code == 403
    assert "Bruno" in answer.content.decode()


def test_a_new_version_awaits_its_own_review_and_the_earlier_one_can_no_longer_be_signed(cast: Cast) -> None:
    made, bruno = audited(cast, in_word(HOLLOW)), signed_in(cast.bruno)
    bruno.post(_review(made), _told(made))
    made.refresh_from_db()
    sent = {"version": made.version, "document": a_file(in_word(CLASSIC), "v2.docx")}
    answer = signed_in(cast.alma).post(reverse("contract_version", args=(made.ref,)), sent)
    assert answer["Location"] == reverse("contract_audit", args=(made.ref, 2))
    made.refresh_from_db()
    audit_version.call(made.latest.pk)  # type: ignore[union-attr]
    made.refresh_from_db()
    assert made.standing == Standing.TO_REVIEW
    assert bruno.post(_review(made), _told(made, reason="Encore.")).status_code == 409
    compared = bruno.get(f"{reverse('contract_compare', args=(made.ref,))}?before=1&after=2").content.decode()
    assert "a changé" in compared
    assert "ne porte pas ses termes" in compared
    assert bruno.get(f"{reverse('contract_compare', args=(made.ref,))}?before=1&after=9").status_code == 404


def test_a_review_holds_as_long_as_the_audit_says_the_same(cast: Cast) -> None:
    made = audited(cast, in_word(HOLLOW))
    signed_in(cast.bruno).post(_review(made), _told(made, kind="fit"))
    made.refresh_from_db()
    actions.record_facts(by(cast.alma), made, made.version, cast.belorso, actions.Facts("Inès Vaudrel", "P-0007"))
    audit_version.call(made.latest.pk)  # type: ignore[union-attr]
    made.refresh_from_db()
    assert made.standing == Standing.REVIEWED
    now = actions.Facts("Inès Vaudrel", money="1500", starts=timezone.localdate(), french_public=True)  # type: ignore[arg-type]
    actions.record_facts(by(cast.alma), made, made.version, cast.belorso, now)
    audit_version.call(made.latest.pk)  # type: ignore[union-attr]
    made.refresh_from_db()
    assert made.standing == Standing.TO_REVIEW


def test_facts_that_somebody_else_changed_are_shown_beside_what_was_written(cast: Cast) -> None:
    made = audited(cast)
    actions.record_facts(by(cast.bruno), made, made.version, cast.belorso, actions.Facts("Ines V.", objective="Noël"))
    answer = signed_in(cast.alma).post(
        reverse("contract_facts", args=(made.ref,)), {"version": made.version, "objective": "Pâques"}
    )
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Noël" in page
    assert 'value="Pâques"' in page


def test_a_contract_added_by_mistake_is_withdrawn_and_taken_back(cast: Cast) -> None:
    made, alma = audited(cast), signed_in(cast.alma)
    sent = {"version": str(made.version), "reason": ""}
    address = reverse("contract_withdraw", args=(made.ref,))
    assert alma.post(address, sent).status_code == 422
    assert alma.post(address, {**sent, "reason": "mauvais fichier"}).status_code == 302
    assert f">{made.ref}<" not in alma.get(reverse("contracts")).content.decode()
    assert f">{made.ref}<" in alma.get(f"{reverse('contracts')}?standing=withdrawn").content.decode()
    assert queries.awaiting(cast.bruno, timezone.localdate()) == []
    made.refresh_from_db()
    assert signed_in(cast.bruno).post(_review(made), _told(made)).status_code == 409
    made.refresh_from_db()
    alma.post(reverse("contract_restore", args=(made.ref,)), {"version": made.version})
    made.refresh_from_db()
    assert made.withdrawn is None
    assert [act.verb for act in Act.objects.order_by("n")][-2:] == ["contract.withdraw", "contract.restore"]


def test_what_awaits_a_person_is_told_to_those_it_is_for(cast: Cast) -> None:
    today = timezone.localdate()
    first = audited(cast, in_word(HOLLOW), ends=today + timedelta(days=40), notice_days=15)
    assert [(each.kind, each.due) for each in queries.awaiting(cast.bruno, today)] == [
        ("contract_review", None),
        ("contract_notice", today + timedelta(days=25)),
    ]
    assert [each.kind for each in queries.awaiting(cast.alma, today)] == ["contract_missing", "contract_notice"]
    for nobody in (cast.chloe, cast.farid, cast.gil, cast.emil):
        assert queries.awaiting(nobody, today) == []
    first.refresh_from_db()
    signed_in(cast.bruno).post(_review(first), _told(first))
    later = today + timedelta(days=26)
    assert [each.kind for each in queries.awaiting(cast.alma, later)] == ["contract_mend", "contract_end"]


def test_a_contract_of_a_brand_is_seen_by_those_of_the_brand_alone(cast: Cast) -> None:
    others, own = added(cast), added(cast, in_word(HOLLOW), brand=cast.lune)
    farid = signed_in(cast.farid)
    assert farid.get(reverse("contract", args=(own.ref,))).status_code == 200
    assert farid.get(reverse("contract", args=(others.ref,))).status_code == 404
    assert others.ref not in farid.get(reverse("contracts")).content.decode()
    sent = {"document": a_file(in_word("Un autre contrat")), "creator": "x"}
    assert farid.post(reverse("contract_new"), sent).status_code == 422


ROUTES = ("contract", "contract_facts", "contract_compare", "contract_audit", "contract_report", "contract_original")
ACTS = ("contract_version", "contract_withdraw", "contract_restore", "contract_again", "contract_review")


@pytest.mark.parametrize("name", [*ROUTES, *ACTS])
def test_every_address_of_a_contract_is_there_for_its_readers_alone(cast: Cast, name: str) -> None:
    made = audited(cast, in_word("Contrat."))
    numbered = name in {"contract_audit", "contract_report", "contract_original", "contract_again", "contract_review"}
    address = reverse(name, args=(made.ref, 1) if numbered else (made.ref,))
    asked = f"{address}?before=1&after=1" if name == "contract_compare" else address
    answers = {}
    for who, member in cast.members.items():
        client = signed_in(member)
        answer = client.post(asked, {}) if name in ACTS else client.get(asked)
        answers[who] = answer.status_code
        if answer.streaming:
            answer.getvalue()
    readers = {who for who, status in answers.items() if status != 404}
    assert readers == {"alma", "bruno"}
    assert (answers["alma"] == 403) == (name == "contract_review")
    if name in ACTS:
        back = signed_in(cast.alma).get(address)
        assert (back.status_code, back["Location"].startswith(f"/contracts/{made.ref}/")) == (302, True)
