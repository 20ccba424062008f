"""Every drawing of the report: bars and marks, in the colours of the page, with a pattern beside each colour."""

from collections.abc import Mapping

from markupsafe import Markup

from perenne.model.finding import WORST_FIRST, Verdict

CSS_CLASS: dict[Verdict, str] = {
    "prohibited": "forb",
    "non_compliant": "bad",
    "needs_human": "hum",
    "improvable": "imp",
    "compliant": "ok",
    "out_of_scope": "out",
}
IN_A_BAR: tuple[Verdict, ...] = WORST_FIRST[:-1]
"""Out of scope is no part of what was judged: it stands beside the bar, in figures."""

_MARKS: dict[Verdict, str] = {
    "prohibited": '<circle cx="8" cy="8" r="6.25"/><path d="M3.6 12.4l8.8-8.8"/>',
    "non_compliant": '<path d="M5.5 1.75h5L14.25 5.5v5l-3.75 3.75h-5L1.75 10.5v-5zM5.8 5.8l4.4 4.4m0-4.4l-4.4 4.4"/>',
    "needs_human": '<path d="M2.5 13.5l.8-3.2 7.7-7.7a1.3 1.3 0 0 1 1.9 0l.5.5a1.3 1.3 0 0 1 0 1.9l-7.7 7.7z"/>'
    '<path d="M9.6 4l2.4 2.4"/>',
    "improvable": '<path d="M8 2.2l6.2 11.3H1.8zM8 6.6v3.2m0 1.7v.4"/>',
    "compliant": '<circle cx="8" cy="8" r="6.25"/><path d="M5.2 8.3l2 2 3.7-4.2"/>',
    "out_of_scope": '<circle cx="8" cy="8" r="6.25" stroke-dasharray="2.2 2"/><path d="M5.5 8h5"/>',
}
_FILLINGS = {
    "forb": '<path class="on" d="M0 3h6"/>',
    "bad": '<path class="on" d="M3 0v6"/>',
    "hum": '<circle class="dot" cx="3" cy="3" r="1.1"/>',
    "imp": '<path class="on" d="M3 0v6"/>',
}
_SLANTED = {"imp": ' patternTransform="rotate(45)"'}


def definitions() -> Markup:
    """The marks and patterns, once for the whole page: ``mark`` and ``bar`` refer to them."""
    marks = "".join(
        f'<symbol id="mark-{CSS_CLASS[verdict]}" viewBox="0 0 16 16">{drawing}</symbol>'
        for verdict, drawing in _MARKS.items()
    )
    patterns = "".join(_pattern(name, lines) for name, lines in _FILLINGS.items())
    hidden = '<svg class="defs" width="0" height="0" aria-hidden="true">'
    return Markup(f"{hidden}<defs>{marks}{patterns}</defs></svg>")  # noqa: S704


def _pattern(name: str, lines: str) -> str:
    size = f'width="6" height="6" patternUnits="userSpaceOnUse"{_SLANTED.get(name, "")}'
    return f'<pattern id="fill-{name}" {size}><rect class="s-{name}" width="6" height="6"/>{lines}</pattern>'


def mark(verdict: Verdict) -> Markup:
    """The mark of a verdict, for the eye only: its word always stands beside it."""
    return Markup(f'<svg class="mark" aria-hidden="true"><use href="#mark-{CSS_CLASS[verdict]}"/></svg>')  # noqa: S704


def swatch(verdict: Verdict) -> Markup:
    """A little of the bar's filling, to tie it to the word beside."""
    return Markup(
        '<svg class="swatch" aria-hidden="true"><rect class="f-{}" width="100%" height="100%"/></svg>'
    ).format(CSS_CLASS[verdict])


def bar(counts: Mapping[Verdict, int], title: str, description: str) -> Markup:
    """The big bar of all posts with a verdict, with its title and description for those who do not see it."""
    return Markup(
        '<svg class="bar" role="img" aria-labelledby="bar-title bar-desc"><title id="bar-title">{}</title>'
        '<desc id="bar-desc">{}</desc>{}</svg>'
    ).format(title, description, _stretches(counts))


def mini_bar(counts: Mapping[Verdict, int]) -> Markup:
    """A small bar in a table whose figures say the same."""
    return Markup('<svg class="mini" aria-hidden="true">{}</svg>').format(_stretches(counts))


def _stretches(counts: Mapping[Verdict, int]) -> Markup:
    total = sum(counts.get(verdict, 0) for verdict in IN_A_BAR)
    drawn, before = [], 0
    for verdict in IN_A_BAR:
        count = counts.get(verdict, 0)
        if count:
            drawn.append(_stretch(CSS_CLASS[verdict], before / total, count / total))
            before += count
    return Markup("").join(drawn)


def _stretch(css_class: str, start: float, width: float) -> Markup:
    return Markup('<rect class="f-{}" x="{}%" width="{}%" height="100%"/>').format(
        css_class, _short(start * 100), _short(width * 100)
    )


def _short(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")


def logo() -> Markup:
    """The seedling of Pérenne."""
    return Markup(
        '<svg class="logo" viewBox="0 0 16 16" aria-hidden="true"><path d="M8 14.5V8M8 8C8 4.5 5.6 2.6 1.8 2.6 1.8 6 '
        '4.2 8 8 8zM8 9.8c0-3 2.2-4.7 6.2-4.7 0 3-2.4 4.7-6.2 4.7zM5 14.5h6"/></svg>'
    )
