"""How far a run is, on a terminal only; what the platform makes one wait for is said everywhere."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from perenne.cli.console import say, spoken, word
from perenne.model.bilingual import Bilingual, counted

if TYPE_CHECKING:
    from perenne.connectors.collecting import Heard
    from perenne.connectors.said import Said

_LONG = 60
"""Seconds of waiting from which it is said."""


@contextmanager
def showing() -> "Iterator[Callable[[Heard, Said], None]]":
    if not sys.stderr.isatty():
        yield _say_waits
        return
    from rich.console import Console
    from rich.status import Status

    stop = word("(Ctrl-C pour arrêter)", "(Ctrl-C to stop)")
    with Status(stop, console=Console(stderr=True)) as status:

        def show(heard: "Heard", said: "Said") -> None:
            _say_waits(heard, said)
            from perenne.connectors.words import counts, quota

            used = quota(heard)
            told = [counts(heard).said_in(spoken()), *([used.said_in(spoken())] if used else []), stop]
            status.update(" · ".join(told))

        yield show


def _say_waits(heard: "Heard", said: "Said") -> None:
    from perenne.connectors.said import Progress

    if isinstance(said, Progress) and said.seconds >= _LONG:
        minutes = counted(-(-said.seconds // 60), "minute", "minute")
        say(
            Bilingual(
                fr=f"La plateforme demande d’attendre {minutes.fr}", en=f"The platform asks to wait {minutes.en}"
            )
        )
