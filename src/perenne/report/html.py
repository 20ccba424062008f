"""``report.html``: one file that loads nothing, runs nothing and says everything, within its size."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from perenne.audit.outcome import AuditOutcome
from perenne.model.bilingual import Language
from perenne.report import svg
from perenne.report.fragments import fragment, stylesheet
from perenne.report.judged import Judged, Pair, by_pair, pair
from perenne.report.post_view import FindingView, finding_view, post_view
from perenne.report.view import ReportView, pair_words, report_view
from perenne.report.voice import Voice

LARGEST = 400_000
"""The most bytes that a report takes (400 kB)."""
MOST_ROWS_BESIDE = 20
"""Findings about something else than a post: more than these stand in ``findings.ndjson`` only."""


@dataclass(frozen=True, slots=True)
class Group:
    """The posts of one pair of creator and brand, as HTML."""

    anchor: str
    creator: str
    brand: str | None
    verdicts: tuple[str, ...]
    posts: tuple[Markup, ...]


@dataclass(frozen=True, slots=True)
class _Rendered:
    """A post that is on the page, and the bytes that it costs there, the heading of its pair included."""

    judged: Judged
    html: Markup
    cost: int


def render(outcome: AuditOutcome, language: Language) -> str:
    """The report as one HTML document of at most ``LARGEST`` bytes; the same outcome gives the same text.

    The posts that no longer fit are counted, by verdict, and the page says where they are.
    """
    voice = Voice(language)
    beside = outcome.beside[:MOST_ROWS_BESIDE]
    decided = outcome.decided
    other = tuple(
        finding_view(each, n, outcome.rulebook, voice, decided.get(each.id)) for n, each in enumerate(beside, 1)
    )

    def page(shown: Sequence[_Rendered]) -> str:
        view = report_view(outcome, [each.judged for each in shown], LARGEST // 1000, voice)
        return _page(view, _groups(shown, voice), other, language)

    shown = _fitting(LARGEST - _size(page(())), outcome.digest.first, outcome, voice)
    whole = page(shown)
    while shown and _size(whole) > LARGEST:
        shown = _without(_size(whole) - LARGEST, shown)
        whole = page(shown)
    return whole


def _fitting(room: int, judged: Sequence[Judged], outcome: AuditOutcome, voice: Voice) -> list[_Rendered]:
    """The first posts of ``judged`` that fit into ``room`` bytes."""
    shown: list[_Rendered] = []
    pairs, decided = set(), outcome.decided
    for number, each in enumerate(judged, 1):
        html = fragment("post", voice.language, post=post_view(each, number, outcome.rulebook, voice, decided))
        of = pair(each.post, each.advertiser)
        cost = _size(html) + (0 if of.key in pairs else _heading_size(of, voice))
        if cost > room:
            break
        room -= cost
        pairs.add(of.key)
        shown.append(_Rendered(each, html, cost))
    return shown


def _without(excess: int, shown: list[_Rendered]) -> list[_Rendered]:
    """``shown`` without the last posts, as many as take ``excess`` bytes."""
    kept = list(shown)
    while kept and excess > 0:
        excess -= kept.pop().cost
    return kept


def _groups(shown: Sequence[_Rendered], voice: Voice) -> tuple[Group, ...]:
    html = {id(each.judged): each.html for each in shown}
    pairs = by_pair([each.judged for each in shown])
    return tuple(
        _group(f"g{number}", of, posts, tuple(html[id(each)] for each in posts), voice)
        for number, (of, posts) in enumerate(pairs, 1)
    )


def _group(anchor: str, of: Pair, posts: Sequence[Judged], rendered: tuple[Markup, ...], voice: Voice) -> Group:
    creator, brand = pair_words(of, voice)
    verdicts = tuple(dict.fromkeys(svg.CSS_CLASS[each.verdict] for each in posts))
    return Group(anchor, creator, brand, verdicts, rendered)


def _heading_size(of: Pair, voice: Voice) -> int:
    """The bytes of a group's heading and of its line in the index."""
    group = _group("g0000", of, (), (), voice)
    return _size(fragment("group", voice.language, group=group)) + _size(
        fragment("index", voice.language, groups=(group,))
    )


def _page(view: ReportView, groups: tuple[Group, ...], other: tuple[FindingView, ...], language: Language) -> str:
    return fragment(
        "report",
        language,
        view=view,
        groups=groups,
        other=other,
        stylesheet=stylesheet(),
        definitions=svg.definitions(),
        logo=svg.logo(),
    )


def _size(html: str) -> int:
    return len(html.encode())
