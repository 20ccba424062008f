"""What people do with a contract: add it, add a version, record what is known, sign a review, withdraw it."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from perenne.chain import Json
from perenne.desk.contracts.auditing import about, audit_version
from perenne.desk.contracts.models import Contract, Review, Standing, State, Version
from perenne.desk.imports import originals
from perenne.desk.journal.acts import Author, Overtaken, record
from perenne.desk.people.models import Brand, Member, Organisation, Person

_STANDING = {Review.MEND: Standing.TO_MEND, Review.FIT: Standing.REVIEWED}


@dataclass(frozen=True, slots=True)
class Facts:
    """What a person records of a contract; ``None`` or empty: not recorded. Amounts are euros excluding VAT."""

    creator: str = ""
    partnership: str = ""
    objective: str = ""
    money: Decimal | None = None
    in_kind: Decimal | None = None
    starts: date | None = None
    ends: date | None = None
    notice_days: int | None = None
    signed_on: date | None = None
    french_public: bool | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """A review as a person made it: what, and why."""

    kind: str
    reason: str


def hash_of(file: UploadedFile[Any]) -> str:
    """The hash under which the original of ``file`` is kept."""
    content = hashlib.sha256()
    for chunk in file.chunks():
        content.update(chunk)
    return content.hexdigest()


def add(
    author: Author, member: Member, file: UploadedFile[Any], brand: Brand | None = None, facts: Facts | None = None
) -> Contract:
    """A new contract with its first version, whose audit is handed to the worker."""
    kept = originals.keep(file.chunks())
    with transaction.atomic():
        Organisation.objects.select_for_update().get(pk=member.organisation_id)
        contract = Contract.objects.create(
            organisation=member.organisation,
            brand=brand,
            ref=_next_ref(member.organisation_id),
            **asdict(facts or Facts()),
        )
        record(author, "contract.add", f"contract:{contract.pk}", {"ref": contract.ref, "sha256": kept.sha256})
        _add_version(contract, member.person, file, kept)
    return contract


def _next_ref(organisation: int) -> str:
    """``C-2026-001``: a reference is never given twice, not even after a withdrawal."""
    before = f"C-{timezone.localdate():%Y}-"
    refs = Contract.objects.filter(organisation=organisation, ref__startswith=before).values_list("ref", flat=True)
    return f"{before}{max((int(each.removeprefix(before)) for each in refs), default=0) + 1:03}"


def add_version(author: Author, member: Member, contract: Contract, seen: int, file: UploadedFile[Any]) -> Version:
    """A further version of the document, which then is the one that counts. Raises ``Overtaken``."""
    kept = originals.keep(file.chunks())
    with _locked(contract, seen) as locked:
        version = _add_version(locked, member.person, file, kept)
        facts: dict[str, Json] = {"ref": locked.ref, "number": version.number, "sha256": kept.sha256}
        record(author, "contract.version", f"contract:{locked.pk}", facts)
    return version


def _add_version(contract: Contract, person: Person, file: UploadedFile[Any], kept: originals.Kept) -> Version:
    version = Version.objects.create(
        contract=contract,
        number=contract.versions.count() + 1,
        name=(file.name or "?")[-255:],
        sha256=kept.sha256,
        size=kept.size,
        by=person,
        at=timezone.now(),
    )
    contract.latest, contract.standing = version, Standing.READING
    contract.save()
    audit_version.enqueue(version.pk)
    return version


def record_facts(author: Author, contract: Contract, seen: int, brand: Brand | None, facts: Facts) -> None:
    """Record what is known beside the document; the version that counts is audited anew with it. Raises
    ``Overtaken``."""
    with _locked(contract, seen) as locked:
        told = {**asdict(facts), "brand": brand}
        changed = sorted(name for name, value in told.items() if getattr(locked, name) != value)
        if not changed:
            return
        for name in changed:
            setattr(locked, name, told[name])
        locked.from_terms = [each for each in locked.from_terms if each not in changed]
        locked.save()
        record(author, "contract.facts", f"contract:{locked.pk}", {"ref": locked.ref, "changed": changed})
        _audit_again(locked)


def ask_again(author: Author, version: Version, seen: int) -> None:
    """Audit the version that counts once more, by the rules of today. Raises ``Overtaken``."""
    with _locked(version.contract, seen) as locked:
        if locked.latest_id != version.pk:
            raise Overtaken
        facts: dict[str, Json] = {"ref": locked.ref, "number": version.number}
        record(author, "contract.again", f"contract:{locked.pk}", facts)
        _audit_again(locked)


def _audit_again(contract: Contract) -> None:
    version = contract.latest
    if version is None:
        return
    contract.standing = Standing.READING
    contract.save(update_fields=("standing",))
    Version.objects.filter(pk=version.pk).update(state=State.WAITING, begun=0)
    audit_version.enqueue(version.pk)


def review(author: Author, person: Person, version: Version, seen: int, choice: Choice) -> Review:
    """Sign a review of ``version``, the one that counts, as it was when the page was read. Raises ``Overtaken``."""
    with _locked(version.contract, seen) as locked:
        read = Version.objects.get(pk=version.pk)
        if locked.latest_id != read.pk or read.state != State.DONE or locked.withdrawn:
            raise Overtaken
        made = Review.objects.create(
            of=read, kind=choice.kind, reason=choice.reason, about=about(read), by=person, at=timezone.now()
        )
        locked.standing = _STANDING[choice.kind]
        locked.save(update_fields=("standing",))
        facts: dict[str, Json] = {"ref": locked.ref, "number": read.number, "audit": made.about}
        record(author, f"contract.{choice.kind}", f"contract:{locked.pk}", facts, {"reason": choice.reason})
    return made


def is_last(version: Version, person: Person, choice: Choice) -> bool:
    """Whether the last review of ``version`` is this one: the button was pressed twice."""
    last = version.reviews.last()
    return last is not None and (last.by_id, last.kind, last.reason) == (person.pk, choice.kind, choice.reason)


def withdraw(author: Author, contract: Contract, seen: int, reason: str) -> None:
    """Take a contract that was added by mistake out of the register; it is kept, and can be taken back. Raises
    ``Overtaken``."""
    with _locked(contract, seen) as locked:
        if locked.withdrawn is None:
            locked.withdrawn = timezone.now()
            locked.save(update_fields=("withdrawn",))
            record(author, "contract.withdraw", f"contract:{locked.pk}", {"ref": locked.ref}, {"reason": reason})


def restore(author: Author, contract: Contract, seen: int) -> None:
    """Take a withdrawal back. Raises ``Overtaken``."""
    with _locked(contract, seen) as locked:
        if locked.withdrawn is not None:
            locked.withdrawn = None
            locked.save(update_fields=("withdrawn",))
            record(author, "contract.restore", f"contract:{locked.pk}", {"ref": locked.ref})


@contextmanager
def _locked(contract: Contract, seen: int) -> Iterator[Contract]:
    """``contract`` for one act, within one transaction; its version grows with it. Raises ``Overtaken``."""
    with transaction.atomic():
        locked = Contract.objects.select_for_update().get(pk=contract.pk)
        if locked.version != seen:
            raise Overtaken
        locked.version += 1
        yield locked
        Contract.objects.filter(pk=locked.pk).update(version=locked.version)
