"""A text before it is published: its findings, and the smallest change of wording that makes it compliant.

The changes are those that the rules themselves name (``mend`` of their outcomes). Each set of them is judged again
like any post, so what is proposed has been seen to be compliant.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

import msgspec

from perenne.audit.judgement import Judgement, Knowledge, judgements
from perenne.law.rulebook import Mend
from perenne.model.finding import WORST_FIRST, Finding, Verdict, worst
from perenne.model.post import Post
from perenne.text.lexicon import lexicon

MOST_EDITS = 4
"""More changes than this are no small mending: somebody has to write the text anew."""

_GOOD: frozenset[Verdict] = frozenset({"compliant", "out_of_scope"})
_DEAL_ASKED = frozenset({"deal.consideration", "deal.requested"})
_CLEAR = frozenset({"statutory", "equivalent"})
_UNPROVEN, _IN_DOUBT = "promotion_unproven", "product_in_doubt"
"""How a rule asks whether there is a deal at all, and whether its product is what the deal promotes."""
_ADVERTISER = "{advertiser}"
_BETWEEN = " · "


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """One change: ``words`` opened with, ended with, or put after the mention; ``rules`` that it answers."""

    where: str
    words: str
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mending:
    """A proposal and how it is judged; ``complete``: nothing in it is worse than compliant."""

    text: str
    edits: tuple[Edit, ...]
    judgement: Judgement

    @property
    def complete(self) -> bool:
        return _worst(self.judgement) in _GOOD


@dataclass(frozen=True, slots=True)
class Draft:
    """A text as it is judged; ``if_paid``: no deal is known and the rules ask, so the mending takes it that there is
    one; ``mending``: ``None`` where no wording that the rules know helps, or where a deal may make it a promotion
    that is banned: then the question comes first."""

    judgement: Judgement
    if_paid: bool
    mending: Mending | None


def draft(post: Post, knowledge: Knowledge) -> Draft:
    """Judge ``post``, which is not published yet, and look for its smallest mending."""
    judged = _judge(post, knowledge)
    if_paid = post.deal.consideration == "unknown" and any(
        finding.question is not None and finding.question.fact in _DEAL_ASKED for finding in judged.findings
    )
    if _asks(judged, _UNPROVEN, knowledge):
        return Draft(judged, if_paid, None)
    return Draft(
        judged, if_paid, _mending(_as_paid(post), knowledge, _IN_DOUBT) if if_paid else _mending(post, knowledge)
    )


def _asks(judged: Judgement, code: str, knowledge: Knowledge) -> bool:
    """Whether a rule that bans a promotion asks in this way whether there is one."""
    return any(
        finding.code == code
        and any(outcome.verdict == "prohibited" for outcome in knowledge.book.rules[finding.rule].outcomes.values())
        for finding in judged.findings
    )


def _as_paid(post: Post) -> Post:
    deal = msgspec.structs.replace(post.deal, consideration="yes", requested=True)
    return msgspec.structs.replace(post, deal=deal)


def _judge(post: Post, knowledge: Knowledge) -> Judgement:
    (judged,) = judgements([post], knowledge)
    return judged


def _worst(judged: Judgement) -> Verdict:
    return worst([finding.verdict for finding in judged.findings])


def _mending(post: Post, knowledge: Knowledge, doubt: str | None = None) -> Mending | None:
    """The fewest changes that make ``post`` compliant, of those the shortest text; else the ones that help most.

    Where the promotion itself is banned no wording cures it, and none is proposed; nor where a rule that bans has
    this ``doubt``.
    """
    start = Mending(post.text or "", (), _judge(post, knowledge))
    if _worst(start.judgement) == "prohibited" or (doubt and _asks(start.judgement, doubt, knowledge)):
        return None
    best, edge = start, [start]
    seen: set[tuple[Edit, ...]] = set()
    while edge and len(edge[0].edits) < MOST_EDITS and not best.complete:
        edge = list(_further(edge, seen, post, knowledge))
        best = min([best, *edge], key=_badness)
    return best if best.edits else None


def _further(edge: list[Mending], seen: set[tuple[Edit, ...]], post: Post, knowledge: Knowledge) -> Iterator[Mending]:
    """Each mending of ``edge`` with one change more, all judged in one pass."""
    tried = dict(_one_more(edge, seen, knowledge))
    posts = [msgspec.structs.replace(post, text=text) for text in tried.values()]
    for (edits, text), judged in zip(tried.items(), judgements(posts, knowledge), strict=True):
        yield Mending(text, edits, judged)


def _one_more(
    edge: list[Mending], seen: set[tuple[Edit, ...]], knowledge: Knowledge
) -> Iterator[tuple[tuple[Edit, ...], str]]:
    for mending in edge:
        for edit in _edits(mending.judgement, knowledge):
            edits = tuple(sorted((*mending.edits, edit)))
            text = _edited(mending.text, edit)
            if text is not None and edits not in seen and not any(_same(edit, each) for each in mending.edits):
                seen.add(edits)
                yield edits, text


def _badness(mending: Mending) -> tuple[tuple[int, ...], int, int, str]:
    """Fewest of the worst verdict first, then of the next; then the fewest changes and the shortest text."""
    verdicts = [finding.verdict for finding in mending.judgement.findings]
    counted = tuple(verdicts.count(verdict) for verdict in WORST_FIRST if verdict not in _GOOD)
    return counted, len(mending.edits), len(mending.text), mending.text


def _same(one: Edit, other: Edit) -> bool:
    return (one.where, one.words) == (other.where, other.words)


def _edits(judged: Judgement, knowledge: Knowledge) -> Iterator[Edit]:
    """The changes that the findings of ``judged`` name, each once with every rule that names it."""
    named: dict[tuple[str, str], list[str]] = {}
    for finding in judged.findings:
        mend = _mend_of(finding, knowledge)
        if finding.verdict not in _GOOD and mend is not None:
            where, words = next((name, said) for name, said in msgspec.structs.asdict(mend).items() if said)
            filled = _filled(words, judged.post)
            if filled is not None:
                named.setdefault((where, filled), []).append(finding.rule)
    for (where, words), rules in named.items():
        yield Edit(where, words, tuple(dict.fromkeys(rules)))


def _mend_of(finding: Finding, knowledge: Knowledge) -> Mend | None:
    outcome = knowledge.book.rules[finding.rule].outcomes.get(finding.code)
    return outcome.mend if outcome is not None else None


def _filled(words: str, post: Post) -> str | None:
    """``words`` with the advertiser in its place; ``None`` where they want one and none is known."""
    if _ADVERTISER not in words:
        return words
    known = post.deal.advertiser
    handles = chain(known.handles if known else (), post.labels.sponsors)
    name = next((f"@{handle.removeprefix('@')}" for handle in handles), known.name if known else None)
    return words.replace(_ADVERTISER, name) if name else None


def _edited(text: str, edit: Edit) -> str | None:
    """``text`` with the change made, or ``None`` where there is no place for it."""
    match edit.where:
        case "open_with":
            return edit.words + _BETWEEN + text if text else edit.words
        case "end_with":
            return f"{text.rstrip()}{_line_end(text) * 2}{edit.words}" if text else edit.words
        case _:
            end = _end_of_mention(text)
            return None if end is None else f"{text[:end]} {edit.words}{text[end:]}"


def _line_end(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _end_of_mention(text: str) -> int | None:
    ends = (hit.end for hit in lexicon().find_in(text) if hit.cue.family == "mention" and hit.cue.strength in _CLEAR)
    return next(ends, None)
