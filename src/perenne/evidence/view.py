"""The page that a judge can read, as values: the same for the HTML and for the PDF, and pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import islice

from perenne import __version__
from perenne.audit.digest import JudgedPost
from perenne.evidence.gathering import Gathered, Judged
from perenne.evidence.law_texts import not_held
from perenne.evidence.originals import Original
from perenne.evidence.seal import MEANS
from perenne.evidence.words import COUNTS, WORDS
from perenne.law.rulebook import Rulebook
from perenne.model.answer import Answer, Decision, Reply
from perenne.model.finding import WORST_FIRST, Verdict
from perenne.model.post import Post
from perenne.model.relation import DealLine, Relation
from perenne.report import names
from perenne.report.book.names import CONTRACTS
from perenne.report.days import moment
from perenne.report.law_view import LawRead, law_read
from perenne.report.numerals import money
from perenne.report.post_view import NAME, SENTENCE, FindingView, PostView, finding_view, post_view
from perenne.report.visible import clipped
from perenne.report.voice import Said, Voice, sentence_case

MOST_DEALS = 100
MOST_ORIGINALS = 1_000
"""Files that the page names; contents.json names all."""


@dataclass(frozen=True, slots=True)
class RelationView:
    """A relation; ``facts``: what its record says, name and value."""

    title: Said
    parties: str
    verdict: Verdict
    word: Said
    facts: tuple[tuple[Said, str], ...]
    findings: tuple[FindingView, ...]
    missing: Said | None


SubjectView = PostView | RelationView


@dataclass(frozen=True, slots=True)
class SaidView:
    """What a person said, about what, and why."""

    who: str
    when: str
    about: str
    said: str
    why: str


@dataclass(frozen=True, slots=True)
class OriginalView:
    file: str
    sha256: str
    state: Said


@dataclass(frozen=True, slots=True)
class PageView:
    dated: Said
    title: Said
    lead: Said
    proposed: Said
    means: Said
    facts: tuple[tuple[Said, str], ...]
    subjects: tuple[SubjectView, ...]
    left_off: Said | None
    said: tuple[SaidView, ...]
    law: tuple[LawRead, ...]
    law_notes: tuple[Said, ...]
    originals: tuple[OriginalView, ...]


def page_view(
    gathered: Gathered,
    originals: Iterable[Original],
    book: Rulebook,
    key_id: str,
    stated_on: str | None,
    voice: Voice,
) -> PageView:
    decided = {each.finding: each for each in gathered.decisions}
    return PageView(
        dated=_dated(stated_on, voice),
        title=_title(gathered, voice),
        lead=_lead(gathered, voice),
        proposed=voice.say(WORDS["proposed"]),
        means=voice.say(MEANS),
        facts=tuple(_facts(gathered, book, key_id, voice)),
        subjects=tuple(_subject(each, n, book, voice, decided) for n, each in enumerate(gathered.subjects, 1)),
        left_off=_left_off(gathered, voice),
        said=(
            *_replies(gathered.replies, voice),
            *_answers(gathered.answers, voice),
            *_decisions(gathered.decisions, voice),
        ),
        law=law_read(gathered.under.values(), book, voice),
        law_notes=tuple(_law_notes(gathered, book, voice)),
        originals=tuple(
            OriginalView(clipped(each.file, NAME), each.sha256, voice.say(WORDS[f"original.{each.state}"]))
            for each in islice(originals, MOST_ORIGINALS)
        ),
    )


def _day(said: str | None, voice: Voice) -> str | None:
    known = moment(said)
    return voice.day(known.day) if known else said


def _dated(stated_on: str | None, voice: Voice) -> Said:
    day = _day(stated_on, voice)
    return voice.say(WORDS["stated"], day=day) if day else voice.say(WORDS["undated"])


def _title(gathered: Gathered, voice: Voice) -> Said:
    counted = [
        voice.count(COUNTS[what], number)
        for what, number in (("posts", gathered.posts), ("relations", gathered.relations))
        if number
    ]
    subjects = voice.series(counted)
    return sentence_case(
        voice.say(WORDS["title"], subjects=subjects, findings=voice.count(COUNTS["findings"], gathered.findings))
    )


def _lead(gathered: Gathered, voice: Voice) -> Said:
    counted = [
        f"{names.verdict_word(verdict, voice.language).lower()} {voice.figure(gathered.verdicts[verdict])}"
        for verdict in WORST_FIRST
        if gathered.verdicts[verdict]
    ]
    return voice.say(WORDS["lead"], verdicts=", ".join(counted)) if counted else voice.say(WORDS["lead.none"])


def _facts(gathered: Gathered, book: Rulebook, key_id: str, voice: Voice) -> Iterator[tuple[Said, str]]:
    yield voice.say(WORDS["fact.key"]), key_id
    yield voice.say(WORDS["fact.program"]), f"Pérenne {__version__}"
    summary = gathered.summary
    edition, sha256 = (
        (summary.rulebook.version, summary.rulebook.sha256) if summary else (book.index.version, book.sha256)
    )
    day = _day(edition, voice)
    yield voice.say(WORDS["fact.rules"]), voice.say(WORDS["fact.rules.of"], (sha256,), day=day, sha256=sha256)
    if summary is not None:
        by = voice.say(
            WORDS["fact.audit.by"], program=clipped(summary.program, NAME), posts=voice.figure(summary.posts)
        )
        yield voice.say(WORDS["fact.audit"]), by
        if summary.as_of:
            yield voice.say(WORDS["fact.as_of"]), _day(summary.as_of, voice) or ""


def _left_off(gathered: Gathered, voice: Voice) -> Said | None:
    shown, total = len(gathered.subjects), gathered.posts + gathered.relations
    if shown >= total:
        return None
    return voice.say(WORDS["subjects.more"], shown=voice.figure(shown), total=voice.figure(total))


# The subjects


def _subject(
    judged: Judged, number: int, book: Rulebook, voice: Voice, decided: Mapping[str, Decision]
) -> SubjectView:
    if isinstance(judged.record, Post):
        post = JudgedPost(judged.record, judged.findings, judged.verdict)
        return replace(post_view(post, number, book, voice, decided), message=None)
    return _relation(judged, book, voice, decided)


def _relation(judged: Judged, book: Rulebook, voice: Voice, decided: Mapping[str, Decision]) -> RelationView:
    """Also what is left of a post of which the audit holds no record."""
    relation = judged.record if isinstance(judged.record, Relation) else None
    name = clipped(judged.subject.id, NAME)
    missing = WORDS["relation.missing" if judged.subject.kind == "relation" else "post.missing"]
    return RelationView(
        title=voice.say(WORDS["relation"], (name,), id=name) if judged.subject.kind == "relation" else Said(name),
        parties=_parties(relation),
        verdict=judged.verdict,
        word=Said(names.verdict_word(judged.verdict, voice.language)),
        facts=tuple(_terms(relation, voice)) if relation else (),
        findings=tuple(
            finding_view(each, n, book, voice, decided.get(each.id)) for n, each in enumerate(judged.findings, 1)
        ),
        missing=None if relation else voice.say(missing),
    )


def _parties(relation: Relation | None) -> str:
    if relation is None:
        return ""
    advertiser = relation.advertiser
    both = (relation.creator.handle, advertiser.name or ", ".join(advertiser.handles) if advertiser else None)
    return clipped(" · ".join(each for each in both if each), NAME)


def _terms(relation: Relation, voice: Voice) -> Iterator[tuple[Said, str]]:
    contract = relation.contract
    if contract is None:
        yield voice.say(WORDS["relation.contract"]), names.value_word(None, voice.language)
    else:
        signed = _day(contract.date_signed, voice)
        said = [voice.say(CONTRACTS[contract.form])]
        said += [voice.say(WORDS["relation.signed"], day=signed)] if signed else []
        yield voice.say(WORDS["relation.contract"]), ", ".join(said)
    for deal in relation.deals[:MOST_DEALS]:
        yield voice.say(WORDS["relation.deal"]), _deal(deal, voice)


def _deal(deal: DealLine, voice: Voice) -> str:
    days = [_day(each, voice) for each in (deal.date, deal.from_, deal.to) if each]
    kind = names.value_word(deal.kind, voice.language) if deal.kind else None
    value = WORDS["relation.unvalued"]
    worth = voice.say(value)
    if deal.value_eur is not None:
        worth = voice.say(WORDS["relation.value"], value=money(Decimal(repr(deal.value_eur)), "EUR", voice.language))
    said = [" – ".join(each for each in days if each), kind, worth, deal.objective]
    return clipped(", ".join(each for each in said if each), SENTENCE)


# What people said, and the law


def _answers(answers: Iterable[Answer], voice: Voice) -> Iterator[SaidView]:
    unnamed, nothing = voice.say(WORDS["unnamed"]), voice.say(WORDS["nothing"])
    for each in answers:
        fact, post = names.field_name(each.question, voice.language), clipped(each.post_id, NAME)
        yield SaidView(
            who=clipped(each.by, NAME) if each.by else unnamed,
            when=_day(each.at, voice) or nothing,
            about=voice.say(WORDS["answer.about"], (post,), fact=fact, post=post),
            said=clipped(names.value_word(each.answer, voice.language), NAME),
            why=clipped(each.note, SENTENCE) if each.note else nothing,
        )


def _decisions(decisions: Iterable[Decision], voice: Voice) -> Iterator[SaidView]:
    for each in decisions:
        yield SaidView(
            who=clipped(each.by, NAME),
            when=_day(each.at, voice) or "",
            about=voice.say(WORDS["decision.about"], finding=clipped(each.finding, NAME)),
            said=names.verdict_word(each.verdict, voice.language),
            why=clipped(each.reason, SENTENCE),
        )


def _replies(replies: Iterable[Reply], voice: Voice) -> Iterator[SaidView]:
    """A creator's words: those that were erased leave the fact that something was said."""
    for each in replies:
        post, finding = clipped(each.post_id, NAME), clipped(each.finding or "", NAME)
        about = "reply.about_finding" if each.finding else "reply.about"
        yield SaidView(
            who=clipped(each.by, NAME) if each.by else voice.say(WORDS["unnamed"]),
            when=_day(each.at, voice) or "",
            about=voice.say(WORDS[about], (post, finding), post=post, finding=finding),
            said=voice.say(WORDS["reply.contests" if each.contests else "reply.answers"]),
            why=clipped(each.text, SENTENCE) if each.text is not None else voice.say(WORDS["reply.erased"]),
        )


def _law_notes(gathered: Gathered, book: Rulebook, voice: Voice) -> Iterator[Said]:
    summary = gathered.summary
    if summary is not None and summary.rulebook.sha256 != book.sha256:
        yield voice.say(WORDS["law.other_book"], sha256=clipped(summary.rulebook.sha256, NAME))
    missing = not_held(gathered.under.values(), book)
    if missing:
        yield voice.say(WORDS["law.not_held"], versions=clipped(", ".join(missing), SENTENCE))
