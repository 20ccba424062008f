"""Acts, and the personal words that they rest on, kept apart so that these can be shredded and the fact stays."""

from django.db import models


class Head(models.Model):
    """The end of the chain: one row, locked by whoever adds to it."""

    n = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64)


class Act(models.Model):
    """One line of the chain. ``line`` is what was hashed; the other columns repeat parts of it, to be searched. The
    database refuses to change or remove a row."""

    n = models.PositiveBigIntegerField(primary_key=True)
    at = models.DateTimeField()
    organisation = models.PositiveBigIntegerField(null=True)
    actor = models.CharField(max_length=40)
    verb = models.CharField(max_length=40)
    thing = models.CharField(max_length=80)
    line = models.TextField()
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ("-n",)
        indexes = (
            models.Index(fields=("organisation", "-n"), name="act_of_organisation"),
            models.Index(fields=("thing", "-n"), name="act_on_thing"),
            models.Index(fields=("organisation", "actor", "-n"), name="act_of_actor"),
            models.Index(fields=("organisation", "verb", "-n"), name="act_of_verb"),
        )


class Word(models.Model):
    """A word of or about a person that an act rests on (a name, a reason). The act holds its hash with a salt; when
    the word is shredded both go, and the act stays true and says no more of anybody."""

    act = models.ForeignKey(Act, on_delete=models.PROTECT, related_name="words")
    name = models.CharField(max_length=40)
    about = models.CharField(max_length=80, blank=True)
    salt = models.CharField(max_length=32)
    text = models.TextField(blank=True)
    shredded = models.BooleanField(default=False)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("act", "name"), name="one_word_of_a_name"),)
        indexes = (models.Index(fields=("about",), name="word_about"),)
