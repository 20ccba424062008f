"""One batch of posts, from the spool to its parts: what a worker does.

These are the posts that may wake a rule, and those of which there are several copies. Copies are merged; the words of
all are read; those that still may wake a rule are judged, the others counted.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

import msgspec

from perenne.audit.judgement import Knowledge, Words, judge_post, look
from perenne.audit.parts import JudgedBatch, Parts
from perenne.audit.plan import Batch
from perenne.audit.repeats import merge_copies
from perenne.audit.silence import Listening
from perenne.audit.spool import RecordReader
from perenne.model.post import Post

TOGETHER, CHARACTERS = 4_000, 4_000_000
"""How many posts, and about how much of them, have their words read at once: each time costs some milliseconds, each
post some kilobytes."""

_SELDOM = 100_000
_POSTS = msgspec.json.Decoder(Post)


class _Whole(NamedTuple):
    """A post, its copies merged; ``changed``: it is no longer as it lies in the spool; ``size``: of its line."""

    number: int
    post: Post
    changed: bool
    size: int


@contextmanager
def _seldom_collecting() -> Iterator[None]:
    """What is made of a post holds no cycle, and there is much of it: looking for cycles takes an eighth of all."""
    before = gc.get_threshold()
    gc.set_threshold(max(_SELDOM, before[0]), *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


class BatchJudge:
    """Judges batches of the folder ``spool`` with the same knowledge, made ready once; writes their parts there."""

    def __init__(self, knowledge: Knowledge, spool: Path, listening: Listening | None = None) -> None:
        self._knowledge = knowledge
        self._spool = spool
        self._listening = listening or Listening(knowledge)

    def judge(self, batch: Batch, file: int) -> JudgedBatch:
        """Judge one batch and write its parts; records that change are written to file number ``file``."""
        parts = Parts(self._spool, batch.number, file)
        with _seldom_collecting():
            self._judge_all(batch, parts)
        return parts.finished()

    def _judge_all(self, batch: Batch, parts: Parts) -> None:
        for whole, words in self._read(self._merged(batch, parts)):
            if not self._listening.speaks(whole.post) and self._listening.is_silent(whole.post, words):
                post = whole.post
                parts.add_silent(post, self._listening.scope(post.account.country, post.audience.countries))
            else:
                judgement = judge_post(whole.post, words.content(), self._knowledge)
                parts.add(whole.number, judgement)
                post = judgement.post
            if whole.changed or post is not whole.post:
                parts.change(whole.number, post)

    def _merged(self, batch: Batch, parts: Parts) -> Iterator[_Whole]:
        """Each post once, in order."""
        with RecordReader(self._spool) as reader:
            lines = zip(batch.rows["post"], reader.fetch(batch.rows), strict=True)
            for number, copies in groupby(lines, itemgetter(0)):
                several = [line for _, line in copies]
                size = max(map(len, several))
                if len(several) == 1:
                    yield _Whole(number, _POSTS.decode(several[0]), changed=False, size=size)
                    continue
                post, conflicts = merge_copies([_POSTS.decode(line) for line in several])
                parts.contradict(conflicts)
                yield _Whole(number, post, changed=True, size=size)

    def _read(self, posts: Iterator[_Whole]) -> Iterator[tuple[_Whole, Words]]:
        some: list[_Whole] = []
        size = 0
        for whole in posts:
            some.append(whole)
            size += whole.size
            if len(some) >= TOGETHER or size >= CHARACTERS:
                yield from zip(some, look([each.post for each in some]), strict=True)
                some, size = [], 0
        yield from zip(some, look([each.post for each in some]), strict=True)
