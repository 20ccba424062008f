"""The bar of a register and the marks that only it has, in the colours of the page."""

from collections.abc import Sequence

from markupsafe import Markup

from perenne.report.voice import Said

_MARKS = (
    '<symbol id="mark-inf" viewBox="0 0 16 16"><circle cx="8" cy="8" r="6.25"/><path d="M8 7.4v3.6m0-6v.3"/></symbol>'
    '<symbol id="mark-unk" viewBox="0 0 16 16"><circle cx="8" cy="8" r="6.25" stroke-dasharray="2.2 2"/>'
    '<path d="M6.3 6.4a1.8 1.8 0 1 1 2.5 1.7c-.5.3-.8.6-.8 1.2m0 1.9v.3"/></symbol>'
)
_PATTERN = (
    '<pattern id="fill-unk" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<path class="hatch-line" d="M3 0v6"/></pattern>'
)


def definitions() -> Markup:
    """What the page needs beside the marks of every page."""
    defs = f'<svg class="defs" width="0" height="0" aria-hidden="true"><defs>{_MARKS}{_PATTERN}</defs></svg>'
    return Markup(defs)  # noqa: S704


def bar(counts: Sequence[tuple[str, Said, int]], title: str) -> Markup:
    """One stretch a verdict, as long as its share; the table beside says the same in figures."""
    total = sum(count for _, _, count in counts)
    drawn, before = [], 0
    for css, _, count in counts:
        at, width = before / total * 100, count / total * 100
        drawn.append(Markup('<rect class="f-{}" x="{:.2f}%" width="{:.2f}%" height="100%"/>').format(css, at, width))
        before += count
    said = ", ".join(f"{word} {count}" for _, word, count in counts)
    return Markup(
        '<svg class="bar" role="img" aria-labelledby="bar-title bar-desc"><title id="bar-title">{}</title>'
        '<desc id="bar-desc">{}</desc>{}</svg>'
    ).format(title, said, Markup("").join(drawn))
