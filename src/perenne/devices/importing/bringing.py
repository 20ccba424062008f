"""A file to proofs: which kind of file it is, and what is kept of it."""

from dataclasses import replace
from pathlib import Path

from perenne.chain import sha256
from perenne.devices.declared import as_evidence, signer
from perenne.devices.importing import android, checklist, table
from perenne.devices.importing.content import content_of
from perenne.devices.importing.seen import Asked, Imported, Names, imported
from perenne.devices.records import Declaration, Evidence, Original
from perenne.devices.register import Register
from perenne.model.errors import UnreadableFile
from perenne.model.wire import RecordError, decode, encode

_DECLARATION = b'"device-declaration/1"'


def bring(path: Path, register: Register, asked: Asked, mapping: table.Mapping) -> Imported:
    """What the file at ``path`` proves. Raises ``UnreadableFile`` with the line that is wrong."""
    return brought(content_of(path), path.name, register, asked, mapping)


def brought(content: bytes, name: str, register: Register, asked: Asked, mapping: table.Mapping) -> Imported:
    """What the file ``name`` with that ``content`` proves. Raises ``UnreadableFile`` as ``bring`` does."""
    try:
        return _brought(content, name, register, asked, mapping)
    except UnreadableFile as problem:
        raise UnreadableFile(fr=f"{name} : {problem.says.fr}", en=f"{name}: {problem.says.en}") from None


def _brought(content: bytes, name: str, register: Register, asked: Asked, mapping: table.Mapping) -> Imported:
    of_file = sha256(content)
    if _DECLARATION in content[:200]:
        return Imported((_declared(content, Original(name, of_file), register, asked),))
    if android.is_android(content):
        return imported(android.read(content, asked), "android_management", register, asked, name, of_file)
    if checklist.is_checklist(content):
        found, beside = checklist.read(content, asked)
        return replace(imported(found, "checklist", register, asked, name, of_file), beside=beside)
    return imported(table.read(content, mapping, asked), "table", register, asked, name, of_file)


def _declared(content: bytes, original: Original, register: Register, asked: Asked) -> Evidence:
    try:
        declaration = decode(Declaration, content)
    except RecordError as problem:
        at = f" ({problem.path})" if problem.path else ""
        raise UnreadableFile(fr=f"{problem.reason.fr}{at}", en=f"{problem.reason.en}{at}") from None
    device = Names(register).device([declaration.device])
    if device is None or device.id != declaration.device:
        raise UnreadableFile(
            fr=f"l’appareil « {declaration.device} » n’est pas au registre",
            en=f"the device “{declaration.device}” is not in the register",
        )
    key = signer(declaration)
    if key is None:
        raise UnreadableFile(
            fr="la signature manque ou ne tient pas : les mots ont changé depuis, ou la clé est une autre",
            en="the signature is missing or does not hold: the words were changed since, or the key is another",
        )
    if key not in device.keys:
        raise UnreadableFile(
            fr=f"signée par {key}, qui n’est pas une clé connue de « {device.id} » : vérifiez auprès de la personne, "
            "puis notez-la (keys)",
            en=f"signed by {key}, which is no key known of “{device.id}”: verify with the person, then record it "
            "(keys)",
        )
    packages, questions = asked.of_device[device.id]
    if not (packages.issuperset(declaration.apps) and questions.issuperset(declaration.answers)):
        raise UnreadableFile(
            fr="elle répond sur ce qu’aucune règle ne demande, et n’est pas gardée : refaites-la avec "
            "perenne devices ask",
            en="it answers what no rule asks, and is not kept: make it anew with perenne devices ask",
        )
    return as_evidence(declaration, original)


def as_lines(evidence: tuple[Evidence, ...]) -> bytes:
    """The proofs as lines of a register, each once."""
    return b"".join(line + b"\n" for line in dict.fromkeys(map(encode, evidence)))
