"""Two certificates that stand for themselves, of the service and of Malath: each side gets its own and sees the other's."""

from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from key_service.disk import write_new
from key_service.wire import MINE, THEIRS

LASTS = timedelta(days=3_650)


def make(own: Path, for_malath: Path, at: datetime) -> None:
    """Into two folders, the second to be carried to Malath's machine."""
    (key, certificate), (other_key, other_certificate) = (_pair(name, at) for name in ("key service", "malath"))
    for folder, secret, mine, theirs in (
        (own, key, certificate, other_certificate),
        (for_malath, other_key, other_certificate, certificate),
    ):
        folder.mkdir(mode=0o700, parents=True)
        write_new(folder / MINE, secret + mine)
        write_new(folder / THEIRS, theirs)


def _pair(name: str, at: datetime) -> tuple[bytes, bytes]:
    key = ec.generate_private_key(ec.SECP256R1())
    named = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(named)
        .issuer_name(named)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(at - timedelta(days=1))
        .not_valid_after(at + LASTS)
        .sign(key, hashes.SHA256())
    )
    pem, plain = serialization.Encoding.PEM, serialization.NoEncryption()
    return key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain), certificate.public_bytes(pem)
