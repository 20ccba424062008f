"""The job of a version: the library reads the document in its child, audits it, and everything is written at once.

Nothing is kept until the end, so that a job that was killed at any moment is simply done again, and one that was done
does nothing when it is asked for twice.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import msgspec
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django_tasks import task

from perenne.chain import sha256
from perenne.contracts.apart import done_apart
from perenne.contracts.audit import Audited, audit_document, state_of
from perenne.contracts.embedded import PDF
from perenne.contracts.identity import AUTHORITY
from perenne.contracts.reading.opening import read_file
from perenne.contracts.terms import Terms
from perenne.contracts.terms_file import read_terms
from perenne.desk.contracts.models import Contract, Review, Standing, State, Version
from perenne.desk.imports import originals
from perenne.desk.journal.acts import Author, record
from perenne.desk.posts.judging import storable
from perenne.evidence.keys import folder
from perenne.law.rulebook import rulebook
from perenne.model.bilingual import Bilingual
from perenne.model.errors import PerenneError, UnreadableFile, UsageError
from perenne.model.finding import ACCUSING
from perenne.model.relation import DealKind, DealLine, Relation, RelationCreator
from perenne.report.contract.clauses import group_of

_OFTEN = 5
"""How often a job is taken up again before it is held to be what ends the workers."""
_LONG = 200
_HEAD = 1024
_FAULT = Bilingual(
    fr="quelque chose n’a pas marché de notre côté : déposez le document de nouveau",
    en="something went wrong on our side: add the document again",
)
_ENDS_WORKERS = Bilingual(
    fr=f"la lecture s’est interrompue {_OFTEN} fois, peut-être faute de mémoire : donnez le contrat seul",
    en=f"the reading broke off {_OFTEN} times, perhaps for want of memory: give the contract alone",
)
_STANDING = {Review.MEND: Standing.TO_MEND, Review.FIT: Standing.REVIEWED}


@dataclass(frozen=True, slots=True)
class Looked:
    """What the library says of a document."""

    audited: Audited
    signatures: str
    terms: str


@task()
def audit_version(pk: int) -> None:
    """Audit version ``pk``, unless it is done."""
    begun = Version.objects.filter(pk=pk, state__in=(State.WAITING, State.READING))
    if not begun.update(state=State.READING, begun=F("begun") + 1):
        return
    if Version.objects.get(pk=pk).begun > _OFTEN:
        _fail(pk, _ENDS_WORKERS)
        return
    try:
        while not _audited(pk):
            pass
    except PerenneError as problem:
        _fail(pk, problem.says)
    except Exception:
        _fail(pk, _FAULT)
        raise


@transaction.atomic
def _fail(pk: int, says: Bilingual) -> None:
    version = Version.objects.select_for_update().get(pk=pk)
    if version.state == State.READING:
        version.state, version.failure_fr, version.failure_en = State.FAILED, storable(says.fr), storable(says.en)
        version.save(update_fields=("state", "failure_fr", "failure_en"))
        Contract.objects.filter(latest=version).update(standing=Standing.UNREAD)


def _audited(pk: int) -> bool:
    """Audit and keep; ``False``: what people recorded of the contract changed meanwhile, and nothing was kept."""
    version = Version.objects.select_related("contract__brand").get(pk=pk)
    looked = _look(version)
    with transaction.atomic():
        contract = Contract.objects.select_for_update().get(pk=version.contract_id)
        kept = Version.objects.select_for_update().select_related("by").get(pk=pk)
        if kept.state != State.READING:
            return True
        if contract.version != version.contract.version:
            return False
        _keep(contract, kept, looked)
    return True


def _look(version: Version) -> Looked:
    path = originals.path_of(version.sha256)
    document = read_file(path, version.name)
    terms, signatures = "", ""
    if document.content.format == "pdf":
        content = path.read_bytes()
        terms, signatures = _terms(content), _signatures(content)
    carried = read_terms(terms.encode()).terms if terms else None
    contract = version.contract
    _fill(contract, carried)
    received = timezone.localtime(version.at).date()
    return Looked(audit_document(document, rulebook(), known(contract), _day(contract, received)), signatures, terms)


def _terms(content: bytes) -> str:
    """The terms inside a contract that was drafted here; most contracts carry none."""
    try:
        text: str = done_apart("terms", content) if PDF in content[:_HEAD] else ""
    except UnreadableFile:
        return ""
    return text


def _signatures(content: bytes) -> str:
    """What the signatures are worth, as JSON; empty where they cannot be looked at here."""
    own = folder() / "parties" / AUTHORITY
    trusted = [own.read_text(encoding="ascii")] if own.is_file() else []
    try:
        return msgspec.json.encode(done_apart("signatures", content, *trusted)).decode()
    except (UnreadableFile, UsageError):
        return ""


def _fill(contract: Contract, terms: Terms | None) -> None:
    """What nobody recorded of ``contract`` and the document's own terms say."""
    if terms is None:
        return
    in_euros = terms.currency == "EUR"
    said: dict[str, object] = {
        "creator": terms.creator.name,
        "objective": terms.objective,
        "starts": terms.date,
        "ends": terms.ends,
        "notice_days": terms.notice_days,
        "french_public": terms.targets_french_public,
    }
    if in_euros:
        said |= {"money": terms.fee, "in_kind": sum(each.value for each in terms.in_kind) if terms.in_kind else None}
    for name, value in said.items():
        if value is not None and (getattr(contract, name) in {None, ""} or name in contract.from_terms):
            setattr(contract, name, value)
            contract.from_terms = sorted({*contract.from_terms, name})


