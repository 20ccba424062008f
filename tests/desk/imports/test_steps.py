"""The steps of an import in which a person has the word: columns, refused lines, the check; what is kept of it."""

import csv
import io
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from perenne.desk.imports import actions
from perenne.desk.imports.forms import ColumnsForm, RowForm
from perenne.desk.imports.models import Correction, Heading, Import, Observation, State
from perenne.desk.imports.reading import read_import
from perenne.desk.journal.acts import verify
from perenne.desk.journal.models import Act
from perenne.desk.posts.models import Post
from perenne.report.voice import Voice
from tests.desk.cast import Cast, by, signed_in

EXAMPLES = Path(__file__).resolve().parents[3] / "examples"
SURE = """Compte;Réseau;Date de publication;Légende;Lien;Vues
@lina.m;Instagram;25/09/2026;Une bougie, merci @belorso;https://www.instagram.com/p/Pas01/;1 200
@lina.m;Instagram;31/02/2026;Un jour qui n’existe pas;https://www.instagram.com/p/Pas02/;
@lina.m;Instagram;26/09/2026;Rien à vendre;https://www.instagram.com/p/Pas03/;800
"""
OPEN = """Compte;Réseau;Date de publication;Légende;Lien
@lina.m;Instagram;03/04/2026;Une bougie;https://www.instagram.com/p/Pas11/
@lina.m;Instagram;05/06/2026;Une autre bougie;https://www.instagram.com/p/Pas12/
"""


def looked_at(cast: Cast, *tables: str, name: str = "suivi.csv") -> Import:
    files = [SimpleUploadedFile(name, each.encode()) for each in tables]
    made = actions.begin(by(cast.alma), cast.alma, files)
    return read(made)


def read(made: Import) -> Import:
    read_import.call(made.pk)
    made.refresh_from_db()
    return made


def answered(cast: Cast, made: Import, **options: str) -> Import:
    """The columns' page sent as it is offered, with ``options``."""
    file = made.files.get()
    address = reverse("import_columns", args=(made.pk,))
    assert signed_in(cast.alma).get(address).status_code == 200
    form = ColumnsForm(Voice("fr"), file)
    told = {name: form[name].value() or "" for name in form.fields} | options
    answer = signed_in(cast.alma).post(address, {"file": file.pk, **told})
    assert answer.status_code == 302, answer.content.decode()
    return read(made)


