"""The exit statuses: the same four for every command. ``docs/exit-statuses.md`` says which command leaves which."""

from collections.abc import Sequence

from perenne.cli.console import say, word
from perenne.model.bilingual import Bilingual, counted

DONE, BAD_ANSWER, NOTHING_DONE, NOT_ALL_JUDGED = range(4)

EXPLAINED = word(
    "Statuts de sortie : 0, fait ; 1, la réponse est mauvaise (avec --strict, un constat accuse) ; 2, rien n’a pu "
    "être fait ; 3, avec --strict, tout n’a pas pu être jugé.",
    "Exit statuses: 0, done; 1, the answer is bad (with --strict, a finding accuses); 2, nothing could be done; "
    "3, with --strict, not everything could be judged.",
)
STRICT = word(
    "Statut 1 si un constat accuse, 3 si tout n’a pas pu être jugé.",
    "Exit status 1 where a finding accuses, 3 where not everything could be judged.",
)


def strictly(*, accuses: bool, missing: Sequence[Bilingual]) -> int:
    """The status with ``--strict``. What was not judged (``missing``) may be what accuses."""
    if accuses:
        return BAD_ANSWER
    if not missing:
        return DONE
    fr, en = ", ".join(each.fr for each in missing), ", ".join(each.en for each in missing)
    say(
        Bilingual(
            fr=f"--strict : rien n’accuse, mais tout n’a pas pu être jugé ({fr}) : corrigez ce qui est refusé, ou "
            "retirez-le de ce qui est donné",
            en=f"--strict: nothing accuses, but not everything could be judged ({en}): mend what is refused, or "
            "leave it out of what is given",
        )
    )
    return NOT_ALL_JUDGED


def not_judged(judged: Bilingual | None, refused: int, unread: int) -> list[Bilingual]:
    """What is missing: ``judged`` says that there is none of what is judged; lines refused, files not read."""
    counts = (
        (refused, "ligne refusée/lignes refusées", "line refused/lines refused"),
        (unread, "fichier non lu/fichiers non lus", "file not read/files not read"),
    )
    told = [counted(count, fr, en) for count, fr, en in counts if count]
    return told if judged is None else [judged, *told]
