# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Small real servers on loopback: one that answers bytes, one that speaks SFTP."""

from __future__ import annotations

import os
import socket
import ssl
import struct
import threading
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import paramiko
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

Behaviour = Callable[[socket.socket, "WireServer"], None]


class Ticks:
    """A clock on which a second goes by with each reading.

    :ivar readings: how often it was read
    """

    def __init__(self) -> None:
        self.readings = 0

    def __call__(self) -> float:
        self.readings += 1
        return float(self.readings)


def answer(status: int, body: bytes = b"", *headers: str) -> bytes:
    lines = [f"HTTP/1.1 {status} X", f"Content-Length: {len(body)}", *headers]
    return "\r\n".join([*lines, "", ""]).encode() + body


def reset(connection: socket.socket) -> None:
    """Close with a reset instead of a farewell."""
    linger = struct.pack("ii", 1, 0)
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
    connection.close()


class WireServer:
    """Gives each connection to the next behaviour; the last one stays."""

    def __init__(
        self, *behaviours: Behaviour, tls: ssl.SSLContext | None = None
    ) -> None:
        self._behaviours = list(behaviours)
        self._tls = tls
        self.requests: list[bytes] = []
        self.connections = 0
        self.released = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self.url = f"{'https' if tls else 'http'}://127.0.0.1:{self.port}/service"
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def __enter__(self) -> WireServer:
        return self

    def __exit__(self, *exc_info: object) -> None:
        self.released.set()
        # a thread that waits in accept is not woken by close
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(5)

    def _run(self) -> None:
        while True:
            try:
                connection, _address = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            behaviours = self._behaviours
            behaviour = behaviours.pop(0) if len(behaviours) > 1 else behaviours[0]
            try:
                connection.settimeout(5)
                if self._tls:
                    connection = self._tls.wrap_socket(connection, server_side=True)
                behaviour(connection, self)
            except OSError:
                pass
            finally:
                connection.close()

    def read_request(self, connection: socket.socket) -> bytes:
        """Read one request to the end of its body."""
        content = b""
        while b"\r\n\r\n" not in content:
            content += _receive(connection)
        head, _blank, body = content.partition(b"\r\n\r\n")
        length = 0
        for line in head.split(b"\r\n"):
            name, _colon, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        while len(body) < length:
            body += _receive(connection)
        request = head + b"\r\n\r\n" + body
        self.requests.append(request)
        return request


def _receive(connection: socket.socket) -> bytes:
    block = connection.recv(65536)
    if not block:
        raise ConnectionError("the request is cut")
    return block


def says(content: bytes) -> Behaviour:
    """Read the whole request, then send these bytes."""

    def behave(connection: socket.socket, server: WireServer) -> None:
        server.read_request(connection)
        connection.sendall(content)

    return behave


def is_silent(connection: socket.socket, server: WireServer) -> None:
    """Read the whole request, then never answer."""
    server.read_request(connection)
    server.released.wait(10)


def resets_after(connection: socket.socket, server: WireServer) -> None:
    server.read_request(connection)
    reset(connection)


def closes_after(connection: socket.socket, server: WireServer) -> None:
    server.read_request(connection)


def resets_in_the_middle(connection: socket.socket, server: WireServer) -> None:
    """Read a part of a large request only."""
    connection.recv(1000)
    reset(connection)


def make_authority(folder: Path) -> tuple[ssl.SSLContext, Path]:
    """Return a server's context for 127.0.0.1, and the PEM that trusts it."""
    import ipaddress

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "test authority")])
    now = datetime.now(timezone.utc)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(
            x509.SubjectAlternativeName(
                [x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
            ),
            critical=False,
        )
        .sign(key, hashes.SHA256())
    )
    pem = certificate.public_bytes(serialization.Encoding.PEM)
    authority, pair = folder / "ca.pem", folder / "pair.pem"
    authority.write_bytes(pem)
    pair.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + pem
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pair)
    return context, authority


