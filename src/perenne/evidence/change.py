"""What is different in a bundle from what was sealed: one sentence each."""

from dataclasses import dataclass
from typing import Literal

from perenne.model.bilingual import Bilingual, counted

What = Literal[
    "content", "added", "removed", "twice", "order", "packed", "header", "directory", "end", "before", "after",
    "truncated", "repacked", "manifest", "seal", "key", "timestamp",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Change:
    """``path``: the file of the bundle concerned, where it is one."""

    what: What
    path: str | None
    says: Bilingual


def _of(what: What, path: str, fr: str, en: str) -> Change:
    return Change(what, path, Bilingual(fr=f"{path} : {fr}", en=f"{path}: {en}"))


def _whole(what: What, fr: str, en: str) -> Change:
    return Change(what, None, Bilingual(fr=fr, en=en))


def content(path: str) -> Change:
    return _of("content", path, fr="le contenu a changé", en="the content has changed")


def added(path: str) -> Change:
    return _of("added", path, fr="fichier ajouté depuis le scellement", en="a file added since the sealing")


def added_many(most: int) -> Change:
    return _whole(
        "added",
        fr=f"le dossier annonce plus de {most} fichiers : aucun dossier scellé n’en a autant",
        en=f"the bundle lists more than {most} files: no sealed bundle has as many",
    )


def repacked(*, whole: bool) -> Change:
    """``whole``: every content is still the one that was sealed."""
    if whole:
        return _whole(
            "repacked",
            fr="le dossier a été ouvert puis remis en archive : les contenus sont bien ceux qui ont été scellés, "
            "mais le sceau du conteneur est rompu ; redemandez le fichier d’origine",
            en="the bundle was unpacked and packed again: the contents are those that were sealed, but the seal of "
            "the container is broken; ask for the original file",
        )
    return _whole(
        "repacked",
        fr="le dossier a été ouvert puis remis en archive : le sceau du conteneur est rompu",
        en="the bundle was unpacked and packed again: the seal of the container is broken",
    )


def too_large() -> Change:
    return _whole(
        "content",
        fr="décompressés, ses fichiers seraient trop grands : ils n’ont pas été regardés",
        en="unpacked, its files would be too large: they were not looked at",
    )


def removed(path: str) -> Change:
    return _of("removed", path, fr="fichier retiré", en="a file removed")


def twice(path: str) -> Change:
    return _of(
        "twice", path, fr="le dossier contient deux fichiers de ce nom", en="the bundle holds two files of this name"
    )


def order() -> Change:
    return _whole(
        "order",
        fr="les fichiers ne sont plus dans l’ordre où ils ont été scellés",
        en="the files no longer stand in the order in which they were sealed",
    )


def packed(path: str) -> Change:
    return _of(
        "packed",
        path,
        fr="fichier compressé, jamais tel dans un dossier scellé",
        en="compressed, as no file of a sealed bundle is",
    )


def header(path: str, byte: int) -> Change:
    return _of(
        "header", path, fr=f"l’en-tête ZIP a changé (octet {byte})", en=f"the ZIP header has changed (byte {byte})"
    )


def directory(path: str, byte: int) -> Change:
    return _of(
        "directory",
        path,
        fr=f"l’entrée de la table du ZIP a changé (octet {byte})",
        en=f"its entry in the ZIP’s directory has changed (byte {byte})",
    )


def end(byte: int) -> Change:
    return _whole(
        "end", fr=f"la fin du ZIP a changé (octet {byte})", en=f"the end of the ZIP has changed (byte {byte})"
    )


def before(count: int) -> Change:
    return _extra("before", count, fr="au début", en="at the beginning")


def after(count: int) -> Change:
    return _extra("after", count, fr="à la fin", en="at the end")


def _extra(what: What, count: int, *, fr: str, en: str) -> Change:
    octets, number = ("octet", "byte") if count == 1 else ("octets", "bytes")
    return _whole(what, fr=f"ajout {fr} : {count} {octets}", en=f"added {en}: {count} {number}")


def cut() -> Change:
    return _whole(
        "truncated", fr="le fichier est coupé : sa fin manque", en="the file is cut short: its end is missing"
    )


def truncated(size: int, expected: int) -> Change:
    return _whole(
        "truncated",
        fr=f"le fichier est coupé : {size} octets au lieu de {expected}",
        en=f"the file is cut short: {size} bytes instead of {expected}",
    )


def no_manifest(reason: Bilingual) -> Change:
    return Change(
        "manifest",
        "manifest.json",
        Bilingual(fr=f"manifest.json est illisible : {reason.fr}", en=f"manifest.json cannot be read: {reason.en}"),
    )


def manifest() -> Change:
    return _of(
        "manifest", "manifest.json", fr="il a changé depuis le scellement", en="it has changed since the sealing"
    )


def seal_broken() -> Change:
    return _of("seal", "seal.json", fr="le sceau est brisé", en="the seal is broken")


def other_key(stated: str, used: str) -> Change:
    return _of(
        "key",
        "seal.json",
        fr=f"scellé par une autre clé ({used}) que celle du manifeste ({stated})",
        en=f"sealed by another key ({used}) than the one that the manifest names ({stated})",
    )


def unexpected_key(expected: str, used: str) -> Change:
    return _of(
        "key",
        "seal.json",
        fr=f"scellé par la clé {used}, et non par la clé attendue {expected}",
        en=f"sealed by the key {used}, and not by the expected key {expected}",
    )


def timestamp() -> Change:
    return _of("timestamp", "timestamp.tsr", fr="l’horodatage a changé", en="the time-stamp has changed")


def more(count: int) -> Change:
    others = counted(count, "autre changement/autres changements", "more change")
    return _whole("content", fr=f"et {others.fr}", en=f"and {others.en}")
