"""What pages ask of the creator's side: what concerns a creator, a copy of their data, what waits for a member."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import msgspec
from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse

from perenne.desk.creators.models import Account, Creator, Fact
from perenne.desk.creators.queries import posts_of
from perenne.desk.people.access import seen
from perenne.desk.people.models import Member
from perenne.desk.people.permissions import can
from perenne.desk.portal.actions import allowed
from perenne.desk.portal.models import Capture, Consent, Link, Reply, Request
from perenne.desk.portal.offered import offered
from perenne.desk.posts.models import Post, State
from perenne.desk.web.words import WORDS
from perenne.model.answer import Reply as Told
from perenne.model.answer import Shown
from perenne.report.voice import Said, Voice

MAKE = "link.make"
MOST = 20
_IN_A_COPY = 5_000


@dataclass(frozen=True, slots=True)
class Awaiting:
    """One thing that waits for a person. ``creator`` and ``says`` may hold a creator's own words."""

    kind: str
    address: str
    creator: str
    says: str
    since: datetime
    due: date | None


def requests_waiting(member: Member, voice: Voice, most: int = MOST) -> list[Awaiting]:
    """What creators asked for concerning their data and nobody answered, the oldest first."""
    return [
        Awaiting(
            "data_request",
            reverse("data_request", args=(each.pk,)),
            each.link.creator,
            each.text or str(voice.say(WORDS[f"portal.data.{each.kind}"])),
            each.at,
            each.due,
        )
        for each in _unanswered(member).select_related("link").order_by("at", "pk")[:most]
    ]


def captures_waiting(member: Member, voice: Voice, most: int = MOST) -> list[Awaiting]:
    """Captures that creators dropped and nobody verified, the oldest first."""
    return [
        Awaiting(
            "capture",
            reverse("capture", args=(each.pk,)),
            each.link.creator,
            each.about or each.name or str(voice.say(WORDS["captures.nameless"])),
            each.at,
            None,
        )
        for each in _unverified(member).select_related("link").order_by("at", "pk")[:most]
    ]


def waiting_in_all(member: Member) -> int:
    return _unanswered(member).count() + _unverified(member).count() if can(member, MAKE) else 0


def unread(posts: "QuerySet[Post]") -> "QuerySet[Reply]":
    """What creators said of ``posts`` and nobody has read, the oldest first."""
    of_them = Exists(posts.filter(pk=OuterRef("post")))
    return Reply.objects.filter(of_them, read=None, erased=False).select_related("post").defer("post__record")


def replies_of(post: Post) -> list[Told]:
    """What creators said of ``post``, as ``reply/1``, in the order in which they did."""
    return [
        Told(
            platform=post.platform,
            post_id=post.post_id,
            finding=each.finding or None,
            contests=each.contests,
            text=None if each.erased else each.text,
            by=each.link.creator or None,
            at=_moment(each.at),
            files=tuple(Shown(file=file.name, sha256=file.sha256) for file in each.captures.all() if not file.erased),
        )
        for each in post.replies.select_related("link").prefetch_related("captures")
    ]


def _unanswered(member: Member) -> "QuerySet[Request]":
    if not can(member, MAKE):
        return Request.objects.none()
    return seen(member, Request.objects.filter(answered=None, erased=False), MAKE)


def _unverified(member: Member) -> "QuerySet[Capture]":
    if not can(member, MAKE):
        return Capture.objects.none()
    return seen(member, Capture.objects.filter(verdict="", erased=False), MAKE)


# What a creator sees


def concerned(link: Link) -> "QuerySet[Post]":
    """The creator's own posts of which a person decided, or that wait for one with a question or a fault."""
    return _own(link).exclude(state=State.SETTLED)


def _own(link: Link) -> "QuerySet[Post]":
    own = Post.objects.filter(posts_of([link.account]), organisation=link.organisation_id)
    brands = [each.pk for each in link.brands.all()]
    return own.filter(brand__in=brands) if brands else own


def _facts(link: Link) -> "QuerySet[Fact]":
    """What is known of the account; of its brands alone, where the link is limited to some."""
    facts = Fact.objects.filter(account=link.account_id)
    brands = [each.pk for each in link.brands.all()]
    return facts.filter(brand__in=brands) if brands else facts


