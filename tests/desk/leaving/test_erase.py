"""A person erased: what goes, what stays, and that another person confirms."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
import pytest_django
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from perenne.desk.contracts import actions as contracts
from perenne.desk.contracts.models import Contract
from perenne.desk.creators.models import Creator
from perenne.desk.imports import originals
from perenne.desk.journal.acts import verify
from perenne.desk.leaving.covering import cover
from perenne.desk.leaving.grounds import grounds, until
from perenne.desk.leaving.models import Erasure, Export, State
from perenne.desk.leaving.names import Names
from perenne.desk.partnerships.models import Event, Partnership
from perenne.desk.partnerships.store import Tables
from perenne.desk.people.models import Member, Person
from perenne.desk.portal.actions import reply
from perenne.desk.posts.models import Decision, Post
from tests.desk.cast import Cast, by, signed_in
from tests.desk.creators.made import account, capture, link, request
from tests.desk.partnerships.made import partnership

HANDLE = "lina.moreau"
_CONTRACT = "Contrat entre Belorso et @lina.moreau. Rémunération : 1 200 euros. Objet : une publication."


def known(cast: Cast) -> Creator:
    """A creator with a post, a link, a capture, a request, a contract; another creator speaks of them."""
    creator = account(cast, HANDLE).creator
    Creator.objects.filter(pk=creator.pk).update(name="Lina Moreau")
    creator.refresh_from_db()
    cast.post(account={"country": "FR", "handle": HANDLE}, url=f"https://www.instagram.com/{HANDLE}/p/1")
    cast.post("Avec @lina.moreau chez Belorso", account={"country": "FR", "handle": "autre.personne"})
    return creator


def erased(cast: Cast, creator: Creator) -> Erasure:
    """By the pages: Bruno asks, Emil confirms."""
    check = reverse("erase_check", args=("creator", creator.pk))
    answer = signed_in(cast.bruno).post(check, {"reason": "asked", "reference": f"C-{creator.pk}"})
    assert answer.status_code == 302, answer.content.decode()
    asked = Erasure.objects.get(done=None)
    confirm = reverse("erase_confirm", args=(asked.pk,))
    assert signed_in(cast.emil).post(confirm, {"reference": f"C-{creator.pk}"}).status_code == 302
    asked.refresh_from_db()
    return asked


def pages(cast: Cast) -> dict[str, str]:
    """Every page on which the creator could stand, as those who see the most see it."""
    bruno, emil = signed_in(cast.bruno), signed_in(cast.emil)
    names = ["today", "posts", "partnerships", "creators", "links", "captures", "data_requests", "contracts"]
    names += ["bundles", "imports", "erase", "journal"]
    addresses = [reverse(name) for name in names]
    addresses += [reverse("post", args=(each.pk,)) for each in Post.objects.all()]
    addresses += [reverse("partnership", args=(each.ref,)) for each in Partnership.objects.all()]
    addresses += [reverse("contract", args=(each.ref,)) for each in Contract.objects.all()]
    addresses += [reverse("erasure", args=(each.pk,)) for each in Erasure.objects.all()]
    read = {each: bruno.get(each) for each in addresses} | {"journal": emil.get(reverse("journal"))}
    assert {each.status_code for each in read.values()} == {200}, {k: v.status_code for k, v in read.items()}
    return {each: answer.content.decode() for each, answer in read.items()}


def test_the_name_of_an_erased_creator_stands_on_no_page_and_the_journal_holds(cast: Cast) -> None:
    creator = known(cast)
    partnership(cast)
    before = "".join(pages(cast).values()).casefold()
    assert HANDLE in before
    done = erased(cast, creator)
    assert (done.number, done.confirmed_by) == (1, cast.emil.person)
    for address, page in pages(cast).items():
        assert HANDLE not in page.casefold(), address
        assert "lina moreau" not in page.casefold(), address
    found = signed_in(cast.bruno).get(reverse("posts"), {"q": HANDLE}).content.decode()
    assert "autre.personne" not in found
    assert "personne effacée n° 1" in "".join(pages(cast).values())
    assert verify().holds
    assert Post.objects.count() == 2, "posts stay, and say nothing of whom"
    assert cover(cast.agency.pk, Names([HANDLE, "Lina Moreau"], "")) == 0, "nothing is left to cover"
    assert Creator.objects.get(pk=creator.pk).name == "personne effacée n° 1"


def test_what_a_verdict_counts_stays_and_what_it_quotes_goes(cast: Cast) -> None:
    creator = known(cast)
    post = Post.objects.get(creator=f"@{HANDLE}")
    verdict, findings = post.verdict, [each.verdict for each in post.findings.all()]
    erased(cast, creator)
    post.refresh_from_db()
    read = post.read()
    assert (post.verdict, [each.verdict for each in post.findings.all()]) == (verdict, findings)
    assert (read.text, read.url, read.account.handle, post.teaser) == (None, None, None, "")
    assert read.deal.consideration == "yes"
    assert all(not each.read().evidence for each in post.findings.all())
    other = Post.objects.get(creator="@autre.personne")
    assert other.read().text == f"Avec {'█' * len('@lina.moreau')} chez Belorso", "places in the text stay places"


def test_the_book_is_written_anew_without_the_name_and_its_chain_holds(cast: Cast) -> None:
    row = partnership(cast)
    creator = account(cast, row.creator.removeprefix("@")).creator
    erased(cast, creator)
    row.refresh_from_db()
    assert row.creator == "personne effacée n° 1"
    assert Tables(cast.agency.pk).batches(), "each batch stands behind the one before"
    assert not [each for each in Event.objects.all() if creator.name in each.line]


def test_a_contract_is_locked_as_long_as_the_law_says_and_no_page_opens_it(cast: Cast) -> None:
    creator = known(cast)
    told = contracts.Facts(creator=f"@{HANDLE}", money=Decimal(1200), ends=timezone.localdate() - timedelta(days=30))
    file = SimpleUploadedFile(f"contrat-{HANDLE}.txt", _CONTRACT.encode())
    contract = contracts.add(by(cast.alma), cast.alma, file, cast.belorso, told)
    version = contract.versions.get()
    done = erased(cast, creator)
    assert done.kept == [version.sha256]
    assert originals.path_of(version.sha256).is_file()
    stays = {each["ground"]: each for each in done.stays}
    assert stays["contracts"]["until"] == str(until("contracts", timezone.localdate() - timedelta(days=30)))
    opened = signed_in(cast.bruno).get(reverse("contract_original", args=(contract.ref, version.number)))
    assert opened.status_code == 404
    page = signed_in(cast.bruno).get(reverse("contract", args=(contract.ref,)))
    assert page.status_code == 200
    assert HANDLE not in page.content.decode()


def test_a_contract_that_the_law_lets_nobody_keep_any_longer_goes(
    cast: Cast, django_capture_on_commit_callbacks: pytest_django.DjangoCaptureOnCommitCallbacks
) -> None:
    creator = known(cast)
    told = contracts.Facts(creator=HANDLE, ends=date(2001, 1, 31))
    file = SimpleUploadedFile("contrat.txt", f"{_CONTRACT} Fait en 2001.".encode())
    version = contracts.add(by(cast.alma), cast.alma, file, cast.belorso, told).versions.get()
    with django_capture_on_commit_callbacks(execute=True):
        done = erased(cast, creator)
    assert done.kept == []
    assert "contracts" not in {each["ground"] for each in done.stays}
    assert not originals.path_of(version.sha256).exists()


def test_what_the_creator_said_by_their_link_goes(cast: Cast) -> None:
    creator = account(cast).creator
    post = cast.post()
    opened = link(cast)
    reply(opened, post, "Je ne suis pas d’accord", {}, contests=True)
    capture(cast)
    request(cast)
    done = erased(cast, creator)
    assert {"replies", "captures", "requests", "links"} <= set(done.gone)
    page = signed_in(cast.bruno).get(reverse("post", args=(post.pk,))).content.decode()
    assert "pas d’accord" not in page


def test_nobody_confirms_what_they_asked_for_themselves(cast: Cast) -> None:
    creator = known(cast)
    bruno = signed_in(cast.bruno)
    told = {"reason": "asked", "reference": f"C-{creator.pk}"}
    bruno.post(reverse("erase_check", args=("creator", creator.pk)), told)
    asked = Erasure.objects.get()
    answer = bruno.post(reverse("erase_confirm", args=(asked.pk,)), told)
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "Emil" in page
    assert Creator.objects.filter(pk=creator.pk, erased=None).exists()
    assert "Peuvent confirmer" in bruno.get(reverse("erasure", args=(asked.pk,))).content.decode()


def test_another_reference_erases_nobody(cast: Cast) -> None:
    creator = known(cast)
    check = reverse("erase_check", args=("creator", creator.pk))
    answer = signed_in(cast.bruno).post(check, {"reason": "asked", "reference": "C-0"})
    assert answer.status_code == 422
    assert "recopiez-la" in answer.content.decode()
    signed_in(cast.bruno).post(check, {"reason": "asked", "reference": f"C-{creator.pk}"})
    asked = Erasure.objects.get()
    answer = signed_in(cast.emil).post(reverse("erase_confirm", args=(asked.pk,)), {"reference": "C-0"})
    assert answer.status_code == 422
    assert Erasure.objects.get().waits


def test_a_request_that_is_withdrawn_erases_nobody(cast: Cast) -> None:
    creator = known(cast)
    check = reverse("erase_check", args=("creator", creator.pk))
    signed_in(cast.bruno).post(check, {"reason": "asked", "reference": f"C-{creator.pk}"})
    asked = Erasure.objects.get()
    signed_in(cast.emil).post(reverse("erase_withdraw", args=(asked.pk,)))
    signed_in(cast.emil).post(reverse("erase_confirm", args=(asked.pk,)), {"reference": f"C-{creator.pk}"})
    assert Creator.objects.filter(pk=creator.pk, erased=None).exists()
    page = signed_in(cast.emil).get(reverse("erasure", args=(asked.pk,))).content.decode()
    assert "rien n’a été effacé" in page


def test_a_former_member_is_erased_and_their_decisions_stay(cast: Cast) -> None:
    person = cast.former.person
    Person.objects.filter(pk=person.pk).update(name="Victor Delalande")
    post = cast.post()
    said = {"kind": Decision.COMPLIANT, "verdict": "compliant", "reason": "Vu avec Victor Delalande"}
    Decision.objects.create(post=post, by=person, at=timezone.now(), **said)
    check = reverse("erase_check", args=("member", cast.former.pk))
    told = {"reason": "needless", "reference": f"M-{cast.former.pk}"}
    assert signed_in(cast.bruno).post(check, told).status_code == 302
    asked = Erasure.objects.get()
    signed_in(cast.emil).post(reverse("erase_confirm", args=(asked.pk,)), told)
    person.refresh_from_db()
    assert (person.name, person.is_active, person.has_usable_password()) == ("personne effacée n° 1", False, False)
    for address in (reverse("people"), reverse("post", args=(post.pk,)), reverse("journal")):
        page = signed_in(cast.bruno).get(address).content.decode()
        assert "Victor" not in page
        assert "former@" not in page
    assert Decision.objects.get().reason == "Vu avec personne effacée n° 1"
    assert verify().holds


def test_whoever_works_here_or_elsewhere_is_not_offered(cast: Cast) -> None:
    bruno = signed_in(cast.bruno)
    for each in (cast.alma, cast.gil):
        assert bruno.get(reverse("erase_check", args=("member", each.pk))).status_code == 404
    Member.objects.create(person=cast.former.person, organisation=cast.gil.organisation, roles=["manager"])
    assert bruno.get(reverse("erase_check", args=("member", cast.former.pk))).status_code == 404
    assert bruno.get(reverse("erase_check", args=("brand", cast.lune.pk))).status_code == 404


def test_exports_that_tell_of_the_person_go_with_them(cast: Cast) -> None:
    creator = known(cast)
    Export.objects.create(organisation=cast.agency, by=cast.emil.person, at=timezone.now(), state=State.MADE)
    done = erased(cast, creator)
    assert done.gone["exports"] == 1
    assert Export.objects.get().state == State.GONE
    assert "a été effacée" in signed_in(cast.emil).get(reverse("export")).content.decode()


@pytest.mark.parametrize(
    ("text", "covered"),
    [
        ("@lina.m et Lina.M", "X et X"),
        ("https://exemple.invalid/lina.m/p", "https://exemple.invalid/X/p"),
        ("lina.moreau, alina.m, lina.m2", "lina.moreau, alina.m, lina.m2"),
        ("Zoé", "X"),
        ("merci @zoé !", "merci X !"),
        ("Zoé est un prénom courant", "Zoé est un prénom courant"),
        ("[Pub] avec lina.m", "[Pub] avec X"),
        ('["lina.m"]', '["██████"]'),
    ],
)
def test_a_name_is_covered_and_its_neighbours_are_not(text: str, covered: str) -> None:
    assert Names(["lina.m", "Zoé"], "X").marked(text) == covered


def test_every_ground_names_its_article_and_its_source() -> None:
    known = grounds()
    assert known.grounds
    dated = [(each.source, each.since) for each in known.grounds.values()]
    for source, since in [(known.right.source, known.right.since), *dated]:
        assert source.startswith("https://")
        assert date.fromisoformat(since) <= date.fromisoformat(known.checked_on)


def test_searching_for_many_asks_no_more_of_the_database_than_for_one(cast: Cast) -> None:
    bruno, address = signed_in(cast.bruno), reverse("erase")
    asked = []
    for n in (1, 10):
        for each in range(n):
            account(cast, f"lina.{n}.{each}")
        bruno.get(address, {"q": "lina"})
        with CaptureQueriesContext(connection) as queries:
            assert f"lina.{n}.0" in bruno.get(address, {"q": "lina"}).content.decode()
        asked.append(len(queries))
    assert asked[0] == asked[1]
