"""A PDF of a stranger is opened in a process of its own, with little memory and little time, that inherits nothing.

What it is given stands on its standard input; what it answers is JSON on its standard output. Whatever happens to
it, the parent says one sentence. The limits exist on Linux and, but for the memory, on macOS.
"""

import subprocess
import sys
from collections.abc import Callable
from typing import Any, Literal

import msgspec

from perenne.confine import confine
from perenne.model.errors import PerenneError, UnreadableFile, UsageError

Work = Literal["terms", "signatures"]
MOST_BYTES = 64 * 2**20
_MEMORY = 1024 * 2**20
_SECONDS = 60
_CHILD = (sys.executable, "-P", "-m", "perenne.contracts.apart")


def done_apart(work: Work, content: bytes, *beside: str) -> Any:
    """What ``work`` answers on the PDF ``content``. Raises ``UnreadableFile`` or ``UsageError``."""
    if len(content) > MOST_BYTES:
        raise UnreadableFile(
            fr=f"ce PDF dépasse {MOST_BYTES // 2**20} Mio", en=f"this PDF is over {MOST_BYTES // 2**20} MiB"
        )
    try:
        done = subprocess.run(  # noqa: S603
            [*_CHILD, work],
            input=msgspec.msgpack.encode((content, beside)),
            capture_output=True,
            timeout=2 * _SECONDS,
            check=False,
        )
        answer = msgspec.json.decode(done.stdout, type=dict[str, Any])
    except (subprocess.TimeoutExpired, msgspec.DecodeError):
        raise UnreadableFile(
            fr="ce PDF est abîmé, fait pour nuire, ou demande trop de mémoire ou de temps",
            en="this PDF is damaged, made to hurt, or takes too much memory or time",
        ) from None
    if "refused" in answer:
        kind = UsageError if answer["usage"] else UnreadableFile
        raise kind(*answer["refused"])
    return answer["made"]


# The child's side


def main(work: str) -> None:
    confine(_MEMORY, _SECONDS)
    content, beside = msgspec.msgpack.decode(sys.stdin.buffer.read(), type=tuple[bytes, tuple[str, ...]])
    try:
        answer: dict[str, Any] = {"made": _worker(work)(content, *beside)}
    except PerenneError as problem:
        answer = {"refused": [problem.says.fr, problem.says.en], "usage": isinstance(problem, UsageError)}
    sys.stdout.buffer.write(msgspec.json.encode(answer))


def _worker(work: str) -> Callable[..., Any]:
    if work == "signatures":
        from perenne.contracts.signatures import looked_at

        return looked_at
    from perenne.contracts.embedded import attached_terms

    return attached_terms


if __name__ == "__main__":
    main(sys.argv[1])
