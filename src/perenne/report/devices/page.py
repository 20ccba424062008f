"""The page of a register that was checked: one file that loads nothing and runs nothing."""

from typing import Any, Literal

from markupsafe import Markup

from perenne import __version__
from perenne.devices.judge import Checked
from perenne.model.bilingual import Language
from perenne.report import svg
from perenne.report.devices import drawing
from perenne.report.devices.view import page_view
from perenne.report.devices.words import CATALOGUE, WORDS
from perenne.report.fragments import fragment, stylesheet
from perenne.report.voice import Voice

MARK = b'<meta name="generator" content="Perenne devices/1">'


Piece = Literal["table", "due", "one", "exceptions", "incidents", "rules"]


def piece(name: Piece, language: Language, **values: Any) -> Markup:
    """A piece of the page, for a page that has others beside."""
    return fragment(f"devices/{name}", language, CATALOGUE, **values)


def render(checked: Checked, language: Language) -> Markup:
    """The same register, rules and day give the same text."""
    voice = Voice(language)
    view = page_view(checked, voice)
    return fragment(
        "devices/page",
        language,
        CATALOGUE,
        view=view,
        bar=drawing.bar(view.counts, voice.say(WORDS["counts.title"])) if view.counts else None,
        stylesheet=stylesheet("desk", "devices"),
        definitions=svg.definitions() + drawing.definitions(),
        logo=svg.logo(),
        program=__version__,
    )
