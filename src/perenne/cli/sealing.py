"""The work of ``perenne evidence make``: a bundle is written beside, verified as a stranger would, then named."""

import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from perenne.audit.lines import private
from perenne.cli.console import say
from perenne.cli.writing import write_beside
from perenne.evidence import timestamp
from perenne.evidence.gathering import Request
from perenne.evidence.keys import SealingKey
from perenne.evidence.making import Made, make
from perenne.evidence.seal import MEANS
from perenne.evidence.untrusted import ordinary
from perenne.evidence.verify import is_bundle, verify
from perenne.model.bilingual import Bilingual, Language
from perenne.model.errors import UsageError


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """``timestamp``: a token to attach; ``timestamp_request``: where to write the request for one."""

    request: Request
    key: SealingKey
    language: Language
    stated_on: str | None
    out: Path
    timestamp: Path | None = None
    timestamp_request: Path | None = None


def check_target(out: Path) -> None:
    """A file that exists is replaced only where it is a bundle: a typing slip must not cost an original."""
    if out.is_dir() or (out.exists() and not is_bundle(out)):
        raise UsageError(
            fr=f"« {out} » existe et n’est pas un dossier de preuve : choisissez un autre nom avec --out",
            en=f"“{out}” exists and is not a bundle: choose another name with --out",
        )


def carry_out(order: Order) -> Made:
    """Raises ``UsageError``."""
    out = order.out
    try:
        with tempfile.TemporaryDirectory(prefix=".perenne-", dir=out.parent) as folder:
            made = make(order.request, order.key.key, order.language, Path(folder), order.stated_on)
            manifest, beside = made.bundle.manifest_sha256, Path(folder) / "bundle"
            _write(made, _token(order.timestamp, manifest), beside)
            if order.timestamp_request is not None:
                write_beside(order.timestamp_request, [timestamp.request(manifest)])
            beside.replace(out)
            return made
    except OSError as problem:
        raise UsageError(
            fr=f"impossible d’écrire « {out} » ({problem.strerror})", en=f"cannot write “{out}” ({problem.strerror})"
        ) from None


def _write(made: Made, token: bytes | None, beside: Path) -> None:

    with open(beside, "x+b", opener=private) as stream:
        made.bundle.write(stream, token)
        if verify(stream).state != "intact":
            raise UsageError(
                fr="un fichier a changé pendant l’écriture : relancez quand rien n’y écrit plus",
                en="a file changed during the writing: start again when nothing writes to it any more",
            )


def _token(file: Path | None, manifest_sha256: str) -> bytes | None:
    """The time-stamp in ``file``; raises ``UsageError`` unless it is one on this manifest."""
    if file is None:
        return None

    with ordinary(file.resolve()) as stream:
        token = stream.read(timestamp.MOST_BYTES)
    if not timestamp.stamp(token, manifest_sha256).matches:
        raise UsageError(
            fr="cet horodatage porte sur autre chose : refaites la demande avec --timestamp-request, sur les mêmes "
            "entrées",
            en="this time-stamp is on something else: make the request again with --timestamp-request, from the same "
            "input",
        )
    return token


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
        say(
            Bilingual(
                fr=f"Attention : {states['altered']} copie(s) gardée(s) par l’audit n’ont plus leur empreinte",
                en=f"Beware: {states['altered']} of the copies that the audit kept no longer have their hash",
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
