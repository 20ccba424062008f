"""Plain rows of a table of posts, many at once: each column is read by one call, and what repeats is read once.

A row is plain where every cell of it can be read and none holds what must not travel. Any other row is left to be
read by itself (``table_posts``), which says what is wrong with it.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import tzinfo
from functools import partial
from itertools import repeat
from typing import Any, NamedTuple

import msgspec

from perenne.model.post import Account, Count, Deal, Labels, Media, Post, Source, Stats, TimedText
from perenne.readers import numbers
from perenne.readers.collector import holds_token
from perenne.readers.columns import Column
from perenne.readers.delimited import Block, Cell, as_text
from perenne.readers.fields import POST_FIELDS
from perenne.readers.headers.addresses import Address
from perenne.readers.headers.cells import Layout, kept, says_of
from perenne.readers.reading import Origin
from perenne.readers.table_posts import POST_WORDS, WORDS_OF_A_POST, complete_deal, put, with_time

Says = Callable[[Any], Any]
"""What one cell, or all the cells of one part, say: ``None`` for nothing. Raises ``ValueError``."""
SaysAll = Callable[[Sequence[Any], set[int]], list[Any]]
"""The same of many; the places of those that cannot be read are added to the set."""
Said = dict[str, list[Any]]
"""What each row of a block says, by field."""

_NO_ADDRESS = Address(None)
_NAMES = (
    "platform", "post_id", "url", "kind", "published_at", "account", "title", "text", "language", "first_comment",
    "overlay", "speech", "duration_s", "links", "coauthors", "labels", "media", "deal", "stats", "extra", "source",
)  # fmt: skip
_BARE = {name: getattr(Post(platform="other"), name) for name in _NAMES}
"""The fields of a post that a table has, and what they are where nothing is known."""


class _Read(NamedTuple):
    """A column to read: its field, or its header where it has none; its place; and what its cells say."""

    name: str
    at: int
    says: SaysAll


class PlainRows:
    """Reads the plain rows of one table; ``reader``: the format that its posts are said to be read as."""

    def __init__(self, layout: Layout, origin: Origin, reader: str) -> None:
        self._layout, self._origin, self._reader = layout, origin, reader
        columns = [(at, each) for at, each in enumerate(layout.columns) if each.read_as not in {"private", "dropped"}]
        self._fields = [_Read(each.field, at, _says(each, layout)) for at, each in columns if each.field]
        self._extra = [
            _Read(each.header, at, _one_by_one(_remembered(_kept))) for at, each in columns if not each.field
        ]
        present = {each.name for each in self._fields}
        self._parts = _parts(present | ({"account.handle"} if "url" in present else set()))

    def posts(self, block: Block) -> Sequence[Post | None]:
        """The post of each row of ``block``, which is as wide as the table; ``None`` for a row that is not plain."""
        odd: set[int] = set()
        said: Said = {each.name: each.says(block.columns[each.at], odd) for each in self._fields}
        nothing = [None] * len(block.lines)
        _date(said, self._layout.zone, odd)
        self._identify(said, nothing)
        odd.update(at for at, platform in enumerate(said.get("platform", nothing)) if platform is None)
        odd.update(_nothing_of_a_post(said, nothing))
        for part, (names, says) in self._parts.items():
            said[part] = says(list(zip(*(said.get(name, nothing) for name in names), strict=True)), odd)
        said["extra"] = self._extras(block, odd)
        said["source"] = self._sources(block)
        rows = list(zip(*(said.get(name) or repeat(bare) for name, bare in _BARE.items()), strict=False))
        posts = _each(_post, rows, odd)
        return [None if at in odd else post for at, post in enumerate(posts)] if odd else posts

    def _identify(self, said: Said, nothing: list[None]) -> None:
        """What the addresses, and a person for the whole table, say beside the columns."""
        if (of_all := self._layout.options.platform) is not None:
            said["platform"] = [stated or of_all for stated in said.get("platform", nothing)]
        if "url" not in said:
            return
        addresses = [address or _NO_ADDRESS for address in said["url"]]
        for name in ("platform", "post_id"):  # an address is the surer of the two
            stated = said.get(name, nothing)
            said[name] = [getattr(each, name) or own for each, own in zip(addresses, stated, strict=True)]
        for name, told in (("account.handle", "handle"), ("kind", "kind")):
            stated = said.get(name, nothing)
            said[name] = [own or getattr(each, told) for each, own in zip(addresses, stated, strict=True)]
        said["url"] = [each.url for each in addresses]

    def _extras(self, block: Block, odd: set[int]) -> list[dict[str, Any]]:
        if not self._extra:
            return [{} for _ in block.lines]
        headers = [each.name for each in self._extra]
        cells = zip(*(each.says(block.columns[each.at], odd) for each in self._extra), strict=True)
        return [
            {header: cell for header, cell in zip(headers, row, strict=True) if cell is not None} for row in cells
        ]

    def _sources(self, block: Block) -> list[Source]:
        file, sha256, reader = self._origin.file, self._origin.sha256, self._reader
        return [Source(file=file, sha256=sha256, line=line, reader=reader) for line in block.lines]


def _post(cells: tuple[Any, ...]) -> Post:
    """The post of one row: told name by name, for a call with a dictionary takes half as long again."""
    (
        platform, post_id, url, kind, published_at, account, title, text, language, first_comment, overlay, speech,
        duration_s, links, coauthors, labels, media, deal, stats, extra, source,
    ) = cells  # fmt: skip
    return Post(
        platform=platform, post_id=post_id, url=url, kind=kind, published_at=published_at, account=account,
        title=title, text=text, language=language, first_comment=first_comment, overlay=overlay, speech=speech,
        duration_s=duration_s, links=links, coauthors=coauthors, labels=labels, media=media, deal=deal, stats=stats,
        extra=extra, source=source,
    )  # fmt: skip


def _each(says: Says, cells: Sequence[Any], odd: set[int]) -> list[Any]:
    """What each of ``cells`` says; where one cannot be read, its row is ``odd``."""
    try:
        return list(map(says, cells))
    except (ValueError, OverflowError):
        return [_one(says, cell, at, odd) for at, cell in enumerate(cells)]


def _one(says: Says, cell: Any, at: int, odd: set[int]) -> Any:
    try:
        return says(cell)
    except (ValueError, OverflowError):
        odd.add(at)
        return None


def _date(said: Said, zone: tzinfo | None, odd: set[int]) -> None:
    """The times of day that stand in a column of their own go with the dates."""
    clocks = said.pop("published_time", None)
    if clocks is not None and "published_at" in said:
        moments = list(zip(said["published_at"], clocks, strict=True))
        said["published_at"] = _each(lambda moment: with_time(moment[0], moment[1], zone), moments, odd)


def _nothing_of_a_post(said: Said, nothing: list[None]) -> list[int]:
    telling = [said[name] for name in ("published_at", "url", *WORDS_OF_A_POST) if name in said]
    rows = zip(*telling, strict=True) if telling else [(each,) for each in nothing]
    return [at for at, row in enumerate(rows) if row.count(None) == len(row)]


# What cells say

_REMEMBERED = 2_000
_LONGEST, _LONGEST_PART = 60, 300
"""Characters of what is remembered, as a text and as a part; what says that nothing is known is no longer."""


class _Remembered(dict[Any, Any]):
    """What was read, by what it was read from; full, it reads anew. Numbers are not kept: ``1`` is ``True``."""

    def __init__(self, says: Says) -> None:
        super().__init__()
        self._says = says

    def __missing__(self, cell: Any) -> Any:
        found = self._says(cell)
        if len(self) < _REMEMBERED and _is_short(cell):
            self[cell] = found
        return found


def _is_short(cell: Any) -> bool:
    if isinstance(cell, tuple):
        return len(repr(cell)) <= _LONGEST_PART
    return isinstance(cell, str) and len(cell) <= _LONGEST


def _remembered(says: Says) -> Says:
    return _Remembered(says).__getitem__


def _one_by_one(says: Says) -> SaysAll:
    return partial(_each, says)


def _says(column: Column, layout: Layout) -> SaysAll:
    read = says_of(column, layout, POST_WORDS)
    if column.read_as == "count":
        return partial(_counts, read)
    if column.field == "post_id":  # no two are alike
        return partial(_ids, read)
    plain = partial(_plain, read, column.read_as == "names")
    if column.read_as == "address":
        return _one_by_one(plain)
    if column.read_as == "verbatim" and column.field not in {"overlay", "speech"}:
        return partial(_published, _remembered(plain))
    if column.field == "published_at":
        return partial(_moments, _remembered(plain))
    return _one_by_one(_remembered(plain))


_MOST_DIGITS = 14


def _counts(read: Says, cells: Sequence[Cell], odd: set[int]) -> list[Any]:
    """Counts, which mostly are digits alone: then all of them are told at once."""
    texts = _texts_of(cells)
    if texts is not None and _have_letters_alone(texts) and max(map(len, texts)) <= _MOST_DIGITS:
        with suppress(ValueError):
            return list(map(int, texts))
    return _each(read, cells, odd)


def _ids(read: Says, cells: Sequence[Cell], odd: set[int]) -> list[Any]:
    """Ids, of which those that begin with a letter are what they are."""
    texts = _texts_of(cells)
    if texts is None or not _have_letters_alone(texts) or numbers.any_unknown(texts):
        return _each(read, cells, odd)
    return _each(lambda text: text if text[0].isalpha() else read(text), texts, odd)


_INSTANT = len("2026-11-20T09:00:00Z")


def _moments(other: Says, cells: Sequence[Cell], odd: set[int]) -> list[Any]:
    """Times of which those that are written as ours are what they are: a post checks that there is such a day."""
    texts, length = _texts_of(cells), _INSTANT
    if texts is None:
        return _each(other, cells, odd)
    return _each(
        lambda text: (
            text if len(text) == length and text[4::3] == "--T::Z" and text.startswith("20") else other(text)
        ),
        texts,
        odd,
    )


def _published(short: Says, cells: Sequence[Cell], odd: set[int]) -> list[Any]:
    """Published texts, of which the long ones are what they are."""
    texts, most = _texts_of(cells), _LONGEST
    if texts is None:
        return _each(short, cells, odd)
    return [text if len(text) > most and len(text.strip()) > most else short(text) for text in texts]


def _texts_of(cells: Sequence[Cell]) -> list[str] | None:
    """``cells``, if all of them are texts."""
    texts = [cell for cell in cells if isinstance(cell, str)]
    return texts if len(texts) == len(cells) else None


def _have_letters_alone(texts: Sequence[str]) -> bool:
    """Whether each of ``texts`` is of ASCII letters and digits, and none empty."""
    whole = "".join(texts)
    return whole.isalnum() and whole.isascii() and all(texts)


def _plain(read: Says, holds_addresses: bool, cell: Cell) -> Any:
    """What ``read`` reads, frozen; raises ``ValueError`` where ``cell`` holds what must not travel."""
    found = read(cell)
    if (holds_addresses and holds_token(as_text(cell))) or (isinstance(found, Address) and found.token):
        raise ValueError("an address with a token")
    if not isinstance(found, list):
        return found
    return tuple(TimedText(**each) if isinstance(each, dict) else each for each in found)


def _kept(cell: Cell) -> Any:
    value, secret = kept(cell)
    if secret is not None:
        raise ValueError("what must not travel")
    return value


# The parts of a post


def _parts(present: set[str]) -> dict[str, tuple[tuple[str, ...], SaysAll]]:
    """The fields of each part to which some of those that are ``present`` belong, and what their cells make."""
    names = {
        part: tuple(name for name in POST_FIELDS if name.startswith(f"{part}.")) for part in (*_STRUCTS, *_OTHERS)
    }
    makers = {part: _remembered(partial(_struct, part, names[part])) for part in _STRUCTS}
    makers |= {"deal": _remembered(partial(_deal, names["deal"])), "stats": _stats}
    return {
        part: (names[part], _one_by_one(says)) for part, says in makers.items() if not present.isdisjoint(names[part])
    }


_STRUCTS: dict[str, type[Account | Labels | Media]] = {"account": Account, "labels": Labels, "media": Media}
_OTHERS = ("deal", "stats")


def _struct(part: str, names: tuple[str, ...], cells: tuple[Any, ...]) -> Any:
    said = {name.partition(".")[2]: cell for name, cell in zip(names, cells, strict=True) if cell is not None}
    return _STRUCTS[part](**said) if said else _BARE[part]


def _stats(cells: tuple[Count, ...]) -> Stats:
    views, likes, comments, shares, saves = cells
    if cells.count(None) == len(cells):
        bare: Stats = _BARE["stats"]
        return bare
    return Stats(views=views, likes=likes, comments=comments, shares=shares, saves=saves)


def _deal(names: tuple[str, ...], cells: tuple[Any, ...]) -> Deal:
    record: dict[str, Any] = {}
    for name, cell in zip(names, cells, strict=True):
        if cell is not None:
            put(record, name, cell)
    if not record:
        bare: Deal = _BARE["deal"]
        return bare
    complete_deal(record["deal"])
    try:
        return msgspec.convert(record["deal"], Deal)
    except msgspec.ValidationError:
        raise ValueError("no deal") from None
