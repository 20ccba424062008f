"""A platform of our own on loopback, with a certificate that lives as long as the self-test: it counts what comes.

It misbehaves as attempt 25 needs: it redirects elsewhere, repeats the token that it was given, answers without end.
"""

import datetime as dt
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from perenne.handset.calling import MOST_GIVEN

HOST, UNLISTED, INTERNAL = "api.platform.example", "elsewhere.example", "inside.platform.example"
"""Which the manifest names; which it does not; which it names, and whose address is not of the open internet."""
_DAY = dt.timedelta(days=1)
_POLL = 0.02


@dataclass
class Platform:
    """``saw``: each request line, with the host that it was sent to, as far as it said."""

    port: int
    certificate: Path
    saw: list[str] = field(default_factory=list)

    def trusted(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=str(self.certificate))


@contextmanager
def platform() -> Iterator[Platform]:
    with TemporaryDirectory(prefix="perenne-selftest-") as folder:
        certificate, key = _certified(Path(folder))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        server = _Server(("127.0.0.1", 0), _Handler)
        server.socket = context.wrap_socket(server.socket, server_side=True)
        here = server.platform = Platform(int(server.server_address[1]), certificate)
        thread = threading.Thread(target=server.serve_forever, args=(_POLL,), daemon=True)
        thread.start()
        try:
            yield here
        finally:
            server.shutdown()
            server.server_close()
            thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    platform: Platform

    def handle_error(self, request: object, client_address: object) -> None:
        """Whoever hangs up in the middle is what is tried here."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 2

    def _answer(self) -> None:
        assert isinstance(self.server, _Server)  # noqa: S101
        self.server.platform.saw.append(f"{self.headers.get('Host', '')} {self.requestline}")
        length = int(self.headers.get("Content-Length") or 0)
        self.rfile.read(length)
        status, headers, body = self._said()
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)
        self.close_connection = True

    do_GET = do_POST = do_DELETE = _answer  # noqa: N815

    def _said(self) -> tuple[int, dict[str, str], bytes]:
        match self.path.partition("?")[0]:
            case "/v1/moved":
                return 302, {"Location": f"https://{UNLISTED}/v1/videos"}, b""
            case "/v1/echo":
                return 200, {}, self.headers.get("Authorization", "").encode()
            case "/v1/echo-in-header":
                return 200, {"Link": self.headers.get("Authorization", "")}, b"{}"
            case "/v1/endless":
                return 200, {}, b"x" * (MOST_GIVEN + 1)
            case "/v1/packed":
                return 200, {"Content-Encoding": "gzip"}, b"\x1f\x8b"
            case _:
                return 200, {}, b'{"data":[]}'

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """What reached it stands in ``saw``."""


def _certified(folder: Path) -> tuple[Path, Path]:
    key, now = generate_private_key(SECP256R1()), dt.datetime.now(dt.UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    names = [x509.DNSName(each) for each in (HOST, UNLISTED, INTERNAL)]
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _DAY)
        .not_valid_after(now + _DAY)
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, SHA256())
    )
    certificate, private = folder / "certificate.pem", folder / "key.pem"
    certificate.write_bytes(made.public_bytes(Encoding.PEM))
    private.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return certificate, private
