"""Which encoding the bytes of a text are in.

A byte order mark decides (UTF-8, UTF-16, UTF-32). Else UTF-8, unless more bytes break its rules than letters obey
them: then Windows-1252, or Mac Roman where the accented letters are those of a Mac. That test counts the bytes of
é è à ç ê ù in either encoding: in the other one they are undefined or signs that French hardly has (Ž ˆ, È ‡ Á), so
the greater count tells.
"""

import codecs
import re
from collections.abc import Callable, Iterable

Chunks = Callable[[], Iterable[bytes]]
"""The bytes from the first on, as often as wanted."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BROKEN = re.compile("[\udc80-\udcff]")
_MAC, _WINDOWS = ("éèàçêù".encode(name) for name in ("mac-roman", "cp1252"))


def encoding_of(chunks: Chunks, head: bytes, *, whole: bool) -> tuple[str, bool]:
    """The encoding, and whether some bytes mean nothing in it. ``head``: the first of them; not ``whole``: the last
    character may be cut."""
    marked = next((name for mark, name in _MARKS if head.startswith(mark)), None)
    name = marked or "utf-8"
    if _obeys(chunks(), name, whole=whole):
        return name, False
    if marked in {"utf-16", "utf-32"}:
        return marked, True
    obeying = breaking = mac = windows = 0
    decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
    for chunk in chunks():
        text = decoder.decode(chunk)
        if chunk.isascii() and text.isascii():
            continue
        broken = _broken_in(text)
        breaking += broken
        obeying += len(text) - len(text.encode("ascii", "ignore")) - broken
        mac += sum(map(chunk.count, _MAC))
        windows += sum(map(chunk.count, _WINDOWS))
    breaking += len(decoder.decode(b"", whole))
    if marked or breaking <= obeying:
        return name, breaking > 0
    return ("mac-roman", False) if mac > windows else ("cp1252", True)


def _broken_in(text: str) -> int:
    """How many bytes were no UTF-8; to look for them takes long, so first whether there is any."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return len(_BROKEN.findall(text))
    return 0


def _obeys(chunks: Iterable[bytes], encoding: str, *, whole: bool) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        for chunk in chunks:
            decoder.decode(chunk)
        decoder.decode(b"", whole)
    except UnicodeError:
        return False
    return True


def decoded(head: bytes, encoding: str) -> str:
    """The text that begins with ``head``; what is no text in it is U+FFFD, a character that is cut is left out."""
    return codecs.getincrementaldecoder(encoding)("replace").decode(head)
