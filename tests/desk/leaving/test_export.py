"""Everything taken along in one file, and brought back into an empty desk to the same hashes."""

import json
import zipfile
from collections.abc import Callable
from contextlib import nullcontext
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest
import pytest_django
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from perenne.chain import Json, canonical, first_break, sha256
from perenne.desk.demo.fill import fill
from perenne.desk.imports import originals
from perenne.desk.imports.models import File
from perenne.desk.journal.acts import verify
from perenne.desk.journal.models import Act
from perenne.desk.keeping.rows import name_of, tables
from perenne.desk.leaving import making
from perenne.desk.leaving.archive import FORMAT, Manifest, Part, content_of, opened
from perenne.desk.leaving.bringing import bring
from perenne.desk.leaving.making import path_of, written
from perenne.desk.leaving.models import Export, State
from perenne.desk.leaving.schema import ELSEWHERE, NOT_TAKEN, TO_ORGANISATION
from perenne.desk.people.models import Organisation, Person
from perenne.desk.posts.models import Post
from perenne.model.errors import UsageError
from perenne.partnerships.store import Folder
from tests.desk.cast import Cast, assemble, signed_in

TODAY = date(2026, 11, 24)
_CLOSES = "django_tasks_db.management.commands.db_worker.close_old_connections"


class _Undone(Exception):
    """What was done is taken back: the desk is empty again."""


def undone(act: Callable[[], None]) -> None:
    try:
        with transaction.atomic():
            act()
            raise _Undone
    except _Undone:
        pass


def export_of(organisation: Organisation, file: Path) -> Manifest:
    asked = Export.objects.create(organisation=organisation, by=Person.objects.earliest("pk"), at=timezone.now())
    return written(file, asked, "default")


def places(settings: pytest_django.Settings, data: Path) -> None:
    settings.ORIGINALS, settings.BUNDLES = data / "originals", data / "bundles"


def test_every_table_is_taken_along_or_it_is_said_why_not() -> None:
    assert {name_of(each) for each in tables()} == {*TO_ORGANISATION, *ELSEWHERE, *NOT_TAKEN}


def test_a_whole_agency_taken_along_comes_back_to_the_same_hashes(
    db: None, tmp_path: Path, settings: pytest_django.Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_CLOSES, lambda: None)
    places(settings, tmp_path / "one")
    told: dict[str, int] = {}
    made: list[Manifest] = []

    def lived() -> None:
        fill(lambda _: None, TODAY, 40)
        made.append(export_of(Organisation.objects.get(), tmp_path / "one.zip"))
        told["posts"], told["acts"] = Post.objects.count(), Act.objects.count()

    undone(lived)
    before, posts, acts = made[0], told["posts"], told["acts"]
    assert not Person.objects.exists()

    places(settings, tmp_path / "two")
    done = bring(tmp_path / "one.zip", tmp_path / "two")
    assert (done.content, done.acts) == (before.content, acts)
    assert Post.objects.count() == posts > 40
    assert verify().holds
    assert done.files == sum(name.startswith(("originals/", "bundles/")) for name in before.parts) > 0

    after = export_of(Organisation.objects.get(), tmp_path / "two.zip")
    differing = {name for name in before.parts if before.parts[name] != after.parts.get(name)}
    assert set(after.parts) == set(before.parts)
    assert differing == {"journal/acts.ndjson", "journal/words.ndjson"}, "it tells that the export was brought here"
    with zipfile.ZipFile(tmp_path / "one.zip") as one, zipfile.ZipFile(tmp_path / "two.zip") as two:
        lines, more = one.read("journal/acts.ndjson"), two.read("journal/acts.ndjson")
        assert more.startswith(lines)
        assert [json.loads(line)["act"]["verb"] for line in more[len(lines) :].splitlines()] == ["data.bring"]
        assert first_break(lines.splitlines()) is None
        one.extractall(tmp_path / "read", [name for name in one.namelist() if name.startswith("book/")])
    assert Folder(tmp_path / "read" / "book").batches(), "the library reads the book as it lies there"


