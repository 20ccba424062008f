"""Make and revoke a link; what a creator says through it."""

import secrets
from collections.abc import Mapping
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from perenne.chain import sha256
from perenne.desk.journal.acts import Author, record
from perenne.desk.people.models import Member
from perenne.desk.people.permissions import member_brands
from perenne.desk.portal.models import Link, Reply
from perenne.desk.posts.actions import judge_again
from perenne.desk.posts.models import Answer, Post

LASTS = timedelta(days=30)


@transaction.atomic
def make_link(author: Author, member: Member, platform: str, creator: str) -> str:
    """A link for ``creator`` on ``platform``, to posts that ``member`` may see; returns its token, which is kept
    nowhere."""
    token = secrets.token_urlsafe(32)
    link = Link.objects.create(
        organisation=member.organisation,
        platform=platform,
        creator=creator,
        by=member.person,
        token=sha256(token.encode()),
        until=timezone.now() + LASTS,
    )
    link.brands.set(member_brands(member))
    record(author, "link.make", f"link:{link.pk}", words={"creator": creator}, about=link.ref)
    return token


def identified(post: Post) -> bool:
    """Whether the creator of ``post`` is named by a handle or an id, not by a name that others may bear."""
    account = post.read().account
    return bool(account.handle or (account.id and not account.name))


def open_link(token: str) -> Link | None:
    """The link that still holds behind ``token``."""
    holding = Link.objects.filter(token=sha256(token.encode()), revoked=None, until__gt=timezone.now())
    return holding.select_related("organisation", "by").first()


@transaction.atomic
def revoke(author: Author, link: Link) -> None:
    link.revoked = timezone.now()
    link.save(update_fields=("revoked",))
    record(author, "link.revoke", f"link:{link.pk}")


@transaction.atomic
def reply(link: Link, post: Post, text: str, answers: Mapping[str, str], *, contests: bool) -> None:
    """What the creator says of ``post``: answers to its questions, and words of their own."""
    kept = Post.objects.select_for_update().get(pk=post.pk)
    author, now = Author(link.ref, link.creator, link.organisation_id), timezone.now()
    if answers:
        Answer.objects.bulk_create(
            Answer(post=kept, question=question, answer=said, by_creator=link.creator, at=now)
            for question, said in answers.items()
        )
        record(author, "post.answer", f"post:{kept.pk}", dict(answers))
        judge_again(kept)
    if text and not _said_already(link, kept, text, contests=contests):
        Reply.objects.create(post=kept, link=link, contests=contests, text=text, at=now)
        verb = "post.contest" if contests else "post.reply"
        record(author, verb, f"post:{kept.pk}", words={"text": text}, about=link.ref)
    kept.version += 1
    kept.save()


def _said_already(link: Link, post: Post, text: str, *, contests: bool) -> bool:
    """Whether these words are the last ones: the button was pressed twice."""
    last = post.replies.filter(link=link).last()
    return last is not None and (last.text, last.contests) == (text, contests)


@transaction.atomic
def mark_read(author: Author, post: Post) -> None:
    """The member has seen what the creator said."""
    unread = post.replies.filter(read=None)
    if unread.exists():
        unread.update(read=timezone.now())
        record(author, "reply.read", f"post:{post.pk}")
