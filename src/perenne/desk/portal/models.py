"""A link for one creator, and what the creator said."""

from django.db import models

from perenne.desk.people.models import Organisation, Person


class Link(models.Model):
    """By this link a creator of a ``platform`` sees what concerns them; only its hash is kept. It lasts 30 days and
    can be revoked. ``brands``: those that whoever made it is limited to; none named, every one."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE)
    platform = models.TextField()
    creator = models.CharField(max_length=200)
    brands = models.ManyToManyField("people.Brand", blank=True)
    token = models.CharField(max_length=64, unique=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    until = models.DateTimeField()
    revoked = models.DateTimeField(null=True, blank=True)

    @property
    def ref(self) -> str:
        return f"creator:{self.pk}"


class Reply(models.Model):
    """A creator's own words on a post: shown beside the findings, the same size, wherever these are shown."""

    post = models.ForeignKey("posts.Post", on_delete=models.CASCADE, related_name="replies")
    link = models.ForeignKey(Link, on_delete=models.PROTECT, related_name="replies")
    contests = models.BooleanField(default=False)
    text = models.TextField()
    at = models.DateTimeField()
    read = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("at", "pk")
