"""A contract drafted and sealed here: its terms fill in what nobody wrote, its seal is told in words; two versions of
it are compared right by right."""

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from django.urls import reverse

from perenne.contracts.draft import draft
from perenne.contracts.identity import own
from perenne.contracts.sign import Consent, signed
from perenne.desk.contracts import actions
from perenne.desk.contracts.auditing import audit_version
from perenne.desk.contracts.models import Contract
from perenne.report.typography import typo
from tests.contracts.terms import read
from tests.desk.cast import Cast, by, signed_in
from tests.desk.contracts.test_contracts import a_file, audited, page_of

AT = datetime(2026, 12, 1, 10, tzinfo=UTC)


@pytest.fixture(scope="module")
def drafted() -> bytes:
    return draft(read(), "fr", typo)


def sealed(content: bytes, folder: Path) -> bytes:
    who = "Nine Arvor"
    return signed(content, own(folder, who, AT, None), Consent(who=who, at=AT, how="lien et code"))


def test_its_terms_say_what_nobody_wrote_and_the_page_says_where_that_comes_from(cast: Cast, drafted: bytes) -> None:
    made = audited(cast, drafted, name="contrat.pdf", creator="")
    told = (made.creator, made.money, made.in_kind, made.starts, made.ends, made.notice_days, made.french_public)
    assert told == (
        "Nine Arvor", Decimal(1500), Decimal(129), date(2026, 12, 1), date(2027, 5, 31), 15, True,
    )  # fmt: skip
    page = signed_in(cast.bruno).get(reverse("contract", args=(made.ref,))).content.decode()
    assert "d’après les termes joints au document" in page
    assert "1 500 € HT et 129 € HT en nature" in page.replace("\u202f", " ").replace("\u00a0", " ")
    assert "16 mai 2027" in page.replace("\u00a0", " ")


def test_what_a_person_wrote_stands_before_what_the_terms_say(cast: Cast, drafted: bytes) -> None:
    made = audited(cast, drafted, name="contrat.pdf", creator="Nine A.", money=Decimal(900))
    assert (made.creator, made.money) == ("Nine A.", Decimal(900))
    assert not {"creator", "money"} & set(made.from_terms)


def test_the_seal_of_the_desk_is_never_called_more_than_it_is(
    cast: Cast, drafted: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PERENNE_HOME", str(tmp_path))
    ours = audited(cast, sealed(drafted, tmp_path / "parties"), name="signe.pdf")
    page = page_of(cast, ours)
    assert "cachet du bureau, non qualifié" in page
    assert "Nine Arvor" in page
    elsewhere = audited(cast, sealed(drafted, tmp_path / "elsewhere"), name="signe.pdf")
    assert "sa qualité juridique n’est pas vérifiée" in page_of(cast, elsewhere)
    touched = bytearray(sealed(drafted, tmp_path / "parties"))
    touched[touched.index(b"/Producer") + 1] ^= 1
    assert "modifié après une signature" in page_of(cast, audited(cast, bytes(touched), name="touche.pdf"))
    assert "aucune signature dans le fichier" in page_of(cast, audited(cast, drafted, name="nu.pdf"))


def test_two_versions_are_compared_right_by_right(cast: Cast, drafted: bytes) -> None:
    made = audited(cast, drafted, name="contrat.pdf")
    again = draft(read(**{"months = 6": "months = 24", "fee = 1500.00": "fee = 1200.00"}), "fr", typo)
    actions.add_version(by(cast.alma), cast.alma, made, made.version, a_file(again, "contrat2.pdf"))
    made = Contract.objects.get(pk=made.pk)
    assert made.latest is not None
    audit_version.call(made.latest.pk)
    address = f"{reverse('contract_compare', args=(made.ref,))}?before=1&after=2"
    page = signed_in(cast.bruno).get(address).content.decode().replace("\u202f", " ").replace("\u00a0", " ")
    for said in ("6 mois → 24 mois", "1 500,00 € → 1 200,00 €", "Pour qui c’est mieux n’est pas dit"):
        assert said in page
    made.refresh_from_db()
    assert made.money == Decimal(1200), "the terms of the last version say what nobody wrote"
