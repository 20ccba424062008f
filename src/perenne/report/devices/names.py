"""What people call the verdicts, classes and kinds of a register."""

from perenne.devices.judge import Checked
from perenne.devices.records import DeviceClass, IncidentKind, Role
from perenne.devices.rule import Force
from perenne.devices.verdict import Advice, Granted, Held, Verdict, Word
from perenne.model.bilingual import Bilingual

WORDS: dict[Word, Bilingual] = {
    "compliant": Bilingual(fr="Conforme", en="Compliant"),
    "non_compliant": Bilingual(fr="Non conforme", en="Non-compliant"),
    "exception": Bilingual(fr="Exception", en="Exception"),
    "unknown": Bilingual(fr="Inconnu", en="Unknown"),
}
CSS: dict[Word | None, str] = {
    "compliant": "ok",
    "non_compliant": "bad",
    "exception": "inf",
    "unknown": "unk",
    None: "out",
}
NO_RULE = Bilingual(fr="Sans obligation", en="No obligation")
ADVICE: dict[Advice, Bilingual] = {
    "followed": Bilingual(fr="Conseil suivi", en="Advice followed"),
    "not_followed": Bilingual(fr="Conseil non suivi", en="Advice not followed"),
    "unknown": Bilingual(fr="Conseil : inconnu", en="Advice: unknown"),
}
ADVICE_CSS: dict[Advice, str] = {"followed": "out", "not_followed": "imp", "unknown": "unk"}
HELD: dict[Held, Bilingual] = {
    "held": Bilingual(fr="tient", en="holds"),
    "broken": Bilingual(fr="ne tient pas", en="does not hold"),
    "excepted": Bilingual(fr="exception", en="exception"),
    "unknown": Bilingual(fr="inconnu", en="unknown"),
}
HELD_CSS: dict[Held, str] = {"held": "ok", "broken": "bad", "excepted": "inf", "unknown": "unk"}
FORCE: dict[Force, Bilingual] = {
    "obligation": Bilingual(fr="obligation", en="obligation"),
    "practice": Bilingual(
        fr="bonne pratique que l’organisation a faite sienne", en="good practice that the organisation made its own"
    ),
    "advice": Bilingual(fr="conseil, sans obligation", en="advice, no obligation"),
}
PROVIDED: dict[str, Bilingual] = {
    "yes": Bilingual(fr="prévues", en="provided for"),
    "no": Bilingual(fr="non prévues", en="not provided for"),
    "not_known": Bilingual(fr="rien de connu", en="nothing known"),
}
CLASSES: dict[DeviceClass, Bilingual] = {
    "work": Bilingual(fr="travail", en="work"),
    "second": Bilingual(fr="second téléphone", en="second phone"),
    "personal": Bilingual(fr="personnel", en="personal"),
    "profile": Bilingual(fr="profil séparé", en="separate profile"),
}
ROLES: dict[Role, Bilingual] = {
    "staff": Bilingual(fr="personnel de l’institution", en="staff"),
    "member": Bilingual(fr="membre", en="member"),
    "contractor": Bilingual(fr="prestataire", en="contractor"),
    "other": Bilingual(fr="autre qualité", en="other"),
}
INCIDENTS: dict[IncidentKind, Bilingual] = {
    "lost": Bilingual(fr="perdu", en="lost"),
    "stolen": Bilingual(fr="volé", en="stolen"),
    "compromised": Bilingual(fr="compromis", en="compromised"),
    "app_found": Bilingual(fr="application trouvée", en="app found"),
    "other": Bilingual(fr="autre", en="other"),
}


def verdict_word(verdict: Verdict) -> Bilingual:
    """A verdict as people say it; an exception with the days that are left of it."""
    if verdict.advice is not None:
        return ADVICE[verdict.advice]
    if verdict.exception is not None:
        return exception_word(verdict.exception)
    return WORDS[verdict.verdict or "unknown"]


def exception_word(granted: Granted) -> Bilingual:
    if granted.days_left == 0:
        return Bilingual(fr="Exception, dernier jour", en="Exception, last day")
    return Bilingual(fr=f"Exception, {granted.days_left} j", en=f"Exception, {granted.days_left} d")


def standing(checked: Checked, device: str) -> Bilingual:
    """The verdict on a device as a whole."""
    word = checked.word(device)
    if word == "exception":
        given = [each.exception for each in checked.by_device[device] if each.exception is not None]
        return exception_word(min(given, key=lambda each: each.days_left))
    return WORDS[word] if word is not None else NO_RULE
