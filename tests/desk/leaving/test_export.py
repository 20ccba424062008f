"""Everything taken along in one file, and brought back into an empty desk to the same hashes."""

import hashlib
import json
import zipfile
from datetime import date
from pathlib import Path

import msgspec
import pytest
import pytest_django
from django.core.management import call_command
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from perenne.chain import canonical, first_break
from perenne.desk.demo.fill import fill
from perenne.desk.imports import originals
from perenne.desk.imports.models import File
from perenne.desk.journal.acts import verify
from perenne.desk.journal.models import Act
from perenne.desk.keeping.rows import name_of, tables
from perenne.desk.leaving.archive import FORMAT, Manifest, Part, content_of, opened
from perenne.desk.leaving.bringing import bring
from perenne.desk.leaving.making import written
from perenne.desk.leaving.models import Export
from perenne.desk.leaving.schema import ELSEWHERE, NOT_TAKEN, TO_ORGANISATION, part_of
from perenne.desk.people.models import Organisation, Person
from perenne.desk.posts.actions import decide
from perenne.desk.posts.models import Post
from perenne.model.errors import UsageError
from perenne.partnerships.store import Folder
from tests.desk.cast import Cast, signed_in

TODAY = date(2026, 11, 24)


class _Elsewhere(Exception):
    """What was done is undone: the desk is empty again."""


def export_of(organisation: Organisation, file: Path) -> Manifest:
    asked = Export.objects.create(organisation=organisation, by=Person.objects.earliest("pk"), at=timezone.now())
    return written(file, asked, "default")


def places(settings: pytest_django.Settings, data: Path) -> None:
    settings.ORIGINALS, settings.BUNDLES = data / "originals", data / "bundles"


def test_every_table_is_taken_along_or_it_is_said_why_not() -> None:
    assert {name_of(each) for each in tables()} == {*TO_ORGANISATION, *ELSEWHERE, *NOT_TAKEN}


def test_a_whole_agency_taken_along_comes_back_to_the_same_hashes(
    db: None, tmp_path: Path, settings: pytest_django.Settings
) -> None:
    places(settings, tmp_path / "one")
    with pytest.raises(_Elsewhere), transaction.atomic():
        fill(lambda _: None, TODAY, 360)
        before = export_of(Organisation.objects.get(), tmp_path / "one.zip")
        posts, acts = Post.objects.count(), Act.objects.count()
        raise _Elsewhere
    assert not Person.objects.exists()

    places(settings, tmp_path / "two")
    done = bring(tmp_path / "one.zip", tmp_path / "two")
    assert (done.content, done.acts) == (before.content, acts)
    assert Post.objects.count() == posts >= 360
    assert verify().holds
    assert done.files == sum(name.startswith(("originals/", "bundles/")) for name in before.parts) > 0

    after = export_of(Organisation.objects.get(), tmp_path / "two.zip")
    differing = {name for name in before.parts if before.parts[name] != after.parts.get(name)}
    assert set(after.parts) == set(before.parts)
    assert differing == {"journal/acts.ndjson", "journal/words.ndjson"}, "it tells that the export was brought here"
    with zipfile.ZipFile(tmp_path / "one.zip") as one, zipfile.ZipFile(tmp_path / "two.zip") as two:
        told, more = one.read("journal/acts.ndjson"), two.read("journal/acts.ndjson")
        assert more.startswith(told)
        assert [json.loads(line)["act"]["verb"] for line in more[len(told) :].splitlines()] == ["data.bring"]
        assert first_break(told.splitlines()) is None
        one.extractall(tmp_path / "read", [name for name in one.namelist() if name.startswith("book/")])
    assert Folder(tmp_path / "read" / "book").batches(), "the library reads the book as it lies there"
