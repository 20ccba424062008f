"""The register at the desk: recorded by security, read by counsel, judged by the library, kept in the journal."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from perenne.desk.devices.models import Entry
from perenne.desk.journal.acts import verify
from perenne.desk.journal.models import Act
from tests.desk.cast import Cast, signed_in
from tests.desk.pages import faults, walk
from tests.devices.made import TIKTOK

PHONE = {
    "ref": "studio-1",
    "kind": "work",
    "label": "Poste <b>presse</b>",
    "holder": "presse",
    "role": "staff",
    "owned_by": "organisation",
    "under": ["fr.state"],
    "known_as": "RVG-0042",
}
SECRETS = ("com.example.rencontres", "RVG-0042", "lina@exemple.net")


def _state(*apps: str) -> SimpleUploadedFile:
    told = {
        "name": "enterprises/LC0example/devices/3a7f",
        "userName": "lina@exemple.net",
        "managementMode": "DEVICE_OWNER",
        "lastStatusReportTime": timezone.now().isoformat(),
        "hardwareInfo": {"serialNumber": "RVG-0042"},
        "applicationReports": [{"packageName": each} for each in (*apps, "com.example.rencontres")],
    }
    return SimpleUploadedFile("android.json", json.dumps(told).encode())


@pytest.fixture
def dina(cast: Cast) -> Client:
    client = signed_in(cast.dina)
    assert client.post(reverse("device_new"), PHONE).status_code == 302
    return client


def _page(client: Client, name: str = "device", *args: str) -> str:
    answer = client.get(reverse(name, args=args or ("studio-1",)))
    assert answer.status_code == 200
    return answer.content.decode()


def _change(client: Client, **changed: Any) -> int:
    return client.post(reverse("device_change", args=("studio-1",)), PHONE | {"version": 1} | changed).status_code


def test_a_device_without_a_proof_is_unknown_and_its_words_are_shown_never_run(dina: Client) -> None:
    page = _page(dina)
    assert "Inconnu" in page
    assert "Poste &lt;b&gt;presse&lt;/b&gt;" in page
    assert "<b>presse" not in page
    assert "studio-1" in dina.get(reverse("devices")).content.decode()


def test_proofs_settle_it_and_nothing_else_of_the_phone_is_kept(dina: Client, cast: Cast) -> None:
    answer = dina.post(reverse("device_proofs"), {"proofs": [_state(TIKTOK[0])]}, follow=True)
    assert "Preuves ajoutées" in answer.content.decode()
    assert "Non conforme" in _page(dina)
    kept = "".join(Entry.objects.values_list("line", flat=True)) + "".join(Act.objects.values_list("line", flat=True))
    assert [secret for secret in SECRETS if secret in kept] == []
    assert verify().holds


def test_the_same_proof_brought_twice_is_one(dina: Client) -> None:
    state = _state()
    content = state.read()
    for _ in range(2):
        dina.post(reverse("device_proofs"), {"proofs": [SimpleUploadedFile("a.json", content)]})
    assert Entry.objects.filter(kind=Entry.EVIDENCE).count() == 1
    assert "Conforme" in _page(dina)


def test_a_file_that_proves_nothing_is_said_and_keeps_nothing(dina: Client) -> None:
    files = [_state(TIKTOK[0]), SimpleUploadedFile("x.csv", b"a,b\n1,2\n")]
    answer = dina.post(reverse("device_proofs"), {"proofs": files})
    assert answer.status_code == 422
    assert "x.csv" in answer.content.decode()
    assert not Entry.objects.filter(kind=Entry.EVIDENCE).exists()


def test_a_table_of_a_console_comes_with_its_columns(dina: Client) -> None:
    table = SimpleUploadedFile("console.csv", b"Asset,TikTok\nRVG-0042,yes\n")
    columns = f'[columns]\n"Asset" = "device"\n"TikTok" = "app:{TIKTOK[0]}"\n[options]\non = "{timezone.localdate()}"'
    assert dina.post(reverse("device_proofs"), {"proofs": [table], "mapping": columns}).status_code == 302
    assert "Non conforme" in _page(dina)
    table.seek(0)
    wrong = dina.post(reverse("device_proofs"), {"proofs": [table], "mapping": columns.replace("device", "devise")})
    assert wrong.status_code == 422
    assert "devise" in wrong.content.decode()


def _exception(client: Client, **changed: Any) -> int:
    today = timezone.localdate()
    told = {
        "rule": "fr.state.recreational",
        "covers": ["tiktok"],
        "reason": "veille",
        "approved_by": "direction",
        "approved_on": today.isoformat(),
        "starts": today.isoformat(),
        "until": today.replace(year=today.year + 1, day=1).isoformat(),
        **changed,
    }
    return client.post(reverse("device_exception", args=("studio-1",)), told).status_code


def test_an_exception_needs_an_end_and_an_approver_and_then_holds(dina: Client) -> None:
    dina.post(reverse("device_proofs"), {"proofs": [_state(TIKTOK[0])]})
    assert _exception(dina, until="") == 422
    assert _exception(dina, approved_by="") == 422
    assert _exception(dina, until="2020-01-01") == 422
    assert "Non conforme" in _page(dina)
    assert _exception(dina) == 302
    assert "Exception, " in _page(dina)
    assert _exception(dina) == 302, "to extend one is to give another"
    assert list(Entry.objects.filter(kind=Entry.EXCEPTION).values_list("ref", flat=True)) == ["X-1", "X-2"]
    assert Act.objects.filter(verb="device.except").count() == 2
    assert "X-2" in dina.get(reverse("device_exceptions")).content.decode()


def test_a_theft_makes_what_was_known_unknown(dina: Client) -> None:
    dina.post(reverse("device_proofs"), {"proofs": [_state()]})
    assert "Conforme" in _page(dina)
    told = {"incident": "stolen", "on": timezone.localdate().isoformat(), "what": "volé au salon"}
    assert dina.post(reverse("device_incident", args=("studio-1",)), told).status_code == 302
    page = _page(dina)
    assert "volé au salon" in page
    assert "précède un incident" in page


def test_where_it_comes_from_is_four_facts_each_with_a_source(dina: Client) -> None:
    told = {"version": 1, "fact": "assembled_in", "country": "de", "source": "étiquette", "confidence": "A"}
    address = reverse("device_origin", args=("studio-1",))
    assert dina.post(address, told | {"on": timezone.localdate().isoformat(), "country": "D1"}).status_code == 422
    assert dina.post(address, told | {"on": timezone.localdate().isoformat()}).status_code == 302
    page = _page(dina)
    assert "Allemagne" in page
    assert "étiquette" in page
    assert page.count("non renseigné") >= 3


def test_a_change_is_kept_with_what_changed_and_no_one_overwrites_another(dina: Client) -> None:
    assert _change(dina, label="Poste presse") == 302
    act = Act.objects.get(verb="device.change")
    assert json.loads(act.line)["act"]["facts"]["changed"] == ["label"]
    assert _change(dina, label="Autre") == 409
    answer = dina.post(reverse("device_change", args=("studio-1",)), PHONE | {"version": 1, "label": "Autre"})
    assert "Poste presse" in answer.content.decode()
    assert "Autre" in answer.content.decode()
    assert _change(dina, label="Autre", version=2) == 302


@pytest.mark.parametrize(
    "wrong",
    [
        {"ref": "a b"},
        {"ref": ""},
        {"kind": "tablet"},
        {"keys": "k-1"},
        {"since": "2026-05-01", "retired_on": "2026-04-01"},
        {"under": ["eu.nowhere"]},
    ],
)
def test_a_slip_is_said_beside_its_field(cast: Cast, wrong: dict[str, Any]) -> None:
    answer = signed_in(cast.dina).post(reverse("device_new"), PHONE | wrong)
    assert answer.status_code == 422
    assert 'class="problem"' in answer.content.decode()
    assert not Entry.objects.exists()


def test_an_id_is_given_once(dina: Client) -> None:
    answer = dina.post(reverse("device_new"), PHONE)
    assert answer.status_code == 422
    assert "existe déjà" in answer.content.decode()


def test_what_is_unknown_can_be_asked_on_a_sheet(dina: Client) -> None:
    answer = dina.get(reverse("device_questions", args=("studio-1",)))
    assert answer["Content-Disposition"] == 'attachment; filename="questions-studio-1.csv"'
    assert TIKTOK[0] in answer.content.decode()
    dina.post(reverse("device_proofs"), {"proofs": [_state()]})
    assert dina.get(reverse("device_questions", args=("studio-1",))).status_code == 404


def test_the_report_is_the_librarys_page(dina: Client) -> None:
    answer = dina.get(reverse("device_report"))
    assert b'content="Perenne devices/1"' in answer.content
    assert b"Agence M" in answer.content


READ = ("device", "device_questions")
WRITE = ("device_change", "device_origin", "device_exception", "device_incident")


def test_security_keeps_counsel_reads_and_for_the_others_it_does_not_exist(dina: Client, cast: Cast) -> None:
    for who, member in cast.members.items():
        client = signed_in(member)
        read = {client.get(reverse(name, args=("studio-1",))).status_code for name in READ}
        assert read == ({200} if who in {"bruno", "dina"} else {404}), who
        write = {client.get(reverse(name, args=("studio-1",))).status_code for name in WRITE}
        assert write == ({200} if who == "dina" else {403} if who == "bruno" else {404}), who


def test_whoever_is_limited_to_some_brands_sees_no_device(dina: Client, cast: Cast) -> None:
    cast.bruno.brands.add(cast.lune)
    client = signed_in(cast.bruno)
    assert "studio-1" not in client.get(reverse("devices")).content.decode()
    assert client.get(reverse("device", args=("studio-1",))).status_code == 404


def test_ten_devices_take_as_many_queries_as_one(
    dina: Client, cast: Cast, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(20) as one:
        dina.get(reverse("devices"))
    for n in range(2, 61):
        Entry.objects.create(
            organisation=cast.agency, kind=Entry.DEVICE, ref=f"p-{n}", device=f"p-{n}", by=cast.dina.person,
            at=timezone.now(), line=json.dumps({"perenne": "device/1", "id": f"p-{n}", "class": "work", "under": []}),
        )  # fmt: skip
    with django_assert_max_num_queries(20) as many:
        page = dina.get(reverse("devices")).content.decode()
    assert len(many) <= len(one)
    assert "1 / 2" in page


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_page_of_the_register_holds_to_the_list_of_accessibility(dina: Client, language: str) -> None:
    dina.post(reverse("device_proofs"), {"proofs": [_state(TIKTOK[0])]})
    assert _exception(dina) == 302
    told = {"incident": "other", "on": timezone.localdate().isoformat(), "what": "écran fêlé"}
    assert dina.post(reverse("device_incident", args=("studio-1",)), told).status_code == 302
    assert dina.post(reverse("device_new"), PHONE | {"ref": "studio-2", "known_as": ""}).status_code == 302
    dina.defaults["HTTP_ACCEPT_LANGUAGE"] = language
    pages = [
        each
        for each in walk(dina, reverse("devices"), a_route=2)
        if each.address.startswith("/devices/") and each.name != "device_report"
    ]
    assert {"devices", "device", "device_new", "device_exception", "device_rules"} <= {each.name for each in pages}
    assert [each for page in pages for each in faults(page, language)] == []


def test_two_devices_may_not_have_one_name_and_the_register_stays_readable(dina: Client) -> None:
    clash = dina.post(reverse("device_new"), PHONE | {"ref": "studio-2"})
    assert clash.status_code == 422
    assert "studio-1" in clash.content.decode()
    assert dina.post(reverse("device_new"), PHONE | {"ref": "studio-2", "known_as": ""}).status_code == 302
    changed = dina.post(
        reverse("device_change", args=("studio-2",)), PHONE | {"known_as": "studio-1", "version": "1"}
    )
    assert changed.status_code == 422
    assert dina.get(reverse("devices")).status_code == 200


def _today(cast: Cast, who: str) -> str:
    page = signed_in(cast.members[who]).get(reverse("today")).content.decode()
    return page.split("<main")[1].split("</main>")[0]


def test_today_tells_who_keeps_the_register_what_is_to_settle_and_what_ends(dina: Client, cast: Cast) -> None:
    assert "Appareil : inconnu" in _today(cast, "dina").replace("\u00a0", " ")
    dina.post(reverse("device_proofs"), {"proofs": [_state(TIKTOK[0])]})
    assert "Appareil non conforme" in _today(cast, "dina")
    assert _exception(dina, until=(timezone.localdate() + timedelta(days=5)).isoformat()) == 302
    page = _today(cast, "dina")
    assert "Fin d’exception" in page
    assert "Appareil non conforme" not in page
    assert "Fin d’exception" not in _today(cast, "bruno"), "counsel reads the register and does not keep it"
