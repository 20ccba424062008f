"""What people arranged of a row of Today: who sees to it, and until when it was put off."""

from django.db import models

from perenne.desk.people.models import Member, Organisation


class Work(models.Model):
    """One row, by its ``key`` (``post:12``). ``times``: how often it was put off; ``escalated``: it was put off once
    too often, and is for compliance now."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE)
    key = models.CharField(max_length=120)
    owner = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="work")
    until = models.DateField(null=True)
    times = models.PositiveSmallIntegerField(default=0)
    reason = models.TextField(blank=True)
    escalated = models.BooleanField(default=False)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("organisation", "key"), name="one_arrangement_of_a_row"),)
