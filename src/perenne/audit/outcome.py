"""What an audit found: everything that the report, the tables and the terminal show."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

import msgspec

from perenne.audit.digest import Digest, JudgedPost, judged_post
from perenne.law.rulebook import Rulebook
from perenne.model.answer import Answer, Decision
from perenne.model.bilingual import Bilingual
from perenne.model.finding import Finding, Question, Verdict
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


class SideFile(msgspec.Struct, frozen=True):
    """A file of deals or answers, and how many records it gave."""

    file: str
    sha256: str
    format: str
    records: int


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
    side_files: tuple[SideFile, ...] = ()
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
class Advertised:
    """Whom the deal of a post names, where a deal file says it and not the post’s own record."""

    platform: str
    post_id: str
    advertiser: Advertiser


@dataclass(frozen=True, slots=True)
class AuditOutcome:
    """Posts by (platform, id); findings in the order of their posts, worst first; everything sorted, so that the
    same input gives the same bytes whatever the order of the files.

    What grows with the posts may lie on disk (``Lines``) and is read again each time it is gone through; ``digest``
    has the counts and the posts that come first. ``spoken``: the posts that have a finding, where they are known
    apart; ``beside``: findings about something else than a post; ``answers``: those that were applied; ``decisions``:
    the last on each finding, by its id; ``unmatched_decisions``: findings that were decided on and not found this
    time.
    """

    summary: Summary
    rulebook: Rulebook
    posts: Collection[Post]
    findings: Collection[Finding]
    digest: Digest
    spoken: Collection[Post] | None = None
    questions: Collection[OpenQuestion] = ()
    advertisers: Collection[Advertised] = ()
    rejects: Collection[Reject] = ()
    unread: tuple[UnreadFile, ...] = ()
    loose_deals: Collection[DealLoose] = ()
    conflicts: Collection["Conflict"] = ()
    answers: tuple[Answer, ...] = ()
    unmatched_answers: tuple[tuple[str, str], ...] = ()
    decisions: tuple[Decision, ...] = ()
    unmatched_decisions: tuple[str, ...] = ()
    beside: tuple[Finding, ...] = ()

    @property
    def decided(self) -> Mapping[str, Decision]:
        """The decisions by the id of their finding."""
        return {each.finding: each for each in self.decisions}

    def judged(self) -> Iterator[JudgedPost]:
        """Every post that has a finding, with its findings: read as they come."""
        findings, advertisers = iter(self.findings), iter(self.advertisers)
        finding, advertised = next(findings, None), next(advertisers, None)
        for post in self.posts if self.spoken is None else self.spoken:
            key, said, known = (post.platform, post.subject_id), [], None
            while finding is not None and (finding.subject.platform, finding.subject.id) == key:
                said.append(finding)
                finding = next(findings, None)
            if advertised is not None and (advertised.platform, advertised.post_id) == key:
                known, advertised = advertised.advertiser, next(advertisers, None)
            if said:
                yield judged_post(post, said, known)


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
