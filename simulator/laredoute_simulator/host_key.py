# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The SFTP server's host key: made once, kept beside the state."""

from __future__ import annotations

import base64
import hashlib
import io
import os
from pathlib import Path

import paramiko
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)


def new_key() -> tuple[paramiko.PKey, str]:
    """Make an Ed25519 key; return it and its private text."""
    private = Ed25519PrivateKey.generate().private_bytes(
        Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption()
    )
    text = private.decode("ascii")
    return read_key(text), text


def read_key(text: str) -> paramiko.PKey:
    return paramiko.Ed25519Key.from_private_key(io.StringIO(text))


def kept_key(path: Path | None) -> paramiko.PKey:
    """Return the key kept in a file, made now when there is none."""
    if path is not None and path.exists():
        return read_key(path.read_text(encoding="ascii"))
    return renewed_key(path)


def renewed_key(path: Path | None) -> paramiko.PKey:
    """Make a new key and keep it, readable by its owner only."""
    key, text = new_key()
    if path is not None:
        path.unlink(missing_ok=True)
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
        with os.fdopen(os.open(path, flags, 0o600), "w", encoding="ascii") as file:
            file.write(text)
    return key


def public_line(key: paramiko.PKey) -> str:
    """Write a public key as it stands in a known-hosts file, without the host."""
    return f"{key.get_name()} {key.get_base64()}"


def fingerprint(key: paramiko.PKey) -> str:
    """Write the fingerprint as OpenSSH does, ``SHA256:...``."""
    digest = hashlib.sha256(key.asbytes()).digest()
    return "SHA256:" + base64.b64encode(digest).decode("ascii").rstrip("=")
