"""A contract, the versions of its document as they were audited, and the reviews that people signed."""

from typing import Any, ClassVar

import msgspec
from django.db import models

from perenne.contracts.audit import Audited
from perenne.contracts.signatures import Signature
from perenne.desk.people.models import Brand, Organisation, Person


class Standing(models.TextChoices):
    """Where a contract stands: what a person still has to do. ``unread``: nobody's program can read its text."""

    READING = "reading"
    UNREAD = "unread"
    TO_REVIEW = "to_review"
    TO_MEND = "to_mend"
    REVIEWED = "reviewed"


class State(models.TextChoices):
    """Where the audit of a version stands."""

    WAITING = "waiting"
    READING = "reading"
    DONE = "done"
    FAILED = "failed"


class Contract(models.Model):
    """One contract of the register. What a person records of it: ``None`` or empty, not recorded.

    ``money`` and ``in_kind`` are euros excluding VAT; ``version`` grows with each act, so that two people who act at
    once see each other; ``latest``: the version of the document that counts; ``partnership``: the reference of the
    partnership that it belongs to, as a person wrote it; ``from_terms``: which of this the terms inside the
    document say, and no person.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE)
    brand = models.ForeignKey(Brand, on_delete=models.PROTECT, null=True, blank=True)
    ref = models.CharField(max_length=16)
    creator = models.CharField(max_length=200, blank=True)
    partnership = models.CharField(max_length=40, blank=True)
    objective = models.CharField(max_length=400, blank=True)
    money = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    in_kind = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    starts = models.DateField(null=True)
    ends = models.DateField(null=True)
    notice_days = models.PositiveSmallIntegerField(null=True)
    signed_on = models.DateField(null=True)
    french_public = models.BooleanField(null=True)
    standing = models.CharField(max_length=12, choices=Standing.choices, default=Standing.READING)
    withdrawn = models.DateTimeField(null=True)
    from_terms = models.JSONField(default=list)
    version = models.PositiveIntegerField(default=1)
    latest = models.OneToOneField("Version", on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("organisation", "ref"), name="one_contract_of_a_ref"),)
        ordering = ("-ref",)
        indexes = (models.Index(fields=("organisation", "standing", "ends"), name="contract_register"),)

    def __str__(self) -> str:
        return self.ref


class Version(models.Model):
    """One version of the document: its original under its hash, and what the library says of it.

    ``begun``: how often a worker took it up. ``audit``: an ``Audited``; ``rules``: the hash of the rulebook
    that it was made with. ``signatures``: what those of a PDF are
    worth, empty where nobody looked. ``terms``: the terms that a contract drafted here carries. ``creator`` and
    ``advertiser``: the parties as the document names them. The counts are of what the law asks for.
    """

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    begun = models.PositiveSmallIntegerField(default=0)
    format = models.CharField(max_length=8, blank=True)
    audit = models.TextField(blank=True)
    rules = models.CharField(max_length=64, blank=True)
    signatures = models.TextField(blank=True)
    terms = models.TextField(blank=True)
    creator = models.CharField(max_length=200, blank=True)
    advertiser = models.CharField(max_length=200, blank=True)
    present = models.PositiveSmallIntegerField(default=0)
    weak = models.PositiveSmallIntegerField(default=0)
    missing = models.PositiveSmallIntegerField(default=0)
    accuses = models.BooleanField(default=False)
    failure_fr = models.TextField(blank=True)
    failure_en = models.TextField(blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("contract", "number"), name="contract_version_of_a_number"),)
        ordering = ("number",)

    @property
    def running(self) -> bool:
        return self.state in {State.WAITING, State.READING}

    @property
    def asked(self) -> int:
        """How many elements the law asks for; none: nothing was judged."""
        return self.present + self.weak + self.missing

    def read(self) -> Audited:
        """The audit as a value."""
        return msgspec.json.decode(self.audit, type=Audited)

    def signed(self) -> list[Signature] | None:
        """The signatures as values."""
        return msgspec.json.decode(self.signatures, type=list[Signature]) if self.signatures else None


class Review(models.Model):
    """What a person signed after reading a version, and why. Never changed; a new one stands beside it.

    ``about``: the hash of the audit that they had before them.
    """

    MEND, FIT = "mend", "fit"
    KINDS: ClassVar[list[tuple[str, Any]]] = [(MEND, MEND), (FIT, FIT)]

    of = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="reviews")
    kind = models.CharField(max_length=4, choices=KINDS)
    reason = models.TextField()
    about = models.CharField(max_length=64)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "pk")
