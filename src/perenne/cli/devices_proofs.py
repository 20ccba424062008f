"""``perenne devices import``, ``ask`` and ``declare``: how proofs come into a register."""

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from perenne.cli.console import say, word
from perenne.model.bilingual import Bilingual, counted
from perenne.model.errors import UsageError

if TYPE_CHECKING:
    from perenne.devices.importing.seen import Imported

_REGISTER = word("DOSSIER", "FOLDER")


def bring(
    paths: list[Path] = typer.Argument(
        ..., metavar=word("FICHIER...", "FILE..."),
        help=word("Export d’une console, feuille remplie ou déclaration signée.",
                  "Export of a console, sheet filled in or signed declaration."),
    ),
    register: Path = typer.Option(
        ..., "--register", metavar=_REGISTER, help=word("Le dossier du registre.", "The folder of the register.")
    ),
    mapping: Path | None = typer.Option(
        None, "--map", metavar=word("FICHIER", "FILE"),
        help=word("Ce que sont les colonnes d’un tableau (TOML).", "What the columns of a table are (TOML)."),
    ),
    preview: bool = typer.Option(
        False, "--preview", help=word("Dit ce qui serait gardé, n’écrit rien.",
                                      "Say what would be kept, write nothing."),
    ),
) -> None:  # fmt: skip
    from perenne.cli.console import printable
    from perenne.devices.importing.bringing import as_lines
    from perenne.devices.importing.bringing import bring as brought
    from perenne.devices.importing.seen import Asked
    from perenne.devices.importing.table import Mapping, load_mapping
    from perenne.devices.register import own_rules, read_register
    from perenne.devices.rule import with_own

    if not register.is_dir():
        raise UsageError(
            fr=f"« {register} » n’est pas un dossier : les preuves s’y gardent à part (docs/devices.md)",
            en=f"“{register}” is no folder: proofs are kept apart in it (docs/devices.md)",
        )
    read = read_register(register)
    asked = Asked.by(read, with_own(own_rules(register)))
    choices = load_mapping(mapping) if mapping is not None else Mapping()
    found = [(path, brought(path, read, asked, choices)) for path in paths]
    for path, each in found:
        if preview:
            for line in as_lines(each.evidence).splitlines():
                print(printable(line.decode()))
        elif each.evidence:
            _keep(register, each, as_lines(each.evidence))
        _tell(path, each, preview=preview)


def _keep(register: Path, found: "Imported", lines: bytes) -> None:
    from perenne.cli.writing import write_beside
    from perenne.devices.register import PROOFS
    from perenne.report.place import said_plainly

    folder = register / PROOFS
    with said_plainly(folder):
        folder.mkdir(mode=0o700, exist_ok=True)
    write_beside(folder / f"{found.evidence[0].original.sha256[:16]}.ndjson", [lines])


def _tell(path: Path, found: "Imported", *, preview: bool) -> None:
    kept = counted(len(found.evidence), "preuve", "proof")
    would = Bilingual(fr="seraient gardées", en="would be kept") if preview else Bilingual(fr="gardées", en="kept")
    more = [
        counted(
            found.strangers,
            "appareil hors du registre/appareils hors du registre",
            "device not in the register/devices not in the register",
        ),
        counted(
            found.undated, "appareil sans date/appareils sans date", "device without a day/devices without a day"
        ),
        counted(
            found.silent,
            "appareil qui ne dit rien de ce qui est demandé/appareils qui ne disent rien de ce qui est demandé",
            "device that says nothing of what is asked/devices that say nothing of what is asked",
        ),
        counted(
            found.beside,
            "réponse que rien ne demande/réponses que rien ne demande",
            "answer that nothing asks for/answers that nothing asks for",
        ),
    ]
    counts = (found.strangers, found.undated, found.silent, found.beside)
    left = [each for each, count in zip(more, counts, strict=True) if count]
    fr = f" ; laissés de côté : {', '.join(each.fr for each in left)}" if left else ""
    en = f"; left out: {', '.join(each.en for each in left)}" if left else ""
    say(
        Bilingual(
            fr=f"{path.name} : {kept.fr}, {would.fr}{fr}. Rien d’autre du fichier n’est gardé.",
            en=f"{path.name}: {kept.en}, {would.en}{en}. Nothing else of the file is kept.",
        ),
        path.name,
    )  # fmt: skip


