"""What the pages of an import show: its columns, its refused lines, what it would do, the first lines of a file."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from perenne.desk.imports import originals
from perenne.desk.imports.forms import ColumnsForm, becomes
from perenne.desk.imports.models import File, Import, Refused
from perenne.desk.imports.tables import POSTS
from perenne.desk.posts.judging import storable
from perenne.desk.web.words import COUNTS, WORDS
from perenne.model.bilingual import Language
from perenne.report.inert import defused
from perenne.report.voice import Said, Voice

_LINES, _LINE, _HEAD = 20, 200, 2**16


@dataclass(frozen=True, slots=True)
class ShownColumn:
    """``state``: ``sure``, ``asked`` or ``left``; ``field``: the form's."""

    header: str
    tab: str
    sample: str
    field: Any
    reads: Said | str
    note: Said | None
    state: str


def shown_columns(form: ColumnsForm, file: File, voice: Voice) -> Iterator[ShownColumn]:
    """The rows of the columns' page."""
    seen = file.seen or {}
    for place, column in enumerate(form.columns):
        yield ShownColumn(
            header=column["header"],
            tab=column.get("tab", ""),
            sample=column["sample"],
            field=form[f"column_{place}"],
            reads=_reads(column, voice),
            note=_note(column, seen, file.kind, voice),
            state=_state(column, seen),
        )


def _state(column: dict[str, Any], seen: dict[str, Any]) -> str:
    if column["field"] is None:
        return "asked" if column["read_as"] == "unclear" else "left"
    open_amount = column["read_as"] == "money" and not column.get("vat") and "vat" in seen.get("asks", ())
    open_day = column["read_as"] in {"moment", "utc", "day"} and "date_order" in seen.get("asks", ())
    return "asked" if open_amount or open_day else "sure"


def _reads(column: dict[str, Any], voice: Voice) -> Said | str:
    """What the sample says, as a person reads it; else how its column is read."""
    says, read_as = column["says"], column["read_as"]
    if column["field"] is None or says is None:
        return voice.say(WORDS[f"imports.read_as.{read_as}"])
    match says:
        case bool():
            return voice.say(WORDS["imports.yes" if says else "imports.no"])
        case int():
            return voice.figure(says)
        case float():
            return voice.plain(
                f"{says:,.2f}".replace(",", "\u202f").replace(".", ",") if voice.language == "fr" else f"{says:,.2f}"
            )
        case list():
            return ", ".join(each["text"] if isinstance(each, dict) else str(each) for each in says)
        case str() if read_as in {"moment", "utc"}:
            return _moment(says, voice)
        case _:
            return str(says)


def _moment(says: str, voice: Voice) -> Said:
    if "T" not in says:
        return voice.day(date.fromisoformat(says))
    at = datetime.fromisoformat(says)
    return voice.plain(f"{voice.day(at.date())}, {at:%H:%M}{' UTC' if says.endswith('Z') else ''}")


def _note(column: dict[str, Any], seen: dict[str, Any], kind: str, voice: Voice) -> Said | None:
    rows, empty = seen.get("rows", 0), column["empty"]
    if column["field"] in seen.get("rivals", {}):
        return voice.say(WORDS["imports.note.rivals"])
    if column["field"] and empty:
        return voice.figures(COUNTS["imports.empty_cells"], empty)
    if column["field"] and column["sample"] and column["says"] is None and kind == POSTS and rows:
        return voice.say(WORDS["imports.note.unread"])
    return None


def rival_names(file: File, voice: Voice) -> list[Said]:
    """The fields that several columns claim, in words."""
    return [becomes(voice, file.kind, field) for field in (file.seen or {}).get("rivals", {})]


def first_lines(file: File) -> list[str] | None:
    """The first lines of a file, cut; ``None`` where it is no text."""
    with originals.path_of(file.sha256).open("rb") as stream:
        head = stream.read(_HEAD)
    if b"\0" in head:
        return None
    try:
        text = head.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = head.decode("cp1252", "replace")
    return [storable(line)[:_LINE] for line in text.splitlines()[:_LINES]]


def rejects_csv(made: Import, language: Language) -> Iterator[bytes]:
    """The refused lines with their reasons, as a CSV that no spreadsheet runs: mend it and drop it again."""
    refused = made.refused.order_by("file", "line", "pk")
    headers: dict[str, None] = {}
    for cells in refused.exclude(cells=None).values_list("cells", flat=True).iterator(1_000):
        headers |= dict.fromkeys(cells or ())
    yield b"\xef\xbb\xbf"
    yield _csv_line(["file", "line", "field", "reason", *headers], language)
    for each in refused.iterator(1_000):
        reason = each.reason_fr if language == "fr" else each.reason_en
        cells = each.cells or {}
        told = [each.file, str(each.line), each.field, reason, *(cells.get(header, "") for header in headers)]
        yield _csv_line(told, language)


def _csv_line(cells: list[str], language: Language) -> bytes:
    sheet = io.StringIO()
    csv.writer(sheet, delimiter=";" if language == "fr" else ",", lineterminator="\r\n").writerow(map(defused, cells))
    return sheet.getvalue().encode()


def may_be_mended(refused: Refused) -> bool:
    """Whether a line can be put right in place: a row of a table of posts whose cells are known."""
    return refused.cells is not None and refused.source is not None and refused.source.kind == POSTS


def plans(files: list[File]) -> dict[str, int]:
    """What the sheets of partnerships would do, added up."""
    names = ("events", "kept", "created", "completed", "conflicts", "left")
    found = [(file.seen or {}).get("plan", {}) for file in files]
    return {name: sum(each.get(name, 0) for each in found) for name in names}
