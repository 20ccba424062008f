"""``perenne draft``: a text judged before it is published, and the smallest change that mends it."""

import re
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from perenne.cli.console import printable, spoken, word
from perenne.cli.speech import SpokenCommand
from perenne.cli.statuses import BAD_ANSWER, DONE

if TYPE_CHECKING:
    from typer._click.core import Context

    from perenne.audit.draft import Draft, Mending
    from perenne.audit.judgement import Judgement
    from perenne.model.finding import Finding
    from perenne.report.told import Told

_SAYS = word(
    "Juge un texte avant sa publication et propose la plus petite correction.",
    "Judge a text before it is published and propose the smallest mending.",
)
_EXAMPLES = word(
    """Exemples :

\b
  perenne draft "Merci à @maisonlune pour ces bougies !"
  perenne draft legende.txt --deal yes --brand "Maison Lune" --handle maisonlune
  perenne draft - --deal yes --on 2027-01-15 --json
  perenne draft --facts publication.json""",
    """Examples:

\b
  perenne draft "Merci à @maisonlune pour ces bougies !"
  perenne draft caption.txt --deal yes --brand "Maison Lune" --handle maisonlune
  perenne draft - --deal yes --on 2027-01-15 --json
  perenne draft --facts post.json""",
)


class _Draft(SpokenCommand):
    """A text may begin with a minus sign («-20 % chez…»): several words in one are no option."""

    def parse_args(self, ctx: "Context", args: list[str]) -> list[str]:
        texts = [each for each in args if _TEXT.match(each)]
        if not texts or "--" in args:
            return super().parse_args(ctx, args)
        return super().parse_args(ctx, [*(each for each in args if each not in texts), "--", *texts])


_TEXT = re.compile(r"-[^-].*\s", re.DOTALL)


def add_to(app: typer.Typer) -> None:
    """Add the command to ``app``."""
    app.command("draft", cls=_Draft, help=_SAYS, short_help=_SAYS, epilog=_EXAMPLES)(draft_command)


def draft_command(
    text: str | None = typer.Argument(
        None,
        metavar=word("TEXTE", "TEXT"),
        help=word("Le texte, un fichier qui le contient, ou -.", "The text, a file that holds it, or -."),
    ),
    facts: Path | None = typer.Option(
        None,
        "--facts",
        metavar=word("FICHIER", "FILE"),
        help=word("Ce qui est connu, en post/1 (JSON).", "What is known, as post/1 (JSON)."),
    ),
    platform: str | None = typer.Option(
        None,
        "--platform",
        metavar="instagram|tiktok|…",
        help=word("Plateforme (instagram).", "Platform (instagram)."),
    ),
    kind: str | None = typer.Option(
        None, "--kind", metavar="post|reel|…", help=word("Genre de publication.", "Kind of post.")
    ),
    on: str | None = typer.Option(
        None, "--on", metavar="DATE", help=word("Jour de publication prévu (aujourd’hui).", "Planned day (today).")
    ),
    deal: str = typer.Option(
        "unknown", "--deal", metavar="unknown|yes|no", help=word("Contrepartie.", "Whether there is a deal.")
    ),
    brand: str | None = typer.Option(
        None, "--brand", metavar=word("NOM", "NAME"), help=word("Nom de l’annonceur.", "The advertiser’s name.")
    ),
    handle: str | None = typer.Option(
        None, "--handle", metavar=word("COMPTE", "HANDLE"), help=word("Compte de l’annonceur.", "Its handle.")
    ),
    sector: list[str] = typer.Option(
        [], "--sector", help=word("Secteur de l’annonceur. Répétable.", "Its sector. May be repeated.")
    ),
    country: str | None = typer.Option(
        None, "--country", metavar="FR", help=word("Pays d’établissement.", "Country of establishment.")
    ),
    audience: str = typer.Option("", "--audience", metavar="FR,BE", help=word("Pays du public.", "The audience.")),
    label: str | None = typer.Option(
        None, "--label", metavar="yes|no", help=word("Étiquette de partenariat.", "The platform’s paid label.")
    ),
    as_json: bool = typer.Option(
        False, "--json", help=word("Un objet JSON sur la sortie standard.", "One JSON object to standard output.")
    ),
    strict: bool = typer.Option(
        False, "--strict", help=word("Statut 1 si un constat accuse.", "Exit status 1 where a finding accuses.")
    ),
) -> int:
    from perenne.audit.draft import draft
    from perenne.audit.judgement import Knowledge
    from perenne.cli import choices
    from perenne.cli.days import needed_day
    from perenne.cli.known import post_of, said, yes_or_no
    from perenne.law.rulebook import rulebook
    from perenne.model.finding import ACCUSING

    known = said(
        {
            "platform": platform,
            "kind": kind,
            "published_at": needed_day(on).isoformat() if on else None,
            "account": {"country": choices.country(country)},
            "labels": {"paid_partnership": yes_or_no("--label", label)},
            "deal": {
                "consideration": choices.consideration(deal) if deal != "unknown" else None,
                "advertiser": {"name": brand, "handles": [handle] if handle else [], "sectors": sector},
            },
        }
    )
    post = post_of(text, facts, known)
    drafted = draft(post, Knowledge(rulebook(), audience=choices.countries(audience)))
    if as_json:
        _print_json(drafted)
    else:
        _show(drafted)
    accuses = any(finding.verdict in ACCUSING for finding in drafted.judgement.findings)
    return BAD_ANSWER if strict and accuses else DONE


