"""Reading and acting as a program: records as the library writes them, each act once, two at once."""

import json
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from perenne.desk.api.models import Kept
from perenne.desk.bundles.making import make_bundle
from perenne.desk.bundles.models import Bundle
from perenne.desk.contracts.models import Contract
from perenne.desk.imports.models import Import
from perenne.desk.imports.reading import read_import
from perenne.desk.posts.actions import Choice, decide
from perenne.desk.posts.models import Answer, Decision, Post, State
from perenne.evidence.verify import verify
from perenne.model.answer import Decision as DecisionRecord
from perenne.model.finding import Finding
from perenne.model.post import Post as PostRecord
from tests.desk.api.programs import Program, access, decision, program
from tests.desk.cast import Cast, by
from tests.desk.contracts.test_contracts import audited
from tests.desk.partnerships.made import partnership

GIFTED = {"consideration": "yes", "forms": ["product"], "advertiser": {"name": "Belorso"}}
DOUBTFUL = "Ces gélules changent mes matins, merci Belorso"


def test_records_are_those_of_the_library(cast: Cast) -> None:
    post = cast.post()
    decide(by(cast.bruno), cast.bruno.person, post, 1, Choice("compliant", "Vu l’étiquette"), {})
    told = program(cast.alma).get(f"/posts/{post.pk}").json()
    assert msgspec.convert(told["record"], PostRecord) == post.read()
    findings = [msgspec.convert(each["record"], Finding) for each in told["findings"]]
    assert findings == [each.read() for each in post.findings.all()]
    decided = [msgspec.convert(each, DecisionRecord) for each in told["decisions"][0]["records"]]
    assert {each.finding for each in decided} == {each.id for each in findings}
    assert {(each.verdict, each.by, each.reason) for each in decided} == {("compliant", "Bruno", "Vu l’étiquette")}


def test_what_is_not_known_is_null(cast: Cast) -> None:
    cast.post(published_at=None, account={"country": "FR"})
    row = program(cast.alma).get("/posts").json()["items"][0]
    assert (row["published"], row["creator"]) == (None, None)


def test_the_lists_narrow_to_what_is_asked_for(cast: Cast) -> None:
    wanted, other = cast.post(), cast.post("Publicité · @belorso", account={"handle": "noe.q", "country": "FR"})
    alma = program(cast.alma)
    for asked in ({"q": "lina"}, {"verdict": wanted.verdict}, {"state": "waiting"}):
        assert [each["id"] for each in alma.get("/posts", **asked).json()["items"]] == [wanted.pk]
    about: list[dict[str, object]] = [
        {"post": wanted.pk},
        {"rule": wanted.findings.all()[0].rule, "post": wanted.pk},
        {"verdict": "non_compliant"},
    ]
    for narrowed in about:
        assert {each["post"] for each in alma.get("/findings", **narrowed).json()["items"]} == {wanted.pk}
    assert alma.get("/posts", q="\0").status_code == 200
    assert alma.get("/posts", verdict=other.verdict).status_code == 200


def test_pages_lead_through_all_and_nothing_that_comes_in_meanwhile_shifts_them(cast: Cast) -> None:
    posts = [cast.post().pk for _ in range(5)]
    alma, seen = program(cast.alma), list[int]()
    cursor: dict[str, str] = {}
    for _ in range(3):
        told = alma.get("/posts", limit=2, **cursor).json()
        seen += [each["id"] for each in told["items"]]
        cursor = {"cursor": told["next"]} if told["next"] else {}
        if len(seen) == 2:
            Post.objects.filter(pk=posts[0]).delete()
    assert seen == posts
    assert told["next"] is None


@pytest.mark.parametrize("cursor", ["1", "x:y", "\0", "é", "9" * 199])
def test_a_cursor_of_ones_own_making_is_refused_and_so_is_that_of_another_list(cast: Cast, cursor: str) -> None:
    for _ in range(2):
        cast.post()
    alma = program(cast.alma)
    of_posts = alma.get("/posts", limit=1).json()["next"]
    for path, tried in (("/posts", cursor), ("/findings", of_posts)):
        answer = alma.get(path, cursor=tried)
        assert (answer.status_code, answer.json()["errors"][0]["where"]) == (422, "query/cursor")


def test_a_list_asks_the_database_no_more_often_for_more_rows(cast: Cast) -> None:
    alma, counts = program(cast.alma), []
    for more in (1, 3):
        for _ in range(more):
            post = cast.post()
            decide(by(cast.bruno), cast.bruno.person, post, 1, Choice("compliant", "Vu"), {})
            partnership(cast, f"createur.{post.pk}")
            Contract.objects.create(organisation=cast.agency, brand=cast.lune, ref=f"C-2026-{post.pk}")
        alma.get("/posts")
        with CaptureQueriesContext(connection) as asked:
            for path in ("/posts", "/findings", "/decisions", "/imports", "/bundles", "/partnerships", "/contracts"):
                assert alma.get(path).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_a_decision_is_signed_in_the_name_of_the_member(cast: Cast) -> None:
    post = cast.post()
    answer = program(cast.alma).post(f"/posts/{post.pk}/decisions", decision(due="2026-12-03"))
    post.refresh_from_db()
    assert (answer.status_code, answer["Location"]) == (201, f"/api/posts/{post.pk}")
    assert (post.state, post.version) == (State.ASKED, 2)
    assert (answer.json()["by"], answer.json()["due"]) == ("Alma", "2026-12-03")


