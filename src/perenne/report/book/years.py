"""A partnership told year by year in a few words: what a narrow screen shows in the place of the drawing."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from perenne.law.consideration import MONEY
from perenne.model.bilingual import Bilingual
from perenne.partnerships.consideration import euros
from perenne.partnerships.partnership import Partnership
from perenne.report.book import money, names
from perenne.report.book.posts import SHOWN
from perenne.report.book.standing import agreement_name, began_on
from perenne.report.book.terms import span
from perenne.report.book.words import COUNTS
from perenne.report.post_view import NAME
from perenne.report.visible import clipped
from perenne.report.voice import Said, Voice
from perenne.report.words import POSTS_OF

_AGREEMENT = Bilingual(fr="accord {name}, {span}", en="agreement {name}, {span}")
_OF_WHICH = Bilingual(fr="{count} : {parts}", en="{count}: {parts}")
_MONEY = Bilingual(fr="{amount} en argent", en="{amount} in money")
_KIND = Bilingual(fr="{amount} en nature", en="{amount} in kind")
_DECIDED = Bilingual(fr="décision : {choice}, {about}", en="decision: {choice}, {about}")


def told_by_year(partnership: Partnership, on: date, voice: Voice) -> tuple[tuple[int, tuple[Said, ...]], ...]:
    """The last year first; a year without anything is left out."""
    years = range(on.year, began_on(partnership).year - 1, -1)
    told = ((year, tuple(_year(partnership, year, on, voice))) for year in years)
    return tuple((year, said) for year, said in told if said)


def _year(partnership: Partnership, year: int, on: date, voice: Voice) -> Iterator[Said]:
    for each in partnership.agreements:
        if each.began_on.year == year:
            name = clipped(agreement_name(each), NAME)
            yield voice.say(_AGREEMENT, (name,), name=name, span=span(each.began_on, each.last_day, voice))
    yield from _posts(partnership, year, on, voice)
    yield from _given(partnership, year, on, voice)
    sent = [each for each in partnership.invoices if each.invoiced.on.year == year and each.invoiced.on <= on]
    if sent:
        yield voice.figures(COUNTS["timeline.invoices"], len(sent))
    for decided in partnership.decisions:
        if decided.on.year == year:
            about = clipped(decided.what.about, NAME)
            choice = voice.say(names.CHOICES[decided.what.choice])
            yield voice.say(_DECIDED, (about,), choice=choice, about=about)
    incidents = sum(each.on.year == year for each in partnership.incidents)
    if incidents:
        yield voice.figures(COUNTS["timeline.incidents"], incidents)


def _posts(partnership: Partnership, year: int, on: date, voice: Voice) -> Iterator[Said]:
    posts = [each.published for each in partnership.publications if each.published.on <= on]
    verdicts = Counter(each.what.verdict for each in posts if each.on.year == year)
    if verdicts:
        parts = [voice.figures(POSTS_OF[verdict], verdicts[verdict]) for verdict in SHOWN if verdicts[verdict]]
        parts += [voice.figures(COUNTS["posts.not_judged"], verdicts[None])] if verdicts[None] else []
        count = voice.figures(COUNTS["timeline.posts"], verdicts.total())
        yield voice.say(_OF_WHICH, count=count, parts=", ".join(parts))


def _given(partnership: Partnership, year: int, on: date, voice: Voice) -> Iterator[Said]:
    gifts = [each.what for each in partnership.given if each.on.year == year and each.on <= on]
    for sentence, is_money in ((_MONEY, True), (_KIND, False)):
        values = [euros(each) for each in gifts if (each.form in MONEY) == is_money]
        known = sum((value for value in values if value is not None), Decimal())
        if known:
            yield voice.say(sentence, amount=money.euros(known, voice))
    missing = money.unvalued(sum(euros(each) is None for each in gifts), voice)
    if missing is not None:
        yield missing
