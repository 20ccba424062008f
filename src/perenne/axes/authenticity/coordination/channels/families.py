"""Families of copied texts: those that share rare passages, found for a whole column at a time.

A passage is a run of words. Two texts are copies where they share two passages that do not overlap and these make up
enough of the shorter one; copies of copies are one family. Texts that are alike to the word are looked at once, so
that a text copied ten thousand times costs what one costs. A passage of many texts is met with the next few of them
only: the work grows with the words, never with the square of a crowd.
"""

import hashlib
from collections.abc import Sequence

import numpy as np
import polars as pl
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from perenne.axes.authenticity.coordination.channels.copied import BREAK, Copied, copied
from perenne.axes.authenticity.coordination.channels.passages import GAP, said, split

_STEP = 6_364_136_223_846_793_005
"""An odd number: what the words of a passage are weighed with by their place (Knuth's for congruences)."""


def families(accounts: pl.Series, texts: pl.Series, brief: Sequence[str] = ()) -> pl.Series:
    """The name of the family of each text; null where it is in none. A family has two accounts at least. ``brief``:
    texts whose passages were demanded, and make no copy. The order of the texts does not matter."""
    how = copied()
    rows = pl.DataFrame({"account": accounts, "said": said(texts)}).with_row_index("row")
    texts_said = rows.group_by("said").agg(accounts=pl.col("account").n_unique()).sort("said").with_row_index("text")
    words = _words(texts_said)
    passages = _passages(words, how).join(_brief_passages(brief, how), on="passage", how="anti")
    links = _links(_rare(passages, how), words, how)
    family = _labelled(texts_said, links, _long_enough(passages, how))
    together = family.join(texts_said, on="text").join(rows, on="said").group_by("family").agg(
        each=pl.col("account").n_unique()
    )  # fmt: skip
    family = family.join(together.filter(pl.col("each") >= 2), on="family", how="semi")
    named = family.join(_names(family, passages, texts_said, how), on="family").select("text", "name")
    found = rows.join(texts_said.join(named, on="text"), on="said", how="left", maintain_order="left")
    return found["name"].rename(texts.name)


def _words(texts: pl.DataFrame) -> pl.DataFrame:
    """One row a word: its ``text``, its place ``at`` among all words and breaks, its hash, and the ``stretch``
    between breaks that it lies in."""
    each = texts.select("text", word=split(pl.col("said"))).explode("word").with_row_index("at")
    apart = pl.col("word") == BREAK
    begins = apart | pl.col("text").ne_missing(pl.col("text").shift())
    parted = each.select("text", "at", word=pl.col("word").hash(seed=1), stretch=begins.cum_sum(),
                         kept=~apart & (pl.col("word") != ""))  # fmt: skip
    return parted.filter("kept").drop("kept")


def _passages(words: pl.DataFrame, how: Copied) -> pl.DataFrame:
    """One row a passage: the hash of its words, where it begins, whose it is."""
    later = (
        pl.col("word").shift(-place) * pl.lit(pow(_STEP, place, 2**64), pl.UInt64) for place in range(1, how.width)
    )
    whole = pl.col("stretch") == pl.col("stretch").shift(1 - how.width)
    return words.select("text", "at", passage=sum(later, pl.col("word")), whole=whole).filter("whole").drop("whole")


def _brief_passages(brief: Sequence[str], how: Copied) -> pl.DataFrame:
    texts = pl.DataFrame({"said": said(pl.Series(list(brief), dtype=pl.String))}).with_row_index("text")
    return _passages(_words(texts), how).select("passage").unique()


def _rare(passages: pl.DataFrame, how: Copied) -> pl.DataFrame:
    """The passages of several texts, and not of too many, each once a text; in order."""
    often = passages.filter(pl.col("passage").is_duplicated())
    once = often.group_by("text", "passage").agg(pl.col("at").min())
    held = once.with_columns(held=pl.len().over("passage"))
    return held.filter(pl.col("held").is_between(2, how.most_texts)).drop("held").sort("passage", "text")


