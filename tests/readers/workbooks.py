"""Workbooks made for tests, as a spreadsheet program saves them."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time

import xlsxwriter

Value = str | float | bool | date | datetime | time | None


def workbook(sheets: Mapping[str, Sequence[Sequence[Value]]], hidden: Sequence[str] = ()) -> bytes:
    """An XLSX with one worksheet a name, its rows from the top; dates and times typed as such."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        day, moment, clock = (
            book.add_format({"num_format": shape}) for shape in ("dd/mm/yyyy", "dd/mm/yyyy hh:mm", "hh:mm")
        )
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            if name in hidden:
                sheet.hide()
            for number, row in enumerate(rows):
                for column, value in enumerate(row):
                    if isinstance(value, (date, time)):
                        shape = moment if isinstance(value, datetime) else day if isinstance(value, date) else clock
                        sheet.write_datetime(number, column, value, shape)
                    elif value is not None:
                        sheet.write(number, column, value)
    return file.getvalue()


def with_part(book: bytes, name: str, content: bytes) -> bytes:
    """``book`` with one of its parts replaced or added."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for part in source.namelist():
            if part != name:
                target.writestr(part, source.read(part))
        target.writestr(name, content)
    return made.getvalue()


def cells(rows: str) -> bytes:
    """A worksheet's XML around ``rows``."""
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<worksheet xmlns="{space}"><sheetData>{rows}</sheetData></worksheet>'.encode()
