"""TikTok's Commercial Content Library (DSA, article 39): the CSV of its researchers' tools.

One row is a video whose creator switched on TikTok's own disclosure setting. Columns are those of minet
(``id, creator_username, brand_names, create_date_utc, create_timestamp, label, video_views, …``, before version 4
``create_date``) or of collections that add the text read by OCR on the cover (``http_status, collection_datetime_utc,
path, ocr``). It holds no caption: the text of the cover is an overlay.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC
from functools import partial
from typing import Any, BinaryIO

import msgspec

from perenne.model.bilingual import Bilingual
from perenne.model.errors import UnreadableFile
from perenne.model.post import Account, Labels, Post, Source, Stats, TimedText
from perenne.model.reject import Reject
from perenne.model.wire import RecordError
from perenne.readers import delimited
from perenne.readers.collector import has_traces, holds_token, without_tokens
from perenne.readers.delimited import Block, Damaged, Row, as_text
from perenne.readers.headers.cells import exact_id, handle
from perenne.readers.reading import Format, Item, Origin, Says, Sensitive
from perenne.readers.table import check_width
from perenne.readers.table_posts import UNREADABLE_DATE
from perenne.readers.tool_table import NO_ID, WRONG, count, each, fitted, moment

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


def read(stream: BinaryIO, origin: Origin) -> Iterator[Item]:
    """The videos of the collection in ``stream``. Says once that addresses in it are signed.

    Raises ``UnreadableFile`` where it has other columns.
    """
    columns: list[str] = []
    said = False
    for found in delimited.blocks(stream, delimited.examine(stream)):
        if isinstance(found, Damaged):
            yield Reject(origin.file, found.line, "", found.reason)
            continue
        block: Block | None = found if isinstance(found, Block) else fitted(found, len(found.cells))
        if not columns and block is not None:
            columns = _header(block.row(0))
            block = block.below(1)
        if block is None:
            continue
        if isinstance(found, Block) and len(block.columns) == len(columns):
            items = _items(block, columns, origin)
        else:
            sure = isinstance(found, Block)
            items = (_by_itself(row._replace(sure=sure), columns, origin) for row in block.rows())
        signed = () if said else _signed(block)
        for place, item in enumerate(items):
            if not said and place in signed:
                said = True
                yield Sensitive("token")
            yield item


def _signed(block: Block) -> frozenset[int]:
    """The rows of ``block`` that hold an address that is signed."""
    columns: Sequence[Sequence[Any]] = block.columns  # texts, as all that is read from a text
    suspect = [column for column in columns if has_traces("\n".join(column))]
    return frozenset(place for column in suspect for place, cell in enumerate(column) if holds_token(cell))


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


def _by_itself(row: Row, columns: list[str], origin: Origin) -> Item:
    try:
        check_width(row, len(columns))
    except RecordError as problem:
        return Reject(origin.file, row.line, problem.path, problem.reason)
    return next(_items(fitted(row, len(columns)), columns, origin))


def _items(block: Block, columns: list[str], origin: Origin) -> Iterator[Item]:
    """The video of each row, or a reject; what many rows say alike is read once."""
    said: dict[str, Sequence[Any]] = defaultdict(lambda: [""] * len(block.lines))
    for name, column in zip(columns, block.columns, strict=True):
        said[name] = list(map(_last_said, said[name], column)) if name in said else column
    shown = partial(_overlay, read="ocr" in columns)
    rows = zip(
        block.lines,
        each(exact_id, said["id"]),
        _moments(said),
        each(_account, said["creator_username"]),
        each(shown, list(zip(said["ocr"], said["http_status"], strict=True))),
        each(_labels, list(zip(said["label"], said["brand_names"], strict=True))),
        each(_stats, said["video_views"]),
        _extras(said, columns),
        each(_collected_at, said["collection_datetime_utc"]),
        strict=True,
    )
    for line, post_id, published_at, account, overlay, labels, stats, extra, observed_at in rows:
        if post_id is WRONG:
            yield Reject(origin.file, line, "id", NO_ID)
        elif isinstance(published_at, RecordError):
            yield Reject(origin.file, line, published_at.path, published_at.reason)
        else:
            yield Post(
                platform="tiktok",
                post_id=post_id,
                kind="video",
                published_at=published_at,
                account=account,
                overlay=overlay,
                labels=labels,
                stats=_NO_VIEWS if stats is WRONG else stats,
                extra=extra,
                source=Source(
                    file=origin.file, sha256=origin.sha256, line=line, reader=FORMAT, observed_at=observed_at
                ),
            )


def _last_said(before: Any, cell: Any) -> Any:
    return cell if cell and not cell.isspace() else before


def _moments(said: dict[str, Sequence[Any]]) -> list[Any]:
    """The epoch seconds come first: the date beside them is the same instant, in UTC without saying so."""
    found: list[Any] = [None] * len(said["id"])
    for name in reversed(_DATES):
        if name in said:
            wrong = RecordError(name, UNREADABLE_DATE)
            read = each(_moment, said[name])
            found = [
                before if new is _BLANK else wrong if new is WRONG else new
                for before, new in zip(found, read, strict=True)
            ]
    return found


_BLANK = object()


def _moment(cell: str) -> Any:
    return moment(cell, UTC) if cell and not cell.isspace() else _BLANK


def _collected_at(cell: str) -> str | None:
    try:
        return moment(cell, UTC)
    except ValueError:
        return None


def _account(cell: str) -> Account:
    try:
        return Account(handle=handle(cell))
    except ValueError:
        return Account()


def _labels(cells: tuple[str, str]) -> Labels:
    label, sponsors = cells
    return labels_of(label, tuple(part.strip() for part in sponsors.split("|") if part.strip()))


def _overlay(cells: tuple[str, str], read: bool) -> tuple[TimedText, ...] | None:
    """The text of the cover; ``read``: whether somebody looked for one."""
    shown, status = cells
    if shown and not shown.isspace():
        return (TimedText(text=shown),)
    return () if read and status.strip().removesuffix(".0") == _FETCHED else None


_NO_VIEWS = Stats()


def _stats(cell: str) -> Stats:
    """The band of views; raises ``ValueError``."""
    return Stats(views=count(cell))


def _extras(said: dict[str, Sequence[Any]], columns: list[str]) -> list[dict[str, Any]]:
    """What no field takes, the label's own words among it, and a band of views that could not be read."""
    names = [name for name in dict.fromkeys(columns) if name not in _TAKEN]
    kept = [each(_KEPT.get(name, _without_tokens), said[name]) for name in names]
    return [
        {name: cell for name, cell in zip(names, row, strict=True) if cell is not None}
        for row in zip(*kept, strict=True)
    ]


def _without_tokens(cell: str) -> str | None:
    return without_tokens(cell) if cell and not cell.isspace() else None


def _without_queries(cell: str) -> str | None:
    return "|".join(each.partition("?")[0] for each in cell.split("|")) if cell and not cell.isspace() else None


def _unread_views(cell: str) -> str | None:
    try:
        count(cell)
    except ValueError:
        return _without_tokens(cell)
    return None


_KEPT = {"video_views": _unread_views, **dict.fromkeys(_LISTS_OF_ADDRESSES, _without_queries)}


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
