"""``perenne law``: the rulebook read aloud."""

import re
from datetime import date
from typing import TYPE_CHECKING

import typer

from perenne.cli.console import printable, spoken, word
from perenne.cli.speech import SpokenCommand, SpokenGroup
from perenne.model.bilingual import day_in_words
from perenne.report.names import BOUND, CONFIDENCE, STATUS, verdict_word
from perenne.report.typography import typo

if TYPE_CHECKING:
    from perenne.law.change import Change
    from perenne.law.rulebook import Rule, Version
    from perenne.model.bilingual import Bilingual

_SLOT = re.compile(r"\{\w+\}(\.\Z)?")
"""Where a sentence about a post names what stands in it, with the full stop that dots need no more."""
_LIST_EXAMPLES = word("Exemple :\n\n\b\n  perenne law list", "Example:\n\n\b\n  perenne law list")
_SHOW_EXAMPLES = word(
    "Exemples :\n\n\b\n  perenne law show fr.mention.intent\n  perenne law show fr.mention.intent --on 2024-03-10",
    "Examples:\n\n\b\n  perenne law show fr.mention.intent\n  perenne law show fr.mention.intent --on 2024-03-10",
)
_DIFF_EXAMPLES = word(
    "Exemples :\n\n\b\n  perenne law diff 2024-01-01 2026-11-20\n  perenne law diff 2026-11-20 2027-01-01",
    "Examples:\n\n\b\n  perenne law diff 2024-01-01 2026-11-20\n  perenne law diff 2026-11-20 2027-01-01",
)


def add_to(app: typer.Typer) -> None:
    """Add the command and its verbs to ``app``."""
    law = typer.Typer(
        cls=SpokenGroup,
        no_args_is_help=True,
        rich_markup_mode=None,
        help=word("Lit les règles à voix haute.", "Read the rulebook aloud."),
    )
    law.command(
        "list",
        cls=SpokenCommand,
        help=word("Toutes les règles, construites ou non.", "Every rule, built or not."),
        epilog=_LIST_EXAMPLES,
    )(list_rules)
    law.command(
        "show",
        cls=SpokenCommand,
        help=word("Une règle : ses versions, ses articles, ce qu’elle dit.", "One rule: versions, articles, words."),
        epilog=_SHOW_EXAMPLES,
    )(show_rule)
    law.command(
        "diff",
        cls=SpokenCommand,
        help=word("Ce qui a changé entre deux jours, et pour qui.", "What changed between two days, and for whom."),
        epilog=_DIFF_EXAMPLES,
    )(diff_days)
    app.add_typer(law, name="law")


def list_rules() -> None:
    from perenne.law.rulebook import rulebook

    book = rulebook()
    for rule_id in book.index.rule_ids:
        rule = book.rules.get(rule_id)
        if rule is None:
            name = book.name(rule_id)
            called = f"{name.said_in(spoken())} · " if name else ""
            _print(f"{rule_id:32} {called}" + word("pas encore construite", "not built yet"))
        else:
            version = rule.versions[-1]
            since = word(f"à partir du {_day(version.start)}", f"from {_day(version.start)}")
            _print(f"{rule_id:32} {rule.name.said_in(spoken())} · {version.article} · {since}")
    of = _day(date.fromisoformat(book.index.version))
    _print(word(f"Règles du {of}, {book.sha256}", f"Rulebook of {of}, {book.sha256}"))


def show_rule(
    rule: str = typer.Argument(
        ..., metavar=word("RÈGLE", "RULE"), help=word("Comme fr.mention.intent.", "Such as fr.mention.intent.")
    ),
    on: str | None = typer.Option(
        None, "--on", metavar="DATE", help=word("La version de ce jour seulement.", "Only the version of that day.")
    ),
) -> None:
    from perenne.cli.days import day
    from perenne.law.rulebook import rulebook
    from perenne.model.errors import UsageError

    shown = rulebook().rule(rule)
    when = day(on)
    version = shown.on(when) if when else None
    if when and version is None:
        raise UsageError(
            fr=f"{rule} n’est pas en vigueur le {_day(when)} ; voir `perenne law show {rule}`",
            en=f"{rule} is not in force on {_day(when)}; see `perenne law show {rule}`",
        )
    _print(f"{shown.id} · {shown.name.said_in(spoken())}")
    _print(word(f"Vérifiée le {_day(shown.checked_on)}", f"Checked on {_day(shown.checked_on)}"))
    for each in [version] if version else reversed(shown.versions):
        _show_version(each)
    _show_outcomes(shown, version or shown.versions[-1])


