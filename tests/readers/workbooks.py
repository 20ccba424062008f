"""Workbooks made for tests, as a spreadsheet program saves them."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from xml.sax.saxutils import escape

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


_OPEN_DOCUMENT = "urn:oasis:names:tc:opendocument:xmlns:"
_SPACES = " ".join(f'xmlns:{name}="{_OPEN_DOCUMENT}{name}:1.0"' for name in ("office", "table", "text"))


def open_document(tables: Mapping[str, str], kind: str = "spreadsheet") -> bytes:
    """An ODS with one table a name around its rows in XML, with the parts that LibreOffice writes."""
    body = "".join(f'<table:table table:name="{name}">{rows}</table:table>' for name, rows in tables.items())
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_SPACES}><office:body><office:{kind}>'
        f"{body}</office:{kind}></office:body></office:document-content>"
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}", zipfile.ZIP_STORED)
        archive.writestr("content.xml", content)
        archive.writestr("styles.xml", f"<office:document-styles {_SPACES}/>")
        archive.writestr("Pictures/1.png", b"\x89PNG" * 10)
        archive.writestr("META-INF/manifest.xml", '<!DOCTYPE x><manifest xmlns="urn:manifest"/>')
    return file.getvalue()


def ods_row(*values: Value, times: int = 1) -> str:
    """A row of an ODS, written ``times`` times."""
    repeated = f' table:number-rows-repeated="{times}"' if times > 1 else ""
    return f"<table:table-row{repeated}>{''.join(map(_ods_cell, values))}</table:table-row>"


def _ods_cell(value: Value) -> str:
    match value:
        case None:
            return "<table:table-cell/>"
        case bool():
            said = f'office:value-type="boolean" office:boolean-value="{str(value).lower()}"'
        case float():
            said = f'office:value-type="float" office:value="{value}"'
        case date():
            said = f'office:value-type="date" office:date-value="{value.isoformat()}"'
        case time():
            said = f'office:value-type="time" office:time-value="PT{value:%HH%MM%SS}"'
        case _:
            said = 'office:value-type="string"'
    return f"<table:table-cell {said}><text:p>{escape(str(value))}</text:p></table:table-cell>"


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
