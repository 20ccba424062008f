"""From the blocks of a document to its parts: numbered ones, and those that a heading alone opens."""

from collections.abc import Callable, Iterator, Sequence

from perenne.contracts.document import Block, Clause
from perenne.contracts.reading.labels import Label, label_of

LONGEST_HEADING = 120
LONGEST_TITLE = 8
"""In words: a line that is a heading although nothing but its words says so."""
_ENDS_A_SENTENCE = (".", ";", "!", "?")
_GOES_ON = (*_ENDS_A_SENTENCE, ",", ":")


def clauses_of(blocks: Sequence[Block], titled: Callable[[str], bool] = lambda _: False) -> tuple[Clause, ...]:
    """The parts of ``blocks`` in order; each block belongs to one, the innermost. ``titled``: whether the words of a
    short line alone are those of a heading."""
    starts = list(_starts(blocks, titled))
    ends = [first - 1 for first, _, _ in starts[1:]] + [len(blocks) - 1]
    return tuple(
        Clause(path, heading, first, last)
        for (first, path, heading), last in zip(starts, ends, strict=True)
        if last >= first
    )


def covered(clauses: Sequence[Clause], about: Callable[[str], bool]) -> Iterator[tuple[Clause, bool]]:
    """Each of ``clauses``, and whether it stands under a heading that is ``about`` something. The title of the whole
    document is about none of its parts."""
    outer: tuple[str, ...] | None = None
    for clause in clauses:
        if clause.heading is not None and about(clause.heading) and (clause.path or clause.first > 0):
            outer = clause.path
        elif outer is not None and not _inside(clause, outer):
            outer = None
        yield clause, outer is not None


def _inside(clause: Clause, outer: tuple[str, ...]) -> bool:
    """A heading without a number holds the numbered parts after it that have no heading of their own."""
    if not outer:
        return bool(clause.path) and clause.heading is None
    return len(clause.path) > len(outer) and clause.path[: len(outer)] == outer


def _starts(
    blocks: Sequence[Block], titled: Callable[[str], bool]
) -> Iterator[tuple[int, tuple[str, ...], str | None]]:
    """Where each part begins, with its path and its heading."""
    around: list[tuple[str, tuple[str, ...]]] = []
    taken = -1
    yield 0, (), None
    for place, block in enumerate(blocks):
        label = _label(block)
        if block.kind == "running":
            around.clear()
            yield place, (), None
            continue
        if label is not None:
            path = _path(around, label)
            following = blocks[place + 1] if place + 1 < len(blocks) else None
            heading = _heading(block)
            if _bare(block) and following is not None and _could_be_heading(following):
                heading, taken = following.text, place + 1
            yield place, path, heading
        elif place != taken and (block.kind == "heading" or _is_title(block, titled)):
            nested = block.level is not None and bool(around) and block.level > 1
            if not nested:
                around.clear()
                yield place, (), _heading(block)


def _label(block: Block) -> Label | None:
    """The label of ``block``, printed or made: a word processor makes numbers without the stop after them."""
    said = (f"{block.label}{after}" for after in (" ", ". ", ") ")) if block.label else ()
    return next((label for each in said if (label := label_of(each))), None)


def _path(around: list[tuple[str, tuple[str, ...]]], label: Label) -> tuple[str, ...]:
    """The path of ``label`` within the parts that are open ``around`` it, which are changed to its own."""
    if label.kind == "decimal" and len(label.numbers) > 1:
        around[:] = [each for each in around[:1] if each[1][-1:] == label.numbers[:1]] or [("decimal", ())]
        around.append(("decimal", label.numbers))
        return label.numbers
    kinds = [kind for kind, _ in around]
    if label.kind in kinds:
        del around[kinds.index(label.kind) :]
    outer = around[-1][1] if around else ()
    path = (*outer, *label.numbers)
    around.append((label.kind, path))
    return path


def _bare(block: Block) -> bool:
    """A number alone on its line."""
    label = label_of(block.text)
    return label is not None and label.end >= len(block.text)


def _could_be_heading(block: Block) -> bool:
    if block.label or block.kind == "cell":
        return False
    return len(block.text) <= LONGEST_HEADING and not block.text.endswith(_GOES_ON)


def _is_title(block: Block, titled: Callable[[str], bool]) -> bool:
    short = len(block.text.split()) <= LONGEST_TITLE and _could_be_heading(block)
    return short and block.kind == "paragraph" and titled(block.text)


def _heading(block: Block) -> str | None:
    """The words of a heading, without its number; a sentence is none."""
    label = label_of(block.text)
    words = block.text[label.end :] if label else block.text
    titled = block.kind == "heading" or not words.endswith(_ENDS_A_SENTENCE)
    return words if words and titled and len(words) <= LONGEST_HEADING else None
