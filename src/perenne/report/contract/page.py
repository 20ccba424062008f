"""The page of a contract that was audited: one file that loads nothing and runs nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup

from perenne import __version__
from perenne.contracts.audit import Audited
from perenne.contracts.elements.around import around
from perenne.law.rulebook import Rulebook
from perenne.model.bilingual import Language
from perenne.model.finding import ACCUSING, Verdict
from perenne.report import days, svg
from perenne.report.contract.clauses import ClauseView, clause_views
from perenne.report.contract.text import MARKS, RowView, rows
from perenne.report.contract.words import CATALOGUE, COUNTS, FORMATS, STATES, WORDS
from perenne.report.fragments import fragment, stylesheet
from perenne.report.names import verdict_word
from perenne.report.post_view import NAME
from perenne.report.visible import clipped
from perenne.report.voice import Said, Voice, sentence_case
from perenne.text.language import language_of

Tone = Literal["stop", "read", "none", "unread"]
MARK = b'<meta name="generator" content="Perenne contract/1">'


@dataclass(frozen=True, slots=True)
class PageView:
    """``language``: of the document, ``None`` where its words do not tell."""

    title: str
    file: str
    format: Said
    pages: Said | None
    sha256: str
    law_of: Said | None
    rules_of: Said
    rulebook: str
    tone: Tone
    banner: Said
    counts: Said | None
    notes: tuple[Said, ...]
    clauses: tuple[ClauseView, ...]
    rows: tuple[RowView, ...]
    language: str | None


def render(audited: Audited, book: Rulebook, language: Language) -> str:
    """The same audit gives the same text."""
    voice = Voice(language)
    view = page_view(audited, book, voice)
    return piece(
        "page",
        view,
        language,
        stylesheet=stylesheet("desk", "contract"),
        definitions=svg.definitions(),
        logo=svg.logo(),
        program=__version__,
    )


def piece(
    name: Literal["page", "banner", "reading", "clauses"],
    view: PageView,
    language: Language,
    *,
    folded: bool = False,
    **more: object,
) -> Markup:
    """A piece of the page, or all of it: the banner, the text with its passages, the clauses; ``folded``: what
    may be inserted shows only when it is asked for."""
    voice = Voice(language)
    states = {state: Said(voice.say(word).lower()) for state, word in STATES.items()}
    told = {"view": view, "states": states, "words": _words(voice), "folded": folded}
    return fragment(f"contract/{name}", language, CATALOGUE, **told, **more)


def _words(voice: Voice) -> Mapping[Verdict, Said]:
    """How a marked passage is called: by its state, or by its verdict where it is no element."""
    words = {verdict: Said(verdict_word(verdict, voice.language).lower()) for verdict in svg.CSS_CLASS}
    states = ((MARKS["present"], STATES["present"]), (MARKS["weak"], STATES["weak"]))
    return words | {verdict: Said(voice.say(word).lower()) for verdict, word in states}


def page_view(audited: Audited, book: Rulebook, voice: Voice) -> PageView:
    document = audited.document
    clauses = clause_views(audited, book, voice)
    read = days.moment(next((each.law_date for each in audited.findings if each.law_date), None))
    version = days.moment(book.index.version)
    asked = [each for each in clauses if each.group == "law"]
    tone = _tone(audited, asked)
    return PageView(
        title=_title(audited, voice),
        file=clipped(document.name, NAME),
        format=voice.say(FORMATS[document.content.format]),
        pages=(voice.figures(COUNTS["provenance.pages"], document.content.pages) if document.content.pages else None),
        sha256=document.sha256,
        law_of=voice.say(WORDS["provenance.law_of"], day=voice.day(read.day)) if read else None,
        rules_of=voice.day(version.day) if version else Said(book.index.version),
        rulebook=book.sha256,
        tone=tone,
        banner=voice.say(WORDS[f"banner.{tone}"]),
        counts=_counts(asked, voice),
        notes=tuple(_notes(audited, voice)),
        clauses=clauses,
        rows=rows(audited, clauses, voice),
        language=language_of(" ".join(block.text for block in document.blocks)),
    )


def _title(audited: Audited, voice: Voice) -> str:
    """The parties as the document names them, or the name of the file."""
    contract = audited.relation.contract if audited.relation else None
    parties = contract.parties if contract else None
    named = [each.name for each in (parties.advertiser, parties.creator) if each and each.name] if parties else []
    if len(named) < 2:
        return clipped(audited.document.name, NAME)
    one, other = (clipped(each, NAME) for each in named)
    return voice.say(WORDS["title.between"], (one, other), one=one, other=other)


def _tone(audited: Audited, asked: Sequence[ClauseView]) -> Tone:
    """Never that a contract is good: only that nothing was found missing."""
    if not asked:
        return "unread"
    if any(each.verdict in ACCUSING for each in audited.findings):
        return "stop"
    return "none" if all(each.state == "present" for each in asked) else "read"


def _counts(asked: Sequence[ClauseView], voice: Voice) -> Said | None:
    if not asked:
        return None
    counts = {state: sum(each.state == state for each in asked) for state in STATES}
    parts = ", ".join(voice.figures(COUNTS[f"banner.{state}"], count) for state, count in counts.items() if count)
    return voice.figures(COUNTS["banner.asked"], len(asked), parts=parts)


def _notes(audited: Audited, voice: Voice) -> list[Said]:
    """What a reader of the audit must know of the document, such as pages that are pictures."""
    document = audited.document
    told = []
    for note in document.notes:
        pages = ", ".join(map(str, document.content.pages_without_text)) if note == "pages_without_text" else ""
        told.append(Said(f"{sentence_case(voice.say(around().notes[note]))}{f' ({pages})' if pages else ''}"))
    return told
