"""The way through the compartment: every task is done by a process that has nothing but the file that it is sent.

A compartment is started once and does many tasks. One that breaks a limit, ends, or is left in the middle is thrown
away, and the next task has a fresh one; what it said of that file is not kept.
"""

from collections.abc import Iterator
from contextlib import suppress
from typing import Any, BinaryIO

from perenne.handset.channel import IMPORT, Broken, broken, lines
from perenne.handset.tiers import Standing, Tier
from perenne.isolation.checks import Checks
from perenne.isolation.errands import send
from perenne.isolation.starting import Started
from perenne.isolation.wire import Done, Ready, Unreadable, Within, given_of, said_on
from perenne.model.errors import UnreadableFile, UsageError
from perenne.readers import confined
from perenne.readers.tasks import Isolation, NothingKept, ReadAnswers, ReadItems, ReadRelations, Task


class Compartment:
    """The ``Way`` through compartments of the tier that ``standing`` has; several where tasks overlap. Closed by
    whoever made it."""

    def __init__(self, standing: Standing, first: Started | None = None) -> None:
        self.standing = standing
        self.isolation: Isolation = "sealed" if standing.tier is Tier.SEALED else "confined"
        self._is_closed = False
        self._waiting = [_Running(first)] if first is not None else []

    @property
    def waiting(self) -> int:
        """How many are ready for a task."""
        return len(self._waiting)

    def close(self) -> None:
        """End those that wait; what is asked later has one of its own each time."""
        self._is_closed = True
        while self._waiting:
            self._waiting.pop().close()

    def given(self, task: Task, file: BinaryIO) -> Iterator[Any]:
        """As ``tasks.given``; raises ``NothingKept`` where the compartment did not come to an end, and ``UsageError``
        where none can be shut."""
        running = self._waiting.pop() if self._waiting else _Running(Started(self.standing))
        try:
            yield from running.given(task, file)
        finally:
            if running.is_free and not self._is_closed:
                self._waiting.append(running)
            else:
                running.close()


class _Running:
    """One compartment. ``is_free``: it has done what it was asked, and waits."""

    def __init__(self, started: Started) -> None:
        self.is_free = False
        self.close = started.close
        self._is_ready = False
        self._line = started.line
        self._lines = lines(started.process, IMPORT)

    def given(self, task: Task, file: BinaryIO) -> Iterator[Any]:
        self.is_free = False
        self._wait_until_ready()
        within: confined.Kind | None = None
        try:
            for said in self._answered(task, file):
                within = said.kind if isinstance(said, Within) else None
                if within is None:
                    yield given_of(said, _name(task))
        except Broken as problem:
            if within is not None and problem.limit == "exit":
                raise confined.gave_up(within) from None
            raise _nothing_kept(problem) from None

    def _wait_until_ready(self) -> None:
        with suppress(Broken):
            self._is_ready = self._is_ready or isinstance(said_on(next(self._lines, b"")), Ready)
        if not self._is_ready:
            raise UsageError(
                fr="le compartiment où se lisent les fichiers n’a pas pu se fermer sur cette machine, et rien n’a "
                "été lu : « perenne handset selftest » dit pourquoi ; --isolation never lit sans isolation",
                en="the compartment in which files are read could not be shut on this machine, and nothing was "
                "read: “perenne handset selftest” says why; --isolation never reads without isolation",
            )

    def _answered(self, task: Task, file: BinaryIO) -> Iterator[Any]:
        """What is said of the file. Raises ``Broken``, and ``UnreadableFile`` where that is said."""
        checks = Checks(task, file)
        with suppress(OSError):  # it has ended, and says no more
            send(task, file.fileno(), self._line)
        for line in self._lines:
            said = said_on(line)
            checks.see(said, len(line))
            match said:
                case Done():
                    self.is_free = True
                    return
                case Unreadable():
                    self.is_free = True
                    raise UnreadableFile(said.says.fr, said.says.en)
                case _:
                    yield said
        raise broken("exit")


def _name(task: Task) -> str:
    return task.file if isinstance(task, ReadItems | ReadRelations | ReadAnswers) else ""


def _nothing_kept(problem: Broken) -> NothingKept:
    return NothingKept(
        fr=f"{problem.says.fr} de ce fichier, peut-être abîmé ou fait pour nuire",
        en=f"{problem.says.en} of this file, which may be damaged or made to hurt",
    )
