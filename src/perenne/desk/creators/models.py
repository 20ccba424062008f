"""Who publishes, the facts that were read or said of them, and on what ground these are kept."""

from typing import ClassVar

from django.db import models

from perenne.desk.people.models import Brand, Organisation, Person


class Creator(models.Model):
    """One person as far as is known: an account of a platform is one person of its own until somebody signs that
    several belong together. ``joined``: who they turned out to be. ``brands``: those that their posts were for."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE)
    name = models.CharField(max_length=200)
    brands = models.ManyToManyField(Brand, blank=True, related_name="+")
    joined = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    erased = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = (models.Index(fields=("organisation", "name", "id"), name="creator_list"),)

    @property
    def ref(self) -> str:
        return f"creator:{self.pk}"


class Account(models.Model):
    """An account on a platform. ``key`` tells accounts apart whatever the case of their letters; ``spellings``: how
    posts write their creator, by which posts are found; ``named``: the same, where it is a name that others may bear:
    then ``mark``, the platform's id, must stand in the record too."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE)
    creator = models.ForeignKey(Creator, on_delete=models.PROTECT, related_name="accounts")
    platform = models.CharField(max_length=40)
    key = models.CharField(max_length=200)
    name = models.CharField(max_length=200)
    spellings = models.JSONField(default=list)
    named = models.JSONField(default=list)
    mark = models.CharField(max_length=250, blank=True)

    class Meta:
        ordering = ("platform", "key")
        constraints = (
            models.UniqueConstraint(fields=("organisation", "platform", "key"), name="one_account_of_a_key"),
        )


class Fact(models.Model):
    """One thing that was read or said of an account; rows are added, never changed. ``of``: the import that brought
    it, or else ``by`` the member, or the creator through their link, who said so. ``value`` is JSON."""

    SEEN, DECLARED = "seen", "declared"
    STANDS: ClassVar = [(SEEN, SEEN), (DECLARED, DECLARED)]

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE)
    brand = models.ForeignKey(Brand, on_delete=models.PROTECT, null=True, blank=True)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="facts")
    name = models.CharField(max_length=60)
    value = models.TextField()
    stands = models.CharField(max_length=8, choices=STANDS)
    observed = models.DateField(null=True)
    file = models.CharField(max_length=255, blank=True)
    line = models.PositiveBigIntegerField(null=True)
    of = models.ForeignKey("imports.Import", on_delete=models.PROTECT, null=True, related_name="facts")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = (
            models.Index(fields=("account", "name"), name="fact_of_account"),
            models.Index(fields=("of",), name="fact_of_import"),
        )


class Tie(models.Model):
    """A person's signature under «these accounts are one person», and perhaps under «they are not, after all»."""

    creator = models.ForeignKey(Creator, on_delete=models.CASCADE, related_name="ties")
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="ties")
    joins = models.BooleanField()
    reason = models.TextField(blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "pk")


class Keeping(models.Model):
    """On what ground a person's data are kept, who told them and when, until when: as a member signed it; the last
    row holds."""

    creator = models.ForeignKey(Creator, on_delete=models.CASCADE, related_name="keepings")
    basis = models.CharField(max_length=20)
    told_on = models.DateField(null=True)
    objected_on = models.DateField(null=True)
    until = models.DateField(null=True)
    note = models.TextField(blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "pk")
