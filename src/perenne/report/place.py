"""The place of a folder that we write: written beside, then renamed, and never in place of somebody else's.

A folder of ours that stands there is replaced; killed runs leave nothing that the next one does not sweep away.
"""

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from perenne.audit.workplace import Workplace, sweep
from perenne.model.bilingual import Bilingual
from perenne.model.errors import UsageError
from perenne.model.refused import why

_LOOKS = 3
"""How often a place is looked at before it is refused: another run may be renaming there at that moment."""
_RIVALS = 100
"""How often another run may take the place first before this one gives up."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of folder. ``is_earlier``: one that we wrote; ``is_ours``: whether we write a file of that name, since a
    folder that holds anything else is somebody's; ``what`` it is called."""

    is_earlier: Callable[[Path], bool]
    is_ours: Callable[[str], bool]
    what: Bilingual

    @contextmanager
    def prepared(self, target: Path) -> Iterator[Path]:
        """A private folder beside ``target``, gone at the end, once it is sure that one may be written there.

        What killed runs left is swept away or mended first. Raises ``UsageError`` as ``check`` does.
        """
        sweep(target, self.is_earlier)
        self.check(target)
        with said_plainly(target):
            place = Workplace(target)
        with place as folder:
            yield folder

    def check(self, target: Path) -> None:
        """Raise ``UsageError`` unless ``target`` is free, empty, or an earlier one of ours."""
        with said_plainly(target):
            free = any(self._is_free(target) for _ in range(_LOOKS))
        if not free:
            raise self._not_ours(target)

    def swap(self, folder: Path, target: Path) -> None:
        """Put ``folder`` in the place of ``target``. Of several runs that do so at once, one stays and none fails."""
        with Workplace(target) as aside:
            for attempt in range(_RIVALS):
                earlier = aside / str(attempt)
                with suppress(FileNotFoundError):
                    target.rename(earlier)
                    if not self._may_be_replaced(earlier):
                        _put_back(earlier, target)
                        raise self._not_ours(target)
                try:
                    folder.rename(target)
                    return
                except OSError as problem:
                    if problem.errno not in {errno.ENOTEMPTY, errno.EEXIST} or attempt == _RIVALS - 1:
                        _put_back(earlier, target)
                        raise
                except BaseException:  # Ctrl-C between the two: the earlier one comes back
                    _put_back(earlier, target)
                    raise

    def _is_free(self, target: Path) -> bool:
        try:
            return not os.path.lexists(target) or self._may_be_replaced(target)
        except FileNotFoundError:
            return True

    def _may_be_replaced(self, target: Path) -> bool:
        """Whether ``target`` is a folder, no link to one, and an earlier one of ours or empty."""
        if target.is_symlink() or not target.is_dir():
            return False
        held = {each.name for each in target.iterdir()}
        return not held or (self.is_earlier(target) and all(map(self.is_ours, held)))

    def _not_ours(self, target: Path) -> UsageError:
        fr, en = self.what.fr, self.what.en
        if target.is_symlink():
            return UsageError(
                fr=f"« {target} » est un lien, et un lien n’est jamais remplacé : donnez à --out le dossier lui-même",
                en=f"“{target}” is a link, and a link is never replaced: give --out the folder itself",
            )
        if target.exists() and not target.is_dir():
            return UsageError(
                fr=f"« {target} » n’est pas un dossier : --out en attend un",
                en=f"“{target}” is no folder: --out takes one",
            )
        return UsageError(
            fr=f"« {target} » existe et contient autre chose {fr} : choisissez un autre dossier avec --out",
            en=f"“{target}” exists and holds something else than {en}: choose another folder with --out",
        )


@contextmanager
def said_plainly(target: Path) -> Iterator[None]:
    """Raise ``UsageError`` where ``target`` cannot be written to."""
    try:
        yield
    except OSError as problem:
        raise UsageError(
            fr=f"impossible d’écrire dans « {target} » ({why(problem).fr}) : choisissez un autre dossier avec --out",
            en=f"cannot write to “{target}” ({why(problem).en}): choose another folder with --out",
        ) from None


def _put_back(earlier: Path, target: Path) -> None:
    with suppress(OSError):
        earlier.rename(target)
