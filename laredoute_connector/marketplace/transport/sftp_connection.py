# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The way to the one SFTP server that was pinned; never to any other.

Known hosts, agents and keys of the machine are not looked at.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import paramiko

from ..errors import WrongCredentials, WrongSettings
from .sftp_errors import translated
from .sftp_listing import LenientClient
from .ssh_keys import check_host_key, key_text, preferred_types, read_private_key

_SERVICE = "reports"


@dataclass(frozen=True)
class SftpAccess:
    """Where the server is, who we are, and the key it must show.

    Time-outs are in seconds; ``host_key`` is ``type base64``.
    """

    host: str
    port: int
    user: str
    password: str = field(default="", repr=False)
    private_key: str = field(default="", repr=False)
    host_key: str = ""
    connect_timeout: float = 10.0
    read_timeout: float = 60.0


def fetch_host_key(host: str, port: int, timeout: float = 10.0) -> str:
    """Return the key that a server shows now, as ``type base64``, to pin it.

    :raises RetryLater: when it cannot be reached
    """
    with translated():
        transport = _open_transport(SftpAccess(host, port, ""))
        try:
            transport.start_client(timeout=timeout)
            return key_text(transport.get_remote_server_key())
        finally:
            transport.close()


def open_sftp(access: SftpAccess) -> tuple[paramiko.Transport, LenientClient]:
    """Connect, make sure of the server, log in.

    What the library raises is not translated.

    :return: the connection, to be closed by the caller, and the files behind it
    :raises UntrustedServer: when it shows another key than the pinned one
    :raises WrongSettings: code ``sftp_missing`` when it lets us in and has no files
    """
    transport = _open_transport(access)
    try:
        options = transport.get_security_options()
        options.key_types = preferred_types(access.host_key, tuple(options.key_types))
        transport.start_client(timeout=access.connect_timeout)
        check_host_key(access.host_key, transport.get_remote_server_key())
        _authenticate(transport, access)
        with _closed_after(transport, access.read_timeout):
            sftp = _begin(transport)
        channel = sftp.get_channel()
        assert channel is not None
        channel.settimeout(access.read_timeout)
    except BaseException:
        transport.close()
        raise
    return transport, sftp


def _open_transport(access: SftpAccess) -> paramiko.Transport:
    address = (access.host, access.port)
    sock = socket.create_connection(address, timeout=access.connect_timeout)
    try:
        transport = paramiko.Transport(sock)
    except BaseException:
        sock.close()
        raise
    transport.banner_timeout = access.connect_timeout
    transport.handshake_timeout = access.connect_timeout
    transport.auth_timeout = access.read_timeout
    transport.channel_timeout = access.read_timeout
    return transport


def _authenticate(transport: paramiko.Transport, access: SftpAccess) -> None:
    if not access.private_key and not access.password:
        raise WrongCredentials(
            "neither SFTP password nor private key",
            code="sftp_credentials_missing",
            service=_SERVICE,
        )
    if access.private_key:
        key = read_private_key(access.private_key)
        transport.auth_publickey(access.user, key)
    # some servers want both, one after the other
    if not transport.is_authenticated() and access.password:
        transport.auth_password(access.user, access.password)
    if not transport.is_authenticated():
        raise paramiko.AuthenticationException("more is required")


def _begin(transport: paramiko.Transport) -> LenientClient:
    channel = transport.open_session()
    try:
        channel.invoke_subsystem("sftp")
        return LenientClient(channel)
    except (paramiko.SSHException, paramiko.SFTPError):
        if not transport.is_active():
            raise
        # refused; or a login that is none answers with a sentence for people
        raise WrongSettings(
            "the server lets us in and gives no files",
            code="sftp_missing",
            service=_SERVICE,
        ) from None


@contextmanager
def _closed_after(transport: paramiko.Transport, seconds: float) -> Iterator[None]:
    """Close a connection that takes longer: the library would wait for ever here."""
    timer = threading.Timer(seconds, transport.close)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
