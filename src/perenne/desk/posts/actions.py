"""What people do with a post: answer its questions, decide, take a decision back. Each act is in the journal."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date

from django.db import transaction
from django.utils import timezone

from perenne.desk.journal.acts import Author, Overtaken, record
from perenne.desk.people.models import Person
from perenne.desk.posts.judging import finding_rows, judged
from perenne.desk.posts.models import Answer, Decision, Finding, Override, Post, State
from perenne.law.rulebook import rulebook
from perenne.model.answer import Answer as Given
from perenne.model.finding import ACCUSING, WORST_FIRST, Verdict, worst
from perenne.model.finding import Finding as Said

_STATE = {Decision.ASK: State.ASKED, Decision.COMPLIANT: State.DECIDED, Decision.ESCALATE: State.ESCALATED}


class Unanswered(Exception):
    """No deal is proven, or the rule asks what nobody answered: until then nothing is held against anybody by it."""


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
    kept.look = choice.due or (timezone.localdate() if choice.kind == Decision.ASK else None)
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


@dataclass(frozen=True, slots=True)
class Held:
    """What a person holds of one rule: the verdict, and why."""

    rule: str
    part: str
    verdict: Verdict
    reason: str


@transaction.atomic
def override(author: Author, person: Person, post: Post, seen: int, held: Held) -> Override:
    """Hold one rule's verdict against what was proposed, on the post as it was at version ``seen``.

    Raises ``Overtaken``; ``Unanswered`` where that would accuse while the rule waits for an answer.
    """
    kept = Post.objects.select_for_update().get(pk=post.pk)
    if kept.version != seen:
        raise Overtaken
    found = next(each for each in _read(kept) if (each.rule, each.part or "") == (held.rule, held.part))
    if held.verdict in ACCUSING and found.verdict not in ACCUSING and not may_accuse(kept, found):
        raise Unanswered
    made = Override.objects.create(
        post=kept,
        rule=held.rule,
        part=held.part,
        proposed=found.verdict,
        verdict=held.verdict,
        reason=held.reason,
        by=person,
        at=timezone.now(),
    )
    _hold(kept, _read(kept))
    kept.version += 1
    kept.save()
    facts = {"rule": held.rule, "part": held.part or None, "proposed": found.verdict, "verdict": held.verdict}
    record(author, "post.override", f"post:{kept.pk}", facts, {"reason": held.reason})
    return made


def may_accuse(post: Post, finding: Said) -> bool:
    """Whether a person may hold ``finding`` against somebody although the machine does not: a deal is proven or was
    answered for, and so was the question of the rule, by yes or no: not to know accuses nobody."""
    given = given_of(post)
    facts = next(judged([post.read()], given)).facts
    return facts.deal.grade == "strong" and (finding.verdict != "needs_human" or _answered(finding, given))


def _answered(finding: Said, given: Iterable[Given]) -> bool:
    """A question that was answered is not asked again: what it was stands with the outcome of the rule."""
    book = rulebook()
    outcome = book.rules[finding.rule].outcomes.get(finding.code) or book.index.around.get(finding.code)
    latest = {each.question: each.answer for each in given}
    asked = outcome.question if outcome is not None else None
    return asked is not None and latest.get(asked.fact, "unknown") != "unknown"


def _read(post: Post) -> list[Said]:
    return [each.read() for each in post.findings.all()]


def _hold(post: Post, findings: Sequence[Said]) -> None:
    """The verdict of ``post`` is the worst of its findings, each as a person holds it where one does; not saved."""
    held = held_of(post.overrides.all())
    post.verdict = worst([held.get((each.rule, each.part or ""), each.verdict) for each in findings])
    post.severity = WORST_FIRST.index(post.verdict)


def held_of(overrides: Iterable[Override]) -> dict[tuple[str, str], Verdict]:
    """By rule and part, the verdict that a person holds: the latest one."""
    return {(each.rule, each.part): each.verdict for each in overrides}  # type: ignore[misc]


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
    _hold(post, found.findings)
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
