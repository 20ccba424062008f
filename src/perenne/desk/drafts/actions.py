"""Keep a draft in versions, and record who agreed to the last one; a change reopens it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import rfc8785
from django.db import transaction
from django.utils import timezone

from perenne.chain import Json, sha256
from perenne.desk.drafts.models import Draft, Step, Version
from perenne.desk.journal.acts import Author, Overtaken, record
from perenne.desk.people.models import Brand, Member, Organisation

_NEXT = {Step.DRAFT: Step.CREATOR, Step.CREATOR: Step.BRAND, Step.BRAND: Step.APPROVED}


@dataclass(frozen=True, slots=True)
class Kept:
    """A draft as it was filled in and judged. ``brand``: the organisation's brand that it names."""

    fields: Mapping[str, str]
    teaser: str
    advertiser: str
    verdict: str
    planned: date | None
    brand: Brand | None

    @property
    def sha256(self) -> str:
        return sha256(rfc8785.dumps(dict(self.fields)))


@transaction.atomic
def keep(author: Author, member: Member, kept: Kept) -> Draft:
    """A new draft, with its first version; the button pressed twice makes one."""
    Organisation.objects.select_for_update().get(pk=member.organisation_id)
    last = Draft.objects.filter(organisation=member.organisation_id, by=member.person).first()
    if last is not None and last.versions.filter(sha256=kept.sha256).exists() and last.version == 1:
        return last
    draft = Draft(organisation=member.organisation, by=member.person)
    _write(author, member, draft, kept)
    return draft


@transaction.atomic
def keep_again(author: Author, member: Member, draft: Draft, seen: int, kept: Kept) -> None:
    """A further version of ``draft`` as it was at version ``seen``: whatever was agreed to is open again.

    The same once more changes nothing. Raises ``Overtaken``.
    """
    locked = Draft.objects.select_for_update().get(pk=draft.pk)
    last = locked.versions.first()
    if last is not None and last.sha256 == kept.sha256:
        return
    if locked.version != seen:
        raise Overtaken
    _write(author, member, locked, kept)


def _write(author: Author, member: Member, draft: Draft, kept: Kept) -> None:
    reopened = draft.step != Step.DRAFT
    draft.brand, draft.advertiser, draft.teaser = kept.brand, kept.advertiser, kept.teaser
    draft.verdict, draft.planned, draft.at = kept.verdict, kept.planned, timezone.now()
    draft.step, draft.version = Step.DRAFT, draft.version + 1
    draft.save()
    Version.objects.create(
        draft=draft,
        number=draft.version,
        fields=dict(kept.fields),
        sha256=kept.sha256,
        verdict=kept.verdict,
        by=member.person,
        at=draft.at,
    )
    facts: dict[str, Json] = {"version": draft.version, "sha256": kept.sha256, "reopened": reopened}
    record(author, "draft.keep", f"draft:{draft.pk}", facts)


@transaction.atomic
def agree(author: Author, draft: Draft, seen: int, step: str) -> None:
    """Record the agreement that version ``seen`` of ``draft`` waited for at ``step``. Raises ``Overtaken``."""
    locked = _at(draft, seen, step)
    locked.step = _NEXT[Step(step)]
    _record(author, locked, "draft.agree", step, {})


@transaction.atomic
def reopen(author: Author, draft: Draft, seen: int, step: str, reason: str) -> None:
    """Somebody asks for a change, with a reason: the draft begins again. Raises ``Overtaken``."""
    locked = _at(draft, seen, step)
    locked.step = Step.DRAFT
    _record(author, locked, "draft.reopen", step, {"reason": reason})


def _at(draft: Draft, seen: int, step: str) -> Draft:
    locked = Draft.objects.select_for_update().get(pk=draft.pk)
    if (locked.version, locked.step) != (seen, step):
        raise Overtaken
    return locked


def _record(author: Author, draft: Draft, verb: str, step: str, words: Mapping[str, str]) -> None:
    draft.save(update_fields=("step",))
    sealed = draft.versions.get(number=draft.version).sha256
    record(author, verb, f"draft:{draft.pk}", {"version": draft.version, "sha256": sealed, "step": step}, words)