def _show(drafted: "Draft") -> None:
    from perenne.law.rulebook import rulebook
    from perenne.report.told import told_together

    judged = drafted.judgement
    _print(_heading(judged))
    if judged.facts.scope.assumed:
        _print(rulebook().index.notices["country_assumed"].said_in(spoken()))
    asked: set[str] = set()
    for told in told_together(judged.findings, rulebook()):
        _show_finding(told, asked)
    if not judged.findings:
        _print(
            word(
                "Aucune règle vérifiée ne parle de ce texte : cela ne dit pas qu’il est conforme.",
                "No rule that is checked speaks of this text: that does not say that it is compliant.",
            )
        )
    if drafted.mending is not None:
        _show_mending(drafted.mending, if_paid=drafted.if_paid)


def _heading(judged: "Judgement") -> str:
    """The verdict, and by the law of which day: the one of today's draft, or the one that is planned."""
    from perenne.model.bilingual import day_in_words
    from perenne.model.finding import worst
    from perenne.report.names import verdict_word

    verdict = verdict_word(worst([finding.verdict for finding in judged.findings]), spoken())
    if judged.facts.day is None:
        return verdict
    day = day_in_words(judged.facts.day, spoken())
    return word(f"{verdict}, d’après le droit du {day}", f"{verdict}, by the law of {day}")


def _show_finding(told: "Told", asked: set[str]) -> None:
    """``asked``: the facts that are asked for above already: each is once."""
    from perenne.report.names import verdict_word

    finding = told.finding
    _print("")
    _print(f"{verdict_word(finding.verdict, spoken())} · {_rule(finding)}")
    _print(f"  {finding.because.said_in(spoken())}")
    if finding.fix is not None:
        _print(f"  → {finding.fix.said_in(spoken())}")
    for other in told.also:
        _print("  " + word("Même correction : ", "Same mending: ") + _rule(other))
    for each in (finding, *told.also):
        if each.question is not None and each.question.fact not in asked:
            asked.add(each.question.fact)
            _print(f"  ? {each.question.fr if spoken() == 'fr' else each.question.en}")
        for notice in each.notices:
            _print(f"  ! {notice.fr if spoken() == 'fr' else notice.en}")


def _rule(finding: "Finding") -> str:
    from perenne.law.rulebook import rulebook

    return f"{rulebook().rules[finding.rule].name.said_in(spoken())} ({finding.article})"


def _show_mending(mending: "Mending", *, if_paid: bool) -> None:
    _print("")
    if if_paid:
        _print(word("S’il y a contrepartie :", "If there is a consideration:"))
    if mending.complete:
        _print(word("La plus petite correction (Conforme) :", "The smallest mending (Compliant):"))
    else:
        left = _left(mending)
        _print(
            word(
                f"Ce que quelques mots peuvent corriger ; il reste : {left}.",
                f"What a few words can mend; left for you: {left}.",
            )
        )
    print()
    for line in re.split(r"\r\n|\r|\n", mending.text):
        print(printable(line))


def _left(mending: "Mending") -> str:
    """The rules that the mended text does not satisfy, each with its verdict."""
    from perenne.law.rulebook import rulebook
    from perenne.report.names import verdict_word
    from perenne.report.told import told_together

    told = told_together(mending.judgement.findings, rulebook())
    open_ = [each.finding for each in told if each.finding.verdict not in {"compliant", "out_of_scope"}]
    names = {
        finding.rule: f"{rulebook().rules[finding.rule].name.said_in(spoken())}"
        f" ({verdict_word(finding.verdict, spoken())})"
        for finding in reversed(open_)
    }
    return ", ".join(reversed(names.values()))


def _print(line: str) -> None:
    from perenne.report.typography import typo

    print(printable(typo(line, spoken())))


def _print_json(drafted: "Draft") -> None:
    import sys

    import msgspec

    mending = drafted.mending
    drawn = {
        "perenne": "draft/1",
        "text": drafted.judgement.post.text,
        "findings": list(drafted.judgement.findings),
        "if_paid": drafted.if_paid,
        "proposal": mending
        and {
            "text": mending.text,
            "complete": mending.complete,
            "edits": [{"where": edit.where, "words": edit.words, "rules": edit.rules} for edit in mending.edits],
            "findings": list(mending.judgement.findings),
        },
    }
    sys.stdout.buffer.write(msgspec.json.encode(drawn) + b"\n")
    sys.stdout.buffer.flush()
