"""An import while it runs: how far it is, and whether somebody asked it to stop."""

from perenne.desk.imports.models import Import, State

SHOWN = 1_000
"""How often the page learns how far the reading is, in records."""


class Stopped(Exception):
    """Somebody asked the import to stop, or another run has ended it."""


class Run:
    """One run of an import."""

    def __init__(self, made: Import) -> None:
        self.made = made
        self.read = 0

    def more(self) -> None:
        """One record more was read."""
        self.read += 1
        if self.read % SHOWN == 0:
            self.tell()

    def tell(self) -> None:
        """Say how far it is. Raises ``Stopped``."""
        Import.objects.filter(pk=self.made.pk).update(read=self.read)
        if Import.objects.filter(pk=self.made.pk, state=State.STOPPING).exists():
            raise Stopped

    def locked(self) -> Import:
        """The import as it is now, to be written to; within a transaction. Raises ``Stopped``."""
        made = Import.objects.select_for_update().get(pk=self.made.pk)
        if made.state != State.READING:
            raise Stopped
        return made
