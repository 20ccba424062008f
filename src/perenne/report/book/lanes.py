"""The drawing of a timeline: lanes under each other, shapes before colours, places as shares of the width."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from perenne.report.book.drawing import share
from perenne.report.visible import visible

TOP, FOOT, LINE, PADDING, COLUMN = 26, 22, 24, 8, 44
MOST_YEARS, MIDDLE = 12, 0.5
ROOM_OF_A_LETTER = 0.0072
"""The share of the width that a letter takes on the desk: a word for which there is no room is left to the table."""
_DRAWN = {
    "ok": '<circle class="ok" cx="0" cy="0" r="4.5"/>',
    "unk": '<circle class="unk" cx="0" cy="0" r="4.5"/>',
    "todo": '<circle class="todo" cx="0" cy="0" r="4.5"/>',
    "out": '<circle class="out" cx="0" cy="0" r="4.5"/>',
    "incident": '<path class="incident" d="M0-6l6 6-6 6-6-6z"/>',
    "notice": '<circle class="notice" cx="0" cy="0" r="5"/>',
    "money": '<rect class="money" x="-6" y="-6" width="12" height="12"/>',
    "kind": '<rect class="kind" x="-6" y="-6" width="12" height="12"/>',
    "paid": '<path class="wait ok" d="M-8 0h11"/><circle class="ok" cx="3" cy="0" r="4.5"/>',
}


@dataclass(frozen=True, slots=True)
class Bar:
    start: float
    end: float
    css: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """``css``: a verdict's, or one of those drawn here."""

    at: float
    css: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Stack:
    """What was given in one quarter: money below, in kind on top."""

    start: float
    end: float
    money: float
    in_kind: float
    unvalued: bool


@dataclass(frozen=True, slots=True)
class Lane:
    name: str
    bars: tuple[Bar, ...] = ()
    marks: tuple[Mark, ...] = ()
    stacks: tuple[Stack, ...] = ()
    thin: bool = False

    @property
    def height(self) -> int:
        if self.stacks:
            return COLUMN + 2 * PADDING
        rows = 1 if self.thin else max(1, len(_rows(self.bars)))
        return rows * LINE + 2 * PADDING


