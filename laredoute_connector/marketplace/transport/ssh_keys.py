# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""SSH keys: the server's, pinned by a person, and ours, pasted by a person."""

from __future__ import annotations

import base64
import binascii
import hashlib
import io

import paramiko
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa

from ..errors import UntrustedServer, WrongSettings

_SERVICE = "reports"
_RSA_TYPES = ("rsa-sha2-512", "rsa-sha2-256", "ssh-rsa")


def key_text(key: paramiko.PKey) -> str:
    """Return a public key as people paste it: ``ssh-ed25519 AAAA…``."""
    return f"{key.get_name()} {key.get_base64()}"


def key_fingerprint(text: str) -> str:
    """Return ``SHA256:…`` of a key of the form ``type base64 [comment]``.

    It is the form OpenSSH shows, which a person can compare.

    :raises WrongSettings: code ``host_key_unreadable``
    """
    digest = hashlib.sha256(_key_bytes(text)).digest()
    return "SHA256:" + base64.b64encode(digest).decode("ascii").rstrip("=")


def check_host_key(pinned: str, seen: paramiko.PKey) -> None:
    """Make sure the server is the one that was pinned.

    :raises UntrustedServer: code ``host_key_changed``, naming both fingerprints
    """
    if _key_bytes(pinned) != seen.asbytes():
        raise UntrustedServer(
            f"host key is {key_fingerprint(key_text(seen))}, "
            f"expected {key_fingerprint(pinned)}",
            code="host_key_changed",
            service=_SERVICE,
        )


def preferred_types(pinned: str, known: tuple[str, ...]) -> tuple[str, ...]:
    """Return the signature types to ask for, the pinned key's own first.

    A server holds several keys; without this it might show another one.
    """
    name = pinned.split(maxsplit=1)[0]
    wanted = _RSA_TYPES if name == "ssh-rsa" else (name,)
    first = tuple(each for each in wanted if each in known)
    return first + tuple(each for each in known if each not in first)


def _key_bytes(text: str) -> bytes:
    parts = text.split()
    if not parts:
        raise WrongSettings(
            "no host key is pinned", code="host_key_missing", service=_SERVICE
        )
    try:
        content = base64.b64decode(parts[1], validate=True)
        name = content[4 : 4 + int.from_bytes(content[:4], "big")].decode("ascii")
    except (IndexError, binascii.Error, UnicodeDecodeError):
        name, content = "", b""
    if not content or name != parts[0]:
        raise WrongSettings(
            "the pinned host key cannot be read",
            code="host_key_unreadable",
            service=_SERVICE,
        )
    return content


def read_private_key(text: str) -> paramiko.PKey:
    """Return a private key from PEM (PKCS#1, SEC1, PKCS#8) or OpenSSH text.

    :param text: without a passphrase
    :raises WrongSettings: code ``private_key_unreadable``
    """
    content = text.strip().encode() + b"\n"
    try:
        key: object
        if b"BEGIN OPENSSH PRIVATE KEY" in content:
            key = serialization.load_ssh_private_key(content, password=None)
        else:
            key = serialization.load_pem_private_key(content, password=None)
        return _as_paramiko(key)
    except (ValueError, TypeError, UnsupportedAlgorithm, paramiko.SSHException):
        raise WrongSettings(
            "the private key cannot be read, or has a passphrase",
            code="private_key_unreadable",
            service=_SERVICE,
        ) from None


def _as_paramiko(key: object) -> paramiko.PKey:
    """Return the library's key; it reads each type best in OpenSSH's own form."""
    kind: type[paramiko.PKey]
    if isinstance(key, ed25519.Ed25519PrivateKey):
        kind = paramiko.Ed25519Key
    elif isinstance(key, ec.EllipticCurvePrivateKey):
        kind = paramiko.ECDSAKey
    elif isinstance(key, rsa.RSAPrivateKey):
        kind = paramiko.RSAKey
    else:
        raise ValueError("unsupported kind of key")
    plain = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.OpenSSH,
        serialization.NoEncryption(),
    )
    return kind.from_private_key(io.StringIO(plain.decode("ascii")))
