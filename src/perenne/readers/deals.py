"""A table of deals, CSV or XLSX: one row what one creator received from one advertiser.

Amounts count excluding VAT. A column that says TTC, or does not say, gives no value: its cell stands in the note of
the deal, as does every cell that could not be read. A row without creator or advertiser, or with a date that cannot
be read, is a reject.
"""

from collections.abc import Iterator
from functools import partial
from typing import Any, BinaryIO, get_args

import msgspec

from perenne.model.bilingual import Bilingual
from perenne.model.errors import UnreadableFile
from perenne.model.reject import Reject
from perenne.model.relation import DealKind, Relation
from perenne.model.wire import RecordError, convert
from perenne.readers import headers
from perenne.readers.columns import name_columns
from perenne.readers.delimited import Damaged, Row, as_text
from perenne.readers.grid import check_decided, open_grid, settled, shown_headers
from perenne.readers.headers.cells import Cells, Layout, RowReader, Special, country, forms, handle, holds_private
from perenne.readers.mapping import Mapping
from perenne.readers.reading import Origin
from perenne.readers.table import check_width, holds_deals
from perenne.readers.table_posts import UNREADABLE_DATE

FORMAT = "deals-table/1"

_INCL_VAT = "TTC, pas HT / incl. VAT, not excl."
_VAT_UNSAID = "HT ou TTC : non dit / VAT not stated"
"""Notes are the row's own words, in no language of ours: so both stand there."""
_NO_CREATOR = Bilingual(fr="créateur absent", en="no creator")
_NO_ADVERTISER = Bilingual(fr="annonceur absent", en="no advertiser")
_BACKWARDS = Bilingual(fr="la période finit avant de commencer", en="the period ends before it starts")


def read_deals(stream: BinaryIO, origin: Origin, mapping: Mapping | None = None) -> Iterator[Relation | Reject]:
    """One relation a row, with its one deal. Raises ``UnreadableFile`` for a table of something else."""
    mapping = mapping or Mapping()
    grid = open_grid(stream, mapping, partial(holds_deals, mapping))
    named = name_columns(grid.said, "deals", mapping)
    if not holds_deals(mapping, grid.said):
        shown = shown_headers(grid.said)
        raise UnreadableFile(
            fr="ce tableau ne se lit pas comme des accords : il faut une colonne pour le créateur et une pour "
            f"l’annonceur ; colonnes lues : {shown.fr} ; dites lesquelles dans un fichier de correspondance (--map), "
            'sous [columns], par exemple "Marque" = "advertiser"',
            en="this table does not read as deals: it takes a column for the creator and one for the advertiser; "
            f"columns read: {shown.en}; say which in a mapping file (--map), under [columns], such as "
            '"Brand" = "advertiser"',
        )
    options, doubts, _ = settled(grid, named, mapping.options)
    check_decided((*named.doubts, *doubts))
    reader = RowReader(Layout.of(named, options), _WORDS)
    for row in grid.rows():
        yield (
            Reject(origin.file, row.line, "", row.reason) if isinstance(row, Damaged) else _item(row, reader, origin)
        )


def _item(row: Row, reader: RowReader, origin: Origin) -> Relation | Reject:
    try:
        check_width(row, len(reader.layout.columns))
        record = _record(reader.read(row), reader.layout)
        record["id"] = f"{origin.sha256[:12]}:{row.line}"
        relation = convert(Relation, record)
    except RecordError as problem:
        return Reject(origin.file, row.line, problem.path.removeprefix("deals[0]."), problem.reason)
    return msgspec.structs.replace(relation, source=origin.source(FORMAT, row.line))


def _record(cells: Cells, layout: Layout) -> dict[str, Any]:
    """What a row's cells say of a relation; raises ``RecordError``."""
    values = cells.values
    creator = values.get("creator.handle") or values.get("creator")
    handles = values.get("advertiser.handles", [])
    name = values.get("advertiser", "")
    if name.startswith("@"):
        name, handles = "", [*handles, name.removeprefix("@")]
    if not creator:
        raise RecordError("creator", _NO_CREATOR)
    if not name and not handles:
        raise RecordError("advertiser", _NO_ADVERTISER)
    line = {
        "creator": creator,
        "advertiser": name or handles[0],
        **_days(cells),
        **{field: values.get(field) for field in ("kind", "requested", "value_eur", "objective")},
        "note": _note(cells, layout),
    }
    return {
        "creator": {"handle": creator if _is_handle(creator) else None, "country": values.get("creator.country")},
        "advertiser": {"name": name or None, "handles": handles, "country": values.get("advertiser.country")},
        "deals": [line],
        "contract": _contract(cells),
    }


def _days(cells: Cells) -> dict[str, str]:
    """The civil dates of the deal; raises ``RecordError`` for one that cannot be read, or an end before its start."""
    for field in ("date", "from", "to", "contract.date_signed"):
        if field in cells.unread:
            raise RecordError(field, UNREADABLE_DATE)
    days: dict[str, str] = {
        field: cells.values[field][:10] for field in ("date", "from", "to") if field in cells.values
    }
    if days.get("to", "9") < days.get("from", ""):
        raise RecordError("to", _BACKWARDS)
    return days


def _contract(cells: Cells) -> dict[str, Any] | None:
    """``None`` where no column says anything: a date of signature says that a document was signed."""
    form, signed = cells.values.get("contract.form"), cells.values.get("contract.date_signed")
    if form is None and signed is None:
        return None
    return {"form": form or "signed_document", "date_signed": signed and signed[:10]}


def _note(cells: Cells, layout: Layout) -> str | None:
    """The row's own note, and the cells that give no value: what a person must look at."""
    note = cells.values.get("note", "")
    said = [] if holds_private(note) else [note]
    valued = cells.values.get("value_eur") is not None
    for column in layout.columns:
        if column.field == "value_incl_vat" and column.field in cells.values and not valued:
            said.append(f"{column.header} : {cells.values[column.field]} ({_INCL_VAT})")
        if column.header in cells.extra and (column.read_as == "unclear" or column.field in cells.unread):
            unsaid = f" ({_VAT_UNSAID})" if column.read_as == "unclear" else ""
            said.append(f"{column.header} : {as_text(cells.extra[column.header])}{unsaid}")
    return " ; ".join(filter(None, said)) or None


def _is_handle(text: str) -> bool:
    try:
        return handle(text) == text
    except ValueError:
        return False


def _creator(text: str) -> str:
    """A handle, or a name as it stands."""
    try:
        return handle(text)
    except ValueError:
        return text.strip()


def _kind(text: str) -> str:
    """The one kind of exchange that ``text`` names; raises ``ValueError`` for none or several."""
    kinds = forms(text)
    if len(kinds) != 1 or kinds[0] not in get_args(DealKind):
        raise ValueError("not one kind of exchange")
    return kinds[0]


_WORDS: Special = {
    "creator": _creator,
    "creator.country": country,
    "advertiser.country": country,
    "kind": _kind,
    "contract.form": partial(headers.meaning, "contracts"),
}
