"""Acts that records tell of, whatever program they come from: who commented which post, who shared which on, and
which links, hashtags and texts stand in what people published.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

import polars as pl

from perenne.axes.authenticity.coordination.channels.addresses import addresses_in
from perenne.axes.authenticity.coordination.channels.hashtags import hashtags_in
from perenne.axes.authenticity.coordination.channels.objects import CO_COMMENT, CO_HASHTAG, CO_LINK, CO_SHARE, CO_TEXT
from perenne.axes.authenticity.coordination.plain_tables import ACT
from perenne.model.comment import Comment
from perenne.model.post import Post
from perenne.readers.reading import Item

_ACT = {
    "platform": pl.String, "account": pl.String, "object": pl.String, "t": pl.Int64, "action": pl.String,
    "owner": pl.String, "dated": pl.Boolean,
}  # fmt: skip
_AUTHOR = {"platform": pl.String, "object": pl.String, "owner": pl.String}
_ON_POSTS = frozenset({CO_COMMENT, CO_SHARE})
_Row = tuple[str, str, str, int, str | None, None, bool]
_DAY = len("YYYY-MM-DD")


_TOGETHER = 100_000
"""Acts that are held one by one; more are packed."""


@dataclass(slots=True)
class Recorded:
    """Takes the items of files in and tells the acts of ``channel``; where that is ``None``, those of the one channel
    of posts that the files speak of. ``silent``: how many records tell no such act, or not by whom, on what or
    when; ``acts``: how many acts there are."""

    channel: str | None
    silent: int = 0
    acts: int = 0
    channels: set[str] = field(default_factory=set)
    """Those in which there is an act."""
    several: bool = False
    """Whether the acts of ``frame`` come from several platforms."""
    _rows: list[_Row] = field(default_factory=list)
    _packed: list[pl.DataFrame] = field(default_factory=list)
    _authors: dict[tuple[str, str], str] = field(default_factory=dict)

    def take(self, items: Iterable[Item]) -> None:
        for item in items:
            if isinstance(item, Post | Comment):
                self._take(item)
            if len(self._rows) >= _TOGETHER:
                self._pack()

    def _take(self, item: Post | Comment) -> None:
        author = _author(item)
        if isinstance(item, Post) and item.post_id is not None and author is not None:
            known = self._authors.setdefault((item.platform, item.post_id), author)
            self._authors[item.platform, item.post_id] = min(known, author)
        channel = self.channel or (CO_COMMENT if isinstance(item, Comment) else CO_SHARE)
        before = len(self._rows)
        self._rows += _acts(item, channel, author)
        told = len(self._rows) - before
        self.acts += told
        if told:
            self.channels.add(channel)
        else:
            self.silent += 1

    def _pack(self) -> None:
        self._packed.append(pl.DataFrame(self._rows, _ACT, orient="row"))
        self._rows.clear()

    def frame(self) -> pl.DataFrame:
        """All acts, as ``plain_tables.ACT``. Where they come from several platforms, its name stands before that of
        each account and post: two people may be called alike on two of them."""
        self._pack()
        acts = _each_once(pl.concat(self._packed))
        of_posts = self.channels <= _ON_POSTS
        if of_posts:
            known = [(*post, author) for post, author in self._authors.items()]
            authors = pl.DataFrame(known, _AUTHOR, orient="row")
            acts = acts.drop("owner").join(authors, on=["platform", "object"], how="left", maintain_order="left")
        self.several = acts["platform"].n_unique() > 1
        if self.several:
            several = ("account", "object", "owner") if of_posts else ("account",)
            acts = acts.with_columns(pl.format("{}:{}", "platform", name).alias(name) for name in several)
        return acts.select(ACT)


def _each_once(acts: pl.DataFrame) -> pl.DataFrame:
    """One act that several files tell of, by the id of its author in one and by the handle in another, or that two
    authors signed, is one act of one account: nobody acts together with themselves."""
    act = ("platform", "action", "object", "t")
    return acts.filter(pl.col("action").is_null() | (pl.col("account") == pl.col("account").min().over(act)))


def each_person_once(acts: pl.DataFrame, *, platforms: bool) -> pl.DataFrame:
    """``acts`` without those on an object on which an account of the same name acted before: who publishes a thing
    under several spellings of a name (``Lina``, ``@lina``) or, where names stand behind that of their platform
    (``platforms``), everywhere at once, is one person, and acts together with nobody."""
    name = pl.col("account")
    if platforms:
        name = name.str.splitn(":", 2).struct.field("field_1").fill_null(name)
    person = name.str.normalize("NFKC").str.strip_chars().str.strip_prefix("@").str.to_lowercase()
    people = acts.select("account").unique().with_columns(person=person)
    if people["person"].n_unique() == len(people):
        return acts
    first = pl.col("account").sort_by("t", "account").first().over("person", "object")
    return acts.join(people, on="account", maintain_order="left").filter(pl.col("account") == first).drop("person")


def _author(item: Post | Comment) -> str | None:
    if isinstance(item, Comment):
        return item.author_id or item.author_handle or None
    return item.account.id or item.account.handle or None


def _acts(item: Post | Comment, channel: str, author: str | None) -> Iterator[_Row]:
    if author is None or item.published_at is None:
        return
    moment, action = _seconds(item.published_at), _id(item)
    for thing in _things(item, channel):
        yield item.platform, author, thing, moment, action, None, len(item.published_at) == _DAY


def _things(item: Post | Comment, channel: str) -> Iterable[str]:
    """What the item acts with or on: nothing in what it only shares on, which are another's words."""
    if channel == CO_COMMENT:
        return filter(None, [item.post_id if isinstance(item, Comment) else None])
    if channel == CO_SHARE:
        return filter(None, [item.reshare_of if isinstance(item, Post) else None])
    if isinstance(item, Post) and item.reshare_of is not None:
        return ()
    text = _text(item)
    if channel == CO_LINK:
        links = (item.links or ()) if isinstance(item, Post) else ()
        return dict.fromkeys((*links, *addresses_in(text)))
    if channel == CO_HASHTAG:
        return hashtags_in(text)
    return [text] if channel == CO_TEXT and text.strip() else ()


def _text(item: Post | Comment) -> str:
    title = item.title if isinstance(item, Post) else None
    return "\n".join(filter(None, (title, item.text)))


def _id(item: Post | Comment) -> str | None:
    return item.comment_id if isinstance(item, Comment) else item.post_id


def _seconds(moment: str) -> int:
    parsed = datetime.fromisoformat(moment)
    known = parsed if parsed.tzinfo is not None else parsed.replace(tzinfo=UTC)
    return int(known.timestamp())
