"""``perenne evidence``: what is claimed, in a bundle that a stranger can verify."""

from pathlib import Path

import typer

from perenne.cli.console import word, written
from perenne.cli.speech import SpokenCommand, SpokenGroup
from perenne.cli.statuses import BAD_ANSWER, DONE

NOT_A_BUNDLE = 2

_MAKE_EXAMPLES = word(
    """Exemples :

\b
  perenne evidence make perenne-audit --out preuves.zip
  perenne evidence make perenne-audit --post C8xk2 --at 2026-11-25 --out preuve.zip
  perenne evidence make --relation relation.ndjson --findings constats.ndjson --attach contrat.pdf --out preuve.zip
  perenne evidence make perenne-audit --out preuves.zip --timestamp-request preuves.tsq""",
    """Examples:

\b
  perenne evidence make perenne-audit --out evidence.zip
  perenne evidence make perenne-audit --post C8xk2 --at 2026-11-25 --out evidence.zip
  perenne evidence make --relation relation.ndjson --findings findings.ndjson --attach contract.pdf --out evidence.zip
  perenne evidence make perenne-audit --out evidence.zip --timestamp-request evidence.tsq""",
)
_VERIFY_EXAMPLES = word(
    """Exemples :

\b
  perenne evidence verify preuves.zip
  perenne evidence verify preuves.zip --key k-34750f98bd59fcfc946da45aaabe933b --json""",
    """Examples:

\b
  perenne evidence verify evidence.zip
  perenne evidence verify evidence.zip --key k-34750f98bd59fcfc946da45aaabe933b --json""",
)
_KEY_EXAMPLES = word("Exemple :\n\n\b\n  perenne evidence key", "Example:\n\n\b\n  perenne evidence key")
_CAPTURE_EXAMPLES = word(
    "Exemples :\n\n\b\n  perenne evidence capture page.wacz\n  perenne evidence capture photo.jpg --json",
    "Examples:\n\n\b\n  perenne evidence capture page.wacz\n  perenne evidence capture photo.jpg --json",
)
_FILE = word("FICHIER", "FILE")


def add_to(app: typer.Typer) -> None:
    """Add the command and its verbs to ``app``."""
    evidence = typer.Typer(
        cls=SpokenGroup,
        no_args_is_help=True,
        rich_markup_mode=None,
        help=word("Scelle des preuves et les vérifie.", "Seal evidence and verify it."),
    )
    evidence.command(
        "make",
        cls=SpokenCommand,
        help=word(
            "Met un audit, quelques publications ou une relation dans un dossier scellé.",
            "Put an audit, some posts or a relation into one sealed bundle.",
        ),
        epilog=_MAKE_EXAMPLES,
    )(make_bundle)
    evidence.command(
        "verify",
        cls=SpokenCommand,
        help=word(
            "Dit si un dossier est intact, sinon ce qui a changé (statut 0, 1 ; 2 : pas un dossier).",
            "Say whether a bundle is intact, or what changed (status 0, 1; 2: not a bundle).",
        ),
        epilog=_VERIFY_EXAMPLES,
    )(verify_bundle)
    evidence.command(
        "key",
        cls=SpokenCommand,
        help=word("Montre la clé publique de vos sceaux.", "Show the public key of your seals."),
        epilog=_KEY_EXAMPLES,
    )(show_key)
    evidence.command(
        "capture",
        cls=SpokenCommand,
        help=word(
            "Dit ce que prouve une capture : WARC, WACZ, ou une image à marque C2PA.",
            "Say what a capture proves: WARC, WACZ, or a picture with a C2PA mark.",
        ),
        epilog=_CAPTURE_EXAMPLES,
    )(look_at_capture)
    app.add_typer(evidence, name="evidence")


