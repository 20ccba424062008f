"""A table of posts (CSV, XLSX, ODS, Parquet), as agencies and researchers keep them: one row a post.

Headers are guessed (``columns``). Which comes first, day or month, and which sign is the decimal one is proven from
the whole columns, in a pass before the reading one: so the stream must be seekable. A person's mapping overrules all.

An empty cell is not recorded: it never proves that a caption, an overlay or a label was absent. A row gives a post,
or a reject where its date, platform or id cannot be read; any other cell that cannot be read stays in ``extra``.

Of a workbook one sheet is read: the one that the mapping names, else the first visible one that looks like posts.
The others are named as ``Other``: two sheets read together would give two rows the same line.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, tzinfo
from functools import cache, partial
from typing import Any, BinaryIO, NamedTuple

import msgspec

from perenne.model.bilingual import Bilingual
from perenne.model.errors import UnreadableFile
from perenne.model.post import Post, Source
from perenne.model.reject import Reject
from perenne.model.wire import RecordError, convert
from perenne.readers import moments
from perenne.readers.columns import Column, Doubt, Named, name_columns, other_table
from perenne.readers.delimited import Damaged, Row, as_text
from perenne.readers.fields import Table
from perenne.readers.grid import Grid, check_decided, open_grid, settled, shown_headers
from perenne.readers.headers.addresses import Address
from perenne.readers.headers.cells import (
    Cells,
    Layout,
    RowReader,
    Secret,
    Special,
    country,
    exact_id,
    forms_or_flag,
    word_within,
)
from perenne.readers.mapping import Mapping
from perenne.readers.reading import Format, Item, Origin, Other, Says, Sensitive

FORMAT = "table/1"


def read(stream: BinaryIO, origin: Origin, mapping: Mapping | None = None) -> Iterator[Item]:
    """The posts of the table in ``stream``.

    Raises ``UnreadableFile``, also for a table that leaves open what its columns mean: the sentence then says what to
    write in a mapping file.
    """
    mapping = mapping or Mapping()
    grid = open_grid(stream, mapping, partial(holds_posts, mapping))
    yield from grid.others
    named = name_columns(grid.said, "posts", mapping)
    kind = other_table(grid.said, named) or _deal_table(grid.said, mapping)
    if kind is not None:
        yield from (Other(kind, row.line) for row in grid.rows())
        return
    if not holds_posts(mapping, grid.said):
        raise _no_posts(grid.said, named)
    options, doubts, signs = settled(grid, named, mapping.options)
    check_decided((*named.doubts, *doubts))
    yield from _posts(grid, Layout.of(named, options, signs), origin)


class Guess(NamedTuple):
    """What a table is taken for: to be shown, saved as a mapping file and mended."""

    columns: tuple[Column, ...]
    doubts: tuple[Doubt, ...]
    mapping: Mapping


def guess(stream: BinaryIO, mapping: Mapping | None = None, table: Table = "posts") -> Guess:
    """What the columns of ``stream`` are taken for; no row is read as a record. Raises ``UnreadableFile``."""
    mapping = mapping or Mapping()
    grid = open_grid(stream, mapping, partial(holds_posts if table == "posts" else holds_deals, mapping))
    named = name_columns(grid.said, table, mapping)
    options, doubts, _ = settled(grid, named, mapping.options)
    decided = (
        (column.header, column.field or ("extra" if column.read_as == "extra" else "drop"))
        for column in named.columns
        if column.header and column.read_as != "unclear"
    )
    return Guess(named.columns, (*named.doubts, *doubts), Mapping(tuple(decided), options))


# What its columns say


def holds_posts(mapping: Mapping, said: Sequence[str]) -> bool:
    """Whether these headers name what a post takes: a platform, and a text, an address or a date with an account."""
    claimed = name_columns(said, "posts", mapping).claimed
    has_platform = mapping.options.platform is not None or not claimed.isdisjoint({"platform", "url"})
    has_content = not claimed.isdisjoint({"text", "url"})
    return has_platform and (has_content or claimed >= {"published_at", "account.handle"})


def holds_deals(mapping: Mapping, said: Sequence[str]) -> bool:
    """Whether these headers name both sides of a deal."""
    claimed = name_columns(said, "deals", mapping).claimed
    return "advertiser" in claimed and not claimed.isdisjoint({"creator", "creator.handle"})


_EXCHANGES = frozenset({"kind", "value_eur", "value_incl_vat", "from", "to", "contract.form"})


def _deal_table(said: Sequence[str], mapping: Mapping) -> str | None:
    """``deal table`` for a table of exchanges, whose rows are no posts."""
    of_a_post = name_columns(said, "posts", mapping).claimed & {"text", "url", "post_id"}
    exchanges = name_columns(said, "deals", mapping).claimed & _EXCHANGES
    return "deal table" if exchanges and not of_a_post and holds_deals(mapping, said) else None


def _no_posts(said: Sequence[str], named: Named) -> UnreadableFile:
    shown = shown_headers(said)
    if named.claimed.isdisjoint({"platform", "url"}) and not named.claimed.isdisjoint({"text", "published_at"}):
        return UnreadableFile(
            fr="rien ne dit de quelle plateforme sont ces publications : dans un fichier de correspondance (--map), "
            f'écrivez sous [options] platform = "instagram" (ou une autre) ; colonnes lues : {shown.fr}',
            en="nothing says of which platform these posts are: in a mapping file (--map), "
            f'write under [options] platform = "instagram" (or another); columns read: {shown.en}',
        )
    return UnreadableFile(
        fr="ce tableau ne se lit pas comme des publications : il faut une plateforme, et un texte, une adresse ou "
        f"une date avec un compte ; colonnes lues : {shown.fr} ; dites lesquelles dans un fichier de correspondance "
        '(--map), sous [columns], par exemple "Légende" = "text"',
        en="this table does not read as posts: it takes a platform, and a text, an address or a date with an "
        f"account; columns read: {shown.en}; say which is which in a mapping file (--map), under [columns], such as "
        '"Caption" = "text"',
    )


# Rows

_WORDS_OF_A_POST = frozenset({"text", "title", "overlay", "speech"})
_TOO_MANY = Bilingual(
    fr="plus de cellules que d’en-têtes : un séparateur est sans doute resté sans guillemets",
    en="more cells than headers: a delimiter probably stands unquoted",
)
_CUT = Bilingual(fr="ligne incomplète : le fichier est coupé ici", en="incomplete row: the file is cut here")
_NO_POST = Bilingual(
    fr="rien d’une publication : ni texte, ni adresse, ni date", en="nothing of a post: no text, address or date"
)
_NO_PLATFORM = Bilingual(
    fr="plateforme absente ou inconnue : écrivez par exemple instagram, tiktok ou youtube",
    en="no platform, or an unknown one: write instagram, tiktok or youtube, for example",
)
UNREADABLE_DATE = Bilingual(fr="date illisible : écrivez 2026-11-20", en="unreadable date: write 2026-11-20")
_ROUNDED = Bilingual(
    fr="identifiant enregistré comme un nombre, ses derniers chiffres sont perdus : mettez la colonne en texte",
    en="the id was saved as a number and lost its last digits: set the column to text",
)


def check_width(row: Row, width: int) -> None:
    """Raises ``RecordError`` for a row that holds more than the header names, or was cut off."""
    if any(as_text(cell).strip() for cell in row.cells[width:]):
        raise RecordError("", _TOO_MANY)
    if not row.sure and len(row.cells) < width:
        raise RecordError("", _CUT)


def _posts(grid: Grid, layout: Layout, origin: Origin) -> Iterator[Item]:
    told: set[Secret] = set()
    if any(column.read_as == "private" for column in layout.columns):
        told.add("third_person")
        yield Sensitive("third_person")
    reader, width = RowReader(layout, _POST_WORDS), len(layout.columns)
    for row in grid.rows():
        if isinstance(row, Damaged):
            yield Reject(origin.file, row.line, "", row.reason)
            continue
        cells = reader.read(row)
        try:
            if len(row.cells) != width:
                check_width(row, width)
            yield _post(cells, layout, origin.source(FORMAT, row.line))
        except RecordError as problem:
            yield Reject(origin.file, row.line, problem.path, problem.reason)
        if not told.issuperset(cells.secrets):
            yield from (Sensitive(secret) for secret in sorted(cells.secrets - told))
            told |= cells.secrets


def _post(cells: Cells, layout: Layout, source: Source) -> Post:
    """The post that a row's cells make; raises ``RecordError``."""
    values = cells.values
    if "account.handle" in cells.unread and cells.unread["account.handle"] in cells.extra:
        values.setdefault("account.name", str(cells.extra.pop(cells.unread["account.handle"])))
    address = values.get("url") or Address(None)
    stated = None if "platform" in cells.unread else values.get("platform") or layout.options.platform
    platform = address.platform or stated  # the address is the surer of the two: its id is taken
    if platform is None:
        raise RecordError("platform", _NO_PLATFORM)
    if "published_at" in cells.unread:
        raise RecordError("published_at", UNREADABLE_DATE)
    post_id = address.post_id or values.get("post_id")
    if post_id is None and "post_id" in cells.unread:
        raise RecordError("post_id", _ROUNDED)
    moment = _with_time(values.get("published_at"), values.pop("published_time", None), layout.zone)
    identity = {"platform": platform, "post_id": post_id, "url": address.url, "published_at": moment}
    if not moment and not address.url and values.keys().isdisjoint(_WORDS_OF_A_POST):
        raise RecordError("", _NO_POST)
    record: dict[str, Any] = {"extra": cells.extra, "source": source}
    for path, value in {"account.handle": address.handle, "kind": address.kind, **values, **identity}.items():
        if value is not None:
            put(record, path, value)
    if "deal" in record:
        _complete_deal(record["deal"])
    try:
        return msgspec.convert(record, Post)
    except msgspec.ValidationError:
        return convert(Post, record)  # which says what is wrong


