"""What people write into a book: facts, decisions with their reason, new partnerships; two people at once."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from perenne.desk.journal.acts import verify
from perenne.desk.journal.models import Act
from perenne.desk.partnerships.models import Batch, Partnership
from perenne.desk.partnerships.store import Tables
from perenne.model.event import Event
from tests.desk.cast import Cast, signed_in
from tests.desk.partnerships.made import partnership

REASON = "Deux ans sans faute, ventes par code stables"


def _last(cast: Cast) -> Event:
    return Tables(cast.agency.pk).batches()[-1].events[-1]


def _told(row: Partnership, **more: str) -> dict[str, str]:
    return {"version": str(row.version), "on": timezone.localdate().isoformat(), **more}


FACTS = {
    "given": {"form": "product", "value": "180.50", "what_given": "Coffret", "requested": "yes"},
    "published": {"platform": "instagram", "post_id": "C9", "deliverable": "0:0"},
    "invoiced": {"invoice": "F-10", "amount": "600"},
    "paid": {"of_invoice": "F-9", "amount": "900"},
    "incident": {"incident": "Colis perdu"},
}


@pytest.mark.parametrize("kind", FACTS)
def test_what_happened_is_written_into_the_book_with_the_name_of_who_says_so(cast: Cast, kind: str) -> None:
    row = partnership(cast)
    address = reverse("partnership_record", args=(row.ref,))
    client = signed_in(cast.alma)
    assert client.get(address, {"kind": kind}).status_code == 200
    assert client.post(address, _told(row, kind=kind, **FACTS[kind])).status_code == 302
    last = _last(cast)
    assert (last.by, last.what.__struct_config__.tag) == ("Alma", kind)
    assert [act.verb for act in Act.objects.all()] == ["partnership.record"]
    assert verify().holds


def test_a_gift_without_a_value_stays_unvalued_until_somebody_values_it(cast: Cast) -> None:
    row, client = partnership(cast), signed_in(cast.alma)
    address = reverse("partnership_record", args=(row.ref,))
    client.post(address, _told(row, kind="given", form="trip"))
    row.refresh_from_db()
    year = row.years.get(year=timezone.localdate().year)
    assert (str(year.total), year.unvalued) == ("1080.50", 1)
    client.post(address, _told(row, kind="valued", gift=_last(cast).id, value="300"))
    year = row.years.get(year=timezone.localdate().year)
    assert (str(year.total), year.unvalued) == ("1380.50", 0)


@pytest.mark.parametrize(
    ("kind", "told", "says"),
    [
        ("paid", {"of_invoice": "F-9", "amount": "901"}, "paiement de 901 pour 900 encore dus"),
        ("given", {"form": "money", "value": "-5"}, "Valeur"),
        ("given", {"form": "gold"}, "Forme : choisissez une réponse."),
        ("published", {"platform": "instagram", "post_id": "C77"}, "cette publication est déjà au livre"),
        ("incident", {}, "Ce qui s’est passé : ce champ est obligatoire."),
    ],
)
def test_what_cannot_be_is_refused_in_one_sentence_and_kept_in_the_form(
    cast: Cast, kind: str, told: dict[str, str], says: str
) -> None:
    row = partnership(cast)
    answer = signed_in(cast.alma).post(
        reverse("partnership_record", args=(row.ref,)), _told(row, kind=kind, note="à garder", **told)
    )
    page = answer.content.decode().replace("\u00a0", " ").replace("\u202f", " ")
    assert answer.status_code == 422
    assert says in page
    assert 'value="à garder"' in page
    assert Batch.objects.count() == 1


def test_nobody_writes_down_what_has_not_happened_yet(cast: Cast) -> None:
    row = partnership(cast)
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    told = {**_told(row, kind="incident", incident="x"), "on": tomorrow}
    answer = signed_in(cast.alma).post(reverse("partnership_record", args=(row.ref,)), told)
    assert answer.status_code == 422
    assert "n’est pas encore venu" in answer.content.decode()


def test_of_two_people_who_write_at_once_the_second_sees_the_first(cast: Cast) -> None:
    row = partnership(cast)
    address = reverse("partnership_record", args=(row.ref,))
    first = _told(row, kind="incident", incident="Colis perdu")
    assert signed_in(cast.alma).post(address, first).status_code == 302
    cast.farid.brands.set([cast.belorso])
    answer = signed_in(cast.farid).post(address, _told(row, kind="incident", incident="Colis retrouvé"))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Colis perdu" in page
    assert "Colis retrouvé" in page
    assert Batch.objects.count() == 2


def test_a_button_that_is_pressed_twice_writes_once(cast: Cast) -> None:
    row, client = partnership(cast), signed_in(cast.alma)
    address = reverse("partnership_record", args=(row.ref,))
    told = _told(row, kind="incident", incident="Colis perdu")
    assert [client.post(address, told).status_code for _ in range(2)] == [302, 302]
    assert Batch.objects.count() == 2


def test_a_renewal_is_decided_with_a_reason_and_signed(cast: Cast) -> None:
    row, client = partnership(cast), signed_in(cast.alma)
    address = reverse("partnership_renewal", args=(row.ref,))
    assert client.get(address, {"choice": "continue"}).status_code == 200
    told = {"version": str(row.version), "choice": "continue", "about": "C-1"}
    assert client.post(address, told).status_code == 422, "a decision without a reason is none"
    assert client.post(address, {**told, "reason": REASON}).status_code == 302
    act = Act.objects.get()
    assert act.verb == "partnership.continue"
    assert REASON not in act.line, "a reason can be erased: the chain holds its hash alone"
    page = client.get(reverse("partnership", args=(row.ref,))).content.decode()
    assert REASON in page
    assert not row.items.filter(kind__in=("notice", "end")).exists(), "what is decided awaits nobody"


def test_an_adjustment_says_what_changes_and_may_name_the_agreement_that_follows(cast: Cast) -> None:
    row, client = partnership(cast), signed_in(cast.alma)
    address = reverse("partnership_renewal", args=(row.ref,))
    told = {"version": str(row.version), "choice": "adjust", "about": "C-1", "reason": REASON}
    assert client.post(address, told).status_code == 422
    until = (timezone.localdate() + timedelta(days=400)).isoformat()
    told |= {"changed": "Moins de stories", "until": until}
    assert client.post(address, {**told, "until": timezone.localdate().isoformat()}).status_code == 422
    assert client.post(address, told).status_code == 302
    row.refresh_from_db()
    assert row.term_end is not None
    assert row.term_end.isoformat() == until
    assert not row.is_written, "the next agreement has no writing yet, and none is made up"


def test_an_objective_counts_by_itself_only_where_a_person_decides_so(cast: Cast) -> None:
    row, client = partnership(cast), signed_in(cast.alma)
    address = reverse("partnership_consideration", args=(row.ref,))
    told = {"version": str(row.version), "choice": "separate_objectives", "about": "Fêtes", "reason": REASON}
    assert client.post(address, told).status_code == 302
    page = client.get(address).content.decode()
    assert REASON in page
    assert Act.objects.get().verb == "partnership.separate_objectives"


def test_a_partnership_is_opened_by_hand_and_met_again_under_the_same_name(cast: Cast) -> None:
    client = signed_in(cast.alma)
    told = {"handle": "@nine.averel", "name": "Nine Averel", "brand": str(cast.lune.pk), "since": "2026-01-05"}
    assert client.post(reverse("partnership_new"), told).status_code == 302
    row = Partnership.objects.get()
    assert (row.ref, row.brand, row.title, row.owner) == (
        "P-0001", cast.lune, "Maison Lune × Nine Averel", "Alma",
    )  # fmt: skip
    again = client.post(reverse("partnership_new"), told)
    assert again.status_code == 422
    assert "déjà ouvert" in again.content.decode()


def test_who_is_limited_to_a_brand_opens_partnerships_of_that_brand_alone(cast: Cast) -> None:
    client = signed_in(cast.farid)
    told = {"handle": "nine", "since": "2026-01-05", "brand": str(cast.belorso.pk), "advertiser": "Belorso"}
    assert client.post(reverse("partnership_new"), told).status_code == 422
    assert client.post(reverse("partnership_new"), {**told, "brand": str(cast.lune.pk)}).status_code == 302
    assert Partnership.objects.get().brand == cast.lune


@pytest.mark.parametrize(("who", "status"), [("bruno", 403), ("dina", 404), ("emil", 404)])
def test_opening_is_refused_with_the_reason_or_does_not_exist(cast: Cast, who: str, status: int) -> None:
    assert signed_in(getattr(cast, who)).get(reverse("partnership_new")).status_code == status


def test_the_journal_tells_what_was_done_in_both_languages(cast: Cast) -> None:
    row, client = partnership(cast), signed_in(cast.alma)
    told = {"version": str(row.version), "choice": "stop", "about": "C-1", "reason": REASON}
    assert client.post(reverse("partnership_renewal", args=(row.ref,)), told).status_code == 302
    bruno = signed_in(cast.bruno)
    french = bruno.get(reverse("journal")).content.decode()
    english = bruno.get(reverse("journal"), headers={"accept-language": "en"}).content.decode()
    assert "Alma décide d’arrêter le partenariat P-0001" in french
    assert "Alma decides to stop the partnership P-0001" in english
