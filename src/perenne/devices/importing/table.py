"""The table of a management console (CSV, XLSX), with what a person says of its columns. TOML::

[columns]
"Device name" = "device"                        # how the console calls it: an id of the register, or known_as
"Last check-in" = "on"
"TikTok" = "app:com.zhiliaoapp.musically"       # yes or no
"Work account" = "answer:work_account"          # yes or no
"Bundle ID" = "package"                         # where each row is one app of one device
"OS version" = "os_version"
"Patch level" = "patched_on"

[options]
inventory = "whole"       # the rows list every app: what is not listed is absent
on = "2026-11-20"         # of a table without a day
date_order = "dmy"        # or "mdy", "ymd"
os = "ios"
"""

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from io import BytesIO
from pathlib import Path
from typing import Any, Literal

import msgspec

from perenne.devices import catalogue
from perenne.devices.importing.seen import Asked, Seen
from perenne.devices.records import System
from perenne.model.errors import UnreadableFile, UsageError
from perenne.readers import delimited, headers, moments, sheet
from perenne.readers.delimited import Cell, Damaged, Row, as_text
from perenne.readers.mapping import text_of
from perenne.readers.moments import DateOrder

FIELDS = ("device", "on", "package", "os_version", "patched_on", "drop")
APP, ANSWER = "app:", "answer:"


class Options(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    inventory: Literal["whole", "part"] = "part"
    on: date | None = None
    date_order: DateOrder | None = None
    os: str | None = None


@dataclass(frozen=True, slots=True)
class Mapping:
    columns: dict[str, str] = field(default_factory=dict)
    options: Options = field(default_factory=Options)

    def field_of(self, header: str) -> str | None:
        """A column that nobody spoke of is read where its own header is the name of a field."""
        said = self.columns.get(header) or self.columns.get(headers.key(header))
        return said or (header if header in FIELDS or header.startswith((APP, ANSWER)) else None)


def load_mapping(path: Path) -> Mapping:
    """Raises ``UsageError`` that names what is wrong."""
    return parse_mapping(text_of(path), path.name)


def parse_mapping(text: str, name: str) -> Mapping:
    """The mapping that ``text`` (TOML) says. Raises ``UsageError`` that names what is wrong."""
    try:
        said = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError):
        raise UsageError(
            fr=f"{name} : ce fichier de correspondance ne se lit pas comme du TOML",
            en=f"{name}: this mapping file does not read as TOML",
        ) from None
    for part, content in said.items():
        if part not in {"columns", "options"} or not isinstance(content, dict):
            raise _unknown(name, part, ("columns", "options"))
    for wanted in said.get("columns", {}).values():
        _check_field(name, wanted)
    columns = said.get("columns", {})
    try:
        options = msgspec.convert(said.get("options", {}), Options)
    except msgspec.ValidationError as problem:
        key = str(problem).rpartition("`")[0].rpartition("`")[2].removeprefix("$.")
        raise UsageError(
            fr=f"{name} : la valeur de {key} est refusée (options : {', '.join(Options.__struct_fields__)})",
            en=f"{name}: the value of {key} is refused (options: {', '.join(Options.__struct_fields__)})",
        ) from None
    return Mapping({headers.key(header): wanted for header, wanted in columns.items()} | columns, options)


def _check_field(name: str, wanted: Any) -> None:
    if isinstance(wanted, str) and (wanted in FIELDS or wanted.startswith(APP)):
        return
    if isinstance(wanted, str) and wanted.startswith(ANSWER):
        if wanted.removeprefix(ANSWER) not in catalogue.questions():
            raise _unknown(name, wanted.removeprefix(ANSWER), tuple(catalogue.questions()))
        return
    raise _unknown(name, str(wanted), (*FIELDS, APP + "…", ANSWER + "…"))


def _unknown(name: str, said: str, known: Sequence[str]) -> UsageError:
    near = ", ".join(get_close_matches(said, known, n=3, cutoff=0.4) or known)
    return UsageError(
        fr=f"{name} : « {said} » est inconnu ; proches : {near}", en=f"{name}: “{said}” is unknown; near it: {near}"
    )


def rows_of(content: bytes) -> Iterator[Row | Damaged]:
    """The rows of a CSV, or of the first sheet of a workbook that shows one. Raises ``UnreadableFile``."""
    stream = BytesIO(content)
    if not sheet.holds_sheets(content[: len(sheet.OLE)]):
        yield from delimited.rows(stream, delimited.examine(stream))
        return
    shown = [each for each in sheet.sheets(stream) if each.visible]
    if not shown:
        raise UnreadableFile(fr="aucune feuille à lire", en="no sheet to read")
    yield from shown[0].rows()


