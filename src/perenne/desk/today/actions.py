"""Put a row of Today off, with a reason, or give it to somebody."""

from datetime import date

from django.db import transaction

from perenne.desk.journal.acts import Author, Overtaken, record
from perenne.desk.people.models import Member
from perenne.desk.posts.actions import Choice, decide
from perenne.desk.posts.models import Decision, Post, State
from perenne.desk.today.models import Work

MOST_TIMES = 3
"""How often a row may be put off; the next time it goes to compliance."""


@transaction.atomic
def postpone(author: Author, member: Member, key: str, until: date, reason: str, seen: int | None = None) -> bool:
    """Put the row ``key``, which was put off ``seen`` times, off ``until`` a day; put off too often, it goes to
    compliance instead: ``True``. The button pressed twice puts it off once. Raises ``Overtaken``."""
    work = _work(member, key)
    if seen is not None and work.times != seen:
        if (work.until, work.reason) == (until, reason):
            return False
        raise Overtaken
    if work.times >= MOST_TIMES:
        work.escalated, work.until, work.owner = True, None, None
    else:
        work.until, work.times = until, work.times + 1
    work.reason = reason
    work.save()
    if work.escalated:
        record(author, "work.escalate", key, {"times": work.times}, {"reason": reason})
        _pass_on(author, member, key, reason)
    else:
        record(author, "work.postpone", key, {"until": until.isoformat(), "times": work.times}, {"reason": reason})
    return work.escalated


def _pass_on(author: Author, member: Member, key: str, reason: str) -> None:
    """A post that is put off once too often is passed on like any other that is."""
    kind, _, number = key.partition(":")
    own = Post.objects.select_for_update().filter(organisation=member.organisation_id)
    post = own.filter(pk=number).first() if kind == "post" else None
    if post is not None and post.state == State.WAITING:
        decide(author, member.person, post, post.version, Choice(Decision.ESCALATE, reason), {})


@transaction.atomic
def assign(author: Author, member: Member, key: str, owner: Member | None) -> None:
    """Give the row ``key`` to ``owner``, or to nobody."""
    work = _work(member, key)
    if work.owner_id == (owner.pk if owner else None):
        return
    work.owner = owner
    work.save()
    if owner is None:
        record(author, "work.release", key)
    else:
        record(author, "work.assign", key, {"to": owner.person.ref}, {"to": owner.person.name}, owner.person.ref)


def _work(member: Member, key: str) -> Work:
    work, _ = Work.objects.select_for_update().get_or_create(organisation=member.organisation, key=key)
    return work
