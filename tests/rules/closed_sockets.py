"""Importing this module closes the network for the whole process, for good: an audit hook cannot be taken back.

It imports nothing of ours, so that a copy named ``sitecustomize.py`` closes a process before it runs a line.
"""

import sys
from typing import Any

ASKING = frozenset({"socket.getaddrinfo", "socket.gethostbyname"})
REACHING = frozenset({"socket.bind", "socket.connect", "socket.sendto", "socket.sendmsg"})
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})

loopback_allowed = False
"""A test that serves a page to a browser on this machine says so (the fixture ``loopback``)."""


class NetworkClosed(BaseException):
    """Something reached for the network. No ``except Exception`` swallows it, so no fallback hides the attempt."""


def refuse(event: str, arguments: tuple[Any, ...]) -> None:
    if event in ASKING:
        host = arguments[0]
    elif event in REACHING:
        address = arguments[1]
        if not isinstance(address, tuple):  # a path: a socket between processes of this machine
            return
        host = address[0]
    else:
        return
    if isinstance(host, bytes):
        host = host.decode("ascii", "replace")
    if not (loopback_allowed and host in LOOPBACK):
        raise NetworkClosed(f"{event} {host}")


sys.addaudithook(refuse)
