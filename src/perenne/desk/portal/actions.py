"""Make and revoke a link; what a creator says, drops, allows and asks for through it; what members do with that."""

import secrets
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from perenne.chain import Json, sha256
from perenne.desk.creators.learning import account_of, key_of
from perenne.desk.creators.models import Account
from perenne.desk.imports import originals
from perenne.desk.journal.acts import Author, record
from perenne.desk.people.models import Member, Person
from perenne.desk.people.permissions import member_brands
from perenne.desk.portal.models import Capture, Consent, Figure, Link, Reply, Request
from perenne.desk.portal.offered import offered
from perenne.desk.posts.actions import judge_again
from perenne.desk.posts.judging import storable
from perenne.desk.posts.models import Answer, Finding, Post
from perenne.model.post import Account as Recorded

LASTS = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Dropped:
    """Files with what the creator says of them: which story, on which day, and the numbers that they typed."""

    files: Collection[UploadedFile[Any]]
    about: str = ""
    day: date | None = None
    figures: Mapping[str, int] = field(default_factory=dict)


@transaction.atomic
def make_link(author: Author, member: Member, platform: str, creator: str) -> str:
    """A link for the account ``creator`` of ``platform``, to posts that ``member`` may see; returns its token, which
    is kept nowhere."""
    account = account_of(member.organisation_id, platform, Recorded(handle=creator))
    if account is None:
        raise LookupError("an account that was erased is given no link")
    return link_to(author, member, account)


@transaction.atomic
def link_to(author: Author, member: Member, account: Account) -> str:
    """The same for an account that is known."""
    token, now = secrets.token_urlsafe(32), timezone.now()
    link = Link.objects.create(
        organisation_id=member.organisation_id,
        account=account,
        platform=account.platform,
        creator=account.name,
        by=member.person,
        token=sha256(token.encode()),
        at=now,
        until=now + LASTS,
    )
    link.brands.set(member_brands(member))
    record(author, "link.make", link.ref, words={"creator": account.name}, about=link.ref)
    return token


def account_behind(post: Post) -> Account | None:
    """The account that published ``post``, known from now on; ``None`` where it is named by a name that others may
    bear, or was erased."""
    with transaction.atomic():
        return account_of(post.organisation_id, post.platform, post.read().account)


def identified(post: Post) -> bool:
    """Whether the creator of ``post`` is named by a handle or an id, not by a name that others may bear."""
    return key_of(post.platform, post.read().account) is not None


def open_link(token: str) -> Link | None:
    """The link that still holds behind ``token``."""
    holding = Link.objects.filter(token=sha256(token.encode()), revoked=None, until__gt=timezone.now())
    return holding.select_related("organisation", "by", "account").prefetch_related("brands").first()


@transaction.atomic
def revoke(author: Author, link: Link) -> None:
    if Link.objects.filter(pk=link.pk, revoked=None).update(revoked=timezone.now()):
        record(author, "link.revoke", link.ref)


def speaking(link: Link) -> Author:
    """The creator as the journal names them: by their link."""
    return Author(link.ref, link.creator, link.organisation_id)


@transaction.atomic
def reply(
    link: Link,
    post: Post,
    text: str,
    answers: Mapping[str, str],
    *,
    contests: bool,
    finding: Finding | None = None,
    dropped: Dropped | None = None,
) -> None:
    """What the creator says of ``post``, or of one ``finding`` of it: answers to its questions, words of their own,
    files beside them."""
    kept = Post.objects.select_for_update().get(pk=post.pk)
    author, now = speaking(link), timezone.now()
    if answers:
        Answer.objects.bulk_create(
            Answer(post=kept, question=question, answer=said, by_creator=link.creator, at=now)
            for question, said in answers.items()
        )
        record(author, "post.answer", f"post:{kept.pk}", dict(answers))
        judge_again(kept)
    said = _said(link, kept, text, finding, contests=contests) if text else None
    if dropped is not None and dropped.files:
        _keep(link, dropped, kept, said)
    kept.version += 1
    kept.save()


def _said(link: Link, post: Post, text: str, finding: Finding | None, *, contests: bool) -> Reply:
    """The creator's words, kept once: the button may be pressed twice."""
    about = finding.read().id if finding else ""
    last = post.replies.filter(link=link).last()
    if last is not None and (last.text, last.contests, last.finding) == (text, contests, about):
        return last
    rule = finding.rule if finding else ""
    said = Reply.objects.create(
        post=post, link=link, contests=contests, text=text, finding=about, rule=rule, at=timezone.now()
    )
    verb = "post.contest" if contests else "post.reply"
    record(speaking(link), verb, f"post:{post.pk}", {"rule": rule} if rule else {}, {"text": text}, link.ref)
    return said


@transaction.atomic
def mark_read(author: Author, post: Post) -> None:
    """The member has seen what the creator said."""
    unread = post.replies.filter(read=None)
    if unread.exists():
        unread.update(read=timezone.now())
        record(author, "reply.read", f"post:{post.pk}")


