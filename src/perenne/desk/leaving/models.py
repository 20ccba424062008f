"""An export that was asked for, and the erasure of one person: asked by one member, confirmed by another."""

from typing import ClassVar

from django.db import models

from perenne.desk.people.models import Organisation, Person


class State(models.TextChoices):
    """``gone``: the file was removed, since a newer one stands or somebody whom it told of was erased."""

    WAITING = "waiting"
    MADE = "made"
    FAILED = "failed"
    GONE = "gone"


class Export(models.Model):
    """``done`` of ``parts`` are written; ``sha256`` of the whole file, ``content`` of what it holds: the same for the
    same content, whenever it was written; ``missing``: how many originals are not there as they were kept."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    done = models.PositiveIntegerField(default=0)
    parts = models.PositiveIntegerField(default=0)
    missing = models.PositiveIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    content = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    failure_fr = models.TextField(blank=True)
    failure_en = models.TextField(blank=True)

    class Meta:
        ordering = ("-at", "-pk")


class Erasure(models.Model):
    """The erasure of the creator or former member ``subject``: what is known of it says nothing of them.

    ``number``: of the erased person, in the organisation, once it is done; ``gone``: how much of each went;
    ``stays``: what stays, how much, by which entry of ``grounds.yaml``, until when; ``kept``: the hashes of the
    originals that stay under lock."""

    CREATOR, MEMBER = "creator", "member"
    KINDS: ClassVar = [(CREATOR, CREATOR), (MEMBER, MEMBER)]
    REASONS: ClassVar = [(each, each) for each in ("asked", "objected", "needless", "withdrawn", "unlawful")]

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE)
    kind = models.CharField(max_length=8, choices=KINDS)
    subject = models.PositiveBigIntegerField()
    reason = models.CharField(max_length=10, choices=REASONS)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    withdrawn = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    done = models.DateTimeField(null=True)
    number = models.PositiveIntegerField(null=True)
    gone = models.JSONField(default=dict)
    stays = models.JSONField(default=list)
    kept = models.JSONField(default=list)

    class Meta:
        ordering = ("-at", "-pk")
        constraints = (
            models.UniqueConstraint(fields=("organisation", "number"), name="one_erased_person_of_a_number"),
            models.UniqueConstraint(
                fields=("organisation", "kind", "subject"),
                condition=models.Q(done=None, withdrawn=None),
                name="one_open_erasure_of_a_person",
            ),
        )

    @property
    def ref(self) -> str:
        return f"erasure:{self.pk}"

    @property
    def waits(self) -> bool:
        return self.done is None and self.withdrawn is None