def page_of(cast: Cast, name: str, *args: int) -> str:
    answer = signed_in(cast.alma).get(reverse(name, args=args), follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_table_is_looked_at_and_nothing_of_it_is_kept_before_a_person_says_so(cast: Cast) -> None:
    made = looked_at(cast, SURE)
    assert (made.state, made.posts_new, Post.objects.count()) == (State.ASKING, 2, 0)
    page = page_of(cast, "import", made.pk)
    assert "Publication, légende" in page
    assert "inconnu dans 1 ligne" in page.replace("\u202f", " ").replace("\u00a0", " ")


def test_a_file_whose_format_says_everything_needs_no_step(cast: Cast) -> None:
    content = (EXAMPLES / "captures" / "4cat-instagram.csv").read_bytes()
    made = read(actions.begin(by(cast.alma), cast.alma, [SimpleUploadedFile("x.csv", content)]))
    assert made.state == State.DONE
    file = made.files.get()
    assert (file.format, "« author »" in file.why_fr) == ("fourcat-instagram/1", True)


def test_from_a_table_to_judged_posts_by_its_steps(cast: Cast) -> None:
    made = answered(cast, looked_at(cast, SURE))
    assert made.state == State.ASKING
    check = page_of(cast, "import_check", made.pk)
    assert "2 publications" in check
    answer = signed_in(cast.alma).post(reverse("import_check", args=(made.pk,)))
    assert answer.status_code == 302
    read(made)
    assert (made.state, made.posts_new, made.refused.count()) == (State.DONE, 2, 1)
    assert {each.post_id for each in Post.objects.all()} == {"Pas01", "Pas03"}
    assert list(Act.objects.filter(thing=f"import:{made.pk}").order_by("n").values_list("verb", flat=True)) == [
        "import.begin", "import.columns", "import.confirm", "import.done",
    ]  # fmt: skip
    assert verify().holds


def test_what_cannot_be_told_is_a_question_and_never_a_guess(cast: Cast) -> None:
    made = looked_at(cast, OPEN)
    page = page_of(cast, "import_columns", made.pk)
    assert "qu’est-ce qui vient d’abord" in page
    made = answered(cast, made)
    assert "à préciser" in page_of(cast, "import_columns", made.pk)
    assert signed_in(cast.alma).post(reverse("import_check", args=(made.pk,))).status_code == 409
    made = answered(cast, made, date_order="dmy")
    actions.confirm(by(cast.alma), made)
    read(made)
    assert {str(each.published) for each in Post.objects.all()} == {"2026-04-03", "2026-06-05"}


def test_an_answer_is_kept_and_offered_for_the_same_headers(cast: Cast) -> None:
    answered(cast, looked_at(cast, OPEN), date_order="mdy")
    assert Heading.objects.get().said["options"] == {"date_order": "mdy"}
    again = looked_at(cast, OPEN.replace("Pas1", "Autre"), name="suivi-2.csv")
    file = again.files.get()
    assert file.heading is not None
    assert (file.said or {})["options"] == {"date_order": "mdy"}
    assert "modèle de l’import du" in page_of(cast, "import_columns", again.pk)


def test_another_organisation_is_offered_nothing(cast: Cast) -> None:
    answered(cast, looked_at(cast, OPEN), date_order="mdy")
    files = [SimpleUploadedFile("suivi.csv", OPEN.encode())]
    theirs = read(actions.begin(by(cast.gil), cast.gil, files))
    assert theirs.files.get().heading is None


def test_a_refused_line_is_shown_as_it_is_written_and_put_right_in_place(cast: Cast) -> None:
    made = answered(cast, looked_at(cast, SURE))
    refused = made.refused.get()
    assert (refused.line, refused.column, refused.written) == (3, "Date de publication", "31/02/2026")
    assert "31/02/2026" in page_of(cast, "import_rejects", made.pk)
    address = reverse("import_mend", args=(made.pk, refused.pk))
    alma = signed_in(cast.alma)
    form = RowForm(refused)
    assert alma.get(address).status_code == 200
    cells = {name: form[name].value() for name in form.fields}
    (faulty,) = (name for name, value in cells.items() if value == "31/02/2026")
    still = alma.post(address, {**cells, faulty: "30/02/2026"})
    assert still.status_code == 422
    assert alma.post(address, {**cells, faulty: "28/02/2026"}).status_code == 302
    correction = Correction.objects.get()
    assert (correction.written, correction.corrected, correction.by) == ("31/02/2026", "28/02/2026", cast.alma.person)
    actions.confirm(by(cast.alma), made)
    read(made)
    post = Post.objects.get(post_id="Pas02")
    assert str(post.published) == "2026-02-28"
    assert post.read().extra["corrected"] == {"Date de publication": "31/02/2026"}
    assert made.refused.count() == 0


def test_the_refused_lines_are_downloaded_mended_and_dropped_again(cast: Cast) -> None:
    made = answered(cast, looked_at(cast, SURE))
    answer = signed_in(cast.alma).get(reverse("import_rejects_csv", args=(made.pk,)))
    content = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    (row,) = csv.DictReader(io.StringIO(content), delimiter=";")
    assert (row["line"], row["Date de publication"], row["Compte"]) == ("3", "31/02/2026", "'@lina.m")
    again = looked_at(cast, content.replace("31/02/2026", "28/02/2026"), name="refus.csv")
    again = answered(cast, again)
    actions.confirm(by(cast.alma), again)
    read(again)
    post = Post.objects.get()
    assert (post.post_id, post.creator) == ("Pas02", "@lina.m")


def test_a_cell_that_is_a_formula_or_markup_harms_nobody(cast: Cast) -> None:
    made = answered(cast, looked_at(cast, SURE.replace("31/02/2026", "=HYPERLINK(1)<b>")))
    answer = signed_in(cast.alma).get(reverse("import_rejects_csv", args=(made.pk,)))
    assert ";'=HYPERLINK" in b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]
    assert "<b>" not in page_of(cast, "import_rejects", made.pk)