def test_what_opens_a_door_stays_here(cast: Cast, tmp_path: Path) -> None:
    cast.post()
    export_of(cast.agency, tmp_path / "x.zip")
    with zipfile.ZipFile(tmp_path / "x.zip") as archive:
        people = [json.loads(line) for line in archive.read("rows/people.person.ndjson").splitlines()]
        assert not [name for name in archive.namelist() if "token" in name or "authenticator" in name]
    assert {each["email"] for each in people} >= {"alma@exemple.invalid", "former@exemple.invalid"}
    assert "gil@exemple.invalid" not in {each["email"] for each in people}, "of another organisation"
    assert not any({"password", "last_login"} & set(each) for each in people)


def test_an_original_that_is_not_there_is_said_to_be_missing(cast: Cast, tmp_path: Path) -> None:
    gone, damaged = "ab" * 32, originals.keep([b"as it came"]).sha256
    originals.path_of(damaged).write_bytes(b"something else")
    for each in (gone, damaged):
        File.objects.create(of=cast.dropped, name="x.json", sha256=each, size=1)
    manifest = export_of(cast.agency, tmp_path / "x.zip")
    originals.path_of(damaged).unlink()
    assert set(manifest.missing) == {gone, damaged}
    assert not [name for name in manifest.parts if name.startswith("originals/")]


class Small(NamedTuple):
    """The parts of a small export."""

    parts: dict[str, bytes]
    organisation: int
    content: str


