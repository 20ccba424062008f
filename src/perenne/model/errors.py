"""The one exception family: what was wrong, where, and what to do, in both languages."""

from perenne.model.bilingual import Bilingual


class PerenneError(Exception):
    """Something a person can act on. ``says`` is the whole sentence; ``str()`` gives it in English."""

    def __init__(self, fr: str, en: str) -> None:
        super().__init__(en)
        self.says = Bilingual(fr=fr, en=en)

    def __reduce__(self) -> tuple[type, tuple[str, str]]:
        """So that it comes whole out of another process."""
        return type(self), (self.says.fr, self.says.en)


class UnreadableFile(PerenneError):
    """A file of which nothing could be read. The other files are read all the same."""


class UsageError(PerenneError):
    """A command asked for something that cannot be done as asked."""


class DataError(PerenneError):
    """The rulebook, the cues or another file of ours is wrong: for whoever edits it."""
