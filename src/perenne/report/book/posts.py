"""The posts of a partnership: by year and verdict, then one by one with their corrections."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from perenne.model.bilingual import Bilingual
from perenne.model.finding import Verdict
from perenne.partnerships.measures.conduct import compliance
from perenne.partnerships.partnership import Partnership, Publication
from perenne.report import svg
from perenne.report.book.measured import MeasureView, measure_view
from perenne.report.book.proof import Proof, Proofs
from perenne.report.names import kind_name, platform_name, verdict_word
from perenne.report.post_view import NAME, VALUE
from perenne.report.visible import clipped
from perenne.report.voice import Said, Voice

NOT_JUDGED = Bilingual(fr="Non jugée", en="Not judged")
_CORRECTED = Bilingual(fr="corrigée le {day}", en="corrected on {day}")
_ASKED = Bilingual(fr="corrigée le {day}, demandée le {asked}", en="corrected on {day}, asked for on {asked}")
SHOWN: tuple[Verdict, ...] = ("compliant", "improvable", "non_compliant", "prohibited", "needs_human", "out_of_scope")


@dataclass(frozen=True, slots=True)
class YearOfPosts:
    year: int
    posts: int
    counts: tuple[int, ...]
    not_judged: int
    bar: Markup
    rate: MeasureView


@dataclass(frozen=True, slots=True)
class PostRow:
    day: Said
    where: Said
    post_id: str
    url: str | None
    verdict: Verdict | None
    word: Said
    corrections: tuple[Said, ...]
    deliverable: str | None
    proofs: tuple[Proof, ...]


def by_year(partnership: Partnership, on: date, voice: Voice) -> tuple[YearOfPosts, ...]:
    """The last year first."""
    told = compliance([partnership], on)
    years = []
    for year in sorted(told, reverse=True):
        posts = [each for each in partnership.publications if each.published.on.year == year]
        verdicts = Counter(each.published.what.verdict for each in posts if each.published.on <= on)
        counts: dict[Verdict, int] = {verdict: verdicts[verdict] for verdict in SHOWN}
        years.append(
            YearOfPosts(
                year,
                verdicts.total(),
                tuple(counts.values()),
                verdicts[None],
                svg.mini_bar(counts) if any(counts[each] for each in svg.IN_A_BAR) else Markup(),
                measure_view(told[year], voice),
            )
        )
    return tuple(years)


def rows(partnership: Partnership, proofs: Proofs, voice: Voice) -> tuple[PostRow, ...]:
    """The latest first."""
    ordered = sorted(partnership.publications, key=lambda each: each.published.on, reverse=True)
    return tuple(_row(each, proofs, voice) for each in ordered)


def _row(post: Publication, proofs: Proofs, voice: Voice) -> PostRow:
    what = post.published.what
    kind = kind_name(what.form, voice.language)
    return PostRow(
        day=voice.day(post.published.on),
        where=Said(", ".join(each for each in (platform_name(what.platform, voice.language), kind) if each)),
        post_id=clipped(what.post_id, NAME),
        url=clipped(what.url, VALUE) if what.url else None,
        verdict=what.verdict,
        word=Said(verdict_word(what.verdict, voice.language)) if what.verdict else voice.say(NOT_JUDGED),
        corrections=tuple(
            voice.say(_ASKED, day=voice.day(each.on), asked=voice.day(each.what.asked_on))
            if each.what.asked_on
            else voice.say(_CORRECTED, day=voice.day(each.on))
            for each in post.corrections
        ),
        deliverable=clipped(what.deliverable, NAME) if what.deliverable else None,
        proofs=proofs.of(post.published.event, *(each.event for each in post.corrections)),
    )


def waits(post: Publication) -> bool:
    """Whether somebody must look at it: a question is open, or nobody wrote down that a fault was mended."""
    verdict = post.published.what.verdict
    mended = [each.what.verdict for each in post.corrections]
    last = mended[-1] if mended else verdict
    return last in {"needs_human", "non_compliant", "prohibited"}
