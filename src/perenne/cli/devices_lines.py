"""The register in the terminal: plain lines in the user's language, every verdict with what it rests on."""

from collections.abc import Iterable, Sequence
from datetime import date

from perenne.cli.console import printable
from perenne.devices import catalogue
from perenne.devices.due import Due, called
from perenne.devices.judge import Checked
from perenne.devices.rule import Rule, Rules, Version
from perenne.devices.verdict import Proof, Verdict
from perenne.model.bilingual import Bilingual, Language, day_in_words
from perenne.report import days
from perenne.report.devices.names import FORCE, PROVIDED, standing, verdict_word
from perenne.report.names import CONFIDENCE
from perenne.report.typography import typo


def print_lines(lines: Iterable[str]) -> None:
    for line in lines:
        print(printable(line))


def verdict_lines(checked: Checked, language: Language) -> list[str]:
    """Each device with its verdict, and below it each rule with why and what proves it."""
    told = [_said(Bilingual(fr="Au {day}", en="As of {day}").filled(day=checked.on), language)]
    for device, verdicts in checked.by_device.items():
        name = called(checked, device)
        word = standing(checked, device).said_in(language)
        told.append(_text(f"{name} ({device}) : {word}", f"{name} ({device}): {word}", language))
        told += [line for each in verdicts for line in _verdict(each, language)]
        if not verdicts:
            told.append("  " + _text("aucune règle ne le concerne", "no rule is about it", language))
    return told


def _verdict(verdict: Verdict, language: Language) -> list[str]:
    word = verdict_word(verdict).said_in(language)
    told = [
        f"  {verdict.rule}@{verdict.rule_version} · {word}",
        f"    {_said(verdict.because, language)}",
    ]
    proofs = {proof.evidence: proof for point in verdict.points for proof in point.proofs}
    told += [f"    {_proof(each, language)}" for each in proofs.values()]
    asks = dict.fromkeys(_said(point.ask, language) for point in verdict.points if point.ask is not None)
    return told + [f"    → {ask}" for ask in asks]


def _proof(proof: Proof, language: Language) -> str:
    kind = catalogue.kinds_of_proof()[proof.kind].name.said_in(language)
    line = f":{proof.line}" if proof.line else ""
    day, age, most = days.day(proof.on, language), proof.age_days, proof.max_age_days
    aged = _text(f"{age} j, {most} au plus", f"{age} d, at most {most}", language)
    return f"{kind}, {day} ({aged}) · {proof.file}{line} · {proof.sha256[:12]}"


def due_lines(dues: Sequence[Due], checked: Checked, language: Language) -> list[str]:
    head = _said(Bilingual(fr="À partir du {day}", en="From {day} on").filled(day=checked.on), language)
    if not dues:
        return [head, _text("Rien ne finit et rien ne se périme.", "Nothing ends, nothing becomes stale.", language)]
    return [head, *(f"{days.day(each.on, language)} · {_said(each.says, language)}" for each in dues)]


def rules_list(rules: Rules, on: date | None, language: Language) -> list[str]:
    told = []
    for rule in rules.by_id.values():
        version = rule.on(on) if on is not None else rule.versions[-1]
        if version is not None:
            since = Bilingual(fr="à partir du {day}", en="from {day}").filled(day=version.start)
            told.append(
                f"{rule.id:26} {rule.body.said_in(language)} · {rule.name.said_in(language)} · "
                f"{FORCE[version.force].said_in(language)} · {_said(since, language)}"
            )
    return [*told, _text(f"Règles : {rules.sha256}", f"Rules: {rules.sha256}", language)]


def rule_lines(rule: Rule, on: date | None, language: Language) -> list[str]:
    checked = Bilingual(fr="Vérifiée le {day}", en="Checked on {day}").filled(day=rule.checked_on)
    told = [
        f"{rule.id} · {rule.body.said_in(language)} · {rule.name.said_in(language)}",
        _said(checked, language),
    ]
    shown = [rule.on(on)] if on is not None else list(reversed(rule.versions))
    for version in shown:
        if version is None:
            told.append(_text("Pas en vigueur ce jour-là.", "Not in force on that day.", language))
        else:
            told += ["", *_version(version, language)]
    return told


def _version(version: Version, language: Language) -> list[str]:
    start = day_in_words(version.start, language)
    end = day_in_words(version.end, language) if version.end is not None else None
    period = (
        _text(f"À partir du {start}", f"From {start}", language)
        if end is None
        else _text(f"Du {start} au {end}", f"From {start} to {end}", language)
    )
    sure = f"{version.confidence}, {CONFIDENCE[version.confidence].said_in(language)}"
    exceptions = PROVIDED[version.exceptions.provided].said_in(language)
    procedure = version.exceptions.procedure
    told = [
        f"{period} · {FORCE[version.force].said_in(language)}",
        "  " + _said(version.summary, language),
        "  " + _text(f"Source : {version.source}", f"Source: {version.source}", language),
        "  " + _text(f"Confiance : {sure}", f"Confidence: {sure}", language),
        "  " + _text(f"Exceptions : {exceptions}", f"Exceptions: {exceptions}", language)
        + (f". {_said(procedure, language)}" if procedure is not None else ""),
    ]  # fmt: skip
    if version.missing is not None:
        missing = _said(version.missing, language)
        told.append("  " + _text(f"Manque encore : {missing}", f"Still missing: {missing}", language))
    return told


def _said(words: Bilingual, language: Language) -> str:
    return typo(words.said_in(language), language)


def _text(fr: str, en: str, language: Language) -> str:
    return typo(fr if language == "fr" else en, language)
