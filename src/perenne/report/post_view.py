"""One post as the page shows it: its words with the passages that count, what else is known, and each finding."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

import msgspec

from perenne.law.rulebook import Rulebook
from perenne.model.answer import Decision
from perenne.model.bilingual import Bilingual
from perenne.model.finding import Evidence, Finding, Verdict
from perenne.model.post import Post
from perenne.report import names
from perenne.report.days import moment
from perenne.report.judged import Judged, pair
from perenne.report.law_view import LawView, PositionView, law_of, position_of
from perenne.report.message import message
from perenne.report.post_text import first_words, when
from perenne.report.spans import Passage, Piece, excerpt
from perenne.report.visible import clipped
from perenne.report.voice import Said, Voice, sentence_case
from perenne.report.words import WORDS

_FINDING_ID = re.compile(r"f-[0-9a-f]{4,64}\Z")
_LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}\Z")
SENTENCE, VALUE, NAME = 2_400, 240, 200
"""The most bytes of one sentence, one recorded value, one name."""
MOST_FACTS, MOST_QUOTES = 24, 8


@dataclass(frozen=True, slots=True)
class AskView:
    to: Said
    text: Said


@dataclass(frozen=True, slots=True)
class FindingView:
    """``number`` ties it to the passages of the post; ``anchor`` is its id where it may serve as an address."""

    number: int
    id: str
    anchor: str | None
    rule: str
    part: str | None
    name: Said
    verdict: Verdict
    word: Said
    because: Said
    law_of: Said | None
    read_on: Said | None
    article: str
    law: LawView | None
    position: PositionView | None
    fix: Said | None
    ask: AskView | None
    notices: tuple[Said, ...]
    decision: Said | None


@dataclass(frozen=True, slots=True)
class QuoteView:
    """A text of the post in pieces; ``language`` only where it is known to be another than the page's."""

    path: str
    name: Said
    pieces: tuple[Piece, ...]
    language: str | None
    is_empty: bool


@dataclass(frozen=True, slots=True)
class FactView:
    """A recorded value that findings rest on, where it was read, and the numbers of those findings."""

    name: Said
    value: str
    source: str | None
    numbers: tuple[int, ...]
    quoted: bool


@dataclass(frozen=True, slots=True)
class PostView:
    number: int
    creator: str | None
    platform: str
    kind: str | None
    published: Said
    verdict: Verdict
    word: Said
    teaser: str
    quotes: tuple[QuoteView, ...]
    facts: tuple[FactView, ...]
    findings: tuple[FindingView, ...]
    source: str | None
    observed: Said | None
    url: str | None
    message: str | None


def post_view(
    judged: Judged, number: int, book: Rulebook, voice: Voice, decided: Mapping[str, Decision] = MappingProxyType({})
) -> PostView:
    """``number``: the place of the post on the page, by which the page refers to it; ``decided``: what people
    decided, by finding."""
    post = judged.post
    quotes = tuple(_quotes(judged, voice))
    shown = {(quote.path, each.number) for quote in quotes for piece in quote.pieces for each in piece.passages}
    return PostView(
        number=number,
        creator=clipped(pair(post).creator or "", NAME) or None,
        platform=names.platform_name(post.platform, voice.language),
        kind=names.kind_name(post.kind, voice.language),
        published=when(post, voice),
        verdict=judged.verdict,
        word=Said(names.verdict_word(judged.verdict, voice.language)),
        teaser=clipped(first_words(post), NAME),
        quotes=quotes,
        facts=tuple(_facts(judged, shown, voice)),
        findings=tuple(
            finding_view(each, n, book, voice, decided.get(each.id)) for n, each in enumerate(judged.findings, 1)
        ),
        source=place(post, voice),
        observed=_observed(post, voice),
        url=clipped(post.url, VALUE) if post.url else None,
        message=message(judged, book, voice),
    )


def place(post: Post, voice: Voice) -> str | None:
    """The file and line where the post was read."""
    return where(f"{post.source.file}:{post.source.line or 1}", voice) if post.source.file else None


_FILE_AND_LINE = re.compile(r"(?P<file>.+):(?P<line>\d+)\Z", re.DOTALL)


def where(source: str, voice: Voice) -> str:
    """``captures.ndjson, ligne 12`` for ``captures.ndjson:12``; anything else as it stands."""
    found = _FILE_AND_LINE.match(source)
    if found is None:
        return clipped(source, NAME)
    return f"{clipped(found['file'], NAME)}, {voice.say(WORDS['source.line'], line=found['line'])}"


def finding_view(
    finding: Finding, number: int, book: Rulebook, voice: Voice, decision: Decision | None = None
) -> FindingView:
    rule = book.rules.get(finding.rule)
    quotes = tuple(each.quote for each in finding.evidence if each.quote)
    return FindingView(
        number=number,
        id=finding.id,
        anchor=finding.id if _FINDING_ID.match(finding.id) else None,
        rule=finding.rule,
        part=clipped(finding.part, NAME) if finding.part else None,
        name=voice.say(rule.name) if rule else Said(finding.rule),
        verdict=finding.verdict,
        word=Said(names.verdict_word(finding.verdict, voice.language)),
        because=_said(finding.because, quotes, voice),
        law_of=_law_of(finding, voice),
        read_on=_read_on(finding, voice),
        article=voice.plain(finding.article),
        law=law_of(finding, book, voice),
        position=position_of(finding, book, voice),
        fix=_said(finding.fix, quotes, voice) if finding.fix else None,
        ask=_ask(finding, quotes, voice),
        notices=tuple(_said(Bilingual(fr=each.fr, en=each.en), quotes, voice) for each in finding.notices),
        decision=_decision(decision, voice) if decision else None,
    )


