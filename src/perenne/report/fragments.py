"""Pieces of markup that a page is made of: a post with its passages, a finding, the table of rules.

Whatever a template prints passes through ``visible``: markup is escaped and unseen characters are shown, so that no
template can forget it. Only words of ours (``Said``) get typographic markup.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from perenne.model.bilingual import Bilingual, Language
from perenne.report import names, svg
from perenne.report.visible import visible
from perenne.report.voice import Counted, Said, Voice
from perenne.report.words import COUNTS, WORDS

_FIRST = re.compile(r"(?<!\w)1er(?!\w)")


@dataclass(frozen=True, eq=False, slots=True)
class Catalogue:
    """The words of a kind of page: what its templates ask for by ``t`` and by ``count``."""

    words: Mapping[str, Bilingual]
    counts: Mapping[str, Counted]


REPORT = Catalogue(WORDS, COUNTS)


def fragment(name: str, language: Language, catalogue: Catalogue = REPORT, /, **values: Any) -> Markup:
    """The template ``templates/<name>.html`` with ``values``, in ``language``."""
    return Markup(_environment(language, catalogue).get_template(f"{name}.html").render(**values))  # noqa: S704


def stylesheet(*sheets: str) -> Markup:
    """The one style sheet of a page: what every page has, then ``sheets`` (the report’s own, where none is named).
    Comments and indentation are left out; it is part of our own source."""
    css = "".join(_source("static", f"{name}.css") for name in ("page", *(sheets or ("report",))))
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    return Markup(re.sub(r"\s*\n\s*", "\n", css).strip())  # noqa: S704


def isolated(text: str) -> Markup:
    """A name of unknown direction, which must not turn its neighbours around."""
    return Markup(f"<bdi>{shown(text)}</bdi>")  # noqa: S704


def commands(text: Said) -> Markup:
    """Words of ours in which `backticks` set off what one types."""
    return Markup(re.sub(r"`([^`]+)`", r"<code>\1</code>", str(shown(text))))  # noqa: S704


def shown(value: object) -> Markup | str:
    """What ``{{ value }}`` prints."""
    if isinstance(value, Markup):
        return value
    if isinstance(value, Said):
        return Markup(_FIRST.sub("1<sup>er</sup>", str(visible(value))))  # noqa: S704
    if isinstance(value, int):
        return str(value)
    return visible(str(value))


@cache
def _environment(language: Language, catalogue: Catalogue) -> Environment:
    environment = Environment(
        loader=FunctionLoader(lambda name: _source("templates", name)),
        autoescape=True,
        finalize=shown,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    voice = Voice(language)
    plain = cache(lambda key: voice.say(catalogue.words[key]))
    environment.globals |= {
        "language": language,
        "t": lambda key, **values: voice.say(catalogue.words[key], **values) if values else plain(key),
        "count": lambda key, n, **values: voice.count(catalogue.counts[key], n, **values),
        "mark": svg.mark,
        "swatch": svg.swatch,
        "css": svg.CSS_CLASS,
        "in_french": Markup("") if language == "fr" else Markup(' lang="fr"'),
        "words": {each: Said(names.verdict_word(each, language).lower()) for each in svg.CSS_CLASS},
    }
    environment.filters |= {"isolated": isolated, "commands": commands}
    return environment


def _source(folder: str, name: str) -> str:
    return files("perenne.report").joinpath(folder, name).read_text(encoding="utf-8")
