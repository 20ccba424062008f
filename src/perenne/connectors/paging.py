"""A run inside the compartment: page after page, each told whole before the next, and never the same twice."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple, TypeVar

import msgspec

from perenne.connectors.asking import Platform, Stopped, stopped
from perenne.connectors.said import Cursor, Record, Said, Task, Unread
from perenne.model.comment import Comment
from perenne.model.post import Post
from perenne.model.wire import RecordError, decode

T = TypeVar("T")
S = TypeVar("S", bound=msgspec.Struct)
Position = dict[str, str]
MOST_PAGES = 20_000
_BARREN = 5
"""Pages after one another in which nothing was new."""
_GONE = frozenset({"missing", "forbidden", "closed"})
_TOLD = "posts"
"""Where a position says how many posts came before it."""


class Page(NamedTuple):
    """What one page gives: the platform's records, and where the next begins (``None``: it was the last)."""

    items: list[msgspec.Raw]
    following: Position | None


class Withheld(Exception):
    """A record that is none of ours to keep: ``why`` in a word."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class Run:
    """One run: what was asked for, the platform, and what is told to the host."""

    def __init__(self, task: Task, platform: Platform, tell: Callable[[Said], None]) -> None:
        self.task, self.platform, self._tell = task, platform, tell
        self.position: Position = {name: value for name, value in task.position.items() if name != _TOLD}
        self._posts = int(task.position.get(_TOLD, "0"))
        self._circle = Circle()

    def tell(self, record: Record) -> None:
        self._tell(record)

    def pages(
        self,
        fetch: Callable[[Position], Page],
        read: Callable[[msgspec.Raw], Post],
        below: Callable[[Post], Iterable[Comment]] | None = None,
        *,
        newest_first: bool = True,
    ) -> None:
        """Tell every post of ``fetch``'s pages, from where the last run got to, until there are as many as were asked
        for or they are older than was asked for. ``below``: what stands under a post."""
        position: Position | None = self.position
        while position is not None and not self._is_enough():
            self._circle.page(position)
            page = fetch(position)
            posts = [post for item in page.items if (post := self._post(item, read)) is not None]
            fresh = self._circle.new(post.subject_id for post in posts)
            wanted = [post for post in posts if post.subject_id in fresh and not self._is_old(post)]
            for post in wanted:
                if self._is_enough():
                    break
                self._one(post, below)
            if newest_first and posts and not any(not self._is_old(each) for each in posts):
                return
            position = page.following
            if position is not None:
                self.got_to(position)

    def got_to(self, position: Position) -> None:
        """All before ``position`` is told."""
        self.position = position
        self._tell(Cursor({**position, _TOLD: str(self._posts)}))

    def unread(self, why: str, path: str = "") -> None:
        self._tell(Unread(why, path[:120]))

    def each(self, items: Iterable[msgspec.Raw], read: Callable[[msgspec.Raw], T]) -> Iterator[T]:
        """What ``items`` hold; one that cannot be read costs only itself."""
        for item in items:
            try:
                yield read(item)
            except ValueError as problem:  # what a record of ours refuses is one too: "views: expected a number …"
                self.unread("shape", problem.path if isinstance(problem, RecordError) else _field(problem))
            except Withheld as withheld:
                self.unread(withheld.why)

    def _post(self, item: msgspec.Raw, read: Callable[[msgspec.Raw], Post]) -> Post | None:
        return next(self.each([item], read), None)

    def _one(self, post: Post, below: Callable[[Post], Iterable[Comment]] | None) -> None:
        self._posts += 1
        self._tell(post)
        if below is None or not self.task.comments:
            return
        try:
            for comment in below(post):
                self._tell(comment)
        except Stopped as gone:  # what stands below one post may be gone, or closed: that costs no more than itself
            if gone.stop.why not in _GONE:
                raise
            self.unread("gone")

    def _is_enough(self) -> bool:
        return self.task.limit is not None and self._posts >= self.task.limit

    def _is_old(self, post: Post) -> bool:
        return bool(self.task.since and post.published_at and post.published_at[:10] < self.task.since)


class Circle:
    """What was seen of one listing: its positions, and the ids of what it held."""

    def __init__(self) -> None:
        self._positions: set[str] = set()
        self._ids: set[str] = set()
        self._barren = 0

    def page(self, position: Mapping[str, str]) -> None:
        """Raises ``Stopped`` where ``position`` was asked for before, or there is no end of them."""
        where = repr(sorted(position.items()))
        if where in self._positions or len(self._positions) >= MOST_PAGES:
            raise stopped("loop")
        self._positions.add(where)

    def new(self, ids: Iterable[str]) -> frozenset[str]:
        """Those of ``ids`` that were not seen before. Raises ``Stopped`` where page after page has none."""
        told = frozenset(ids)
        fresh = told - self._ids
        self._barren = self._barren + 1 if told and not fresh else 0
        if self._barren >= _BARREN:
            raise stopped("loop")
        self._ids |= fresh
        return fresh


def _field(problem: ValueError) -> str:
    return str(problem).partition(":")[0]


def held(kind: type[S], item: msgspec.Raw) -> S:
    """The platform's record in ``item``; raises ``RecordError``."""
    return decode(kind, bytes(item))
