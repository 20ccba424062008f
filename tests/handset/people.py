"""Who tries: whoever runs the tests and, where that is root, an ordinary user too.

The compartment reads Python where it is installed. Where the Python of the tests lies in a folder that only root may
enter, the ordinary user has the system's, with the same libraries.
"""

import atexit
import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import msgspec

import perenne
from perenne.handset.places import are_open_to_all, readable

NUMBER = 61_338
_SYSTEM = Path("/usr/bin", f"python{sys.version_info.major}.{sys.version_info.minor}")


@dataclass(frozen=True, slots=True)
class Person:
    """Runs Python: ``before``: how to become that person; ``python``: the program; ``home``: a folder of theirs."""

    name: str
    before: tuple[str, ...]
    python: Path
    home: Path

    def run(self, script: Path, *words: str, **more: str) -> "subprocess.CompletedProcess[bytes]":
        """Run ``script`` with ``words``; ``more``: in its environment."""
        return subprocess.run(
            [*self.before, str(self.python), str(script), *words],
            env={"PATH": os.defpath, "HOME": str(self.home), "TMPDIR": str(self.home), **more},
            cwd=self.home,
            capture_output=True,
            timeout=120,
            check=False,
        )


@cache
def people() -> tuple[Person, ...]:
    return tuple(_people())


def _people() -> Iterator[Person]:
    yield Person("me", (), Path(sys.executable), _folder("me"))
    if os.geteuid() == 0 and (python := _python_for_all()) is not None:
        home = _folder("anybody")
        os.chown(home, NUMBER, NUMBER)
        become = ("setpriv", f"--reuid={NUMBER}", f"--regid={NUMBER}", "--clear-groups", "--")
        yield Person("an ordinary user", become, python, home)


def _folder(name: str) -> Path:
    """A folder until the tests end."""
    folder = Path(mkdtemp(prefix=f"perenne-{name}-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def _python_for_all() -> Path | None:
    """The Python of the tests where all may read it; else a virtual environment of the system's, as old."""
    if are_open_to_all(readable()):
        return Path(sys.executable)
    if not _SYSTEM.exists():
        return None
    place = _folder("python")
    place.chmod(0o755)
    subprocess.run([_SYSTEM, "-m", "venv", "--without-pip", place], check=True, capture_output=True)
    libraries = Path(sysconfig.get_path("purelib", vars={"base": str(place), "platbase": str(place)}))
    paths = (Path(msgspec.__file__).parents[1], Path(perenne.__file__).parents[1])
    libraries.joinpath("as_in_tests.pth").write_text("".join(f"{each}\n" for each in paths))
    return place / "bin" / "python"
