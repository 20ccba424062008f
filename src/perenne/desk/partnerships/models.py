"""The book of each organisation: its batches and events, which only grow, and what is folded of them to be listed."""

import msgspec
from django.db import models

from perenne.chain import sha256
from perenne.desk.people.models import Brand, Organisation
from perenne.law.consideration import Exchange
from perenne.model.bilingual import Bilingual
from perenne.partnerships.batch import FIRST

_LONGEST_KEY = 120


def key_of(name: str) -> str:
    """``name`` as it is looked for: any text names a partnership or an event, of any length."""
    return name if len(name) <= _LONGEST_KEY and "\0" not in name else sha256(name.encode("utf-8", "surrogatepass"))


class Book(models.Model):
    """How far the book of an organisation goes, and how many partnerships were ever opened in it."""

    organisation = models.OneToOneField(Organisation, on_delete=models.CASCADE, primary_key=True)
    number = models.PositiveIntegerField(default=0)
    sha256 = models.CharField(max_length=64, default=FIRST)
    opened = models.PositiveIntegerField(default=0)


class Batch(models.Model):
    """``batch/1``; ``line`` is its heading as it is written. ``counts``: no later batch undoes it."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE)
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=120)
    line = models.TextField()
    sha256 = models.CharField(max_length=64)
    counts = models.BooleanField(default=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("organisation", "number"), name="one_batch_of_a_number"),
            models.UniqueConstraint(fields=("organisation", "name"), name="one_batch_of_a_name"),
        )


class Event(models.Model):
    """``event/1`` on a line, as the library writes it; ``place``: its line in the batch, the heading being line 1."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE)
    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="events")
    place = models.PositiveIntegerField()
    key = models.CharField(max_length=_LONGEST_KEY)
    partnership = models.CharField(max_length=_LONGEST_KEY)
    line = models.TextField()

    class Meta:
        indexes = (
            models.Index(fields=("organisation", "partnership", "id"), name="event_of_partnership"),
            models.Index(fields=("organisation", "key"), name="event_of_key"),
        )


class Partnership(models.Model):
    """One pair as it stands, folded of its events. ``live``: some of them count; ``pair``: who with whom, as it is
    compared; ``version`` grows with each write, so that two people who write at once see each other."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE)
    brand = models.ForeignKey(Brand, on_delete=models.PROTECT, null=True, blank=True)
    ref = models.CharField(max_length=20)
    key = models.CharField(max_length=_LONGEST_KEY)
    live = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=1)
    pair = models.CharField(max_length=64)
    creator = models.CharField(max_length=200)
    creator_key = models.CharField(max_length=200)
    advertiser = models.CharField(max_length=200)
    title = models.CharField(max_length=420)
    owner = models.CharField(max_length=200, blank=True)
    since = models.DateField()
    ended = models.DateField(null=True)
    agreement = models.CharField(max_length=200, blank=True)
    term_end = models.DateField(null=True)
    form = models.CharField(max_length=20, blank=True)
    signed = models.DateField(null=True)
    is_written = models.BooleanField(default=False)
    last_post = models.DateField(null=True)
    posts_clear = models.PositiveIntegerField(default=0)
    posts_judged = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("organisation", "ref"), name="one_partnership_of_a_ref"),
            models.UniqueConstraint(fields=("organisation", "key"), name="one_partnership_of_a_key"),
        )
        indexes = (
            models.Index(fields=("organisation", "pair"), name="partnership_of_pair"),
            models.Index(fields=("organisation", "creator_key"), name="partnership_of_creator"),
            models.Index(fields=("organisation", "title"), name="partnership_list"),
        )


class Given(models.Model):
    """What a pair's creator was given in a year: ``exchanges`` for the library's sum, ``total`` to sort by."""

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="years")
    year = models.PositiveSmallIntegerField()
    total = models.DecimalField(max_digits=18, decimal_places=2)
    unvalued = models.PositiveIntegerField()
    exchanges = models.TextField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("partnership", "year"), name="one_sum_of_a_year"),)
        indexes = (models.Index(fields=("year", "-total"), name="given_in_year"),)

    def read(self) -> tuple[Exchange, ...]:
        return msgspec.json.decode(self.exchanges, type=tuple[Exchange, ...])


class Item(models.Model):
    """A day to remember (``on``), or what only a person can settle (no day). ``of``: which agreement or invoice."""

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="items")
    kind = models.CharField(max_length=20)
    on = models.DateField(null=True)
    of = models.CharField(max_length=200, blank=True)
    fr = models.TextField()
    en = models.TextField()

    class Meta:
        indexes = (models.Index(fields=("partnership", "on"), name="item_of_partnership"),)

    @property
    def says(self) -> Bilingual:
        return Bilingual(fr=self.fr, en=self.en)


class Window(models.Model):
    """A time in which the creator works for nobody else of a category; an open end is ``None``."""

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="windows")
    category = models.CharField(max_length=200)
    begins = models.DateField()
    ends = models.DateField(null=True)
