"""An import: which files came, what was read of them, what was refused and why."""

from datetime import timedelta

from django.db import models
from django.utils import timezone

from perenne.desk.people.models import Organisation, Person

UNDO_WITHIN = timedelta(days=30)


class State(models.TextChoices):
    """Where an import stands. ``stopping``: somebody asked for it; nothing of it is kept."""

    WAITING = "waiting"
    READING = "reading"
    STOPPING = "stopping"
    DONE = "done"
    STOPPED = "stopped"
    FAILED = "failed"
    UNDONE = "undone"


class Import(models.Model):
    """One drop of files. ``begun``: how often a worker took it up; ``read``: records read so far, while
    it runs."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE)
    brand = models.ForeignKey("people.Brand", on_delete=models.PROTECT, null=True, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    state = models.CharField(max_length=12, choices=State.choices, default=State.WAITING)
    begun = models.PositiveSmallIntegerField(default=0)
    read = models.PositiveIntegerField(default=0)
    posts_new = models.PositiveIntegerField(default=0)
    posts_known = models.PositiveIntegerField(default=0)
    others = models.PositiveIntegerField(default=0)
    ended = models.DateTimeField(null=True)
    failure_fr = models.TextField(blank=True)
    failure_en = models.TextField(blank=True)

    class Meta:
        ordering = ("-at",)
        indexes = (models.Index(fields=("organisation", "-at"), name="import_of_organisation"),)

    @property
    def running(self) -> bool:
        return self.state in {State.WAITING, State.READING, State.STOPPING}

    @property
    def may_be_undone(self) -> bool:
        return self.state == State.DONE and self.at + UNDO_WITHIN > timezone.now()


class File(models.Model):
    """One file of an import: its name as it came, its hash (under which the original is kept), its format."""

    of = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    format = models.CharField(max_length=60, blank=True)
    records = models.PositiveIntegerField(default=0)
    problem_fr = models.TextField(blank=True)
    problem_en = models.TextField(blank=True)


class Refused(models.Model):
    """A line that was not taken, and why."""

    of = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="refused")
    file = models.CharField(max_length=255)
    line = models.PositiveIntegerField()
    reason_fr = models.TextField()
    reason_en = models.TextField()
