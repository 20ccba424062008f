"""The second phone at the desk: what its last self-test found, whether that still holds, what left; and no more than
what was signed."""

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.urls import reverse

from perenne.desk.people.models import Organisation
from perenne.handset.ledger import Ledger
from perenne.handset.selftest import kept
from perenne.handset.selftest.told import Way
from perenne.handset.tiers import Tier
from tests.desk.cast import Cast, signed_in
from tests.handset.selftest.matrices import matrix

KEY = Ed25519PrivateKey.generate()


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PERENNE_HOME", str(tmp_path))
    folder = tmp_path / "handset"
    folder.mkdir()
    return folder


def _page(cast: Cast) -> str:
    answer = signed_in(cast.dina).get(reverse("second_phone"))
    assert answer.status_code == 200
    return answer.content.decode()


def test_without_a_self_test_nothing_is_claimed(cast: Cast, place: Path) -> None:
    page = _page(cast)
    assert "Aucun autotest" in page
    assert "badge" not in page
    assert reverse("second_phone") not in signed_in(cast.dina).get(reverse("devices")).content.decode()


def test_each_of_the_attempts_stands_with_its_word_and_an_old_finding_says_so(cast: Cast, place: Path) -> None:
    found = kept.signed(matrix(frozenset({Way(3, "absolute path")})), KEY)
    kept.file_of(place, Tier.SEALED).write_bytes(kept.written(found))
    page = _page(cast)
    assert page.count("#mark-ok") == 24
    assert page.count("#mark-bad") == 1
    assert page.count("#mark-unk") == 1, "of a stale finding nobody knows what holds"
    assert "a changé" in page or "ont changé" in page, "it was made of another machine"
    assert reverse("second_phone") in signed_in(cast.dina).get(reverse("devices")).content.decode()


def test_a_finding_that_was_changed_is_not_shown(cast: Cast, place: Path) -> None:
    file = kept.file_of(place, Tier.SEALED)
    file.write_bytes(kept.written(kept.signed(matrix(), KEY)).replace(b'"blocked"', b'"leak"', 1))
    page = _page(cast)
    assert "n’est plus ce qui a été signé" in page
    assert "#mark-" not in page.split("<main")[1].split("</symbol>")[-1]


def test_what_left_is_shown_where_one_organisation_alone_works_here(cast: Cast, place: Path) -> None:
    kept.file_of(place, Tier.SEALED).write_bytes(kept.written(kept.signed(matrix(), KEY)))
    Ledger(place / "ledger.ndjson").add("main", "request", host="platform.example", method="GET", path="/v2/<b>")
    assert "platform.example" not in _page(cast), "two organisations work here: whose is it?"
    Organisation.objects.exclude(pk=cast.agency.pk).delete()
    page = _page(cast)
    assert "platform.example" in page
    assert "/v2/&lt;b&gt;" in page