def _decision(decision: Decision, voice: Voice) -> Said:
    """Who decided what, when and why: beside the finding, which stays as it is."""
    known = moment(decision.at)
    day = voice.day(known.day) if known else decision.at
    by, reason = clipped(decision.by, NAME), clipped(decision.reason, SENTENCE)
    word = names.verdict_word(decision.verdict, voice.language)
    return voice.say(WORDS["finding.decided"], (by, reason), word=word, by=by, day=day, reason=reason)


def _said(sentence: Bilingual, quotes: tuple[str, ...], voice: Voice) -> Said:
    """A sentence that the rulebook filled: its own placeholders are gone, whatever braces it quotes stay."""
    return Said(clipped(voice.say(sentence, quotes), SENTENCE))


def _law_of(finding: Finding, voice: Voice) -> Said | None:
    """Said of a finding of the separate view under another date's law."""
    known = moment(finding.law_date) if finding.basis == "as_of" else None
    return voice.say(WORDS["as_of.finding"], day=voice.day(known.day)) if known else None


def _read_on(finding: Finding, voice: Voice) -> Said | None:
    known = moment(finding.law_date)
    return voice.say(WORDS["law.read_on"], day=voice.day(known.day)) if known else None


def _ask(finding: Finding, quotes: tuple[str, ...], voice: Voice) -> AskView | None:
    question = finding.question
    if question is None:
        return None
    text = _said(Bilingual(fr=question.fr, en=question.en), quotes, voice)
    return AskView(voice.say(names.ASKED[question.to]), text)


def _quotes(judged: Judged, voice: Voice) -> Iterator[QuoteView]:
    """The caption always; any other text only where a finding rests on it."""
    texts = dict(texts_of(judged.post))
    passages = _passages(judged.findings, texts)
    language = _other_language(judged.post.language, voice)
    worth_showing = [path for path in texts if path == "text" or passages.get(path)]
    for path in worth_showing[:MOST_QUOTES]:
        name = sentence_case(names.field_name(path, voice.language))
        yield QuoteView(path, name, excerpt(texts[path], passages.get(path, ())), language, is_empty=not texts[path])


def texts_of(post: Post) -> Iterator[tuple[str, str]]:
    """Every text of the post that is recorded, by its path, in reading order."""
    singles = (
        ("title", post.title), ("text", post.text), ("first_comment", post.first_comment),
        ("account.bio", post.account.bio), ("account.name", post.account.name),
        ("account.handle", post.account.handle),
    )  # fmt: skip
    for path, text in singles[:2]:
        if text is not None:
            yield path, text
    for field, timed in (("overlay", post.overlay), ("speech", post.speech)):
        for index, each in enumerate(timed or ()):
            yield f"{field}[{index}].text", each.text
    for path, text in singles[2:]:
        if text is not None:
            yield path, text


def _passages(findings: Iterable[Finding], texts: Mapping[str, str]) -> dict[str, list[Passage]]:
    """The evidence that stands in one of the texts, where the text says what the evidence quotes."""
    passages: dict[str, list[Passage]] = {}
    for number, finding in enumerate(findings, 1):
        for each in finding.evidence:
            start, end = each.start, each.end
            if start is None or end is None or texts.get(each.field, "")[start:end] != each.quote:
                continue
            passages.setdefault(each.field, []).append(Passage(start, end, number, finding.verdict))
    return passages


def _other_language(tag: str | None, voice: Voice) -> str | None:
    if tag is None or not _LANGUAGE_TAG.match(tag):
        return None
    return None if tag.split("-")[0].lower() == voice.language else tag


def _facts(judged: Judged, shown: set[tuple[str, int]], voice: Voice) -> Iterator[FactView]:
    """Evidence that is not marked in a text on the page: values, and quotes for which there was no room."""
    numbers: dict[FactView, list[int]] = {}
    for number, finding in enumerate(judged.findings, 1):
        for each in finding.evidence:
            marked = each.quote is not None and (each.field, number) in shown
            fact = None if marked else _fact(each, voice)
            if fact is not None:
                numbers.setdefault(fact, []).append(number)
    for fact, those in list(numbers.items())[:MOST_FACTS]:
        yield replace(fact, numbers=tuple(dict.fromkeys(those)))


def _fact(evidence: Evidence, voice: Voice) -> FactView | None:
    value = _value(evidence, voice)
    if value is None:
        return None
    name = clipped(sentence_case(names.field_name(evidence.field, voice.language)), NAME)
    source = where(evidence.source, voice) if evidence.source else None
    return FactView(Said(name), value, source, (), quoted=evidence.quote is not None)


def _value(evidence: Evidence, voice: Voice) -> str | None:
    if evidence.quote is not None:
        return clipped(evidence.quote, VALUE)
    if evidence.value is msgspec.UNSET:
        return None
    return clipped(names.value_word(evidence.value, voice.language, evidence.field), VALUE)


def _observed(post: Post, voice: Voice) -> Said | None:
    seen = moment(post.source.observed_at)
    return voice.say(WORDS["post.observed"], day=voice.day(seen.day)) if seen else None
