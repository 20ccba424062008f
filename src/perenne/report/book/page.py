"""The page of one partnership: everything that the book knows of it on a day, each fact with its line."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from markupsafe import Markup

from perenne import __version__
from perenne.law.consideration import MONEY
from perenne.model.bilingual import month_in_words
from perenne.model.event import Decided, Incident
from perenne.partnerships.consideration import Cumulated, advertiser_name
from perenne.partnerships.measures.health import of_one
from perenne.partnerships.partnership import Dated, Partnership
from perenne.report import svg
from perenne.report.book import drawing, lanes, ledger, money, names, posts, sales, standing, terms, timeline
from perenne.report.book.measured import MeasureView, level, measure_view
from perenne.report.book.proof import INDEX, Proof, Proofs
from perenne.report.book.words import CATALOGUE, COUNTS, WORDS
from perenne.report.book.years import told_by_year
from perenne.report.fragments import fragment, stylesheet
from perenne.report.names import country_name, verdict_word
from perenne.report.post_view import NAME, SENTENCE
from perenne.report.visible import clipped
from perenne.report.voice import Said, Voice, sentence_case

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Hand:
    """Human words: who, when, and why, as they wrote it."""

    head: Said | None
    by: str | None
    day: Said
    says: str
    proofs: tuple[Proof, ...]


@dataclass(frozen=True, slots=True)
class HeadView:
    title: str
    id: str
    state: standing.State
    word: Said
    lasted: Said
    kept_by: Said | None
    parties: tuple[tuple[Said, str], ...]
    proofs: tuple[Proof, ...]


@dataclass(frozen=True, slots=True)
class PartnershipView:
    head: HeadView
    as_of: Said
    timeline: Markup
    by_year: tuple[tuple[int, tuple[Said, ...]], ...]
    legend: tuple[tuple[Markup, Said], ...]
    years: tuple[money.YearView, ...]
    separations: tuple[Hand, ...]
    together: tuple[str, ...]
    agreements: tuple[terms.AgreementView, ...]
    dates: tuple[standing.DueView, ...]
    decisions: tuple[Hand, ...]
    incidents: tuple[Hand, ...]
    health: tuple[MeasureView, ...]
    level: str
    invoices: tuple[terms.InvoiceView, ...]
    post_years: tuple[posts.YearOfPosts, ...]
    posts: tuple[posts.PostRow, ...]
    verdicts: tuple[tuple[str, Said], ...]
    sales: tuple[sales.CodeRow, ...]
    orders: tuple[ledger.EventRow, ...]
    events: tuple[ledger.YearOfEvents, ...]


def partnership_view(
    partnership: Partnership,
    sums: Cumulated,
    beside: tuple[Partnership, ...],
    on: date,
    proofs: Proofs,
    voice: Voice,
) -> PartnershipView:
    """``sums``: of the same two parties, in whichever partnerships; ``beside``: those others."""
    here = proofs.on_page_of(partnership.id)
    events = proofs.traced.get(partnership.id, ())
    decisions = tuple(_decision(each, here, voice) for each in _latest_first(partnership.decisions))
    return PartnershipView(
        head=_head(partnership, on, here, voice),
        as_of=voice.day(on),
        timeline=_timeline(partnership, on, voice),
        by_year=told_by_year(partnership, on, voice),
        legend=_legend(partnership, on, voice),
        years=money.years(sums, (partnership, *beside), here, voice),
        separations=tuple(
            _decision(each, here, voice)
            for each in partnership.decisions
            if each.what.choice in {"separate_objectives", "join_objectives"}
        ),
        together=tuple(clipped(each.id, NAME) for each in beside),
        agreements=terms.agreements(partnership, on, here, voice),
        dates=standing.next_dates(partnership, on, here, voice),
        decisions=decisions,
        incidents=tuple(_incident(each, here, voice) for each in _latest_first(partnership.incidents)),
        health=tuple(measure_view(each, voice) for each in of_one(partnership, on)),
        level=level(voice),
        invoices=terms.invoices(partnership, on, here, voice),
        post_years=posts.by_year(partnership, on, voice),
        posts=posts.rows(partnership, here, voice),
        verdicts=tuple((svg.CSS_CLASS[each], Said(verdict_word(each, voice.language))) for each in posts.SHOWN),
        sales=sales.by_code(partnership, voice),
        orders=ledger.orders(events, voice),
        events=ledger.years(events, voice),
    )


def render(view: PartnershipView, voice: Voice) -> str:
    return page("partnership", voice, view=view)


def page(name: str, voice: Voice, **values: object) -> str:
    """A page of the book, whole: it loads nothing and runs nothing."""
    return fragment(
        f"book/{name}",
        voice.language,
        CATALOGUE,
        stylesheet=stylesheet("desk", "book"),
        definitions=svg.definitions() + drawing.definitions(),
        logo=svg.logo(),
        program=__version__,
        index=INDEX,
        **values,
    )


def _latest_first(told: Iterable[Dated[T]]) -> list[Dated[T]]:
    return sorted(told, key=lambda each: each.on, reverse=True)


def _decision(each: Dated[Decided], proofs: Proofs, voice: Voice) -> Hand:
    about = clipped(each.what.about, NAME)
    head = voice.say(
        WORDS["decisions.head"], (about,), about=about, choice=voice.say(names.CHOICES[each.what.choice])
    )
    by = clipped(each.by, NAME) if each.by else None
    return Hand(head, by, voice.day(each.on), clipped(each.what.reason, SENTENCE), proofs.of(each.event))


def _incident(each: Dated[Incident], proofs: Proofs, voice: Voice) -> Hand:
    by = clipped(each.by, NAME) if each.by else None
    return Hand(None, by, voice.day(each.on), clipped(each.what.what, SENTENCE), proofs.of(each.event))


def _head(partnership: Partnership, on: date, proofs: Proofs, voice: Voice) -> HeadView:
    began, state = standing.began_on(partnership), standing.state_of(partnership, on)
    ended = partnership.ended_on if state == "ended" else None
    lasted = names.lasted(began, ended or on, voice)
    since = (
        voice.say(WORDS["who.lasted"], day=voice.day(began), end=voice.day(ended), lasted=lasted)
        if ended
        else voice.say(WORDS["who.since"], day=voice.day(began), lasted=lasted)
    )
    kept = partnership.opened.what.kept_by
    return HeadView(
        title=standing.pair(partnership),
        id=clipped(partnership.id, NAME),
        state=state,
        word=standing.state_word(state, voice),
        lasted=since,
        kept_by=voice.say(WORDS["who.followed"], (kept,), name=clipped(kept, NAME)) if kept else None,
        parties=tuple(_parties(partnership, voice)),
        proofs=proofs.of(partnership.opened.event, *proofs.ended(partnership.id)),
    )


def _parties(partnership: Partnership, voice: Voice) -> list[tuple[Said, str]]:
    creator, advertiser, agent = partnership.creator, partnership.advertiser, partnership.agent
    said = [
        (
            voice.say(WORDS["who.advertiser"]),
            _named(advertiser_name(advertiser), advertiser.handles, advertiser.country, voice),
        ),
        (
            voice.say(WORDS["who.creator"]),
            _named(standing.creator_name(partnership), (creator.handle,), creator.country, voice),
        ),
    ]
    if agent is not None and agent.name:
        said.append((voice.say(WORDS["who.agent"]), clipped(agent.name, NAME)))
    return said


def _named(name: str, handles: tuple[str, ...], country: str | None, voice: Voice) -> str:
    beside = [each for each in handles if each != name]
    parts = [name, *beside, country_name(country, voice.language) if country else ""]
    return ", ".join(clipped(each, NAME) for each in parts if each)


def _timeline(partnership: Partnership, on: date, voice: Voice) -> Markup:
    line = timeline.scale(partnership, on)
    counts = (
        ("timeline.agreements", partnership.agreements),
        ("timeline.posts", partnership.publications),
        ("timeline.gifts", partnership.given),
        ("timeline.invoices", partnership.invoices),
        ("timeline.decisions", partnership.decisions),
        ("timeline.incidents", partnership.incidents),
    )
    told = voice.series(voice.figures(COUNTS[key], len(each)) for key, each in counts)
    title = voice.say(
        WORDS["timeline.title"],
        start=month_in_words(line.start, voice.language),
        end=month_in_words(line.end, voice.language),
    )
    return timeline.timeline(partnership, on, voice, title, voice.say(WORDS["timeline.says"], counts=told))


def _legend(partnership: Partnership, on: date, voice: Voice) -> tuple[tuple[Markup, Said], ...]:
    """Only of what is drawn."""
    verdicts = {timeline.mark_of([each.published.what.verdict]) for each in partnership.publications}
    forms = {each.what.form in MONEY for each in partnership.given if each.on <= on}
    invoices = {timeline.mark_of_invoice(each, on, voice) for each in partnership.invoices}
    shown: list[tuple[str, str]] = [(css, f"legend.{css}") for css in _VERDICTS if css in verdicts]
    shown += [(css, f"legend.{css}") for css, is_money in (("money", True), ("kind", False)) if is_money in forms]
    shown += [("paid" if css == "ok" else css, f"invoice.{css}") for css in _INVOICES if css in invoices]
    shown += [("hum", "legend.decision")] if partnership.decisions else []
    shown += [("incident", "legend.incident")] if partnership.incidents else []
    return tuple((lanes.key(css), sentence_case(voice.say(WORDS[key]))) for css, key in shown)


_VERDICTS = ("ok", "imp", "bad", "forb", "hum", "out", "unk")
_INVOICES = ("ok", "imp", "todo", "bad", "hum")
