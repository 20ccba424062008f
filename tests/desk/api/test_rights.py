"""A program may what its member may, and of that what its access was opened for: everybody, every operation."""

from collections.abc import Callable
from itertools import count
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings
from django.urls import reverse

from perenne.desk.api.document import operations, verbs
from perenne.desk.bundles.actions import ask
from perenne.desk.bundles.models import Bundle
from perenne.desk.contracts.models import Contract
from perenne.desk.imports.models import Import
from perenne.desk.journal.models import Act
from perenne.desk.posts.actions import Choice, decide
from perenne.desk.posts.models import Decision
from tests.desk.api.programs import Program, access, decision, program
from tests.desk.cast import Cast, by, signed_in
from tests.desk.partnerships.made import partnership


def _file() -> SimpleUploadedFile:
    return SimpleUploadedFile("p.ndjson", b'{"platform": "instagram", "post_id": "A", "text": "Bonjour"}')


def _bundle(cast: Cast) -> Bundle:
    return ask(by(cast.alma), cast.alma, [cast.post()], "fr")


CALLS: dict[str, tuple[Callable[[Cast, Program], Any], set[str], set[str]]] = {
    "posts.list": (lambda cast, it: it.get("/posts"), {"alma", "bruno", "chloe", "farid", "gil"}, set()),
    "posts.one": (lambda cast, it: it.get(f"/posts/{cast.post().pk}"), {"alma", "bruno", "chloe"}, {"farid", "gil"}),
    "findings.list": (lambda cast, it: it.get("/findings"), {"alma", "bruno", "chloe", "farid", "gil"}, set()),
    "decisions.list": (lambda cast, it: it.get("/decisions"), {"alma", "bruno", "chloe", "farid", "gil"}, set()),
    "decisions.make": (
        lambda cast, it: it.post(f"/posts/{cast.post().pk}/decisions", decision()),
        {"alma", "bruno"},
        {"farid", "gil"},
    ),
    "imports.list": (lambda cast, it: it.get("/imports"), {"alma", "bruno", "emil", "farid", "gil"}, set()),
    "imports.one": (
        lambda cast, it: it.get(f"/imports/{cast.dropped.pk}"),
        {"alma", "bruno", "emil"},
        {"farid", "gil"},
    ),
    "imports.begin": (
        lambda cast, it: it.send("/imports", {"files": _file(), "brand": cast.lune.pk}),
        {"alma", "bruno", "emil", "farid"},
        set(),
    ),
    "imports.confirm": (
        lambda cast, it: it.post(f"/imports/{_done(cast).pk}/confirm"),
        {"alma", "bruno", "emil"},
        {"farid", "gil"},
    ),
    "imports.stop": (
        lambda cast, it: it.post(f"/imports/{_done(cast).pk}/stop"),
        {"alma", "bruno", "emil"},
        {"farid", "gil"},
    ),
    "imports.undo": (
        lambda cast, it: it.post(f"/imports/{_done(cast).pk}/undo"),
        {"alma", "bruno", "emil"},
        {"farid", "gil"},
    ),
    "bundles.list": (lambda cast, it: it.get("/bundles"), {"alma", "bruno", "farid", "gil"}, set()),
    "bundles.one": (lambda cast, it: it.get(f"/bundles/{_bundle(cast).pk}"), {"alma", "bruno"}, {"farid", "gil"}),
    "bundles.make": (
        lambda cast, it: it.post("/bundles", {"posts": [cast.post().pk]}),
        {"alma", "bruno"},
        {"farid", "gil"},
    ),
    "bundles.download": (
        lambda cast, it: it.get(f"/bundles/{_bundle(cast).pk}/file"),
        {"alma", "bruno"},
        {"farid", "gil"},
    ),
    "partnerships.list": (
        lambda cast, it: it.get("/partnerships"),
        {"alma", "bruno", "chloe", "farid", "gil"},
        set(),
    ),
    "partnerships.one": (
        lambda cast, it: it.get(f"/partnerships/{partnership(cast, _another()).ref}"),
        {"alma", "bruno", "chloe"},
        {"farid", "gil"},
    ),
    "contracts.list": (lambda cast, it: it.get("/contracts"), {"alma", "bruno", "farid", "gil"}, set()),
    "contracts.one": (
        lambda cast, it: it.get(f"/contracts/{_contract(cast).ref}"),
        {"alma", "bruno"},
        {"farid", "gil"},
    ),
}
"""How each operation is asked for; who may, and for whom the thing is not there. Everybody else is refused."""
OTHER = {
    "imports.begin": {"gil": 422},
    "imports.confirm": {"alma": 409, "bruno": 409, "emil": 409},
    "bundles.download": {"alma": 409, "bruno": 409},
}
"""Who may, and is told something else than that it is done: no brand of that number; an import that asks nothing; a
bundle that is not made yet."""


_NUMBERS = count()


def _another() -> str:
    return f"createur.{next(_NUMBERS)}"


def _contract(cast: Cast) -> Contract:
    return Contract.objects.create(organisation=cast.agency, brand=cast.belorso, ref=f"C-2026-{next(_NUMBERS):03}")


def _done(cast: Cast) -> Import:
    return Import.objects.create(organisation=cast.agency, by=cast.alma.person, at=cast.dropped.at, state="done")


def test_no_operation_is_left_out_of_this_test() -> None:
    assert {each.name for each in operations("en")} == set(CALLS)


@pytest.mark.parametrize("name", CALLS)
def test_every_member_of_the_cast_asks_for_every_operation(cast: Cast, name: str) -> None:
    call, able, missing = CALLS[name]
    for who, member in cast.members.items():
        status = call(cast, program(member)).status_code
        told = OTHER.get(name, {}).get(who)
        expected = (
            {told}
            if told
            else {200, 201}
            if who in able
            else {404}
            if who in missing
            else {401 if who == "former" else 403}
        )
        assert status in expected, (who, status)


