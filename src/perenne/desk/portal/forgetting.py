"""What erasing a creator removes of what they said by their links, and what stays: that they said something, when."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from functools import partial

from django.db import transaction
from django.utils import timezone

from perenne.chain import Json
from perenne.desk.contracts.models import Version
from perenne.desk.creators.models import Account, Creator
from perenne.desk.imports import originals
from perenne.desk.imports.models import File
from perenne.desk.journal.acts import Author, shred
from perenne.desk.portal.models import Capture, Consent, Figure, Link, Reply, Request


@dataclass(frozen=True, slots=True)
class Gone:
    """How much of each was removed; ``words``: those of the journal; ``originals``: files that lay under their hash.
    Every row of replies, captures, requests and links stays, and says when, not what."""

    facts: int = 0
    reasons: int = 0
    words: int = 0
    replies: int = 0
    captures: int = 0
    originals: int = 0
    figures: int = 0
    requests: int = 0
    consents: int = 0
    links: int = 0

    def having(self, facts: int, reasons: int) -> "Gone":
        return replace(self, facts=facts, reasons=reasons)

    @property
    def counts(self) -> dict[str, Json]:
        return dict(asdict(self))


def forget(author: Author, creator: Creator, accounts: Iterable[Account]) -> Gone:
    """Within the transaction of the caller: what ``creator`` said by the links to their ``accounts`` is removed."""
    joined = Creator.objects.filter(joined=creator)
    links = list(Link.objects.select_for_update().filter(account__in=list(accounts)))
    refs = [creator.ref, *(each.ref for each in joined), *(each.ref for each in links)]
    captures = Capture.objects.filter(link__in=links, erased=False)
    hashes = set(captures.values_list("sha256", flat=True))
    figures, _ = Figure.objects.filter(capture__link__in=links).delete()
    consents, _ = Consent.objects.filter(link__in=links).delete()
    gone = Gone(
        replies=Reply.objects.filter(link__in=links, erased=False).update(text="", erased=True),
        captures=captures.update(name="", sha256="", size=0, about="", reason="", erased=True),
        figures=figures,
        consents=consents,
        requests=Request.objects.filter(link__in=links, erased=False).update(text="", answer="", erased=True),
        links=len(links),
        originals=_remove(hashes),
        words=sum(shred(author, ref) for ref in refs),
    )
    Link.objects.filter(pk__in=[each.pk for each in links]).update(creator="")
    Link.objects.filter(pk__in=[each.pk for each in links], revoked=None).update(revoked=timezone.now())
    return gone


def _remove(hashes: set[str]) -> int:
    """Remove the originals that nothing else rests on, once the erasure stands."""
    elsewhere = {
        *Capture.objects.filter(sha256__in=hashes).values_list("sha256", flat=True),
        *File.objects.filter(sha256__in=hashes).values_list("sha256", flat=True),
        *Version.objects.filter(sha256__in=hashes).values_list("sha256", flat=True),
    }
    alone = {each for each in hashes - elsewhere if each and originals.path_of(each).is_file()}
    for each in alone:
        transaction.on_commit(partial(originals.path_of(each).unlink, missing_ok=True))
    return len(alone)
