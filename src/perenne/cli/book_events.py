"""Events from a file or standard input: all of them, or the line that is wrong."""

import hashlib
import sys
from dataclasses import dataclass
from pathlib import Path

from perenne.model.errors import UnreadableFile
from perenne.model.event import Event
from perenne.model.refused import why
from perenne.model.wire import RecordError, decode
from perenne.readers.lines import BOM

MAX_BYTES = 512 * 2**20


@dataclass(frozen=True, slots=True)
class Read:
    name: str | None
    sha256: str
    events: tuple[Event, ...]


def read_events(named: str) -> Read:
    """The events of ``named`` (``-``: standard input). Raises ``UnreadableFile`` with the line that is none."""
    if named == "-":
        written, name = sys.stdin.buffer.read(MAX_BYTES + 1), None
    else:
        path = Path(named)
        name = path.name
        try:
            with path.open("rb") as file:
                written = file.read(MAX_BYTES + 1)
        except OSError as problem:
            raise UnreadableFile(
                fr=f"« {name} » ne s’ouvre pas ({why(problem).fr})",
                en=f"“{name}” does not open ({why(problem).en})",
            ) from None
    if len(written) > MAX_BYTES:
        raise UnreadableFile(
            fr=f"plus de {MAX_BYTES // 2**20} Mio d’événements à la fois : donnez-les en plusieurs fichiers",
            en=f"more than {MAX_BYTES // 2**20} MiB of events at once: give them in several files",
        )
    sha256, written = hashlib.sha256(written).hexdigest(), written.removeprefix(BOM)
    lines = [(number, line) for number, line in enumerate(written.split(b"\n"), start=1) if line.strip()]
    return Read(name, sha256, tuple(_event(line, number) for number, line in lines))


def _event(line: bytes, number: int) -> Event:
    try:
        return decode(Event, line)
    except RecordError as problem:
        at = f" ({problem.path})" if problem.path else ""
        raise UnreadableFile(
            fr=f"ligne {number}{at} : {problem.reason.fr} ; rien n’a été écrit",
            en=f"line {number}{at}: {problem.reason.en}; nothing was written",
        ) from None
