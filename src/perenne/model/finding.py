"""``finding/1``: one judgement of one rule on one subject, with its proof."""

import hashlib
from typing import Any, Literal

import msgspec

from perenne.model.bilingual import Bilingual

Verdict = Literal["prohibited", "non_compliant", "needs_human", "improvable", "compliant", "out_of_scope"]
Status = Literal["law", "recommendation", "platform", "practice"]
Confidence = Literal["A", "B", "C", "D"]
Basis = Literal["publication", "as_of"]

WORST_FIRST: tuple[Verdict, ...] = (
    "prohibited", "non_compliant", "needs_human", "improvable", "compliant", "out_of_scope",
)  # fmt: skip
ACCUSING: frozenset[Verdict] = frozenset({"prohibited", "non_compliant"})


def worst(verdicts: "list[Verdict]") -> Verdict:
    """The worst of several verdicts; no verdict at all counts as ``out_of_scope``."""
    return min(verdicts, key=WORST_FIRST.index, default="out_of_scope")


class Subject(msgspec.Struct, frozen=True, kw_only=True):
    kind: Literal["post", "relation", "document"]
    id: str
    platform: str | None = None


class Evidence(msgspec.Struct, frozen=True, omit_defaults=True):
    """Either a quote, ``field[start:end] == quote`` in code points, or the value of a field and its source."""

    field: str
    start: int | None = None
    end: int | None = None
    quote: str | None = None
    value: Any = msgspec.UNSET
    source: str | None = None


class Question(msgspec.Struct, frozen=True):
    """What would settle the matter, and whom to ask."""

    fact: str
    fr: str
    en: str
    to: Literal["creator", "brand", "agency", "counsel"]


class Notice(msgspec.Struct, frozen=True, omit_defaults=True, rename={"from_": "from"}):
    """A warning or advice beside the verdict."""

    code: str
    fr: str
    en: str
    from_: str | None = None


class Finding(msgspec.Struct, frozen=True, kw_only=True, tag_field="perenne", tag="finding/1"):
    id: str
    subject: Subject
    rule: str
    part: str | None = None
    rule_version: str
    article: str
    status: Status
    law_date: str | None
    basis: Basis
    verdict: Verdict
    code: str
    confidence: Confidence
    position: str | None = None
    evidence: tuple[Evidence, ...] = ()
    because: Bilingual
    fix: Bilingual | None = None
    question: Question | None = None
    notices: tuple[Notice, ...] = ()
    depends_on: tuple[str, ...] = ()


_encode = msgspec.json.Encoder(order="deterministic").encode


def finding_id(subject: Subject, rule: str, version: str, part: str | None, evidence: tuple[Evidence, ...]) -> str:
    """A stable name to be cited: the same subject, rule, version, part and evidence give the same id."""
    said = _encode([subject, rule, version, part, evidence])
    return "f-" + hashlib.sha256(said).hexdigest()[:16]
