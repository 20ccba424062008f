"""How the desk's templates speak: the report's words and safety, and the desk's own words beside them.

A template asks for words by key, in the language that the request is answered in. Whatever it prints of a record is
escaped and shown with its unseen characters, as in the report.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from jinja2 import Environment, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from perenne.desk.web.icons import icon
from perenne.desk.web.language import of
from perenne.desk.web.words import COUNTS, WORDS
from perenne.model.bilingual import Bilingual
from perenne.model.finding import Verdict
from perenne.report import names, svg
from perenne.report.fragments import fragment, isolated, shown
from perenne.report.voice import Said, Voice
from perenne.report.words import WORDS as REPORT_WORDS


def environment(**options: Any) -> Environment:
    """The templates' environment, as Django asks for it."""
    told = {**options, "undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True, "autoescape": True}
    made = Environment(**told, finalize=_printed)  # noqa: S701
    made.globals |= {
        "t": _said,
        "count": _counted,
        "figures": _in_figures,
        "bilingual": _of_both,
        "said": _series,
        "day_of": _day,
        "when": _when,
        "weekday": lambda day: date_format(day, "D"),
        "query": _query,
        "report": _fragment,
        "report_word": _report_word,
        "url": lambda name, *args: reverse(name, args=args),
        "static": staticfiles_storage.url,
        "icon": icon,
        "mark": svg.mark,
        "css": svg.CSS_CLASS,
        "verdict_word": _verdict_word,
        "definitions": svg.definitions,
        "logo": svg.logo,
    }
    made.filters |= {"isolated": isolated}
    return made


def voice(request: HttpRequest) -> Voice:
    return Voice(of(request))


def _printed(value: object) -> Markup | str:
    """Nothing a template was given is printed raw: forms and fields of Django bring their own safe markup."""
    if hasattr(value, "__html__"):
        return Markup(value.__html__())  # noqa: S704
    return shown(value)


@pass_context
def _said(context: Context, key: str, /, **values: object) -> Said:
    return voice(context["request"]).say(WORDS[key], **values)


@pass_context
def _counted(context: Context, key: str, n: int, /, **values: object) -> Said:
    return voice(context["request"]).count(COUNTS[key], n, **values)


@pass_context
def _in_figures(context: Context, key: str, n: int) -> Said:
    return voice(context["request"]).figures(COUNTS[key], n)


@pass_context
def _of_both(context: Context, sentence: Bilingual) -> Said:
    return voice(context["request"]).say(sentence)


@pass_context
def _series(context: Context, keys: Sequence[str], named: Mapping[str, Bilingual]) -> Said:
    speaker = voice(context["request"])
    return speaker.series(str(speaker.say(named[each])) for each in keys)


@pass_context
def _day(context: Context, day: date) -> Said:
    """A day; of a moment, the day that it is here."""
    here = timezone.localtime(day).date() if isinstance(day, datetime) else day
    return voice(context["request"]).day(here)


@pass_context
def _when(context: Context, at: datetime) -> str:
    return f"{_day(context, at)}, {timezone.localtime(at):%H:%M}"


@pass_context
def _fragment(context: Context, name: str, **values: Any) -> Markup:
    """A piece of the report, in the report's own words."""
    return fragment(name, of(context["request"]), **values)


@pass_context
def _report_word(context: Context, key: str) -> Said:
    return voice(context["request"]).say(REPORT_WORDS[key])


def _query(asked: Mapping[str, str], page: int) -> str:
    return urlencode({**{name: value for name, value in asked.items() if value}, "page": page})


@pass_context
def _verdict_word(context: Context, verdict: Verdict) -> Said:
    return Said(names.verdict_word(verdict, of(context["request"])))