@pytest.mark.parametrize("name", CALLS)
def test_an_access_that_was_not_opened_for_it_is_refused_with_the_reason(cast: Cast, name: str) -> None:
    call, _, _ = CALLS[name]
    needed = next(each.verbs for each in operations("en") if each.name == name)
    for lacking in needed:
        answer = call(cast, program(cast.bruno, set(verbs()) - {lacking}))
        told = answer.json()
        assert (answer.status_code, told["who"]) == (403, ["Bruno"])
        assert told["detail"].startswith("Cet accès n’a pas été ouvert pour ")


def test_without_an_access_there_is_nothing(cast: Cast) -> None:
    for call, _, _ in CALLS.values():
        answer = call(cast, Program("perenne_invente"))
        assert (answer.status_code, answer["WWW-Authenticate"]) == (401, 'Bearer realm="perenne"')


@pytest.mark.parametrize("secret", ["", " ", "\x7f", "é" * 9, "x" * 9_000])
def test_what_is_no_secret_opens_nothing(cast: Cast, secret: str) -> None:
    assert Program(secret).get("/posts").status_code == 401


def test_being_signed_in_in_a_browser_opens_nothing_here(cast: Cast) -> None:
    assert signed_in(cast.bruno).get("/api/posts").status_code == 401


def test_a_refusal_of_a_role_names_those_who_may(cast: Cast) -> None:
    told = program(cast.chloe).post(f"/posts/{cast.post().pk}/decisions", decision()).json()
    assert "Analyste" in told["detail"]
    assert told["who"] == ["Bruno"]
    assert not Decision.objects.exists()


def test_a_post_that_was_passed_on_is_for_compliance_alone(cast: Cast) -> None:
    post = cast.post()
    decide(by(cast.alma), cast.alma.person, post, 1, Choice("escalate", "À voir"), {})
    assert program(cast.alma).post(f"/posts/{post.pk}/decisions", decision(2)).status_code == 403
    assert program(cast.bruno).post(f"/posts/{post.pk}/decisions", decision(2)).status_code == 201


def test_a_role_for_one_brand_reads_what_is_of_that_brand_alone(cast: Cast) -> None:
    own, other = cast.post(brand=cast.lune), cast.post(brand=cast.belorso)
    for post in (own, other):
        decide(by(cast.bruno), cast.bruno.person, post, 1, Choice("compliant", "Vu"), {})
    farid = program(cast.farid)
    assert [each["id"] for each in farid.get("/posts").json()["items"]] == [own.pk]
    for listed in ("/findings", "/decisions"):
        assert {each["post"] for each in farid.get(listed).json()["items"]} == {own.pk}
        assert farid.get(listed, post=other.pk).json()["items"] == []
    assert farid.get("/imports").json()["items"] == []
    assert farid.send("/imports", {"files": _file(), "brand": cast.belorso.pk}).status_code == 422
    assert farid.send("/imports", {"files": _file()}).status_code == 422
    assert farid.post("/bundles", {"posts": [own.pk, other.pk]}).status_code == 404


def test_an_access_dies_with_the_membership_and_does_not_come_back_with_it(cast: Cast) -> None:
    from perenne.desk.people.actions import end
    from perenne.desk.people.models import Member

    alma = program(cast.alma)
    assert alma.get("/posts").status_code == 200
    end(by(cast.emil), cast.alma)
    assert alma.get("/posts").status_code == 401
    Member.objects.filter(pk=cast.alma.pk).update(ended=None)
    assert alma.get("/posts").status_code == 401
    assert program(cast.alma).get("/posts").status_code == 200


def test_an_access_loses_at_once_what_the_role_loses(cast: Cast) -> None:
    from perenne.desk.people.actions import change_roles

    alma = program(cast.alma)
    change_roles(by(cast.emil), cast.alma, ["security"])
    answer = alma.get("/posts")
    assert (answer.status_code, answer.json()["who"]) == (403, ["Bruno", "Chloé", "Farid"])


def test_an_access_that_expired_or_was_revoked_opens_nothing(cast: Cast) -> None:
    from perenne.desk.api.actions import revoke

    assert Program(access(cast.alma, days=-0.01)[1]).get("/posts").status_code == 401
    token, secret = access(cast.alma)
    revoke(by(cast.alma), token)
    assert Program(secret).get("/posts").status_code == 401


def test_what_a_program_does_stands_in_the_journal_as_done_by_a_program(cast: Cast) -> None:
    program(cast.alma).post(f"/posts/{cast.post().pk}/decisions", decision())
    act = Act.objects.get(verb="post.ask")
    assert act.actor == cast.alma.person.ref
    assert '"source":"api"' in act.line


def test_so_many_requests_a_minute_and_no_more(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    from perenne.desk.api import bearer

    monkeypatch.setattr(bearer, "PER_MINUTE", 2)
    monkeypatch.setattr("time.time", lambda: 1_000_000_000.0)
    with override_settings(CACHES={"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}):
        alma, bruno = program(cast.alma), program(cast.bruno)
        assert [alma.get("/posts").status_code for _ in range(3)] == [200, 200, 429]
        assert bruno.get("/posts").status_code == 200
        assert alma.get("/posts")["Retry-After"] == "20"
        monkeypatch.setattr("time.time", lambda: 1_000_000_020.0)
        assert alma.get("/posts").status_code == 200


def test_the_description_is_open_and_names_nobody(cast: Cast) -> None:
    for name in ("api", "openapi"):
        answer = signed_in(cast.hana).get(reverse(name))
        assert answer.status_code == 200
        assert "Agence Méridienne" not in answer.content.decode()