def _show_version(version: "Version") -> None:
    _print("")
    _print(_period(version))
    _print(f"  {version.article}" + (f" ({version.official_id})" if version.official_id else ""))
    _print("  " + word("En résumé : ", "In short: ") + version.summary.said_in(spoken()))
    if version.penalty:
        _print("  " + word("Peine : ", "Penalty: ") + version.penalty.said_in(spoken()))
    _print("  " + word("Source : ", "Source: ") + f"{version.source} · {STATUS[version.status].said_in(spoken())}")
    sure = CONFIDENCE[version.confidence].said_in(spoken())
    _print("  " + word("Confiance : ", "Confidence: ") + f"{version.confidence}, {sure}")
    _show_missing("  ", version)
    if version.position:
        _show_position(version.position)


def _show_position(position: str) -> None:
    from perenne.law.rulebook import rulebook

    said = rulebook().index.positions.get(position)
    named = word(f"Position {position}", f"Position {position}")
    _print("  " + named + (word(" : ", ": ") + said.said_in(spoken()) if said else ""))


def _show_outcomes(rule: "Rule", version: "Version") -> None:
    _print("")
    for code, outcome in rule.outcomes.items():
        verdict = verdict_word(rule.verdict(code, version), spoken())
        _print(f"  {verdict:14} {_sentence(version.because.get(code, outcome.because))} [{code}]")


def diff_days(
    first: str = typer.Argument(..., metavar="DATE", help=word("Le premier jour.", "The first day.")),
    second: str = typer.Argument(..., metavar="DATE", help=word("Le second jour.", "The second day.")),
) -> None:
    from perenne.cli.days import needed_day
    from perenne.law.change import changes
    from perenne.law.rulebook import rulebook
    from perenne.model.errors import UsageError

    start, end = needed_day(first), needed_day(second)
    if start > end:
        raise UsageError(
            fr=f"le premier jour ({_day(start)}) est après le second ({_day(end)}) : inversez-les",
            en=f"the first day ({_day(start)}) is after the second ({_day(end)}): swap them",
        )
    changed = changes(rulebook(), start, end)
    for change in changed:
        _show_change(change)
    if not changed:
        between = (_day(start), _day(end))
        _print(word("Rien ne change entre le {} et le {}.", "Nothing changes between {} and {}.").format(*between))
    not_built = len(rulebook().not_built)
    if not_built:
        _print(word(f"{not_built} règles ne sont pas encore construites.", f"{not_built} rules are not built yet."))


def _show_change(change: "Change") -> None:
    rule = change.rule
    _print(f"{rule.id} · {rule.name.said_in(spoken())}")
    bound = ", ".join(BOUND[each].said_in(spoken()) for each in rule.binds)
    _print("  " + word(f"{_KINDS[change.kind]} ; pour : {bound}", f"{_KINDS[change.kind]}; for: {bound}"))
    if rule.abroad != "applies":
        _print("  " + _ABROAD[rule.abroad])
    for version in change.versions:
        _show_step(version)
    for each in change.verdicts:
        was, now = verdict_word(each.before, spoken()), verdict_word(each.after, spoken())
        _print(f"  {was} → {now} · {_sentence(rule.outcomes[each.code].because)} [{each.code}]")
    _print("")


def _show_step(version: "Version") -> None:
    _print(f"  {_period(version)} · {version.article}")
    _print("    " + word("En résumé : ", "In short: ") + version.summary.said_in(spoken()))
    if version.penalty:
        _print("    " + word("Peine : ", "Penalty: ") + version.penalty.said_in(spoken()))
    _show_missing("    ", version)


def _show_missing(indent: str, version: "Version") -> None:
    if version.missing:
        _print(indent + word("Manque encore : ", "Still missing: ") + version.missing.said_in(spoken()))


def _sentence(because: "Bilingual") -> str:
    """A sentence about a post, with dots in the place of what it names there."""
    return _SLOT.sub("…", because.said_in(spoken()))


def _period(version: "Version") -> str:
    start = _day(version.start)
    if version.end is None:
        return word(f"À partir du {start}", f"From {start}")
    return word(f"Du {start} au {_day(version.end)}", f"From {start} to {_day(version.end)}")


def _day(day: date) -> str:
    return day_in_words(day, spoken())


_KINDS = {
    "began": word("commence à s’appliquer", "begins to apply"),
    "ended": word("cesse de s’appliquer", "ceases to apply"),
    "changed": word("dit autre chose", "says something else"),
}
_ABROAD = {
    "out_of_scope": word(
        "Créatrice ou créateur établi dans un autre État de l’EEE : ne s’applique pas (R2).",
        "Creator established in another EEA state: does not apply (R2).",
    ),
    "needs_human": word(
        "Créatrice ou créateur établi dans un autre État de l’EEE : une personne doit juger (R2).",
        "Creator established in another EEA state: a person must judge (R2).",
    ),
}


def _print(line: str) -> None:
    print(printable(typo(line, spoken())))
