"""``perenne devices``: the register of phones, what institutions' rules ask of them, and what proves it."""

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from perenne.cli.console import say, spoken, word
from perenne.cli.devices_due import due
from perenne.cli.devices_proofs import ask, bring, declare
from perenne.cli.speech import SpokenCommand, SpokenGroup
from perenne.cli.statuses import strictly
from perenne.model.bilingual import Bilingual, counted

if TYPE_CHECKING:
    from perenne.devices.judge import Checked

_STRICT = word(
    "Statut 1 si un appareil est non conforme, 3 si un verdict est inconnu.",
    "Exit status 1 where a device is non-compliant, 3 where a verdict is unknown.",
)


def add_to(app: typer.Typer) -> None:
    """Add the command and its verbs to ``app``."""
    devices = typer.Typer(
        cls=SpokenGroup,
        no_args_is_help=True,
        rich_markup_mode=None,
        help=word(
            "Tient le registre des téléphones face aux règles des institutions.",
            "Keep the register of phones against the rules of institutions.",
        ),
    )
    for name, command, fr, en, examples in (
        (
            "check",
            check,
            "Vérifie le registre un jour donné et écrit le rapport.",
            "Check the register on a day and write the report.",
            ("check examples/devices/register", "check examples/devices/register --on 2026-11-24 --out rapport"),
        ),
        (
            "rules",
            rules,
            "Les règles connues, ou l’une d’elles.",
            "The rules that are known, or one of them.",
            ("rules", "rules fr.state.recreational --on 2023-04-01"),
        ),
        (
            "import",
            bring,
            "Garde d’un export les seuls paquets que les règles nomment.",
            "Keep of an export only the packages that rules name.",
            (
                "import examples/devices/android.json --register register",
                "import examples/devices/console.csv --map examples/devices/console.toml --register register",
            ),
        ),
        (
            "ask",
            ask,
            "Écrit la feuille des questions auxquelles aucune preuve récente ne répond.",
            "Write the sheet of questions that no recent proof answers.",
            ("ask examples/devices/register --device studio-2 --out questions.csv",),
        ),
        (
            "declare",
            declare,
            "Signe une feuille remplie : la déclaration de qui détient l’appareil.",
            "Sign a sheet that was filled in: the declaration of the device’s holder.",
            ("declare questions.csv --out declaration.json",),
        ),
        (
            "due",
            due,
            "Les jours qui viennent : exceptions qui finissent, preuves qui se périment.",
            "The days to come: exceptions that end, proofs that become stale.",
            ("due examples/devices/register", "due examples/devices/register --ics devices.ics"),
        ),
    ):
        shown = "".join(f"\n  perenne devices {example}" for example in examples)
        head = word("Exemple :", "Example:") if len(examples) == 1 else word("Exemples :", "Examples:")
        devices.command(name, cls=SpokenCommand, help=word(fr, en), epilog=f"{head}\n\n\b{shown}")(command)
    app.add_typer(devices, name="devices")


def check(
    register: Path = typer.Argument(
        ..., metavar=word("REGISTRE", "REGISTER"), help=word("Le dossier du registre.", "The folder of the register.")
    ),
    on: str | None = typer.Option(
        None, "--on", metavar="DATE", help=word("Le jour de la vérification (défaut : aujourd’hui).",
                                                "The day of the check (default: today)."),
    ),
    more: list[Path] = typer.Option(
        [], "--rules", metavar=word("FICHIER|DOSSIER", "FILE|FOLDER"),
        help=word("D’autres règles de l’organisation (YAML). Répétable.", "More rules of the organisation (YAML)."),
    ),
    out: Path = typer.Option(
        Path("perenne-devices"), "--out", metavar=word("DOSSIER", "FOLDER"),
        help=word("Dossier écrit.", "Folder to write."),
    ),
    lang: str | None = typer.Option(
        None, "--lang", metavar="fr|en", help=word("La langue du rapport.", "The language of the report.")
    ),
    as_json: bool = typer.Option(
        False, "--json", help=word("Un verdict par ligne (device-verdict/1), et aucun dossier.",
                                   "One verdict a line (device-verdict/1), and no folder."),
    ),
    strict: bool = typer.Option(False, "--strict", help=_STRICT),
) -> int:  # fmt: skip
    from perenne.cli.console import written
    from perenne.cli.devices_lines import print_lines, verdict_lines

    language = written(lang)
    checked = checked_register(register, on, more)
    _say_what_does_not_count(checked)
    if as_json:
        _print_json(checked)
    else:
        from perenne.report.devices.folder import write_report

        page = write_report(checked, out, language)
        print_lines(verdict_lines(checked, spoken()))
        say(Bilingual(fr=f"Rapport : {page}", en=f"Report: {page}"), str(page))
    return _status(checked) if strict else 0


def _say_what_does_not_count(checked: "Checked") -> None:
    number = len(checked.register.unsigned)
    if number:
        told = counted(
            number, "déclaration ne compte pas/déclarations ne comptent pas", "declaration does/declarations do"
        )
        say(
            Bilingual(
                fr=f"Attention : {told.fr}, aucune clé connue de l’appareil ne l’a signée telle quelle",
                en=f"Beware: {told.en} not count, no key known of the device signed it as it stands",
            )
        )


def _status(checked: "Checked") -> int:
    words = [each.verdict for each in checked.verdicts]
    unknown = words.count("unknown")
    missing = [counted(unknown, "verdict inconnu/verdicts inconnus", "verdict unknown/verdicts unknown")]
    if not checked.by_device:
        missing = [Bilingual(fr="aucun appareil en service ce jour-là", en="no device in use on that day")]
    return strictly(accuses="non_compliant" in words, missing=missing if unknown or not checked.by_device else [])


def checked_register(place: Path, on: str | None, more: "list[Path] | None" = None) -> "Checked":
    """The register in ``place`` against the rules that ship and its own. Raises ``UsageError``."""
    from perenne.cli.days import day
    from perenne.cli.devices_today import today
    from perenne.devices.judge import check as checked
    from perenne.devices.register import own_rules, read_register
    from perenne.devices.rule import with_own

    when = day(on) or today()
    files = [*own_rules(place), *(each for named in more or [] for each in _rule_files(named))]
    return checked(read_register(place), with_own(files), when)


def _rule_files(named: Path) -> list[Path]:
    return sorted(named.glob("*.yaml")) if named.is_dir() else [named]


def _print_json(checked: "Checked") -> None:
    from perenne.model.wire import encode

    for each in checked.verdicts:
        print(encode(each).decode())


def rules(
    rule: str | None = typer.Argument(
        None, metavar=word("RÈGLE", "RULE"),
        help=word("Comme fr.state.recreational.", "Such as fr.state.recreational."), show_default=False,
    ),
    on: str | None = typer.Option(
        None, "--on", metavar="DATE", help=word("La version de ce jour.", "The version of that day.")
    ),
    register: Path | None = typer.Option(
        None, "--register", metavar=word("DOSSIER", "FOLDER"),
        help=word("Avec les règles propres de ce registre.", "With the own rules of this register."),
    ),
) -> None:  # fmt: skip
    from perenne.cli.days import day
    from perenne.cli.devices_lines import print_lines, rule_lines, rules_list
    from perenne.devices.register import own_rules
    from perenne.devices.rule import with_own

    known = with_own(own_rules(register) if register is not None else [])
    when = day(on)
    if rule is None:
        print_lines(rules_list(known, when, spoken()))
    else:
        print_lines(rule_lines(known.rule(rule), when, spoken()))
