"""People, the organisations that they work for, and their roles there."""

from datetime import date
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone


class People(BaseUserManager["Person"]):
    def create_user(self, email: str, password: str | None = None, **facts: Any) -> "Person":
        person = self.model(email=self.normalize_email(email).lower(), **facts)
        person.set_password(password)
        person.save()
        return person

    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(email=(username or "").lower())


class Person(AbstractBaseUser):
    """A person who signs in."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    is_active = models.BooleanField(default=True)
    shortcuts = models.BooleanField(default=True)
    compact = models.BooleanField(default=False)
    language = models.CharField(max_length=2, blank=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects = People()

    @property
    def ref(self) -> str:
        return f"person:{self.pk}"

    @property
    def initials(self) -> str:
        return "".join(part[0] for part in self.name.split()[:2]).upper()

    def __str__(self) -> str:
        return self.name


class Organisation(models.Model):
    name = models.CharField(max_length=120)

    def __str__(self) -> str:
        return self.name


class Brand(models.Model):
    """An advertiser whose partnerships the organisation runs; ``handles``: its accounts, by which posts name it."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="brands")
    name = models.CharField(max_length=120)
    handles = models.JSONField(default=list)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("organisation", "name"), name="one_brand_of_a_name"),)
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Member(models.Model):
    """A person's roles in an organisation. ``brands``: those that they are limited to; none named, every one.
    ``suspended``: since when they act nowhere in it, until let in again; ``seen``: the last day they came."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="members")
    roles = models.JSONField()
    brands = models.ManyToManyField(Brand, blank=True)
    suspended = models.DateTimeField(null=True, blank=True)
    ended = models.DateTimeField(null=True, blank=True)
    seen = models.DateField(null=True, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("person", "organisation"), name="one_membership_a_person"),)

    @property
    def works_here(self) -> bool:
        return self.ended is None and self.suspended is None

    @property
    def last_seen(self) -> date | None:
        """The last day on which the member signed in or came."""
        signed_in = self.person.last_login
        days = (self.seen, timezone.localdate(signed_in) if signed_in else None)
        return max(filter(None, days), default=None)

    def __str__(self) -> str:
        return f"{self.person} ({', '.join(self.roles)})"


class Invitation(models.Model):
    """A link by which one person may join; only its hash is kept. ``by``: nobody, for the first one of a new desk."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField()
    roles = models.JSONField()
    brands = models.ManyToManyField(Brand, blank=True)
    token = models.CharField(max_length=64, unique=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True)
    until = models.DateTimeField()
    used = models.DateTimeField(null=True, blank=True)


class PasswordLink(models.Model):
    """A link by which one person chooses a new password, once; only its hash is kept. ``by``: the administrator who
    made it; nobody, where it was made on the machine itself. ``second_factor``: whether that goes too."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="password_links")
    by = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+", null=True)
    token = models.CharField(max_length=64, unique=True)
    second_factor = models.BooleanField(default=False)
    until = models.DateTimeField()
    used = models.DateTimeField(null=True, blank=True)


class Request(models.Model):
    """Somebody asks a member who may to do what they may not do themselves. ``thing``: what it is about, as the
    journal names it; ``address``: its page."""

    to = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="asked")
    by = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    verb = models.CharField(max_length=40)
    thing = models.CharField(max_length=80, blank=True)
    address = models.CharField(max_length=200)
    note = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    done = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("at", "pk")
        indexes = (models.Index(fields=("to", "done"), name="request_open"),)
