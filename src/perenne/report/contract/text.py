"""The text of a contract with the passages that findings rest on, and a frame where something is missing."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from perenne.contracts.audit import Audited, State, state_of
from perenne.contracts.document import Block
from perenne.model.finding import Finding, Verdict
from perenne.report.contract.clauses import ClauseView, block_of
from perenne.report.contract.words import WORDS
from perenne.report.spans import Passage, Piece, pieces
from perenne.report.voice import Said, Voice

MARKS: Mapping[State, Verdict] = {"present": "compliant", "weak": "improvable", "missing": "improvable"}


@dataclass(frozen=True, slots=True)
class BlockView:
    """``label``: a number that a word processor made, which is not in the text. ``page``: where a new one begins."""

    kind: str
    label: str | None
    pieces: tuple[Piece, ...]
    page: int | None


@dataclass(frozen=True, slots=True)
class Gap:
    """What the law asks for and is not here; ``css``: of its frame."""

    number: int
    css: str
    says: Said


@dataclass(frozen=True, slots=True)
class RowView:
    """A block alone, or the cells of one row of a table, and the gaps behind it."""

    blocks: tuple[BlockView, ...]
    missing: tuple[Gap, ...]


def rows(audited: Audited, clauses: Sequence[ClauseView], voice: Voice) -> tuple[RowView, ...]:
    blocks = audited.document.blocks
    passages = _passages(audited.findings)
    gaps, behind = _gaps(audited.findings, clauses, voice)
    told, page = [], blocks[0].page if blocks else None
    for _, several in groupby(enumerate(blocks), key=_row):
        inside = list(several)
        views = []
        for place, block in inside:
            views.append(_block(block, passages.get(place, ()), block.page if block.page != page else None))
            page = block.page
        missing = [gap for place, _ in inside for gap in gaps.get(place, ())]
        told.append(RowView(tuple(views), tuple(missing)))
    return (*told, RowView((), tuple(behind))) if behind else tuple(told)


def _row(numbered: tuple[int, Block]) -> tuple[int | None, int | None, int | None]:
    place, block = numbered
    return (block.table, block.row, None) if block.kind == "cell" else (None, None, place)


def _block(block: Block, passages: Iterable[Passage], page: int | None) -> BlockView:
    made = block.label if block.label and not block.text.startswith(block.label) else None
    return BlockView(block.kind, made, pieces(block.text, passages), page)


def _passages(findings: Sequence[Finding]) -> dict[int, list[Passage]]:
    found: dict[int, list[Passage]] = {}
    for number, finding in enumerate(findings, 1):
        state = state_of(finding)
        verdict = finding.verdict if state is None else MARKS[state]
        for each in finding.evidence:
            place = block_of(each)
            if place is not None and each.start is not None and each.end is not None:
                found.setdefault(place, []).append(Passage(each.start, each.end, number, verdict))
    return found


def _gaps(
    findings: Sequence[Finding], clauses: Sequence[ClauseView], voice: Voice
) -> tuple[dict[int, list[Gap]], list[Gap]]:
    """Behind the last block that speaks of it, or behind the whole text."""
    views = {each.number: each for each in clauses}
    inside: dict[int, list[Gap]] = {}
    behind: list[Gap] = []
    for number, finding in enumerate(findings, 1):
        view = views[number]
        if view.group == "law" and view.state == "missing":
            places = list(_places(finding))
            gap = Gap(number, view.css, view.because if places else voice.say(WORDS["text.missing"], what=view.name))
            (inside.setdefault(max(places), []) if places else behind).append(gap)
    return inside, behind


def _places(finding: Finding) -> Iterator[int]:
    for each in finding.evidence:
        place = block_of(each)
        if place is not None:
            yield place
