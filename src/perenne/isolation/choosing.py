"""Whether files are read inside the compartment: by default wherever one can be shut, and never pretended."""

import os
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Literal, cast, get_args

from perenne.model.bilingual import Bilingual
from perenne.model.errors import UsageError

if TYPE_CHECKING:
    from perenne.handset.tiers import Standing

Wanted = Literal["auto", "always", "never"]
"""``auto``: inside wherever a compartment can be shut; ``always``: inside or not at all; ``never``: by this process,
with its rights."""


VARIABLE = "PERENNE_ISOLATION"
"""What holds where nobody says otherwise."""


def wanted(said: str | None = None, option: str = VARIABLE) -> Wanted:
    """What ``said`` means, which was given to ``option``; else the variable. Raises ``UsageError``."""
    asked, where = (said, option) if said is not None else (os.environ.get(VARIABLE) or "auto", VARIABLE)
    if asked not in get_args(Wanted):
        known = ", ".join(get_args(Wanted))
        raise UsageError(
            fr=f"{where} attend {known}, et non « {asked} »", en=f"{where} takes {known}, and not “{asked}”"
        )
    return cast("Wanted", asked)


@contextmanager
def reading(how: Wanted) -> Iterator[tuple[Bilingual, ...]]:
    """Within the block, files are read so; gives what is missing where they are read by this process though nobody
    wanted that. Raises ``UsageError`` where it is to be always so, and cannot be."""
    stands = _standing() if how != "never" else None
    if stands is not None and stands.tier != "C":
        with reading_inside(stands):
            yield ()
        return
    missing = () if how == "never" else _ELSEWHERE if stands is None else stands.missing
    if how == "always":
        fr, en = (", ".join(each.said_in(language) for each in missing) for language in ("fr", "en"))
        raise UsageError(
            fr=f"les fichiers ne peuvent pas être lus à part sur cette machine, et rien n’a été lu : {fr}",
            en=f"files cannot be read apart on this machine, and nothing was read: {en}",
        )
    yield missing


_ELSEWHERE = (Bilingual(fr="il y faut Linux", en="it takes Linux"),)


def _standing() -> "Standing | None":
    """``None``: another system."""
    if sys.platform != "linux":
        return None
    from perenne.handset.tiers import standing

    return standing()


@contextmanager
def reading_inside(stands: "Standing") -> Iterator[None]:
    """Within the block, files are read in a compartment of the tier that ``stands`` has, or not at all. Raises
    ``NotIsolated`` in tier C."""
    from perenne.isolation.starting import Started

    with closing(Started(stands)) as first:  # before the readers are imported here: both do so at once
        from perenne.isolation.compartment import Compartment
        from perenne.readers.tasks import through

        with closing(Compartment(stands, first)) as compartment, through(compartment):
            yield


def standing_entered() -> "Standing | None":
    """What the compartment that was entered stands on; ``None``: files are read in this process."""
    from perenne.readers.tasks import way

    if way().isolation == "none":
        return None
    from perenne.isolation.compartment import Compartment

    entered = way()
    return entered.standing if isinstance(entered, Compartment) else None