def test_a_known_post_is_never_overwritten_and_both_records_stay(cast: Cast) -> None:
    for text in (SURE, SURE.replace("Une bougie, merci @belorso", "Une bougie offerte par @belorso")):
        made = answered(cast, looked_at(cast, text))
        if Post.objects.exists():
            check = page_of(cast, "import_check", made.pk)
            assert "Une bougie, merci @belorso" in check
            assert "Une bougie offerte par @belorso" in check
            assert "suivi.csv:2" in check
        actions.confirm(by(cast.alma), made)
        read(made)
    assert (made.posts_new, made.posts_known, made.posts_differ) == (0, 2, 1)
    post = Post.objects.get(post_id="Pas01")
    assert post.read().text == "Une bougie, merci @belorso"
    kept = Observation.objects.get(post=post)
    assert "offerte" in kept.record
    assert [each["field"] for each in kept.conflicts] == ["text"]


def test_two_copies_in_one_drop_become_one_post_and_what_differs_is_kept(cast: Cast) -> None:
    line = '{"platform": "tiktok", "post_id": "7", "text": "%s", "source": {"observed_at": "2026-11-%s"}}'
    older, newer = line % ("avant", "20T08:00:00Z"), line % ("après", "21T08:00:00Z")
    files = [SimpleUploadedFile(f"{n}.ndjson", each.encode()) for n, each in enumerate((newer, older))]
    made = read(actions.begin(by(cast.alma), cast.alma, files))
    assert made.state == State.DONE
    post = Post.objects.get()
    assert post.read().text == "après"
    assert "avant" in Observation.objects.get(post=post).record


def test_an_import_that_others_saw_more_of_since_leaves_those_posts_when_it_is_undone(cast: Cast) -> None:
    first = answered(cast, looked_at(cast, SURE))
    actions.confirm(by(cast.alma), first)
    read(first)
    second = answered(cast, looked_at(cast, SURE.replace("1 200", "4 500")))
    actions.confirm(by(cast.alma), second)
    read(second)
    assert "restera" in page_of(cast, "import", first.pk)
    assert actions.undo(by(cast.alma), first) == 1
    assert Post.objects.get().post_id == "Pas01"


def test_accounts_teach_who_the_creators_are_and_comments_are_counted_and_said(cast: Cast) -> None:
    names = ("youtube-channel-and-comments.json", "zeeschuimer-export-tiktok-comments.ndjson")
    files = [SimpleUploadedFile(name, (EXAMPLES / "captures" / name).read_bytes()) for name in names]
    made = read(actions.begin(by(cast.alma), cast.alma, files))
    assert made.state == State.DONE
    assert made.accounts > 0
    assert made.comments > 0
    assert made.learned > 0
    page = page_of(cast, "import", made.pk)
    assert "Les commentaires restent dans l’original" in page


def test_a_file_that_was_imported_before_says_when(cast: Cast) -> None:
    content = (EXAMPLES / "captures" / "instagram.ndjson").read_bytes()
    for _ in range(2):
        made = read(actions.begin(by(cast.alma), cast.alma, [SimpleUploadedFile("a.ndjson", content)]))
    assert "déjà importé le" in page_of(cast, "import", made.pk)


def test_of_a_file_in_no_known_format_the_first_lines_are_shown_and_a_person_says_what_it_is(cast: Cast) -> None:
    content = "\n".join(f"<b>ligne {n}</b>" for n in range(40))
    made = read(actions.begin(by(cast.alma), cast.alma, [SimpleUploadedFile("x.txt", content.encode())]))
    file = made.files.get()
    address = reverse("import_unknown", args=(made.pk, file.pk))
    page = signed_in(cast.alma).get(address).content.decode()
    assert "&lt;b&gt;ligne 19&lt;/b&gt;" in page
    assert "ligne 20" not in page
    assert signed_in(cast.alma).post(address, {"told": "Un export de Radarly"}).status_code == 302
    file.refresh_from_db()
    assert file.told == "Un export de Radarly"


