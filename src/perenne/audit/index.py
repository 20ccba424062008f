"""What is known of every post that was read, a row a post: where it lies, whose it is, and whether it may speak.

The index is all that memory holds of a post that wakes no rule. Sorted by platform and id it tells which records are
copies of one post, and in which order the posts are judged.
"""

from array import array
from dataclasses import dataclass
from typing import get_args

import polars as pl

from perenne.audit.digest import creator
from perenne.audit.places import PLACE, places
from perenne.audit.silence import Listening, words_of
from perenne.law.facts import Scope
from perenne.model.post import Platform, Post

_RANK = {platform: rank for rank, platform in enumerate(sorted(get_args(Platform)))}
_SCHEMA = PLACE | {
    "platform": pl.UInt8,
    "id": pl.String,
    "speaks": pl.Boolean,
    "creator": pl.UInt64,
    "scope": pl.UInt32,
    "day": pl.Int32,
    "dated": pl.Boolean,
}
_ROWS, _CHARACTERS = 50_000, 20_000_000
"""How many posts, and how much of their words, are noted before they are listened to together and packed."""
_FEW = 300
"""So many posts are sooner looked at one by one than listened to: a pass over a column takes a tenth of a second to
make ready."""


@dataclass(frozen=True, slots=True)
class Index:
    """The posts of one file: ``scopes`` are what the numbers in the column ``scope`` stand for. ``day`` is the one
    that the date as written begins with, in days since 1970."""

    frame: pl.DataFrame
    scopes: tuple[Scope, ...]


class IndexBuilder:
    """Notes the posts of file number ``file`` as they are written. Up to ``few`` are kept to be looked at, all."""

    def __init__(self, file: int, listening: Listening, few: int | None = None) -> None:
        self._file = file
        self._listening = listening
        self._few = _FEW if few is None else few
        self._end = 0
        self._scopes: dict[Scope, int] = {}
        self._packed: list[pl.DataFrame] = []
        self._clear()

    def _clear(self) -> None:
        self._lengths, self._ranks, self._speak = array("L"), array("B"), array("B")
        self._ids: list[str] = []
        self._words: list[str] = []
        self._characters = 0
        self._creators: list[str | None] = []
        self._published: list[str | None] = []
        self._scope = array("L")

    def add(self, post: Post, length: int) -> None:
        """Note a post whose line has this length."""
        account = post.account
        speaks = self._listening.speaks(post)
        self._lengths.append(length)
        self._ranks.append(_RANK[post.platform])
        self._speak.append(speaks)
        self._ids.append(post.subject_id)
        words = "" if speaks else words_of(post)
        self._words.append(words)
        self._characters += len(words)
        self._creators.append(creator(account.handle, account.name, account.id))
        self._published.append(post.published_at)
        self._scope.append(self._number(self._listening.scope(account.country, post.audience.countries)))
        if len(self._ids) >= _ROWS or self._characters >= _CHARACTERS:
            self._pack_noted()

    def _number(self, scope: Scope) -> int:
        return self._scopes.setdefault(scope, len(self._scopes))

    def _pack_noted(self) -> None:
        if not self._ids:
            return
        noted = {
            "length": pl.Series(self._lengths, dtype=pl.UInt32),
            "platform": pl.Series(self._ranks, dtype=pl.UInt8),
            "id": pl.Series(self._ids, dtype=pl.String),
            "speaks": pl.Series(self._speak, dtype=pl.UInt8).cast(pl.Boolean),
            "words": pl.Series(self._words, dtype=pl.String),
            "creator": pl.Series(self._creators, dtype=pl.String),
            "published": pl.Series(self._published, dtype=pl.String),
            "scope": pl.Series(self._scope, dtype=pl.UInt32),
        }
        self._clear()
        self._pack(pl.DataFrame(noted))

    def add_columns(self, noted: pl.DataFrame) -> None:
        """Note posts that come as columns: ``length``, ``platform``, ``id``, ``words``, ``handle``, ``name``,
        ``account``, ``country``, ``published``."""
        self._pack_noted()
        countries = noted["country"].unique().to_list()
        scopes = {country: self._number(self._listening.scope(country, {})) for country in countries}
        handle = pl.col("handle")
        named = pl.when(handle.str.starts_with("@")).then(handle).otherwise(pl.concat_str(pl.lit("@"), handle))
        self._pack(
            noted.select(
                "length",
                "id",
                "words",
                "published",
                platform=pl.col("platform").replace_strict(_RANK, return_dtype=pl.UInt8),
                speaks=self._listening.speak(noted),
                creator=pl.coalesce(pl.when(handle != "").then(named), pl.col("name"), pl.col("account")),
                scope=pl.col("country").replace_strict(scopes, return_dtype=pl.UInt32),
            )
        )

    def _pack(self, noted: pl.DataFrame) -> None:
        packed = pl.concat([places(self._file, noted["length"], self._end), noted.drop("length")], how="horizontal")
        self._end += int(noted["length"].sum())
        many = noted.height > self._few
        self._packed.append(
            packed.with_columns(
                speaks=noted["speaks"] | self._listening.may_wake(noted["words"]) if many else pl.lit(value=True),
                creator=hashed(noted["creator"]),
                day=written_day(noted["published"]).cast(pl.Int32),
                dated=noted["published"].is_not_null(),
            ).select(*_SCHEMA)
        )

    def index(self) -> Index:
        """The rows of all posts that were noted."""
        self._pack_noted()
        frame = pl.concat(self._packed) if self._packed else pl.DataFrame(schema=_SCHEMA)
        return Index(frame, tuple(self._scopes))


def hashed(creators: pl.Series) -> pl.Series:
    """Creators as numbers, to be counted: the same whatever the case of their letters, null where none is named."""
    named = creators.is_not_null() & (creators != "")
    return pl.select(pl.when(named).then(creators.str.to_lowercase().hash())).to_series()


def written_day(published: pl.Series) -> pl.Series:
    """The date that each begins with, where it begins with one: at most a day beside the civil one, whatever zone is
    stated."""
    return published.str.slice(0, 10).str.to_date("%Y-%m-%d", strict=False)


NOTHING = Index(pl.DataFrame(schema=_SCHEMA), ())
