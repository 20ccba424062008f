"""From the blocks of a document to its numbered parts."""

from collections.abc import Iterator, Sequence

from perenne.contracts.document import Block, Clause
from perenne.contracts.reading.labels import Label, label_of

LONGEST_HEADING = 120
_ENDS_A_SENTENCE = (".", ";", "!", "?")


def clauses_of(blocks: Sequence[Block]) -> tuple[Clause, ...]:
    """The parts of ``blocks`` in order; each block belongs to one, the innermost."""
    starts = list(_starts(blocks))
    ends = [first - 1 for first, _, _ in starts[1:]] + [len(blocks) - 1]
    return tuple(
        Clause(path, heading, first, last)
        for (first, path, heading), last in zip(starts, ends, strict=True)
        if last >= first
    )


def _starts(blocks: Sequence[Block]) -> Iterator[tuple[int, tuple[str, ...], str | None]]:
    """Where each part begins, with its path and its heading."""
    around: list[tuple[str, tuple[str, ...]]] = []
    yield 0, (), None
    for place, block in enumerate(blocks):
        label = label_of(f"{block.label} ") if block.label else None
        if label is not None:
            path = _path(around, label)
            yield place, path, _heading(block)
        elif block.kind == "heading" and not around:
            yield place, (), _heading(block)


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


def _heading(block: Block) -> str | None:
    """The words of a heading, without its number; a sentence is none."""
    label = label_of(block.text)
    words = block.text[label.end :] if label else block.text
    titled = block.kind == "heading" or not words.endswith(_ENDS_A_SENTENCE)
    return words if words and titled and len(words) <= LONGEST_HEADING else None
