"""The child's side of reading: one untrusted file on standard input, its words on standard output.

Everything it needs is imported first; then memory, time and output are limited, and nothing more can be opened.
"""

import codecs
import sys
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO
from typing import BinaryIO, Literal

import msgspec

from perenne.contracts.document import Content
from perenne.contracts.reading.limits import MAX_BYTES, MIB
from perenne.model.errors import UnreadableFile

Kind = Literal["pdf", "packed", "text"]
MEMORY: dict[Kind, int] = {"pdf": 2048 * MIB, "packed": 1024 * MIB, "text": 512 * MIB}
SECONDS = 60
REFUSED = 3
_WRITTEN = 64 * MIB
_ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "cp437", "latin-1", "ascii")
"""Python opens the file of each when it is first asked for."""


def main(kind: Kind) -> int:
    """Read standard input as ``kind``; the exit status says whether it was refused."""
    try:
        read = _reader(kind)
        for encoding in _ENCODINGS:
            codecs.lookup(encoding)
        _limit(kind)
        content = read(BytesIO(sys.stdin.buffer.read(MAX_BYTES + 1)))
    except UnreadableFile as problem:
        sys.stdout.buffer.write(msgspec.json.encode([problem.says.fr, problem.says.en]))
        sys.stdout.buffer.flush()
        return REFUSED
    sys.stdout.buffer.write(msgspec.json.encode(content))
    sys.stdout.buffer.flush()
    return 0


def _reader(kind: Kind) -> Callable[[BinaryIO], Content]:
    if kind == "pdf":
        from perenne.contracts.reading import pdf

        return pdf.read
    if kind == "packed":
        from perenne.contracts.reading import packed

        return packed.read
    from perenne.contracts.reading import plain_text

    return plain_text.read


def _limit(kind: Kind) -> None:
    with suppress(ImportError):
        import resource

        limits = {
            resource.RLIMIT_AS: MEMORY[kind],
            resource.RLIMIT_CPU: SECONDS,
            resource.RLIMIT_FSIZE: _WRITTEN,
            resource.RLIMIT_CORE: 0,
            resource.RLIMIT_NOFILE: 3,  # nothing more can be opened: no file, and no socket
        }
        for which, wanted in limits.items():
            _, hard = resource.getrlimit(which)
            allowed = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
            with suppress(ValueError, OSError):  # a limit that this system does not know
                resource.setrlimit(which, (allowed, allowed))


if __name__ == "__main__":
    from perenne.contracts.reading.child import main as imported_main  # so that its classes are those readers import

    said = sys.argv[1]
    sys.exit(imported_main("pdf" if said == "pdf" else "packed" if said == "packed" else "text"))
