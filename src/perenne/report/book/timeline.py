"""The years of a partnership on one line: agreements, exclusivity, posts, gifts, invoices, what people said."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from markupsafe import Markup

from perenne.law.consideration import MONEY
from perenne.model.finding import WORST_FIRST, Verdict
from perenne.partnerships.consideration import euros
from perenne.partnerships.partnership import Invoice, Partnership
from perenne.report.book import names
from perenne.report.book.lanes import Bar, Lane, Mark, Stack, frame
from perenne.report.book.standing import agreement_name, began_on, state_of
from perenne.report.book.terms import standing_of
from perenne.report.book.words import WORDS
from perenne.report.svg import CSS_CLASS
from perenne.report.voice import Voice

AHEAD = 730
"""Days after the day that is spoken of: an agreement without a near end does not squeeze the years before."""
BIN = 1 / 72
"""Posts that stand closer than this share of the width are one mark, with their number."""
DECIDED = frozenset({"continue", "adjust", "stop"})


@dataclass(frozen=True, slots=True)
class Scale:
    """Days to shares of the width, both ends included; quarters are whole."""

    start: date
    end: date

    def at(self, day: date) -> float:
        inside = min(max(day, self.start), self.end + timedelta(days=1))
        return (inside - self.start).days / ((self.end - self.start).days + 1)

    def after(self, day: date | None) -> float:
        """The place where ``day`` is over."""
        return 1.0 if day is None else self.at(day + timedelta(days=1))

    @property
    def quarters(self) -> Iterator[tuple[date, date]]:
        """The first day of each quarter, and of the one after it."""
        first = self.start
        while first <= self.end:
            after = _next_quarter(first)
            yield first, after
            first = after


def scale(partnership: Partnership, on: date) -> Scale:
    last = on + timedelta(days=AHEAD)
    days = [on]
    for each in partnership.agreements:
        days += [day for day in (each.last_day, *(window.to for window in each.terms.exclusivity)) if day]
    return Scale(_quarter(began_on(partnership)), _next_quarter(min(max(days), last)) - timedelta(days=1))


def timeline(partnership: Partnership, on: date, voice: Voice, title: str, description: str) -> Markup:
    on_line = scale(partnership, on)
    lanes = [
        each
        for each in (
            _agreements(partnership, on, on_line, voice),
            _exclusivity(partnership, on_line, voice),
            _posts(partnership, on, on_line, voice),
            _given(partnership, on, on_line, voice),
            _invoices(partnership, on, on_line, voice),
            _said(partnership, on, on_line, voice),
        )
        if each.marks or each.bars or each.stacks
    ]
    years = [(on_line.at(first), first.year) for first, _ in on_line.quarters if first.month == 1]
    if not years or years[0][0] > 0:
        years.insert(0, (0.0, on_line.start.year))
    return frame(lanes, years, on_line.at(on), voice.day(on), title, description)


def is_open(partnership: Partnership, agreement: str, on: date) -> bool:
    """Whether nobody renewed it, ended it, or decided what becomes of it."""
    (one,) = (each for each in partnership.agreements if each.id == agreement)
    settled = one.renewed_by is not None or one.ended_on is not None or state_of(partnership, on) == "ended"
    return not settled and not any(
        each.what.about == agreement and each.what.choice in DECIDED for each in partnership.decisions
    )


def _agreements(partnership: Partnership, on: date, line: Scale, voice: Voice) -> Lane:
    bars = []
    for each in partnership.agreements:
        css = "runs" if each.runs_on(on) else "past"
        bars.append(Bar(line.at(each.began_on), line.after(each.last_day), css, agreement_name(each)))
        end = each.last_day
        if end is not None and line.after(end) < 1 and is_open(partnership, each.id, on):
            bars.append(Bar(line.after(end), 1.0, "open", voice.say(WORDS["timeline.to_decide"])))
    return Lane(voice.say(WORDS["timeline.agreements"]), bars=tuple(bars))


def _exclusivity(partnership: Partnership, line: Scale, voice: Voice) -> Lane:
    bars = []
    for each in partnership.agreements:
        for window in each.terms.exclusivity:
            start, end = window.from_ or each.began_on, window.to or each.last_day
            bars.append(Bar(line.at(start), line.after(end), "exclusive", names.stated(window.category, voice)))
    return Lane(voice.say(WORDS["timeline.exclusivity"]), bars=tuple(bars))


def _posts(partnership: Partnership, on: date, line: Scale, voice: Voice) -> Lane:
    """The worst verdict of those that share a place, so that none is hidden behind a better one."""
    by_place: dict[int, list[Verdict | None]] = {}
    for post in partnership.publications:
        if post.published.on <= on:
            by_place.setdefault(int(line.at(post.published.on) / BIN), []).append(post.published.what.verdict)
    marks = [
        Mark((place + 0.5) * BIN, mark_of(verdicts), f"×{len(verdicts)}" if len(verdicts) > 1 else "")
        for place, verdicts in sorted(by_place.items())
    ]
    return Lane(voice.say(WORDS["timeline.posts"]), marks=tuple(marks))


def mark_of(verdicts: Iterable[Verdict | None]) -> str:
    """``unk`` for posts that nobody judged, where no other shares their place."""
    judged = [each for each in verdicts if each is not None]
    return CSS_CLASS[min(judged, key=WORST_FIRST.index)] if judged else "unk"


def _given(partnership: Partnership, on: date, line: Scale, voice: Voice) -> Lane:
    stacks = []
    for first, after in line.quarters:
        inside = [each.what for each in partnership.given if first <= each.on < after and each.on <= on]
        if inside:
            values = [(each.form in MONEY, euros(each)) for each in inside]
            money = sum((value for is_money, value in values if is_money and value), Decimal())
            kind = sum((value for is_money, value in values if not is_money and value), Decimal())
            unvalued = any(value is None for _, value in values)
            stacks.append(Stack(line.at(first), line.at(after), float(money), float(kind), unvalued))
    return Lane(voice.say(WORDS["timeline.given"]), stacks=tuple(stacks))


def _invoices(partnership: Partnership, on: date, line: Scale, voice: Voice) -> Lane:
    bars, marks = [], []
    for each in partnership.invoices:
        css, _ = standing_of(each, on, voice)
        until = each.paid_on or on
        bars.append(Bar(line.at(each.invoiced.on), line.at(until), f"wait {css}"))
        marks.append(Mark(line.at(until), mark_of_invoice(each, on, voice)))
    return Lane(voice.say(WORDS["timeline.invoices"]), bars=tuple(bars), marks=tuple(marks), thin=True)


def mark_of_invoice(each: Invoice, on: date, voice: Voice) -> str:
    css, _ = standing_of(each, on, voice)
    return "todo" if css == "out" and not each.paid_on else css


def _said(partnership: Partnership, on: date, line: Scale, voice: Voice) -> Lane:
    marks = [
        Mark(line.at(each.on), "hum", voice.say(names.CHOICES[each.what.choice])) for each in partnership.decisions
    ]
    marks += [Mark(line.at(each.on), "incident") for each in partnership.incidents]
    marks += [Mark(line.at(day), "notice", label) for day, label in _notices(partnership, on, voice)]
    return Lane(voice.say(WORDS["timeline.said"]), marks=tuple(sorted(marks, key=lambda each: each.at)))


def _notices(partnership: Partnership, on: date, voice: Voice) -> Iterator[tuple[date, str]]:
    for each in partnership.agreements:
        by = each.terms.notice_by
        if by is not None and by >= on and is_open(partnership, each.id, on):
            yield by, voice.say(WORDS["timeline.notice"])


def _quarter(day: date) -> date:
    return date(day.year, day.month - (day.month - 1) % 3, 1)


def _next_quarter(day: date) -> date:
    first = _quarter(day)
    return date(first.year + first.month // 10, (first.month + 2) % 12 + 1, 1)