def test_what_is_in_doubt_is_held_against_nobody_before_its_question_was_answered(cast: Cast) -> None:
    post, alma = cast.post(DOUBTFUL, deal=GIFTED), program(cast.alma)
    asked = [each["fact"] for each in alma.get(f"/posts/{post.pk}").json()["questions"]]
    refused = alma.post(f"/posts/{post.pk}/decisions", decision())
    assert refused.status_code == 422
    assert [each["where"] for each in refused.json()["errors"]] == [f"#/answers/{fact}" for fact in asked]
    assert not Decision.objects.exists()
    done = alma.post(f"/posts/{post.pk}/decisions", decision(answers=dict.fromkeys(asked, "yes")))
    assert done.status_code == 201
    assert Answer.objects.count() == len(asked)
    post.refresh_from_db()
    assert post.verdict == "non_compliant"


def test_a_question_that_was_not_asked_is_not_answered(cast: Cast) -> None:
    answer = program(cast.alma).post(f"/posts/{cast.post().pk}/decisions", decision(answers={"deal.x": "yes"}))
    assert answer.json()["errors"] == [
        {"where": "#/answers/deal.x", "says": "cette publication ne pose pas cette question"}
    ]


def test_of_two_who_decide_at_once_the_second_is_shown_both_versions(cast: Cast) -> None:
    post = cast.post()
    decide(by(cast.bruno), cast.bruno.person, post, 1, Choice("compliant", "Vu l’étiquette"), {})
    answer = program(cast.alma).post(f"/posts/{post.pk}/decisions", decision())
    told = answer.json()
    assert (answer.status_code, told["seen"], told["version"]) == (409, 1, 2)
    assert (told["yours"]["kind"], told["theirs"]["reason"], told["theirs"]["by"]) == (
        "ask",
        "Vu l’étiquette",
        "Bruno",
    )
    assert Decision.objects.count() == 1


def test_the_tag_of_a_post_is_the_version_that_a_decision_names(cast: Cast) -> None:
    post, alma = cast.post(), program(cast.alma)
    tag = alma.get(f"/posts/{post.pk}")["ETag"]
    body = {name: value for name, value in decision().items() if name != "version"}
    assert alma.post(f"/posts/{post.pk}/decisions", body).status_code == 422
    assert alma.post(f"/posts/{post.pk}/decisions", body, If_Match="x").status_code == 422
    assert alma.post(f"/posts/{post.pk}/decisions", body, If_Match=tag).status_code == 201
    assert alma.post(f"/posts/{post.pk}/decisions", body, If_Match=tag).status_code == 409


def test_a_request_that_is_sent_twice_acts_once(cast: Cast) -> None:
    post, alma = cast.post(), program(cast.alma)
    first, second = (alma.post(f"/posts/{post.pk}/decisions", decision(), key="k") for _ in range(2))
    assert (first.status_code, first.content) == (second.status_code, second.content)
    assert second["Idempotency-Replayed"] == "true"
    assert second["Location"] == first["Location"]
    assert Decision.objects.count() == 1


def test_a_key_is_for_one_request_of_one_access(cast: Cast) -> None:
    post, alma = cast.post(), program(cast.alma)
    assert alma.post(f"/posts/{post.pk}/decisions", decision(), key="k").status_code == 201
    other = alma.post(f"/posts/{post.pk}/decisions", decision(2), key="k")
    assert (other.status_code, other.json()["title"]) == (422, "Clé déjà prise")
    assert alma.post("/bundles", {"posts": [post.pk]}, key="k").status_code == 422
    assert program(cast.bruno).post("/bundles", {"posts": [post.pk]}, key="k").status_code == 201


def test_while_a_request_is_under_way_its_twin_waits(cast: Cast) -> None:
    token, secret = access(cast.alma)
    post, alma = cast.post(), Program(secret)
    alma.post(f"/posts/{post.pk}/decisions", decision(), key="k")
    Kept.objects.filter(token=token).update(status=None)
    assert alma.post(f"/posts/{post.pk}/decisions", decision(), key="k").status_code == 409
    long_ago = timezone.now() - timedelta(minutes=11)
    Kept.objects.filter(token=token).update(at=long_ago)
    again = alma.post(f"/posts/{post.pk}/decisions", decision(), key="k")
    assert again.json()["title"] == "Quelqu’un a été plus rapide", "one that broke off is done anew"


def test_a_request_that_was_refused_may_be_mended_under_its_key(cast: Cast) -> None:
    post, alma = cast.post(), program(cast.alma)
    assert alma.post(f"/posts/{post.pk}/decisions", decision(7), key="k").status_code == 409
    assert alma.post(f"/posts/{post.pk}/decisions", decision(1), key="k").status_code == 201


