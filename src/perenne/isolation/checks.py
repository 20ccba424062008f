"""What is said of a file is held to what was asked: of which kind it may be, how much, and whose record."""

import os
from typing import Any, BinaryIO

from perenne.handset.channel import broken
from perenne.isolation.wire import (
    Done,
    ToldFormat,
    ToldGuess,
    ToldMember,
    ToldOther,
    ToldReject,
    ToldSensitive,
    ToldShut,
    Unreadable,
    Within,
)
from perenne.model.answer import Answer, Decision
from perenne.model.comment import Comment
from perenne.model.post import Post
from perenne.model.profile import Profile
from perenne.model.relation import Relation
from perenne.readers.packed import MAX_RATIO
from perenne.readers.tasks import (
    GuessColumns,
    ListMembers,
    ReadAnswers,
    ReadItems,
    ReadRelations,
    Recognise,
    Task,
)

_RECORDS = (Post, Comment, Profile)
_OF_THE_FILE = (*_RECORDS, Relation)
_GIVES: dict[type, tuple[type, ...]] = {
    Recognise: (ToldFormat,),
    ListMembers: (ToldMember, ToldShut),
    ReadItems: (*_RECORDS, ToldReject, ToldOther, ToldSensitive),
    ReadRelations: (Relation, ToldReject),
    ReadAnswers: (Answer, Decision, ToldReject),
    GuessColumns: (ToldGuess,),
}
_ONCE = (Recognise, GuessColumns)
_ANYWHERE = (Done, Unreadable, Within)
_LEAST, _A_BYTE = 64 * 2**20, 1_000
"""Bytes that may be said of any file; and for each byte of it, unpacked: the refusal of a line of two letters takes
some hundred, beside the file's name."""


class Checks:
    """Of one ``task`` with one ``file``."""

    def __init__(self, task: Task, file: BinaryIO) -> None:
        self._task = task
        self._kinds = _GIVES[type(task)]
        size = os.fstat(file.fileno()).st_size
        self._room = _LEAST + _A_BYTE * size * (1 if task.member is None else MAX_RATIO)
        self._count = 0

    def see(self, said: Any, length: int) -> None:
        """Raises ``Broken`` where ``said``, a line of this length, is more or other than what was asked."""
        self._room -= length
        if self._room < 0:
            raise broken("total")
        if isinstance(said, self._kinds):
            self._count += 1
            if not self._is_expected(said):
                raise broken("record")
        elif not isinstance(said, _ANYWHERE) or (isinstance(said, Done) and not self._is_whole()):
            raise broken("record")

    def _is_expected(self, said: Any) -> bool:
        """A record of this file; of a format, the hash of a member alone: a whole file was hashed outside. An answer
        may say where it was read first, as its file may: it only has to stand somewhere."""
        task = self._task
        if isinstance(said, _OF_THE_FILE):
            return (
                isinstance(task, ReadItems | ReadRelations)
                and said.source.file == task.file
                and said.source.sha256 == task.sha256
            )
        if isinstance(said, Answer):
            return bool(said.source.file)
        if isinstance(said, ToldFormat) and bool(said.sha256) != (task.member is not None):
            return False
        return self._count == 1 or not isinstance(task, _ONCE)

    def _is_whole(self) -> bool:
        return self._count == 1 or not isinstance(self._task, _ONCE)
