"""A page asks the database as often for thirty rows of everything as for one."""

from collections.abc import Iterator
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from perenne.desk.bundles.models import Bundle
from perenne.desk.contracts import actions as contracts
from perenne.desk.contracts.auditing import audit_version
from perenne.desk.contracts.models import Contract, Standing
from perenne.desk.creators.models import Account
from perenne.desk.drafts.models import Draft, Step
from perenne.desk.imports.models import File, Import, Refused, State
from perenne.desk.partnerships.models import Partnership
from perenne.desk.people.models import Brand, Member, Request
from perenne.desk.portal import actions as portal
from perenne.desk.portal.models import Link
from perenne.desk.posts.actions import Choice, decide
from perenne.desk.posts.models import Post
from perenne.desk.today.actions import assign, postpone
from tests.contracts.test_cases import case_named
from tests.contracts.test_formats import in_word
from tests.desk.cast import Cast, a_person, by, signed_in
from tests.desk.creators.made import PICTURE, account
from tests.desk.partnerships.made import partnership

MANY = 30
CONTRACT = str(case_named("soussignes-classique")["text"]).strip()


class Full:
    """The agency, which gets one more of everything each time that it ``grows``."""

    def __init__(self, cast: Cast, brand: Brand) -> None:
        self.cast, self.brand, self.n = cast, brand, 0

    def grow(self) -> None:
        self.n += 1
        handle, today = f"creatrice{self.n}", timezone.localdate()
        account_of: dict[str, Any] = {"account": {"country": "FR", "handle": handle}}
        alma, brand = self.cast.alma, self.brand
        account(self.cast, handle).creator.brands.add(brand)
        waiting, decided = (self.cast.post(brand=brand, **account_of) for _ in range(2))
        decide(by(alma), alma.person, decided, 1, Choice("ask", "Ajouter la mention", today), {})
        postpone(by(alma), alma, f"post:{decided.pk}", today, "Demain")
        partnership(self.cast, handle, brand)
        self._creator_speaks(handle, decided)
        self._files()
        self._contract()
        bundle = Bundle.objects.create(
            organisation=self.cast.agency, brand=brand, by=alma.person, at=timezone.now(), language="fr"
        )
        bundle.posts.add(waiting)
        Draft.objects.create(
            organisation=self.cast.agency, brand=brand, by=alma.person, verdict="compliant", step=Step.BRAND,
            at=timezone.now(), planned=today,
        )  # fmt: skip
        self._colleague(f"post:{waiting.pk}")

    def _creator_speaks(self, handle: str, post: Post) -> None:
        portal.link_to(by(self.cast.alma), self.cast.alma, account(self.cast, handle))
        link = Link.objects.order_by("-pk")[0]
        portal.reply(link, post, "Je vais corriger.", {}, contests=True)
        portal.ask(link, "rectify", "Mon nom a changé")
        portal.drop(link, portal.Dropped([SimpleUploadedFile("s.png", PICTURE)], "Une story", None, {}))

    def _files(self) -> None:
        made = Import.objects.create(
            organisation=self.cast.agency, brand=self.brand, by=self.cast.alma.person, at=timezone.now(),
            state=State.DONE,
        )  # fmt: skip
        File.objects.create(of=made, name="publications.csv", sha256=f"{self.n:064}", size=1)
        Refused.objects.create(of=made, file="publications.csv", line=2, reason_fr="vide", reason_en="empty")

    def _contract(self) -> None:
        file = SimpleUploadedFile("contrat.docx", in_word(f"{CONTRACT}\nExemplaire {self.n}"))
        made = contracts.add(by(self.cast.alma), self.cast.alma, file, self.brand)
        if self.n == 1:
            audit_version.call(made.versions.get().pk)
        Contract.objects.update(standing=Standing.TO_REVIEW)

    def _colleague(self, key: str) -> None:
        person = a_person(f"Colleague {self.n}".replace(" ", ""))
        member = Member.objects.create(person=person, organisation=self.cast.agency, roles=["analyst"])
        member.brands.add(self.brand)
        assign(by(self.cast.alma), self.cast.alma, key, member)
        for to in (self.cast.bruno, self.cast.farid):
            Request.objects.create(to=to, by=member, verb="post.decide", address="/", at=timezone.now())


def _addresses() -> Iterator[str]:
    yield from map(
        reverse,
        (
            "today", "posts", "partnerships", "creators", "contracts", "imports", "bundles", "journal", "people",
            "law", "draft", "links", "captures", "data_requests", "account", "tokens",
        ),
    )  # fmt: skip
    yield from (f"{reverse('posts')}?q=lunettes", f"{reverse('today')}?later=1")
    first = Post.objects.order_by("pk")
    yield from (reverse(name, args=(each.pk,)) for each in first[:2] for name in ("post", "post_today"))
    ref = Partnership.objects.order_by("pk")[0].ref
    for name in ("partnership", "partnership_events", "partnership_renewal", "partnership_consideration"):
        yield reverse(name, args=(ref,))
    creator = Account.objects.order_by("pk")[0].creator_id
    for name in ("creator", "creator_history", "creator_posts", "creator_partnerships", "creator_data"):
        yield reverse(name, args=(creator,))
    contract = Contract.objects.order_by("pk")[0].ref
    yield from (reverse("contract", args=(contract,)), reverse("contract_audit", args=(contract, 1)))
    made = Import.objects.exclude(files=None).order_by("pk")[0].pk
    yield from (reverse(name, args=(made,)) for name in ("import", "import_rejects"))
    yield reverse("bundle", args=(Bundle.objects.order_by("pk")[0].pk,))


def _queries(client: Client, pages: list[str]) -> dict[str, int]:
    found = {}
    client.get(pages[0])
    for page in pages:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(page).status_code == 200, page
        found[page] = len(asked)
    return found


def test_every_page_asks_no_more_often_for_thirty_of_everything_than_for_one(cast: Cast) -> None:
    """Bruno has every role; Farid too, for one brand alone."""
    Member.objects.update(roles=["administrator", "counsel", "manager"])
    clients, full = {who: signed_in(cast.members[who]) for who in ("bruno", "farid")}, Full(cast, cast.lune)
    full.grow()
    pages = list(_addresses())
    few = {who: _queries(client, pages) for who, client in clients.items()}
    while full.n < MANY:
        full.grow()
    many = {who: _queries(client, pages) for who, client in clients.items()}
    for who, asked in many.items():
        assert {page: (few[who][page], n) for page, n in asked.items() if n > few[who][page]} == {}
        assert max(asked.values()) <= 40
