"""The HTML page of ``perenne contract audit``: never in place of a file that is no such page."""

from pathlib import Path
from typing import TYPE_CHECKING

from perenne.cli.console import say
from perenne.cli.writing import write_beside
from perenne.law.rulebook import rulebook
from perenne.model.bilingual import Bilingual, Language
from perenne.model.errors import UsageError
from perenne.model.refused import why
from perenne.report.contract.page import MARK, render

if TYPE_CHECKING:
    from perenne.contracts.audit import Audited

_HEAD = 1_000


def check_page(page: Path) -> None:
    """Raise ``UsageError`` where ``page`` is somebody's file, or a folder."""
    if page.is_dir() or (page.exists() and MARK not in _beginning(page)):
        raise UsageError(
            fr=f"« {page} » existe et n’est pas une page d’audit : choisissez un autre nom avec --page",
            en=f"“{page}” exists and is no page of an audit: choose another name with --page",
        )


def write_page(page: Path, audited: "Audited", language: Language) -> None:
    write_beside(page, [render(audited, rulebook(), language).encode("utf-8", "replace")])
    say(Bilingual(fr=f"Page : {page}", en=f"Page: {page}"), str(page))


def _beginning(page: Path) -> bytes:
    try:
        with page.open("rb") as file:
            return file.read(_HEAD)
    except OSError as problem:
        raise UsageError(
            fr=f"« {page} » ne s’ouvre pas ({why(problem).fr})", en=f"“{page}” does not open ({why(problem).en})"
        ) from None
