"""Whatever goes wrong, a program is told in a form that it can read, in the language that it asked for."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from perenne.desk.api import problems
from perenne.desk.api.problems import MEDIA, STATUS
from perenne.desk.posts.models import Decision
from tests.desk.api.programs import Program, decision, program
from tests.desk.cast import Cast

HUGE = 10**30


def _asked(cast: Cast, it: Program, post: int) -> dict[int, object]:
    """A request for each refusal."""
    path = f"/posts/{post}/decisions"
    return {
        400: it.ask("POST", path, b"{", "application/json", Idempotency_Key="k1"),
        401: Program("x", "fr").get("/posts"),
        404: it.get(f"/posts/{HUGE}"),
        405: it.ask("DELETE", "/posts"),
        409: it.post(path, decision(9)),
        415: it.ask("POST", path, b"kind=ask", "application/x-www-form-urlencoded", Idempotency_Key="k2"),
        422: it.get("/posts", limit=0),
    }


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_refusal_is_a_problem_in_words(cast: Cast, language: str) -> None:
    for status, answer in _asked(cast, program(cast.alma, language=language), cast.post().pk).items():
        told = answer.json()  # type: ignore[attr-defined]
        assert (answer.status_code, told["status"]) == (status, status)  # type: ignore[attr-defined]
        assert answer["Content-Type"] == MEDIA  # type: ignore[index]
        assert answer["Cache-Control"] == "no-store"  # type: ignore[index]
        assert "Accept-Language" in answer["Vary"]  # type: ignore[index]
        assert told["type"].removeprefix("/api/#") in STATUS
        if status != 401:
            assert answer["Content-Language"] == language  # type: ignore[index]
            assert ("nothing" in told["detail"].lower() or " the " in told["detail"].lower()) == (
                language == "en"
            ) or (status in {404, 415})


def test_what_the_framework_refuses_is_a_problem_too(cast: Cast) -> None:
    answers = {
        404: Client().get("/api/nothing"),
        405: Client().post("/api/openapi.json"),
        400: Client().get("/api/posts", headers={"host": "evil.example"}),
    }
    for status, answer in answers.items():
        assert (answer.status_code, answer["Content-Type"]) == (status, MEDIA)


def test_405_says_which_methods_there_are(cast: Cast) -> None:
    assert set(program(cast.alma).ask("DELETE", "/bundles")["Allow"].split(", ")) == {"GET", "POST"}


def test_a_fault_of_ours_shows_nothing_of_the_machine(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    from perenne.desk.posts import queries

    def fails(*_: object) -> object:
        raise RuntimeError("/secret/path")

    monkeypatch.setattr(queries, "filtered", fails)
    answer = program(cast.alma).get("/posts")
    assert (answer.status_code, answer["Content-Type"]) == (500, MEDIA)
    assert "/secret/path" not in answer.content.decode()


def test_what_is_too_large_is_refused_before_it_is_read(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    alma = program(cast.alma)
    long = json.dumps({"reason": "x" * 3_000_000}).encode()
    assert alma.ask("POST", "/posts/1/decisions", long, "application/json", Idempotency_Key="k").status_code == 413
    monkeypatch.setattr(problems, "LARGEST", 100)
    sent = SimpleUploadedFile("a.ndjson", b"x" * 200)
    assert alma.send("/imports", {"files": sent}).status_code == 413


@pytest.mark.parametrize(
    ("body", "where", "says"),
    [
        ({}, "#/kind", "il manque : ajoutez-le"),
        (decision(reason=""), "#/reason", "au moins 1 signe"),
        (decision(reason="   "), "#/reason", "écrivez-le sous la forme \\S"),
        (decision(reason="x" * 2_001), "#/reason", "au plus 2000 signes"),
        (decision(reason=7), "#/reason", "écrivez un texte"),
        (decision(reason="a\0b"), "#/reason", None),
        (decision(kind="burn"), "#/kind", "choisissez parmi"),
        (decision(due="demain"), "#/due", "écrivez une date comme 2026-12-01"),
        ({**decision(), "version": "x"}, "#/version", "écrivez un nombre entier"),
        (decision(version=0), "#/version", "au moins 1"),
        (decision(mood="bad"), "#/mood", "ce champ n’existe pas : retirez-le"),
        (decision(answers={"deal.consideration": "perhaps"}), "#/answers/deal.consideration", None),
        (decision(answers=[]), "#/answers", "cette valeur n’est pas de la sorte attendue"),
    ],
)
def test_each_wrong_field_is_named_with_what_to_do(
    cast: Cast, body: dict[str, object], where: str, says: str | None
) -> None:
    answer = program(cast.alma).post(f"/posts/{cast.post().pk}/decisions", body)
    assert answer.status_code == 422
    wrong = {each["where"]: each["says"].replace("\u00a0", " ") for each in answer.json()["errors"]}
    assert where in wrong
    assert says is None or wrong[where].startswith(says)
    assert not Decision.objects.exists()


@pytest.mark.parametrize("body", [b"{", b"\xff", b'"\\ud800"', b'{"reason": "\\ud800"}', b"[" * 100_000, b"1e999"])
def test_what_is_no_json_is_said_to_be_none(cast: Cast, body: bytes) -> None:
    answer = program(cast.alma).ask("POST", "/bundles", body, "application/json", Idempotency_Key="k")
    assert answer.status_code == 400


@pytest.mark.parametrize("key", ["", "é", "a b", "x" * 256])
def test_an_act_needs_a_key_that_can_be_one(cast: Cast, key: str) -> None:
    named = {"Idempotency_Key": key} if key else {}
    answer = program(cast.alma).ask("POST", "/bundles", b'{"posts": [1]}', "application/json", **named)
    assert (answer.status_code, answer.json()["errors"][0]["where"]) == (422, "header/Idempotency-Key")


def test_files_are_sent_as_files(cast: Cast) -> None:
    alma = program(cast.alma)
    assert alma.post("/imports", {"files": ["x"]}).status_code == 415
    empty = alma.send("/imports", {"brand": cast.lune.pk})
    assert (empty.status_code, empty.json()["errors"][0]["where"]) == (422, "#/files")


def test_more_files_than_are_read_at_once_are_refused(cast: Cast) -> None:
    files = [SimpleUploadedFile(f"{n}.ndjson", b"{}") for n in range(101)]
    assert program(cast.alma).send("/imports", {"files": files}).status_code == 413


def test_the_page_of_a_problem_is_there(cast: Cast) -> None:
    page = Client().get("/api/").content.decode()
    assert all(f'id="{kind}"' in page for kind in STATUS)


@pytest.mark.parametrize("path", ["/findings", "/decisions"])
def test_a_number_that_no_database_holds_is_said_at_its_place(cast: Cast, path: str) -> None:
    answer = program(cast.alma).get(path, post=HUGE)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["where"] == "query/post"
