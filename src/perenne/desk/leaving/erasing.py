"""Erasing one person: asked by a member, confirmed by another; all of it or nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial

import msgspec
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from perenne.desk.bundles.models import Bundle
from perenne.desk.bundles.models import State as BundleState
from perenne.desk.contracts.models import Contract, Version
from perenne.desk.contracts.models import State as Reading
from perenne.desk.creators.actions import forget
from perenne.desk.creators.models import Creator
from perenne.desk.creators.queries import posts_of
from perenne.desk.imports import originals
from perenne.desk.imports.models import File, Observation
from perenne.desk.journal.acts import Author, record, shred
from perenne.desk.journal.models import Act
from perenne.desk.leaving import covering
from perenne.desk.leaving.departing import depart
from perenne.desk.leaving.grounds import until
from perenne.desk.leaving.making import remove
from perenne.desk.leaving.models import Erasure, Export, State
from perenne.desk.leaving.names import Names, names_of
from perenne.desk.partnerships.models import Partnership
from perenne.desk.people.models import Member, Organisation, Person
from perenne.desk.portal.models import Capture
from perenne.desk.posts.models import Answer, Post
from perenne.desk.posts.search import words_of
from perenne.model.bilingual import Bilingual
from perenne.model.post import Account as Recorded

_REMOVED = Bilingual(
    fr="Le document a été retiré : la personne a été effacée.",
    en="The document was removed: the person was erased.",
)


class NotOpen(Exception):
    """Somebody confirmed or withdrew the erasure a moment ago."""


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom an erasure is about, and everything here that is theirs. ``common``: names too common to be sought in
    texts."""

    kind: str
    pk: int
    name: str
    names: Names
    about: str
    creator: Creator | None = None
    member: Member | None = None

    @property
    def reference(self) -> str:
        return reference(self.kind, self.pk)


def reference(kind: str, pk: int) -> str:
    """What one types to say: this person and no other."""
    return f"{kind[0].upper()}-{pk}"


def mark(number: int) -> str:
    return f"personne effacée n° {number}"


def of_creator(creator: Creator, number: int = 0) -> Subject:
    names = Names(names_of(creator, creator.accounts.all()), mark(number))
    return Subject(Erasure.CREATOR, creator.pk, creator.name, names, creator.ref, creator=creator)


def of_member(member: Member, number: int = 0) -> Subject:
    person = member.person
    names = Names({person.name, person.email}, mark(number))
    return Subject(Erasure.MEMBER, member.pk, person.name, names, person.ref, member=member)


def next_number(organisation: int) -> int:
    found = Erasure.objects.filter(organisation=organisation).aggregate(last=Max("number"))["last"]
    return (found or 0) + 1


@transaction.atomic
def ask(author: Author, by: Person, organisation: int, subject: Subject, reason: str) -> Erasure:
    """Ask that ``subject`` be erased: nothing goes until another member confirms."""
    Organisation.objects.select_for_update().get(pk=organisation)
    told = {"organisation_id": organisation, "kind": subject.kind, "subject": subject.pk}
    waiting = Erasure.objects.filter(**told, done=None, withdrawn=None).first()
    if waiting is not None:
        return waiting
    erasure = Erasure.objects.create(**told, reason=reason, by=by, at=timezone.now())
    record(author, "person.erase_ask", erasure.ref, {"of": subject.reference, "why": reason})
    return erasure


@transaction.atomic
def withdraw(author: Author, erasure: Erasure) -> None:
    """Nothing is erased, after all. Raises ``NotOpen``."""
    kept = _locked(erasure)
    kept.withdrawn = timezone.now()
    kept.save(update_fields=("withdrawn",))
    record(author, "person.erase_withdraw", erasure.ref)


def _locked(erasure: Erasure) -> Erasure:
    kept = Erasure.objects.select_for_update().get(pk=erasure.pk)
    if not kept.waits:
        raise NotOpen
    return kept


@transaction.atomic
def confirm(author: Author, by: Person, erasure: Erasure, subject: Subject) -> Erasure:
    """Erase ``subject``, all of it or nothing; ``by`` is never who asked. Raises ``NotOpen``."""
    Organisation.objects.select_for_update().get(pk=erasure.organisation_id)
    kept = _locked(erasure)
    if by.pk == kept.by_id:
        raise NotOpen
    organisation = kept.organisation_id
    kept.number = next_number(organisation)
    subject = _numbered(subject, kept.number)
    kept.stays = staying(organisation, subject)
    gone: dict[str, int] = {}
    if subject.creator is not None:
        gone["posts"] = _empty_posts(organisation, subject)
        kept.kept = _lock_contracts(organisation, subject)
    gone["events"] = covering.cover_book(organisation, subject.names)
    if subject.creator is not None:
        left = forget(author, subject.creator)
        gone |= {name: n for name, n in left.counts.items() if isinstance(n, int)}
        Creator.objects.filter(pk=subject.pk).update(name=subject.names.mark)
    if subject.member is not None:
        gone["words"] = shred(author, subject.about)
        gone["accesses"] = depart(subject.member, subject.names.mark)
    gone["rows"] = covering.cover(organisation, subject.names, _others(organisation, subject))
    gone["words"] = gone.get("words", 0) + covering.shred_words(organisation, subject.names)
    gone["exports"] = _remove_exports(organisation)
    kept.gone = {name: n for name, n in sorted(gone.items()) if n}
    kept.confirmed_by, kept.done = by, timezone.now()
    kept.save()
    facts = {"number": kept.number, "of": subject.reference, "gone": kept.gone}
    record(author, "person.erase", erasure.ref, facts)
    return kept


