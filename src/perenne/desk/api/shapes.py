"""What programs are answered: rows of the desk around the records of the library, as the library writes these."""

from datetime import date, datetime
from decimal import Decimal
from typing import Literal

import msgspec
from django.http import HttpResponse

from perenne.desk.bundles.models import State as Making
from perenne.desk.contracts.models import Standing as ContractStanding
from perenne.desk.contracts.models import State as ContractState
from perenne.desk.imports.models import State as Reading
from perenne.desk.posts.models import State as Standing
from perenne.model.answer import Answer, Decision
from perenne.model.bilingual import Bilingual
from perenne.model.finding import Finding, Question, Verdict
from perenne.model.post import Post

Kind = Literal["ask", "compliant", "escalate"]


class Named(msgspec.Struct, frozen=True):
    """A brand of the organisation."""

    id: int
    name: str


class PostRow(msgspec.Struct, frozen=True):
    """A post in a list. ``verdict`` is the worst of its findings, or compliant where a person
    judged it so; ``version`` grows with each act on it."""

    id: int
    platform: str
    post_id: str
    creator: str | None
    advertiser: str | None
    brand: Named | None
    published: date | None
    words: str
    verdict: Verdict
    state: Standing
    version: int


class FindingRow(msgspec.Struct, frozen=True):
    """A finding, and the post that it is about."""

    id: int
    post: int
    record: Finding


class DecisionRow(msgspec.Struct, frozen=True):
    """What a person decided of a post; ``records`` says the same of each finding that stands today."""

    id: int
    post: int
    kind: Kind
    verdict: Verdict
    reason: str
    due: date | None
    by: str
    at: datetime
    records: tuple[Decision, ...]


class HeldRow(msgspec.Struct, frozen=True):
    """What a person holds of one rule, against what was proposed."""

    id: int
    rule: str
    part: str | None
    proposed: Verdict
    verdict: Verdict
    reason: str
    by: str
    at: datetime


class PostWhole(msgspec.Struct, frozen=True):
    """One post with what the law says of it, what people answered and decided, and the questions that are open."""

    id: int
    brand: Named | None
    verdict: Verdict
    state: Standing
    version: int
    record: Post
    findings: tuple[FindingRow, ...]
    questions: tuple[Question, ...]
    answers: tuple[Answer, ...]
    decisions: tuple[DecisionRow, ...]
    held: tuple[HeldRow, ...]


class ImportRow(msgspec.Struct, frozen=True):
    """An import. ``read``: records so far; ``posts_known``: those that were here already;
    ``posts_differ``: those of them that are told otherwise; ``others``: no posts."""

    id: int
    state: Reading
    brand: Named | None
    by: str
    at: datetime
    ended: datetime | None
    read: int
    posts_new: int
    posts_known: int
    posts_differ: int
    others: int
    failure: Bilingual | None
    may_be_undone: bool


class FileRow(msgspec.Struct, frozen=True):
    """A file of an import; ``format`` is null where it was not recognised, or not yet."""

    name: str
    sha256: str
    size: int
    format: str | None
    records: int
    problem: Bilingual | None


class Reject(msgspec.Struct, frozen=True):
    """A line that was not taken, and why."""

    file: str
    line: int
    reason: Bilingual


class ImportWhole(msgspec.Struct, frozen=True, rename={"row": "import"}):
    """One import with its files; of its rejects the first 200, and how many there are."""

    row: ImportRow
    files: tuple[FileRow, ...]
    rejects: tuple[Reject, ...]
    rejects_in_all: int


class Undone(msgspec.Struct, frozen=True, rename={"row": "import"}):
    """An import that was taken back; ``staying``: posts that people have acted on since, or that are evidence."""

    row: ImportRow
    staying: int


class BundleRow(msgspec.Struct, frozen=True):
    """An evidence bundle; hash, size, key and manifest are null until it is made."""

    id: int
    state: Making
    brand: Named | None
    by: str
    at: datetime
    language: Literal["fr", "en"]
    posts: tuple[int, ...]
    sha256: str | None
    size: int | None
    key: str | None
    manifest: str | None
    failure: Bilingual | None


class Dated(msgspec.Struct, frozen=True):
    """A day to remember, or, without a day, what only a person can settle."""

    kind: str
    on: date | None
    of: str | None
    says: Bilingual


class Year(msgspec.Struct, frozen=True):
    """What the creator was given in a year, in euros excluding VAT; ``unvalued``: exchanges without a value, which
    are not in the total."""

    year: int
    total: Decimal
    unvalued: int


class PartnershipRow(msgspec.Struct, frozen=True):
    """A partnership. ``written``: whether a written contract is recorded; of its judged posts ``posts_clear`` say
    that they are advertising."""

    ref: str
    brand: Named | None
    creator: str
    advertiser: str
    owner: str | None
    since: date
    ended: date | None
    agreement: str | None
    term_end: date | None
    written: bool
    signed: date | None
    last_post: date | None
    posts_clear: int
    posts_judged: int
    version: int


class PartnershipWhole(msgspec.Struct, frozen=True):
    """One partnership with its dates and its years."""

    partnership: PartnershipRow
    dates: tuple[Dated, ...]
    years: tuple[Year, ...]


class ContractRow(msgspec.Struct, frozen=True):
    """A contract. ``money`` and ``in_kind``: euros excluding VAT; ``missing`` and ``weak``: elements of the law, in
    the latest version, null while none was audited."""

    ref: str
    brand: Named | None
    creator: str | None
    advertiser: str | None
    partnership: str | None
    objective: str | None
    money: Decimal | None
    in_kind: Decimal | None
    starts: date | None
    ends: date | None
    notice_until: date | None
    signed_on: date | None
    standing: ContractStanding
    withdrawn: bool
    weak: int | None
    missing: int | None
    version: int


class VersionRow(msgspec.Struct, frozen=True):
    """A version of a contract's document; the counts are of what the law asks for, null while it was not audited."""

    number: int
    name: str
    sha256: str
    size: int
    by: str
    at: datetime
    state: ContractState
    present: int | None
    weak: int | None
    missing: int | None
    failure: Bilingual | None


class ReviewRow(msgspec.Struct, frozen=True):
    """What a person signed after reading a version, and why."""

    version: int
    kind: Literal["mend", "fit"]
    reason: str
    by: str
    at: datetime


class ContractWhole(msgspec.Struct, frozen=True):
    """One contract with its versions and reviews."""

    contract: ContractRow
    versions: tuple[VersionRow, ...]
    reviews: tuple[ReviewRow, ...]


def given(value: msgspec.Struct, status: int = 200, **headers: str) -> HttpResponse:
    """``value`` as an answer."""
    named = {name.replace("_", "-"): text for name, text in headers.items()}
    return HttpResponse(msgspec.json.encode(value), status=status, content_type="application/json", headers=named)


def both(fr: str, en: str) -> Bilingual | None:
    """A sentence of the desk that is kept in two columns; none where nothing was said."""
    return Bilingual(fr=fr, en=en) if fr or en else None
