"""``perenne contract sign`` and ``signatures``: parties seal a contract in turn, and what its signatures say."""

import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import typer

from perenne.cli.console import say, word
from perenne.cli.speech import SpokenCommand
from perenne.cli.statuses import BAD_ANSWER, DONE
from perenne.model.bilingual import Bilingual
from perenne.model.errors import UnreadableFile, UsageError

PASSPHRASE = "PERENNE_SIGN_PASSPHRASE"  # noqa: S105  # the name of a variable

_SIGN_SAYS = word(
    "Scelle un contrat PDF au nom d’une partie, avec son consentement ; les parties signent tour à tour.",
    "Seal a contract in PDF for one party, with its consent; parties sign in turn.",
)
_SIGN_EXAMPLES = word(
    "Exemples :\n\n\b\n"
    '  perenne contract sign contrat.pdf --name "Nine Arvor" --at 2026-12-01T10:00 --out signe1.pdf\n'
    '  perenne contract sign signe1.pdf --name "Maison Lorbec" --at 2026-12-01T11:00 --key cle.p12 --out signe.pdf',
    "Examples:\n\n\b\n"
    '  perenne contract sign contract.pdf --name "Nine Arvor" --at 2026-12-01T10:00 --out signed1.pdf\n'
    '  perenne contract sign signed1.pdf --name "Maison Lorbec" --at 2026-12-01T11:00 --key key.p12 --out both.pdf',
)
_SIGNATURES_SAYS = word(
    "Dit ce que valent les signatures d’un PDF (statut 1 : aucune, ou fichier modifié).",
    "Say what the signatures of a PDF are worth (status 1: none, or the file was changed).",
)
_SIGNATURES_EXAMPLES = word(
    "Exemples :\n\n\b\n  perenne contract signatures signe.pdf\n"
    "  perenne contract signatures ailleurs.pdf --trust autorite.pem --json",
    "Examples:\n\n\b\n  perenne contract signatures signed.pdf\n"
    "  perenne contract signatures elsewhere.pdf --trust authority.pem --json",
)
_FILE = word("FICHIER", "FILE")
_ELSEWHERE = Bilingual(
    fr="Pour une signature posée ailleurs : l’intégrité est vérifiée ; ni sa qualité juridique, ni une révocation.",
    en="For a signature made elsewhere: integrity was verified; neither its legal standing nor a revocation.",
)
_HONEST = Bilingual(
    fr="Un sceau et un consentement relevé, non une signature qualifiée.",
    en="A seal and a recorded consent, not a qualified signature.",
)


def add_to(contract: typer.Typer) -> None:
    """Add the verbs to the command ``contract``."""
    contract.command("sign", cls=SpokenCommand, help=_SIGN_SAYS, epilog=_SIGN_EXAMPLES)(sign)
    contract.command("signatures", cls=SpokenCommand, help=_SIGNATURES_SAYS, epilog=_SIGNATURES_EXAMPLES)(signatures)


def sign(
    contract: Path = typer.Argument(..., metavar=_FILE, help=word("PDF à signer.", "PDF to sign.")),
    name: str = typer.Option(..., "--name", metavar=word("NOM", "NAME"), help=word("Qui signe.", "Who signs.")),
    at: str = typer.Option(
        ..., "--at", metavar=word("MOMENT", "TIME"), help=word("Quand : 2026-12-01T10:00.", "When: 2026-12-01T10:00.")
    ),
    out: Path = typer.Option(..., "--out", metavar=_FILE, help=word("PDF à écrire.", "PDF to write.")),
    how: str = typer.Option(
        word("donné à la ligne de commande", "given at the command line"),
        "--how",
        metavar=word("TEXTE", "TEXT"),
        help=word("Comment le consentement fut donné.", "How the consent was given."),
    ),
    key: Path | None = typer.Option(
        None, "--key", metavar=_FILE, help=word("Clé et certificat (PKCS#12).", "Key and certificate (PKCS#12).")
    ),
    identity: Path | None = typer.Option(
        None, "--identity", metavar=word("DOSSIER", "FOLDER"), help=word("Où sont les clés.", "Where the keys are.")
    ),
    passphrase_file: Path | None = typer.Option(
        None,
        "--passphrase-file",
        metavar=_FILE,
        help=word(f"Mot de passe de la clé ; ou {PASSPHRASE}.", f"Passphrase of the key; or {PASSPHRASE}."),
    ),
) -> int:
    from perenne.cli.contract_draft import content_of
    from perenne.cli.writing import write_beside
    from perenne.contracts import identity as identities
    from perenne.contracts.sign import Consent, check_installed, signed

    check_installed()
    if not name.strip() or len(name) > 64:
        raise UsageError(fr="--name attend un nom de 1 à 64 signes", en="--name takes a name of 1 to 64 characters")
    _check_target(out, contract)
    moment, content = _moment(at), content_of(contract)
    if key is not None:
        used = identities.in_file(key, _passphrase(passphrase_file, asked=True), moment)
    else:
        folder = identity or _folder()
        used = identities.own(folder, name, moment, _passphrase(passphrase_file, asked=False))
        if used.made:
            _explain(name, folder)
    try:
        made = signed(content, used, Consent(who=name, at=moment, how=how))
    except UnreadableFile as problem:
        raise UsageError(fr=f"« {contract} » : {problem.says.fr}", en=f"“{contract}”: {problem.says.en}") from None
    write_beside(out, [made])
    say(Bilingual(fr=f"Scellé pour {name} : {out}", en=f"Sealed for {name}: {out}"), name, str(out))
    say(_HONEST)
    return 0


