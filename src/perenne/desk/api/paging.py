"""Long lists in pages: by a cursor that nobody has to understand, and that what comes in meanwhile does not shift."""

from collections.abc import Callable
from typing import Generic, TypeVar

import msgspec
from django.core.signing import BadSignature, Signer
from django.db.models import Model, QuerySet

from perenne.desk.api.problems import Trouble, Wrong, said
from perenne.model.bilingual import Language
from perenne.report.voice import Voice

T = TypeVar("T")
M = TypeVar("M", bound=Model)
ON_A_PAGE, MOST = 50, 100


class Page(msgspec.Struct, Generic[T], frozen=True):
    """``next``: the cursor of the page after this one, null at the end."""

    items: tuple[T, ...]
    next: str | None


def paged(rows: QuerySet[M], cursor: str | None, limit: int, language: Language, shown: Callable[[M], T]) -> Page[T]:
    """``limit`` of ``rows`` after ``cursor``, the oldest first. Raises ``Trouble``."""
    signer = Signer(salt=f"api.{rows.model.__name__}")
    after = _number(signer, cursor, language) if cursor else 0
    found = list(rows.filter(pk__gt=after).order_by("pk")[: limit + 1])
    on_it = found[:limit]
    more = signer.sign(str(on_it[-1].pk)) if len(found) > limit else None
    return Page(tuple(shown(each) for each in on_it), more)


def _number(signer: Signer, cursor: str, language: Language) -> int:
    try:
        return int(signer.unsign(cursor))
    except (BadSignature, ValueError):
        says = said(Voice(language), "api.wrong.cursor")
        raise Trouble("invalid", errors=[Wrong("query/cursor", says)]) from None