def known(contract: Contract) -> Relation | None:
    """What people recorded beside the document, as the library reads it; nothing without the names of both."""
    if contract.brand is None or not contract.creator:
        return None
    bounds = [each.isoformat() if each else None for each in (contract.starts, contract.ends)]
    kinds: tuple[tuple[DealKind, Decimal | None], ...] = (("money", contract.money), ("product", contract.in_kind))
    deals = tuple(
        DealLine(
            creator=contract.creator,
            advertiser=contract.brand.name,
            from_=bounds[0],
            to=bounds[1],
            kind=kind,
            requested=True,
            value_eur=float(value),
            objective=contract.objective or None,
        )
        for kind, value in kinds
        if value
    )
    return Relation(
        id=contract.ref,
        creator=RelationCreator(handle=contract.creator),
        targets_french_public=contract.french_public,
        deals=deals,
    )


def _day(contract: Contract, received: date) -> date | None:
    """Whose law holds: that of what was given where its days are known, that of the day of receipt where not."""
    dated = contract.starts is not None and (contract.money or contract.in_kind)
    return None if dated else received


def _keep(contract: Contract, version: Version, looked: Looked) -> None:
    audited = looked.audited
    version.audit, version.rules = msgspec.json.encode(audited).decode(), rulebook().sha256
    version.format = audited.document.content.format
    version.signatures, version.terms = looked.signatures, storable(looked.terms)
    states = [state_of(each) for each in audited.findings if group_of(each) == "law"]
    version.present, version.weak, version.missing = (states.count(each) for each in ("present", "weak", "missing"))
    version.accuses = any(each.verdict in ACCUSING for each in audited.findings)
    version.creator, version.advertiser = _parties(audited)
    version.state, version.begun, version.failure_fr, version.failure_en = State.DONE, 0, "", ""
    version.save()
    carried = read_terms(looked.terms.encode()).terms if looked.terms else None
    if contract.latest_id == version.pk:
        _fill(contract, carried)
        contract.standing = _standing(version) if is_legible(audited) else Standing.UNREAD
        contract.save()
    by = Author(version.by.ref, version.by.name, contract.organisation_id, "job")
    counts = {"present": version.present, "weak": version.weak, "missing": version.missing}
    record(
        by, "contract.audited", f"contract:{contract.pk}", {"ref": contract.ref, "number": version.number, **counts}
    )


def is_legible(audited: Audited) -> bool:
    """Whether its text could be read: a scan has none."""
    return audited.document.has_text and "no_text" not in audited.document.notes


def _standing(version: Version) -> Standing:
    """A review holds as long as it is about the same audit."""
    last = version.reviews.last()
    return _STANDING[last.kind] if last and last.about == about(version) else Standing.TO_REVIEW


def about(version: Version) -> str:
    """The hash of the audit of ``version``, which a review is about."""
    return sha256(version.audit.encode())


def _parties(audited: Audited) -> tuple[str, str]:
    contract = audited.relation.contract if audited.relation else None
    parties = contract.parties if contract else None
    creator, advertiser = (parties.creator, parties.advertiser) if parties else (None, None)
    one, other = (storable((each.name or "") if each else "")[:_LONG] for each in (creator, advertiser))
    return one, other
