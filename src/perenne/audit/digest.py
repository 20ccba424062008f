"""What an audit keeps in memory of everything that it found: counts, and the few posts that come first.

A digest never grows with the number of posts. Two digests of neighbouring posts add up to the one of both, in their
order, so that it does not matter in how many parts the posts were judged.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from perenne.audit.newest import Newness, civil_date, newness
from perenne.model.finding import WORST_FIRST, Finding, Question, Verdict, worst
from perenne.model.post import Advertiser, Post

MOST_POSTS = 500
"""How many of the posts that come first are kept: more than a report has room for."""
MOST_ASKED = MOST_POSTS + 50
"""How many of the posts that wait for the same answer are named: some are left where the first are all shown."""


@dataclass(frozen=True, slots=True)
class JudgedPost:
    """One post, its findings worst first, the worst verdict among them, and whom its deal names, be it in its own
    record or in a deal file."""

    post: Post
    findings: tuple[Finding, ...]
    verdict: Verdict
    advertiser: Advertiser | None = None

    @property
    def severity(self) -> int:
        return WORST_FIRST.index(self.verdict)


def judged_post(post: Post, findings: Iterable[Finding], advertiser: Advertiser | None = None) -> JudgedPost:
    """``post`` with its findings in their order: worst first."""
    ordered = sorted(
        findings, key=lambda each: (WORST_FIRST.index(each.verdict), each.rule, each.part or "", each.id)
    )
    return JudgedPost(post, tuple(ordered), worst([each.verdict for each in ordered]), advertiser)


Urgency = tuple[int, Newness, str, str]


def urgency(judged: JudgedPost) -> Urgency:
    """The order in which posts are shown: worst verdict first; then the newest, the undated last; then by platform
    and id."""
    post = judged.post
    return (judged.severity, newness(post.published_at), post.platform, post.subject_id)


def creator(handle: str | None, name: str | None, account_id: str | None) -> str | None:
    """Who published, as people say it: by handle, name or id."""
    if handle:
        return handle if handle.startswith("@") else f"@{handle}"
    return name or account_id or None


@dataclass(frozen=True, slots=True)
class Place:
    """A post by its name, and the file and line where it was read."""

    platform: str
    id: str
    file: str | None
    line: int | None


Wording = tuple[str, str, str]
"""Whom a question is put to, and its words in French and in English: what makes it the same question."""


def wording(question: Question) -> Wording:
    return question.to, question.fr, question.en


@dataclass(slots=True)
class Asked:
    """How many posts wait for the answer to one question, and the first ``MOST_ASKED`` of them."""

    question: Question
    posts: int = 0
    first: list[Place] = field(default_factory=list)

    def add(self, posts: int, places: Sequence[Place]) -> None:
        self.posts += posts
        self.first += places[: MOST_ASKED - len(self.first)]


@dataclass(slots=True)
class Digest:
    """``verdicts`` counts posts, ``spoken`` those with a finding, ``rules`` findings; ``examples``: one finding for
    each rule, version and position that was applied; ``first``: the posts that come first, in their order; ``days``:
    the first and the last civil day of publication; ``accounts``: how many creators are named."""

    verdicts: Counter[Verdict] = field(default_factory=Counter)
    spoken: int = 0
    rules: dict[str, Counter[Verdict]] = field(default_factory=dict)
    examples: dict[tuple[str, str, str], Finding] = field(default_factory=dict)
    asked: dict[Wording, Asked] = field(default_factory=dict)
    days: tuple[date, date] | None = None
    accounts: int = 0
    _first: list[JudgedPost] = field(default_factory=list)
    _least: int = len(WORST_FIRST)

    @property
    def first(self) -> list[JudgedPost]:
        self._first = sorted(self._first, key=urgency)[:MOST_POSTS]
        return self._first

    def add(self, judged: JudgedPost) -> None:
        """Count a post that was judged."""
        self.verdicts[judged.verdict] += 1
        self.spoken += bool(judged.findings)
        for finding in judged.findings:
            self._add_finding(finding)
        if (day := civil_date(judged.post.published_at)) is not None:
            self.see([day])
        self.consider(judged)

    def _add_finding(self, finding: Finding) -> None:
        counted = self.rules.get(finding.rule)
        if counted is None:
            counted = self.rules[finding.rule] = Counter()
        counted[finding.verdict] += 1
        self.examples.setdefault((finding.rule, finding.rule_version, finding.position or ""), finding)

    def ask(self, post: Post, question: Question) -> None:
        """Count a post that waits for the answer to ``question``."""
        place = Place(post.platform, post.subject_id, post.source.file, post.source.line)
        self._asked(question).add(1, [place])

    def _asked(self, question: Question) -> Asked:
        return self.asked.setdefault(wording(question), Asked(question))

    def see(self, days: Iterable[date]) -> None:
        """Take ``days`` of publication into the period."""
        for day in days:
            self.days = (min(self.days[0], day), max(self.days[1], day)) if self.days else (day, day)

    def consider(self, judged: JudgedPost) -> None:
        """Keep ``judged``, a post that was counted, where it is one of the first."""
        if judged.severity > self._least:
            return
        self._first.append(judged)
        if len(self._first) >= 4 * MOST_POSTS:
            self._first = self.first
            self._least = self._first[-1].severity

    def add_digest(self, following: "Digest") -> None:
        """Add what was found in the posts that follow."""
        self.verdicts.update(following.verdicts)
        self.spoken += following.spoken
        for rule, counted in following.rules.items():
            self.rules.setdefault(rule, Counter()).update(counted)
        for key, example in following.examples.items():
            self.examples.setdefault(key, example)
        for asked in following.asked.values():
            self._asked(asked.question).add(asked.posts, asked.first)
        self.see(following.days or ())
        self.accounts += following.accounts
        for judged in following.first:
            self.consider(judged)


def digest_of(
    posts: Iterable[Post],
    findings: Iterable[Finding],
    questions: Iterable[tuple[Post, Question]] = (),
    advertisers: Mapping[tuple[str, str], Advertiser] | None = None,
) -> Digest:
    """The digest of an audit that is in memory whole, in whatever order."""
    of_post: defaultdict[tuple[str | None, str], list[Finding]] = defaultdict(list)
    for finding in findings:
        of_post[finding.subject.platform, finding.subject.id].append(finding)
    digest = Digest()
    creators = set()
    for post in sorted(posts, key=lambda each: (each.platform, each.subject_id)):
        key = (post.platform, post.subject_id)
        digest.add(judged_post(post, of_post[key], (advertisers or {}).get(key)))
        account = post.account
        creators.add((creator(account.handle, account.name, account.id) or "").casefold())
    for post, question in questions:
        digest.ask(post, question)
    digest.accounts = len(creators - {""})
    return digest
