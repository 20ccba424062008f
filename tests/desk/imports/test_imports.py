"""Imports: files in, judged posts out; twice, stopped, undone, killed at any moment."""

import json
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from perenne.desk.bundles.actions import ask
from perenne.desk.imports import actions, gathering, keeping, originals, running
from perenne.desk.imports.models import Import, State
from perenne.desk.imports.reading import read_import
from perenne.desk.journal.acts import verify
from perenne.desk.journal.models import Act
from perenne.desk.posts.actions import Choice, decide
from perenne.desk.posts.models import Post
from perenne.desk.worker import take_up_again
from perenne.handset.tiers import standing
from perenne.readers.opening import Found, unpacked
from perenne.readers.tasks import NothingKept, way
from tests.desk.cast import Cast, by, signed_in

CAPTURES = Path(__file__).resolve().parents[3] / "examples" / "captures"


def dropped(*names: str) -> list[SimpleUploadedFile]:
    return [SimpleUploadedFile(name, (CAPTURES / name).read_bytes()) for name in names]


def begun(cast: Cast, *names: str) -> Import:
    return actions.begin(by(cast.alma), cast.alma, dropped(*(names or ("instagram.ndjson",))))


def test_a_drop_of_files_becomes_judged_posts(cast: Cast) -> None:
    made = begun(cast, "instagram.ndjson", "youtube-videos.json")
    read_import.call(made.pk)
    made.refresh_from_db()
    assert made.state == State.DONE
    assert made.posts_new == Post.objects.filter(added_by=made).count() > 10
    assert all(each.format for each in made.files.all())
    assert verify().holds


def test_the_originals_are_kept_under_their_hash(cast: Cast) -> None:
    made = begun(cast)
    file = made.files.get()
    assert originals.path_of(file.sha256).read_bytes() == (CAPTURES / "instagram.ndjson").read_bytes()
    assert originals.path_of(file.sha256).stat().st_mode & 0o077 == 0


def test_the_same_files_twice_add_nothing(cast: Cast) -> None:
    first, second = begun(cast), begun(cast)
    read_import.call(first.pk)
    read_import.call(second.pk)
    second.refresh_from_db()
    assert (second.posts_new, second.posts_known) == (0, Post.objects.filter(added_by=first).count())


