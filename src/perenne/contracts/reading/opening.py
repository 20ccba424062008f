"""The parent's side of reading: which kind of document a file is, and its words out of a confined child."""

import hashlib
import subprocess
import sys
import tempfile
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import BinaryIO

import msgspec

from perenne.contracts.document import Content, Document
from perenne.contracts.reading.child import MEMORY, REFUSED, SECONDS, Kind
from perenne.contracts.reading.limits import MAX_BYTES, MIB
from perenne.model.errors import UnreadableFile
from perenne.model.refused import why

CHILD = (sys.executable, "-P", "-m", "perenne.contracts.reading.child")
"""``-P``: the folder that somebody works in is not searched for modules."""
_HEAD = 1024
_NEEDS: dict[Kind, str] = {"pdf": "pypdfium2", "packed": "lxml"}


def read_file(path: Path, name: str | None = None) -> Document:
    """The document in the file at ``path``. Raises ``UnreadableFile``."""
    try:
        with path.open("rb") as stream:
            return read_document(stream, name or path.name)
    except OSError as problem:
        said = why(problem)
        raise UnreadableFile(fr=f"impossible à ouvrir ({said.fr})", en=f"cannot be opened ({said.en})") from None


def read_document(stream: BinaryIO, name: str) -> Document:
    """The document in ``stream``, known as ``name``. Raises ``UnreadableFile``."""
    data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise UnreadableFile(
            fr=f"plus de {MAX_BYTES // MIB} Mio : donnez le contrat seul, sans ses images",
            en=f"more than {MAX_BYTES // MIB} MiB: give the contract alone, without its pictures",
        )
    kind = _kind(data[:_HEAD])
    needed = _NEEDS.get(kind)
    if needed and find_spec(needed) is None:
        raise UnreadableFile(
            fr="pour lire ce format, installez `pip install 'perenne[contracts]'`",
            en="to read this format, install `pip install 'perenne[contracts]'`",
        )
    return Document(name, hashlib.sha256(data).hexdigest(), _read(kind, data))


def _kind(head: bytes) -> Kind:
    if not head.strip():
        raise UnreadableFile(fr="ce fichier est vide", en="this file is empty")
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnreadableFile(
            fr="document Word ancien, ou protégé par un mot de passe : enregistrez-le en DOCX sans mot de passe",
            en="an old Word document, or one with a password: save it as DOCX without a password",
        )
    if head.startswith(b"{\\rtf"):
        raise UnreadableFile(fr="RTF : enregistrez-le en DOCX ou en PDF", en="RTF: save it as DOCX or PDF")
    if b"%PDF-" in head:
        return "pdf"
    return "packed" if head.startswith(b"PK\x03\x04") else "text"


def _read(kind: Kind, data: bytes) -> Content:
    with tempfile.TemporaryFile() as source, tempfile.TemporaryFile() as answer:
        source.write(data)
        source.seek(0)
        status = _run(kind, source, answer)
        answer.seek(0)
        said = answer.read()
    with suppress(msgspec.DecodeError):
        if status == REFUSED:
            raise UnreadableFile(*msgspec.json.decode(said, type=tuple[str, str]))
        if status == 0:
            return msgspec.json.decode(said, type=Content)
    raise _gave_up(kind)


def _run(kind: Kind, source: BinaryIO, answer: BinaryIO) -> int | None:
    with suppress(subprocess.TimeoutExpired):
        done = subprocess.run(  # noqa: S603
            [*CHILD, kind], stdin=source, stdout=answer, stderr=subprocess.DEVNULL, timeout=2 * SECONDS, check=False
        )
        return done.returncode
    return None


def _gave_up(kind: Kind) -> UnreadableFile:
    memory = MEMORY[kind] // MIB
    return UnreadableFile(
        fr=f"ce document est abîmé, fait pour nuire, ou demande plus de {memory} Mio de mémoire ou de {SECONDS} "
        "secondes",
        en=f"this document is damaged, made to hurt, or takes more than {memory} MiB of memory or {SECONDS} seconds",
    )
