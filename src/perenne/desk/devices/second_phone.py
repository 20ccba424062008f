"""The second phone in software: what its last self-test found on this machine, and what left it.

The compartment belongs to the machine, not to an organisation: the ledger is shown where only one works here.
"""

from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from perenne.desk.devices import queries
from perenne.desk.people.access import may, members_only
from perenne.desk.people.models import Member, Organisation
from perenne.desk.web.jinja import voice
from perenne.desk.web.pages import page
from perenne.desk.web.words import WORDS
from perenne.evidence.keys import folder
from perenne.handset.ledger import Ledger
from perenne.handset.selftest import binding, kept
from perenne.handset.selftest.kept import Signed
from perenne.handset.selftest.run import standing_of
from perenne.handset.tiers import Tier
from perenne.model.bilingual import Bilingual
from perenne.model.errors import DataError, PerenneError
from perenne.report.devices import drawing
from perenne.report.handset.left import Left, left
from perenne.report.handset.page import page_view
from perenne.report.voice import Voice

_TRIED = (Tier.SEALED, Tier.CONFINED)


def place() -> Path:
    """Where the handsets of this machine keep what is theirs."""
    return folder() / "handset"


def exists() -> bool:
    return any(kept.file_of(place(), tier).is_file() for tier in _TRIED)


@require_safe
@members_only
def second_phone(request: HttpRequest, member: Member) -> HttpResponse:
    may(member, queries.SEE)
    speaker = voice(request)
    found, problem = _matrices()
    told, broken = _left()
    views = [page_view(each, _stale(each), speaker, told) for each in found]
    return page(
        request,
        member,
        "devices/second_phone",
        "devices",
        title=speaker.say(WORDS["second_phone"]),
        views=views,
        troubles=_said(speaker, problem, broken),
        marks=drawing.definitions(),
    )


def _said(speaker: Voice, *troubles: Bilingual | None) -> list[str]:
    return [speaker.say(each) for each in troubles if each is not None]


def _matrices() -> tuple[list[Signed], Bilingual | None]:
    """Those that were kept, the strongest tier first; what was changed since it was signed is said, never shown."""
    try:
        read = [kept.read(kept.file_of(place(), tier)) for tier in _TRIED]
    except DataError as problem:
        return [], problem.says
    return [each for each in read if each is not None], None


def _stale(found: Signed) -> tuple[str, ...]:
    """What changed since; everything, where this machine no longer offers that tier."""
    bound = found.matrix.bound
    try:
        return binding.changed(bound, binding.bound_to(standing_of(found.matrix.tier)))
    except PerenneError:  # not that tier, or none at all
        return tuple(bound.__struct_fields__)


def _left() -> tuple[Left | None, Bilingual | None]:
    ledger = place() / "ledger.ndjson"
    if not ledger.is_file() or Organisation.objects.count() > 1:
        return None, None
    try:
        return left(Ledger(ledger)), None
    except DataError as problem:
        return None, problem.says
