"""Posts with their findings, worst first, and the pair of creator and brand under which each is shown."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from perenne.audit.outcome import AuditOutcome
from perenne.model.finding import WORST_FIRST, Finding, Subject, Verdict, worst
from perenne.model.post import Advertiser, Post
from perenne.report import days
from perenne.report.sentences import Tally


class Pair(NamedTuple):
    """Who published and for which brand; ``None`` where that is not known."""

    creator: str | None
    brand: str | None

    @property
    def key(self) -> tuple[bool, str, bool, str]:
        """Same pair whatever the case of its letters; unknown comes last."""
        creator, brand = (self.creator or "").casefold(), (self.brand or "").casefold()
        return (self.creator is None, creator, self.brand is None, brand)


@dataclass(frozen=True, slots=True)
class Judged:
    """One post, its findings worst first, and the worst verdict among them."""

    post: Post
    findings: tuple[Finding, ...]
    verdict: Verdict
    advertiser: Advertiser | None = None

    @property
    def severity(self) -> int:
        return WORST_FIRST.index(self.verdict)


def judged_posts(outcome: AuditOutcome) -> list[Judged]:
    """Every post: worst verdict first; then the newest, the undated last; then by platform and id."""
    findings: dict[tuple[str | None, str], list[Finding]] = defaultdict(list)
    for finding in outcome.findings:
        findings[finding.subject.platform, finding.subject.id].append(finding)
    judged = [_judged(post, findings[post.platform, post.subject_id], outcome) for post in outcome.posts]
    return sorted(judged, key=_urgency)


def without_post(outcome: AuditOutcome) -> tuple[Finding, ...]:
    """Findings about something else than one of the posts (a relation): shown apart, never lost."""
    known: set[tuple[str, str]] = {(post.platform, post.subject_id) for post in outcome.posts}
    return tuple(each for each in outcome.findings if not _is_about(each.subject, known))


def _is_about(subject: Subject, known: set[tuple[str, str]]) -> bool:
    return subject.kind == "post" and (subject.platform, subject.id) in known


def tally(judged: Iterable[Judged]) -> Tally:
    counts: dict[Verdict, int] = dict.fromkeys(WORST_FIRST, 0)
    for each in judged:
        counts[each.verdict] += 1
    return Tally(counts)


def pair(post: Post, known: Advertiser | None = None) -> Pair:
    """The creator by handle, name or id; the brand by the deal (``known``, or the post's own), else by the label of
    the platform."""
    account, advertiser = post.account, known or post.deal.advertiser
    handles = [at(each) for each in (advertiser.handles if advertiser else ())] or [
        at(each) for each in post.labels.sponsors
    ]
    name = advertiser.name if advertiser else None
    creator = at(account.handle) if account.handle else account.name or account.id
    return Pair(creator or None, name or ", ".join(handles) or None)


def at(handle: str) -> str:
    return handle if handle.startswith("@") else f"@{handle}"


def by_pair(judged: Sequence[Judged]) -> list[tuple[Pair, list[Judged]]]:
    """The same posts by pair; the creator with the worst post first, and all brands of a creator together."""
    pairs: dict[tuple[bool, str, bool, str], tuple[Pair, list[Judged]]] = {}
    worst_of_creator: dict[tuple[bool, str], int] = {}
    for each in judged:
        of = pair(each.post, each.advertiser)
        pairs.setdefault(of.key, (of, []))[1].append(each)
        creator = of.key[:2]
        worst_of_creator[creator] = min(each.severity, worst_of_creator.get(creator, each.severity))
    return [
        pairs[key]
        for key in sorted(
            pairs,
            key=lambda key: (worst_of_creator[key[:2]], key[:2], min(each.severity for each in pairs[key][1]), key),
        )
    ]


def period(judged: Iterable[Judged]) -> tuple[date, date] | None:
    """From the first to the last known day of publication."""
    known = [moment.day for each in judged if (moment := days.moment(each.post.published_at))]
    return (min(known), max(known)) if known else None


def _judged(post: Post, findings: list[Finding], outcome: AuditOutcome) -> Judged:
    ordered = sorted(
        findings, key=lambda each: (WORST_FIRST.index(each.verdict), each.rule, each.part or "", each.id)
    )
    advertiser = outcome.advertisers.get((post.platform, post.subject_id))
    return Judged(post, tuple(ordered), worst([each.verdict for each in findings]), advertiser)


def _urgency(judged: Judged) -> tuple[int, bool, int, str, str, str]:
    moment = days.moment(judged.post.published_at)
    age = -moment.day.toordinal() if moment else 0
    time = moment.time or "" if moment else ""
    return (judged.severity, moment is None, age, time, judged.post.platform, judged.post.subject_id)
