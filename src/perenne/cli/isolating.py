"""``--isolation``: where files are read. Imports no reader: the inside does so while the command does."""

from collections.abc import Iterator
from contextlib import contextmanager

from perenne.cli.console import say, word
from perenne.model.bilingual import Bilingual

METAVAR = word("QUAND", "WHEN")
HELP = word(
    "Lit les fichiers dans un compartiment fermé : auto (où c’est possible), always ou never.",
    "Reads files inside a sealed compartment: auto (where it can be), always or never.",
)


@contextmanager
def isolated(said: str | None) -> Iterator[None]:
    """Within the block, files are read as the option, or the variable, says. Raises ``UsageError``."""
    from perenne.isolation.choosing import reading, wanted

    with reading(wanted(said, "--isolation")) as missing:
        if missing:
            fr, en = (", ".join(each.said_in(language) for each in missing) for language in ("fr", "en"))
            say(Bilingual(fr=f"Fichiers lus sans isolation : {fr}", en=f"Files are read without isolation: {en}"))
        yield
