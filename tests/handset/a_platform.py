"""A platform of our own on loopback: a TLS server that says what it saw, and misbehaves as it is told to."""

import datetime as dt
import json
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qsl

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

HOST = "api.platform.example"


Answered = tuple[int, dict[str, str], bytes]


@dataclass(frozen=True)
class Asked:
    """One request: ``query`` by name, the last value of each."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: bytes


@dataclass
class Platform:
    """``saw``: each request line with its headers and body; ``says``: what it answers on a path; ``plays``: what it
    answers to a request, where that is more than a path."""

    port: int
    certificate: Path
    saw: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)
    says: dict[str, Answered] = field(default_factory=dict)
    plays: Callable[[Asked], Answered] | None = None

    def trusted(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=str(self.certificate))


@contextmanager
def platform(folder: Path, host: str = HOST, *more: str) -> Iterator[Platform]:
    """A platform whose certificate is for ``host``, and ``more`` hosts of it."""
    certificate, key = _certified(folder, host, *more)
    served: list[Platform] = []

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _answer(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            here = served[0]
            content = self.rfile.read(length)
            here.saw.append((self.requestline, dict(self.headers.items()), content))
            path, _, query = self.path.partition("?")
            status, headers, body = here.says.get(path, (200, {}, b'{"data":[]}'))
            if here.plays is not None and path not in here.says:
                asked = Asked(self.command, path, dict(parse_qsl(query)), dict(self.headers.items()), content)
                status, headers, body = here.plays(asked)
            self.send_response(status)
            for name, value in {
                "Content-Type": "application/json",
                "Content-Length": str(len(body)),
                **headers,
            }.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = do_PUT = do_DELETE = _answer  # noqa: N815

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            return

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    server.handle_error = lambda *_: None  # type: ignore[method-assign]
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    here = Platform(int(server.server_address[1]), certificate)
    served.append(here)
    try:
        yield here
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def echo(here: Platform, path: str, header: str) -> None:
    """On ``path`` the platform sends back what came in ``header`` last time."""
    _, headers, _ = here.saw[-1]
    here.says[path] = (200, {}, json.dumps({"echo": headers.get(header, "")}).encode())


def _certified(folder: Path, host: str, *more: str) -> tuple[Path, Path]:
    key = generate_private_key(SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(each) for each in (host, *more)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, SHA256())
    )
    certificate, private = folder / f"{host}.pem", folder / f"{host}.key"
    certificate.write_bytes(made.public_bytes(Encoding.PEM))
    private.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return certificate, private
