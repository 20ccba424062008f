"""Beside the findings: what speaks for a deal, whose law was read, when it changed, the mending."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from itertools import pairwise

from perenne.audit.draft import Mending
from perenne.audit.judgement import Judgement
from perenne.audit.repeats import beside
from perenne.desk.web.words import COUNTS, WORDS
from perenne.law.rulebook import Rulebook
from perenne.model.clue import Clue
from perenne.model.finding import WORST_FIRST, Evidence, Finding, Verdict
from perenne.model.post import Post
from perenne.report import names
from perenne.report.days import moment
from perenne.report.numerals import percent
from perenne.report.post_view import place, where
from perenne.report.visible import clipped
from perenne.report.voice import Said, Voice, sentence_case

_WORDS = re.compile(r"\s+|\S+")
_LONG = 240
_WIDE, _ROOM = 100.0, 22


@dataclass(frozen=True, slots=True)
class ClueView:
    """One piece of evidence of a deal: what it says, what it rests on, where that was read, how strong it is."""

    says: Said
    value: str
    source: str | None
    grade: Said


@dataclass(frozen=True, slots=True)
class Stretch:
    """One version of a rule in the strip, from ``x`` on for ``width`` of a hundred; ``applied``: the post's own;
    ``roomy``: there is room for its first day beneath."""

    x: str
    width: str
    since: Said
    says: Said
    applied: bool
    roomy: bool


@dataclass(frozen=True, slots=True)
class Strip:
    """The versions of ``rule``, and where among them the post was published."""

    rule: Said
    stretches: tuple[Stretch, ...]
    marker: str
    right: bool


@dataclass(frozen=True, slots=True)
class Beside:
    """What another file said of the post: where and when that was read; by field, what stands here (``None``:
    nothing) and what it says."""

    where: str | None
    day: Said | None
    said: tuple[tuple[Said, str | None, str], ...]


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch of a text that was changed: ``kind`` is ``same``, ``put`` or ``cut``."""

    kind: str
    text: str


def clues(judged: Judgement, voice: Voice) -> tuple[ClueView, ...]:
    """What speaks for a deal behind the post, the strongest first; what speaks against it, last."""
    deal = judged.facts.deal
    return tuple(_clue(each, voice) for each in (*deal.clues, *([deal.denied] if deal.denied else [])))


def observed(known: Post, others: Iterable[Post], voice: Voice) -> tuple[Beside, ...]:
    """What the other copies of the post say of its text, its labels and its deal, beside what stands here."""
    told = ((other, tuple(_said_beside(known, other, voice))) for other in others)
    return tuple(Beside(place(other, voice), _day_of(other, voice), said) for other, said in told if said)


def _said_beside(known: Post, other: Post, voice: Voice) -> Iterator[tuple[Said, str | None, str]]:
    for path, mine, theirs in beside(known, other):
        name = Said(sentence_case(names.field_name(path, voice.language)))
        mine_shown = None if mine is None else _shown(mine, path, voice)
        yield name, mine_shown, _shown(theirs, path, voice)


def _shown(value: str | bool, path: str, voice: Voice) -> str:
    return clipped(names.value_word(value, voice.language, path), _LONG)


def _day_of(post: Post, voice: Voice) -> Said | None:
    seen = moment(post.source.observed_at)
    return voice.day(seen.day) if seen else None


def _clue(clue: Clue, voice: Voice) -> ClueView:
    source = clue.evidence.source
    return ClueView(
        says=sentence_case(voice.say(clue.says)),
        value=_value(clue.evidence, voice),
        source=where(source, voice) if source else None,
        grade=voice.say(WORDS[f"post.grade.{clue.grade}"]),
    )


def _value(evidence: Evidence, voice: Voice) -> str:
    if evidence.quote is not None:
        return clipped(evidence.quote, _LONG)
    return clipped(names.value_word(evidence.value, voice.language, evidence.field), _LONG)


def counted(findings: Sequence[Finding], voice: Voice) -> Said:
    """How many findings of each verdict there are, the worst first: «1 point non conforme, 2 à juger»."""
    found: Counter[Verdict] = Counter(each.verdict for each in findings)
    said = (voice.figures(COUNTS[f"post.points.{each}"], found[each]) for each in WORST_FIRST if found[each])
    return Said(", ".join(said))


def jurisdictions(judged: Judgement, book: Rulebook, voice: Voice) -> Said:
    """Whose law was read, and why."""
    scope, post = judged.facts.scope, judged.post
    if scope.assumed:
        return voice.say(WORDS["post.scope.assumed"])
    named = [_jurisdiction(code, post, voice) for code in scope.countries]
    said = [voice.say(WORDS["post.scope.read"], named, countries=voice.series(named))] if named else []
    least = percent(book.index.audience_share)
    others = "post.scope.no_other" if post.audience.countries else "post.scope.unknown"
    said.append(voice.say(WORDS[others], least=least))
    return Said(" ".join(said))


def _jurisdiction(code: str, post: Post, voice: Voice) -> str:
    country, share = names.country_name(code, voice.language), post.audience.countries.get(code)
    why = []
    if code == post.account.country:
        why.append(voice.say(WORDS["post.scope.established"]))
    if share is not None:
        why.append(voice.say(WORDS["post.scope.public"], share=percent(share)))
    return f"{country} ({', '.join(why)})" if why else country


def strip(finding: Finding, published: date, today: date, book: Rulebook, voice: Voice) -> Strip | None:
    """The versions of the rule of ``finding`` from the first one to today; ``None`` where it never changed."""
    rule = book.rules.get(finding.rule)
    if rule is None or len(rule.versions) < 2:
        return None
    first = min(rule.versions[0].start, published)
    last = max(today, published, rule.versions[-1].start)
    whole = max((last - first).days, 1)

    def place(day: date) -> float:
        return (day - first).days / whole * _WIDE

    ends = [*(place(each.start) for each in rule.versions), _WIDE]
    drawn = tuple(
        Stretch(
            x=f"{start:.2f}",
            width=f"{max(end - start, 0):.2f}",
            since=voice.day(version.start),
            says=voice.say(version.summary),
            applied=version.id == finding.rule_version,
            roomy=end - start >= _ROOM,
        )
        for version, (start, end) in zip(rule.versions, pairwise(ends), strict=True)
    )
    marker = place(published)
    return Strip(voice.say(rule.name), drawn, f"{marker:.2f}", right=marker > _WIDE / 2)


def changes(before: str, mending: Mending | None) -> tuple[Change, ...]:
    """What a mending puts into the text, and what it takes out, word by word."""
    return tuple(_changes(before, mending.text)) if mending is not None else ()


def _changes(before: str, after: str) -> Iterator[Change]:
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield Change("same", "".join(old[a:b]))
            continue
        if b > a:
            yield Change("cut", "".join(old[a:b]))
        if d > c:
            yield Change("put", "".join(new[c:d]))
