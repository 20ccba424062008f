"""The page of a run: one file that loads nothing and runs nothing."""

from markupsafe import Markup

from perenne import __version__
from perenne.axes.authenticity.coordination.detect import Coordination
from perenne.model.bilingual import Language
from perenne.report import svg
from perenne.report.coordination.view import page_view
from perenne.report.coordination.words import CATALOGUE
from perenne.report.fragments import fragment, stylesheet
from perenne.report.voice import Voice


def render(found: Coordination, language: Language, *, named: bool) -> Markup:
    """The same tables give the same text. ``named``: accounts stand there by their names, else by numbers."""
    return fragment(
        "coordination/page",
        language,
        CATALOGUE,
        view=page_view(found, Voice(language), named=named),
        stylesheet=stylesheet("desk", "coordination"),
        logo=svg.logo(),
        program=__version__,
        zip=zip,
    )
