"""What runs inside: it shuts itself in, then does one task after the other, each with a file that comes with it."""

import gc
import os
import socket
from typing import BinaryIO

import msgspec

from perenne.handset.inside import shut_in
from perenne.isolation.errands import received
from perenne.isolation.wire import Done, Ready, Unreadable, Within, encode, line_of
from perenne.model.errors import UnreadableFile
from perenne.readers import confined
from perenne.readers.opening import said_plainly
from perenne.readers.tasks import Task, given

_BUFFER = 2**17


def main() -> None:
    gc.freeze()
    order = shut_in()
    line = socket.socket(fileno=msgspec.json.decode(order.said, type=int))
    with open(1, "wb", buffering=_BUFFER, closefd=False) as out:
        confined.be_alone(lambda kind: _say(Within(kind), out))
        _say(Ready(), out)
        while (errand := received(line)) is not None:
            with os.fdopen(errand.file, "rb") as file:
                _do(errand.task, file, out)


def _do(task: Task, file: BinaryIO, out: BinaryIO) -> None:
    try:
        with said_plainly():
            for each in given(task, file):
                out.write(line_of(each))
                out.write(b"\n")
    except UnreadableFile as problem:
        _say(Unreadable(problem.says), out)
    else:
        _say(Done(), out)


def _say(what: msgspec.Struct, out: BinaryIO) -> None:
    out.write(encode(what) + b"\n")
    out.flush()


if __name__ == "__main__":
    main()
