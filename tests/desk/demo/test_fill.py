"""The demo fills an empty desk by the desk's own imports and actions, once, and opens it again afterwards."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from perenne.desk.contracts.models import Contract
from perenne.desk.demo.fill import fill, opened
from perenne.desk.devices.queries import standing
from perenne.desk.imports.models import Import, State
from perenne.desk.journal.acts import verify
from perenne.desk.partnerships.models import Partnership
from perenne.desk.people.actions import found
from perenne.desk.people.models import Member
from perenne.desk.posts.models import Decision, Post
from perenne.model.errors import UsageError

TODAY = date(2026, 11, 24)


@pytest.fixture(autouse=True)
def _worker_within_the_test(monkeypatch: pytest.MonkeyPatch) -> None:
    """The worker’s command closes the connection between two jobs; a test’s holds the transaction that is undone."""
    monkeypatch.setattr("django_tasks_db.management.commands.db_worker.close_old_connections", lambda: None)


def test_an_empty_desk_becomes_that_of_an_agency_whose_journal_holds(db: None, client: Client) -> None:
    token = fill(lambda _: None, TODAY, 360)
    assert {each.state for each in Import.objects.all()} == {State.DONE}
    assert Partnership.objects.count() == 30
    assert Post.objects.count() >= 360
    assert Contract.objects.count() == 3
    assert Decision.objects.count() > 20
    phones = standing(Member.objects.get(person__email="dina@meridienne.example"), TODAY)
    assert {each: phones.word(each) for each in phones.by_device} == {
        "studio-1": "compliant",
        "studio-2": "unknown",
        "mission-1": "exception",
    }
    assert verify().holds
    link = reverse("join", args=(token,))
    assert client.post(link, {"name": "Lina", "password": "quatre-mots-de-passe"}).status_code == 302
    assert client.get("/").status_code == 200
    assert opened(lambda _: None, TODAY) is None, "the second time it is opened as it stands"


def test_a_desk_of_somebody_is_never_filled(db: None) -> None:
    found("Studio Ponant", "gil@exemple.invalid")
    with pytest.raises(UsageError, match="somebody"):
        opened(lambda _: None, TODAY)
    assert Post.objects.count() == 0