def test_a_sheet_of_partnerships_is_checked_then_written_into_the_book_and_undone(cast: Cast) -> None:
    from perenne.desk.partnerships.models import Partnership

    content = (EXAMPLES / "book" / "collaborations.csv").read_bytes()
    made = read(actions.begin(by(cast.alma), cast.alma, [SimpleUploadedFile("collaborations.csv", content)]))
    assert made.files.get().kind == "partnerships"
    made = answered(cast, made)
    assert "partenariats" in page_of(cast, "import_check", made.pk)
    assert not Partnership.objects.exists()
    actions.confirm(by(cast.alma), made)
    read(made)
    assert made.state == State.DONE, made.failure_en
    assert made.files.get().batch
    assert Partnership.objects.exists()
    assert actions.undo(by(cast.alma), made) == 0
    made.refresh_from_db()
    assert made.state == State.UNDONE


def test_a_table_is_read_as_what_a_person_says_that_it_holds(cast: Cast) -> None:
    made = looked_at(cast, SURE)
    address = reverse("import_kind", args=(made.pk,))
    told = {"file": made.files.get().pk, "kind": "partnerships"}
    assert signed_in(cast.alma).post(address, told).status_code == 302
    read(made)
    assert made.files.get().kind == "partnerships"
    assert made.state == State.ASKING


def test_whoever_gives_up_a_table_keeps_nothing_of_it(cast: Cast) -> None:
    made = looked_at(cast, SURE)
    assert signed_in(cast.alma).post(reverse("import_stop", args=(made.pk,))).status_code == 302
    made.refresh_from_db()
    assert made.state == State.STOPPED
    assert read(made).state == State.STOPPED


def test_a_job_that_was_killed_after_the_check_is_done_again_and_once(cast: Cast) -> None:
    made = answered(cast, looked_at(cast, SURE))
    actions.confirm(by(cast.alma), made)
    Import.objects.filter(pk=made.pk).update(state=State.READING)
    read(made)
    read(made)
    assert (Post.objects.count(), made.refused.count()) == (2, 1)
    assert Act.objects.filter(verb="import.done").count() == 1


def test_two_people_at_one_check_import_once(cast: Cast) -> None:
    made = answered(cast, looked_at(cast, SURE))
    address = reverse("import_check", args=(made.pk,))
    assert signed_in(cast.alma).post(address).status_code == 302
    answer = signed_in(cast.emil).post(address)
    assert answer.status_code == 409
    assert "rien de votre demande" in answer.content.decode()


@pytest.mark.parametrize("rows", [1, 30])
def test_the_pages_of_an_import_ask_the_database_as_often_whatever_it_holds(
    cast: Cast, rows: int, django_assert_max_num_queries: pytest.FixtureRequest
) -> None:
    bad = "".join(f"@lina.m;Instagram;31/02/2026;x;https://www.instagram.com/p/Non{n}/;\n" for n in range(rows))
    made = answered(cast, looked_at(cast, SURE + bad))
    alma = signed_in(cast.alma)
    for name in ("import_columns", "import_rejects", "import_check"):
        with django_assert_max_num_queries(24):  # type: ignore[operator]
            assert alma.get(reverse(name, args=(made.pk,))).status_code == 200


@pytest.mark.parametrize("name", ["import_columns", "import_kind", "import_check", "import_mend", "import_unknown"])
def test_a_step_is_there_for_those_who_import_for_every_brand(cast: Cast, name: str) -> None:
    files = [SimpleUploadedFile("suivi.csv", SURE.encode()), SimpleUploadedFile("x.txt", b"rien de connu")]
    made = read(actions.begin(by(cast.alma), cast.alma, files))
    more = {
        "import_mend": [made.refused.get().pk],
        "import_unknown": [made.files.get(name="x.txt").pk],
    }.get(name, [])
    address = reverse(name, args=(made.pk, *more))
    answers = {who: signed_in(member).get(address).status_code for who, member in cast.members.items()}
    able = 302 if name == "import_kind" else 200
    assert answers == {who: able if who in {"alma", "bruno", "emil"} else 404 for who in cast.members} | (
        dict.fromkeys(cast.members, 302) if name == "import_kind" else {}
    )
    if name == "import_kind":  # the address of an act leads to its page; sent, it is refused like any other
        assert signed_in(cast.chloe).post(address).status_code == 404
        assert signed_in(cast.gil).post(address).status_code == 404