def ask(
    register: Path = typer.Argument(
        ..., metavar=word("REGISTRE", "REGISTER"), help=word("Le dossier du registre.", "The folder of the register.")
    ),
    device: str | None = typer.Option(
        None, "--device", metavar="ID", help=word("D’un seul appareil.", "Of one device alone.")
    ),
    out: Path = typer.Option(
        Path("questions.csv"), "--out", metavar=word("FICHIER", "FILE"),
        help=word("Feuille à écrire.", "Sheet to write."),
    ),
    on: str | None = typer.Option(
        None, "--on", metavar="DATE", help=word("Le jour dont on parle (défaut : aujourd’hui).",
                                                "The day that is spoken of (default: today)."),
    ),
    lang: str | None = typer.Option(
        None, "--lang", metavar="fr|en", help=word("La langue de la feuille.", "The language of the sheet.")
    ),
) -> None:  # fmt: skip
    from perenne.cli.console import written
    from perenne.cli.devices import checked_register
    from perenne.cli.writing import write_beside
    from perenne.devices.asking import open_questions
    from perenne.report.devices.sheet import question_sheet

    language = written(lang)
    checked = checked_register(register, on)
    if device is not None and device not in checked.by_device:
        raise UsageError(
            fr=f"l’appareil « {device} » n’est pas en service au registre ({', '.join(checked.by_device)})",
            en=f"the device “{device}” is not in use in the register ({', '.join(checked.by_device)})",
        )
    questions = open_questions(checked, device)
    _check_sheet(out)
    write_beside(out, [question_sheet(questions, language)])
    number = counted(len(questions), "question", "question")
    say(Bilingual(fr=f"Écrit : {number.fr} dans {out}", en=f"Written: {number.en} into {out}"), str(out))


def _check_sheet(out: Path) -> None:
    """A sheet that was filled in is never replaced."""
    if out.exists():
        raise UsageError(
            fr=f"« {out} » existe : choisissez un autre nom avec --out, des réponses s’y trouvent peut-être",
            en=f"“{out}” exists: choose another name with --out, there may be answers in it",
        )


def declare(
    sheet: Path = typer.Argument(
        ..., metavar=word("FEUILLE", "SHEET"),
        help=word("La feuille de questions, remplie pour un appareil.", "The sheet, filled in for one device."),
    ),
    out: Path = typer.Option(
        Path("declaration.json"), "--out", metavar=word("FICHIER", "FILE"),
        help=word("Déclaration à écrire.", "Declaration to write."),
    ),
    key: Path | None = typer.Option(
        None, "--key", metavar=word("FICHIER", "FILE"),
        help=word("Clé Ed25519 (PEM) ; sinon la vôtre.", "Ed25519 key (PEM); else your own."),
    ),
) -> None:  # fmt: skip
    from perenne.cli.sealing import explain
    from perenne.cli.writing import write_beside
    from perenne.devices.declared import signed
    from perenne.devices.importing.checklist import declaration_in
    from perenne.evidence.keys import sealing_key
    from perenne.model.wire import encode

    declaration = declaration_in(sheet)
    used = sealing_key(key)
    explain(used)
    write_beside(out, [encode(signed(declaration, used.key)) + b"\n"])
    say(
        Bilingual(
            fr=f"Signé avec la clé {used.id} : {out}. La clé dit que rien n’a changé, non qui a répondu.",
            en=f"Signed with the key {used.id}: {out}. The key says that nothing changed, not who answered.",
        ),
        str(out),
        used.id,
    )
