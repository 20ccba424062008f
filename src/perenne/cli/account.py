"""What an audit found, in a few lines for the terminal."""

from collections.abc import Iterator, Sequence

from perenne.audit.outcome import AuditOutcome, UnreadFile
from perenne.model.bilingual import Bilingual
from perenne.model.errors import UsageError
from perenne.model.finding import WORST_FIRST

_WORDS = {
    "prohibited": ("interdites", "prohibited"),
    "non_compliant": ("non conformes", "non-compliant"),
    "needs_human": ("à juger", "need a person"),
    "improvable": ("à améliorer", "improvable"),
    "compliant": ("conformes", "compliant"),
    "out_of_scope": ("hors champ", "out of scope"),
}
_SHOWN_REFUSALS = 5


def lines_of(outcome: AuditOutcome, *, written: bool) -> Iterator[Bilingual]:
    """Six lines: what was read, what was found, what waits, what was refused, what was not checked, whose law.

    ``written``: there is a folder, with the questions in a file.
    """
    summary = outcome.summary
    yield Bilingual(
        fr=f"Lu : {many(len(summary.files), 'fichier')}, {many(summary.posts, 'publication')}, "
        f"{many(summary.repeats, 'copie réunie', 'copies réunies')}",
        en=f"Read: {many(len(summary.files), 'file')}, {many(summary.posts, 'post')}, "
        f"{many(summary.repeats, 'copy merged', 'copies merged')}",
    )
    counts = [(summary.verdicts[verdict], _WORDS[verdict]) for verdict in WORST_FIRST if verdict in summary.verdicts]
    yield Bilingual(
        fr="Verdicts : " + (", ".join(f"{count} {word[0]}" for count, word in counts) or "aucun"),
        en="Verdicts: " + (", ".join(f"{count} {word[1]}" for count, word in counts) or "none"),
    )
    asked = f"{len(outcome.questions)} (questions.csv)" if written else str(len(outcome.questions))
    yield Bilingual(fr=f"Questions en attente : {asked}", en=f"Questions waiting: {asked}")
    yield Bilingual(
        fr=f"Refusé : {many(len(outcome.rejects), 'ligne')}, {many(len(outcome.unread), 'fichier')}",
        en=f"Refused: {many(len(outcome.rejects), 'line')}, {many(len(outcome.unread), 'file')}",
    )
    for unread in outcome.unread[:_SHOWN_REFUSALS]:
        yield Bilingual(fr=f"  {unread.file} : {unread.reason.fr}", en=f"  {unread.file}: {unread.reason.en}")
    assumed = bool(summary.assumed)
    law = ", ".join(summary.jurisdictions) or "–"
    yield Bilingual(
        fr=f"Droit : {law}" + (" (supposé quand rien n’est connu)" if assumed else ""),
        en=f"Law: {law}" + (" (assumed where nothing is known)" if assumed else ""),
    )
    checked = len(outcome.rulebook.rules_on("post"))
    yield Bilingual(
        fr=f"Règles : {checked} vérifiées, {len(summary.not_checked)} non vérifiées",
        en=f"Rules: {checked} checked, {len(summary.not_checked)} not checked",
    )


def nothing_read(unread: Sequence[UnreadFile]) -> UsageError:
    """Why a call that named files got no record from any."""
    if not unread:
        return UsageError(fr="les fichiers ne contiennent aucun enregistrement", en="the files hold no record")
    first, more = unread[0], len(unread) - 1
    autres = f" (et {many(more, 'autre')})" if more else ""
    others = f" (and {more} more)" if more else ""
    return UsageError(
        fr=f"rien n’a pu être lu. « {first.file} » : {first.reason.fr}{autres}",
        en=f"nothing could be read. “{first.file}”: {first.reason.en}{others}",
    )


def many(count: int, one: str, several: str | None = None) -> str:
    """``1 fichier``, ``0 fichiers``, ``3 copies réunies``."""
    return f"{count} {one}" if count == 1 else f"{count} {several or one + 's'}"