def order_of(content: bytes) -> DateOrder | None:
    """In which order a spreadsheet wrote its dates: one that parts cells by ``;`` is set to a language that writes
    the day first."""
    if sheet.holds_sheets(content[: len(sheet.OLE)]):
        return None
    return "dmy" if delimited.examine(BytesIO(content)).delimiter == ";" else None


def read(content: bytes, mapping: Mapping, asked: Asked) -> list[Seen]:
    """One device a row, or, with a column ``package``, one app of one device a row. Raises ``UnreadableFile``."""
    rows = rows_of(content)
    header = next((row for row in rows if isinstance(row, Row)), None)
    fields = [mapping.field_of(as_text(cell).strip()) for cell in header.cells] if header else []
    if "device" not in fields or not _says_something(fields):
        raise UnreadableFile(
            fr="aucune colonne « device », ou aucune qui parle d’une application ou d’une question : dites avec "
            "--map ce que sont les colonnes (docs/devices.md)",
            en="no column “device”, or none that speaks of an app or a question: say with --map what the columns are "
            "(docs/devices.md)",
        )
    options = mapping.options
    if options.date_order is None:
        options = msgspec.structs.replace(options, date_order=order_of(content))
    read_rows = [_row(row, fields, options) for row in rows]
    if "package" in fields:
        return _by_device(read_rows, options, asked)
    return [_one(each, options, asked) for each in read_rows]


def _says_something(fields: Sequence[str | None]) -> bool:
    return any(each and (each == "package" or each.startswith((APP, ANSWER))) for each in fields)


@dataclass(frozen=True, slots=True)
class _Read:
    line: int
    device: str
    on: date | None
    package: str
    flags: dict[str, bool]
    version: str | None
    patched_on: date | None


def _row(row: Row | Damaged, fields: Sequence[str | None], options: Options) -> _Read:
    if isinstance(row, Damaged):
        raise _wrong(row.line, row.reason.fr, row.reason.en)
    cells = {name: cell for name, cell in zip(fields, row.cells, strict=False) if name is not None}
    said = {name: as_text(cell).strip() for name, cell in cells.items()}
    flags = {name: _flag(text, row.line) for name, text in said.items() if name.startswith((APP, ANSWER)) and text}
    return _Read(
        row.line,
        said.get("device", ""),
        _day(cells.get("on"), row.line, options) or options.on,
        said.get("package", ""),
        flags,
        said.get("os_version") or None,
        _day(cells.get("patched_on"), row.line, options),
    )


def _flag(text: str, line: int) -> bool:
    try:
        return headers.flag(text)
    except ValueError:
        raise _wrong(line, "une réponse est oui ou non", "an answer is yes or no") from None


def _day(cell: Cell, line: int, options: Options) -> date | None:
    try:
        said = moments.day(cell, options.date_order)
    except ValueError:
        raise _wrong(
            line,
            "une date ne se lit pas : dites avec date_order dans quel ordre elle est écrite",
            "a date cannot be read: say with date_order in which order it is written",
        ) from None
    return date.fromisoformat(said) if said else None


def _wrong(line: int, fr: str, en: str) -> UnreadableFile:
    return UnreadableFile(fr=f"ligne {line} : {fr}", en=f"line {line}: {en}")


def _one(row: _Read, options: Options, asked: Asked) -> Seen:
    apps = {name.removeprefix(APP): said for name, said in row.flags.items() if name.startswith(APP)}
    answers = {name.removeprefix(ANSWER): said for name, said in row.flags.items() if name.startswith(ANSWER)}
    kept = {package: said for package, said in sorted(apps.items()) if package in asked.packages}
    return Seen((row.device,), row.on, kept, asked.of_answers(answers), _system(row, options), line=row.line)


def _by_device(rows: Sequence[_Read], options: Options, asked: Asked) -> list[Seen]:
    """A row an app: the rows of one device and one day are one inventory."""
    together: dict[tuple[str, date | None], list[_Read]] = {}
    for row in rows:
        together.setdefault((row.device, row.on), []).append(row)
    return [
        Seen(
            (device,),
            on,
            _listed(found, options, asked),
            system=_system(found[0], options),
            line=found[0].line,
        )
        for (device, on), found in together.items()
    ]


def _listed(rows: Sequence[_Read], options: Options, asked: Asked) -> dict[str, bool]:
    """A list of which a row names no package is not whole: that row may be any app."""
    packages = [row.package for row in rows]
    return asked.of_inventory(packages, whole=options.inventory == "whole" and all(packages))


def _system(row: _Read, options: Options) -> System | None:
    if row.version is None and row.patched_on is None:
        return None
    return System(options.os, row.version, row.patched_on)
