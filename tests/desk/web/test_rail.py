"""The rail says how much stands behind its lines, to whom sees all of it, and asks no more for that."""

import re

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from perenne.desk.imports.models import Import, State
from perenne.desk.people.models import Member
from tests.desk.cast import Cast, signed_in
from tests.desk.creators.made import account
from tests.desk.partnerships.made import partnership


def _rail(member: Member) -> str:
    page = signed_in(member).get(reverse("keys")).content.decode().replace("\u00a0", " ")
    return page.split('class="held"')[1].split("</header>")[0]


def _number(rail: str, line: str) -> str:
    found = re.search(rf'href="{reverse(line)}".*?</a>', rail)
    assert found is not None
    shown = re.search(r'<span class="n[^"]*">(\d+)', found[0])
    return shown[1] if shown else ""


def test_relations_creators_and_imports_that_wait_are_counted(cast: Cast) -> None:
    assert "relation" not in _rail(cast.alma)
    for handle in ("lina.m", "jade.o"):
        partnership(cast, handle)
        account(cast, handle)
    Import.objects.create(organisation=cast.agency, by=cast.alma.person, at=timezone.now(), state=State.ASKING)
    rail = _rail(cast.alma)
    assert "2 relations actives" in rail
    assert [_number(rail, line) for line in ("partnerships", "creators", "imports", "posts")] == ["2", "2", "1", ""]
    assert "en attente d’une personne" in rail


def test_whoever_is_limited_or_works_elsewhere_sees_no_number_of_the_whole(cast: Cast) -> None:
    partnership(cast)
    for member in (cast.farid, cast.gil, cast.dina):
        assert "1 relation" not in _rail(member)


def test_the_numbers_cost_no_question_more(cast: Cast) -> None:
    client = signed_in(cast.alma)
    asked = []
    for headers in ({"HX-Request": "true"}, {}):
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("keys"), headers=headers)
        asked.append(len(queries))
    assert asked[0] == asked[1]
