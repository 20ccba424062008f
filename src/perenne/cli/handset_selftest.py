"""``perenne handset selftest``: twenty-five attempts to get out of the compartment, made on this machine."""

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from perenne.cli.console import say, word
from perenne.cli.speech import SpokenCommand
from perenne.cli.statuses import BAD_ANSWER, DONE, NOT_ALL_JUDGED
from perenne.model.bilingual import Bilingual
from perenne.model.errors import UsageError

if TYPE_CHECKING:
    from perenne.handset.selftest.kept import Signed
    from perenne.handset.selftest.matrix import Matrix
    from perenne.handset.tiers import Standing, Tier

_SAYS = word(
    "Tente de s’échapper du compartiment, de 25 façons, et signe ce qui a tenu.",
    "Try to get out of the compartment in 25 ways, and sign what held.",
)
_EXAMPLES = word(
    """Exemples :

\b
  perenne handset selftest
  perenne handset selftest --quick --json
  perenne handset selftest --mutations --html autotest.html
  perenne handset selftest --show

Statuts : 0, tout est retenu ; 1, une fuite ; 3, une tentative n’est pas prouvée ici, ou le constat est périmé.""",
    """Examples:

\b
  perenne handset selftest
  perenne handset selftest --quick --json
  perenne handset selftest --mutations --html selftest.html
  perenne handset selftest --show

Statuses: 0, everything is held; 1, a leak; 3, an attempt is not proven here, or what is shown is stale.""",
)
_FILE = word("FICHIER", "FILE")
_STAGES = {
    "control": Bilingual(
        fr="Sans protection : chaque appât doit d’abord fuir…", en="Unprotected: each bait must leak first…"
    ),
    "inside": Bilingual(fr="Dans le compartiment…", en="In the compartment…"),
    "apart": Bilingual(fr="Dans un réseau à part…", en="In a network apart…"),
    "mutations": Bilingual(fr="En ôtant ce qui protège, pièce à pièce…", en="Without what protects, part by part…"),
}


def add_to(handset: typer.Typer) -> None:
    handset.command("selftest", cls=SpokenCommand, help=_SAYS, short_help=_SAYS, epilog=_EXAMPLES)(selftest)


def selftest(
    show: bool = typer.Option(
        False, "--show", help=word("Montre le dernier constat, sans rien essayer.", "Show the last one, try nothing.")
    ),
    quick: bool = typer.Option(
        False,
        "--quick",
        help=word("Sans les tentatives 23 à 25, et sans rien garder.", "Without 23 to 25, not kept."),
    ),
    mutations: bool = typer.Option(
        False,
        "--mutations",
        help=word("Puis ôte chaque protection : cela doit fuir.", "Then take each layer away: that must leak."),
    ),
    tier: str | None = typer.Option(
        None, "--tier", metavar="A|B", help=word("Celui-là, et non le meilleur.", "That one, not the best.")
    ),
    matrix: Path | None = typer.Option(
        None, "--matrix", metavar=_FILE, help=word("Avec --show : celui-ci.", "With --show: this one.")
    ),
    as_json: bool = typer.Option(False, "--json", help=word("Le constat en JSON.", "The matrix as JSON.")),
    html: Path | None = typer.Option(
        None, "--html", metavar=_FILE, help=word("Écrit aussi une page.", "Write a page too.")
    ),
    left: bool = typer.Option(
        False, "--left", help=word("Avec --html : aussi ce qui est sorti.", "With --html: also what left.")
    ),
    lang: str | None = typer.Option(
        None, "--lang", metavar="fr|en", help=word("Langue de la page.", "Language of the page.")
    ),
) -> int:
    from perenne.cli.console import written
    from perenne.cli.ending import ending_as_with_ctrl_c
    from perenne.cli.handset_matrix import check_page, print_matrix, print_signed, write_page

    language = written(lang)
    if matrix is not None and not show:
        raise UsageError(fr="--matrix va avec --show", en="--matrix goes with --show")
    if left and html is None:
        raise UsageError(fr="--left va avec --html", en="--left goes with --html")
    if html is not None:
        check_page(html)
    with ending_as_with_ctrl_c():
        here = _standing(tier)
        found = _kept(matrix, here) if show else _tried(here, quick=quick, mutations=mutations)
    stale = _stale(found.matrix, here)
    if as_json:
        print_signed(found, stale)
    else:
        print_matrix(found, stale)
    if html is not None:
        write_page(html, found, stale, language, with_ledger=left)
    return _status(found.matrix, stale)


def _standing(tier: str | None) -> "Standing":
    from perenne.handset.selftest.run import standing_of

    return standing_of(_named(tier))


def _named(tier: str | None) -> "Tier | None":
    from perenne.handset.tiers import Tier

    if tier is None:
        return None
    if tier.upper() not in {"A", "B"}:
        raise UsageError(fr=f"--tier attend A ou B, et non « {tier} »", en=f"--tier takes A or B, and not “{tier}”")
    return Tier(tier.upper())


def _kept(file: Path | None, here: "Standing") -> "Signed":
    from perenne.cli.handset_kept import folder
    from perenne.handset.selftest.kept import file_of, read

    found = read(file or file_of(folder(), here.tier))
    if found is None and file is not None:
        raise UsageError(fr=f"« {file} » n’existe pas", en=f"“{file}” does not exist")
    if found is None:
        raise UsageError(
            fr="aucun autotest n’a encore été gardé : lancez `perenne handset selftest`",
            en="no self-test was kept yet: run `perenne handset selftest`",
        )
    return found


def _tried(here: "Standing", *, quick: bool, mutations: bool) -> "Signed":
    import msgspec

    from perenne.cli.sealing import explain
    from perenne.evidence.keys import sealing_key
    from perenne.handset.selftest.kept import signed
    from perenne.handset.selftest.mutations import tried_without
    from perenne.handset.selftest.run import Host, Wanted, tried

    used = sealing_key()
    explain(used)
    wanted = Wanted(here, Host(read_archive))
    matrix = tried(wanted, lambda stage: say(_STAGES[stage]), quick=quick)
    if mutations:
        say(_STAGES["mutations"])
        matrix = msgspec.structs.replace(matrix, mutations=tuple(tried_without(wanted)))
    found = signed(matrix, used.key)
    if not quick:
        _keep(found)
    return found


def _keep(found: "Signed") -> None:
    """Kept for whoever asks later, and told in the ledger."""
    from perenne.cli.handset_kept import folder, ledger
    from perenne.cli.writing import write_beside
    from perenne.handset.selftest.kept import file_of, written

    matrix = found.matrix
    counts = matrix.counted()
    told = f"tier {matrix.tier.value}: " + ", ".join(f"{counts[each]} {each}" for each in reversed(counts))
    ledger().add("*", "selftest", policy=matrix.bound.policy, told=told)
    write_beside(file_of(folder(), matrix.tier), [written(found)])


def read_archive(archive: Path, folder: Path) -> None:
    """As an audit reads it: its members are looked at, and nothing is written under a name of theirs."""
    from perenne.readers.opening import find_files, open_reading

    for found in find_files([archive]):
        list(open_reading(found.path, found.name, member=found.member).items())


def _stale(matrix: "Matrix", here: "Standing") -> tuple[str, ...]:
    from perenne.handset.selftest.binding import bound_to, changed

    return changed(matrix.bound, bound_to(here))


def _status(matrix: "Matrix", stale: tuple[str, ...]) -> int:
    if matrix.counted()["leak"] or any(not each.shows() for each in matrix.mutations):
        return BAD_ANSWER
    return NOT_ALL_JUDGED if matrix.counted()["not_proven"] or stale else DONE
