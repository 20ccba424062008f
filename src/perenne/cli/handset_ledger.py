"""``perenne handset ledger``: what left, when, to whom, why, and who approved it."""

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from perenne.cli.console import word
from perenne.cli.speech import SpokenCommand
from perenne.cli.statuses import BAD_ANSWER, DONE
from perenne.model.errors import UsageError

if TYPE_CHECKING:
    from perenne.handset.ledger import Head, Ledger

_SAYS = word(
    "Dit ce qui est sorti : quand, vers qui, pourquoi, avec l’accord de qui.",
    "Tell what left: when, to whom, why, and who approved it.",
)
_EXAMPLES = word(
    """Exemples :

\b
  perenne handset ledger
  perenne handset ledger --left --on 2026-11-24 --host open.tiktokapis.com
  perenne handset ledger --csv > registre.csv
  perenne handset ledger --head tete.json
  perenne handset ledger --against tete.json

Une chaîne ne montre un changement qu’à qui a gardé sa tête : gardez-la ailleurs.
Statuts : 0, le registre tient ; 1, il est rompu ou ne continue pas cette tête.""",
    """Examples:

\b
  perenne handset ledger
  perenne handset ledger --left --on 2026-11-24 --host open.tiktokapis.com
  perenne handset ledger --csv > ledger.csv
  perenne handset ledger --head head.json
  perenne handset ledger --against head.json

A chain shows a change only to whoever kept its head: keep it elsewhere.
Statuses: 0, the ledger holds; 1, it is broken, or does not continue that head.""",
)
_FILE = word("FICHIER", "FILE")


def add_to(handset: typer.Typer) -> None:
    handset.command("ledger", cls=SpokenCommand, help=_SAYS, short_help=_SAYS, epilog=_EXAMPLES)(ledger)


def ledger(
    left: bool = typer.Option(False, "--left", help=word("Seulement ce qui est sorti.", "Only what left.")),
    on: str | None = typer.Option(None, "--on", metavar="DATE", help=word("Ce jour-là (UTC).", "On that day (UTC).")),
    handset: str | None = typer.Option(
        None, "--handset", metavar=word("NOM", "NAME"), help=word("De ce téléphone.", "Of that handset.")
    ),
    host: str | None = typer.Option(
        None, "--host", metavar=word("HÔTE", "HOST"), help=word("Vers cet hôte.", "To that host.")
    ),
    as_json: bool = typer.Option(False, "--json", help=word("Un acte par ligne.", "One act a line.")),
    as_csv: bool = typer.Option(False, "--csv", help=word("Un tableau CSV.", "A CSV table.")),
    head: Path | None = typer.Option(
        None, "--head", metavar=_FILE, help=word("Écrit la tête signée.", "Write the signed head.")
    ),
    against: Path | None = typer.Option(
        None,
        "--against",
        metavar=_FILE,
        help=word("Compare à une tête gardée.", "Compare with a kept head."),
    ),
    ledger_file: Path | None = typer.Option(
        None, "--ledger", metavar=_FILE, help=word("Un autre registre.", "Another ledger.")
    ),
) -> int:
    from perenne.cli.days import day
    from perenne.cli.handset_ledger_lines import (
        print_csv,
        print_json,
        print_lines,
        say_halves,
        say_head,
        say_kept,
        say_not_continued,
    )
    from perenne.handset.ledger import Broken
    from perenne.handset.left import Asked, lines

    if as_json and as_csv:
        raise UsageError(fr="--json et --csv ne vont pas ensemble", en="--json and --csv do not go together")
    kept = _kept(against) if against is not None else None
    old = _kept(head) if head is not None and head.exists() else None
    found = _ledger(ledger_file)
    try:
        entries = list(found.entries())
    except Broken as broken:
        from perenne.cli.console import say

        say(broken.says)
        return BAD_ANSWER
    told = lines(entries, Asked(day(on), handset, host, leaving=left))
    show = print_json if as_json else print_csv if as_csv else print_lines
    show(told)
    signed = _signed(found)
    say_halves(found)
    say_head(signed)
    if kept is not None:
        say_kept(kept, signed)
    broken_off = [each for each in (kept, old) if each is not None and not found.continues(each)]
    if broken_off:
        say_not_continued(broken_off[0])
        return BAD_ANSWER
    if head is not None:
        _write(head, signed)
    return DONE


def _ledger(file: Path | None) -> "Ledger":
    """Raises ``UsageError`` where there is none: asking must not make one."""
    from perenne.cli.handset_kept import folder
    from perenne.handset.ledger import Ledger

    place = file or folder() / "ledger.ndjson"
    if not place.is_file():
        raise UsageError(
            fr=f"aucun registre dans « {place} » : rien n’est encore sorti d’un compartiment",
            en=f"no ledger at “{place}”: nothing has left a compartment yet",
        )
    return Ledger(place)


def _signed(found: "Ledger") -> "Head":
    from perenne.cli.sealing import explain
    from perenne.evidence.keys import sealing_key

    used = sealing_key()
    explain(used)
    return found.signed(used.key)


def _kept(file: Path) -> "Head":
    import msgspec

    from perenne.handset.ledger import Head, is_signed

    try:
        kept = msgspec.json.decode(file.read_bytes(), type=Head)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        raise _no_head(file) from None
    if not is_signed(kept):
        raise _no_head(file)
    return kept


def _no_head(file: Path) -> UsageError:
    return UsageError(
        fr=f"« {file} » n’est pas une tête signée, telle que l’écrit --head",
        en=f"“{file}” is no signed head as --head writes it",
    )


def _write(file: Path, head: "Head") -> None:
    import msgspec

    from perenne.cli.writing import write_beside

    write_beside(file, [msgspec.json.format(msgspec.json.encode(head)) + b"\n"])
