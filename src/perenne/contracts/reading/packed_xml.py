"""The XML inside a packed document: bounded before it is unpacked, no entity resolved, no network."""

import zipfile
from typing import Any, BinaryIO, TypeAlias

from lxml import etree

from perenne.contracts.reading.limits import MAX_UNPACKED, MIB
from perenne.model.errors import UnreadableFile

MAX_MEMBERS = 5_000
Element: TypeAlias = Any
"""An element of lxml, which says nothing of its types."""


def opened(stream: BinaryIO) -> zipfile.ZipFile:
    """The container in ``stream``. Raises ``UnreadableFile`` where it would unpack to more than a contract does."""
    try:
        packed = zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, OSError, ValueError):
        raise damaged() from None
    members = packed.infolist()
    if len(members) > MAX_MEMBERS or sum(each.file_size for each in members) > MAX_UNPACKED:
        raise UnreadableFile(
            fr=f"ce fichier se déploie en plus de {MAX_UNPACKED // MIB} Mio ou de {MAX_MEMBERS} parties : "
            "enregistrez le contrat sans ses images, ou en PDF",
            en=f"this file unpacks to more than {MAX_UNPACKED // MIB} MiB or {MAX_MEMBERS} parts: save the contract "
            "without its pictures, or as PDF",
        )
    return packed


def member(packed: zipfile.ZipFile, name: str) -> Element | None:
    """The XML of ``name``; ``None`` where it is not there. Raises ``UnreadableFile``."""
    try:
        data = packed.read(name)
    except KeyError:
        return None
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, ValueError, EOFError):
        raise damaged() from None
    except Exception as problem:  # what the decompressor says of broken data is of many kinds
        raise damaged() from problem
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise damaged() from None
    if root.getroottree().docinfo.doctype:
        raise UnreadableFile(
            fr="ce fichier déclare des entités XML, ce qu’aucun traitement de texte ne fait : il n’est pas lu",
            en="this file declares XML entities, which no word processor does: it is not read",
        )
    return root


def damaged() -> UnreadableFile:
    return UnreadableFile(
        fr="ce fichier est abîmé : rouvrez-le et enregistrez-le de nouveau, ou donnez-le en PDF",
        en="this file is damaged: open it and save it again, or give it as PDF",
    )


def encrypted() -> UnreadableFile:
    return UnreadableFile(
        fr="ce fichier est protégé par un mot de passe : enregistrez-le sans",
        en="this file is protected by a password: save it without one",
    )
