"""``perenne law``: the rulebook read aloud."""

import re
from typing import TYPE_CHECKING

import typer

from perenne.cli.console import printable, spoken, word
from perenne.cli.speech import SpokenCommand, SpokenGroup
from perenne.report.names import STATUS, verdict_word
from perenne.report.typography import typo

if TYPE_CHECKING:
    from perenne.law.rulebook import Rule, Version

_SLOT = re.compile(r"\{\w+\}")
"""Where a sentence about a post names what stands in it."""
_LIST_EXAMPLES = word("Exemple :\n\n\b\n  perenne law list", "Example:\n\n\b\n  perenne law list")
_SHOW_EXAMPLES = word(
    "Exemples :\n\n\b\n  perenne law show fr.mention.intent\n  perenne law show fr.mention.intent --on 2024-03-10",
    "Examples:\n\n\b\n  perenne law show fr.mention.intent\n  perenne law show fr.mention.intent --on 2024-03-10",
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
    app.add_typer(law, name="law")


def list_rules() -> None:
    from perenne.law.rulebook import rulebook

    book = rulebook()
    for rule_id in book.index.rule_ids:
        rule = book.rules.get(rule_id)
        if rule is None:
            _print(f"{rule_id:32} " + word("pas encore construite", "not built yet"))
        else:
            since = rule.versions[-1].id
            _print(f"{rule_id:32} {rule.name.said_in(spoken())} · {rule.versions[-1].article} · {since} →")
    _print(word(f"Règles du {book.index.version}, {book.sha256}", f"Rulebook of {book.index.version}, {book.sha256}"))


def show_rule(
    rule: str = typer.Argument(
        ..., metavar=word("RÈGLE", "RULE"), help=word("Comme fr.mention.intent.", "Such as fr.mention.intent.")
    ),
    on: str | None = typer.Option(
        None, "--on", metavar="DATE", help=word("La version de ce jour seulement.", "Only the version of that day.")
    ),
) -> None:
    from perenne.cli.choices import day
    from perenne.law.rulebook import rulebook
    from perenne.model.errors import UsageError

    shown = rulebook().rule(rule)
    when = day(on)
    version = shown.on(when) if when else None
    if when and version is None:
        raise UsageError(
            fr=f"{rule} ne s’appliquait pas le {when.isoformat()}", en=f"{rule} did not apply on {when.isoformat()}"
        )
    _print(f"{shown.id} · {shown.name.said_in(spoken())}")
    _print(word(f"Vérifiée le {shown.checked_on}", f"Checked on {shown.checked_on}"))
    for each in [version] if version else reversed(shown.versions):
        _show_version(each)
    _show_outcomes(shown, version or shown.versions[-1])


def _show_version(version: "Version") -> None:
    until = version.end.isoformat() if version.end else ""
    _print("")
    _print(f"{version.id} → {until}".rstrip())
    _print(f"  {version.article}" + (f" ({version.official_id})" if version.official_id else ""))
    _print("  " + word("En résumé : ", "In short: ") + version.summary.said_in(spoken()))
    if version.penalty:
        _print("  " + word("Peine : ", "Penalty: ") + version.penalty.said_in(spoken()))
    status = STATUS[version.status].said_in(spoken())
    _print("  " + word("Source : ", "Source: ") + f"{version.source} · {status} · {version.confidence}")
    if version.position:
        _show_position(version.position)


def _show_position(position: str) -> None:
    from perenne.law.rulebook import rulebook

    said = rulebook().index.positions.get(position)
    _print(f"  {position}" + (f" : {said.said_in(spoken())}" if said else ""))


def _show_outcomes(rule: "Rule", version: "Version") -> None:
    _print("")
    for code, outcome in rule.outcomes.items():
        verdict = verdict_word(rule.verdict(code, version), spoken())
        _print(
            f"  {verdict:14} " + word(f"{code} : ", f"{code}: ") + _SLOT.sub("…", outcome.because.said_in(spoken()))
        )


def _print(line: str) -> None:
    print(printable(typo(line, spoken())))
