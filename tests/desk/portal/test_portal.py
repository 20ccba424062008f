"""The creator's side: their own posts by a signed link, their words beside the findings, nothing of anybody else."""

import json
import zipfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from perenne.desk.bundles.actions import ask
from perenne.desk.bundles.making import make_bundle, path_of
from perenne.desk.contracts.actions import add
from perenne.desk.contracts.models import Version
from perenne.desk.creators.actions import forget
from perenne.desk.imports import originals
from perenne.desk.imports.models import File
from perenne.desk.journal.acts import shred, verify
from perenne.desk.journal.models import Act, Word
from perenne.desk.portal import forms, views
from perenne.desk.portal.actions import allowed, make_link, revoke
from perenne.desk.portal.models import Capture, Consent, Link, Reply, Request
from perenne.desk.portal.queries import replies_of, requests_waiting, waiting_in_all
from perenne.desk.posts.actions import Held, override
from perenne.report.voice import Voice
from tests.desk.cast import Cast, by, signed_in
from tests.desk.creators.made import PICTURE, capture
from tests.desk.partnerships.made import partnership

GIFTED = {"consideration": "yes", "forms": ["product"], "advertiser": {"name": "Belorso"}}


def a_picture() -> SimpleUploadedFile:
    return SimpleUploadedFile("vue.png", PICTURE)


def link_for(cast: Cast, creator: str = "@lina.m", platform: str = "instagram") -> str:
    return reverse("portal", args=(make_link(by(cast.alma), cast.alma, platform, creator),))


def test_a_creator_sees_their_own_posts_and_no_others(cast: Cast) -> None:
    own = cast.post("Mes lunettes de l’été, merci @belorso")
    cast.post("Une autre personne, un autre secret", account={"handle": "noe.q", "country": "FR"})
    page = Client().get(link_for(cast)).content.decode()
    assert "Mes lunettes" in page
    assert "un autre secret" not in page
    assert f"p{own.pk}" in page


def test_what_a_creator_says_stands_beside_the_findings_and_waits_to_be_read(cast: Cast) -> None:
    post = cast.post()
    link = link_for(cast)
    answer = Client().post(
        f"{link}posts/{post.pk}/", {f"{post.pk}-text": "L’étiquette était cochée.", f"{post.pk}-contests": "on"}
    )
    assert answer.status_code == 302
    assert "L’étiquette était cochée." in Client().get(link).content.decode()
    alma = signed_in(cast.alma)
    assert "L’étiquette était cochée." in alma.get("/").content.decode()
    assert "L’étiquette était cochée." in alma.get(reverse("post", args=(post.pk,))).content.decode()
    assert Reply.objects.get().read is None, "to look at a page changes nothing"
    alma.post(reverse("reply_read", args=(post.pk,)))
    assert Reply.objects.get().read is not None
    assert [act.verb for act in Act.objects.order_by("n")] == ["link.make", "post.contest", "reply.read"]
    assert verify().holds


def test_an_answer_of_the_creator_judges_the_post_anew(cast: Cast) -> None:
    post = cast.post("Ces gélules changent mes matins, merci Belorso", deal=GIFTED)
    assert post.verdict == "needs_human"
    told = {f"{post.pk}-answer-{n}": "yes" for n in range(4)}
    Client().post(f"{link_for(cast)}posts/{post.pk}/", told)
    post.refresh_from_db()
    assert post.verdict == "non_compliant"
    assert {each.by_creator for each in post.answers.all()} == {"@lina.m"}


def test_an_empty_answer_is_said_at_its_field(cast: Cast) -> None:
    post = cast.post()
    answer = Client().post(f"{link_for(cast)}posts/{post.pk}/", {})
    assert answer.status_code == 422
    assert f'href="#id_{post.pk}-text"' in answer.content.decode()


