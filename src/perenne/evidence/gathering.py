"""What goes into a bundle: the records that concern its subjects, taken line by line from where they lie.

A subject is a post or a relation. Records are copied as they stand, so that each is the line that was written; of the
subjects only those that a page has room for are kept in memory, the worst first.
"""

import heapq
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, groupby, islice
from pathlib import Path
from typing import BinaryIO, NamedTuple, cast

from perenne.audit.outcome import FileSummary, SideFile, Summary
from perenne.evidence.untrusted import named, ordinary, records
from perenne.model.answer import Answer, Decision, Reply
from perenne.model.errors import UsageError
from perenne.model.finding import WORST_FIRST, Finding, Subject, Verdict, worst
from perenne.model.post import Post
from perenne.model.relation import Relation
from perenne.model.wire import RecordError, decode

MOST_SHOWN = 200
"""Subjects on the page; the records of all are in the bundle."""
MOST_FINDINGS = 200
"""Findings on one subject that the page shows."""
MOST_SAID = 500
"""Answers, and decisions, that the page shows."""
_LARGEST_SUMMARY = 64 * 2**20

POSTS, FINDINGS, ANSWERS, RELATIONS = "posts.ndjson", "findings.ndjson", "answers.ndjson", "relations.ndjson"
REPLIES = "replies.ndjson"

