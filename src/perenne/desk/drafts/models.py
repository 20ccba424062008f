"""Drafts that somebody chose to keep, in versions, and who agreed to which."""

from django.db import models

from perenne.desk.people.models import Brand, Organisation, Person
from perenne.desk.posts.models import VERDICTS


class Step(models.TextChoices):
    """Whose agreement a draft waits for. A new version begins at ``DRAFT`` again."""

    DRAFT = "draft"
    CREATOR = "creator"
    BRAND = "brand"
    APPROVED = "approved"


class Draft(models.Model):
    """One text that is to be published. ``version``: the number of its last version."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE)
    brand = models.ForeignKey(Brand, on_delete=models.PROTECT, null=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    advertiser = models.CharField(max_length=120, blank=True)
    teaser = models.CharField(max_length=200)
    verdict = models.CharField(max_length=20, choices=VERDICTS)
    planned = models.DateField(null=True)
    step = models.CharField(max_length=10, choices=Step.choices, default=Step.DRAFT)
    version = models.PositiveIntegerField(default=0)
    at = models.DateTimeField()

    class Meta:
        ordering = ("-at", "-pk")
        indexes = (models.Index(fields=("organisation", "-at"), name="draft_of_organisation"),)


class Version(models.Model):
    """What was kept: ``fields`` as they were filled in, and their hash. Never changed."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    fields = models.JSONField()
    sha256 = models.CharField(max_length=64)
    verdict = models.CharField(max_length=20, choices=VERDICTS)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("-number",)
        constraints = (models.UniqueConstraint(fields=("draft", "number"), name="one_version_of_a_number"),)
