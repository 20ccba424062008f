"""What an audit found, in a few lines for the terminal."""

from collections.abc import Iterator

from perenne.audit.outcome import AuditOutcome
from perenne.model.bilingual import Bilingual
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


def lines_of(outcome: AuditOutcome) -> Iterator[Bilingual]:
    """Six lines: what was read, what was found, what waits, what was refused, what was not checked, whose law."""
    summary = outcome.summary
    yield Bilingual(
        fr=f"Lu : {_many(len(summary.files), 'fichier')}, {_many(summary.posts, 'publication')}, "
        f"{_many(summary.repeats, 'copie réunie', 'copies réunies')}",
        en=f"Read: {_many(len(summary.files), 'file')}, {_many(summary.posts, 'post')}, "
        f"{_many(summary.repeats, 'copy merged', 'copies merged')}",
    )
    counts = [(summary.verdicts[verdict], _WORDS[verdict]) for verdict in WORST_FIRST if verdict in summary.verdicts]
    yield Bilingual(
        fr="Verdicts : " + (", ".join(f"{count} {word[0]}" for count, word in counts) or "aucun"),
        en="Verdicts: " + (", ".join(f"{count} {word[1]}" for count, word in counts) or "none"),
    )
    yield Bilingual(
        fr=f"Questions en attente : {len(outcome.questions)} (questions.csv)",
        en=f"Questions waiting: {len(outcome.questions)} (questions.csv)",
    )
    yield Bilingual(
        fr=f"Refusé : {_many(len(outcome.rejects), 'ligne')}, {_many(len(outcome.unread), 'fichier')}",
        en=f"Refused: {_many(len(outcome.rejects), 'line')}, {_many(len(outcome.unread), 'file')}",
    )
    for unread in outcome.unread[:_SHOWN_REFUSALS]:
        yield Bilingual(fr=f"  {unread.file} : {unread.reason.fr}", en=f"  {unread.file}: {unread.reason.en}")
    assumed = bool(summary.assumed)
    law = ", ".join(summary.jurisdictions) or "–"
    yield Bilingual(
        fr=f"Droit : {law}" + (" (supposé quand rien n’est connu)" if assumed else ""),
        en=f"Law: {law}" + (" (assumed where nothing is known)" if assumed else ""),
    )
    yield Bilingual(
        fr=f"Règles : {len(outcome.rulebook.rules)} vérifiées, {len(summary.not_checked)} pas encore",
        en=f"Rules: {len(outcome.rulebook.rules)} checked, {len(summary.not_checked)} not yet",
    )


def _many(count: int, one: str, several: str | None = None) -> str:
    return f"{count} {one}" if count == 1 else f"{count} {several or one + 's'}"
