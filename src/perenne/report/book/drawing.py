"""Small drawings of the book: a sum against its threshold, a measure with its interval. Places are shares of the
width, so that words keep their size; colours are classes, so that the dark needs no other drawing."""

from decimal import Decimal

from markupsafe import Markup, escape

from perenne.law.consideration import Sum
from perenne.model.measure import Interval, Measure

_ROOM = 1.25
"""How far a scale reaches beyond the largest thing on it."""
_HATCH = (
    '<pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<path class="hatch-line" d="M3 0v6"/></pattern>'
)


_UNKNOWN = (
    '<symbol id="mark-unk" viewBox="0 0 16 16"><circle cx="8" cy="8" r="6.25" stroke-dasharray="2.2 2"/>'
    '<path d="M6.3 6.4a1.8 1.8 0 1 1 2.5 1.7c-.5.3-.8.6-.8 1.2m0 1.9v.3"/></symbol>'
)


def definitions() -> Markup:
    """The hatching and the mark of what is unknown, once for the page."""
    defs = f'<svg class="defs" width="0" height="0" aria-hidden="true"><defs>{_HATCH}{_UNKNOWN}</defs></svg>'
    return Markup(defs)  # noqa: S704


def share(value: float) -> str:
    """``12.34%``: a place or a width."""
    return f"{value * 100:.2f}".rstrip("0").rstrip(".") + "%"


def meter(sum_: Sum, threshold: Decimal, title: str, description: str) -> Markup:
    """The total as a bar, the threshold as a tick; hatched to the end where a part is not valued."""
    amount = float(threshold)
    whole = max(float(sum_.total), amount) * _ROOM
    total, tick = float(sum_.total) / whole, amount / whole
    unknown = ""
    if sum_.unvalued:
        unknown = f'<rect class="unknown" x="{share(total)}" width="{share(1 - total)}" y="4" height="10"/>'
    drawn = (
        f'<rect class="track" width="100%" y="4" height="10" rx="2"/>{unknown}'
        f'<rect class="value" width="{share(total)}" y="4" height="10" rx="2"/>'
        f'<line class="tick" x1="{share(tick)}" x2="{share(tick)}" y1="0" y2="18"/>'
    )
    return _told(f"meter {sum_.state}", title, description, drawn)


def interval(told: Measure, title: str, description: str) -> Markup:
    """The value as a dot, its interval as a line with an end at each side that is known."""
    reach = scale_end(told)
    at = min(1.0, told.value / reach)
    parts = ['<line class="axis" x1="0" x2="100%" y1="9" y2="9"/>']
    spread = spread_of(told)
    if spread is not None:
        low = spread.low / reach
        high = 1.0 if spread.high is None else spread.high / reach
        parts.append(f'<line class="span" x1="{share(low)}" x2="{share(high)}" y1="9" y2="9"/>')
        ends = (low,) if spread.high is None else (low, high)
        parts += [f'<line class="span" x1="{share(end)}" x2="{share(end)}" y1="5" y2="13"/>' for end in ends]
    parts.append(f'<circle class="point" cx="{share(at)}" cy="9" r="4"/>')
    return _told("interval", title, description, "".join(parts))


def spread_of(told: Measure) -> Interval | None:
    """The interval or, where the measure has none, the range from the least to the most."""
    beside = dict(told.beside)
    if told.interval is None and "least" in beside:
        return Interval(beside["least"], beside["most"], 1.0)
    return told.interval


def scale_end(told: Measure) -> float:
    """The end of the scale: all for a share, otherwise a round number beyond the interval."""
    if told.unit in {"share", "index"}:
        return 1.0
    spread = spread_of(told)
    high = spread.high if spread is not None and spread.high is not None else told.value
    return _round_up(max(high, told.value) * 1.1)


def _round_up(value: float) -> float:
    steps = (1, 2, 5, 10, 20, 30, 40, 50, 60, 80, 100, 120, 150, 200, 250, 300, 400, 500, 750, 1000)
    return next((float(step) for step in steps if step >= value), value)


def nothing(title: str, description: str) -> Markup:
    """In the place of a value that is not known: not an empty scale, which would look like zero."""
    return _told("interval", title, description, '<rect class="unknown" width="100%" y="3" height="12" rx="2"/>')


def _told(css: str, title: str, description: str, drawn: str) -> Markup:
    """``drawn`` is our own; what it is called may hold what others wrote."""
    said = f"<title>{escape(title)}</title><desc>{escape(description)}</desc>"
    return Markup(f'<svg class="{css}" role="img" height="18">{said}{drawn}</svg>')  # noqa: S704
