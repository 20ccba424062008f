"""What the columns of tables are taken for: shown, and written as a mapping to mend and give again."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from perenne.audit.intake import FileRead
from perenne.cli.console import say
from perenne.model.bilingual import Bilingual
from perenne.model.errors import UnreadableFile, UsageError
from perenne.model.refused import why
from perenne.readers import table
from perenne.readers.fields import SAID, Table
from perenne.readers.mapping import Mapping, write_mapping
from perenne.readers.opening import open_reading

DEALS = "deal table"
"""What a table of deals among the posts is counted as."""


def guesses(files: Sequence[FileRead], mapping: Mapping | None) -> Iterator[tuple[str, table.Guess]]:
    """The tables among ``files``, each with what its columns are taken for: a table of deals is guessed as one."""
    for file in files:
        if file.format != table.FORMAT:
            continue
        kind: Table = "deals" if DEALS in file.others else "posts"
        try:
            yield file.name, open_reading(file.path, file.name, member=file.member).guess(mapping, kind)
        except UnreadableFile:
            continue  # reading it has said why


def say_columns(guess: table.Guess) -> None:
    """One line a column, then what a person should decide."""
    for column in guess.columns:
        read_as = SAID[column.read_as]
        field = column.field or "–"
        say(
            Bilingual(
                fr=f"  {column.header} → {field} ({read_as.fr})", en=f"  {column.header} → {field} ({read_as.en})"
            )
        )
    for doubt in guess.doubts:
        say(Bilingual(fr=f"  ? {doubt.says.fr}", en=f"  ? {doubt.says.en}"))


def write_guess(tables: Sequence[tuple[str, table.Guess]], target: Path) -> None:
    """Write what the one table is taken for to ``target``; raises ``UsageError`` where there is not one table."""
    if len(tables) != 1:
        raise UsageError(
            fr=f"--map {target} n’existe pas, et il faut un seul tableau pour l’écrire (ici : {len(tables)})",
            en=f"--map {target} does not exist, and one table alone is needed to write it (here: {len(tables)})",
        )
    name, guess = tables[0]
    try:
        target.write_text(write_mapping(guess.mapping), encoding="utf-8")
    except OSError as problem:
        raise UsageError(
            fr=f"impossible d’écrire {target} ({why(problem).fr})", en=f"cannot write {target} ({why(problem).en})"
        ) from None
    say(
        Bilingual(
            fr=f"{target} : ce qui a été compris de {name} ; corrigez et redonnez-le",
            en=f"{target}: what was understood of {name}; mend it and give it again",
        )
    )
