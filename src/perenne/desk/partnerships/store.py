"""The tables as a store of the library: the same batches, line by line the same bytes as in a folder of files."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

import msgspec
from django.db import transaction
from django.db.models import QuerySet

from perenne.desk.partnerships.models import Batch, Book, Event, key_of
from perenne.model.errors import DataError
from perenne.model.event import Event as Told
from perenne.partnerships import batch as written
from perenne.partnerships.batch import Heading, fingerprint, read_batch, read_heading, undone
from perenne.partnerships.store import BEGINNING, Mark, Overtaken
from perenne.partnerships.trace import Traced

_AT_ONCE = 500
_events = msgspec.json.Decoder(Told)


class Tables:
    """The book of an organisation."""

    def __init__(self, organisation: int) -> None:
        self.organisation = organisation

    def headings(self) -> list[Heading]:
        """Raises ``DataError`` where one is unreadable."""
        return [read_heading(each.line.encode(), each.name) for each in self._batches()]

    def read(self, since: Mark = BEGINNING) -> Iterator[tuple[written.Batch, Mark]]:
        """Raises ``DataError`` where a batch was altered."""
        mark = since
        remaining = iter(self._batches().filter(number__gt=since.number).iterator(_AT_ONCE))
        while several := list(islice(remaining, _AT_ONCE)):
            lines = self._lines(several)
            for each in several:
                whole = "".join(f"{line}\n" for line in (each.line, *lines.get(each.pk, ()))).encode()
                found = read_batch(whole, each.name)
                if found.heading.before != mark.sha256 or each.number != mark.number + 1:
                    raise DataError(
                        f"livre : un lot qui précède {each.name} a été modifié",
                        f"book: a batch before {each.name} was altered",
                    )
                mark = Mark(each.number, fingerprint(whole))
                yield found, mark

    def batches(self) -> list[written.Batch]:
        return [found for found, _ in self.read()]

    def holds(self, mark: Mark) -> bool:
        return mark == BEGINNING or self._batches().filter(number=mark.number, sha256=mark.sha256).exists()

    def append(self, batch: written.Batch, after: Mark) -> Mark:
        whole = batch.written()
        with transaction.atomic():
            book = locked(self.organisation)
            if (book.number, book.sha256) != after or batch.heading.before != after.sha256:
                raise Overtaken
            mark = Mark(after.number + 1, fingerprint(whole))
            head, *lines = whole.decode().split("\n")[:-1]
            kept = Batch.objects.create(
                organisation_id=self.organisation,
                number=mark.number,
                name=batch.heading.id,
                line=head,
                sha256=mark.sha256,
            )
            Event.objects.bulk_create(
                (
                    Event(
                        organisation_id=self.organisation,
                        batch=kept,
                        place=place,
                        key=key_of(event.id),
                        partnership=key_of(event.partnership),
                        line=line,
                    )
                    for place, (event, line) in enumerate(zip(batch.events, lines, strict=True), start=2)
                ),
                batch_size=_AT_ONCE,
            )
            book.number, book.sha256 = mark
            book.save(update_fields=("number", "sha256"))
            if batch.heading.undoes is not None:
                self._count_anew()
        return mark

    def _count_anew(self) -> None:
        gone = undone(self.headings())
        self._batches().filter(name__in=gone).update(counts=False)
        self._batches().exclude(name__in=gone).filter(counts=False).update(counts=True)

    def traced(self, partnerships: Iterable[str]) -> Mapping[str, list[Traced]]:
        """The events of these ``partnerships`` (by key) that count, in the order of recording."""
        found: dict[str, list[Traced]] = {}
        headings: dict[int, Heading] = {}
        for each in self._counting().filter(partnership__in=list(partnerships)):
            kept = each.batch
            heading = headings.get(kept.pk) or headings.setdefault(
                kept.pk, read_heading(kept.line.encode(), kept.name)
            )
            event = _events.decode(each.line)
            found.setdefault(event.partnership, []).append(Traced(event, heading, each.place))
        return found

    def known(self, events: Sequence[str]) -> str | None:
        """The first of these ids of events that counts in the book already."""
        keys = {key_of(each): each for each in events}
        remaining = iter(keys)
        while several := list(islice(remaining, _AT_ONCE)):
            if (found := self._counting().filter(key__in=several).first()) is not None:
                return keys[found.key]
        return None

    def partnerships_of(self, batch: str) -> list[str]:
        """The keys of the partnerships of which ``batch`` tells."""
        own = Event.objects.filter(organisation=self.organisation, batch__name=batch)
        return list(own.values_list("partnership", flat=True).distinct())

    def _batches(self) -> QuerySet[Batch]:
        return Batch.objects.filter(organisation=self.organisation).order_by("number")

    def _counting(self) -> QuerySet[Event]:
        rows = Event.objects.filter(organisation=self.organisation, batch__counts=True)
        return rows.select_related("batch").order_by("pk")

    def _lines(self, batches: Iterable[Batch]) -> Mapping[int, list[str]]:
        found: dict[int, list[str]] = {}
        rows = Event.objects.filter(batch__in=list(batches)).order_by("batch", "place")
        for batch, line in rows.values_list("batch", "line").iterator(2_000):
            found.setdefault(batch, []).append(line)
        return found


def locked(organisation: int) -> Book:
    """The book of an organisation, for one writer at a time until the transaction ends."""
    Book.objects.get_or_create(organisation_id=organisation)
    return Book.objects.select_for_update().get(organisation_id=organisation)
