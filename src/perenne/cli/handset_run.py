"""``perenne handset run``: an account's posts, fetched through the compartment and the relay."""

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from perenne.cli import handset_connectors, handset_kept, handset_new, handset_publish, handset_token
from perenne.cli.console import say, word
from perenne.cli.handset_kept import ACCOUNT, CONNECTOR, HANDSET, INSTANCE, PASSPHRASE_FILE
from perenne.cli.handset_shown import showing
from perenne.cli.speech import SpokenCommand
from perenne.cli.statuses import DONE, NOTHING_DONE
from perenne.model.bilingual import Bilingual, counted
from perenne.model.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from perenne.connectors.collecting import Handset, Heard
    from perenne.handset.tiers import Standing

_SAYS = word(
    "Lit les publications d’un compte dans le compartiment, et les garde en post/1.",
    "Read an account’s posts in the compartment, and keep them as post/1.",
)
_EXAMPLES = word(
    """Exemples :

\b
  perenne handset run mastodon --instance social.exemple --account lina --out lina
  perenne handset run youtube --account @lina --since 2026-01-01 --comments --out lina --audit rapport
  perenne handset run ./mon-connecteur --account lina --out lina""",
    """Examples:

\b
  perenne handset run mastodon --instance social.example --account lina --out lina
  perenne handset run youtube --account @lina --since 2026-01-01 --comments --out lina --audit report
  perenne handset run ./my-connector --account lina --out lina""",
)
_FOLDER = word("DOSSIER", "FOLDER")
_CONFINED = Bilingual(
    fr="Compartiment de niveau B : sans espaces de noms à lui, tenu par Landlock et un filtre d’appels",
    en="Compartment of tier B: without namespaces of its own, held by Landlock and a filter of calls",
)


def add_to(handset: typer.Typer) -> None:
    """Add the verbs of connectors to the command ``handset``."""
    handset.command("run", cls=SpokenCommand, help=_SAYS, short_help=_SAYS, epilog=_EXAMPLES)(run)
    handset_connectors.add_to(handset)
    handset_token.add_to(handset)
    handset_publish.add_to(handset)
    handset_new.add_to(handset)


def run(
    connector: str = CONNECTOR,
    account: str = ACCOUNT,
    out: Path = typer.Option(..., "--out", metavar=_FOLDER, help=word("Dossier à écrire.", "Folder to write.")),
    instance: str | None = INSTANCE,
    since: str | None = typer.Option(
        None, "--since", metavar="DATE", help=word("Depuis ce jour.", "From that day on.")
    ),
    limit: int | None = typer.Option(
        None, "--limit", metavar="N", min=1, max=1_000_000, help=word("Publications au plus.", "Posts at most.")
    ),
    comments: bool = typer.Option(False, "--comments", help=word("Aussi les commentaires.", "Comments too.")),
    audit: Path | None = typer.Option(
        None,
        "--audit",
        metavar=_FOLDER,
        help=word("Puis les juge : dossier du rapport.", "Then judge: report folder."),
    ),
    handset: str = HANDSET,
    passphrase_file: Path | None = PASSPHRASE_FILE,
) -> int:
    from perenne.cli.days import day
    from perenne.cli.ending import ending_as_with_ctrl_c
    from perenne.connectors.collecting import Handset, Wanted, collect
    from perenne.connectors.unfinished import is_there

    chosen = handset_kept.connector_named(connector)
    host = chosen.instance(instance)
    first = day(since)
    if audit is not None and is_there(audit) and not (audit / "summary.json").is_file():
        raise UsageError(
            fr=f"« {audit} » existe et n’est pas un audit : donnez un autre dossier à --audit",
            en=f"“{audit}” is there and no audit: name another folder for --audit",
        )
    tokens = handset_kept.tokens_of(chosen, account, host, handset, passphrase_file)
    own = Handset(handset, handset_kept.ledger(), standing_or_refused(), tokens, handset_kept.network())
    handset_kept.say_what_it_may_ask(chosen, host)
    wanted = Wanted(chosen, account, host, first.isoformat() if first else None, limit, comments)
    with ending_as_with_ctrl_c(), showing() as watch:
        heard = _collected(lambda: collect(wanted, own, out, watch), out)
    _say_what_was_fetched(heard, out, own)
    if heard.stop is not None:
        _say_why(heard)
        return NOTHING_DONE
    return _audited(out, audit) if audit is not None else DONE