def make_bundle(
    audit: Path | None = typer.Argument(
        None, metavar=word("AUDIT", "AUDIT_DIR"), help=word("Dossier écrit par audit.", "Folder written by audit.")
    ),
    out: Path = typer.Option(
        ..., "--out", metavar=_FILE, help=word("Dossier de preuve à écrire.", "Bundle to write.")
    ),
    post: list[str] = typer.Option(
        [],
        "--post",
        metavar="ID",
        help=word("Cette publication seule. Répétable.", "Only this post. May be repeated."),
    ),
    relation: list[Path] = typer.Option(
        [], "--relation", metavar=_FILE, help=word("Relations (relation/1). Répétable.", "Relations (relation/1).")
    ),
    findings: list[Path] = typer.Option(
        [],
        "--findings",
        metavar=_FILE,
        help=word("Constats sur ces relations (finding/1).", "Findings on those relations (finding/1)."),
    ),
    attach: list[Path] = typer.Option(
        [],
        "--attach",
        metavar=_FILE,
        help=word("Fichier joint tel quel : contrat, capture.", "A file that goes in as it is: contract, capture."),
    ),
    originals: bool = typer.Option(
        True,
        "--originals/--no-originals",
        help=word("Avec les originaux gardés par l’audit.", "With the originals that the audit kept."),
    ),
    at: str | None = typer.Option(
        None, "--at", metavar="DATE", help=word("Jour que vous déclarez.", "The day that you state.")
    ),
    lang: str | None = typer.Option(
        None, "--lang", metavar="fr|en", help=word("Langue de la page.", "Language of the page.")
    ),
    key: Path | None = typer.Option(
        None, "--key", metavar=_FILE, help=word("Clé qui scelle (la vôtre).", "Key that seals (your own).")
    ),
    timestamp: Path | None = typer.Option(
        None, "--timestamp", metavar=_FILE, help=word("Horodatage RFC 3161 à joindre.", "RFC 3161 token to attach.")
    ),
    timestamp_request: Path | None = typer.Option(
        None,
        "--timestamp-request",
        metavar=_FILE,
        help=word("Écrit la demande d’horodatage.", "Write the request for a time-stamp."),
    ),
) -> int:
    from perenne.cli.days import day
    from perenne.cli.sealing import check_target, explain, say_what_was_made
    from perenne.evidence.gathering import Request, check
    from perenne.evidence.keys import sealing_key
    from perenne.evidence.order import Order, carry_out

    check_target(out)
    language, stated = written(lang), day(at)
    request = Request(
        audit=audit,
        posts=tuple(post),
        relations=tuple(relation),
        findings=tuple(findings),
        attached=tuple(attach),
        originals=originals,
    )
    check(request)
    used = sealing_key(key)
    explain(used)
    order = Order(
        request=request,
        key=used,
        language=language,
        stated_on=stated.isoformat() if stated else None,
        out=out,
        timestamp=timestamp,
        timestamp_request=timestamp_request,
    )
    say_what_was_made(carry_out(order), used, out)
    return 0


def verify_bundle(
    bundle: Path = typer.Argument(
        ..., metavar=_FILE, help=word("Dossier de preuve à vérifier.", "Bundle to verify.")
    ),
    key: str | None = typer.Option(
        None,
        "--key",
        metavar=word("CLÉ", "KEY"),
        help=word(
            "Clé attendue : identifiant, clé publique, ou fichier.",
            "Expected key: its id, the public key, or a file.",
        ),
    ),
    timestamp_ca: Path | None = typer.Option(
        None,
        "--timestamp-ca",
        metavar=_FILE,
        help=word("Certificat de l’autorité d’horodatage (PEM).", "Certificate of the time-stamp authority (PEM)."),
    ),
    as_json: bool = typer.Option(
        False, "--json", help=word("Le verdict en JSON, sur la sortie standard.", "The verdict as JSON.")
    ),
) -> int:
    from perenne.cli.verdicts import is_bad, print_verdict, say_verdict, stamp_of
    from perenne.evidence.keys import stated_key_id
    from perenne.evidence.untrusted import named
    from perenne.evidence.verify import verify

    expected = stated_key_id(key) if key is not None else None
    with named(bundle) as stream:
        verdict = verify(stream, expected)
    stamped = stamp_of(verdict, timestamp_ca)
    if as_json:
        print_verdict(verdict, stamped)
    say_verdict(verdict, stamped, expected is not None)
    if verdict.state == "not_a_bundle":
        return NOT_A_BUNDLE
    return DONE if verdict.state == "intact" and not is_bad(stamped) else BAD_ANSWER


def show_key(
    key: Path | None = typer.Option(
        None, "--key", metavar=_FILE, help=word("Une autre clé que la vôtre.", "Another key than your own.")
    ),
) -> int:
    from perenne.cli.sealing import explain
    from perenne.evidence.keys import sealing_key

    used = sealing_key(key)
    explain(used)
    print(used.id)
    print(used.public.hex())
    return 0


def look_at_capture(
    captures: list[Path] = typer.Argument(
        ..., metavar=_FILE, help=word("WARC, WACZ, image.", "WARC, WACZ, picture.")
    ),
    as_json: bool = typer.Option(False, "--json", help=word("Un objet JSON par fichier.", "One JSON object a file.")),
) -> int:
    from perenne.cli.verdicts import print_looked, say_looked
    from perenne.evidence.captures.look import look

    broken = False
    for capture in captures:
        looked = look(capture)
        broken = broken or looked.is_broken
        if as_json:
            print_looked(capture.name, looked)
        else:
            say_looked(capture.name, looked)
    return BAD_ANSWER if broken else DONE
