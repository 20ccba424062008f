"""The page of the portfolio: what needs a person today, every partnership in a line, and what is measured of all."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from markupsafe import Markup

from perenne.model.measure import Refusal
from perenne.partnerships.batch import Heading
from perenne.partnerships.book import Book
from perenne.partnerships.consideration import Cumulated, euros
from perenne.partnerships.measures import conduct, durability
from perenne.partnerships.measures.health import of_portfolio
from perenne.partnerships.partnership import Partnership
from perenne.report.book import money, names, standing
from perenne.report.book.measured import MeasureView, level, measure_view
from perenne.report.book.page import page
from perenne.report.book.proof import Proofs, page_name
from perenne.report.book.waiting import SOON_DAYS, Waiting, WaitingRow, When
from perenne.report.book.words import COUNTS, WORDS
from perenne.report.numerals import percent
from perenne.report.post_view import NAME
from perenne.report.visible import clipped
from perenne.report.voice import Said, Voice, sentence_case

MOST_METERS = 8


@dataclass(frozen=True, slots=True)
class PairRow:
    name: str
    id: str
    page: str
    tenure: Said
    since: Said
    state: standing.State
    word: Said
    agreement: str | None
    ends: Said | None
    next: standing.DueView | None
    given: money.SumView | None
    posts: str
    waits: int
    waits_said: Said


@dataclass(frozen=True, slots=True)
class MeterRow:
    name: str
    page: str
    total: Said | None
    unvalued: Said | None
    word: Said
    css: str
    drawn: Markup | None


@dataclass(frozen=True, slots=True)
class ShareRow:
    name: str
    page: str
    amount: Said | None
    unvalued: Said | None
    share: str | None
    width: str | None


@dataclass(frozen=True, slots=True)
class PortfolioView:
    as_of: Said
    title: Said
    lead: Said
    waiting: tuple[tuple[When, Said, tuple[WaitingRow, ...]], ...]
    year: int
    threshold: Said | None
    meters: tuple[MeterRow, ...]
    pairs: tuple[PairRow, ...]
    measures: tuple[MeasureView, ...]
    level: str
    quarters: tuple[tuple[Said, MeasureView | None, MeasureView | None], ...]
    years: tuple[tuple[int, MeasureView], ...]
    shares: tuple[ShareRow, ...]
    shares_refused: bool
    unknown: tuple[Said, ...]
    batches: Sequence[Heading]


def portfolio_view(book: Book, sums: Sequence[Cumulated], on: date, proofs: Proofs, voice: Voice) -> PortfolioView:
    everyone = list(book.partnerships.values())
    waiting = Waiting(book.partnerships, on, proofs, voice).rows(sums)
    counted = Counter(each for row in waiting for each in row.partnerships)
    by_id = {name: each for each in sums for name in each.partnerships}
    shares = tuple(_shares(everyone, on, voice))
    running = sum(standing.state_of(each, on) == "running" for each in everyone)
    return PortfolioView(
        as_of=voice.day(on),
        title=_title(len(waiting), voice),
        lead=voice.say(
            WORDS["index.running"],
            partnerships=voice.figures(COUNTS["index.partnerships"], len(everyone)),
            running=voice.figure(running),
        ),
        waiting=tuple(_grouped(waiting, voice)),
        year=on.year,
        threshold=_threshold(sums, on, voice),
        meters=tuple(_meters(sums, book.partnerships, on, voice)),
        pairs=tuple(_pair(each, by_id[each.id], counted[each.id], on, proofs, voice) for each in everyone),
        measures=tuple(measure_view(each, voice) for each in of_portfolio(everyone, on)),
        level=level(voice),
        quarters=_quarters(everyone, on, voice),
        years=tuple(
            (year, measure_view(told, voice))
            for year, told in sorted(conduct.compliance(everyone, on).items(), reverse=True)
        ),
        shares=shares,
        shares_refused=isinstance(durability.concentration(everyone, on), Refusal)
        and any(each.unvalued for each in shares),
        unknown=tuple(_unknown(everyone, on, voice)),
        batches=book.batches,
    )


def render(view: PortfolioView, voice: Voice) -> str:
    return page("index", voice, view=view)


def _title(count: int, voice: Voice) -> Said:
    if not count:
        return voice.say(WORDS["index.waiting.none"])
    return sentence_case(voice.count(COUNTS["index.title"], count))


def _grouped(rows: Sequence[WaitingRow], voice: Voice) -> Iterable[tuple[When, Said, tuple[WaitingRow, ...]]]:
    heads: Mapping[When, Said] = {
        "late": voice.say(WORDS["index.late"]),
        "open": voice.say(WORDS["index.open"]),
        "soon": voice.say(WORDS["index.soon"], n=SOON_DAYS),
    }
    for when, head in heads.items():
        inside = tuple(row for row in rows if row.when == when)
        if inside:
            yield when, head, inside


def _threshold(sums: Iterable[Cumulated], on: date, voice: Voice) -> Said | None:
    known = (money.latest(each, on) for each in sums)
    found = (year.cumulated.threshold for year in known if year is not None)
    amount = next((each.amount for each in found if each is not None), None)
    return money.euros(amount, voice) if amount is not None else None


def _meters(
    sums: Sequence[Cumulated], partnerships: Mapping[str, Partnership], on: date, voice: Voice
) -> Iterable[MeterRow]:
    """The fullest first."""
    found = [(each, year) for each in sums if (year := money.latest(each, on)) is not None]
    found.sort(key=lambda pair: (-pair[1].cumulated.total, pair[0].partnerships))
    for each, year in found[:MOST_METERS]:
        first = partnerships[each.partnerships[0]]
        told = money.whole(year, voice)
        yield MeterRow(
            standing.pair(first), page_name(first.id), told.total, told.unvalued, told.word, told.css, told.meter
        )


def _pair(each: Partnership, sums: Cumulated, waits: int, on: date, proofs: Proofs, voice: Voice) -> PairRow:
    began, state = standing.began_on(each), standing.state_of(each, on)
    runs = standing.running(each, on)
    dues = standing.next_dates(each, on, proofs, voice)
    year = money.latest(sums, on)
    last = runs[-1] if runs else None
    return PairRow(
        name=standing.pair(each),
        id=clipped(each.id, NAME),
        page=page_name(each.id),
        tenure=names.lasted(began, each.ended_on if state == "ended" and each.ended_on else on, voice),
        since=voice.day(began),
        state=state,
        word=standing.state_word(state, voice),
        agreement=clipped(standing.agreement_name(last), NAME) if last else None,
        ends=voice.day(last.last_day) if last and last.last_day else None,
        next=dues[0] if dues else None,
        given=money.whole(year, voice) if year is not None else None,
        posts=voice.figure(sum(post.published.on <= on for post in each.publications)),
        waits=waits,
        waits_said=voice.figures(COUNTS["waiting"], waits),
    )


def _quarters(
    everyone: Sequence[Partnership], on: date, voice: Voice
) -> tuple[tuple[Said, MeasureView | None, MeasureView | None], ...]:
    posts, kept = durability.retention(everyone, on), durability.agreements_kept(everyone, on)
    return tuple(
        (
            voice.say(WORDS["index.quarter.name"], n=quarter.number, year=quarter.year),
            measure_view(posts[quarter], voice) if quarter in posts else None,
            measure_view(kept[quarter], voice) if quarter in kept else None,
        )
        for quarter in sorted(posts.keys() | kept.keys(), reverse=True)
    )


def _shares(everyone: Sequence[Partnership], on: date, voice: Voice) -> Iterable[ShareRow]:
    """What each was given, the most first; shares only where every part of the sum has a value."""
    sums: list[tuple[Decimal, int, Partnership]] = []
    for each in everyone:
        values = [euros(gift.what) for gift in each.given if gift.on <= on]
        known = sum((value for value in values if value is not None), Decimal())
        if values:
            sums.append((known, values.count(None), each))
    whole = sum((known for known, _, _ in sums), Decimal())
    complete = bool(whole) and not any(missing for _, missing, _ in sums)
    for known, missing, each in sorted(sums, key=lambda row: (-row[0], row[2].id)):
        part = float(known / whole) if complete else None
        yield ShareRow(
            name=standing.pair(each),
            page=page_name(each.id),
            amount=money.euros(known, voice) if known or not missing else None,
            unvalued=money.unvalued(missing, voice),
            share=str(percent(part)) if part is not None else None,
            width=f"{part * 100:.2f}%" if part is not None else None,
        )


def _unknown(everyone: Sequence[Partnership], on: date, voice: Voice) -> Iterable[Said]:
    gifts = [gift.what for each in everyone for gift in each.given if gift.on <= on]
    agreements = [one.terms for each in everyone for one in each.agreements]
    invoices = [one.invoiced.what for each in everyone for one in each.invoices]
    verdicts = [one.published.what.verdict for each in everyone for one in each.publications]
    missing = {
        "unknown.unvalued": sum(euros(gift) is None for gift in gifts),
        "unknown.no_objective": sum(gift.objective is None for gift in gifts),
        "unknown.not_judged": verdicts.count(None),
        "unknown.no_form": sum(terms.form is None for terms in agreements),
        "unknown.no_end": sum(terms.to is None for terms in agreements),
        "unknown.no_due": sum(each.due is None for each in invoices),
    }
    for key, count in missing.items():
        if count:
            yield sentence_case(voice.figures(COUNTS[key], count))
