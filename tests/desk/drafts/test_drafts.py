"""A draft is checked as long as one likes and kept only when asked to; agreements are to one version, by its hash."""

import pytest
from django.urls import reverse

from perenne.desk.drafts.models import Draft, Step
from perenne.desk.journal.models import Act
from tests.desk.cast import Cast, signed_in

TOLD = {"text": "Mes lunettes @belorso", "consideration": "yes", "brand": "Belorso", "handle": "@belorso"}


def _kept(cast: Cast, **more: str) -> Draft:
    answer = signed_in(cast.alma).post(reverse("draft_keep"), {**TOLD, **more})
    assert answer.status_code == 302
    return Draft.objects.latest("pk")


def _step(cast: Cast, draft: Draft, do: str, **more: str) -> int:
    told = {"version": str(draft.version), "step": draft.step, "do": do, **more}
    status = signed_in(cast.alma).post(reverse("draft_step", args=(draft.pk,)), told).status_code
    draft.refresh_from_db()
    return status


@pytest.mark.parametrize(
    ("told", "rule"),
    [
        ({"retouched": "yes"}, "fr.image.retouched"),
        ({"ai": "yes"}, "eu.ai."),
        ({"sector": "alcohol"}, "fr.alcohol"),
        ({"own_brand": "on", "consideration": "no"}, "fr.identity.own_brand"),
        ({"platform": "youtube", "kind": "video", "speech": "Publicité pour Belorso"}, "fr."),
        ({"overlay": "Publicité", "kind": "story"}, "fr."),
    ],
)
def test_what_is_told_of_a_draft_reaches_the_judgement(cast: Cast, told: dict[str, str], rule: str) -> None:
    answer = signed_in(cast.alma).post(reverse("draft"), {**TOLD, **told})
    assert answer.status_code == 200
    assert f"<code>{rule}" in answer.content.decode()


def test_words_on_the_picture_are_read_and_shown(cast: Cast) -> None:
    page = signed_in(cast.alma).post(reverse("draft"), {**TOLD, "overlay": "Publicité"}).content.decode()
    assert "Texte à l’image" in page[page.index('id="found"') :]


def test_the_law_to_come_is_told_beside_the_law_of_the_day(cast: Cast) -> None:
    told = {**TOLD, "text": "Publicité. Mon haul chez @belorso", "sector": "ultra_fast_fashion", "on": "2026-12-01"}
    page = signed_in(cast.alma).post(reverse("draft"), told).content.decode()
    assert "Le droit à venir" in page
    after = signed_in(cast.alma).post(reverse("draft"), {**told, "on": "2027-02-01"}).content.decode()
    assert "Le droit à venir" not in after


def test_checking_keeps_nothing_and_keeping_keeps_a_version_with_its_hash(cast: Cast) -> None:
    signed_in(cast.alma).post(reverse("draft"), TOLD)
    assert not Draft.objects.exists()
    draft = _kept(cast)
    version = draft.versions.get()
    assert (version.number, len(version.sha256), version.fields["text"]) == (1, 64, TOLD["text"])
    assert Act.objects.get().verb == "draft.keep"
    page = signed_in(cast.bruno).get(reverse("draft_kept", args=(draft.pk,))).content.decode()
    assert TOLD["text"] in page
    assert version.sha256[:16] in page


def test_a_change_after_an_agreement_reopens_it(cast: Cast) -> None:
    draft = _kept(cast)
    for step in (Step.CREATOR, Step.BRAND, Step.APPROVED):
        assert _step(cast, draft, "agree") == 302
        assert draft.step == step
    told = {**TOLD, "text": "Publicité : mes lunettes @belorso", "version": "1"}
    assert signed_in(cast.alma).post(reverse("draft_keep_again", args=(draft.pk,)), told).status_code == 302
    draft.refresh_from_db()
    assert (draft.step, draft.version) == (Step.DRAFT, 2)
    hashes = {each.sha256 for each in draft.versions.all()}
    assert len(hashes) == 2