def test_files_are_read_inside_the_compartment_where_it_holds_and_give_the_same_posts(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []

    def looked_at(found: Found) -> list[Found]:
        seen.append(way().isolation)
        return unpacked(found)

    monkeypatch.setenv("PERENNE_ISOLATION", "auto")
    monkeypatch.setattr(gathering, "unpacked", looked_at)
    made = begun(cast, "instagram.ndjson", "suivi-agence.csv")
    read_import.call(made.pk)
    made.refresh_from_db()
    assert set(seen) == {{"A": "sealed", "B": "confined", "C": "none"}[standing().tier]}
    assert (made.state, made.files.get(name="instagram.ndjson").records) == (State.ASKING, 27)


def test_a_file_that_takes_its_reader_down_ends_the_import_and_nothing_is_kept(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    def taken_down(found: object) -> None:
        raise NothingKept(fr="rien n’est gardé", en="nothing is kept")

    monkeypatch.setattr(gathering, "unpacked", taken_down)
    made = begun(cast)
    read_import.call(made.pk)
    made.refresh_from_db()
    assert (made.state, made.failure_en) == (State.FAILED, "nothing is kept")
    assert not Post.objects.filter(added_by=made).exists()


def test_a_job_that_is_done_twice_is_done_once(cast: Cast) -> None:
    made = begun(cast)
    read_import.call(made.pk)
    before = Post.objects.count()
    read_import.call(made.pk)
    assert Post.objects.count() == before
    assert Act.objects.filter(verb="import.done").count() == 1


def test_a_job_that_was_killed_while_reading_is_done_again(cast: Cast) -> None:
    made = begun(cast)
    Import.objects.filter(pk=made.pk).update(state=State.READING, read=12)
    read_import.call(made.pk)
    made.refresh_from_db()
    assert made.state == State.DONE
    assert Post.objects.filter(added_by=made).count() == made.posts_new


def test_the_jobs_of_a_dead_worker_are_handed_out_again(cast: Cast) -> None:
    result = read_import.enqueue(0)
    DBTaskResult.objects.filter(pk=result.id).update(status="RUNNING", worker_ids=["gone"])
    assert take_up_again() == 1
    assert DBTaskResult.objects.get(pk=result.id).status == "READY"


def test_an_import_that_is_asked_to_stop_keeps_nothing(cast: Cast) -> None:
    made = begun(cast)
    actions.stop(by(cast.alma), made)
    read_import.call(made.pk)
    made.refresh_from_db()
    assert made.state == State.STOPPED
    assert not Post.objects.filter(added_by=made).exists()


def test_an_import_asked_to_stop_while_it_is_read_keeps_nothing(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:

    made = begun(cast)
    monkeypatch.setattr(running, "SHOWN", 3)
    told = running.Run.tell

    def asked_to_stop(self: running.Run) -> None:
        Import.objects.filter(pk=made.pk).update(state=State.STOPPING)
        told(self)

    monkeypatch.setattr(running.Run, "tell", asked_to_stop)
    read_import.call(made.pk)
    made.refresh_from_db()
    assert made.state == State.STOPPED
    assert not Post.objects.filter(added_by=made).exists()


def test_undo_takes_the_posts_back_but_those_that_people_acted_on(cast: Cast) -> None:
    made = begun(cast)
    read_import.call(made.pk)
    kept = Post.objects.filter(added_by=made).first()
    assert kept is not None
    decide(by(cast.bruno), cast.bruno.person, kept, 1, Choice("compliant", "Vu"), {})
    made.refresh_from_db()
    assert actions.undo(by(cast.alma), made) == 1
    made.refresh_from_db()
    assert made.state == State.UNDONE
    assert list(Post.objects.filter(added_by=made)) == [kept]
    assert verify().holds


def test_what_cannot_be_read_is_said_and_the_rest_goes_on(cast: Cast) -> None:
    files = [
        *dropped("instagram.ndjson"),
        SimpleUploadedFile("vide.xlsx", b"PK\x03\x04 broken"),
        SimpleUploadedFile("x.bin", b"\x00\x01"),
    ]
    made = actions.begin(by(cast.alma), cast.alma, files)
    read_import.call(made.pk)
    made.refresh_from_db()
    assert made.state == State.DONE
    assert made.posts_new > 0
    assert made.files.exclude(problem_fr="").count() == 2
    page = signed_in(cast.alma).get(reverse("import", args=(made.pk,))).content.decode()
    assert "vide.xlsx" in page
    assert "Traceback" not in page


def test_a_drop_in_the_browser_begins_an_import(cast: Cast) -> None:
    answer = signed_in(cast.alma).post(reverse("imports"), {"dropped": dropped("instagram.ndjson")})
    assert answer.status_code == 302
    assert Import.objects.exclude(pk=cast.dropped.pk).get().files.count() == 1


def test_a_drop_of_nothing_is_said_at_the_field(cast: Cast) -> None:
    answer = signed_in(cast.alma).post(reverse("imports"), {})
    assert answer.status_code == 422
    assert 'href="#id_dropped"' in answer.content.decode()


def test_a_name_of_a_file_that_is_a_path_or_markup_is_only_a_name(cast: Cast) -> None:
    evil = SimpleUploadedFile("x", (CAPTURES / "instagram.ndjson").read_bytes())
    evil._name = "../../etc/<b>passwd</b>"  # type: ignore[attr-defined]
    made = actions.begin(by(cast.alma), cast.alma, [evil])
    assert {each.name for each in originals.folder().iterdir()} == {made.files.get().sha256}
    page = signed_in(cast.alma).get(reverse("imports")).content.decode()
    assert "<b>passwd" not in page


def test_a_job_that_was_killed_while_it_was_asked_to_stop_stops(cast: Cast) -> None:
    made = begun(cast)
    Import.objects.filter(pk=made.pk).update(state=State.STOPPING)
    read_import.call(made.pk)
    made.refresh_from_db()
    assert made.state == State.STOPPED


def test_a_second_run_of_a_job_changes_nothing_of_what_the_first_one_kept(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:

    made, told = begun(cast), running.Run.tell

    def done_elsewhere(self: running.Run) -> None:
        Import.objects.filter(pk=made.pk).update(state=State.DONE)
        told(self)

    monkeypatch.setattr(running.Run, "tell", done_elsewhere)
    read_import.call(made.pk)
    made.refresh_from_db()
    assert made.state == State.DONE


def test_a_fault_of_ours_ends_the_import_and_says_so(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:

    def fails(*_: object) -> object:
        raise RuntimeError("/secret/path")

    made = begun(cast)
    monkeypatch.setattr(keeping, "judged", fails)
    with pytest.raises(RuntimeError):
        read_import.call(made.pk)
    made.refresh_from_db()
    assert made.state == State.FAILED
    page = signed_in(cast.alma).get(reverse("import", args=(made.pk,))).content.decode()
    assert "/secret/path" not in page
    assert "quelque chose n’a pas marché de notre côté" in page


def test_the_job_stands_with_the_import_or_not_at_all(cast: Cast) -> None:
    begun(cast)
    assert DBTaskResult.objects.count() == 1


def test_null_characters_and_endless_names_are_read_on_every_database(cast: Cast) -> None:
    post = {
        "platform": "instagram",
        "post_id": "x" * 300,
        "text": "a\0b",
        "account": {"handle": "l\0na"},
        "deal": {"advertiser": {"name": "Bel\0so"}},
    }
    broken = {"platform": "instagram", "post_id": "2", "text": 7, "\0": "\0"}
    content = "\n".join(map(json.dumps, (post, broken))).encode()
    made = actions.begin(by(cast.alma), cast.alma, [SimpleUploadedFile("n.ndjson", content)])
    read_import.call(made.pk)
    made.refresh_from_db()
    assert (made.state, made.posts_new) == (State.DONE, 1)
    alma = signed_in(cast.alma)
    assert alma.get(reverse("post", args=(Post.objects.get().pk,))).status_code == 200
    assert alma.get(reverse("import", args=(made.pk,))).status_code == 200


def test_undo_leaves_what_is_evidence(cast: Cast) -> None:
    made = begun(cast)
    read_import.call(made.pk)
    sealed = Post.objects.filter(added_by=made)[0]
    ask(by(cast.alma), cast.alma, [sealed], "fr")
    made.refresh_from_db()
    assert actions.undo(by(cast.alma), made) == 1
    assert list(Post.objects.filter(added_by=made)) == [sealed]


def test_nothing_is_said_to_be_undone_that_was_not(cast: Cast) -> None:
    made, alma = begun(cast), signed_in(cast.alma)
    page = alma.post(reverse("import_undo", args=(made.pk,)), follow=True).content.decode()
    assert "Import annulé" not in page


def test_an_import_that_ends_one_worker_after_the_other_is_given_up(cast: Cast) -> None:
    made = begun(cast)
    Import.objects.filter(pk=made.pk).update(state=State.READING, begun=5)
    read_import.call(made.pk)
    made.refresh_from_db()
    assert made.state == State.FAILED
    assert "5 fois" in signed_in(cast.alma).get(reverse("import", args=(made.pk,))).content.decode()