def test_a_creator_cannot_answer_for_the_post_of_another(cast: Cast) -> None:
    other = cast.post(account={"handle": "noe.q", "country": "FR"})
    answer = Client().post(f"{link_for(cast)}posts/{other.pk}/", {f"{other.pk}-text": "x"})
    assert answer.status_code == 404
    assert not Reply.objects.exists()


@pytest.mark.parametrize("how", ["revoked", "late", "invented"])
def test_a_link_that_does_not_hold_reveals_nothing(cast: Cast, how: str) -> None:
    cast.post()
    link = link_for(cast) if how != "invented" else reverse("portal", args=("x" * 43,))
    if how == "revoked":
        revoke(by(cast.alma), Link.objects.get())
    elif how == "late":
        Link.objects.update(until=timezone.now())
    answer = Client().get(link)
    assert answer.status_code == 410
    assert "lina" not in answer.content.decode()


def test_the_words_of_a_creator_are_erased_and_the_fact_stays(cast: Cast) -> None:
    post = cast.post()
    Client().post(f"{link_for(cast)}posts/{post.pk}/", {f"{post.pk}-text": "Mon histoire à moi"})
    shred(by(cast.emil), Link.objects.get().ref)
    assert not Word.objects.filter(text__contains="Mon histoire").exists()
    assert verify().holds


def test_markup_of_a_creator_stays_text(cast: Cast) -> None:
    post = cast.post()
    Client().post(f"{link_for(cast)}posts/{post.pk}/", {f"{post.pk}-text": "<script>x</script>"})
    assert "<script>x" not in signed_in(cast.alma).get(reverse("post", args=(post.pk,))).content.decode()
    assert "<script>x" not in signed_in(cast.bruno).get(reverse("journal")).content.decode()


def test_the_link_is_made_from_a_post_and_shown_once(cast: Cast) -> None:
    page = signed_in(cast.alma).post(reverse("portal_link", args=(cast.post().pk,))).content.decode()
    assert "/c/" in page
    assert Link.objects.get().token not in page


def test_a_link_of_a_role_for_one_brand_opens_the_posts_of_that_brand_alone(cast: Cast) -> None:
    theirs = cast.post("Un été avec la Lune", brand=cast.lune)
    other = cast.post("Un secret de Belorso", brand=cast.belorso)
    made = signed_in(cast.farid).post(reverse("portal_link", args=(theirs.pk,))).content.decode()
    link = made[made.index("/c/") : made.index("</code>", made.index("/c/"))]
    page = Client().get(link).content.decode()
    assert "Un été avec la Lune" in page
    assert "Un secret de Belorso" not in page
    assert Client().post(f"{link}posts/{other.pk}/", {f"{other.pk}-text": "x"}).status_code == 404


def test_the_same_name_elsewhere_is_somebody_else(cast: Cast) -> None:
    cast.post("Un été ici")
    cast.post("Une homonyme ailleurs", platform="tiktok")
    assert "Une homonyme ailleurs" not in Client().get(link_for(cast)).content.decode()


def test_a_button_that_is_pressed_twice_answers_once(cast: Cast) -> None:
    post, link = cast.post(), link_for(cast)
    for _ in range(2):
        assert Client().post(f"{link}posts/{post.pk}/", {f"{post.pk}-text": "Une fois"}).status_code == 302
    assert Reply.objects.count() == 1


def test_a_name_that_others_may_bear_is_given_no_link(cast: Cast) -> None:
    post = cast.post(account={"name": "Marie", "country": "FR"})
    assert post.creator == "Marie"
    assert signed_in(cast.alma).post(reverse("portal_link", args=(post.pk,))).status_code == 404
    assert "/link/" not in signed_in(cast.alma).get(reverse("post", args=(post.pk,))).content.decode()