@pytest.fixture(scope="module")
def small(
    django_db_setup: None, django_db_blocker: pytest_django.DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Small:
    made: list[Small] = []
    file = tmp_path_factory.mktemp("small") / "small.zip"

    def lived() -> None:
        cast = assemble()
        cast.post()
        manifest = export_of(cast.agency, file)
        with zipfile.ZipFile(file) as archive:
            parts = {name: archive.read(name) for name in manifest.parts}
        made.append(Small(parts, cast.agency.pk, manifest.content))

    with django_db_blocker.unblock():
        undone(lived)
    return made[0]


def packed(folder: Path, parts: dict[str, bytes], organisation: int, *more: tuple[str, bytes]) -> Path:
    """An export of these parts, whose manifest tells of them; ``more``: entries of which it tells nothing."""
    file = folder / "packed.zip"
    named = {name: Part(sha256(data), len(data)) for name, data in parts.items()}
    told: Json = {name: {"sha256": part.sha256, "size": part.size} for name, part in named.items()}
    manifest: dict[str, Json] = {
        "format": FORMAT,
        "program": "0",
        "at": "2026-11-30",
        "organisation": organisation,
        "missing": [],
    }
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in (*parts.items(), *more):
            archive.writestr(name, data)
        archive.writestr("manifest.json", canonical({**manifest, "content": content_of(named), "parts": told}))
    return file


def refused(file: Path, data: Path) -> str:
    with pytest.raises(UsageError) as problem:
        bring(file, data)
    assert not Person.objects.exists()
    assert not (data / ".bringing").exists(), "nothing is left half-written"
    return problem.value.says.en


def test_a_small_export_comes_back_and_another_after_it_is_refused(db: None, tmp_path: Path, small: Small) -> None:
    file = packed(tmp_path, small.parts, small.organisation)
    assert bring(file, tmp_path).content == small.content
    assert not Person.objects.get(email="alma@exemple.invalid").has_usable_password()
    with pytest.raises(UsageError, match="not empty"):
        bring(file, tmp_path)


@pytest.mark.parametrize(
    ("part", "content"),
    [
        ("rows/posts.post.ndjson", b""),
        ("rows/posts.post.ndjson", b"{}\n"),
        ("rows/people.member.ndjson", b"no json\n"),
        ("posts/posts.ndjson", b""),
        ("posts/decisions.ndjson", b'{"perenne":"decision/1"}\n'),
        ("journal/acts.ndjson", b'{"act":{},"before":"x","n":1}\n'),
        ("book/00000001.ndjson", b"{}\n"),
        ("originals/" + "a" * 64, b"x"),
        ("rows/people.person.ndjson", None),
        ("../outside", b"x"),
        ("originals/../../x", b"x"),
        ("bundles/01.zip", b"x"),
    ],
)
def test_an_export_that_was_changed_is_refused_whole(
    db: None, tmp_path: Path, small: Small, part: str, content: bytes | None
) -> None:
    others = {name: data for name, data in small.parts.items() if name != part}
    file = packed(tmp_path, others if content is None else others | {part: content}, small.organisation)
    said = refused(file, tmp_path)
    assert said.endswith(("nothing was kept", "“Take everything”", "Take another copy of it"))


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("name", ["rows/posts.post.ndjson", "rows/other.table.ndjson", "/etc/x"])
def test_entries_of_which_the_manifest_says_nothing_are_refused(db: None, tmp_path: Path, name: str) -> None:
    file = packed(tmp_path, {"rows/posts.post.ndjson": b""}, 1, (name, b"x"))
    assert "no export" in refused(file, tmp_path)


def test_a_file_that_unfolds_to_too_much_is_not_opened(db: None, tmp_path: Path) -> None:
    file = packed(tmp_path, {"posts/posts.ndjson": bytes(2**27)}, 1)
    assert file.stat().st_size < 2**20
    assert "not opened" in refused(file, tmp_path)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 cut", b"words"])
def test_what_is_no_export_is_said_so(db: None, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.zip").write_bytes(content)
    assert "no export" in refused(tmp_path / "x.zip", tmp_path)
    assert "does not exist" in refused(tmp_path / "none.zip", tmp_path)


def _work() -> None:
    call_command("db_worker", batch=True, startup_delay=False, reload=False, verbosity=0)


def test_an_administrator_asks_for_an_export_and_the_worker_makes_it(
    cast: Cast,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: pytest_django.DjangoCaptureOnCommitCallbacks,
) -> None:
    monkeypatch.setattr(_CLOSES, lambda: None)
    monkeypatch.setattr(making, "snapshot", lambda beside: nullcontext("default"))  # tested in keeping/
    cast.post()
    emil = signed_in(cast.emil)
    assert "Aucun export" in emil.get(reverse("export")).content.decode()
    for _ in range(2):
        assert emil.post(reverse("export_make")).status_code == 302
    asked = Export.objects.get()
    assert asked.state == State.WAITING, "asked for twice, made once"
    (making.folder() / f".export-{asked.pk}-killed").mkdir()
    making.sweep()
    _work()
    asked.refresh_from_db()
    assert (asked.state, asked.done) == (State.MADE, asked.parts)
    with opened(path_of(asked)) as (_, manifest):
        assert manifest.content == asked.content
    assert [each.name for each in making.folder().iterdir()] == [f"{asked.pk}.zip"]
    answer = emil.get(reverse("export_download", args=(asked.pk,)))
    assert sha256(b"".join(answer.streaming_content)) == asked.sha256  # type: ignore[attr-defined]
    assert Act.objects.filter(verb="data.download").count() == 1
    for who in (cast.alma, cast.bruno, cast.farid, cast.gil):
        for address in (reverse("export_download", args=(asked.pk,)), reverse("export")):
            assert signed_in(who).get(address).status_code == 404
        assert signed_in(who).post(reverse("export_make")).status_code == 404
    assert Client().get(reverse("export_download", args=(asked.pk,))).status_code == 302
    emil.post(reverse("export_make"))
    with django_capture_on_commit_callbacks(execute=True):
        _work()
    assert [each.state for each in Export.objects.all()] == [State.MADE, State.GONE], "the newest replaces the others"
    assert emil.get(reverse("export_download", args=(asked.pk,))).status_code == 404
    assert [each.name for each in making.folder().iterdir()] == [f"{Export.objects.all()[0].pk}.zip"]
