"""The whole page as values, from what the audit found: pure, and the same for the same outcome."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from perenne.audit.digest import Digest
from perenne.audit.outcome import AuditOutcome, Summary
from perenne.model.bilingual import month_in_words
from perenne.model.finding import WORST_FIRST, Verdict
from perenne.report import days, names, svg
from perenne.report.interval import ENOUGH
from perenne.report.judged import Judged, Pair, tally
from perenne.report.law_view import LawRead, in_order, law_read
from perenne.report.numerals import percent
from perenne.report.post_view import NAME, SENTENCE
from perenne.report.rows import (
    ConflictRow,
    DealRow,
    FileRow,
    QuestionRow,
    RejectRow,
    Rows,
    RuleRow,
    UnjudgedRow,
    conflict_rows,
    deal_rows,
    file_rows,
    question_rows,
    reject_rows,
    rows,
    rule_name,
    rule_rows,
    unjudged_rows,
)
from perenne.report.sentences import Tally, if_all_were_faulty, lead, title
from perenne.report.visible import clipped
from perenne.report.voice import Said, Voice, sentence_case
from perenne.report.words import COUNTS, POSTS_OF, WORDS


@dataclass(frozen=True, slots=True)
class CountView:
    """One verdict of the legend: how many posts bear it, of which how many are on the page."""

    verdict: Verdict
    css: str
    word: Said
    said: Said
    count: int
    figure: str
    unseen: Said | None


@dataclass(frozen=True, slots=True)
class BriefView:
    """The finding in a sentence, its counts and its bar; notes are (strong, plain) pairs."""

    kicker: Said | None
    title: Said
    lead: Said
    bar: Markup | None
    counts: tuple[CountView, ...]
    as_of: Said | None
    notes: tuple[tuple[Said, Said], ...]


@dataclass(frozen=True, slots=True)
class UncheckedView:
    rules: tuple[tuple[str, Said | None], ...]
    silent: tuple[Said, ...]
    unjudged: Rows[UnjudgedRow]
    elsewhere: tuple[Said, ...]
    deals: Rows[DealRow]
    answers: Rows[str]
    decisions: Rows[str]
    conflicts: Rows[ConflictRow]
    rejects: Rows[RejectRow]
    unread: Rows[tuple[str, Said]]


@dataclass(frozen=True, slots=True)
class ProvenanceView:
    files: Rows[FileRow]
    rules_of: Said
    rulebook_sha256: str
    program: str
    isolation: str
    jurisdictions: tuple[str, ...]
    as_of: Said | None
    repeats: str
    relations: str


@dataclass(frozen=True, slots=True)
class ShownView:
    """How much of the whole the page shows, and where the rest is."""

    said: Said
    rest: Said | None


@dataclass(frozen=True, slots=True)
class ReportView:
    brief: BriefView
    rules: tuple[RuleRow, ...]
    shown: ShownView
    questions: Rows[QuestionRow]
    questions_said: Said
    abstained: Said | None
    unchecked: UncheckedView
    law: tuple[LawRead, ...]
    provenance: ProvenanceView


def report_view(outcome: AuditOutcome, shown: Sequence[Judged], size: int, voice: Voice) -> ReportView:
    """``shown``: the posts that the page has room for within ``size`` kB, numbered from 1 in their order."""
    digest = outcome.digest
    every, on_page = Tally(digest.verdicts), tally(shown)
    return ReportView(
        brief=_brief(outcome, every, on_page, voice),
        rules=rule_rows(digest, outcome.rulebook, voice),
        shown=_shown(every, on_page, size, voice),
        questions=question_rows(digest, shown, voice),
        questions_said=_questions_said(len(outcome.questions), voice),
        abstained=_abstained(every, voice),
        unchecked=_unchecked(outcome, voice),
        law=law_read(digest.examples.values(), outcome.rulebook, voice),
        provenance=_provenance(outcome.summary, voice),
    )


def pair_words(of: Pair, voice: Voice) -> tuple[str, str | None]:
    """The creator and the brand as the heading of a group says them; no brand where none is known."""
    creator = clipped(of.creator, NAME) if of.creator else voice.say(WORDS["group.unknown_creator"])
    return creator, clipped(of.brand, NAME) if of.brand else None


def _brief(outcome: AuditOutcome, every: Tally, on_page: Tally, voice: Voice) -> BriefView:
    as_of = days.moment(outcome.summary.as_of)
    law = voice.say(WORDS["brief.law_of"], day=voice.day(as_of.day)) if as_of else voice.say(WORDS["brief.own_law"])
    said = tuple(_count(verdict, every, on_page, voice) for verdict in WORST_FIRST)
    words = ", ".join(each.said for each in said if each.count)
    return BriefView(
        kicker=_kicker(outcome.digest, voice),
        title=title(every, voice),
        lead=lead(every, voice, law),
        bar=svg.bar(every.counts, voice.say(WORDS["bar.title"]), words) if every.judged + every.waiting else None,
        counts=said,
        as_of=voice.say(WORDS["as_of.banner"], day=voice.day(as_of.day)) if as_of else None,
        notes=tuple(_brief_notes(outcome, every, voice)),
    )


def _count(verdict: Verdict, every: Tally, on_page: Tally, voice: Voice) -> CountView:
    unseen = every.of(verdict) - on_page.of(verdict)
    return CountView(
        verdict=verdict,
        css=svg.CSS_CLASS[verdict],
        word=Said(names.verdict_word(verdict, voice.language)),
        said=voice.figures(POSTS_OF[verdict], every.of(verdict)),
        count=every.of(verdict),
        figure=voice.figure(every.of(verdict)),
        unseen=voice.count(COUNTS["none_shown"], unseen) if unseen else None,
    )


def _kicker(digest: Digest, voice: Voice) -> Said | None:
    """«6 comptes, de janvier 2024 à novembre 2026»."""
    if not digest.accounts:
        return None
    said = voice.figures(COUNTS["accounts"], digest.accounts)
    if digest.days is None:
        return said
    first, last = (month_in_words(each, voice.language) for each in digest.days)
    return voice.say(
        WORDS["brief.during" if first == last else "brief.between"], accounts=said, first=first, last=last
    )


def _brief_notes(outcome: AuditOutcome, every: Tally, voice: Voice) -> list[tuple[Said, Said]]:
    summary = outcome.summary
    read = f"{voice.figures(COUNTS['in_files'], len(summary.files))}."
    if summary.repeats:
        read += f" {sentence_case(voice.count(COUNTS['repeats'], summary.repeats))}"
    notes = [(voice.figures(COUNTS["posts_read"], every.posts), Said(read))]
    if every.waiting:
        waiting = sentence_case(voice.count(COUNTS["waiting_out"], every.waiting))
        worst = if_all_were_faulty(every)
        more = f" {voice.say(WORDS['note.worst'], rate=worst)}" if worst is not None else ""
        notes.append((voice.say(WORDS["note.unknown"]), Said(f"{waiting}{more}")))
    signed = WORDS["note.decided"] if outcome.decisions else WORDS["note.proposed.more"]
    notes.append((voice.say(WORDS["note.proposed"]), voice.say(signed)))
    if summary.assumed:
        notes.append((voice.say(WORDS["note.assumed"]), voice.say(WORDS["note.assumed.more"])))
    if every.judged >= ENOUGH:
        notes.append((Said(""), voice.say(WORDS["note.interval"])))
    return notes


def _shown(every: Tally, on_page: Tally, size: int, voice: Voice) -> ShownView:
    if not every.posts:
        return ShownView(voice.say(WORDS["posts.none"]), None)
    if on_page.posts == every.posts:
        return ShownView(voice.say(WORDS["posts.all_shown"]), None)
    missing: Mapping[Verdict, int] = {each: every.of(each) - on_page.of(each) for each in WORST_FIRST}
    rest = voice.series(voice.figures(POSTS_OF[each], count) for each, count in missing.items() if count)
    said = voice.say(
        WORDS["posts.cap"], size=size, shown=voice.figure(on_page.posts), total=voice.figure(every.posts)
    )
    return ShownView(said, voice.say(WORDS["posts.rest"], rest=rest))


def _questions_said(count: int, voice: Voice) -> Said:
    if not count:
        return voice.say(WORDS["questions.none"])
    said = voice.count(COUNTS["questions"], count)
    return Said(f"{sentence_case(said)}.")


def _abstained(every: Tally, voice: Voice) -> Said | None:
    if not every.waiting:
        return None
    rate = percent(every.waiting / every.posts)
    said = voice.count(COUNTS["abstained"], every.waiting, total=voice.figure(every.posts), rate=rate)
    return sentence_case(said)


def _unchecked(outcome: AuditOutcome, voice: Voice) -> UncheckedView:
    summary, book = outcome.summary, outcome.rulebook
    silent = set(book.rules_on("post")) - set(outcome.digest.rules)
    return UncheckedView(
        rules=tuple(
            (rule_id, voice.say(name) if (name := book.name(rule_id)) else None)
            for rule_id in in_order(summary.not_checked, book)
        ),
        silent=tuple(rule_name(rule_id, book, voice) for rule_id in in_order(silent, book)),
        unjudged=unjudged_rows(summary.files, book, voice),
        elsewhere=tuple(
            Said(f"{names.country_name(code, voice.language)}, {voice.figures(COUNTS['posts'], count)}")
            for code, count in summary.elsewhere.items()
        ),
        deals=deal_rows(outcome.loose_deals, voice),
        answers=rows(
            outcome.unmatched_answers,
            lambda each: clipped(f"{names.platform_name(each[0], voice.language)}, {each[1]}", NAME),
        ),
        decisions=rows(outcome.unmatched_decisions, lambda each: clipped(each, NAME)),
        conflicts=conflict_rows(outcome.conflicts, voice),
        rejects=reject_rows(outcome.rejects, voice),
        unread=rows(
            outcome.unread, lambda each: (clipped(each.file, NAME), Said(clipped(voice.say(each.reason), SENTENCE)))
        ),
    )


def _provenance(summary: Summary, voice: Voice) -> ProvenanceView:
    rules_of, as_of = days.moment(summary.rulebook.version), days.moment(summary.as_of)
    return ProvenanceView(
        files=file_rows(summary.files, voice),
        rules_of=voice.day(rules_of.day) if rules_of else Said(summary.rulebook.version),
        rulebook_sha256=summary.rulebook.sha256,
        program=summary.program,
        isolation=summary.isolation,
        jurisdictions=tuple(names.country_name(code, voice.language) for code in summary.jurisdictions),
        as_of=voice.day(as_of.day) if as_of else None,
        repeats=voice.figure(summary.repeats),
        relations=voice.figure(summary.relations),
    )