def _numbered(subject: Subject, number: int) -> Subject:
    if subject.creator is not None:
        return of_creator(subject.creator, number)
    return of_member(subject.member, number) if subject.member is not None else subject


def _others(organisation: int, subject: Subject) -> list[int]:
    """People who work here keep their own names, though the erased person bore the same."""
    own = subject.member.person_id if subject.member else 0
    return list(
        Person.objects.filter(memberships__organisation=organisation).exclude(pk=own).values_list("pk", flat=True)
    )


def posts_by(organisation: int, subject: Subject) -> list[Post]:
    if subject.creator is None:
        return []
    own = Post.objects.filter(posts_of(list(subject.creator.accounts.all())), organisation=organisation)
    return list(own.order_by("pk"))


def contracts_of(organisation: int, subject: Subject) -> list[Contract]:
    """Those in which the creator is named as the party, by whoever keeps them or by the document."""
    if subject.creator is None:
        return []
    every = Contract.objects.filter(organisation=organisation).prefetch_related("versions")
    return [each for each in every if any(map(subject.names.is_one, _parties(each)))]


def _parties(contract: Contract) -> Iterable[str]:
    return (contract.creator, *(each.creator for each in contract.versions.all()))


def staying(organisation: int, subject: Subject) -> list[dict[str, object]]:
    """What stays, how much of it, and until when at most; what there is none of is not told."""
    posts = posts_by(organisation, subject)
    bundles = Bundle.objects.filter(organisation=organisation, state=BundleState.MADE, posts__in=posts).distinct()
    files = File.objects.filter(of__organisation=organisation, of__posts__in=posts).distinct()
    books = [
        each for each in Partnership.objects.filter(organisation=organisation) if subject.names.is_one(each.creator)
    ]
    papers = [(each, version) for each in contracts_of(organisation, subject) for version in _held(each)]
    acts = Act.objects.filter(organisation=organisation, words__about=subject.about).distinct().count()
    acts = acts or Act.objects.filter(organisation=organisation, actor=subject.about).count()
    told: tuple[tuple[str, int, list[date]], ...] = (
        ("acts", acts, []),
        ("verdicts", len(posts), []),
        ("book", len(books), [each.ended or each.term_end or each.last_post or each.since for each in books]),
        ("contracts", len(papers), [_used(contract, version) for contract, version in papers]),
        ("originals", files.count(), [timezone.localdate(each.of.at) for each in files.select_related("of")]),
        ("bundles", bundles.count(), [timezone.localdate(each.at) for each in bundles]),
    )
    return [{"ground": ground, "n": n, "until": _last(ground, days)} for ground, n, days in told if n]


def _last(ground: str, used: Iterable[date]) -> str | None:
    """The last day on which any of what was in use until these days may stay."""
    days = filter(None, (until(ground, each) for each in used))
    last = max(days, default=None)
    return last.isoformat() if last else None


def _held(contract: Contract) -> list[Version]:
    """The versions whose original the law still lets stay."""
    today = timezone.localdate()
    return [
        each
        for each in contract.versions.all()
        if each.sha256 and ((last := until("contracts", _used(contract, each))) is None or last >= today)
    ]


def _used(contract: Contract, version: Version) -> date:
    return contract.ends or contract.signed_on or timezone.localdate(version.at)


def _lock_contracts(organisation: int, subject: Subject) -> list[str]:
    """No page opens the documents any more; the hashes of those that stay under lock. The others are removed."""
    kept: set[str] = set()
    gone: set[str] = set()
    for contract in contracts_of(organisation, subject):
        held = {each.pk for each in _held(contract)}
        for each in contract.versions.all():
            (kept if each.pk in held else gone).add(each.sha256)
        contract.versions.update(
            sha256="", name=subject.names.mark, audit="", terms="", signatures="", state=Reading.FAILED,
            failure_fr=_REMOVED.fr, failure_en=_REMOVED.en,
        )  # fmt: skip
        Contract.objects.filter(pk=contract.pk).update(creator=subject.names.mark)
    for alone in gone - kept - {""}:
        if not any(each.objects.filter(sha256=alone).exists() for each in (Version, File, Capture)):
            transaction.on_commit(partial(originals.path_of(alone).unlink, missing_ok=True))
    return sorted(kept - {""})


def _empty_posts(organisation: int, subject: Subject) -> int:
    """Their posts keep day, kind, exchange and verdicts, and lose text, author, pictures and address."""
    posts = posts_by(organisation, subject)
    for post in posts:
        read = post.read()
        name = f"effacee-{post.pk}"
        kept = type(read)(
            platform=read.platform,
            post_id=name,
            kind=read.kind,
            published_at=read.published_at,
            account=Recorded(country=read.account.country, role=read.account.role),
            labels=read.labels,
            deal=read.deal,
            series=read.series,
        )
        for finding in post.findings.all():
            found = finding.read()
            about = msgspec.structs.replace(found.subject, id=name)
            finding.record = msgspec.json.encode(msgspec.structs.replace(found, subject=about, evidence=())).decode()
            finding.save(update_fields=("record",))
        post.record = msgspec.json.encode(kept).decode()
        post.post_id, post.creator, post.teaser = name, subject.names.mark, ""
        post.sought = words_of(post.creator, post.advertiser)
        post.save(update_fields=("record", "post_id", "creator", "teaser", "sought"))
    Observation.objects.filter(post__in=posts).delete()
    Answer.objects.filter(post__in=posts).exclude(by_creator="").update(by_creator=subject.names.mark)
    return len(posts)


def _remove_exports(organisation: int) -> int:
    """Exports that were made hold the person, and so would one that is being made."""
    exports = Export.objects.filter(organisation=organisation)
    exports.filter(state=State.WAITING).update(state=State.GONE)
    return remove(exports)
