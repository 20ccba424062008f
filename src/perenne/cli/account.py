"""What an audit found, in a few lines for the terminal."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from perenne.audit.outcome import AuditOutcome, UnreadFile
from perenne.model.bilingual import Bilingual, counted
from perenne.model.errors import UsageError
from perenne.model.finding import WORST_FIRST, Verdict
from perenne.readers.reading import Held

if TYPE_CHECKING:
    from perenne.audit.run import Original

_WORDS: dict[Verdict, tuple[str, str]] = {
    "prohibited": ("interdite", "prohibited/prohibited"),
    "non_compliant": ("non conforme/non conformes", "non-compliant/non-compliant"),
    "needs_human": ("à juger/à juger", "needs a person/need a person"),
    "improvable": ("à améliorer/à améliorer", "improvable/improvable"),
    "compliant": ("conforme", "compliant/compliant"),
    "out_of_scope": ("hors champ/hors champ", "out of scope/out of scope"),
}
_SHOWN_REFUSALS = 5


def lines_of(outcome: AuditOutcome, *, written: bool) -> Iterator[Bilingual]:
    """Six lines: what was read, what was found, what waits, what was refused, what was not checked, whose law.

    ``written``: there is a folder, with the questions in a file.
    """
    summary = outcome.summary
    yield _listed(
        Bilingual(fr="Lu : ", en="Read: "),
        counted(len(summary.files), "fichier", "file"),
        counted(summary.posts, "publication", "post"),
        counted(summary.repeats, "copie réunie/copies réunies", "copy merged/copies merged"),
    )
    verdicts = [counted(summary.verdicts[each], *_WORDS[each]) for each in WORST_FIRST if each in summary.verdicts]
    yield _listed(Bilingual(fr="Verdicts : ", en="Verdicts: "), *(verdicts or [Bilingual(fr="aucun", en="none")]))
    asked = f"{len(outcome.questions)} (questions.csv)" if written else str(len(outcome.questions))
    yield Bilingual(fr=f"Questions en attente : {asked}", en=f"Questions waiting: {asked}")
    yield _listed(
        Bilingual(fr="Refusé : ", en="Refused: "),
        counted(len(outcome.rejects), "ligne", "line"),
        counted(len(outcome.unread), "fichier", "file"),
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
    yield _listed(
        Bilingual(fr="Règles : ", en="Rules: "),
        counted(checked, "vérifiée", "checked/checked"),
        counted(len(summary.not_checked), "non vérifiée/non vérifiées", "not checked/not checked"),
    )


def _listed(head: Bilingual, *parts: Bilingual) -> Bilingual:
    return Bilingual(
        fr=head.fr + ", ".join(each.fr for each in parts), en=head.en + ", ".join(each.en for each in parts)
    )


_HELD: dict[Held, Bilingual] = {
    "token": Bilingual(
        fr="des adresses signées ou une place sur une machine", en="signed addresses or a place on a machine"
    ),
    "private_account": Bilingual(fr="un compte privé", en="a private account"),
    "third_person": Bilingual(fr="d’autres personnes", en="other people"),
    "own_archive": Bilingual(fr="l’archive personnelle d’un compte", en="an account’s own archive"),
}


def withheld(originals: "Sequence[Original]") -> Bilingual | None:
    """Which ``originals`` an audit does not copy, and why; ``None`` where it copies all."""
    kept_back = {each.sha256: each.holds for each in originals if not each.clean}
    if not kept_back:
        return None
    why = [said for held, said in _HELD.items() if any(held in holds for holds in kept_back.values())]
    fr, en = ", ".join(each.fr for each in why), ", ".join(each.en for each in why)
    number = len(kept_back)
    return Bilingual(
        fr=f"Originaux non copiés : {number} (ils contiennent {fr}) ; summary.json garde leur empreinte, "
        "--originals all les copie",
        en=f"Originals not copied: {number} (they hold {en}); summary.json keeps their hash, --originals all copies "
        "them",
    )


def nothing_read(unread: Sequence[UnreadFile]) -> UsageError:
    """Why a call that named files got no record from any."""
    if not unread:
        return UsageError(fr="les fichiers ne contiennent aucun enregistrement", en="the files hold no record")
    first, more = unread[0], len(unread) - 1
    others = counted(more, "autre", "more/more")
    besides = Bilingual(fr=f" (et {others.fr})", en=f" (and {others.en})") if more else Bilingual("", "")
    return UsageError(
        fr=f"rien n’a pu être lu. « {first.file} » : {first.reason.fr}{besides.fr}",
        en=f"nothing could be read. “{first.file}”: {first.reason.en}{besides.en}",
    )