@transaction.atomic
def drop(link: Link, dropped: Dropped) -> list[Capture]:
    """Keep what the creator dropped of their stories: originals under their hash, numbers as declared."""
    Link.objects.select_for_update().get(pk=link.pk)
    return _keep(link, dropped)


def _keep(link: Link, dropped: Dropped, post: Post | None = None, said: Reply | None = None) -> list[Capture]:
    kept = [(each.name or "?", originals.keep(each.chunks())) for each in dropped.files]
    known = set(link.captures.filter(post=post, day=dropped.day).values_list("sha256", flat=True))
    captures = [
        Capture.objects.create(
            link=link,
            organisation_id=link.organisation_id,
            brand_id=post.brand_id if post else _only_brand(link),
            post=post,
            reply=said,
            name=storable(name)[-255:],
            sha256=each.sha256,
            size=each.size,
            about=dropped.about,
            day=dropped.day,
            at=timezone.now(),
        )
        for name, each in kept
        if each.sha256 not in known
    ]
    if captures:
        Figure.objects.bulk_create(
            Figure(capture=captures[0], name=name, value=value) for name, value in dropped.figures.items()
        )
        facts: dict[str, Json] = {"files": [each.sha256 for each in captures], "figures": dict(dropped.figures)}
        record(speaking(link), "capture.drop", f"capture:{captures[0].pk}", facts)
    return captures


def _only_brand(link: Link) -> int | None:
    """The brand that whoever made the link is limited to, where it is one."""
    brands = list(link.brands.values_list("pk", flat=True)[:2])
    return brands[0] if len(brands) == 1 else None


@transaction.atomic
def judge_capture(author: Author, person: Person, capture: Capture, verdict: str, reason: str) -> bool:
    """A member says that the file shows what was typed, or why not; whether nobody was quicker."""
    kept = Capture.objects.select_for_update().get(pk=capture.pk)
    if kept.verdict or kept.erased:
        return False
    kept.verdict, kept.reason, kept.by, kept.judged = verdict, reason, person, timezone.now()
    kept.save()
    record(author, f"capture.{verdict}", f"capture:{kept.pk}", words={"reason": reason}, about=kept.link.ref)
    return True


@transaction.atomic
def consent(link: Link, given: Iterable[str]) -> None:
    """What the creator allows from now on; what is not among ``given`` is withdrawn where it was allowed."""
    Link.objects.select_for_update().get(pk=link.pk)
    wanted, before, now = set(given), allowed(link.account), timezone.now()
    for name, purpose in offered().purposes.items():
        is_given = before.get(name) == purpose.wording
        if (name in wanted) == is_given or (name not in wanted and name not in before):
            continue
        Consent.objects.create(
            link=link,
            account=link.account,
            purpose=name,
            wording=purpose.wording,
            given=name in wanted,
            at=now,
        )
        verb = "consent.give" if name in wanted else "consent.withdraw"
        record(speaking(link), verb, link.ref, {"purpose": name, "wording": purpose.wording.isoformat()})


def allowed(account: Account) -> dict[str, date]:
    """By purpose, the wording that was agreed to and holds."""
    held: dict[str, date] = {}
    for each in Consent.objects.filter(account=account):
        held.pop(each.purpose, None)
        if each.given:
            held[each.purpose] = each.wording
    return held


@transaction.atomic
def ask(link: Link, kind: str, text: str) -> Request:
    """What the creator asks for concerning their data; asked for once while it waits."""
    Link.objects.select_for_update().get(pk=link.pk)
    waiting = Request.objects.filter(link__account=link.account_id, kind=kind, text=text, answered=None).first()
    if waiting is not None:
        return waiting
    now = timezone.now()
    asked = Request.objects.create(
        link=link,
        organisation_id=link.organisation_id,
        brand_id=_only_brand(link),
        kind=kind,
        text=text,
        at=now,
        due=timezone.localdate(now) + timedelta(days=offered().answer_within_days),
    )
    words = {} if kind == "copy" else {"text": text or "–"}
    record(speaking(link), f"data.{kind}", f"request:{asked.pk}", words=words, about=link.ref)
    return asked


@transaction.atomic
def hand_over(link: Link) -> None:
    """The creator takes a copy of their data."""
    record(speaking(link), "data.taken", link.ref)


@transaction.atomic
def answer_request(author: Author, person: Person, asked: Request, answer: str) -> bool:
    """A person answers what was asked; whether nobody was quicker."""
    kept = Request.objects.select_for_update().get(pk=asked.pk)
    if kept.answered is not None or kept.erased:
        return False
    kept.answer, kept.by, kept.answered = answer, person, timezone.now()
    kept.save()
    record(author, "data.answer", f"request:{kept.pk}", {"kind": kept.kind}, {"answer": answer}, kept.link.ref)
    return True
