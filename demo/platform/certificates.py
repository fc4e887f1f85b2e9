"""The platform's own CA and the two certificates it signs, made once in the state folder.

The CA's key is thrown away after signing: nothing that is later read from the folder can make another terminal.
"""

import datetime
import ipaddress
import os
import ssl
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

TERMINAL_NAME = "bianmin-terminal-1"
# The server's key comes last: without it the set was never in use and may be made anew.
FILES = ["ca.pem", "terminal.pem", "terminal.key", "server.pem", "server.key"]
_LIFE = datetime.timedelta(days=3650)


class CertificateFault(Exception):
    """A sentence naming the file and the remedy."""


def prepare(state: Path, host: str) -> bool:
    """Makes the five files if there is no finished set. True when it made them."""
    missing = [name for name in FILES if not (state / name).exists()]
    if not missing:
        return False
    if "server.key" not in missing:
        raise CertificateFault(
            f"{state}: {', '.join(missing)} is missing while server.key is there; put it back, or remove all of "
            f"{', '.join(FILES)} for a new set (terminals then need the new terminal.pem, terminal.key and ca.pem)"
        )
    _make(state, host)
    return True


def server_context(state: Path) -> ssl.SSLContext:
    """TLS 1.2 or newer; only callers with a certificate of our CA get through the handshake."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.verify_mode = ssl.CERT_REQUIRED
    try:
        context.load_cert_chain(state / "server.pem", state / "server.key")
        context.load_verify_locations(state / "ca.pem")
        expiry = _expiry(x509.load_pem_x509_certificate((state / "server.pem").read_bytes()))
    except (ssl.SSLError, OSError, ValueError) as error:
        raise CertificateFault(
            f"{state}: server.pem, server.key or ca.pem cannot be used ({error}); put the right files back, or remove "
            f"all of {', '.join(FILES)} for a new set"
        ) from error
    if expiry < datetime.datetime.now(datetime.timezone.utc):
        raise CertificateFault(
            f"{state}/server.pem expired on {expiry:%Y-%m-%d}; remove {', '.join(FILES)} for a new set"
        )
    return context


def _make(state: Path, host: str) -> None:
    ca_key = ec.generate_private_key(ec.SECP256R1())
    ca_name = _name("Bianmin reference platform CA")
    ca = (
        _builder(ca_name, ca_name, ca_key)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_key_usage(sign_certificates=True), critical=True)
        .sign(ca_key, hashes.SHA256())
    )
    _write(state / "ca.pem", ca.public_bytes(serialization.Encoding.PEM), 0o644)

    def leaf(stem: str, common_name: str, usage, alternatives: list[x509.GeneralName]) -> None:
        key = ec.generate_private_key(ec.SECP256R1())
        builder = (
            _builder(_name(common_name), ca_name, key)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(_key_usage(sign_certificates=False), critical=True)
            .add_extension(x509.ExtendedKeyUsage([usage]), critical=False)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(ca_key.public_key()), critical=False)
        )
        if alternatives:
            builder = builder.add_extension(x509.SubjectAlternativeName(alternatives), critical=False)
        certificate = builder.sign(ca_key, hashes.SHA256())
        _write(state / f"{stem}.pem", certificate.public_bytes(serialization.Encoding.PEM), 0o644)
        secret = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        _write(state / f"{stem}.key", secret, 0o600)

    leaf("terminal", TERMINAL_NAME, ExtendedKeyUsageOID.CLIENT_AUTH, [])
    leaf("server", "localhost", ExtendedKeyUsageOID.SERVER_AUTH, _alternatives(host))


def _alternatives(host: str) -> list[x509.GeneralName]:
    names: list[x509.GeneralName] = [x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
    try:
        own: x509.GeneralName = x509.IPAddress(ipaddress.ip_address(host))
    except ValueError:
        own = x509.DNSName(host)
    return names if own in names else [*names, own]


def _builder(subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey) -> x509.CertificateBuilder:
    now = datetime.datetime.now(datetime.timezone.utc)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(hours=1))
        .not_valid_after(now + _LIFE)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )


def _expiry(certificate: x509.Certificate) -> datetime.datetime:
    # Older releases of the library have only the naive one, newer ones warn about it.
    if hasattr(certificate, "not_valid_after_utc"):
        return certificate.not_valid_after_utc
    return certificate.not_valid_after.replace(tzinfo=datetime.timezone.utc)


def _name(common_name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common_name)])


def _key_usage(*, sign_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not sign_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=sign_certificates,
        crl_sign=sign_certificates,
        encipher_only=False,
        decipher_only=False,
    )


def _write(path: Path, content: bytes, mode: int) -> None:
    """Whole or not at all, and never readable by others even for a moment."""
    draft = path.with_name(path.name + ".new")
    draft.unlink(missing_ok=True)
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.rename(path)