def test_a_creator_contests_one_finding_and_the_answer_stands_with_it(cast: Cast) -> None:
    post, link = cast.post(), link_for(cast)
    finding = next(each.read() for each in post.findings.all() if each.verdict == post.verdict)
    told = {
        f"{post.pk}-text": "La mention est à l’image.",
        f"{post.pk}-about": finding.id,
        f"{post.pk}-contests": "on",
    }
    assert Client().post(f"{link}posts/{post.pk}/", told).status_code == 302
    said = Reply.objects.get()
    assert (said.finding, said.rule) == (finding.id, finding.rule)
    page = Client().get(link).content.decode()
    within = page[page.index('<ol class="findings">') : page.index("</ol>")]
    assert "La mention est à l’image." in within


def test_a_finding_of_another_post_cannot_be_spoken_of(cast: Cast) -> None:
    post, link = cast.post(), link_for(cast)
    answer = Client().post(f"{link}posts/{post.pk}/", {f"{post.pk}-text": "x", f"{post.pk}-about": "f-0000"})
    assert answer.status_code == 422
    assert not Reply.objects.exists()


def test_a_file_beside_an_answer_is_kept_as_it_is_and_waits_to_be_verified(cast: Cast) -> None:
    post, link = cast.post(), link_for(cast)
    told = {f"{post.pk}-text": "Voyez.", f"{post.pk}-pieces": a_picture()}
    assert Client().post(f"{link}posts/{post.pk}/", told).status_code == 302
    kept = Capture.objects.get()
    assert (kept.reply, kept.post, kept.name) == (Reply.objects.get(), post, "vue.png")
    assert originals.path_of(kept.sha256).read_bytes() == PICTURE


def test_figures_of_a_story_are_declared_until_a_person_verified_them(cast: Cast) -> None:
    link = link_for(cast)
    told = {"story-pieces": a_picture(), "story-about": "Le marché", "story-views": "1204", "story-reach": ""}
    assert Client().post(f"{link}stories/", told).status_code == 302
    dropped = Capture.objects.get()
    assert [(each.name, each.value) for each in dropped.figures.all()] == [("views", 1204)]
    assert "(déclaré)" in Client().get(link).content.decode()
    alma = signed_in(cast.alma)
    assert alma.get(reverse("capture_file", args=(dropped.pk,))).getvalue() == PICTURE
    judged = {"capture-verdict": "verified"}
    assert alma.post(reverse("capture_judge", args=(dropped.pk,)), judged).status_code == 302
    assert "(vérifié)" in Client().get(link).content.decode()
    second = signed_in(cast.bruno).post(reverse("capture_judge", args=(dropped.pk,)), judged)
    assert second.status_code == 409
    assert "Alma" in second.content.decode()
    verbs = [act.verb for act in Act.objects.order_by("n")]
    assert verbs == ["link.make", "capture.drop", "capture.verified"]
    assert verify().holds


def test_a_capture_is_refused_with_a_reason_that_the_creator_reads(cast: Cast) -> None:
    link = link_for(cast)
    Client().post(f"{link}stories/", {"story-pieces": a_picture()})
    address = reverse("capture_judge", args=(Capture.objects.get().pk,))
    alma = signed_in(cast.alma)
    assert alma.post(address, {"capture-verdict": "refused"}).status_code == 422
    assert alma.post(address, {"capture-verdict": "refused", "capture-reason": "Illisible"}).status_code == 302
    assert "Illisible" in Client().get(link).content.decode()


def test_a_button_that_is_pressed_twice_drops_once(cast: Cast) -> None:
    link = link_for(cast)
    for _ in range(2):
        assert Client().post(f"{link}stories/", {"story-pieces": a_picture()}).status_code == 302
    assert Capture.objects.count() == 1


