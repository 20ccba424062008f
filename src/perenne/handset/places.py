"""Which folders the compartment reads: Python, its libraries and our code, and none that holds anything else."""

import os
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from pathlib import Path
from stat import S_IROTH, S_IXOTH

import msgspec

import perenne
from perenne.model.errors import UsageError

LINKS = ("bin", "lib", "lib64", "sbin")
"""Of the top folder: links into ``/usr`` on most systems, folders on others."""

KEPT = ("PERENNE_HOME", "PERENNE_DESK_DATA", "XDG_CONFIG_HOME")
"""Variables that name where keys and records lie, if not in the home."""


def readable() -> tuple[Path, ...]:
    """Raises ``UsageError`` where one of them is somebody's whole home, or holds what is to be kept from all."""
    named = {
        Path("/usr"), Path("/etc/ld.so.cache"), Path(sys.prefix), Path(sys.base_prefix),
        Path(os.path.realpath(sys.executable)).parent, Path(sysconfig.get_path("stdlib")),
        Path(sysconfig.get_path("purelib")), importable()[1], Path(perenne.__file__).parent,
    }  # fmt: skip
    named |= {Path("/", link) for link in LINKS if not Path("/", link).is_symlink()}
    places = tuple(_outermost(named))
    if _holds_a_home(places):
        raise UsageError(
            fr="Python est installé dans un dossier qui contient vos fichiers, et le compartiment les verrait : "
            "installez Pérenne dans un environnement virtuel à part (python -m venv)",
            en="Python is installed in a folder that holds your files, and the compartment would see them: install "
            "Pérenne in a virtual environment of its own (python -m venv)",
        )
    if (variable := _holds_what_is_kept(places)) is not None:
        raise UsageError(
            fr=f"le dossier que nomme {variable} est dans celui de Python, et le compartiment le verrait : "
            "choisissez-en un autre",
            en=f"the folder that {variable} names lies within Python’s, and the compartment would see it: choose "
            "another one",
        )
    return places


def importable() -> tuple[Path, ...]:
    """Where our code and its libraries are imported from."""
    return Path(perenne.__file__).parents[1], Path(msgspec.__file__).parents[1]


def _holds_a_home(places: Iterable[Path]) -> bool:
    """Whether this user's home lies below one of ``places``; accounts of programs have theirs below ``/usr``."""
    try:
        home = Path.home()
    except RuntimeError:  # a number without account
        return False
    return any(home.is_relative_to(place) for place in places if place != Path("/usr"))


def _holds_what_is_kept(places: Iterable[Path]) -> str | None:
    """Which variable names a folder of keys or records below one of ``places``, if any does."""
    real = [Path(os.path.realpath(place)) for place in places]
    for variable in KEPT:
        said = os.environ.get(variable)
        if said and any(Path(os.path.realpath(said)).is_relative_to(place) for place in real):
            return variable
    return None


def _outermost(places: Iterable[Path]) -> Iterator[Path]:
    kept: list[Path] = []
    for place in sorted(places, key=lambda each: (len(each.parts), each)):
        if not any(place.is_relative_to(each) for each in kept):
            kept.append(place)
            yield place


def on_the_way(places: Iterable[Path]) -> list[Path]:
    """The folders above ``places``, but for the top one."""
    return sorted({each for place in places for each in place.parents} - {Path("/")})


def are_open_to_all(places: Iterable[Path]) -> bool:
    """Whether any user of the machine may read what is there of ``places``."""
    there = [place for place in places if place.exists()]
    return all(place.stat().st_mode & S_IROTH for place in there) and all(
        each.stat().st_mode & S_IXOTH for each in on_the_way(there)
    )