def _links(rare: pl.DataFrame, words: pl.DataFrame, how: Copied) -> pl.DataFrame:
    """The pairs of texts that are copies of one another, among those that stand near each other in a passage's
    list."""
    further = [_beside(rare, step) for step in range(1, how.beside + 1)]
    candidates = pl.concat(further).group_by("left", "right").len("met").filter(pl.col("met") >= 2).drop("met")
    shared = candidates.join(rare, left_on="left", right_on="text").join(
        rare, left_on=["right", "passage"], right_on=["text", "passage"], suffix="_right"
    )
    ordered = shared.sort("left", "right", "at")
    step, other = (pl.col(each).cast(pl.Int64).diff().over("left", "right") for each in ("at", "at_right"))
    new = pl.min_horizontal(step, pl.lit(how.width)).fill_null(how.width)
    both = ordered.with_columns(new=new, parted=(step > how.width) | ~other.is_between(0, how.width)).group_by(
        "left", "right"
    ).agg(
        covered=pl.col("new").sum(), parted=pl.col("parted").any(),
        apart=pl.col("at").max() - pl.col("at").min() >= how.width,
        apart_right=pl.col("at_right").max() - pl.col("at_right").min() >= how.width,
    )  # fmt: skip
    lengths = words.group_by("text").len("words")
    sized = both.filter(pl.col("apart") & pl.col("apart_right")).join(
        lengths, left_on="left", right_on="text"
    ).join(lengths, left_on="right", right_on="text", suffix="_right")  # fmt: skip
    return sized.filter(_is_copy(how)).select("left", "right")


def _is_copy(how: Copied) -> pl.Expr:
    """Enough of the shorter text is shared; and, where that is one stretch, enough of the longer or too much to be a
    phrase that many use: else such a phrase would chain all who use it."""
    covered = pl.col("covered")
    enough = covered >= how.least_covered * pl.min_horizontal("words", "words_right")
    at_once = covered >= how.least_covered_at_once * pl.max_horizontal("words", "words_right")
    return enough & (pl.col("parted") | at_once | (covered >= how.no_phrase))


def _beside(rare: pl.DataFrame, step: int) -> pl.DataFrame:
    """Each text with the one that stands so many steps behind it in the list of a passage."""
    text, passage = pl.col("text"), pl.col("passage")
    return (
        rare.select(left=text, right=text.shift(-step), same=passage.shift(-step) == passage)
        .filter("same")
        .drop("same")
    )


def _long_enough(passages: pl.DataFrame, how: Copied) -> pl.DataFrame:
    """The texts that hold two passages which do not overlap, so that the same text again is a copy."""
    span = passages.group_by("text").agg(span=pl.col("at").max() - pl.col("at").min())
    return span.filter(pl.col("span") >= how.width).select("text")


def _labelled(texts: pl.DataFrame, links: pl.DataFrame, long_enough: pl.DataFrame) -> pl.DataFrame:
    """The texts that belong to a family, and the number of it."""
    size = texts.height
    left, right = links["left"].to_numpy(), links["right"].to_numpy()
    _, label = connected_components(
        coo_array((np.ones(len(left)), (left, right)), shape=(size, size)), directed=False
    )
    every = texts.select("text", "accounts", family=pl.Series(label, dtype=pl.UInt32))
    linked = pl.concat([links["left"], links["right"]]).unique()
    alike = every.filter(pl.col("accounts") >= 2).join(long_enough, on="text", how="semi")["text"]
    return every.filter(pl.col("text").is_in(linked.implode()) | pl.col("text").is_in(alike.implode())).drop(
        "accounts"
    )


def _names(family: pl.DataFrame, passages: pl.DataFrame, texts: pl.DataFrame, how: Copied) -> pl.DataFrame:
    """By family: its most frequent passage, and a mark of its first text, so that no two are named alike."""
    held = passages.join(family, on="text").group_by("family", "passage").agg(
        texts=pl.col("text").n_unique(), at=pl.col("at").min(), text=pl.col("text").min()
    )  # fmt: skip
    best = held.sort("texts", "at", descending=[True, False]).unique("family", keep="first", maintain_order=True)
    first = family.sort("text").unique("family", keep="first", maintain_order=True)
    lengths = pl.col("said").str.count_matches(GAP, literal=True) + 1
    begun = texts.with_columns(begin=lengths.cum_sum() - lengths)
    quoted = best.join(begun, on="text").join(first.join(texts, on="text"), on="family", suffix="_first")
    named = [
        (number, _named(said_so, at - begin, opening, how))
        for number, said_so, at, begin, opening in quoted.select(
            "family", "said", "at", "begin", "said_first"
        ).iter_rows()
    ]
    return pl.DataFrame(named, {"family": pl.UInt32, "name": pl.String}, orient="row")


def _named(text: str, place: int, first: str, how: Copied) -> str:
    quote = " ".join(text.split(GAP)[place : place + how.width])
    return f"{quote} ({hashlib.sha256(first.encode()).hexdigest()[:12]})"
