"""Writing into the book of an organisation: only the partnerships that are written of are read and folded, so that a
book of thousands is as quick to write to as one of a few."""

import secrets
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F

from perenne.desk.partnerships import folding
from perenne.desk.partnerships.models import Book, Given, Item, Partnership, Window, key_of
from perenne.desk.partnerships.store import Tables, locked
from perenne.desk.people.models import Brand
from perenne.model.event import Event
from perenne.partnerships.batch import Batch, Heading
from perenne.partnerships.book import Written
from perenne.partnerships.fold import Folding, Impossible
from perenne.partnerships.partnership import Partnership as Folded
from perenne.partnerships.store import Mark

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Done:
    """The batch that was written, and the partnerships of which it tells."""

    batch: str
    rows: tuple[Partnership, ...]


def new_id() -> str:
    """The id of an event that a person writes here."""
    return f"d-{secrets.token_hex(8)}"


@transaction.atomic
def write(organisation: int, events: Sequence[Event], written: Written, brand: Brand | None = None) -> Done:
    """Write ``events`` together, or none. ``brand``: of partnerships whose advertiser is no known one. Raises
    ``Impossible``."""
    book, tables = locked(organisation), Tables(organisation)
    names = list(dict.fromkeys(each.partnership for each in events))
    standing = _folded(tables, map(key_of, names))
    standing.take(standing.trying(events))
    _refuse_known(tables, events)
    heading = Heading(
        id=f"b{book.number + 1:06}",
        before=book.sha256,
        events=len(events),
        by=written.by,
        at=written.at,
        of=written.of,
        sha256=written.sha256,
    )
    tables.append(Batch(heading, tuple(events)), Mark(book.number, book.sha256))
    return Done(heading.id, project(organisation, standing.partnerships(), brand=brand))


def _refuse_known(tables: Tables, events: Sequence[Event]) -> None:
    known = tables.known([each.id for each in events])
    if known is not None:
        event = next(each for each in events if each.id == known)
        raise Impossible(event, "cet identifiant existe déjà", "this id exists already")


def _folded(tables: Tables, keys: Iterable[str]) -> Folding:
    found = Folding()
    for traced in tables.traced(keys).values():
        for each in traced:
            found.add(each.event)
    return found


@transaction.atomic
def fold_again(organisation: int, keys: Collection[str]) -> tuple[Partnership, ...]:
    """List the partnerships of these ``keys`` anew, such as after an undoing."""
    tables = Tables(organisation)
    rows = Partnership.objects.filter(organisation=organisation, key__in=keys)
    pairs = set(rows.values_list("pair", flat=True))
    standing = _folded(tables, keys).partnerships()
    gone = set(keys) - {key_of(each) for each in standing}
    rows.filter(key__in=gone).update(live=False, version=F("version") + 1)
    _forget(rows.filter(key__in=gone))
    return project(organisation, standing, pairs)


def project(
    organisation: int, fresh: Mapping[str, Folded], pairs: Iterable[str] = (), brand: Brand | None = None
) -> tuple[Partnership, ...]:
    """Rewrite what is listed of ``fresh``, and of whatever counts together with it or is of one of ``pairs``."""
    together = {**_beside(organisation, fresh, pairs), **fresh}
    rows = _rows(organisation, together, set(fresh), brand)
    known = folding.known_thresholds()
    by_pair: dict[str, dict[str, Folded]] = {}
    for name, each in together.items():
        by_pair.setdefault(folding.pair_of(each), {})[name] = each
    _forget(rows.values())
    given: list[Given] = []
    items: list[Item] = []
    windows: list[Window] = []
    for several in by_pair.values():
        cumulated = folding.sums(list(several.values()), known)
        for name, each in several.items():
            given += folding.given(rows[name], cumulated)
            items += folding.items(rows[name], each, cumulated, several)
            windows += folding.windows(rows[name], each)
    Given.objects.bulk_create(given, batch_size=_AT_ONCE)
    Item.objects.bulk_create(items, batch_size=_AT_ONCE)
    Window.objects.bulk_create(windows, batch_size=_AT_ONCE)
    return tuple(rows[name] for name in fresh)


def _beside(organisation: int, fresh: Mapping[str, Folded], pairs: Iterable[str]) -> Mapping[str, Folded]:
    """The other partnerships of the same pairs."""
    wanted = {*pairs, *map(folding.pair_of, fresh.values())}
    own = {key_of(each) for each in fresh}
    known = Partnership.objects.filter(organisation=organisation, live=True, pair__in=wanted)
    others = [key for key in known.values_list("key", flat=True) if key not in own]
    return _folded(Tables(organisation), others).partnerships() if others else {}


def _rows(
    organisation: int, together: Mapping[str, Folded], written: Collection[str], brand: Brand | None
) -> dict[str, Partnership]:
    known = {
        each.key: each
        for each in Partnership.objects.filter(organisation=organisation, key__in=map(key_of, together))
    }
    brands = folding.Brands(organisation)
    rows: dict[str, Partnership] = {}
    made: list[Partnership] = []
    book = Book.objects.get(organisation=organisation)
    for name, each in together.items():
        row = known.get(key_of(name))
        if row is None:
            book.opened += 1
            row = Partnership(organisation_id=organisation, key=key_of(name), ref=f"P-{book.opened:04}")
            made.append(row)
        elif name in written:
            row.version += 1
        row.brand = row.brand or brands.of_partnership(each) or brand
        rows[name] = folding.told(row, each)
    book.save(update_fields=("opened",))
    Partnership.objects.bulk_create(made, batch_size=_AT_ONCE)
    Partnership.objects.bulk_update(
        [each for each in rows.values() if each.key in known], _COLUMNS, batch_size=_AT_ONCE // 5
    )
    return rows


def _forget(rows: Iterable[Partnership]) -> None:
    keys = [each.pk for each in rows]
    for model in (Given, Item, Window):
        model._default_manager.filter(partnership__in=keys).delete()


_COLUMNS = [
    each.name for each in Partnership._meta.concrete_fields if each.name not in {"id", "organisation", "ref", "key"}
]
