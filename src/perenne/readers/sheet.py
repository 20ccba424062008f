"""The sheets of a workbook (XLSX, ODS) and the table of a Parquet file, read in a confined process."""

import re
from typing import BinaryIO

from perenne.model.errors import UnreadableFile
from perenne.readers.confined import Sheet, sheets_of

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""What a workbook with a password begins with, and one in the format before XLSX."""
PARQUET = re.compile(rb"PAR1[\0-\x1f]")
"""What a Parquet file begins with; a text with these letters goes on otherwise."""


def holds_sheets(start: bytes) -> bool:
    """Whether a file that begins so is read as sheets."""
    return start.startswith((ZIP, OLE)) or PARQUET.match(start) is not None


def sheets(stream: BinaryIO) -> list[Sheet]:
    """The worksheets that hold something, in the order of the workbook; of a Parquet file its one table, row 0 being
    the names of its columns.

    Raises ``UnreadableFile`` for a file that has a password, is broken or too big, or is no XLSX, ODS or Parquet.
    """
    stream.seek(0)
    start = stream.read(len(OLE))
    if start == OLE:
        raise UnreadableFile(
            fr="classeur protégé par mot de passe, ou au format .xls : enregistrez-le en XLSX sans mot de passe",
            en="a workbook with a password, or an .xls: save it as XLSX without password",
        )
    return sheets_of(stream, "parquet" if PARQUET.match(start) else "workbook")
