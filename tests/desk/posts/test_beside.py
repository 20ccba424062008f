"""What another file says of a post stands on its page, beside what it was judged by."""

from django.urls import reverse
from django.utils import timezone

from perenne.desk.imports.models import Import, State
from perenne.desk.imports.placing import observation
from perenne.desk.posts.models import Post
from perenne.desk.posts.queries import beside
from perenne.model.post import Post as Record
from perenne.model.wire import convert
from perenne.report.voice import Voice
from tests.desk.cast import HIDDEN, Cast, signed_in

CHANGED = "Mes lunettes préférées de l’été, offertes par @belorso"
SEEN = {
    "platform": "instagram",
    "post_id": "C1",
    "text": CHANGED,
    "labels": {"paid_partnership": True},
    "source": {"file": "capture.ndjson", "line": 7, "observed_at": "2026-11-22T08:00:00Z"},
}


def _seen_again(cast: Cast, post: Post, state: str = State.DONE) -> None:
    made = Import.objects.create(organisation=cast.agency, by=cast.alma.person, at=timezone.now(), state=state)
    columns = observation(convert(Record, SEEN), post.pk, ())
    made.observations.create(**columns)


def test_the_page_shows_the_text_and_the_label_that_another_file_gives(cast: Cast) -> None:
    post = cast.post()
    _seen_again(cast, post)
    page = signed_in(cast.alma).get(reverse("post", args=(post.pk,))).content.decode()
    section = page.split('id="beside"')[1].split("</section>")[0].replace("\u00a0", " ")
    for words in ("Ce que dit un autre fichier", CHANGED, HIDDEN, "capture.ndjson", "ligne", "22 nov. 2026"):
        assert words in section, words
    (told,) = beside(post, Voice("fr"))
    assert [(str(name), here, said) for name, here, said in told.said] == [
        ("Légende", HIDDEN, CHANGED),
        ("Étiquette de la plateforme", None, "oui"),
    ]


def test_what_an_import_looked_at_and_nobody_confirmed_is_not_shown(cast: Cast) -> None:
    post = cast.post()
    _seen_again(cast, post, State.ASKING)
    assert 'id="beside"' not in signed_in(cast.alma).get(reverse("post", args=(post.pk,))).content.decode()
