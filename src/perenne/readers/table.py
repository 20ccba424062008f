"""A table of posts (CSV, XLSX, ODS, Parquet), as agencies and researchers keep them: one row a post.

Headers are guessed (``columns``). Which comes first, day or month, and which sign is the decimal one is proven from
the whole columns, in a pass before the reading one: so the stream must be seekable. A person's mapping overrules all.

An empty cell is not recorded: it never proves that a caption, an overlay or a label was absent. A row gives a post,
or a reject where its date, platform or id cannot be read; any other cell that cannot be read stays in ``extra``.

Of a workbook one sheet is read: the one that the mapping names, else the first visible one that looks like posts.
The others are named as ``Other``: two sheets read together would give two rows the same line.
"""

from collections.abc import Iterator, Sequence
from collections.abc import Mapping as Map
from functools import partial
from itertools import chain
from types import MappingProxyType
from typing import BinaryIO, NamedTuple

import msgspec

from perenne.model.bilingual import Bilingual
from perenne.model.errors import UnreadableFile
from perenne.model.post import Post
from perenne.model.reject import Reject
from perenne.model.wire import RecordError
from perenne.readers.columns import Column, Doubt, Named, name_columns, other_table
from perenne.readers.delimited import Block, Damaged, Row, as_text
from perenne.readers.fields import Table
from perenne.readers.grid import Grid, check_decided, open_grid, settled, shown_headers
from perenne.readers.headers.cells import Layout, RowReader, Secret, kept
from perenne.readers.mapping import Mapping
from perenne.readers.plain_rows import PlainRows
from perenne.readers.reading import Format, Item, Origin, Other, Says, Sensitive
from perenne.readers.table_posts import POST_WORDS, post_of

FORMAT = "table/1"


Corrections = Map[int, Map[str, str]]
"""What a person wrote in place of cells: line → header → text."""


def read(
    stream: BinaryIO, origin: Origin, mapping: Mapping | None = None, corrections: Corrections = MappingProxyType({})
) -> Iterator[Item]:
    """The posts of the table in ``stream``; a post whose row was corrected says in ``extra`` what stood there.

    Raises ``UnreadableFile``, also for a table that leaves open what its columns mean: the sentence then says what to
    write in a mapping file.
    """
    mapping = mapping or Mapping()
    grid = open_grid(stream, mapping, partial(holds_posts, mapping))
    yield from grid.others
    named = name_columns(grid.said, "posts", mapping)
    kind = other_table(grid.said, named) or deal_table(grid.said, mapping)
    if kind is not None:
        yield from (Other(kind, row.line) for row in grid.rows())
        return
    if not holds_posts(mapping, grid.said):
        raise _no_posts(grid.said, named)
    options, doubts, signs = settled(grid, named, mapping.options)
    check_decided((*named.doubts, *doubts))
    yield from _posts(grid, Layout.of(named, options, signs), origin, corrections)


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


def deal_table(said: Sequence[str], mapping: Mapping) -> str | None:
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

_TOO_MANY = Bilingual(
    fr="plus de cellules que d’en-têtes : un séparateur est sans doute resté sans guillemets",
    en="more cells than headers: a delimiter probably stands unquoted",
)
_CUT = Bilingual(fr="ligne incomplète : le fichier est coupé ici", en="incomplete row: the file is cut here")


CORRECTED = "corrected"
"""Under which key of ``extra`` stands what a person corrected: header → what the file says there."""


def check_width(row: Row, width: int) -> None:
    """Raises ``RecordError`` for a row that holds more than the header names, or was cut off."""
    if any(as_text(cell).strip() for cell in row.cells[width:]):
        raise RecordError("", _TOO_MANY)
    if not row.sure and len(row.cells) < width:
        raise RecordError("", _CUT)


def read_row(row: Row, headers: Sequence[str], mapping: Mapping, corrected: Map[str, str], origin: Origin) -> Post:
    """The post that ``row`` is with what a person wrote in place of its cells: ``mapping`` says what the whole table
    proved. Raises ``RecordError``."""
    layout = Layout.of(name_columns(headers, "posts", mapping), mapping.options)
    return _OddRows(layout, origin, {row.line: corrected}).post(row)


def _posts(grid: Grid, layout: Layout, origin: Origin, corrections: Corrections) -> Iterator[Item]:
    plain, odd = PlainRows(layout, origin, FORMAT), _OddRows(layout, origin, corrections)
    if any(column.read_as == "private" for column in layout.columns):
        odd.told.add("third_person")
        yield Sensitive("third_person")
    for each in grid.blocks():
        if not isinstance(each, Block):
            yield from odd.items(each)
        elif len(each.columns) != len(layout.columns):
            yield from chain.from_iterable(map(odd.items, each.rows()))
        else:
            for place, post in enumerate(plain.posts(each)):
                if post is not None and each.lines[place] not in corrections:
                    yield post
                else:
                    yield from odd.items(each.row(place))


class _OddRows:
    """Reads by itself each row that is not plain."""

    def __init__(self, layout: Layout, origin: Origin, corrections: Corrections) -> None:
        self._layout, self._origin, self._corrections = layout, origin, corrections
        self._reader = RowReader(layout, POST_WORDS)
        self.told: set[Secret] = set()
        self._secrets: set[Secret] = set()

    def items(self, row: Row | Damaged) -> Iterator[Item]:
        file = self._origin.file
        if isinstance(row, Damaged):
            yield Reject(file, row.line, "", row.reason)
            return
        try:
            yield self.post(row)
        except RecordError as problem:
            yield Reject(file, row.line, problem.path, problem.reason)
        yield from (Sensitive(secret) for secret in sorted(self._secrets - self.told))
        self.told |= self._secrets

    def post(self, row: Row) -> Post:
        """The post of ``row``. Raises ``RecordError``."""
        mended, replaced = self._corrected(row)
        cells = self._reader.read(mended)
        self._secrets |= cells.secrets
        check_width(mended, len(self._layout.columns))
        found = post_of(cells, self._layout, self._origin.source(FORMAT, row.line))
        return msgspec.structs.replace(found, extra={**found.extra, CORRECTED: replaced}) if replaced else found

    def _corrected(self, row: Row) -> tuple[Row, dict[str, str]]:
        """``row`` with what a person wrote in it, and what stood there."""
        written = self._corrections.get(row.line)
        if not written:
            return row, {}
        places = [each.header for each in self._layout.columns]
        cells = [*row.cells, *[None] * (len(places) - len(row.cells))]
        replaced: dict[str, str] = {}
        for place, header in enumerate(places):
            if header in written:
                value, _ = kept(cells[place])
                replaced[header] = "" if value is None else as_text(value)
                cells[place] = written[header]
        return Row(row.line, tuple(cells)), replaced


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
