"""``perenne desk`` for whoever runs its machine: backup, restore, a link to a new password."""

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from perenne.cli.console import say, word
from perenne.cli.speech import SpokenCommand
from perenne.cli.statuses import DONE
from perenne.model.bilingual import Bilingual
from perenne.model.errors import UsageError

PORT = 8765
"""Where the desk listens unless told otherwise."""

if TYPE_CHECKING:
    from perenne.desk.environment import Surroundings


def add_to(desk: typer.Typer) -> None:
    """Add the verbs to ``desk``."""
    desk.command(
        "backup",
        cls=SpokenCommand,
        help=word(
            "Sauvegarde tout le bureau dans un fichier vérifié, pendant qu’on y travaille.",
            "Back the whole desk up into one verified file, while people work.",
        ),
        epilog=word(
            "Exemple :\n\n\b\n  perenne desk backup sauvegardes", "Example:\n\n\b\n  perenne desk backup backups"
        ),
    )(backup)
    desk.command(
        "restore",
        cls=SpokenCommand,
        help=word(
            "Remet une sauvegarde dans un bureau vide, puis vérifie le journal et chaque ligne.",
            "Put a backup into an empty desk, then verify the journal and every row.",
        ),
        epilog=word(
            "Exemple :\n\n\b\n  PERENNE_DESK_DATA=neuf perenne desk restore sauvegarde.zip",
            "Example:\n\n\b\n  PERENNE_DESK_DATA=new perenne desk restore backup.zip",
        ),
    )(restore)
    desk.command(
        "import-export",
        cls=SpokenCommand,
        help=word(
            "Remet l’export d’une organisation (« Tout emporter ») dans un bureau vide, aux mêmes empreintes.",
            "Put the export of an organisation (“Take everything”) into an empty desk, to the same hashes.",
        ),
        epilog=word(
            "Exemple :\n\n\b\n  PERENNE_DESK_DATA=neuf perenne desk import-export perenne-export.zip",
            "Example:\n\n\b\n  PERENNE_DESK_DATA=new perenne desk import-export perenne-export.zip",
        ),
    )(import_export)
    desk.command(
        "reset-password",
        cls=SpokenCommand,
        help=word(
            "Donne un lien, valable une fois et 24 heures, pour choisir un nouveau mot de passe.",
            "Give a link, good once and for 24 hours, by which a new password is chosen.",
        ),
        epilog=word(
            "Exemple :\n\n\b\n  perenne desk reset-password lina@exemple.fr",
            "Example:\n\n\b\n  perenne desk reset-password lina@example.org",
        ),
    )(reset_password)


def backup(
    target: Path = typer.Argument(
        metavar=word("FICHIER|DOSSIER", "FILE|FOLDER"),
        help=word("Fichier à écrire, ou dossier où l’écrire.", "File to write, or folder to write it into."),
    ),
    with_sealing_key: bool = typer.Option(
        False,
        "--with-sealing-key",
        help=word("Avec la clé qui scelle les dossiers de preuve.", "With the key that seals evidence bundles."),
    ),
) -> int:
    """Write a backup."""
    _prepare()
    from perenne.desk.keeping.backup import backup as keep

    kept = keep(target, sealing_key=with_sealing_key)
    say(
        Bilingual(
            fr=f"Sauvegarde vérifiée : {kept.file} (lignes : {kept.rows}, fichiers : {kept.files})",
            en=f"Verified backup: {kept.file} (rows: {kept.rows}, files: {kept.files})",
        ),
        str(kept.file),
    )
    if kept.damaged:
        say(
            Bilingual(
                fr=f"Originaux abîmés, sauvegardés tels qu’ils sont : {kept.damaged}",
                en=f"Damaged originals, backed up as they are: {kept.damaged}",
            )
        )
    say(_WITH_KEY if with_sealing_key else _WITHOUT_KEY)
    return DONE