def test_the_same_text_kept_twice_is_one_version_and_keeps_its_agreement(cast: Cast) -> None:
    draft = _kept(cast)
    _step(cast, draft, "agree")
    again = {**TOLD, "version": "1"}
    assert signed_in(cast.alma).post(reverse("draft_keep_again", args=(draft.pk,)), again).status_code == 302
    draft.refresh_from_db()
    assert (draft.step, draft.version) == (Step.CREATOR, 1)


def test_a_change_is_asked_for_with_a_reason(cast: Cast) -> None:
    draft = _kept(cast)
    _step(cast, draft, "agree")
    assert _step(cast, draft, "reopen") == 422
    assert draft.step == Step.CREATOR
    assert _step(cast, draft, "reopen", reason="Le code promo a changé") == 302
    assert draft.step == Step.DRAFT
    assert Act.objects.filter(verb="draft.reopen").exists()


def test_an_agreement_is_to_the_version_that_was_read(cast: Cast) -> None:
    draft = _kept(cast)
    changed = {**TOLD, "text": "Autre texte @belorso", "version": "1"}
    signed_in(cast.bruno).post(reverse("draft_keep_again", args=(draft.pk,)), changed)
    assert _step(cast, draft, "agree") == 409
    answer = signed_in(cast.alma).post(reverse("draft_keep_again", args=(draft.pk,)), {**TOLD, "version": "1"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert TOLD["text"] in page
    assert "Version 2" in page.replace("\u00a0", " ")


@pytest.mark.parametrize("told", [{"version": "x", "step": "draft"}, {"version": "1", "step": "approved"}, {}])
def test_a_step_that_is_none_changes_nothing(cast: Cast, told: dict[str, str]) -> None:
    draft = _kept(cast)
    answer = signed_in(cast.alma).post(reverse("draft_step", args=(draft.pk,)), {"do": "agree", **told})
    assert answer.status_code in {409, 422}
    draft.refresh_from_db()
    assert draft.step == Step.DRAFT


def test_drafts_are_for_those_who_see_the_brand(cast: Cast) -> None:
    draft = _kept(cast)
    answers = {
        who: signed_in(each).get(reverse("draft_kept", args=(draft.pk,))).status_code
        for who, each in cast.members.items()
    }
    assert {who for who, status in answers.items() if status == 200} == {"alma", "bruno", "chloe"}
    assert set(answers.values()) == {200, 404}
    step = {"version": "1", "step": "draft", "do": "agree"}
    assert signed_in(cast.chloe).post(reverse("draft_step", args=(draft.pk,)), step).status_code == 403
    assert signed_in(cast.farid).post(reverse("draft_keep_again", args=(draft.pk,)), TOLD).status_code == 404


def test_whoever_is_limited_to_a_brand_keeps_drafts_of_that_brand_alone(cast: Cast) -> None:
    farid = signed_in(cast.farid)
    refused = farid.post(reverse("draft_keep"), TOLD)
    assert refused.status_code == 422
    assert 'href="#id_brand"' in refused.content.decode()
    assert farid.post(reverse("draft_keep"), {**TOLD, "brand": "Maison Lune", "handle": ""}).status_code == 302
    assert Draft.objects.get().brand == cast.lune


def test_a_draft_that_waits_for_an_agreement_stands_in_today(cast: Cast) -> None:
    draft = _kept(cast)
    address = f'href="{reverse("draft_kept", args=(draft.pk,))}"'
    assert address not in signed_in(cast.alma).get("/").content.decode()
    _step(cast, draft, "agree")
    assert address in signed_in(cast.alma).get("/").content.decode()


def test_the_button_pressed_twice_keeps_one_draft(cast: Cast) -> None:
    alma = signed_in(cast.alma)
    first, second = (alma.post(reverse("draft_keep"), TOLD)["Location"] for _ in range(2))
    assert first == second
    assert Draft.objects.count() == 1
