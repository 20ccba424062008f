"""How an audit of many captions compares with reading them and with finding words in them.

    python benchmarks/audit.py [POSTS…]      (default 200000; 200000 1000000 for the whole)

Invented captions in seven languages, as Parquet, in two corpora: about one post in twenty, and one in five, gets a
finding. Every step runs in a process of its own; ratios are of processor time, speed-ups of time on the clock.
"""

import hashlib
import re
import sys
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl
from corpus import write_parquet
from measure import Measured, machine, measured, report, side_by_side

if TYPE_CHECKING:
    from perenne.audit.outcome import AuditOutcome

SHARES = (0.05, 0.2)
WORKERS = (1, 2, 3)
_SLICE = 50_000
_SAMPLE = 20_000


def frames(path: Path) -> Iterator[pl.DataFrame]:
    rows = pl.scan_parquet(path)
    for first in range(0, rows.select(pl.len()).collect().item(), _SLICE):
        yield rows.slice(first, _SLICE).collect()


def make_ready() -> None:
    """What every run does once, however many posts there are: it is measured as the start (``read.py``)."""
    import perenne.audit.run  # noqa: F401
    from perenne.law.rulebook import rulebook
    from perenne.text.lexicon import lexicon
    from perenne.text.obfuscation import rescued

    lexicon()
    rulebook()
    rescued([""])


# The steps


def floor(path: Path) -> int:
    """Read the column."""
    return sum(frame["text"].str.len_chars().sum() for frame in frames(path))


def match(path: Path) -> int:
    """Fold every caption and find every pattern of every cue, with its place."""
    from perenne.text.lexicon import FoldedColumn, lexicon

    patterns = lexicon().words_of(lambda cue: True).words
    spans = 0
    for frame in frames(path):
        shapes = FoldedColumn(frame["text"]).shapes.to_frame("text").with_row_index()
        spans += (
            shapes.with_columns(
                start=pl.col("text").str.find_many(patterns, overlapping=True),
                word=pl.col("text").str.extract_many(patterns, overlapping=True),
            )
            .filter(pl.col("start").list.len() > 0)
            .select("index", "start", "word")
            .explode("start", "word")
            .height
        )
    return spans


def trie(path: Path) -> int:
    """The same words by a regular expression of Python, made as a trie: a sample of the captions."""
    from perenne.text.fold import fold
    from perenne.text.lexicon import lexicon

    words = re.compile(_trie_pattern(pattern.strip() for pattern in lexicon().words_of(lambda cue: True).words))
    texts = pl.scan_parquet(path).select("text").head(_SAMPLE).collect()["text"].to_list()
    return sum(1 for text in texts for _ in words.finditer(fold(text)))


def _trie_pattern(words: Iterator[str]) -> str:
    tree: dict[str, dict] = {}
    for word in words:
        node = tree
        for char in word:
            node = node.setdefault(char, {})
        node[""] = {}
    return rf"(?<!\S)(?:{_alternatives(tree)})(?!\S)"


def _alternatives(node: dict[str, dict]) -> str:
    several = [re.escape(char) + _alternatives(rest) for char, rest in node.items() if char]
    if not several:
        return ""
    return f"(?:{'|'.join(several)}){'?' if '' in node else ''}"


def whole(path: Path, workers: int) -> dict[str, int]:
    """The audit, to its findings."""
    outcome = _audit(path, workers)
    return {"posts": outcome.summary.posts, "spoken": outcome.digest.spoken, "findings": len(outcome.findings)}


def same(path: Path, workers: int) -> str:
    """What the audit gave, as a hash of every line of it."""
    outcome = _audit(path, workers)
    every = (outcome.posts, outcome.findings, outcome.questions)
    return hashlib.sha256(b"".join(line for lines in every for line in lines.raw())).hexdigest()


def _audit(path: Path, workers: int) -> "AuditOutcome":
    from perenne.audit.columns import Columns
    from perenne.audit.run import AuditRequest, audit
    from perenne.readers.reading import Origin

    columns = Columns(Origin("captions.parquet", "0" * 64), partial(frames, path))
    return audit(AuditRequest(columns=(columns,), workers=workers)).outcome


def write(path: Path, posts: int, share: str) -> None:
    write_parquet(path, posts, float(share))


STEPS = {"write": write, "floor": floor, "match": match, "trie": trie, "whole": whole, "same": same}

# The report


def main(sizes: list[int]) -> None:
    print(f"{machine()}; Polars with one thread a process")
    with tempfile.TemporaryDirectory() as folder:
        for share in SHARES:
            for posts in sizes:
                path = Path(folder) / f"{posts}-{share}.parquet"
                measured(__file__, "write", path, posts, share)  # apart: a process starts with its parent's peak
                compare(path, posts)
        smallest = Path(folder) / f"{min(sizes)}-{SHARES[-1]}.parquet"
        hashes = {measured(__file__, "same", smallest, workers).gave for workers in WORKERS}
    print(f"bytes with {', '.join(map(str, WORKERS))} workers: {'identical' if len(hashes) == 1 else 'DIFFERENT'}")


def compare(path: Path, posts: int) -> None:
    """Print each step as a multiple of reading the column, and of folding and matching."""
    read, found = measured(__file__, "floor", path), measured(__file__, "match", path)
    alone, two = measured(__file__, "whole", path, 1), measured(__file__, "whole", path, 2)
    tried = measured(__file__, "trie", path)
    sample = tried._replace(cpu=tried.cpu * posts / min(posts, _SAMPLE))
    print(
        f"\n{posts:,} posts, {alone.gave['spoken'] / posts:.1%} with a finding, {alone.gave['findings']:,} findings"
    )
    steps = {
        "read the column": read,
        "fold and match alone": found,
        "the whole audit": alone,
        "the same cues by re": sample,
    }
    for name, taken in steps.items():
        print(_line(name, taken, read, found, posts))
    both = max(taken.wall for taken in side_by_side(__file__, "whole", path, 1, times=2))
    beside = f"two audits side by side {2 * alone.wall / both:.2f} ×"
    peaks = f"peak {two.peak:.0f} MB, of a worker {two.workers_peak:.0f} MB"
    print(f"two workers: {alone.wall / two.wall:.2f} × as fast ({beside}); {peaks}")


def _line(name: str, taken: Measured, read: Measured, found: Measured, posts: int) -> str:
    rate = posts / taken.cpu
    return (
        f"{name:22} {rate:12,.0f} posts/s {taken.cpu / read.cpu:8.1f} × reading "
        f"{taken.cpu / found.cpu:6.2f} × fold and match   peak {taken.peak:.0f} MB"
    )


if __name__ == "__main__":
    if sys.argv[1:2] and sys.argv[1] in STEPS:
        step, path, *words = sys.argv[1:]
        if step not in {"floor", "write"}:
            make_ready()
        report(partial(STEPS[step], Path(path), *(int(word) if word.isdecimal() else word for word in words)))
    else:
        main([int(word) for word in sys.argv[1:]] or [200_000])
