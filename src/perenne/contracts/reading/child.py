"""The child's side of reading: one untrusted file on standard input, its words on standard output.

Everything it needs is imported first; then memory, time and output are limited, and nothing more can be opened.
"""

import codecs
import sys
from collections.abc import Callable
from io import BytesIO
from typing import BinaryIO, Literal

import msgspec

from perenne.confine import confine
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
        confine(MEMORY[kind], SECONDS, _WRITTEN, may_open=False)
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


if __name__ == "__main__":
    from perenne.contracts.reading.child import main as imported_main  # so that its classes are those readers import

    said = sys.argv[1]
    sys.exit(imported_main("pdf" if said == "pdf" else "packed" if said == "packed" else "text"))
