"""``perenne devices due``: what ends or becomes stale, as lines or as a calendar file."""

from pathlib import Path

import typer

from perenne.cli.console import say, spoken, word
from perenne.model.bilingual import Bilingual, counted


def due(
    register: Path = typer.Argument(
        ..., metavar=word("REGISTRE", "REGISTER"), help=word("Le dossier du registre.", "The folder of the register.")
    ),
    on: str | None = typer.Option(
        None, "--on", metavar="DATE", help=word("À partir de quel jour (défaut : aujourd’hui).",
                                                "From which day on (default: today)."),
    ),
    ics: Path | None = typer.Option(
        None, "--ics", metavar=word("FICHIER", "FILE"),
        help=word("Écrit un fichier d’agenda.", "Write a calendar file."),
    ),
    lang: str | None = typer.Option(
        None, "--lang", metavar="fr|en", help=word("La langue du fichier.", "The language of the file.")
    ),
) -> None:  # fmt: skip
    from perenne.cli.console import written
    from perenne.cli.devices import checked_register
    from perenne.cli.devices_lines import due_lines, print_lines
    from perenne.cli.writing import write_beside
    from perenne.devices.due import coming
    from perenne.partnerships.calendar import calendar

    language = written(lang)
    checked = checked_register(register, on)
    dues = coming(checked)
    if ics is None:
        print_lines(due_lines(dues, checked, spoken()))
        return
    write_beside(ics, [calendar(dues, checked.on, language)])
    number = counted(len(dues), "date", "date")
    say(Bilingual(fr=f"Écrit : {number.fr} dans {ics}", en=f"Written: {number.en} into {ics}"), str(ics))
