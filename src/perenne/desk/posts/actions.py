"""What people do with a post: answer its questions, decide, take a decision back. Each act is in the journal."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date

from django.db import transaction
from django.utils import timezone

from perenne.desk.journal.acts import Author, record
from perenne.desk.people.models import Person
from perenne.desk.posts.judging import finding_rows, judged, row
from perenne.desk.posts.models import Answer, Decision, Finding, Post, State
from perenne.model.answer import Answer as Given

_STATE = {Decision.ASK: State.ASKED, Decision.COMPLIANT: State.DECIDED, Decision.ESCALATE: State.ESCALATED}


class Overtaken(Exception):
    """Somebody else acted on the post since the page was read; nothing was changed."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A person's decision as they made it: what, why, and until when a correction is asked for."""

    kind: str
    reason: str
    due: date | None = None


@transaction.atomic
def decide(
    author: Author, person: Person, post: Post, seen: int, choice: Choice, answers: Mapping[str, str]
) -> Decision:
    """Answer questions, then decide, on the post as it was at version ``seen``. Raises ``Overtaken``."""
    kept = Post.objects.select_for_update().get(pk=post.pk)
    if kept.version != seen:
        raise Overtaken
    proposed = kept.verdict
    if answers:
        _answer(author, person, kept, answers)
    decision = Decision.objects.create(
        post=kept,
        kind=choice.kind,
        verdict="compliant" if choice.kind == Decision.COMPLIANT else kept.verdict,
        reason=choice.reason,
        due=choice.due,
        by=person,
        at=timezone.now(),
    )
    kept.state, kept.version = _STATE[choice.kind], kept.version + 1
    kept.save()
    facts = {
        "kind": choice.kind,
        "proposed": proposed,
        "verdict": decision.verdict,
        "due": choice.due.isoformat() if choice.due else None,
        "decision": decision.pk,
    }
    record(author, f"post.{choice.kind}", f"post:{kept.pk}", facts, {"reason": choice.reason})
    return decision


def is_last(post: Post, person: Person, choice: Choice) -> bool:
    """Whether the last decision on ``post`` is this one: the button was pressed twice."""
    last = post.decisions.last()
    return last is not None and (last.by_id, last.kind, last.reason, last.due) == (
        person.pk,
        choice.kind,
        choice.reason,
        choice.due,
    )


def _answer(author: Author, person: Person, post: Post, answers: Mapping[str, str]) -> None:
    """Keep the answers and judge the post anew with all that were ever given."""
    now = timezone.now()
    Answer.objects.bulk_create(
        Answer(post=post, question=question, answer=said, by=person, at=now) for question, said in answers.items()
    )
    record(author, "post.answer", f"post:{post.pk}", dict(answers))
    judge_again(post)


def judge_again(post: Post) -> None:
    """Replace the findings by those of today's judgement; the columns of ``post`` follow and are not saved."""
    found = next(judged([post.read()], given_of(post)))
    fresh = row(found)
    post.verdict, post.severity = fresh.verdict, fresh.severity
    post.findings.all().delete()
    Finding.objects.bulk_create(finding_rows(post, found))


def given_of(post: Post) -> list[Given]:
    """What people answered of ``post``, as ``answer/1``, in the order in which they did."""
    return [
        Given(
            platform=post.platform,
            post_id=post.post_id,
            question=each.question,
            answer=each.answer,
            by=each.by.name if each.by else each.by_creator,
            at=each.at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
        )
        for each in post.answers.select_related("by").order_by("at", "pk")
    ]