_WITHOUT_KEY = Bilingual(
    fr="Elle contient des données de personnes : gardez-la comme le bureau lui-même. La clé qui scelle n’y est pas ; "
    "sans elle, un bureau restauré en fait une autre (--with-sealing-key l’ajoute).",
    en="It holds data of people: keep it as you keep the desk itself. The sealing key is not in it; without it a "
    "restored desk makes another (--with-sealing-key adds it).",
)
_WITH_KEY = Bilingual(
    fr="Elle contient des données de personnes et la clé qui scelle : qui la lit peut sceller en votre nom. "
    "Gardez-la sous clé.",
    en="It holds data of people and the sealing key: whoever reads it can seal in your name. Keep it locked away.",
)


def restore(
    file: Path = typer.Argument(metavar=word("FICHIER", "FILE"), help=word("La sauvegarde.", "The backup.")),
) -> int:
    """Put a backup back into an empty desk."""
    told = _prepare()
    from perenne.desk.keeping.restore import restore as put_back

    done = put_back(file, told.data)
    say(
        Bilingual(
            fr=f"Restauré et vérifié. Lignes : {done.rows}, fichiers : {done.files}, actes : {done.acts} ; la chaîne "
            f"du journal tient ({done.head[:16]}). Chacun se connecte de nouveau.",
            en=f"Restored and verified. Rows: {done.rows}, files: {done.files}, acts: {done.acts}; the chain of the "
            f"journal holds ({done.head[:16]}). Everybody signs in again.",
        )
    )
    if done.sealing_key:
        say(Bilingual(fr="La clé qui scelle est restaurée aussi.", en="The sealing key is restored too."))
    return DONE


def import_export(
    file: Path = typer.Argument(metavar=word("FICHIER", "FILE"), help=word("L’export.", "The export.")),
) -> int:
    """Put an export back into an empty desk."""
    told = _prepare()
    from perenne.desk.leaving.bringing import bring

    done = bring(file, told.data)
    say(
        Bilingual(
            fr=f"Remis en place, aux mêmes empreintes. Lignes : {done.rows}, fichiers : {done.files}, actes : "
            f"{done.acts}, contenu : {done.content}. Chacun reçoit un nouveau mot de passe (perenne desk "
            "reset-password).",
            en=f"Put back, to the same hashes. Rows: {done.rows}, files: {done.files}, acts: {done.acts}, content: "
            f"{done.content}. Everybody needs a new password (perenne desk reset-password).",
        )
    )
    return DONE


def reset_password(
    email: str = typer.Argument(
        metavar=word("ADRESSE", "ADDRESS"),
        help=word("Adresse de connexion de la personne.", "Address with which the person signs in."),
    ),
    second_factor: bool = typer.Option(
        False,
        "--second-factor",
        help=word("Retire aussi le second facteur, perdu avec.", "Take away the second factor too, lost with it."),
    ),
    port: int = typer.Option(PORT, min=1, max=65_535, help=word("Port du bureau.", "Port of the desk.")),
) -> int:
    """Print a link to a new password."""
    told = _prepare()
    from perenne.desk.launch import address_of
    from perenne.desk.people.models import Person
    from perenne.desk.people.passwords import link_here

    person = Person.objects.filter(email=email.lower()).first()
    if person is None:
        raise UsageError(
            fr="personne ne se connecte avec cette adresse : vérifiez-la dans « Personnes et rôles »",
            en="nobody signs in with this address: check it under “People and roles”",
        )
    link = f"{address_of(told, port)}password/{link_here(person, second_factor=second_factor)}/"
    say(
        Bilingual(
            fr=f"Lien à transmettre à {person.name}, valable une fois et 24 heures : {link}",
            en=f"Link to pass on to {person.name}, good once and for 24 hours: {link}",
        ),
        link,
    )
    return DONE


def _prepare() -> "Surroundings":
    from perenne.cli.desk import launched

    return launched().prepare(say)  # type: ignore[no-any-return]