Said = Answer | Decision
_SAID = cast("type[Said]", Said)


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What somebody wants proven. ``audit``: the folder of an audit, all of it or only ``posts``; ``relations`` and
    ``findings``: records beside it; ``attached``: files that go in as they are; ``originals``: with the files in
    which the posts were read."""

    audit: Path | None = None
    posts: tuple[str, ...] = ()
    relations: tuple[Path, ...] = ()
    findings: tuple[Path, ...] = ()
    attached: tuple[Path, ...] = ()
    originals: bool = True


class Judged(NamedTuple):
    """A subject of the page, its findings worst first; ``record`` where it was found."""

    subject: Subject
    findings: tuple[Finding, ...]
    record: Post | Relation | None = None

    @property
    def verdict(self) -> Verdict:
        return worst([each.verdict for each in self.findings])


@dataclass(slots=True)
class Gathered:
    """``records``: files of records by their path in the bundle; ``read_in``: names of the files that the posts were
    read in, by SHA-256; ``under``: one finding for each version of a rule that was applied."""

    summary: Summary | None = None
    records: dict[str, Path] = field(default_factory=dict)
    subjects: tuple[Judged, ...] = ()
    verdicts: Counter[Verdict] = field(default_factory=Counter)
    findings: int = 0
    posts: int = 0
    relations: int = 0
    answers: tuple[Answer, ...] = ()
    decisions: tuple[Decision, ...] = ()
    replies: tuple[Reply, ...] = ()
    read_in: dict[str, str] = field(default_factory=dict)
    under: dict[tuple[str, str, str | None], Finding] = field(default_factory=dict)


def check(request: Request) -> None:
    """Raise ``UsageError`` where a source is missing, before anything is made for it."""
    if request.audit is None and not request.relations:
        raise _nothing()
    if request.audit is not None:
        _summary(request.audit)
    for file in (*request.relations, *request.findings):
        named(file).close()


def _nothing() -> UsageError:
    return UsageError(
        fr="rien à prouver : donnez le dossier d’un audit qui contient des publications, ou --relation",
        en="nothing to prove: give the folder of an audit that holds posts, or --relation",
    )


def gather(request: Request, spool: Path) -> Gathered:
    """Everything that concerns the subjects; ``spool``: a private folder for the records. Raises ``UsageError``."""
    gathered = Gathered()
    if request.audit is not None:
        gathered.summary = _summary(request.audit)
    _gather_findings(request, spool, gathered)
    if request.audit is not None:
        _gather_posts(request.audit, set(request.posts), spool, gathered)
        _gather_said(request.audit, spool, gathered, every=not request.posts)
        _gather_replies(request.audit, spool, gathered, every=not request.posts)
    _gather_relations(request.relations, spool, gathered)
    if not gathered.posts and not gathered.relations:
        raise _nothing()
    return gathered


def _summary(audit: Path) -> Summary:
    try:
        with ordinary(audit / "summary.json") as stream:
            return decode(Summary, stream.read(_LARGEST_SUMMARY))
    except (RecordError, UsageError):
        raise UsageError(
            fr=f"« {audit} » n’est pas le dossier d’un audit : donnez le dossier que `perenne audit` a écrit",
            en=f"“{audit}” is not the folder of an audit: give the folder that `perenne audit` wrote",
        ) from None


class _Lines:
    """A file of records that appears in the bundle with its first line."""

    def __init__(self, spool: Path, name: str, gathered: Gathered) -> None:
        self._file, self._name, self._gathered = spool / name, name, gathered
        self._stream: BinaryIO | None = None

    def __enter__(self) -> "_Lines":
        return self

    def __exit__(self, *_: object) -> None:
        if self._stream is not None:
            self._stream.close()

    def write(self, line: bytes) -> None:
        if self._stream is None:
            self._stream = self._file.open("xb")
            self._gathered.records[self._name] = self._file
        self._stream.write(line + b"\n")


# Findings


def _gather_findings(request: Request, spool: Path, gathered: Gathered) -> None:
    with _Lines(spool, FINDINGS, gathered) as out:
        of_audit = _of_audit(request.audit, set(request.posts), out, gathered) if request.audit else ()
        counted = enumerate(chain(of_audit, _beside(request.findings, out, gathered)))
        first = heapq.nsmallest(MOST_SHOWN, counted, key=lambda each: (WORST_FIRST.index(each[1].verdict), each[0]))
    gathered.subjects = tuple(judged for _, judged in first)


def _of_audit(audit: Path, posts: set[str], out: _Lines, gathered: Gathered) -> Iterator[Judged]:
    """The subjects of an audit, whose findings stand together; those on ``posts`` alone where there are some."""
    wanted = (
        (line, each)
        for line, each in records(audit / FINDINGS, Finding)
        if not posts or _is_named(each.subject, posts)
    )
    for _, group in groupby(wanted, key=lambda each: each[1].subject):
        judged: Judged | None = None
        for line, finding in group:
            judged = _taken(judged, line, finding, out, gathered)
        if judged is not None:
            gathered.verdicts[judged.verdict] += 1
            yield judged


def _beside(files: Iterable[Path], out: _Lines, gathered: Gathered) -> Iterator[Judged]:
    """The subjects of files that a person gives, in whatever order their findings stand."""
    found: dict[Subject, Judged] = {}
    for file in files:
        for line, finding in records(file, Finding, named):
            found[finding.subject] = _taken(found.get(finding.subject), line, finding, out, gathered)
    gathered.verdicts.update(judged.verdict for judged in found.values())
    yield from found.values()


def _taken(judged: Judged | None, line: bytes, finding: Finding, out: _Lines, gathered: Gathered) -> Judged:
    """``judged`` with one finding more, which is counted, and its line written."""
    out.write(line)
    gathered.findings += 1
    gathered.under.setdefault((finding.rule, finding.rule_version, finding.position), finding)
    before = judged.findings if judged else ()
    return Judged(finding.subject, tuple(_worst_first([*before, finding])[:MOST_FINDINGS]))


def _worst_first(findings: Iterable[Finding]) -> list[Finding]:
    return sorted(findings, key=lambda each: (WORST_FIRST.index(each.verdict), each.rule, each.part or "", each.id))


def _is_named(subject: Subject, posts: set[str]) -> bool:
    return subject.kind == "post" and (subject.id in posts or f"{subject.platform}/{subject.id}" in posts)


# Posts and relations


def _gather_posts(audit: Path, posts: set[str], spool: Path, gathered: Gathered) -> None:
    places = {(each.subject.platform, each.subject.id): n for n, each in enumerate(gathered.subjects)}
    subjects = list(gathered.subjects)
    named: set[str] = set()
    with _Lines(spool, POSTS, gathered) as out:
        for line, post in records(audit / POSTS, Post):
            subject = Subject(kind="post", platform=post.platform, id=post.subject_id)
            if posts and not _is_named(subject, posts):
                continue
            out.write(line)
            gathered.posts += 1
            named |= posts & {subject.id, f"{subject.platform}/{subject.id}"}
            if post.source.sha256:
                gathered.read_in.setdefault(post.source.sha256, post.source.file or "")
            place = places.get((post.platform, post.subject_id))
            if place is not None:
                subjects[place] = subjects[place]._replace(record=post)
            elif posts and len(subjects) < MOST_SHOWN:
                subjects.append(Judged(subject, (), post))
    gathered.subjects = tuple(subjects)
    _check_named(posts - named)
    gathered.read_in |= _files_behind(gathered, every=not posts)


def _files_behind(gathered: Gathered, *, every: bool) -> dict[str, str]:
    """The files that the findings cite, by SHA-256; ``every``: all that the audit read."""
    if gathered.summary is None:
        return {}
    cited = {
        (each.source or "").rpartition(":")[0]
        for judged in gathered.subjects
        for finding in judged.findings
        for each in finding.evidence
    }
    files: list[FileSummary | SideFile] = [*gathered.summary.files, *gathered.summary.side_files]
    return {each.sha256: each.file for each in files if each.sha256 and (every or each.file in cited)}


def _check_named(missing: set[str]) -> None:
    if missing:
        names = ", ".join(sorted(missing))
        raise UsageError(
            fr=f"l’audit ne contient pas la publication {names} : son identifiant est dans posts.ndjson",
            en=f"the audit does not hold the post {names}: its id stands in posts.ndjson",
        )


def _gather_relations(files: Iterable[Path], spool: Path, gathered: Gathered) -> None:
    subjects = {each.subject.id: n for n, each in enumerate(gathered.subjects) if each.subject.kind == "relation"}
    every = list(gathered.subjects)
    with _Lines(spool, RELATIONS, gathered) as out:
        for file in files:
            for line, relation in records(file, Relation, named):
                out.write(line)
                gathered.relations += 1
                if relation.id in subjects:
                    every[subjects[relation.id]] = every[subjects[relation.id]]._replace(record=relation)
                elif len(every) < MOST_SHOWN:
                    every.append(Judged(Subject(kind="relation", id=relation.id), (), relation))
    gathered.subjects = tuple(every)


# What people said


def _gather_said(audit: Path, spool: Path, gathered: Gathered, *, every: bool) -> None:
    """Answers about the subjects and decisions on their findings; ``every``: all of the audit's."""
    if not (audit / ANSWERS).exists():
        return
    about = {(each.subject.platform, each.subject.id) for each in gathered.subjects}
    decided = {finding.id for each in gathered.subjects for finding in each.findings}
    answers: list[Answer] = []
    decisions: list[Decision] = []
    with _Lines(spool, ANSWERS, gathered) as out:
        for line, record in records(audit / ANSWERS, _SAID):
            if not every and not _concerns(record, about, decided):
                continue
            out.write(line)
            if isinstance(record, Answer):
                answers.append(record)
            else:
                decisions.append(record)
            gathered.read_in |= _read_in(record)
    gathered.answers = tuple(islice(answers, MOST_SAID))
    gathered.decisions = tuple(islice(decisions, MOST_SAID))


def _gather_replies(audit: Path, spool: Path, gathered: Gathered, *, every: bool) -> None:
    """What creators said of the subjects, with the files that they showed; ``every``: all of the audit's."""
    if not (audit / REPLIES).exists():
        return
    about = {(each.subject.platform, each.subject.id) for each in gathered.subjects}
    replies: list[Reply] = []
    with _Lines(spool, REPLIES, gathered) as out:
        for line, reply in records(audit / REPLIES, Reply):
            if every or (reply.platform, reply.post_id) in about:
                out.write(line)
                replies.append(reply)
                gathered.read_in |= {each.sha256: each.file for each in reply.files}
    gathered.replies = tuple(islice(replies, MOST_SAID))


def _concerns(said: Said, about: set[tuple[str | None, str]], decided: set[str]) -> bool:
    if isinstance(said, Answer):
        return (said.platform, said.post_id) in about
    return said.finding in decided


def _read_in(said: Said) -> dict[str, str]:
    if not isinstance(said, Answer) or not said.source.sha256:
        return {}
    return {said.source.sha256: said.source.file or ""}