def standing_or_refused() -> "Standing":
    """How this machine seals; raises ``UsageError`` where it does not: live platforms are not spoken to then."""
    from perenne.handset.tiers import Tier, standing

    found = standing()
    if found.tier is Tier.NOT_ISOLATED:
        fr, en = ", ".join(each.fr for each in found.missing), ", ".join(each.en for each in found.missing)
        raise UsageError(
            fr=f"rien n’isole sur cette machine ({fr}) : aucun connecteur n’y tourne",
            en=f"nothing isolates on this machine ({en}): no connector runs here",
        )
    _refuse_after_a_leak(found)
    return found


def _refuse_after_a_leak(here: "Standing") -> None:
    """Raises ``UsageError`` where the self-test that still holds for this machine and this code found a leak."""
    from perenne.handset.selftest.binding import bound_to, changed
    from perenne.handset.selftest.kept import file_of, read

    kept = read(file_of(handset_kept.folder(), here.tier))
    leaks = [each.n for each in kept.matrix.attempts if each.verdict == "leak"] if kept is not None else []
    if kept is not None and leaks and not changed(kept.matrix.bound, bound_to(here)):
        those = ", ".join(map(str, leaks))
        raise UsageError(
            fr=f"le dernier autotest a trouvé une fuite ({those}) : aucun connecteur ne tourne tant que "
            "`perenne handset selftest` n’a pas montré qu’elle est fermée",
            en=f"the last self-test found a leak ({those}): no connector runs until `perenne handset selftest` has "
            "shown that it is closed",
        )


def _collected(collect: "Callable[[], Heard]", out: Path) -> "Heard":
    """Ctrl-C leaves what came so far, and says so."""
    try:
        return collect()
    except KeyboardInterrupt:
        raise UsageError(
            fr=f"interrompu : rien n’est dans « {out} », la même commande reprendra où elle s’est arrêtée",
            en=f"interrupted: nothing is in “{out}”, the same command will go on from where it stopped",
        ) from None


def _say_what_was_fetched(heard: "Heard", out: Path, own: "Handset") -> None:
    from perenne.connectors.words import counts, quota
    from perenne.handset.tiers import Tier

    if heard.stop is None:
        told = counts(heard)
        say(Bilingual(fr=f"{out} : {told.fr}", en=f"{out}: {told.en}"), str(out))
    if (used := quota(heard)) is not None:
        say(used)
    if own.standing.tier is Tier.CONFINED:
        say(_CONFINED)
    n, head = own.ledger.head()
    acts = counted(n, "acte", "act")
    say(Bilingual(fr=f"Registre : {acts.fr}, empreinte {head}", en=f"Ledger: {acts.en}, hash {head}"), head)


def _say_why(heard: "Heard") -> None:
    from perenne.connectors.stopping import later, sentence

    assert heard.stop is not None  # noqa: S101  # asked by the caller
    why = sentence(heard.stop)
    say(Bilingual(fr=f"perenne : {why.fr}", en=f"perenne: {why.en}"))
    if (again := later(heard.stop)) is not None:
        say(Bilingual(fr=f"Rien n’est écrit ; {again.fr}", en=f"Nothing is written; {again.en}"))


def _audited(out: Path, report: Path) -> int:
    """As ``perenne audit`` would."""
    from perenne.cli.app import called

    return called(["audit", str(out), "--out", str(report)])
