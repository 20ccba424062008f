"""Contracts: a document in, its audit out; twice, stale, broken, killed at any moment."""

import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from perenne.desk.contracts import actions
from perenne.desk.contracts.auditing import audit_version
from perenne.desk.contracts.models import Contract, Standing, State
from perenne.desk.imports import originals
from perenne.desk.journal.acts import verify
from perenne.desk.journal.models import Act
from perenne.desk.people.models import Brand
from perenne.desk.web.words import WORDS
from tests.contracts.reading.made import odt, pdf
from tests.contracts.test_cases import case_named
from tests.contracts.test_formats import in_word, set_in_type
from tests.desk.cast import Cast, by, signed_in

CLASSIC = str(case_named("soussignes-classique")["text"]).strip()
HOLLOW = str(case_named("objet-creux")["text"]).strip()
REASON = "La cession de droits ne dit pas le territoire."


def a_file(content: bytes, name: str = "contrat.docx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def added(
    cast: Cast, content: bytes | None = None, name: str = "contrat.docx", brand: Brand | None = None, **facts: object
) -> Contract:
    """A contract of Belorso (where no other brand is named), not audited yet."""
    file = a_file(in_word(CLASSIC) if content is None else content, name)
    told = actions.Facts(**{"creator": "Inès Vaudrel", **facts})  # type: ignore[arg-type]
    return actions.add(by(cast.alma), cast.alma, file, brand or cast.belorso, told)


def audited(cast: Cast, content: bytes | None = None, **how: object) -> Contract:
    made = added(cast, content, **how)  # type: ignore[arg-type]
    assert made.latest is not None
    audit_version.call(made.latest.pk)
    made.refresh_from_db()
    return made


def page_of(cast: Cast, made: Contract, who: str = "bruno", number: int = 1) -> str:
    answer = signed_in(getattr(cast, who)).get(reverse("contract_audit", args=(made.ref, number)))
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_a_document_becomes_an_audited_contract_of_the_register(cast: Cast) -> None:
    told = {"document": a_file(in_word(CLASSIC)), "brand": cast.belorso.pk, "creator": "", "partnership": "P-0042"}
    alma = signed_in(cast.alma)
    answer = alma.post(reverse("contract_new"), told)
    made = Contract.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, reverse("contract_audit", args=(made.ref, 1)))
    assert "En attente de lecture" in alma.get(answer["Location"]).content.decode()
    assert made.latest is not None
    audit_version.call(made.latest.pk)
    made.refresh_from_db()
    assert made.latest is not None
    assert (made.standing, made.partnership, made.latest.state) == (Standing.TO_REVIEW, "P-0042", State.DONE)
    assert (made.latest.creator, made.latest.advertiser) == ("Inès Vaudrel", "ATELIER BRUMAL")
    register = alma.get(reverse("contracts")).content.decode()
    assert made.ref in register
    assert "Inès Vaudrel" in register
    assert verify().holds


def test_the_page_of_an_audit_shows_the_words_of_the_document_and_what_it_lacks(cast: Cast) -> None:
    made = audited(cast, in_word(HOLLOW), money="1500", starts="2026-03-01", ends="2026-06-30", french_public=True)
    page = page_of(cast, made)
    for words in (
        "définir les droits et obligations",
        "Clause par clause",
        "Aucun passage trouvé",
        "Clause à insérer",
    ):
        assert words in page
    assert "Ne pas signer en l’état" in page
    assert made.latest is not None
    assert made.latest.missing > 0
    assert f"{made.latest.missing} absents" in page.replace("\u00a0", " ")


