"""``perenne``, again and again in one process: calls come in on standard input, what each said goes out, a line each.

A call finds modules and rules ready, as in a program that stays: its streams, its folder and its environment are its
own.
"""

import io
import os
import sys

import msgspec


class Request(msgspec.Struct, frozen=True):
    """A call; ``encoding`` is that of its streams, ``environment`` all of it."""

    words: list[str]
    cwd: str
    environment: dict[str, str]
    encoding: str = "utf-8"
    stdin: bytes = b""


class Answer(msgspec.Struct, frozen=True):
    """The exit status, and what was written."""

    status: int
    out: bytes
    err: bytes


def called(request: Request) -> Answer:
    """Run the program as ``request`` asks."""
    from perenne.cli import main  # its language is that of the first call

    os.chdir(request.cwd)
    os.environ.clear()
    os.environ.update(request.environment)
    out, err = io.BytesIO(), io.BytesIO()
    sys.argv = ["perenne", *request.words]
    sys.stdin = io.TextIOWrapper(io.BytesIO(request.stdin), encoding=request.encoding)
    sys.stdout = io.TextIOWrapper(out, encoding=request.encoding)
    sys.stderr = io.TextIOWrapper(err, encoding=request.encoding, errors="backslashreplace")
    try:
        main()
    except SystemExit as left:
        status = left.code if isinstance(left.code, int) else 1
    sys.stdout.flush()
    sys.stderr.flush()
    return Answer(status, out.getvalue(), err.getvalue())


def _serve() -> None:
    requests, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a process that it starts writes is no answer
    for line in requests:
        answers.write(msgspec.json.encode(called(msgspec.json.decode(line, type=Request))) + b"\n")
        answers.flush()


if __name__ == "__main__":
    _serve()
