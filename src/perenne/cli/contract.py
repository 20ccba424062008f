"""``perenne contract``: what a creator and an advertiser exchanged and signed, against the law."""

from typing import TYPE_CHECKING

import typer

from perenne.cli import contract_audit, contract_draft, contract_sign
from perenne.cli.console import say, word
from perenne.cli.speech import SpokenCommand, SpokenGroup
from perenne.cli.statuses import DONE, STRICT, not_judged, strictly
from perenne.model.bilingual import Bilingual

if TYPE_CHECKING:
    from perenne.audit.relations import Checked

SHOWN_FILES = 5
_CHECK_SAYS = word(
    "Vérifie des relations (relation/1) : contrat exigé, mentions, droit, représentant, agent.",
    "Check relations (relation/1): contract needed, elements, law, representative, agent.",
)
_CHECK_EXAMPLES = word(
    """Exemples :

\b
  perenne contract check relations.ndjson
  perenne contract check relations.ndjson --json --strict
  perenne contract check dossier/ --as-of 2026-12-31""",
    """Examples:

\b
  perenne contract check relations.ndjson
  perenne contract check relations.ndjson --json --strict
  perenne contract check folder/ --as-of 2026-12-31""",
)


def add_to(app: typer.Typer) -> None:
    """Add the command and its verbs to ``app``."""
    contract = typer.Typer(
        cls=SpokenGroup,
        no_args_is_help=True,
        rich_markup_mode=None,
        help=word("Ce qui est échangé et signé, au regard du droit.", "What is exchanged and signed, by the law."),
    )
    contract.callback()(_verbs)
    contract.command("check", cls=SpokenCommand, help=_CHECK_SAYS, short_help=_CHECK_SAYS, epilog=_CHECK_EXAMPLES)(
        check
    )
    contract_audit.add_to(contract)
    contract_draft.add_to(contract)
    contract_sign.add_to(contract)
    app.add_typer(contract, name="contract")


def _verbs() -> None:
    """What stands before the verb."""


def check(
    paths: list[str] = typer.Argument(
        ...,
        metavar=word("CHEMIN", "PATH"),
        help=word("Fichiers relation/1, dossiers, ou -.", "relation/1 files, folders, or -."),
    ),
    as_of: str | None = typer.Option(
        None,
        "--as-of",
        metavar="DATE",
        help=word("Lire par le droit de ce jour.", "Read by the law of this day, whatever the dates."),
    ),
    as_json: bool = typer.Option(
        False, "--json", help=word("Constats sur la sortie standard, un par ligne.", "Findings to standard output.")
    ),
    strict: bool = typer.Option(False, "--strict", help=STRICT),
) -> int:
    from contextlib import ExitStack

    from perenne.audit.relations import check_relations
    from perenne.cli import choices
    from perenne.cli.account import nothing_read
    from perenne.cli.days import day
    from perenne.cli.relation_lines import show
    from perenne.law.rulebook import rulebook
    from perenne.model.finding import ACCUSING

    with ExitStack() as stack:
        checked = check_relations(choices.found(stack, paths), rulebook(), day(as_of))
    _say_what_was_left_out(checked)
    if not (checked.judged or checked.rejects):
        raise nothing_read(checked.unread)
    if as_json:
        _print_json(checked)
    else:
        show(checked.judged)
    if not strict:
        return DONE
    accuses = any(each.verdict in ACCUSING for each in checked.judged)
    nothing = None if checked.judged else Bilingual(fr="aucune relation", en="no relation")
    return strictly(accuses=accuses, missing=not_judged(nothing, len(checked.rejects), len(checked.unread)))


def _say_what_was_left_out(checked: "Checked") -> None:
    unread = checked.unread if checked.judged or checked.rejects else ()
    for each in unread[:SHOWN_FILES]:
        say(Bilingual(fr=f"{each.file} : {each.reason.fr}", en=f"{each.file}: {each.reason.en}"), each.file)
    if more := unread[SHOWN_FILES:]:
        say(Bilingual(fr=f"… et {len(more)} de plus sans relation", en=f"… and {len(more)} more without a relation"))
    for reject in checked.rejects:
        where = f"{reject.file}:{reject.line}" + (f" ({reject.path})" if reject.path else "")
        say(Bilingual(fr=f"{where} : {reject.reason.fr}", en=f"{where}: {reject.reason.en}"), where)


def _print_json(checked: "Checked") -> None:
    import sys

    from perenne.model.wire import encode

    findings = (finding for each in checked.judged for finding in each.findings)
    sys.stdout.buffer.writelines(encode(finding) + b"\n" for finding in findings)
    sys.stdout.buffer.flush()
