"""What one batch of posts gave: parts on disk, and what is kept in memory.

A part holds what a batch gave of one kind. Joined in the order of the batches the parts are the whole, so that it
does not matter who judged which batch, nor when.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from perenne.audit.answers import Key
from perenne.audit.digest import Digest, creator, judged_post
from perenne.audit.index import hashed
from perenne.audit.judgement import Judgement
from perenne.audit.lines import Lines, LineWriter
from perenne.audit.outcome import Advertised, Conflict, DealLoose, OpenQuestion
from perenne.audit.places import places
from perenne.audit.spool import RecordWriter
from perenne.law.facts import Scope
from perenne.model.finding import Finding, Question
from perenne.model.post import Post


@dataclass(slots=True)
class Noted:
    """What the summary says of the posts of a batch. ``scopes`` counts posts by the law that applies, ``missed`` is
    file → rule → the field that the file does not record, ``met`` the deals that met a post, ``answered`` the posts
    that somebody answered for, ``creators`` the hashes of their names."""

    posts: int = 0
    scopes: Counter[Scope] = field(default_factory=Counter)
    missed: dict[str, dict[str, str]] = field(default_factory=dict)
    met: set[str] = field(default_factory=set)
    answered: set[Key] = field(default_factory=set)
    creators: pl.Series = field(default_factory=lambda: pl.Series(dtype=pl.UInt64))


@dataclass(frozen=True, slots=True)
class JudgedBatch:
    """The parts of a batch, and what is kept in memory of it. ``changed``: the places of the records that are no
    longer as they were read, with the number of the post; ``spoken``: the numbers of those that have a finding."""

    changed: pl.DataFrame
    spoken: pl.Series
    findings: Lines[Finding]
    questions: Lines[OpenQuestion]
    advertisers: Lines[Advertised]
    loose: Lines[DealLoose]
    conflicts: Lines[Conflict]
    digest: Digest
    noted: Noted


class Parts:
    """Takes the posts of batch ``number``, in their order, and writes its parts to ``folder``; the records that
    changed become file number ``file`` of the spool."""

    def __init__(self, folder: Path, number: int, file: int) -> None:
        def place(kind: str) -> Path:
            return folder / f"{kind}-{number}.ndjson"

        self._digest = Digest()
        self._noted = Noted()
        self._creators: set[str] = set()
        self._file = file
        self._records = RecordWriter(folder, file)
        self._changed: list[tuple[int, int]] = []
        self._spoken: list[int] = []
        self._conflicts = LineWriter(Conflict, place("conflicts"))
        self._findings = LineWriter(Finding, place("findings"))
        self._questions = LineWriter(OpenQuestion, place("questions"))
        self._advertisers = LineWriter(Advertised, place("advertisers"))
        self._loose = LineWriter(DealLoose, place("loose"))

    def contradict(self, conflicts: Iterable[Conflict]) -> None:
        for conflict in conflicts:
            self._conflicts.write(conflict)

    def change(self, number: int, post: Post) -> None:
        """Post ``number`` is now ``post``."""
        self._changed.append((number, self._records.write(post)))

    def add_silent(self, post: Post, scope: Scope) -> None:
        """Count a post that wakes no rule."""
        self._digest.add(judged_post(post, ()))
        self._note(post, scope)

    def add(self, number: int, judgement: Judgement) -> None:
        """Write what was found of post ``number``, and count it."""
        if judgement.findings:
            self._spoken.append(number)
        post, facts = judgement.post, judgement.facts
        own = facts.advertiser == post.deal.advertiser
        self._digest.add(judged_post(post, judgement.findings, None if own else facts.advertiser))
        for finding in judgement.findings:
            self._findings.write(finding)
        self._ask(judgement)
        if facts.advertiser is not None and not own:
            self._advertisers.write(Advertised(post.platform, post.subject_id, facts.advertiser))
        for loose in judgement.loose:
            self._loose.write(loose)
        self._note(post, facts.scope)
        self._noted.met.update(judgement.met)
        if facts.answers:
            self._noted.answered.add((post.platform, post.subject_id))
        for each in judgement.not_judged:
            self._noted.missed.setdefault(post.source.file or "", {})[each.rule] = each.field

    def _ask(self, judgement: Judgement) -> None:
        """Each open question once a post, with every finding that waits for it."""
        waiting: dict[str, tuple[Question, list[str]]] = {}
        for finding in judgement.findings:
            if finding.question is not None:
                waiting.setdefault(finding.question.fact, (finding.question, []))[1].append(finding.id)
        for question, findings in waiting.values():
            self._questions.write(OpenQuestion(judgement.post, question, tuple(findings)))
            self._digest.ask(judgement.post, question)

    def _note(self, post: Post, scope: Scope) -> None:
        self._noted.posts += 1
        self._noted.scopes[scope] += 1
        account = post.account
        self._creators.add(creator(account.handle, account.name, account.id) or "")

    def finished(self) -> JudgedBatch:
        """The batch: nothing more comes."""
        self._records.close()
        names = pl.Series(sorted(self._creators - {""}), dtype=pl.String)
        self._noted.creators = hashed(names)
        changed = pl.DataFrame(self._changed, schema={"post": pl.UInt32, "length": pl.UInt32}, orient="row")
        at = pl.concat([changed.select("post"), places(self._file, changed["length"])], how="horizontal")
        return JudgedBatch(
            changed=at,
            spoken=pl.Series(self._spoken, dtype=pl.UInt32),
            findings=self._findings.lines(),
            questions=self._questions.lines(),
            advertisers=self._advertisers.lines(),
            loose=self._loose.lines(),
            conflicts=self._conflicts.lines(),
            digest=self._digest,
            noted=self._noted,
        )
