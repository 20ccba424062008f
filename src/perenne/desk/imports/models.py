"""An import: which files came, what was read of them, what a person said of their columns, what was refused and why,
and what it saw of posts that were known already."""

from datetime import timedelta

from django.db import models
from django.utils import timezone

from perenne.desk.people.models import Organisation, Person

UNDO_WITHIN = timedelta(days=30)


class State(models.TextChoices):
    """Where an import stands. ``asking``: it was looked at, and a person has the word; ``stopping``: somebody asked
    for it; nothing of it is kept."""

    WAITING = "waiting"
    READING = "reading"
    ASKING = "asking"
    STOPPING = "stopping"
    DONE = "done"
    STOPPED = "stopped"
    FAILED = "failed"
    UNDONE = "undone"


class Import(models.Model):
    """One drop of files. ``begun``: how often a worker took it up; ``read``: records read so far, while it runs;
    ``looked``: when its files were last looked at; ``confirmed``: when a person said to go on, after the check;
    ``learned``: how many facts of accounts; ``posts_erased``: how many posts of erased
    people were left out."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE)
    brand = models.ForeignKey("people.Brand", on_delete=models.PROTECT, null=True, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    state = models.CharField(max_length=12, choices=State.choices, default=State.WAITING)
    begun = models.PositiveSmallIntegerField(default=0)
    read = models.PositiveIntegerField(default=0)
    looked = models.DateTimeField(null=True)
    confirmed = models.DateTimeField(null=True)
    posts_new = models.PositiveIntegerField(default=0)
    posts_known = models.PositiveIntegerField(default=0)
    posts_differ = models.PositiveIntegerField(default=0)
    posts_erased = models.PositiveIntegerField(default=0)
    accounts = models.PositiveIntegerField(default=0)
    comments = models.PositiveIntegerField(default=0)
    others = models.PositiveIntegerField(default=0)
    learned = models.PositiveIntegerField(default=0)
    ended = models.DateTimeField(null=True)
    failure_fr = models.TextField(blank=True)
    failure_en = models.TextField(blank=True)

    class Meta:
        ordering = ("-at",)
        indexes = (models.Index(fields=("organisation", "-at"), name="import_of_organisation"),)

    @property
    def running(self) -> bool:
        return self.state in {State.WAITING, State.READING, State.STOPPING}

    @property
    def asking(self) -> bool:
        return self.state == State.ASKING

    @property
    def may_be_undone(self) -> bool:
        return self.state == State.DONE and self.at + UNDO_WITHIN > timezone.now()


class Heading(models.Model):
    """What a person said of a table's columns, offered the next time that a file has the same ones. ``key``: the hash
    of the headers; ``said``: as ``File.said``."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE)
    key = models.CharField(max_length=64)
    said = models.JSONField()
    of = models.ForeignKey(Import, on_delete=models.SET_NULL, null=True, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("organisation", "key"), name="one_answer_a_heading"),)


class File(models.Model):
    """One file of an import: its name as it came, its hash (under which the original is kept), its format and why it
    is that. Of a table: ``kind`` (``posts`` or ``partnerships``), ``seen`` (how its columns were taken), ``said``
    (what a person answered: ``columns``, ``options``), ``answered`` (when). ``batch``: what it wrote into the book of
    partnerships; ``told``: what a person says of a file in no known format."""

    of = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveBigIntegerField()
    format = models.CharField(max_length=60, blank=True)
    why_fr = models.TextField(blank=True)
    why_en = models.TextField(blank=True)
    records = models.PositiveIntegerField(default=0)
    kind = models.CharField(max_length=20, blank=True)
    seen = models.JSONField(null=True)
    said = models.JSONField(null=True)
    heading = models.ForeignKey(Heading, on_delete=models.SET_NULL, null=True, related_name="+")
    answered = models.DateTimeField(null=True)
    batch = models.CharField(max_length=40, blank=True)
    told = models.CharField(max_length=500, blank=True)
    problem_fr = models.TextField(blank=True)
    problem_en = models.TextField(blank=True)

    @property
    def is_table(self) -> bool:
        return self.seen is not None


class Refused(models.Model):
    """A line that was not taken, and why. ``field``: where in the record; ``column`` and ``written``: of a table, the
    header and what stands there; ``cells``: the row, header → text, without what is about private persons."""

    of = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="refused")
    source = models.ForeignKey(File, on_delete=models.CASCADE, null=True, related_name="refused")
    file = models.CharField(max_length=255)
    line = models.PositiveIntegerField()
    field = models.CharField(max_length=100, blank=True)
    column = models.TextField(blank=True)
    written = models.TextField(blank=True)
    cells = models.JSONField(null=True)
    reason_fr = models.TextField()
    reason_en = models.TextField()

    class Meta:
        indexes = (models.Index(fields=("of", "file", "line"), name="refused_of_import"),)


class Correction(models.Model):
    """What a person wrote in place of a cell; the original stays as it came."""

    file = models.ForeignKey(File, on_delete=models.CASCADE, related_name="corrections")
    line = models.PositiveIntegerField()
    column = models.TextField()
    written = models.TextField(blank=True)
    corrected = models.TextField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("file", "line", "column"), name="one_correction_a_cell"),)


class Observation(models.Model):
    """What an import saw of a post that was known already and says more or otherwise: kept beside, never in place.

    ``name``: the id that ``platform`` gives the post; ``post``: the known one, none before the import is done for a
    copy in the same files. ``conflicts``: the fields that contradict, each with both values and where they were read.
    It counts once its import is done."""

    of = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="observations")
    post = models.ForeignKey("posts.Post", on_delete=models.CASCADE, null=True, related_name="observations")
    platform = models.TextField()
    name = models.TextField()
    observed_at = models.CharField(max_length=40, blank=True)
    record = models.TextField()
    conflicts = models.JSONField(default=list)

    class Meta:
        indexes = (models.Index(fields=("of", "id"), name="observation_of_import"),)
