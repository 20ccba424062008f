"""Posts as they were read, what the law says of them, what people answered and decided."""

from typing import ClassVar

import msgspec
from django.db import models
from django.db.models import Q

from perenne.desk.people.models import Brand, Organisation, Person
from perenne.model.finding import Finding as Said
from perenne.model.post import Post as Record

VERDICTS = [
    (each, each) for each in ("prohibited", "non_compliant", "needs_human", "improvable", "compliant", "out_of_scope")
]


class _Spoken(msgspec.Struct):
    language: str | None = None


_language = msgspec.json.Decoder(_Spoken)


_IN_ORDER = ("severity", "-published", "id")
_NARROWED_BY = ("state", "brand", "sought")
"""In the index too, so that whoever searches a word, or a queue that is empty, does not have every record read."""


class State(models.TextChoices):
    """Where a post stands: what a person still has to do."""

    WAITING = "waiting"
    ASKED = "asked"
    ESCALATED = "escalated"
    DECIDED = "decided"
    SETTLED = "settled"


class Post(models.Model):
    """One post. ``record`` is ``post/1``; ``version`` grows with each act, so that two people who decide at once see
    each other. ``sought``: the words it is found by, folded; ``look``: the day from which somebody sees again to what
    was decided."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE)
    brand = models.ForeignKey(Brand, on_delete=models.PROTECT, null=True, blank=True)
    platform = models.TextField()
    post_id = models.TextField()
    creator = models.CharField(max_length=200, blank=True)
    advertiser = models.CharField(max_length=200, blank=True)
    published = models.DateField(null=True)
    teaser = models.CharField(max_length=200, blank=True)
    sought = models.CharField(max_length=620, blank=True)
    look = models.DateField(null=True)
    record = models.TextField()
    verdict = models.CharField(max_length=20, choices=VERDICTS)
    severity = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=12, choices=State.choices)
    version = models.PositiveIntegerField(default=1)
    added_by = models.ForeignKey("imports.Import", on_delete=models.PROTECT, related_name="posts")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("organisation", "platform", "post_id"), name="one_post_of_an_id"),
        )
        indexes = (
            models.Index(fields=("organisation", "state", *_IN_ORDER, "brand"), name="post_queue"),
            models.Index(fields=("organisation", *_IN_ORDER, "brand"), name="post_order"),
            models.Index(fields=("organisation", *_IN_ORDER, *_NARROWED_BY), name="post_list"),
            models.Index(fields=("organisation", "look", "state"), condition=Q(look__isnull=False), name="post_look"),
            models.Index(fields=("organisation", "creator", "platform", "-published", "id"), name="post_of_creator"),
            models.Index(fields=("organisation", "added_by", "verdict"), name="post_of_import"),
        )

    @property
    def escalated(self) -> bool:
        return self.state == State.ESCALATED

    @property
    def language(self) -> str:
        """In which language it is written, where its record says so."""
        return _language.decode(self.record).language or ""

    @property
    def judged_compliant(self) -> bool:
        """Whether a person judged it compliant, whatever was proposed."""
        return self.state == State.DECIDED

    @property
    def held(self) -> str:
        """The verdict that stands: a person's, where one judged the post compliant, else the one proposed."""
        return "compliant" if self.judged_compliant else self.verdict

    def read(self) -> Record:
        """The record as a value."""
        return msgspec.json.decode(self.record, type=Record)


class Finding(models.Model):
    """What a rule says of a post; ``record`` is ``finding/1``."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="findings")
    rule = models.CharField(max_length=60)
    verdict = models.CharField(max_length=20, choices=VERDICTS)
    record = models.TextField()

    class Meta:
        indexes = (models.Index(fields=("rule", "verdict"), name="finding_of_rule"),)

    def read(self) -> Said:
        return msgspec.json.decode(self.record, type=Said)


class Answer(models.Model):
    """What a person answered to a question about a post; the latest to each question holds. ``by`` a member, or
    ``by_creator`` through their link."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="answers")
    question = models.CharField(max_length=80)
    answer = models.CharField(max_length=80)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True)
    by_creator = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()


class Override(models.Model):
    """What a person holds of one rule on a post, against what was proposed, and why. Never changed: the latest of a
    rule (of its ``part``) holds."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="overrides")
    rule = models.CharField(max_length=60)
    part = models.TextField(blank=True)
    proposed = models.CharField(max_length=20, choices=VERDICTS)
    verdict = models.CharField(max_length=20, choices=VERDICTS)
    reason = models.TextField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "pk")


class Decision(models.Model):
    """What a person decided of a post, and why. Never changed; a new one stands beside it. ``due``: the day on which
    somebody looks again, whether a correction was made, or whether the post is still as it was."""

    ASK, COMPLIANT, ESCALATE = "ask", "compliant", "escalate"
    KINDS: ClassVar = [(ASK, ASK), (COMPLIANT, COMPLIANT), (ESCALATE, ESCALATE)]

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="decisions")
    kind = models.CharField(max_length=12, choices=KINDS)
    verdict = models.CharField(max_length=20, choices=VERDICTS)
    reason = models.TextField()
    due = models.DateField(null=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "pk")
        indexes = (models.Index(fields=("at",), name="decision_at"),)
