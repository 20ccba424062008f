"""The cast: who works at the agency, who works elsewhere, and posts that they share. Every name is invented."""

from dataclasses import dataclass

from django.test import Client
from django.utils import timezone

from perenne.desk.imports.models import Import, State
from perenne.desk.journal.acts import Author
from perenne.desk.people.access import author
from perenne.desk.people.models import Brand, Member, Organisation, Person
from perenne.desk.posts.judging import finding_rows, judged, row
from perenne.desk.posts.models import Finding, Post
from perenne.model.post import Post as Record
from perenne.model.wire import convert

HIDDEN = "Mes lunettes préférées de l’été, merci @belorso"
"""A paid post that says nothing of it."""


@dataclass(frozen=True)
class Cast:
    """Alma manages influence, Bruno is counsel, Chloé analyst, Dina security, Emil administrator; Farid manages only
    the brand Maison Lune; Gil works for another organisation; Hana signed in and is a member of nothing; ``former``
    was a manager."""

    agency: Organisation
    lune: Brand
    belorso: Brand
    alma: Member
    bruno: Member
    chloe: Member
    dina: Member
    emil: Member
    farid: Member
    gil: Member
    former: Member
    hana: Person
    dropped: Import

    @property
    def members(self) -> dict[str, Member]:
        names = ("alma", "bruno", "chloe", "dina", "emil", "farid", "gil", "former")
        return {name: getattr(self, name) for name in names}

    def post(self, text: str = HIDDEN, brand: Brand | None = None, **facts: object) -> Post:
        """A judged post of the agency for ``brand`` (Belorso where none is named)."""
        brand = brand or self.belorso
        deal = {"consideration": "yes", "forms": ["money"], "requested": True, "advertiser": {"name": brand.name}}
        record = {
            "platform": "instagram",
            "post_id": f"C{Post.objects.count() + 1}",
            "kind": "post",
            "published_at": "2026-11-20T12:00:00Z",
            "account": {"country": "FR", "handle": "lina.m"},
            "text": text,
            "deal": deal,
            **facts,
        }
        found = next(judged([convert(Record, record)]))
        post = row(found)
        post.organisation, post.brand, post.added_by = self.agency, brand, self.dropped
        post.save()
        Finding.objects.bulk_create(finding_rows(post, found))
        return post


def assemble() -> Cast:
    agency, elsewhere = (Organisation.objects.create(name=name) for name in ("Agence Méridienne", "Studio Ponant"))
    lune, belorso = (Brand.objects.create(organisation=agency, name=name) for name in ("Maison Lune", "Belorso"))

    def member(name: str, role: str, of: Organisation = agency) -> Member:
        return Member.objects.create(person=a_person(name), organisation=of, roles=[role])

    farid, former = member("Farid", "manager"), member("Former", "manager")
    farid.brands.add(lune)
    Member.objects.filter(pk=former.pk).update(ended=timezone.now())
    alma = member("Alma", "manager")
    return Cast(
        agency=agency,
        lune=lune,
        belorso=belorso,
        alma=alma,
        bruno=member("Bruno", "counsel"),
        chloe=member("Chloé", "analyst"),
        dina=member("Dina", "security"),
        emil=member("Emil", "administrator"),
        farid=farid,
        gil=member("Gil", "counsel", elsewhere),
        former=former,
        hana=a_person("Hana"),
        dropped=Import.objects.create(organisation=agency, by=alma.person, at=timezone.now(), state=State.DONE),
    )


def a_person(name: str) -> Person:
    address = f"{name.lower().replace('é', 'e')}@exemple.invalid"
    return Person.objects.create(email=address, name=name, password="?")  # noqa: S106  # no password is of that hash


def signed_in(who: Member | Person) -> Client:
    """The browser of ``who``, in French."""
    client = Client(headers={"accept-language": "fr"})
    client.force_login(who.person if isinstance(who, Member) else who)
    return client


def by(member: Member) -> Author:
    return author(member)
