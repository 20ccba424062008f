"""Attempts 14 to 19: sockets of every kind. Whoever is called stands on this machine, and only there."""

import socket
import struct

from perenne.handset.selftest.probes import way
from perenne.handset.selftest.told import Bait

_PATIENCE = 0.8
_BLUETOOTH_HCI, _TIPC, _ALG, _VSOCK = 1, 30, 38, 40
METADATA = ("169.254.169.254", "fd00:ec2::254")
"""Where clouds give machines their credentials."""
METADATA_PORT = 80
OWN = "198.51.100.7"
"""An address that is given to this machine, where it stands apart from every network."""


def _says_canary(kind: socket.AddressFamily, address: object, bait: Bait) -> bool:
    with socket.socket(kind, socket.SOCK_STREAM) as calling:
        calling.settimeout(_PATIENCE)
        calling.connect(address)  # type: ignore[arg-type]
        return calling.recv(4_096) == bait.canary.encode()


@way(14, "abstract socket")
def _abstract(bait: Bait) -> bool:
    return _says_canary(socket.AF_UNIX, f"\0{bait.doors.abstract}", bait)


@way(15, "socket with a path")
def _path(bait: Bait) -> bool:
    return _says_canary(socket.AF_UNIX, bait.doors.path, bait)


@way(16, "127.0.0.1")
def _four(bait: Bait) -> bool:
    return _says_canary(socket.AF_INET, ("127.0.0.1", bait.doors.four), bait)


@way(16, "own address")
def _own(bait: Bait) -> bool:
    return _says_canary(socket.AF_INET, (OWN, METADATA_PORT), bait)


@way(16, "::ffff:127.0.0.1")
def _mapped(bait: Bait) -> bool:
    return _says_canary(socket.AF_INET6, ("::ffff:127.0.0.1", bait.doors.four), bait)


@way(16, "::1")
def _six(bait: Bait) -> bool:
    return bait.doors.six is not None and _says_canary(socket.AF_INET6, ("::1", bait.doors.six), bait)


def _sent(words: bytes, bait: Bait) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as calling:
        calling.settimeout(_PATIENCE)
        calling.sendto(words, ("127.0.0.1", bait.doors.datagrams))
        return calling.recv(4_096) == bait.canary.encode()


@way(17, "datagram")
def _datagram(bait: Bait) -> bool:
    return _sent(b"out", bait)


@way(17, "question to a name server")
def _question(bait: Bait) -> bool:
    """What would be hidden in the name goes to a listener of ours."""
    head = struct.pack(">HHHHHH", 7, 0x0100, 1, 0, 0, 0)
    name = b"".join(bytes([len(part)]) + part for part in (b"left", b"invalid")) + b"\0"
    return _sent(head + name + struct.pack(">HH", 1, 1), bait)


@way(17, "name resolved")
def _resolved(bait: Bait) -> bool:
    """A name that this machine itself knows: nobody is asked for it."""
    return bool(socket.getaddrinfo("localhost", 80))


@way(18, "169.254.169.254")
def _metadata_four(bait: Bait) -> bool:
    return _says_canary(socket.AF_INET, (METADATA[0], METADATA_PORT), bait)


@way(18, "fd00:ec2::254")
def _metadata_six(bait: Bait) -> bool:
    return _says_canary(socket.AF_INET6, (METADATA[1], METADATA_PORT), bait)


def _made(family: int, kind: int, protocol: int = 0) -> bool:
    """Whether there is such a socket: nothing is sent through it."""
    socket.socket(family, kind, protocol).close()
    return True


@way(19, "raw")
def _raw(bait: Bait) -> bool:
    return _made(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_ICMP)


@way(19, "packet")
def _packet(bait: Bait) -> bool:
    return _made(socket.AF_PACKET, socket.SOCK_RAW)


@way(19, "netlink")
def _netlink(bait: Bait) -> bool:
    return _made(socket.AF_NETLINK, socket.SOCK_RAW)


@way(19, "vsock")
def _vsock(bait: Bait) -> bool:
    return _made(_VSOCK, socket.SOCK_STREAM)


@way(19, "algorithms")
def _algorithms(bait: Bait) -> bool:
    return _made(_ALG, socket.SOCK_SEQPACKET)


@way(19, "bluetooth")
def _bluetooth(bait: Bait) -> bool:
    return _made(31, socket.SOCK_RAW, _BLUETOOTH_HCI)


@way(19, "tipc")
def _tipc(bait: Bait) -> bool:
    return _made(_TIPC, socket.SOCK_RDM)
