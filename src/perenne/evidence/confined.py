"""A stranger's file is looked at in a process of its own, with little memory, little time, and no way out.

The child (``python -m perenne.evidence.confined TASK``) gets the file on its standard input and writes its answer
to a file without a name. Before it looks at a byte it gives up the right to open anything: no file, and no socket.
Whatever happens to it, the parent says one sentence.

The limits (``resource``) exist on Linux and, but for memory, on macOS; on Windows the time alone is limited.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from typing import BinaryIO, Literal

from perenne.confine import confine
from perenne.model.errors import UnreadableFile

Task = Literal["pdf", "warc", "c2pa"]

_MIB = 2**20
MEMORY: dict[Task, int] = {"pdf": 2048 * _MIB, "warc": 512 * _MIB, "c2pa": 2048 * _MIB}
SECONDS = 120
_WRITTEN = 2**28
CHILD = (sys.executable, "-P", "-m", "perenne.evidence.confined")
"""``-P``: the folder that somebody works in is not searched for modules."""
_REFUSED = 3


def run(task: Task, source: BinaryIO, argument: str = "") -> BinaryIO:
    """The answer of ``task`` on the file ``source`` (a real one, read from its beginning), as a file to be read and
    closed. Raises ``UnreadableFile``."""
    answer = tempfile.TemporaryFile()  # noqa: SIM115 (handed on)
    try:
        source.seek(0)
        os.lseek(source.fileno(), 0, os.SEEK_SET)
        status = _run(task, source, answer, argument)
        answer.seek(0)
        if status == _REFUSED:
            raise UnreadableFile(*json.loads(answer.read()))
        if status != 0:
            raise _gave_up(task)
    except BaseException:
        answer.close()
        raise
    return answer


def _run(task: Task, source: BinaryIO, answer: BinaryIO, argument: str) -> int | None:
    with suppress(subprocess.TimeoutExpired):
        done = subprocess.run(  # noqa: S603
            [*CHILD, task, argument],
            stdin=source,
            stdout=answer,
            stderr=subprocess.DEVNULL,
            timeout=2 * SECONDS,
            check=False,
        )
        return done.returncode
    return None


def _gave_up(task: Task) -> UnreadableFile:
    memory = MEMORY[task] // _MIB
    return UnreadableFile(
        fr=f"ce fichier est abîmé, fait pour nuire, ou demande plus de {memory} Mio de mémoire ou de {SECONDS} "
        "secondes",
        en=f"this file is damaged, made to hurt, or takes more than {memory} MiB of memory or {SECONDS} seconds",
    )


# The child's side


def main(task: Task, argument: str) -> int:
    """Do ``task`` on standard input; everything it needs is imported first, then the doors are shut."""
    try:
        work = _prepared(task)
        _limit(task)
        work(sys.stdin.buffer, sys.stdout.buffer, argument)
        sys.stdout.buffer.flush()
    except UnreadableFile as problem:
        sys.stdout.buffer.flush()
        sys.stdout.buffer.seek(0)
        sys.stdout.buffer.truncate()
        sys.stdout.buffer.write(json.dumps([problem.says.fr, problem.says.en]).encode())
        return _REFUSED
    return 0


def _prepared(task: Task) -> Callable[[BinaryIO, BinaryIO, str], None]:
    match task:
        case "pdf":
            from perenne.evidence import typesetting

            return typesetting.work
        case "warc":
            from perenne.evidence.captures import warc

            return warc.work
        case "c2pa":
            from perenne.evidence.captures import c2pa_mark

            return c2pa_mark.work


def _limit(task: Task) -> None:
    confine(MEMORY[task], SECONDS, _WRITTEN, may_open=False)


if __name__ == "__main__":
    from perenne.evidence.confined import main as imported_main  # so that its classes are those that tasks import

    said = sys.argv[1]
    task: Task = "pdf" if said == "pdf" else "warc" if said == "warc" else "c2pa"
    sys.exit(imported_main(task, sys.argv[2]))
