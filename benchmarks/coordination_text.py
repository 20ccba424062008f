"""How fast copied texts are found, and which: ``perenne coordination --channel co-text`` without the test of times.

    python benchmarks/coordination_text.py [POSTS]      (default 200000)

Invented captions of words with the frequencies of a language, among which families of five copies are planted, each
copy with one to five words changed, and half of them with an opening and an ending of its own. A fifth of all end
with a notice that the law demands, and a fifth with a stock phrase. Every step runs in a process of its own.
"""

import sys
import tempfile
from pathlib import Path

import numpy as np
import polars as pl
from measure import Measured, machine, measured, report

COPIES, LENGTH = 5, 24
NOTICES = ("L'abus d'alcool est dangereux pour la santé, à consommer avec modération.", "Collaboration commerciale.")
STOCK = (
    "abonnez-vous à ma chaîne et activez la cloche pour ne rien manquer",
    "le lien est dans ma bio si ça vous dit",
)
SYLLABLES = [
    f"{consonant}{vowel}" for consonant in "bcdfglmnprstv" for vowel in ("a", "e", "i", "o", "u", "ou", "ai")
]


def write(path: Path, posts: int) -> None:
    """``account``, ``text``, and which family each is of, 0 where none."""
    random = np.random.default_rng(17)
    words = np.array(["".join(random.choice(SYLLABLES, random.integers(1, 4))) for _ in range(40_000)])
    common = 1 / np.arange(1, len(words) + 1)
    common /= common.sum()
    families = posts // 100
    whole = posts - families * COPIES
    lengths = random.integers(8, 40, whole)
    stream = iter(np.split(random.choice(words, lengths.sum(), p=common), np.cumsum(lengths)[:-1]))
    texts = [" ".join(each) for each in stream]
    family = [0] * whole
    for number in range(1, families + 1):
        template = random.choice(words, LENGTH, p=common)
        for _ in range(COPIES):
            copy = template.copy()
            places = random.choice(LENGTH, random.integers(1, 6), replace=False)
            copy[places] = random.choice(words, len(places), p=common)
            around = random.choice(words, (2, 6), p=common) if random.random() < 0.5 else np.empty((2, 0), str)
            texts.append(" ".join([*around[0], *copy, *around[1]]))
            family.append(number)
    ends = random.integers(0, 5, len(texts))
    more = {0: NOTICES, 1: STOCK}
    ended = [
        f"{text}. {random.choice(more[end])} #tag{end}"
        if end in more
        else f"{text} 😍 @compte{end} https://x.example/{end}"
        for text, end in zip(texts, ends.tolist(), strict=True)
    ]
    accounts = [f"u{each}" for each in random.integers(0, max(len(texts) // 3, 1), len(texts))]
    pl.DataFrame({"account": accounts, "text": ended, "family": family}).write_parquet(path)


def floor(path: Path) -> int:
    """Read the columns."""
    return int(pl.read_parquet(path)["text"].str.len_chars().sum())


def split(path: Path) -> int:
    """Fold the texts and take out what is no copied word."""
    from perenne.axes.authenticity.coordination.channels.passages import said

    return int(said(pl.read_parquet(path)["text"]).str.len_chars().sum())


def find(path: Path) -> dict[str, float]:
    """Find the families; of the pairs that were planted, and of those found, the share that is in both."""
    from perenne.axes.authenticity.coordination.channels.families import families

    rows = pl.read_parquet(path)
    found = rows.with_columns(found=families(rows["account"], rows["text"]))

    def pairs(*by: str) -> int:
        return int(
            found.drop_nulls(by).group_by(by).len().select((pl.col("len") * (pl.col("len") - 1) // 2).sum()).item()
        )

    planted = found.filter(pl.col("family") > 0)
    both = int(planted.drop_nulls("found").group_by("family", "found").len()
               .select((pl.col("len") * (pl.col("len") - 1) // 2).sum()).item())  # fmt: skip
    of_planted = planted["family"].n_unique() * COPIES * (COPIES - 1) // 2
    return {
        "families": found["found"].n_unique(),
        "recall": both / of_planted,
        "precision": both / max(pairs("found"), 1),
    }


STEPS = {each.__name__: each for each in (floor, split, find)}


def told(step: str, taken: Measured, posts: int) -> str:
    gave = (
        ", ".join(f"{name} {value:,.3g}" for name, value in taken.gave.items())
        if isinstance(taken.gave, dict)
        else ""
    )
    return f"| {step} | {taken.cpu:.2f} s | {posts / taken.cpu / 1000:,.0f} k/s | {taken.peak:,.0f} MB | {gave} |"


def main(posts: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "texts.parquet"
        write(path, posts)
        print(f"{posts:,} texts; {machine()}; one thread for Polars.\n")
        print("| step | processor time | texts | memory | gave |\n|---|---|---|---|---|")
        for step in STEPS:
            print(told(step, measured(__file__, "step", step, path), posts))


if __name__ == "__main__":
    if sys.argv[1:2] == ["step"]:
        report(lambda: STEPS[sys.argv[2]](Path(sys.argv[3])))
    else:
        main(int(sys.argv[1]) if sys.argv[1:] else 200_000)
