"""From the words of a call to what they mean; each wrong word gets its own sentence."""

import glob
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, cast, get_args

from perenne.cli.console import say_what_is_awaited
from perenne.cli.days import day
from perenne.model.bilingual import Bilingual, Language
from perenne.model.errors import UsageError
from perenne.model.post import Consideration
from perenne.readers.mapping import Mapping, load_mapping
from perenne.readers.opening import STDIN, Found, find_files, spooled_stdin, unpacked

if TYPE_CHECKING:
    from perenne.audit.run import AuditRequest
    from perenne.report.folder import Originals


def audit_request(
    stack: ExitStack,
    paths: Sequence[str],
    deals: Sequence[Path],
    answers: Sequence[Path],
    mapping: Path | None,
    *,
    audience: str,
    as_of: str | None,
    deal: str,
    language: Language,
) -> "AuditRequest":
    """The request that the options state; raises ``UsageError``."""
    from perenne.audit.run import AuditRequest

    return AuditRequest(
        files=found(stack, paths),
        deals=_beside("--deals", deals),
        answers=_beside("--answers", list(_with_kept_answers(answers))),
        mapping=columns(mapping),
        audience=countries(audience),
        as_of=day(as_of),
        stated_deal=consideration(deal),
        language=language,
    )


def _with_kept_answers(answers: Sequence[Path]) -> Iterator[Path]:
    """The files of answers, each with the answers that the audit beside it rested on: what was answered once is not
    asked again."""
    from perenne.report.folder import ANSWERS, is_audit

    for path in answers:
        kept = path.parent / ANSWERS
        if kept != path and kept.is_file() and is_audit(path.parent):
            yield kept
        yield path


def found(stack: ExitStack, paths: Sequence[str]) -> tuple[Found, ...]:
    """The files that ``paths`` name or hold; ``-`` is standard input, kept in a file until ``stack`` closes.

    Raises ``UsageError`` where there is none.
    """
    if "" in paths:  # an unset variable of a script: it would mean the working directory
        raise UsageError(
            fr="un CHEMIN est vide : indiquez un fichier ou un dossier",
            en="a PATH is empty: name a file or a folder",
        )
    named = find_files([each for path in paths if path != STDIN for each in _matching(path)])
    if STDIN in paths:
        say_what_is_awaited()
        named += unpacked(stack.enter_context(spooled_stdin(sys.stdin.buffer)))
    if not named:
        raise UsageError(
            fr="aucun fichier à lire : indiquez un fichier ou un dossier qui en contient",
            en="no file to read: name a file, or a folder that holds some",
        )
    return tuple(named)


def _matching(path: str) -> list[Path]:
    """The path, or what the pattern that it is finds: a shell hands over no more names than fit on a line."""
    if not glob.has_magic(path) or Path(path).exists():
        return [Path(path)]
    found = sorted(map(Path, glob.glob(path, recursive=True)))  # noqa: PTH207 (it may be absolute)
    if not found:
        raise UsageError(
            fr=f"rien ne correspond à « {path} » : vérifiez le motif",
            en=f"nothing matches “{path}”: check the pattern",
        )
    return found


def _beside(option: str, paths: Sequence[Path]) -> tuple[Found, ...]:
    """The files of an option; none where it was not used. An option that gives nothing would be half a basis."""
    for path in paths:
        if all(each.shut for each in find_files([path])):
            raise UsageError(
                fr=f"aucun fichier dans « {path} », donné à {option}", en=f"no file in “{path}”, given to {option}"
            )
    return tuple(find_files(paths))


def columns(mapping: Path | None) -> Mapping | None:
    return load_mapping(mapping) if mapping is not None else None


def countries(said: str) -> tuple[str, ...]:
    """The countries that ``said`` names by their codes, each once; raises ``UsageError``."""
    codes = tuple(dict.fromkeys(part.strip().upper() for part in said.split(",") if part.strip()))
    for code in codes:
        _check_country("--audience", code)
    return codes


def country(said: str | None) -> str | None:
    """The country of ``--country``; raises ``UsageError``."""
    if said is not None:
        _check_country("--country", said)
    return said


def _check_country(option: str, code: str) -> None:
    if code == "UK":
        raise UsageError(
            fr=f"le code du Royaume-Uni est GB : écrivez-le dans {option}",
            en=f"the code of the United Kingdom is GB: write it in {option}",
        )
    if code in _known_countries():
        return
    raise UsageError(
        fr=f"{option} attend un code de pays à deux lettres (ISO 3166), comme FR pour la France{_MORE[option].fr}, "
        f"et non « {code} »",
        en=f"{option} takes a country code of two letters (ISO 3166), such as FR for France{_MORE[option].en}, and "
        f"not “{code}”",
    )


_MORE = {
    "--audience": Bilingual(fr=", ou plusieurs comme FR,BE", en=", or several such as FR,BE"),
    "--country": Bilingual("", ""),
}


def _known_countries() -> frozenset[str]:
    """ISO 3166-1, as the time zone database has it: one country a line, its code first."""
    table = (files("tzdata") / "zoneinfo" / "iso3166.tab").read_text(encoding="utf-8")
    return frozenset(line.partition("\t")[0] for line in table.splitlines() if line[:1].isalpha())


def consideration(said: str) -> Consideration:
    return cast("Consideration", _one_of("--deal", said, get_args(Consideration)))


def originals(said: str) -> "Originals":
    from perenne.report.folder import Originals

    return cast("Originals", _one_of("--originals", said, get_args(Originals)))


def _one_of(option: str, said: str, allowed: Sequence[str]) -> str:
    if said in allowed:
        return said
    raise UsageError(
        fr=f"{option} attend {', '.join(allowed)}, et non « {said} »",
        en=f"{option} takes {', '.join(allowed)}, and not “{said}”",
    )
