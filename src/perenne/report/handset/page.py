"""The page of the self-test: one file that loads nothing and runs nothing."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from perenne import __version__
from perenne.handset.selftest.catalogue import Attempt, attempts, groups
from perenne.handset.selftest.kept import Signed
from perenne.handset.selftest.matrix import Found, Matrix, Verdict
from perenne.model.bilingual import Language
from perenne.report import days, svg
from perenne.report.fragments import fragment, stylesheet
from perenne.report.handset.left import Left, LeftView, left_view
from perenne.report.handset.words import (
    CATALOGUE,
    CHANGED,
    COUNTS,
    NOT_PROTECTED,
    PARTS,
    STALE,
    TIERS,
    TUNNEL,
    VERDICTS,
    WORDS,
    got,
    series,
)
from perenne.report.voice import Said, Voice, sentence_case
from perenne.signed import key_id

MARK = b'<meta name="generator" content="Perenne selftest/1">'
CSS: dict[Verdict, str] = {"blocked": "ok", "leak": "bad", "not_proven": "unk"}


@dataclass(frozen=True, slots=True)
class WayView:
    name: Said
    control: Said
    inside: Said
    css: str
    word: Said
    expected: bool


@dataclass(frozen=True, slots=True)
class AttemptView:
    """``unproven``: ways of an attempt that was held, which proved nothing here; ``open``: to be seen at once."""

    n: int
    name: Said
    bait: Said
    expected: str
    css: str
    word: Said
    ways: tuple[WayView, ...]
    unproven: Said | None
    open: bool


@dataclass(frozen=True, slots=True)
class GroupView:
    name: Said
    cells: tuple[AttemptView, ...]


@dataclass(frozen=True, slots=True)
class PageView:
    tier: Said
    at: Said
    user: Said
    kernel: str
    landlock: str
    bubblewrap: str
    count: Said
    css: str
    ways: Said
    groups: tuple[GroupView, ...]
    mutations: tuple[tuple[Said, str, str, bool], ...]
    quick: bool
    stale: Said | None
    policy: str
    code: str
    key: str
    signature: str
    left: LeftView | None
    legend: tuple[tuple[str, Said], ...]
    limits: tuple[Said, ...]
    tunnel: Said


def render(found: Signed, stale: Sequence[str], language: Language, told: Left | None = None) -> Markup:
    """``stale``: the names of what changed since; ``told``: what the ledger says."""
    return fragment(
        "handset/page",
        language,
        CATALOGUE,
        view=page_view(found, stale, Voice(language), told),
        stylesheet=stylesheet("desk", "handset"),
        definitions=svg.definitions() + _not_proven(),
        logo=svg.logo(),
        program=__version__,
    )


def _not_proven() -> Markup:
    return Markup(
        '<svg class="defs" width="0" height="0" aria-hidden="true"><defs><symbol id="mark-unk" viewBox="0 0 16 16">'
        '<circle cx="8" cy="8" r="6.25" stroke-dasharray="2.2 2"/><path d="M6 6.2a2 2 0 1 1 2.6 1.9c-.5.2-.6.5-.6 1.1'
        'm0 1.9v.3"/></symbol></defs></svg>'
    )


def page_view(found: Signed, stale: Sequence[str], voice: Voice, told: Left | None = None) -> PageView:
    matrix = found.matrix
    counts = matrix.counted()
    bound = matrix.bound
    return PageView(
        tier=sentence_case(voice.say(TIERS[matrix.tier])),
        at=_moment(matrix.at, voice),
        user=voice.say(WORDS[f"card.{bound.user}"]),
        kernel=bound.kernel,
        landlock=str(bound.landlock),
        bubblewrap=bound.bubblewrap,
        count=voice.say(WORDS["card.count"], held=counts["blocked"], of=len(matrix.attempts)),
        css="bad" if counts["leak"] else "unk" if counts["not_proven"] else "ok",
        ways=_ways(matrix, voice),
        groups=tuple(_groups(matrix, voice)),
        mutations=tuple(
            (
                voice.say(series(each.without, PARTS)),
                _numbers(each.expected),
                _numbers(each.leaked),
                each.shows(),
            )
            for each in matrix.mutations
        ),
        quick=matrix.quick,
        stale=voice.say(STALE, what=voice.say(series(tuple(stale), CHANGED))) if stale else None,
        policy=bound.policy,
        code=bound.code,
        key=key_id(bytes.fromhex(found.key)),
        signature=found.signature,
        left=left_view(told, voice) if told is not None else None,
        legend=tuple((CSS[verdict], voice.say(VERDICTS[verdict])) for verdict in ("blocked", "leak", "not_proven")),
        limits=tuple(voice.say(each) for each in NOT_PROTECTED),
        tunnel=voice.say(TUNNEL),
    )


def _moment(at: str, voice: Voice) -> Said:
    """``24 novembre 2026, 06:00 UTC``."""
    moment = days.moment(at)
    return Said(f"{voice.day(moment.day)}, {at[11:16]} UTC") if moment else Said(at)


def _ways(matrix: Matrix, voice: Voice) -> Said:
    verdicts = [way.verdict for each in matrix.attempts for way in each.ways]
    told = [voice.figures(COUNTS["ways"], len(verdicts))]
    if unproven := verdicts.count("not_proven"):
        told.append(voice.figures(COUNTS["unproven"], unproven))
    return Said(", ".join(told))


def _numbers(numbers: Sequence[int]) -> str:
    return ", ".join(map(str, numbers)) or "–"


def _groups(matrix: Matrix, voice: Voice) -> list[GroupView]:
    by_number = {each.n: each for each in matrix.attempts}
    told = []
    for key, name in groups().items():
        cells = tuple(
            _attempt(each, by_number[each.n], matrix, voice)
            for each in attempts()
            if each.group == key and each.n in by_number
        )
        if cells:
            told.append(GroupView(voice.say(name), cells))
    return told


def _attempt(attempt: Attempt, found: Found, matrix: Matrix, voice: Voice) -> AttemptView:
    unproven = sum(each.verdict == "not_proven" for each in found.ways) if found.verdict == "blocked" else 0
    return AttemptView(
        n=attempt.n,
        name=sentence_case(voice.say(attempt.name)),
        bait=voice.say(attempt.bait),
        expected=", ".join(voice.say(got(each)) for each in attempt.stopped.get(matrix.tier, ())),
        css=CSS[found.verdict],
        word=voice.say(VERDICTS[found.verdict]),
        ways=tuple(
            WayView(
                voice.say(attempt.ways[each.way]),
                voice.say(got(each.control)),
                voice.say(got(each.inside)),
                CSS[each.verdict],
                voice.say(VERDICTS[each.verdict]),
                each.expected,
            )
            for each in found.ways
        ),
        unproven=voice.figures(COUNTS["unproven.ways"], unproven) if unproven else None,
        open=found.verdict != "blocked",
    )
