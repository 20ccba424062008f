"""A link for one creator, and what the creator said, dropped, allowed and asked for through it."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from perenne.desk.people.models import Brand, Organisation, Person


class Link(models.Model):
    """By this link a creator of a ``platform`` sees what concerns them; only its hash is kept. It lasts 30 days and
    can be revoked. ``brands``: those that whoever made it is limited to; none named, every one."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE)
    account = models.ForeignKey("creators.Account", on_delete=models.PROTECT, related_name="links")
    platform = models.TextField()
    creator = models.CharField(max_length=200)
    brands = models.ManyToManyField(Brand, blank=True, related_name="+")
    token = models.CharField(max_length=64, unique=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    until = models.DateTimeField()
    revoked = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = (models.Index(fields=("organisation", "-at", "id"), name="link_list"),)

    @property
    def ref(self) -> str:
        return f"link:{self.pk}"

    @property
    def state(self) -> str:
        if self.revoked is not None:
            return "revoked"
        return "open" if self.until > timezone.now() else "expired"


class Reply(models.Model):
    """A creator's own words on a post, or on one finding of it: shown beside the findings, the same size, wherever
    these are shown. ``rule`` stays readable where the finding was replaced."""

    post = models.ForeignKey("posts.Post", on_delete=models.CASCADE, related_name="replies")
    link = models.ForeignKey(Link, on_delete=models.PROTECT, related_name="replies")
    finding = models.CharField(max_length=80, blank=True)
    rule = models.CharField(max_length=60, blank=True)
    contests = models.BooleanField(default=False)
    text = models.TextField()
    at = models.DateTimeField()
    read = models.DateTimeField(null=True, blank=True)
    erased = models.BooleanField(default=False)

    class Meta:
        ordering = ("at", "pk")
        indexes = (
            models.Index(fields=("at", "id"), condition=models.Q(read=None), name="reply_unread"),
            models.Index(fields=("at",), name="reply_at"),
        )


class Capture(models.Model):
    """A file that a creator dropped: its original lies under its hash. A member verifies it, or says why not."""

    VERIFIED, REFUSED = "verified", "refused"
    VERDICTS: ClassVar = [(VERIFIED, VERIFIED), (REFUSED, REFUSED)]

    link = models.ForeignKey(Link, on_delete=models.PROTECT, related_name="captures")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE)
    brand = models.ForeignKey(Brand, on_delete=models.PROTECT, null=True, related_name="+")
    post = models.ForeignKey("posts.Post", on_delete=models.CASCADE, null=True, related_name="captures")
    reply = models.ForeignKey(Reply, on_delete=models.CASCADE, null=True, related_name="captures")
    name = models.CharField(max_length=255, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    about = models.CharField(max_length=200, blank=True)
    day = models.DateField(null=True)
    at = models.DateTimeField()
    verdict = models.CharField(max_length=8, choices=VERDICTS, blank=True)
    reason = models.TextField(blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    judged = models.DateTimeField(null=True)
    erased = models.BooleanField(default=False)

    class Meta:
        ordering = ("at", "pk")
        indexes = (models.Index(fields=("organisation", "verdict", "at"), name="capture_queue"),)


class Figure(models.Model):
    """A number that a creator typed beside a capture: declared, until the capture is verified."""

    capture = models.ForeignKey(Capture, on_delete=models.CASCADE, related_name="figures")
    name = models.CharField(max_length=30)
    value = models.PositiveBigIntegerField()

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("capture", "name"), name="one_figure_of_a_name"),)


class Consent(models.Model):
    """What a creator allowed, or withdrew, for one purpose; the last row holds. ``wording``: the day of the text that
    they read."""

    link = models.ForeignKey(Link, on_delete=models.PROTECT, related_name="consents")
    account = models.ForeignKey("creators.Account", on_delete=models.PROTECT, related_name="consents")
    purpose = models.CharField(max_length=30)
    wording = models.DateField()
    given = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "pk")


class Request(models.Model):
    """What a creator asks for concerning their data; a person answers it within a month."""

    KINDS: ClassVar = [(each, each) for each in ("copy", "rectify", "object", "erase")]

    link = models.ForeignKey(Link, on_delete=models.PROTECT, related_name="requests")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE)
    brand = models.ForeignKey(Brand, on_delete=models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=10, choices=KINDS)
    text = models.TextField(blank=True)
    at = models.DateTimeField()
    due = models.DateField()
    answer = models.TextField(blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    answered = models.DateTimeField(null=True)
    erased = models.BooleanField(default=False)

    class Meta:
        ordering = ("at", "pk")
        indexes = (models.Index(fields=("organisation", "answered", "at"), name="request_queue"),)