# ------------------------------------------------------------------------ SFTP
class SftpHost:
    """An SFTP server over a folder, with knobs for what may go wrong."""

    def __init__(self, folder: Path, key: paramiko.PKey | None = None) -> None:
        self.folder = folder
        self.keys = [key or paramiko.ECDSAKey.generate()]
        self.user, self.password, self.private_key = "seller", "sftp-secret", ""
        self.public_key: paramiko.PKey | None = None
        self.both_needed = False
        self.forbidden: set[str] = set()
        self.fail: dict[str, int] = {}
        self.on_read: Callable[[int], None] = lambda offset: None
        self.drop_after: int | None = None
        self.gives_at_most: int | None = None
        self.sessions: list[paramiko.Transport] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    @property
    def host_key(self) -> str:
        return f"{self.keys[0].get_name()} {self.keys[0].get_base64()}"

    def __enter__(self) -> SftpHost:
        return self

    def __exit__(self, *exc_info: object) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(5)
        for session in self.sessions:
            session.close()

    def _run(self) -> None:
        while True:
            try:
                connection, _address = self._listener.accept()
            except OSError:
                return
            transport = paramiko.Transport(connection)
            for key in self.keys:
                transport.add_server_key(key)
            transport.set_subsystem_handler("sftp", paramiko.SFTPServer, _Files, self)
            self.sessions.append(transport)
            try:
                transport.start_server(server=_Door(self))
            except (paramiko.SSHException, EOFError, OSError):
                transport.close()

    @property
    def connections(self) -> int:
        """How many there were."""
        return len(self.sessions)

    def all_closed(self) -> bool:
        """Whether no connection is left open, after a while."""
        for session in self.sessions:
            session.join(3)
        return not any(session.is_active() for session in self.sessions)


class _Door(paramiko.ServerInterface):
    def __init__(self, host: SftpHost) -> None:
        self._host = host
        self._key_given = False

    def check_auth_password(self, username: str, password: str) -> int:
        host = self._host
        if (username, password) != (host.user, host.password):
            return paramiko.AUTH_FAILED
        if host.both_needed and not self._key_given:
            return paramiko.AUTH_FAILED
        return paramiko.AUTH_SUCCESSFUL

    def check_auth_publickey(self, username: str, key: paramiko.PKey) -> int:
        host = self._host
        if username != host.user or host.public_key is None:
            return paramiko.AUTH_FAILED
        if key.asbytes() != host.public_key.asbytes():
            return paramiko.AUTH_FAILED
        self._key_given = True
        if host.both_needed:
            return paramiko.AUTH_PARTIALLY_SUCCESSFUL
        return paramiko.AUTH_SUCCESSFUL

    def get_allowed_auths(self, username: str) -> str:
        return "password,publickey"

    def check_channel_request(self, kind: str, chanid: int) -> int:
        return paramiko.OPEN_SUCCEEDED


class _Files(paramiko.SFTPServerInterface):
    def __init__(self, server: paramiko.ServerInterface, host: SftpHost) -> None:
        super().__init__(server)
        self._host = host

    def _local(self, path: str) -> Path:
        return self._host.folder / path.lstrip("/")

    def _refusal(self, name: str) -> int | None:
        if name in self._host.forbidden:
            return paramiko.SFTP_PERMISSION_DENIED
        return self._host.fail.get(name)

    def _do(self, name: str, action: Callable[[], Any]) -> Any:
        refusal = self._refusal(name)
        if refusal is not None:
            return refusal
        try:
            result = action()
        except OSError as error:
            return paramiko.SFTPServer.convert_errno(error.errno or 0)
        return paramiko.SFTP_OK if result is None else result

    def list_folder(self, path: str) -> Any:
        def listed() -> list[paramiko.SFTPAttributes]:
            folder = self._local(path)
            return [
                paramiko.SFTPAttributes.from_stat((folder / name).lstat(), name)
                for name in os.listdir(folder)
            ]

        return self._do("list", listed)

    def stat(self, path: str) -> Any:
        return self._do(
            "stat",
            lambda: paramiko.SFTPAttributes.from_stat(self._local(path).stat()),
        )

    def open(self, path: str, flags: int, attr: paramiko.SFTPAttributes) -> Any:
        return self._do("open", lambda: _File(self._local(path), self._host))

    def rename(self, oldpath: str, newpath: str) -> Any:
        def renamed() -> None:
            if self._local(newpath).exists():
                raise FileExistsError(17, "exists")
            self._local(oldpath).rename(self._local(newpath))

        return self._do("rename", renamed)

    def mkdir(self, path: str, attr: paramiko.SFTPAttributes) -> Any:
        return self._do("mkdir", self._local(path).mkdir)


class _File(paramiko.SFTPHandle):
    def __init__(self, path: Path, host: SftpHost) -> None:
        super().__init__()
        self._content = path.read_bytes()
        self._path, self._host = path, host

    def read(self, offset: int, length: int) -> bytes:
        host = self._host
        host.on_read(offset)
        if host.drop_after is not None and offset >= host.drop_after:
            for session in host.sessions:
                session.close()
            return b""
        return self._content[: host.gives_at_most][offset : offset + length]

    def stat(self) -> paramiko.SFTPAttributes:
        return paramiko.SFTPAttributes.from_stat(self._path.stat())
