"""What ``perenne evidence make`` checks and says around the making of a bundle."""

from collections import Counter
from pathlib import Path

from perenne.cli.console import say
from perenne.evidence.keys import SealingKey
from perenne.evidence.making import Made
from perenne.evidence.seal import MEANS
from perenne.evidence.verify import is_bundle
from perenne.model.bilingual import Bilingual, counted
from perenne.model.errors import UsageError


def check_target(out: Path) -> None:
    """A file that exists is replaced only where it is a bundle: a typing slip must not cost an original."""
    if out.exists() and not (out.is_file() and is_bundle(out)):
        raise UsageError(
            fr=f"« {out} » existe et n’est pas un dossier de preuve : choisissez un autre nom avec --out",
            en=f"“{out}” exists and is not a bundle: choose another name with --out",
        )


def explain(used: SealingKey) -> None:
    """What a key is, the first time that there is one."""
    if not used.made:
        return

    file = str(used.file)
    say(
        Bilingual(
            fr=f"Une clé de scellement vient d’être faite pour vous : {file}. Elle reste sur cette machine ; "
            "gardez-en une "
            "copie en lieu sûr, et ne la donnez à personne : qui la détient peut sceller en votre nom.",
            en=f"A sealing key was just made for you: {file}. It stays on this machine; keep a copy in a safe place, "
            "and "
            "give it to nobody: whoever holds it can seal in your name.",
        ),
        file,
    )
    say(MEANS)
    say(
        Bilingual(
            fr=f"Donnez son identifiant à qui vérifiera, par une autre voie que le dossier : {used.id}",
            en=f"Give its id to whoever will verify, by another way than the bundle: {used.id}",
        ),
        used.id,
    )


def say_what_was_made(made: Made, used: SealingKey, out: Path) -> None:
    gathered, states = made.gathered, Counter(each.state for each in made.originals)
    kept, recorded = states["in_bundle"], sum(states.values()) - states["in_bundle"]
    say(
        Bilingual(
            fr=f"Publications : {gathered.posts}, relations : {gathered.relations}, constats : {gathered.findings}, "
            f"originaux joints : {kept}, empreintes seules : {recorded}",
            en=f"Posts: {gathered.posts}, relations: {gathered.relations}, findings: {gathered.findings}, "
            f"originals inside: {kept}, hash only: {recorded}",
        )
    )
    if states["altered"]:
        copies = counted(
            states["altered"],
            "copie gardée par l’audit n’a/copies gardées par l’audit n’ont",
            "copy that the audit kept/copies that the audit kept",
        )
        say(
            Bilingual(
                fr=f"Attention : {copies.fr} plus la même empreinte",
                en=f"Beware: the hash no longer fits {copies.en}",
            )
        )
    if not made.with_pdf:
        say(
            Bilingual(
                fr="Sans page.pdf : installez `pip install 'perenne[contracts]'` pour l’avoir",
                en="Without page.pdf: install `pip install 'perenne[contracts]'` to have it",
            )
        )
    target = str(out)
    say(
        Bilingual(
            fr=f"Dossier : {target}, scellé par {used.id}, manifeste {made.bundle.manifest_sha256}",
            en=f"Bundle: {target}, sealed by {used.id}, manifest {made.bundle.manifest_sha256}",
        ),
        target,
        used.id,
    )