def test_what_is_known_beside_the_document_decides_whether_it_accuses(cast: Cast) -> None:
    made = audited(cast, in_word(HOLLOW))
    assert not made.versions.get().accuses
    assert "Ne pas signer" not in page_of(cast, made)
    told = {
        "version": made.version, "brand": cast.belorso.pk, "creator": "Tom Arvenel", "partnership": "",
        "objective": "", "money": "1 500,00 €", "in_kind": "", "starts": "2026-03-01", "ends": "2026-06-30",
        "notice_days": "15", "signed_on": "", "french_public": "yes",
    }  # fmt: skip
    answer = signed_in(cast.alma).post(reverse("contract_facts", args=(made.ref,)), told)
    assert answer.status_code == 302
    audit_version.call(made.versions.get().pk)
    made.refresh_from_db()
    assert made.versions.get().accuses
    assert str(made.money) == "1500.00"
    assert "Ne pas signer en l’état" in page_of(cast, made)
    assert [act.verb for act in Act.objects.order_by("n")] == [
        "contract.add", "contract.audited", "contract.facts", "contract.audited",
    ]  # fmt: skip


@pytest.mark.parametrize(("wrong", "field"), [({"money": "1,400"}, "money"), ({"ends": "2026-01-01"}, "ends")])
def test_an_amount_is_never_guessed_and_an_end_is_after_the_start(
    cast: Cast, wrong: dict[str, str], field: str
) -> None:
    made = audited(cast)
    told = {"version": made.version, "starts": "2026-03-01", "ends": "2026-06-30", **wrong}
    answer = signed_in(cast.alma).post(reverse("contract_facts", args=(made.ref,)), told)
    assert answer.status_code == 422
    assert f'href="#id_{field}"' in answer.content.decode()
    made.refresh_from_db()
    assert (made.money, made.ends) == (None, None)


def test_a_scan_is_unreadable_and_nothing_is_judged(cast: Cast) -> None:
    scan = pdf("#rect(width: 4cm, height: 4cm, fill: gray)")
    made = audited(cast, scan, name="scan.pdf")
    assert made.latest is not None
    assert (made.standing, made.latest.asked) == (Standing.UNREAD, 0)
    page = page_of(cast, made)
    assert "Texte illisible par la machine" in page.replace("\u00a0", " ")
    assert "Absent" not in page


def test_a_contract_that_the_law_asks_nothing_of_is_read_and_awaits_its_review(cast: Cast) -> None:
    day = date(2026, 3, 1)
    made = audited(cast, money=Decimal("450.00"), starts=day, ends=day + timedelta(days=30), french_public=True)
    assert made.latest is not None
    assert (made.standing, made.latest.asked) == (Standing.TO_REVIEW, 0)
    register = signed_in(cast.bruno).get(reverse("contracts")).content.decode()
    assert "rien n’est exigé" in register
    assert "illisible" not in signed_in(cast.bruno).get("/").content.decode()


@pytest.mark.parametrize("content", [b"%PDF-1.7 broken", b"PK\x03\x04 no archive", b"\xd0\xcf\x11\xe0 old Word"])
def test_a_broken_file_is_told_in_one_sentence_and_ends_nothing(cast: Cast, content: bytes) -> None:
    made = audited(cast, content, name="casse.pdf")
    assert made.latest is not None
    assert (made.latest.state, made.standing) == (State.FAILED, Standing.UNREAD)
    page = page_of(cast, made)
    assert made.latest.failure_fr in page.replace("\u00a0", " ").replace("\u202f", " ") or made.latest.failure_fr
    assert "Traceback" not in page
    assert str(originals.folder()) not in page


def test_the_same_file_twice_is_one_contract(cast: Cast) -> None:
    first = added(cast)
    told = {"document": a_file(in_word(CLASSIC)), "brand": cast.belorso.pk}
    told["document"] = a_file(originals.path_of(first.latest.sha256).read_bytes())  # type: ignore[union-attr]
    answer = signed_in(cast.bruno).post(reverse("contract_new"), told)
    assert answer["Location"] == reverse("contract", args=(first.ref,))
    assert Contract.objects.count() == 1
    again = a_file(originals.path_of(first.latest.sha256).read_bytes())  # type: ignore[union-attr]
    address = reverse("contract_version", args=(first.ref,))
    assert signed_in(cast.alma).post(address, {"document": again, "version": 1}).status_code == 302
    assert first.versions.count() == 1