@pytest.mark.parametrize("how", ["none", "many", "large"])
def test_files_that_are_missing_or_too_many_or_too_big_are_said_with_another_way(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    monkeypatch.setattr(forms, "MOST_BYTES", 100)
    files: dict[str, object] = {
        "none": {},
        "many": {"story-pieces": [a_picture() for _ in range(6)]},
        "large": {"story-pieces": SimpleUploadedFile("v.mp4", b"x" * 101)},
    }[how]  # type: ignore[assignment]
    answer = Client().post(f"{link_for(cast)}stories/", files)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'href="#id_story-pieces"' in page
    assert how == "none" or "captures d’écran" in page
    assert not Capture.objects.exists()


def test_a_page_that_pretends_to_be_a_picture_is_never_shown_as_one(cast: Cast) -> None:
    link = link_for(cast)
    Client().post(f"{link}stories/", {"story-pieces": SimpleUploadedFile("v.png", b"<script>x</script>")})
    answer = signed_in(cast.alma).get(reverse("capture_file", args=(Capture.objects.get().pk,)))
    assert answer.getvalue() == b"<script>x</script>"
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment")


def test_nothing_is_agreed_to_beforehand_and_a_consent_is_withdrawn_in_the_same_place(cast: Cast) -> None:
    link = link_for(cast)
    consents = Client().get(link).content.decode()
    assert "checked" not in consents[consents.index('aria-labelledby="consent"') :].split("</section>")[0]
    for given in (["figures", "brand"], ["figures", "brand"], ["brand"]):
        assert Client().post(f"{link}consent/", {"consent-given": given}).status_code == 302
    assert set(allowed(Link.objects.get().account)) == {"brand"}
    verbs = [act.verb for act in Act.objects.order_by("n")][1:]
    assert verbs == ["consent.give", "consent.give", "consent.withdraw"]


def test_who_agreed_to_an_older_text_is_asked_again(cast: Cast) -> None:
    link = link_for(cast)
    Client().post(f"{link}consent/", {"consent-given": ["brand"]})
    Consent.objects.update(wording="2020-01-01")
    page = Client().get(link).content.decode()
    assert "checked" not in page[page.index('aria-labelledby="consent"') :].split("</section>")[0]


def test_a_request_about_data_waits_for_a_person_and_its_answer_is_read_by_the_link(cast: Cast) -> None:
    link = link_for(cast)
    for _ in range(2):
        told = {"data-kind": "object", "data-text": "Plus d’analyse de mes stories"}
        assert Client().post(f"{link}data/", told).status_code == 302
    asked = Request.objects.get()
    assert asked.due > timezone.localdate()
    waiting = requests_waiting(cast.bruno, Voice("fr"))
    assert [(each.says, each.due) for each in waiting] == [("Plus d’analyse de mes stories", asked.due)]
    assert requests_waiting(cast.chloe, Voice("fr")) == []
    bruno = signed_in(cast.bruno)
    assert bruno.post(waiting[0].address + "answer/", {"request-answer": "C’est fait."}).status_code == 302
    assert "C’est fait." in Client().get(link).content.decode()
    assert waiting_in_all(cast.bruno) == 0
    again = signed_in(cast.alma).post(waiting[0].address + "answer/", {"request-answer": "Trop tard"})
    assert again.status_code == 409


def test_to_correct_needs_words(cast: Cast) -> None:
    answer = Client().post(f"{link_for(cast)}data/", {"data-kind": "rectify"})
    assert answer.status_code == 422
    assert 'href="#id_data-text"' in answer.content.decode()


def test_a_creator_takes_their_own_data_and_nobody_elses(cast: Cast) -> None:
    post, link = cast.post("Mes lunettes de l’été, merci @belorso"), link_for(cast)
    cast.post("Une autre personne", account={"handle": "noe.q", "country": "FR"})
    Client().post(f"{link}posts/{post.pk}/", {f"{post.pk}-text": "Je réponds"})
    answer = Client().post(f"{link}copy/")
    data = json.loads(answer.content)
    assert answer["Content-Disposition"].startswith("attachment")
    assert [each["post"]["text"] for each in data["posts"]] == ["Mes lunettes de l’été, merci @belorso"]
    assert data["posts"][0]["replies"][0]["text"] == "Je réponds"
    assert data["posts"][0]["findings"]


def test_links_are_listed_and_revoked(cast: Cast) -> None:
    link = link_for(cast)
    alma = signed_in(cast.alma)
    assert "ouvert" in alma.get(reverse("links")).content.decode()
    assert alma.post(reverse("link_revoke", args=(Link.objects.get().pk,))).status_code == 302
    assert Client().get(link).status_code == 410
    assert "révoqué" in alma.get(reverse("links")).content.decode()
    assert alma.post(reverse("link_revoke", args=(Link.objects.get().pk,))).status_code == 302
    assert [act.verb for act in Act.objects.order_by("n")] == ["link.make", "link.revoke"], "revoked once"


@pytest.mark.parametrize("place", ["", "posts/1/", "stories/", "consent/", "data/", "copy/"])
def test_every_door_of_a_link_that_does_not_hold_says_the_same(cast: Cast, place: str) -> None:
    link = link_for(cast)
    revoke(by(cast.alma), Link.objects.get())
    client = Client(headers={"accept-language": "fr"})
    answer = client.post(link + place) if place else client.get(link)
    assert answer.status_code == 410
    assert "Ce lien a expiré. En demander un autre" in answer.content.decode()
    assert "Méridienne" not in answer.content.decode()


def test_the_page_stays_light_with_as_many_posts_as_it_shows(cast: Cast) -> None:
    for n in range(7):
        cast.post(f"Mes lunettes préférées de l’été {n}, merci @belorso " + "vraiment " * 30)
    answer = Client().get(link_for(cast))
    assert len(answer.content) <= 30_000
    assert 'rel="next"' in answer.content.decode()


def test_the_page_asks_the_database_no_more_often_for_more_posts(cast: Cast) -> None:
    link, counts = link_for(cast), []
    for more in (1, 4):
        for _ in range(more):
            post = cast.post()
            Client().post(f"{link}posts/{post.pk}/", {f"{post.pk}-text": "Je réponds"})
        with CaptureQueriesContext(connection) as asked:
            Client().get(link)
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 12


def test_erased_words_leave_the_fact_that_something_was_said(cast: Cast) -> None:
    post, link = cast.post(), link_for(cast)
    told = {f"{post.pk}-text": "Mon histoire à moi", f"{post.pk}-pieces": a_picture()}
    Client().post(f"{link}posts/{post.pk}/", told)
    kept = originals.path_of(Capture.objects.get().sha256)
    gone = forget(by(cast.bruno), Link.objects.get().account.creator)
    assert (gone.replies, gone.captures, gone.originals) == (1, 1, 1)
    assert Reply.objects.get().erased
    assert Client().get(link).status_code == 410
    page = signed_in(cast.alma).get(reverse("post", args=(post.pk,))).content.decode()
    assert "Mon histoire" not in page
    assert not Word.objects.filter(text__contains="Mon histoire").exists()
    assert replies_of(post)[0].text is None
    assert verify().holds
    assert kept.is_file(), "the file goes with the transaction, which this test holds open"


def test_an_original_that_an_import_rests_on_stays(cast: Cast) -> None:
    Client().post(f"{link_for(cast)}stories/", {"story-pieces": a_picture()})
    sha256 = Capture.objects.get().sha256
    File.objects.create(of=cast.dropped, name="x.png", sha256=sha256, size=1)
    assert forget(by(cast.bruno), Link.objects.get().account.creator).originals == 0


def test_the_creator_sees_of_each_rule_what_a_person_holds_of_it(cast: Cast) -> None:
    post, link = cast.post(), link_for(cast)
    proposed = Client().get(link).content.decode().count("badge bad")
    found = next(each.read() for each in post.findings.all() if each.verdict == "non_compliant")
    held = Held(found.rule, found.part or "", "compliant", "L’étiquette est sur l’image.")
    override(by(cast.bruno), cast.bruno.person, post, post.version, held)
    page = Client().get(link).content.decode()
    assert "badge ok signed" in page
    assert page.count("badge bad") < proposed


def test_files_beside_an_answer_are_never_left_out_in_silence(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    post, link = cast.post(), link_for(cast)
    monkeypatch.setattr(views, "_MOST_CAPTURES", 0)
    told = {f"{post.pk}-text": "Voici l’étiquette", f"{post.pk}-pieces": a_picture()}
    answer = Client().post(f"{link}posts/{post.pk}/", told)
    assert answer.status_code == 422
    assert "Voici l’étiquette" in answer.content.decode()
    assert not Reply.objects.exists()


def test_a_story_of_a_day_to_come_is_asked_about_and_not_dated_today(cast: Cast) -> None:
    told = {"story-pieces": a_picture(), "story-day": "2199-01-01"}
    answer = Client().post(f"{link_for(cast)}stories/", told)
    assert answer.status_code == 422
    assert not Capture.objects.exists()


def test_an_original_that_is_a_contract_too_stays(cast: Cast) -> None:
    Client().post(f"{link_for(cast)}stories/", {"story-pieces": a_picture()})
    add(by(cast.alma), cast.alma, a_picture())
    assert Version.objects.get().sha256 == Capture.objects.get().sha256
    assert forget(by(cast.bruno), Link.objects.get().account.creator).originals == 0


def test_a_bundle_carries_what_the_creator_said_and_showed(cast: Cast, tmp_path: Path) -> None:
    post, link = cast.post(), link_for(cast)
    finding = next(each.read() for each in post.findings.all() if each.verdict == post.verdict)
    told = {
        f"{post.pk}-text": "La mention est à l’image.",
        f"{post.pk}-about": finding.id,
        f"{post.pk}-contests": "on",
        f"{post.pk}-pieces": a_picture(),
    }
    Client().post(f"{link}posts/{post.pk}/", told)
    with override_settings(BUNDLES=tmp_path / "bundles"):
        bundle = ask(by(cast.bruno), cast.bruno, [post], "fr")
        make_bundle.call(bundle.pk)
        with zipfile.ZipFile(path_of(bundle)) as sealed:
            reply = json.loads(sealed.read("replies.ndjson"))
            page = sealed.read("page.html").decode()
            shown = sealed.read(f"originals/{reply['files'][0]['sha256']}")
    assert (reply["perenne"], reply["finding"], reply["contests"]) == ("reply/1", finding.id, True)
    assert "La mention est à l’image." in page
    assert shown == PICTURE


def test_an_original_is_for_those_who_verify_it(cast: Cast) -> None:
    address = reverse("capture_file", args=(capture(cast).pk,))
    answers = {who: signed_in(member).get(address) for who, member in cast.members.items()}
    assert {who for who, answer in answers.items() if answer.status_code == 200} == {"alma", "bruno"}
    assert {each.status_code for who, each in answers.items() if who not in {"alma", "bruno"}} == {404}
    for answer in answers.values():
        answer.close()


def test_a_creator_sees_their_own_terms_and_money(cast: Cast) -> None:
    partnership(cast)
    page = Client(headers={"accept-language": "fr"}).get(link_for(cast)).content.decode().replace("\u00a0", " ")
    terms = page[page.index('aria-labelledby="terms"') :].split("</section>")[0]
    assert "Belorso" in terms
    assert "F-9" in terms
    assert "en retard" in terms
    assert "080,50" in terms, "what is counted of the year"


def test_terms_are_shown_to_nobody_where_two_people_bear_the_handle(cast: Cast) -> None:
    partnership(cast)
    link = link_for(cast)
    link_for(cast, platform="tiktok")
    assert 'id="terms"' not in Client().get(link).content.decode()


def test_a_link_of_a_role_for_one_brand_shows_the_terms_of_that_brand_alone(cast: Cast) -> None:
    partnership(cast, brand=cast.lune)
    partnership(cast, brand=cast.belorso)
    token = make_link(by(cast.farid), cast.farid, "instagram", "@lina.m")
    page = Client().get(reverse("portal", args=(token,))).content.decode()
    terms = page[page.index('aria-labelledby="terms"') :].split("</section>")[0]
    assert "Maison Lune" in terms
    assert "Belorso" not in terms
