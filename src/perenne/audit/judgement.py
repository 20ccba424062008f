"""From posts to findings: words, deals and answers make the facts, the law judges them. In batches, in order."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from itertools import accumulate, islice

import msgspec

from perenne.audit.answers import AnswerFile, with_answers
from perenne.audit.deals import DealFile, Matched
from perenne.audit.outcome import DealLoose
from perenne.dated.civil import CivilDay, civil_day
from perenne.intent.clues import deal_evidence
from perenne.law.facts import Facts
from perenne.law.judge import NotJudged, When, judge
from perenne.law.rulebook import Rulebook
from perenne.law.scope import HOME, scope_of
from perenne.model.answer import Answer
from perenne.model.finding import WORST_FIRST, Finding
from perenne.model.post import Consideration, Post
from perenne.text.cue import Cue
from perenne.text.hit import Hit
from perenne.text.lexicon import Looked, lexicon
from perenne.text.mention import mentions
from perenne.text.obfuscation import rescued
from perenne.text.passage import Passage, Worded, passages

BATCH = 5_000


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What is known beside the posts: the rulebook, deals, answers, the audience that posts do not record, and the
    day whose law is to be applied instead of each post's own; ``stated_deal`` stands where nothing records a deal."""

    book: Rulebook
    deals: DealFile = field(default_factory=DealFile)
    answers: AnswerFile = field(default_factory=AnswerFile)
    audience: tuple[str, ...] = ()
    as_of: date | None = None
    stated_deal: Consideration = "unknown"


@dataclass(frozen=True, slots=True)
class Judgement:
    """One post, judged: its findings worst first, what could not be judged, the deals that met it."""

    post: Post
    facts: Facts
    findings: tuple[Finding, ...]
    not_judged: tuple[NotJudged, ...]
    met: tuple[str, ...]
    loose: tuple[DealLoose, ...]


def judgements(posts: Iterable[Post], knowledge: Knowledge) -> Iterator[Judgement]:
    """Judge ``posts``, in their order."""
    remaining = iter(posts)
    while batch := list(islice(remaining, BATCH)):
        for post, content in zip(batch, read_words(batch), strict=True):
            yield judge_post(post, content, knowledge)


def read_words(posts: Sequence[Worded]) -> list[tuple[Passage, ...]]:
    """The passages of each post with the cues found in them: one pass over the whole batch."""
    return [words.content() for words in look(posts)]


def look(posts: Sequence[Worded]) -> "list[Words]":
    """The passages of each post, and which cues may stand in them: one pass over the whole batch."""
    bare = [tuple(passages(post)) for post in posts]
    texts = [passage.text for each in bare for passage in each]
    looked, disguised = lexicon().look(texts), rescued(texts)
    ends = [0, *accumulate(map(len, bare))]
    return [
        Words(each, looked, disguised[first:last], first)
        for each, first, last in zip(bare, ends, ends[1:], strict=False)
    ]


class Words:
    """The ``passages`` of one post, the first of which is text number ``first`` of those that were looked through."""

    __slots__ = ("_content", "_disguised", "_first", "_looked", "passages")

    def __init__(
        self, passages: tuple[Passage, ...], looked: Looked, disguised: Sequence[tuple[Hit, ...]], first: int
    ) -> None:
        self.passages = passages
        self._looked = looked
        self._disguised = disguised
        self._first = first
        self._content: tuple[Passage, ...] | None = None

    def may_say(self, wanted: Callable[[Passage, Cue], bool]) -> bool:
        """Whether a cue that is ``wanted`` in its passage may stand there."""
        for row, (passage, disguised) in enumerate(zip(self.passages, self._disguised, strict=True), self._first):
            if any(wanted(passage, hit.cue) for hit in disguised):
                return True
            if self._looked.may_say(row, partial(wanted, passage)):
                return True
        return False

    def content(self) -> tuple[Passage, ...]:
        """The passages with the cues that do stand in them."""
        if self._content is None:
            self._content = tuple(
                passage.with_hits(hits) if (hits := (*self._looked.hits(row), *disguised)) else passage
                for row, (passage, disguised) in enumerate(
                    zip(self.passages, self._disguised, strict=True), self._first
                )
            )
        return self._content


def judge_post(post: Post, content: tuple[Passage, ...], knowledge: Knowledge) -> Judgement:
    """Judge one post whose words have been read."""
    answers = knowledge.answers.about(post)
    post = with_answers(post, answers)
    matched = knowledge.deals.match(post, content)
    if not matched.clues:
        post = _with_stated_deal(post, knowledge.stated_deal)
    published = civil_day(post.published_at, HOME) if post.published_at else None
    facts = _facts(post, content, matched, answers, knowledge, published)
    said = list(judge(facts, _when(published, knowledge), knowledge.book))
    findings = [each for each in said if isinstance(each, Finding)]
    return Judgement(
        post=post,
        facts=facts,
        findings=tuple(sorted(findings, key=_worst_first)),
        not_judged=tuple(each for each in said if isinstance(each, NotJudged)),
        met=matched.met,
        loose=matched.loose,
    )


def _with_stated_deal(post: Post, stated: Consideration) -> Post:
    if stated == "unknown" or post.deal.consideration != "unknown":
        return post
    return msgspec.structs.replace(post, deal=msgspec.structs.replace(post.deal, consideration=stated))


def _facts(
    post: Post,
    content: tuple[Passage, ...],
    matched: Matched,
    answers: Mapping[str, Answer],
    knowledge: Knowledge,
    published: CivilDay | None,
) -> Facts:
    found = mentions(content)
    return Facts(
        post=post,
        scope=scope_of(post, knowledge.book, knowledge.audience),
        deal=deal_evidence(post, content, found, matched.clues, matched.terms, answers),
        passages=content,
        mentions=found,
        answers=answers,
        day=published.day if published else None,
    )


def _when(published: CivilDay | None, knowledge: Knowledge) -> When:
    if knowledge.as_of is not None:
        return When(CivilDay(knowledge.as_of, exact=True), "as_of")
    return When(published)


def _worst_first(finding: Finding) -> tuple[int, str, str]:
    return (WORST_FIRST.index(finding.verdict), finding.rule, finding.part or "")