def test_a_key_is_forgotten_after_a_day(cast: Cast) -> None:
    post, alma = cast.post(), program(cast.alma)
    alma.post("/bundles", {"posts": [post.pk]}, key="k")
    Kept.objects.update(at=timezone.now() - timedelta(hours=25))
    assert "Idempotency-Replayed" not in alma.post("/bundles", {"posts": [post.pk]}, key="k").headers
    assert Bundle.objects.count() == 2


def test_a_fault_of_ours_leaves_neither_half_an_act_nor_a_key_that_is_taken(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    from perenne.desk.api import once

    def fails(*_: object) -> None:
        raise RuntimeError("/secret/path")

    post, alma = cast.post(), program(cast.alma)
    with monkeypatch.context() as broken:
        broken.setattr(once, "_keep", fails)
        answer = alma.post(f"/posts/{post.pk}/decisions", decision(), key="k")
    assert (answer.status_code, answer.json()["title"]) == (500, "Erreur interne")
    assert "/secret/path" not in answer.content.decode()
    assert not Decision.objects.exists()
    assert alma.post(f"/posts/{post.pk}/decisions", decision(), key="k").status_code == 201


def _file(name: str = "p.ndjson", *posts: str) -> SimpleUploadedFile:
    lines = [json.dumps({"platform": "instagram", "post_id": each, "text": "Bonjour"}) for each in posts]
    return SimpleUploadedFile(name, "\n".join([*lines, "{"]).encode())


def test_files_are_imported_followed_and_taken_back(cast: Cast) -> None:
    alma = program(cast.alma)
    begun = alma.send("/imports", {"files": [_file("a.ndjson", "A"), _file("b.ndjson", "B", "C")]})
    assert begun.status_code == 201
    number = begun.json()["import"]["id"]
    read_import.call(number)
    told = alma.get(f"/imports/{number}").json()
    assert (told["import"]["state"], told["import"]["posts_new"], told["rejects_in_all"]) == ("done", 3, 2)
    assert [each["name"] for each in told["files"]] == ["a.ndjson", "b.ndjson"]
    assert told["rejects"][0]["line"] == 2
    undone = alma.post(f"/imports/{number}/undo")
    assert (undone.status_code, undone.json()["import"]["state"], undone.json()["staying"]) == (200, "undone", 0)
    twice = alma.post(f"/imports/{number}/undo")
    assert (twice.status_code, twice.json()["state"]) == (409, "undone")


def test_the_same_files_under_the_same_key_are_imported_once(cast: Cast) -> None:
    alma = program(cast.alma)
    answers = [alma.send("/imports", {"files": _file("a.ndjson", "A")}, key="k") for _ in range(2)]
    assert answers[0].content == answers[1].content
    assert Import.objects.exclude(pk=cast.dropped.pk).count() == 1
    assert alma.send("/imports", {"files": _file("a.ndjson", "B")}, key="k").status_code == 422


def test_a_bundle_is_asked_for_made_and_fetched_intact(
    cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PERENNE_HOME", str(tmp_path / "keys"))
    with override_settings(BUNDLES=tmp_path / "bundles"):
        alma, posts = program(cast.alma), [cast.post().pk, cast.post().pk]
        number = alma.post("/bundles", {"posts": posts, "language": "en"}).json()["id"]
        waiting = alma.get(f"/bundles/{number}/file")
        assert (waiting.status_code, waiting.json()["state"]) == (409, "waiting")
        make_bundle.call(number)
        told = alma.get(f"/bundles/{number}").json()
        assert (told["state"], told["posts"], told["language"]) == ("made", posts, "en")
        file = alma.get(f"/bundles/{number}/file")
        content = b"".join(file.streaming_content)
        assert (file["Content-Type"], len(content)) == ("application/zip", told["size"])
        kept = tmp_path / "fetched.zip"
        kept.write_bytes(content)
        with kept.open("rb") as stream:
            assert verify(stream).state == "intact"


def test_a_partnership_and_a_contract_are_read_with_what_is_recorded_of_them(cast: Cast) -> None:
    kept, signed, alma = partnership(cast), audited(cast), program(cast.alma)
    told = alma.get(f"/partnerships/{kept.ref}").json()
    assert (told["partnership"]["ref"], told["partnership"]["brand"]["name"]) == (kept.ref, "Belorso")
    assert len(told["dates"]) == kept.items.count() > 0
    assert [each["total"] for each in told["years"]] == [str(each.total) for each in kept.years.order_by("year")]
    shown = alma.get(f"/contracts/{signed.ref}").json()
    version = signed.versions.get()
    assert (shown["contract"]["missing"], shown["versions"][0]["present"]) == (version.missing, version.present)
    assert [each["ref"] for each in alma.get("/contracts", standing=signed.standing).json()["items"]] == [signed.ref]
    assert alma.get("/contracts", standing="reviewed").json()["items"] == []
    for path in ("/partnerships/P-9999", "/contracts/C-0000-000", "/contracts/%00"):
        assert alma.get(path).status_code == 404