def copy_of(link: Link) -> dict[str, Any]:
    """The creator's data as they stand here, for themselves: what was learnt, their posts with what is said of them,
    their own words."""
    return {
        "perenne": "creator/1",
        "organisation": link.organisation.name,
        "platform": link.platform,
        "creator": link.creator,
        "facts": [_fact(each) for each in _facts(link).order_by("name", "at", "pk")[:_IN_A_COPY]],
        "posts": list(_posts(link)),
        "captures": [_capture(each) for each in _captures(link)],
        "consents": [
            {
                "purpose": each.purpose,
                "wording": each.wording.isoformat(),
                "given": each.given,
                "at": _moment(each.at),
            }
            for each in Consent.objects.filter(account=link.account_id)
        ],
        "requests": [
            {"kind": each.kind, "text": each.text, "at": _moment(each.at), "answer": each.answer}
            for each in Request.objects.filter(link__account=link.account_id)
        ],
    }


def _fact(fact: Fact) -> dict[str, Any]:
    return {
        "name": fact.name,
        "value": msgspec.json.decode(fact.value),
        "stands": fact.stands,
        "observed": fact.observed.isoformat() if fact.observed else None,
        "file": fact.file or None,
        "line": fact.line,
    }


def _posts(link: Link) -> Iterator[dict[str, Any]]:
    posts = _own(link).prefetch_related("findings", "replies", "answers", "decisions__by").order_by("pk")
    for post in posts[:_IN_A_COPY]:
        yield {
            "post": msgspec.Raw(post.record.encode()),
            "findings": [msgspec.Raw(each.record.encode()) for each in post.findings.all()],
            "answers": [
                {"question": each.question, "answer": each.answer, "at": _moment(each.at)}
                for each in post.answers.all()
            ],
            "decisions": [
                {"kind": each.kind, "reason": each.reason, "by": each.by.name, "at": _moment(each.at)}
                for each in post.decisions.all()
            ],
            "replies": [
                {
                    "text": each.text,
                    "contests": each.contests,
                    "finding": each.finding or None,
                    "at": _moment(each.at),
                }
                for each in post.replies.all()
            ],
        }


def _captures(link: Link) -> "QuerySet[Capture]":
    return Capture.objects.filter(link__account=link.account_id, erased=False).prefetch_related("figures")


def _capture(capture: Capture) -> dict[str, Any]:
    return {
        "file": capture.name,
        "sha256": capture.sha256,
        "about": capture.about or None,
        "day": capture.day.isoformat() if capture.day else None,
        "figures": {each.name: each.value for each in capture.figures.all()},
        "stands": "verified" if capture.verdict == Capture.VERIFIED else "declared",
        "at": _moment(capture.at),
    }


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def dropped(link: Link) -> "QuerySet[Capture]":
    """What this creator dropped, the newest first."""
    return _captures(link).order_by("-at", "-pk")


def asked(link: Link) -> "QuerySet[Request]":
    """What this creator asked for concerning their data, and what was answered."""
    return (
        Request.objects.filter(link__account=link.account_id, erased=False)
        .select_related("by")
        .order_by("-at", "-pk")
    )


# What a member sees of a creator


@dataclass(frozen=True, slots=True)
class OfCreator:
    """What a creator said by their links: consents that hold, requests, captures, the links themselves."""

    consents: tuple[tuple[Said, date], ...]
    requests: "QuerySet[Request]"
    captures: "QuerySet[Capture]"
    links: "QuerySet[Link]"


def of_creator(member: Member, creator: Creator, voice: Voice) -> OfCreator | None:
    """``None`` for whose role makes no links."""
    if not can(member, MAKE):
        return None
    accounts = Account.objects.filter(creator=creator)
    held: dict[str, date] = {}
    for account in accounts:
        held |= allowed(account)
    purposes = offered().purposes
    return OfCreator(
        tuple((voice.say(purposes[name].says), day) for name, day in held.items() if name in purposes),
        seen(member, Request.objects.filter(link__account__in=accounts), MAKE).order_by("-at", "-pk")[:MOST],
        seen(member, Capture.objects.filter(link__account__in=accounts), MAKE)
        .prefetch_related("figures")
        .order_by("-at", "-pk")[:MOST],
        seen(member, Link.objects.filter(account__in=accounts), MAKE)
        .select_related("by")
        .order_by("-at", "-pk")[:MOST],
    )
