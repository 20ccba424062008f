"""Attempt 8: names that climb out of the folder in which a careless host would keep what they name."""

import zipfile
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from perenne.handset.selftest.told import Tried, Way
from perenne.handset.vault import Vault
from perenne.model.errors import PerenneError

UNPACK = Callable[[Path, Path], None]
"""Reads the archive (first) and may write in the folder (second)."""
_CONTENT = b"escaped"
_NAMES = {"member that climbs": "../escaped", "absolute member": "{outside}/escaped"}
WAYS = (*(Way(8, name) for name in _NAMES), Way(8, "name of a handset"))


def careless_unpacking(archive: Path, folder: Path) -> None:
    """Each member goes where its name says."""
    with zipfile.ZipFile(archive) as packed:
        for member in packed.infolist():
            (folder / member.filename).write_bytes(packed.read(member))


def careless_keeping(folder: Path, handset: str) -> None:
    (folder / f"{handset}.secrets.json").write_bytes(_CONTENT)


def our_keeping(folder: Path, handset: str) -> None:
    Vault(folder, b"r" * 32).put(handset, "name", _CONTENT)


def tried_by(unpack: UNPACK, keep: Callable[[Path, str], None]) -> list[Tried]:
    return [*(_unpacked(way, unpack) for way in WAYS[:-1]), _kept(keep)]


def _unpacked(way: Way, unpack: UNPACK) -> Tried:
    with TemporaryDirectory(prefix="perenne-selftest-") as place:
        outside, folder = Path(place).resolve(), Path(place, "inner").resolve()
        folder.mkdir()
        archive = folder / "archive.zip"
        with zipfile.ZipFile(archive, "w") as packed:
            packed.writestr(_NAMES[way.name].format(outside=outside), _CONTENT)
        got = _refusal(lambda: unpack(archive, folder))
        return _told(way, outside / "escaped", got)


def _kept(keep: Callable[[Path, str], None]) -> Tried:
    with TemporaryDirectory(prefix="perenne-selftest-") as place:
        folder = Path(place, "inner")
        folder.mkdir()
        got = _refusal(lambda: keep(folder, "../escaped"))
        return _told(WAYS[-1], Path(place, "escaped.secrets.json"), got)


def _told(way: Way, target: Path, got: str) -> Tried:
    return Tried(*way, leaked=True, got="escaped") if target.exists() else Tried(*way, leaked=False, got=got)


def _refusal(done: Callable[[], None]) -> str:
    try:
        done()
    except PerenneError:
        return "refused"
    return "kept"
