"""From a decided post to a sealed bundle, downloaded, verified, and found out where a byte was changed."""

import hashlib
import io
import json
import zipfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings
from django.urls import reverse

from perenne.desk.bundles.making import make_bundle, sweep
from perenne.desk.bundles.models import Bundle, State
from perenne.desk.imports.actions import begin
from perenne.desk.imports.reading import read_import
from perenne.desk.journal.models import Act
from perenne.desk.posts.actions import Choice, decide
from perenne.desk.posts.models import Post
from perenne.model.errors import UsageError
from tests.desk.cast import Cast, by, signed_in


@pytest.fixture(autouse=True)
def _folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> object:
    monkeypatch.setenv("PERENNE_HOME", str(tmp_path / "keys"))
    with override_settings(BUNDLES=tmp_path / "bundles"):
        yield


def made(cast: Cast, post: Post) -> Bundle:
    signed_in(cast.alma).post(reverse("bundle_make", args=(post.pk,)))
    bundle = Bundle.objects.get()
    make_bundle.call(bundle.pk)
    bundle.refresh_from_db()
    return bundle


def content(cast: Cast, bundle: Bundle) -> bytes:
    answer = signed_in(cast.alma).get(reverse("bundle_download", args=(bundle.pk,)))
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)  # type: ignore[attr-defined]


def verdict(cast: Cast, sent: bytes) -> str:
    told = {"bundle": SimpleUploadedFile("preuve.zip", sent)}
    return signed_in(cast.dina).post(reverse("bundles"), told).content.decode().replace("\u00a0", " ")


def test_a_decided_post_is_sealed_with_its_decision_downloaded_and_found_intact(cast: Cast) -> None:
    post = cast.post()
    decide(by(cast.alma), cast.alma.person, post, 1, Choice("ask", "La mention manque"), {})
    bundle = made(cast, post)
    assert (bundle.state, bundle.failure_fr) == (State.MADE, "")
    sealed = content(cast, bundle)
    assert b"La mention manque" in sealed
    assert "Intact" in verdict(cast, sealed)
    assert [act.verb for act in Act.objects.order_by("n")] == ["post.ask", "evidence.ask", "evidence.made"]


def test_one_changed_byte_is_found_out(cast: Cast) -> None:
    sealed = bytearray(content(cast, made(cast, cast.post())))
    sealed[len(sealed) // 2] ^= 1
    assert "Altéré" in verdict(cast, bytes(sealed))


def test_what_is_no_bundle_is_said_to_be_none(cast: Cast) -> None:
    assert "Ce n’est pas un dossier de preuve" in verdict(cast, b"PK\x03\x04 nothing")


def test_a_job_that_is_done_twice_makes_one_bundle(cast: Cast) -> None:
    bundle = made(cast, cast.post())
    make_bundle.call(bundle.pk)
    assert Act.objects.filter(verb="evidence.made").count() == 1


def test_a_bundle_of_another_brand_is_not_found(cast: Cast) -> None:
    bundle = made(cast, cast.post(brand=cast.belorso))
    assert signed_in(cast.farid).get(reverse("bundle", args=(bundle.pk,))).status_code == 404
    assert signed_in(cast.farid).get(reverse("bundle_download", args=(bundle.pk,))).status_code == 404


def test_whoever_may_not_make_one_is_told_who_may(cast: Cast) -> None:
    answer = signed_in(cast.chloe).post(reverse("bundle_make", args=(cast.post().pk,)))
    assert answer.status_code == 403
    assert "Alma" in answer.content.decode()


def test_what_a_killed_job_left_beside_is_swept_away_and_bundles_stay(cast: Cast, tmp_path: Path) -> None:
    bundle = made(cast, cast.post())
    (tmp_path / "bundles" / ".audit-x").mkdir()
    (tmp_path / "bundles" / ".audit-x" / "posts.ndjson").write_text("{}")
    sweep()
    assert [each.name for each in (tmp_path / "bundles").iterdir()] == [f"{bundle.pk}.zip"]


def test_a_job_killed_after_the_bundle_was_written_makes_it_again(cast: Cast) -> None:
    bundle = made(cast, cast.post())
    Bundle.objects.filter(pk=bundle.pk).update(state=State.WAITING, sha256="")
    make_bundle.call(bundle.pk)
    bundle.refresh_from_db()
    assert bundle.state == State.MADE
    assert hashlib.sha256(content(cast, bundle)).hexdigest() == bundle.sha256


def test_a_bundle_that_cannot_be_written_says_why_and_not_where(
    cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from perenne.desk.bundles import making

    def fails(order: object) -> object:
        raise UsageError(fr=f"impossible d’écrire « {tmp_path}/bundles/1.zip »", en="cannot write")

    monkeypatch.setattr(making, "carry_out", fails)
    bundle = made(cast, cast.post())
    assert bundle.state == State.FAILED
    assert str(tmp_path) not in signed_in(cast.alma).get(reverse("bundle", args=(bundle.pk,))).content.decode()


def imported(cast: Cast) -> dict[str, Post]:
    """One file with a post of each brand, dropped by somebody who sees both."""
    told = {"Maison Lune": "Une bougie de Lune", "Belorso": "Un secret de Belorso"}
    lines = [
        {"platform": "instagram", "post_id": brand, "text": text, "deal": {"advertiser": {"name": brand}}}
        for brand, text in told.items()
    ]
    file = SimpleUploadedFile("posts.ndjson", "\n".join(map(json.dumps, lines)).encode())
    read_import.call(begin(by(cast.alma), cast.alma, [file]).pk)
    return {each.post_id: each for each in Post.objects.all()}


def test_a_bundle_of_one_brand_holds_no_original_that_tells_of_another(cast: Cast) -> None:
    post = imported(cast)["Maison Lune"]
    farid = signed_in(cast.farid)
    farid.post(reverse("bundle_make", args=(post.pk,)))
    bundle = Bundle.objects.get()
    make_bundle.call(bundle.pk)
    sealed = b"".join(farid.get(reverse("bundle_download", args=(bundle.pk,))).streaming_content)  # type: ignore[attr-defined]
    held = {
        name: zipfile.ZipFile(io.BytesIO(sealed)).read(name)
        for name in zipfile.ZipFile(io.BytesIO(sealed)).namelist()
    }
    assert any(b"Une bougie de Lune" in each for each in held.values())
    assert not any(b"Un secret" in each for each in held.values())
    assert "Intact" in verdict(cast, sealed)


def test_a_bundle_with_an_original_of_several_brands_is_for_those_who_see_them_all(cast: Cast) -> None:
    bundle = made(cast, imported(cast)["Maison Lune"])
    sealed = zipfile.ZipFile(io.BytesIO(content(cast, bundle)))
    assert any(b"Un secret" in sealed.read(name) for name in sealed.namelist())
    assert signed_in(cast.farid).get(reverse("bundle_download", args=(bundle.pk,))).status_code == 404
