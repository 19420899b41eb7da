"""A program of a partner at the other end of a real line: an authority of certificates, a server with TLS, and what came."""

import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

DAY = timedelta(days=1)


class FarEnd(HTTPServer):
    """What it got, and what it answers, one after the other; the last answer stays."""

    def __init__(self, answers: list[int]) -> None:
        super().__init__(("127.0.0.1", 0), _Taking)
        self.got: list[tuple[str, dict[str, str], bytes]] = []
        self.answers = answers

    @property
    def address(self) -> str:
        return f"https://localhost:{self.server_port}/told?for=us"

    def handle_error(self, request: object, client_address: object) -> None:
        """A line that the other side broke off is what some tests are about."""


class _Taking(BaseHTTPRequestHandler):
    server: FarEnd

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.got.append((self.path, {name.lower(): value for name, value in self.headers.items()}, body))
        self.send_response(self.server.answers[0] if len(self.server.answers) == 1 else self.server.answers.pop(0))
        self.send_header("Location", "/elsewhere")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_said: object) -> None:
        """Nothing is told of what came."""


@contextmanager
def far_end(folder: Path, *, name: str = "localhost", answers: tuple[int, ...] = (204,)) -> Iterator[FarEnd]:
    """A server whose certificate is for a name, signed by an authority that `folder/authority.pem` holds."""
    server, context = FarEnd(list(answers)), ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(_certificate(folder, name))
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _certificate(folder: Path, name: str) -> Path:
    authority, own = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    whole = _signed("Authority of a partner", authority, authority, [x509.BasicConstraints(ca=True, path_length=None)])
    leaf = _signed(name, own, authority, [x509.SubjectAlternativeName([x509.DNSName(name)])])
    folder.joinpath("authority.pem").write_bytes(whole.public_bytes(Encoding.PEM))
    chain = folder / "chain.pem"
    key = own.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    chain.write_bytes(key + leaf.public_bytes(Encoding.PEM))
    return chain


def _signed(
    name: str, key: ec.EllipticCurvePrivateKey, by: ec.EllipticCurvePrivateKey, says: list[x509.ExtensionType]
) -> x509.Certificate:
    def named(text: str) -> x509.Name:
        return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])

    at = datetime.now(UTC)
    builder = x509.CertificateBuilder(issuer_name=named("Authority of a partner"), subject_name=named(name))
    builder = builder.public_key(key.public_key()).serial_number(x509.random_serial_number())
    builder = builder.not_valid_before(at - DAY).not_valid_after(at + DAY)
    for one in says:
        builder = builder.add_extension(one, critical=isinstance(one, x509.BasicConstraints))
    return builder.sign(by, hashes.SHA256())
