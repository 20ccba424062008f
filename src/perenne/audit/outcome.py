"""What an audit found: everything that the report, the tables and the terminal show."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import msgspec

from perenne.law.rulebook import Rulebook
from perenne.model.answer import Answer
from perenne.model.bilingual import Bilingual
from perenne.model.finding import Finding, Question, Verdict, worst
from perenne.model.post import Advertiser, Post
from perenne.model.reject import Reject
from perenne.model.relation import DealLine


class FileSummary(msgspec.Struct, frozen=True, kw_only=True):
    """What one file gave: posts read, lines rejected, ``others`` recognised as no post, and the rules that could
    not be judged for what the file does not record (rule → why). ``problem``: why it could not be read, or not to its
    end."""

    file: str
    sha256: str
    format: str
    records: int = 0
    rejects: int = 0
    others: dict[str, int] = msgspec.field(default_factory=dict)
    not_judged: dict[str, str] = msgspec.field(default_factory=dict)
    problem: str | None = None


class RulebookName(msgspec.Struct, frozen=True):
    version: str
    sha256: str


class Summary(msgspec.Struct, frozen=True, kw_only=True, tag_field="perenne", tag="summary/1"):
    """``summary.json``. ``verdicts`` counts posts by their worst finding, ``rules`` findings by verdict."""

    program: str
    rulebook: RulebookName
    isolation: str = "none"
    as_of: str | None = None
    files: tuple[FileSummary, ...] = ()
    posts: int = 0
    relations: int = 0
    repeats: int = 0
    verdicts: dict[Verdict, int] = msgspec.field(default_factory=dict)
    rules: dict[str, dict[Verdict, int]] = msgspec.field(default_factory=dict)
    assumed: tuple[str, ...] = ()
    not_checked: tuple[str, ...] = ()
    jurisdictions: tuple[str, ...] = ()
    elsewhere: dict[str, int] = msgspec.field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """One question to one person about one post; ``findings`` are the findings that wait for the answer."""

    post: Post
    question: Question
    findings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DealLoose:
    """A deal that met no post, or a post that two deals may cover: listed, never guessed. ``where`` is file:line."""

    where: str
    deal: DealLine
    why: Bilingual


@dataclass(frozen=True, slots=True)
class UnreadFile:
    """A file of which nothing could be read, and why."""

    file: str
    reason: Bilingual


@dataclass(frozen=True, slots=True)
class AuditOutcome:
    """Posts by (platform, id); findings in the order of their posts, worst first; everything sorted, so that the
    same input gives the same bytes whatever the order of the files. ``advertisers``: whom a post’s deal names, by
    (platform, id), be it in its own record or in a deal file; ``answers``: those that were applied."""

    summary: Summary
    rulebook: Rulebook
    posts: tuple[Post, ...]
    findings: tuple[Finding, ...]
    questions: tuple[OpenQuestion, ...] = ()
    rejects: tuple[Reject, ...] = ()
    unread: tuple[UnreadFile, ...] = ()
    loose_deals: tuple[DealLoose, ...] = ()
    conflicts: tuple["Conflict", ...] = ()
    answers: tuple[Answer, ...] = ()
    unmatched_answers: tuple[tuple[str, str], ...] = ()
    advertisers: Mapping[tuple[str, str], Advertiser] = field(default_factory=dict)

    def verdict_of(self, findings: "tuple[Finding, ...]") -> Verdict:
        return worst([finding.verdict for finding in findings])


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two copies of one post that say different things: both are kept and shown."""

    platform: str
    post_id: str
    field: str
    kept: str
    other: str
    kept_source: str
    other_source: str
