"""TikTok's Commercial Content Library (DSA, article 39): the CSV of its researchers' tools.

One row is a video whose creator switched on TikTok's own disclosure setting. Columns are those of minet
(``id, creator_username, brand_names, create_date_utc, create_timestamp, label, video_views, …``, before version 4
``create_date``) or of collections that add the text read by OCR on the cover (``http_status, collection_datetime_utc,
path, ocr``). It holds no caption: the text of the cover is an overlay.
"""

from collections.abc import Iterator
from datetime import UTC
from typing import Any, BinaryIO

import msgspec

from perenne.model.bilingual import Bilingual
from perenne.model.errors import UnreadableFile
from perenne.model.post import Account, Count, Labels, Post, Source, Stats, TimedText
from perenne.model.reject import Reject
from perenne.model.wire import RecordError
from perenne.readers import delimited
from perenne.readers.collector import holds_token, without_tokens
from perenne.readers.delimited import Damaged, Row, as_text
from perenne.readers.headers.cells import exact_id, handle
from perenne.readers.reading import Format, Item, Origin, Says, Sensitive
from perenne.readers.table import UNREADABLE_DATE, check_width
from perenne.readers.tool_table import count, moment

FORMAT = "tiktok-commercial-content/1"

_REQUIRED = ("id", "label")
_TELLING = ("video_views", "brand_names")
"""Columns of which each table of the library has one: what the API gave has no views."""
_DATES = ("create_timestamp", "create_date_utc", "create_date")
_TAKEN = frozenset({"id", "creator_username", "brand_names", "ocr", "collection_datetime_utc", *_DATES})
_LISTS_OF_ADDRESSES = frozenset({"video_urls", "video_cover_image_urls"})
_FETCHED = "200"
"""The HTTP status of a cover that was seen, so that no text on it means that there was none."""

_PAID = Labels(paid_partnership=True)
_PROMOTIONAL = Labels(promotional=True, paid_partnership=False)
_LABELS = {"paid partnership": _PAID, "1": _PAID, "promotional content": _PROMOTIONAL, "2": _PROMOTIONAL}
"""What the library's labels say: content for another business, or for the creator's own and then not the former."""


def labels_of(label: str, sponsors: tuple[str, ...]) -> Labels:
    """What ``label`` says, as a word or as its number, of a video that names ``sponsors``; of a new label nothing."""
    return msgspec.structs.replace(_LABELS.get(label.strip().casefold(), Labels()), sponsors=sponsors)


_NO_ID = Bilingual(fr="identifiant absent ou arrondi par un tableur", en="no id, or one that a spreadsheet rounded")


def read(stream: BinaryIO, origin: Origin) -> Iterator[Item]:
    """The videos of the collection in ``stream``. Says once that addresses in it are signed.

    Raises ``UnreadableFile`` where it has other columns.
    """
    columns: list[str] = []
    said = False
    for row in delimited.rows(stream, delimited.examine(stream)):
        if isinstance(row, Damaged):
            yield Reject(origin.file, row.line, "", row.reason)
        elif not columns:
            columns = _header(row)
        else:
            if not said and any(map(holds_token, map(as_text, row.cells))):
                said = True
                yield Sensitive("token")
            yield _item(row, columns, origin)


def _header(row: Row) -> list[str]:
    columns = [as_text(cell).strip().casefold() for cell in row.cells]
    missing = ", ".join(name for name in _REQUIRED if name not in columns)
    missing = missing or ("" if not {*_TELLING}.isdisjoint(columns) else _TELLING[0])
    if missing or not any(name in columns for name in _DATES):
        raise UnreadableFile(
            fr=f"ce tableau n’a pas les colonnes de la bibliothèque de TikTok ({missing or _DATES[0]}) : reprenez le "
            "fichier d’origine",
            en=f"this table lacks columns of TikTok’s library ({missing or _DATES[0]}): take the original file",
        )
    return columns


def _item(row: Row, columns: list[str], origin: Origin) -> Item:
    try:
        check_width(row, len(columns))
        texts = zip(columns, map(str, row.cells), strict=False)
        cells = {name: text for name, text in texts if text and not text.isspace()}
        return _post(cells, _overlay(cells, columns), origin.source(FORMAT, row.line, _collected_at(cells)))
    except RecordError as problem:
        return Reject(origin.file, row.line, problem.path, problem.reason)


def _post(cells: dict[str, str], overlay: tuple[TimedText, ...] | None, source: Source) -> Post:
    views, extra = _views(cells)
    return Post(
        platform="tiktok",
        post_id=_id(cells),
        kind="video",
        published_at=_published_at(cells),
        account=Account(handle=_handle(cells.get("creator_username", ""))),
        overlay=overlay,
        labels=labels_of(cells.get("label", ""), _list(cells.get("brand_names", ""))),
        stats=Stats(views=views),
        extra=extra,
        source=source,
    )


def _id(cells: dict[str, str]) -> str:
    try:
        return exact_id(cells["id"])
    except (KeyError, ValueError):
        raise RecordError("id", _NO_ID) from None


def _published_at(cells: dict[str, str]) -> str | None:
    """The epoch seconds come first: the date beside them is the same instant, in UTC without saying so."""
    name = next((name for name in _DATES if name in cells), None)
    if name is None:
        return None
    try:
        return moment(cells[name], UTC)
    except ValueError:
        raise RecordError(name, UNREADABLE_DATE) from None


def _collected_at(cells: dict[str, str]) -> str | None:
    try:
        return moment(cells.get("collection_datetime_utc", ""), UTC)
    except ValueError:
        return None


def _handle(text: str) -> str | None:
    try:
        return handle(text)
    except ValueError:
        return None


def _overlay(cells: dict[str, str], columns: list[str]) -> tuple[TimedText, ...] | None:
    if "ocr" in cells:
        return (TimedText(text=cells["ocr"]),)
    fetched = cells.get("http_status", "").strip().removesuffix(".0") == _FETCHED
    return () if fetched and "ocr" in columns else None


def _views(cells: dict[str, str]) -> tuple[Count, dict[str, Any]]:
    """The band of views, and everything that no field takes, the label's own words among it."""
    extra = {
        name: "|".join(each.partition("?")[0] for each in cell.split("|"))
        if name in _LISTS_OF_ADDRESSES
        else without_tokens(cell)
        for name, cell in cells.items()
        if name not in _TAKEN
    }
    try:
        views = count(cells.get("video_views", ""))
    except ValueError:
        return None, extra
    extra.pop("video_views", None)
    return views, extra


def _list(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split("|") if part.strip())


CARD = Format(
    name=FORMAT,
    title=Bilingual(fr="bibliothèque de contenus commerciaux de TikTok", en="TikTok’s commercial content library"),
    read=read,
    versions=Bilingual(
        fr="CSV de minet 3 et 4, CSV de 2024 avec OCR", en="CSV of minet 3 and 4, CSV of 2024 with OCR"
    ),
    checked="real files",
    says=Says(paid_label="yes", ai_label="no", date="yes", counts="yes"),
    columns=(
        frozenset({"id", "create_timestamp", "label", "video_views"}),
        frozenset({"id", "create_timestamp", "label", "brand_names", "creator_username"}),
    ),
)
