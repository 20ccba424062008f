"""The records of an organisation's register, each as the line that the library reads."""

from django.db import models

from perenne.desk.people.models import Organisation, Person


class Entry(models.Model):
    """One record. ``ref``: its id among those of its ``kind``; ``device``: the device that it is about; ``line``: the
    record itself; ``version`` grows with each change, which only devices know: everything else is added and stays."""

    DEVICE, EXCEPTION, INCIDENT, EVIDENCE = "device", "exception", "incident", "evidence"
    KINDS = (
        (DEVICE, DEVICE),
        (EXCEPTION, EXCEPTION),
        (INCIDENT, INCIDENT),
        (EVIDENCE, EVIDENCE),
    )

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE)
    kind = models.CharField(max_length=12, choices=KINDS)
    ref = models.CharField(max_length=80)
    device = models.CharField(max_length=80)
    line = models.TextField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("organisation", "kind", "ref"), name="one_record_an_id"),)
