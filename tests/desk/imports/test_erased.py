"""A file that names an erased person is imported anew: their posts stay out, and the import says how many."""

import json

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from perenne.desk.creators.models import Account
from perenne.desk.imports import actions
from perenne.desk.imports.models import Import, Observation, State
from perenne.desk.imports.reading import read_import
from perenne.desk.journal.models import Act
from perenne.desk.posts.models import Post
from tests.desk.cast import Cast, by, signed_in
from tests.desk.leaving.test_erase import erased

GONE, HERE = "lina.moreau", "autre.personne"


def line(post: str, handle: str, text: str, day: str = "20") -> str:
    told = {"platform": "instagram", "post_id": post, "account": {"handle": handle}, "text": text}
    return json.dumps({**told, "source": {"observed_at": f"2026-11-{day}T08:00:00Z"}})


def imported(cast: Cast, *lines: str) -> Import:
    file = SimpleUploadedFile("captures.ndjson", "\n".join(lines).encode())
    made = actions.begin(by(cast.alma), cast.alma, [file])
    read_import.call(made.pk)
    made.refresh_from_db()
    assert made.state == State.DONE
    return made


def test_the_posts_of_an_erased_person_do_not_come_back_and_the_import_says_how_many(cast: Cast) -> None:
    lines = (line("1", GONE, "Mes lunettes"), line("2", GONE, "Mon sac"), line("3", HERE, "Ma bougie"))
    imported(cast, *lines)
    erased(cast, Account.objects.get(key=GONE).creator)
    again = imported(cast, *lines, line("4", HERE, "Mon thé"))
    assert (again.posts_new, again.posts_known, again.posts_erased) == (1, 1, 2)
    assert not any(GONE in each.record or "lunettes" in each.record for each in Post.objects.all())
    assert not Account.objects.filter(key=GONE).exists()
    page = signed_in(cast.alma).get(reverse("import", args=(again.pk,))).content.decode().replace("\u00a0", " ")
    assert "2 publications laissées de côté" in page
    assert GONE not in page
    assert '"erased":2' in Act.objects.filter(verb="import.done").latest("n").line


def test_no_copy_of_an_erased_post_is_kept_beside_either(cast: Cast) -> None:
    imported(cast, line("1", GONE, "Mes lunettes"))
    erased(cast, Account.objects.get(key=GONE).creator)
    both = imported(cast, line("1", GONE, "Mes lunettes"), line("1", GONE, "Mes lunettes, corrigées", day="21"))
    assert (both.posts_new, both.posts_differ, both.posts_erased) == (0, 0, 1)
    assert not Observation.objects.exists()
