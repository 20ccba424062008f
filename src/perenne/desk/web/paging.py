"""Pages of long lists: the keys of a page are found by the index alone, then its rows are read."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.utils.functional import cached_property


class Long(Paginator[Any]):
    """Pages of an ordered query over very many rows. A page in the second half is reached from the end."""

    object_list: QuerySet[Any]

    def page(self, number: int | str) -> Page[Any]:
        number = self.validate_number(number)
        start = (number - 1) * self.per_page
        keys = self._keys(start, min(start + self.per_page, self.count))
        rows = self.object_list.order_by().in_bulk(keys)
        return Page([rows[key] for key in keys if key in rows], number, self)

    @property
    def cut(self) -> bool:
        """Whether more was found than is shown."""
        return False

    def _keys(self, start: int, stop: int) -> list[Any]:
        keys = self.object_list.values_list("pk", flat=True)
        if start <= self.count // 2:
            return list(keys[start:stop])
        return list(keys.reverse()[self.count - stop : self.count - start])[::-1]


class Sought(Long):
    """Pages of what a search found: walked once, for count and page, no further than ``MOST``."""

    MOST = 10_000

    @cached_property
    def found(self) -> list[Any]:
        return list(self.object_list.values_list("pk", flat=True)[: self.MOST + 1])

    @cached_property
    def count(self) -> int:
        return min(len(self.found), self.MOST)

    @property
    def cut(self) -> bool:
        return len(self.found) > self.MOST

    def _keys(self, start: int, stop: int) -> list[Any]:
        return self.found[start:stop]
