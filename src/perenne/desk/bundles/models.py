"""A bundle that was asked for, and what became of it."""

from django.db import models

from perenne.desk.people.models import Organisation, Person


class State(models.TextChoices):
    WAITING = "waiting"
    MADE = "made"
    FAILED = "failed"


class Bundle(models.Model):
    """``sha256`` of the whole file; ``key``: the id of the key that sealed it; ``manifest``: what was sealed."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE)
    brand = models.ForeignKey("people.Brand", on_delete=models.PROTECT, null=True, blank=True)
    posts = models.ManyToManyField("posts.Post", related_name="bundles")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    language = models.CharField(max_length=2)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    key = models.CharField(max_length=40, blank=True)
    manifest = models.CharField(max_length=64, blank=True)
    failure_fr = models.TextField(blank=True)
    failure_en = models.TextField(blank=True)

    class Meta:
        ordering = ("-at",)
