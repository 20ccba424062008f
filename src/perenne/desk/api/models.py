"""The accesses of programs, and the answers that are kept so that a request sent twice acts once."""

from django.db import models

from perenne.desk.people.models import Member


class Token(models.Model):
    """An access of a program in the name of ``member``: it may do ``verbs`` of what they may. Only the ``hash`` of
    the secret is kept; ``last_used`` is exact to some minutes."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=80)
    hash = models.CharField(max_length=64, unique=True)
    verbs = models.JSONField()
    made = models.DateTimeField()
    until = models.DateTimeField()
    last_used = models.DateTimeField(null=True)
    revoked = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-made", "-pk")

    def __str__(self) -> str:
        return self.name


class Kept(models.Model):
    """What a request with an idempotency key was answered; ``status`` is null while it is being answered."""

    token = models.ForeignKey(Token, on_delete=models.CASCADE, related_name="kept")
    key = models.CharField(max_length=255)
    fingerprint = models.CharField(max_length=64)
    at = models.DateTimeField(db_index=True)
    status = models.PositiveSmallIntegerField(null=True)
    location = models.CharField(max_length=200, blank=True)
    body = models.TextField(blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("token", "key"), name="one_answer_a_key"),)
