"""A contract as plain text, with the marks that people put before headings."""

import re
from collections.abc import Iterator
from typing import BinaryIO

from perenne.contracts.document import Block, Content
from perenne.contracts.reading.labels import label_of
from perenne.contracts.reading.limits import bounded
from perenne.contracts.reading.words import compounds, joined, plain
from perenne.model.errors import UnreadableFile

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_HEADING = re.compile(r"(?P<marks>#{1,6})\s+(?P<words>.+?)\s*#*\Z")
_UNDERLINE = re.compile(r"[=\-_*]{3,}\Z")
_BULLET = re.compile(r"[-*•–]\s+")
LONGEST_CAPITALS = 90


def read(stream: BinaryIO) -> Content:
    """The paragraphs of ``stream``. Raises ``UnreadableFile``."""
    text = _decoded(stream.read())
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    known = compounds(lines)
    blocks = tuple(bounded(_block(group, known) for group in _groups(lines)))
    return Content("text", blocks, notes=() if blocks else ("no_text",))


def _decoded(data: bytes) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    if b"\0" in data:
        raise UnreadableFile(
            fr="ni PDF, ni DOCX, ni ODT, ni texte : enregistrez le contrat dans l’un de ces formats",
            en="neither PDF, DOCX, ODT nor text: save the contract as one of these",
        )
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _groups(lines: list[str]) -> Iterator[list[str]]:
    """Lines that belong together: to a blank one, a heading, a number, a bullet."""
    group: list[str] = []
    for line in lines:
        stripped = plain(line)
        if not stripped or _UNDERLINE.match(stripped):
            if group:
                yield group
            group = []
            continue
        if group and (_begins(stripped) or _is_heading(group[-1]) or _is_titled(group)):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _begins(line: str) -> bool:
    return bool(_HEADING.match(line) or _BULLET.match(line) or label_of(line))


def _is_heading(line: str) -> bool:
    words = plain(line)
    capitals = words.isupper() and len(words) <= LONGEST_CAPITALS
    return bool(_HEADING.match(words)) or capitals


def _is_titled(group: list[str]) -> bool:
    """One line that is a number and a few words, no sentence: ``Article 3 – Prix``."""
    label = label_of(plain(group[0]))
    words = plain(group[0])
    titled = not words.endswith((".", ";", ",")) and len(words) <= LONGEST_CAPITALS
    return len(group) == 1 and label is not None and label.kind in {"article", "roman"} and titled


def _block(group: list[str], known: frozenset[str]) -> Block:
    text = joined([plain_line.rstrip("\n") for plain_line in group], known)
    marked = _HEADING.match(text)
    if marked:
        text = marked["words"].strip("* ")
    label = label_of(text)
    heading = marked is not None or _is_heading(group[0]) or _is_titled([text])
    return Block(
        text=text,
        kind="heading" if heading else "paragraph",
        label=label.text if label else None,
        level=len(marked["marks"]) if marked else None,
    )