def frame(
    lanes: Sequence[Lane], years: Sequence[tuple[float, int]], on: float, on_label: str, title: str, description: str
) -> Markup:
    """The labels and the drawing, as two pieces that stand side by side."""
    tops, top = [], TOP
    for lane in lanes:
        tops.append(top)
        top += lane.height
    height = top + FOOT
    labels = Markup("").join(
        Markup('<text x="0" y="{}">{}</text>').format(at + lane.height // 2 + 4, lane.name)
        for at, lane in zip(tops, lanes, strict=True)
    )
    parts = [_grid(years, tops, top), *(_lane(lane, at) for lane, at in zip(lanes, tops, strict=True))]
    parts.append(_today(on, on_label, top, height))
    return Markup(
        '<svg class="lanes" aria-hidden="true" height="{}">{}</svg>'
        '<svg class="drawn" role="img" height="{}"><title>{}</title><desc>{}</desc>{}</svg>'
    ).format(height, labels, height, title, description, Markup("").join(parts))


def _grid(years: Sequence[tuple[float, int]], tops: Sequence[int], bottom: int) -> Markup:
    drawn = [_rule("0", "100%", top, top) for top in (*tops[1:], bottom)]
    every = -(-len(years) // MOST_YEARS)
    for number, (at, year) in enumerate(years):
        drawn.append(_rule(share(at), share(at), TOP - 8, bottom))
        room = (years[number + 1][0] if number + 1 < len(years) else 1) - at
        if number % every == 0 and room * every > 6 * ROOM_OF_A_LETTER:
            drawn.append(_text(at, 14, str(year), "year", shift=4))
    return Markup("").join(drawn)


def _rule(x1: str, x2: str, y1: int, y2: int, css: str = "rule") -> Markup:
    return Markup('<line class="{}" x1="{}" x2="{}" y1="{}" y2="{}"/>').format(css, x1, x2, y1, y2)


def _lane(lane: Lane, top: int) -> Markup:
    middle = top + lane.height // 2
    if lane.stacks:
        return _columns(lane.stacks, top + lane.height - PADDING)
    if lane.thin:
        drawn = [_rule(share(bar.start), share(bar.end), middle, middle, bar.css) for bar in lane.bars]
    else:
        drawn = [_bar(bar, top + PADDING + row * LINE) for row, bars in enumerate(_rows(lane.bars)) for bar in bars]
    drawn += _marks(lane.marks, middle)
    return Markup("").join(drawn)


def _rows(bars: Iterable[Bar]) -> list[list[Bar]]:
    """Bars that overlap stand in different rows."""
    rows: list[list[Bar]] = []
    for bar in sorted(bars, key=lambda each: (each.start, each.end)):
        row = next((row for row in rows if row[-1].end <= bar.start + 1e-9), None)
        if row is None:
            rows.append([bar])
        else:
            row.append(bar)
    return rows


def _bar(bar: Bar, top: int) -> Markup:
    """A nested drawing clips its words: a title that is too long ends at the end of its bar."""
    width = max(bar.end - bar.start, 0.003)
    label = ""
    if width > 3 * ROOM_OF_A_LETTER:
        label = Markup('<text x="8" y="14">{}</text>').format(visible_text(bar.label))
    return Markup(
        '<svg class="span {}" x="{}" y="{}" width="{}" height="20">'
        '<rect x=".5" y=".5" width="100%" height="19" rx="4"/>{}</svg>'
    ).format(bar.css, share(bar.start), top, share(width), label)


def _marks(marks: Sequence[Mark], middle: int) -> list[Markup]:
    """A word stands to the left of its mark where there is room up to what stands there, else to the right."""
    drawn, taken = [], 0.0
    for number, each in enumerate(marks):
        after = marks[number + 1].at if number + 1 < len(marks) else 1.0
        drawn.append(
            Markup('<svg class="point" x="{}" y="{}" overflow="visible">{}</svg>').format(
                share(each.at), middle, _symbol(each.css)
            )
        )
        room = len(each.label) * ROOM_OF_A_LETTER + 0.02
        if each.label.startswith("×"):
            drawn.append(_text(each.at, middle - 8, each.label, "times", shift=6))
        elif each.label and each.at - taken > room:
            drawn.append(_text(each.at, middle + 4, each.label, "word", shift=-11, anchor="end"))
            taken = each.at + 0.01
            continue
        elif each.label and after - each.at > room:
            drawn.append(_text(each.at, middle + 4, each.label, "word", shift=11))
            taken = each.at + room
            continue
        taken = max(taken, each.at + 0.01)
    return drawn


def _columns(stacks: Sequence[Stack], bottom: int) -> Markup:
    most = max((each.money + each.in_kind for each in stacks), default=0.0)
    drawn = []
    for each in stacks:
        gap = min(0.004, (each.end - each.start) / 8)
        x, width = share(each.start + gap), share(each.end - each.start - 2 * gap)
        at = float(bottom)
        for css, value in (("money", each.money), ("kind", each.in_kind)):
            if value and most:
                tall = max(2.0, value / most * (COLUMN - 10))
                at -= tall
                drawn.append(
                    Markup('<rect class="{}" x="{}" width="{}" y="{:.1f}" height="{:.1f}"/>').format(
                        css, x, width, at, tall
                    )
                )
        if each.unvalued:
            drawn.append(_text((each.start + each.end) / 2, int(at) - 3, "?", "unvalued", anchor="middle"))
    return Markup("").join(drawn)


def _today(on: float, label: str, bottom: int, height: int) -> Markup:
    left = on > MIDDLE
    words = _text(on, height - 5, label, "today", shift=-6 if left else 6, anchor="end" if left else "start")
    return _rule(share(on), share(on), TOP - 8, bottom + 6, "today") + words


def _text(at: float, y: int, words: str, css: str, *, shift: int = 0, anchor: str = "start") -> Markup:
    return Markup('<text class="{}" x="{}" y="{}" dx="{}" text-anchor="{}">{}</text>').format(
        css, share(at), y, shift, anchor, words
    )


def key(css: str) -> Markup:
    """What a thing of the drawing looks like, for the legend."""
    return Markup('<svg class="key drawn" aria-hidden="true" viewBox="-8 -8 16 16">{}</svg>').format(_symbol(css))


def _symbol(css: str) -> Markup:
    """A thing around the point 0, 0: one of ours, or the mark of a verdict."""
    if css in _DRAWN:
        return Markup(_DRAWN[css])  # noqa: S704
    return Markup('<use class="{0}" href="#mark-{0}" x="-7" y="-7" width="14" height="14"/>').format(css)


def visible_text(words: str) -> Markup:
    """Words of other people in a drawing, where a code such as U+202E cannot be set in a box of its own."""
    return Markup(str(visible(words)).replace('<span class="ctl">', "<tspan>").replace("</span>", "</tspan>"))  # noqa: S704
