"""``page.html``: the page of a bundle, which loads nothing, runs nothing and prints well."""

from functools import cache
from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from perenne import __version__
from perenne.evidence.view import PageView
from perenne.evidence.words import WORDS
from perenne.model.bilingual import Language
from perenne.report import svg
from perenne.report.fragments import commands, fragment, isolated, shown, stylesheet
from perenne.report.post_view import PostView
from perenne.report.voice import Voice


def render(view: PageView, language: Language) -> str:
    """The page as one HTML document; the same view gives the same text."""
    return _environment(language).get_template("page.html").render(view=view, program=__version__)


@cache
def _environment(language: Language) -> Environment:
    environment = Environment(
        loader=FunctionLoader(source),
        autoescape=True,
        finalize=shown,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    voice = Voice(language)
    environment.globals |= {
        "language": language,
        "t": lambda key, **values: voice.say(WORDS[key], **values),
        "fragment": lambda name, **values: fragment(name, language, **values),
        "is_post": lambda subject: isinstance(subject, PostView),
        "css": svg.CSS_CLASS,
        "stylesheet": stylesheet(),
        "definitions": svg.definitions(),
        "logo": svg.logo(),
        "in_french": Markup("") if language == "fr" else Markup(' lang="fr"'),
    }
    environment.filters |= {"isolated": isolated, "commands": commands}
    return environment


def source(name: str) -> str:
    """A template of ours."""
    return files("perenne.evidence").joinpath("templates", name).read_text(encoding="utf-8")