def put(record: dict[str, Any], path: str, value: Any) -> None:
    """Writes ``value`` at ``path`` (``account.handle``) of a nested record."""
    outer, last = _steps(path)
    for name in outer:
        record = record.setdefault(name, {})
    record[last] = value


@cache
def _steps(path: str) -> tuple[tuple[str, ...], str]:
    *outer, last = path.split(".")
    return tuple(outer), last


def _with_time(moment: str | None, clock: time | None, zone: tzinfo | None) -> str | None:
    """A date alone with the time of day that stands in a column of its own."""
    if moment is None or clock is None or "T" in moment:
        return moment
    return moments.moment(datetime.combine(date.fromisoformat(moment), clock), zone=zone)


def _complete_deal(deal: dict[str, Any]) -> None:
    """What forms, values and names say of the deal beside its own columns."""
    if isinstance(deal.get("forms"), bool):  # a column "contrepartie" that says yes or no
        deal.setdefault("consideration", deal.pop("forms"))
    stated, shown = deal.get("consideration"), bool(deal.get("forms")) or (deal.get("value_eur") or 0) > 0
    if stated is None or (stated is False and shown):  # "no" beside an amount: the row contradicts itself
        deal["consideration"] = "yes" if shown and stated is None else "unknown"
    else:
        deal["consideration"] = "yes" if stated else "no"
    advertiser = deal.get("advertiser", {})
    if (advertiser.get("name") or "").startswith("@"):
        advertiser.setdefault("handles", [advertiser.pop("name").lstrip("@")])


def _timed(text: str) -> list[dict[str, str]]:
    return [{"text": text}]


_POST_WORDS: Special = {
    "platform": partial(word_within, "platforms"),
    "kind": partial(word_within, "kinds"),
    "account.country": country,
    "deal.forms": forms_or_flag,
    "overlay": _timed,
    "speech": _timed,
    "post_id": exact_id,
    "account.id": exact_id,
}


CARD = Format(
    name=FORMAT,
    title=Bilingual(fr="tableaux CSV, XLSX, ODS et Parquet", en="CSV, XLSX, ODS and Parquet tables"),
    read=read,
    versions=Bilingual(
        fr="en-têtes reconnus en français et en anglais, ou dits dans un fichier de correspondance (--map)",
        en="headers recognised in French and English, or said in a mapping file (--map)",
    ),
    checked="real files",
    says=Says(paid_label="sometimes", ai_label="sometimes", date="sometimes", counts="sometimes"),
)
"""Any table that no other card takes."""
