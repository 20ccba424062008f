"""A document in a ZIP container: DOCX or ODT, told by what is in it."""

from typing import BinaryIO

from perenne.contracts.document import Content
from perenne.contracts.reading import docx, odt
from perenne.contracts.reading.packed_xml import opened
from perenne.model.errors import UnreadableFile


def read(stream: BinaryIO) -> Content:
    """The words of the document in ``stream``. Raises ``UnreadableFile``."""
    with opened(stream) as packed:
        names = set(packed.namelist())
        if docx.MAIN in names:
            return docx.read(packed)
        if odt.MAIN in names:
            return odt.read(packed)
    raise UnreadableFile(
        fr="ce ZIP n’est ni un DOCX ni un ODT : donnez le contrat lui-même",
        en="this ZIP is neither DOCX nor ODT: give the contract itself",
    )