def signatures(
    contract: Path = typer.Argument(..., metavar=_FILE, help=word("PDF signé, ici ou ailleurs.", "A signed PDF.")),
    trust: list[Path] = typer.Option(
        [], "--trust", metavar=_FILE, help=word("Autorité connue (PEM). Répétable.", "A known authority (PEM).")
    ),
    identity: Path | None = typer.Option(
        None, "--identity", metavar=word("DOSSIER", "FOLDER"), help=word("Où sont les clés.", "Where the keys are.")
    ),
    as_json: bool = typer.Option(False, "--json", help=word("Une signature par ligne.", "One signature a line.")),
) -> int:
    import json

    from perenne.cli.contract_draft import content_of
    from perenne.contracts.apart import done_apart
    from perenne.contracts.identity import AUTHORITY, AUTHORITY_NAME
    from perenne.contracts.sign import check_installed

    check_installed()
    own = (identity or _folder()) / AUTHORITY
    known = [_pem(each) for each in (*trust, *([own] if own.is_file() else []))]
    content = content_of(contract)
    try:
        found = done_apart("signatures", content, *known)
    except UnreadableFile as problem:
        raise UsageError(fr=f"« {contract} » : {problem.says.fr}", en=f"“{contract}”: {problem.says.en}") from None
    for each in found:
        if as_json:
            print(json.dumps(each, ensure_ascii=False))
        else:
            _say_signature(each)
    if not found:
        say(Bilingual(fr="Ce PDF n’est pas signé.", en="This PDF is not signed."))
    elif not as_json:
        ours = {each["issuer"] == AUTHORITY_NAME for each in found}
        for label in (_HONEST,) * (True in ours) + (_ELSEWHERE,) * (False in ours):
            say(label)
    return DONE if found and all(each["state"] == "intact" for each in found) else BAD_ANSWER


_STATES = {
    "intact": Bilingual(fr="intacte", en="intact"),
    "altered": Bilingual(fr="le fichier a été modifié après coup", en="the file was changed afterwards"),
}
_COVERS = {
    "file": Bilingual(fr="couvre tout le fichier", en="covers the whole file"),
    "revision": Bilingual(
        fr="couvre le fichier tel qu’il était quand elle fut posée", en="covers the file as it was when it was set"
    ),
    "part": Bilingual(fr="ne couvre pas tout le fichier", en="does not cover the whole file"),
}


def _say_signature(found: dict[str, Any]) -> None:
    who = found["who"] or "?"
    known = (
        Bilingual(fr="connu ici", en="known here")
        if found["known"]
        else Bilingual(fr="inconnu ici", en="not known here")
    )
    state, covers = _STATES[found["state"]], _COVERS[found["covers"]]
    say(
        Bilingual(
            fr=f"Signé par {who}, {known.fr} : {state.fr}, {covers.fr}.",
            en=f"Signed by {who}, {known.en}: {state.en}, {covers.en}.",
        ),
        who,
    )
    if found["at"]:
        name, how = found["stated_name"] or who, found["how"] or "?"
        say(
            Bilingual(
                fr=f"  Consentement relevé : {name}, {found['at']} (moment déclaré), {how}.",
                en=f"  Recorded consent: {name}, {found['at']} (time as stated), {how}.",
            ),
            name,
            how,
            found["at"],
        )


def _folder() -> Path:
    from perenne.evidence.keys import folder

    return folder() / "parties"


def _explain(name: str, folder: Path) -> None:
    say(
        Bilingual(
            fr=f"Une clé vient d’être faite pour {name}, dans {folder}. Elle reste sur cette machine : son "
            "certificat dit que cette machine connaît ce nom, rien de plus. À qui vérifiera, donnez authority.pem.",
            en=f"A key was just made for {name}, in {folder}. It stays on this machine: its certificate says that "
            "this machine knows the name, nothing more. To whoever verifies, give authority.pem.",
        ),
        name,
        str(folder),
    )


def _check_target(out: Path, contract: Path) -> None:
    if out.exists() and (out.is_dir() or out.resolve() != contract.resolve()):
        raise UsageError(
            fr=f"« {out} » existe : choisissez un autre nom avec --out",
            en=f"“{out}” exists: choose another name with --out",
        )


def _moment(said: str) -> datetime:
    try:
        moment = datetime.fromisoformat(said)
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    except ValueError:
        raise UsageError(
            fr=f"--at attend un moment comme 2026-12-01T10:00, et non « {said} »",
            en=f"--at takes a time like 2026-12-01T10:00, and not “{said}”",
        ) from None


def _passphrase(file: Path | None, *, asked: bool) -> bytes | None:
    """From a file, the environment, or a prompt; never from the command line, which others can read."""
    if file is not None:
        from perenne.cli.contract_draft import content_of

        return content_of(file).rstrip(b"\r\n") or None
    if PASSPHRASE in os.environ:
        return os.environ[PASSPHRASE].encode() or None
    if asked and sys.stdin.isatty():
        from getpass import getpass

        return getpass(word("Mot de passe de la clé : ", "Passphrase of the key: ")).encode() or None
    return None


def _pem(file: Path) -> str:
    from cryptography import x509

    from perenne.cli.contract_draft import content_of

    try:
        content = content_of(file)
        x509.load_pem_x509_certificates(content)
        return content.decode("ascii")
    except ValueError:
        raise UsageError(
            fr=f"« {file} » n’est pas un certificat au format PEM", en=f"“{file}” is no certificate as PEM"
        ) from None