def test_references_go_on_and_are_never_given_twice(cast: Cast) -> None:
    refs = [added(cast, in_word(f"Contrat {n}")).ref for n in range(3)]
    assert [ref.rpartition("-")[2] for ref in refs] == ["001", "002", "003"]
    last = Contract.objects.get(ref=refs[-1])
    actions.withdraw(by(cast.alma), last, 1, "doublon")
    assert added(cast, in_word("Contrat 4")).ref.endswith("-004")


def test_a_job_that_is_done_twice_is_done_once(cast: Cast) -> None:
    made = audited(cast)
    assert made.latest is not None
    audit_version.call(made.latest.pk)
    assert Act.objects.filter(verb="contract.audited").count() == 1


def test_a_job_that_was_killed_while_reading_is_done_again(cast: Cast) -> None:
    made = added(cast)
    made.versions.update(state=State.READING, begun=2)
    assert made.latest is not None
    audit_version.call(made.latest.pk)
    made.refresh_from_db()
    assert made.standing == Standing.TO_REVIEW


def test_a_document_that_ends_worker_after_worker_is_given_up(cast: Cast) -> None:
    made = added(cast)
    made.versions.update(state=State.READING, begun=5)
    assert made.latest is not None
    audit_version.call(made.latest.pk)
    assert made.versions.get().state == State.FAILED
    assert "interrompue" in page_of(cast, made)


def test_what_is_recorded_while_the_document_is_read_is_not_lost(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody corrects the facts between the reading and the keeping: the audit that is kept knows them."""
    from perenne.desk.contracts import auditing

    told: list[bool] = []
    made, look = added(cast, in_word(HOLLOW)), auditing._look

    def interrupted(version: object) -> object:
        found = look(version)  # type: ignore[arg-type]
        if not told:
            told.append(True)
            facts = actions.Facts(creator="Tom Arvenel", money="1500", starts="2026-03-01", french_public=True)  # type: ignore[arg-type]
            actions.record_facts(by(cast.bruno), made, made.version, cast.belorso, facts)
        return found

    monkeypatch.setattr(auditing, "_look", interrupted)
    assert made.latest is not None
    audit_version.call(made.latest.pk)
    assert made.versions.get().state == State.WAITING
    audit_version.call(made.latest.pk)
    assert made.versions.get().accuses


def test_the_same_contract_says_the_same_in_every_format(cast: Cast) -> None:
    paragraphs = "".join(f"<text:p>{line}</text:p>" for line in CLASSIC.split("\n") if line)
    counts = set()
    for name, content in (("a.docx", in_word(CLASSIC)), ("a.pdf", set_in_type(CLASSIC)), ("a.odt", odt(paragraphs))):
        latest = audited(cast, content, name=name).latest
        assert latest is not None
        counts.add((latest.present, latest.weak, latest.missing))
    assert len(counts) == 1


def test_the_register_asks_the_database_no_more_often_for_ten_times_the_contracts(cast: Cast) -> None:
    client, counts = signed_in(cast.bruno), []
    client.get(reverse("contracts"))
    for more in (1, 9):
        for _ in range(more):
            added(cast, in_word(f"Contrat {Contract.objects.count()}"))
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("contracts"))
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 10


def test_the_report_is_the_page_of_the_library_and_the_original_is_what_came(cast: Cast) -> None:
    content = in_word(CLASSIC)
    made, bruno = audited(cast, content), signed_in(cast.bruno)
    report = bruno.get(reverse("contract_report", args=(made.ref, 1)))
    assert report["Content-Disposition"].startswith("attachment")
    assert b'content="Perenne contract/1"' in report.content
    original = bruno.get(reverse("contract_original", args=(made.ref, 1)))
    assert original.getvalue() == content
    assert original["Content-Disposition"].startswith("attachment")


def test_no_word_of_ours_says_that_a_contract_is_valid() -> None:
    own = [said for key, said in WORDS.items() if key.startswith("contracts")]
    assert own
    assert not [each for each in own if re.search(r"\bvalid(es?|ée?s?)?\b", f"{each.fr} {each.en}", re.IGNORECASE)]
