"""From posts to findings: words, deals and answers make the facts, the law judges them. In batches, in order."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice

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
from perenne.text.cue import all_cues
from perenne.text.hit import Hit
from perenne.text.lexicon import lexicon
from perenne.text.mention import mentions
from perenne.text.obfuscation import letters_set_apart
from perenne.text.passage import Passage, passages

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
        for post, content in zip(batch, _read_words(batch), strict=True):
            yield judge_post(post, content, knowledge)


def _read_words(posts: Sequence[Post]) -> list[tuple[Passage, ...]]:
    """The passages of each post with the cues found in them: one pass over the whole batch."""
    bare = [tuple(passages(post)) for post in posts]
    texts = [passage.text for each in bare for passage in each]
    hits = iter(lexicon().find(texts))
    return [tuple(_with_hits(passage, next(hits)) for passage in each) for each in bare]


def _with_hits(passage: Passage, hits: tuple[Hit, ...]) -> Passage:
    return replace(passage, hits=(*hits, *letters_set_apart(passage.text, all_cues())))


def judge_post(post: Post, content: tuple[Passage, ...], knowledge: Knowledge) -> Judgement:
    """Judge one post whose words have been read."""
    answers = knowledge.answers.about(post)
    post = with_answers(post, answers)
    matched = knowledge.deals.match(post, content)
    if not matched.clues:
        post = _with_stated_deal(post, knowledge.stated_deal)
    facts = _facts(post, content, matched, answers, knowledge)
    said = list(judge(facts, _when(facts, knowledge), knowledge.book))
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
) -> Facts:
    found = mentions(content)
    published = _published(post)
    return Facts(
        post=post,
        scope=scope_of(post, knowledge.book, knowledge.audience),
        deal=deal_evidence(post, content, found, matched.clues, matched.terms, answers),
        passages=content,
        mentions=found,
        answers=answers,
        day=published.day if published else None,
    )


def _published(post: Post) -> CivilDay | None:
    return civil_day(post.published_at, HOME) if post.published_at else None


def _when(facts: Facts, knowledge: Knowledge) -> When:
    if knowledge.as_of is not None:
        return When(CivilDay(knowledge.as_of, exact=True), "as_of")
    return When(_published(facts.post))


def _worst_first(finding: Finding) -> tuple[int, str, str]:
    return (WORST_FIRST.index(finding.verdict), finding.rule, finding.part or "")
