# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""SFTP: the pinned server only, known credentials only, and lines that break."""

from __future__ import annotations

import os
import socket
import threading
from pathlib import Path

import paramiko
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa, x25519

from odoo.addons.laredoute_connector.marketplace.errors import (
    RetryLater,
    UntrustedServer,
    WrongCredentials,
    WrongSettings,
)
from odoo.addons.laredoute_connector.marketplace.transport import (
    sftp_client,
    sftp_connection,
    sftp_errors,
    ssh_keys,
)
from odoo.addons.laredoute_connector.marketplace.transport.sftp_client import (
    SftpClient,
)
from odoo.addons.laredoute_connector.marketplace.transport.sftp_connection import (
    fetch_host_key,
)
from odoo.addons.laredoute_connector.marketplace.transport.ssh_keys import (
    key_fingerprint,
    read_private_key,
)

from .servers import SftpHost, _Door
from .sftp_case import (
    CONTENT,
    NAME,
    access,
    connected,
    failure,
    running_host,  # noqa: F401 (a fixture)
)


# ---------------------------------------------------------------- the one server
def test_host_key_can_be_fetched_and_pinned(host: SftpHost) -> None:
    fetched = fetch_host_key("127.0.0.1", host.port, 3.0)
    assert fetched == host.host_key
    assert host.all_closed()
    with connected(host, host_key=fetched + " a comment") as client:
        assert client.list_files("reports")


def test_other_host_key_is_never_trusted(host: SftpHost) -> None:
    other = paramiko.ECDSAKey.generate()
    pinned = f"{other.get_name()} {other.get_base64()}"
    error = failure(host, host_key=pinned)
    assert (type(error), error.code) == (UntrustedServer, "host_key_changed")
    assert key_fingerprint(pinned) in str(error)
    assert key_fingerprint(host.host_key) in str(error)
    assert host.all_closed()


def test_key_of_another_type_is_never_trusted(host: SftpHost) -> None:
    other = paramiko.RSAKey.generate(2048)
    error = failure(host, host_key=f"{other.get_name()} {other.get_base64()}")
    assert type(error) is UntrustedServer


def test_pinned_key_is_requested_among_several(host: SftpHost) -> None:
    # without a preference, the server would show another one than the pinned
    rsa_key = paramiko.RSAKey.generate(2048)
    host.keys.append(rsa_key)
    pinned = f"{rsa_key.get_name()} {rsa_key.get_base64()}"
    for host_key in (pinned, host.host_key):
        with connected(host, host_key=host_key) as client:
            assert client.list_files("reports")


@pytest.mark.parametrize(
    ("host_key", "code"),
    [
        ("", "host_key_missing"),
        ("  ", "host_key_missing"),
        ("ssh-ed25519", "host_key_unreadable"),
        ("ssh-ed25519 ###", "host_key_unreadable"),
        ("ssh-ed25519 AAAA", "host_key_unreadable"),
        ("ssh-rsa AAAAC3NzaC1lZDI1NTE5AAAAIA==", "host_key_unreadable"),
    ],
)
def test_nothing_is_opened_without_a_pinned_key(
    host: SftpHost, host_key: str, code: str
) -> None:
    with pytest.raises(WrongSettings) as caught:
        SftpClient(access(host, host_key=host_key))
    assert caught.value.code == code
    assert host.sessions == []


def test_host_is_needed(host: SftpHost) -> None:
    with pytest.raises(WrongSettings) as caught:
        SftpClient(access(host, host=""))
    assert caught.value.code == "sftp_host_missing"


def test_fingerprint_is_the_one_openssh_shows() -> None:
    key = (
        "ssh-ed25519 "
        "AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl"
    )
    # github.com's published key and fingerprint
    assert key_fingerprint(key) == "SHA256:+DiY3wvvV6TuJJhbpZisF/zLDA0zPMSvHdkr4UvCOqU"


# ----------------------------------------------------------------------- who we are
@pytest.mark.parametrize("values", [{"password": "wrong"}, {"user": "stranger"}])
def test_wrong_login_is_reported(host: SftpHost, values: dict[str, str]) -> None:
    error = failure(host, **values)
    assert (type(error), error.code) == (WrongCredentials, "sftp_login_refused")
    assert host.all_closed()


def test_missing_credentials_are_reported(host: SftpHost) -> None:
    error = failure(host, password="")
    assert error.code == "sftp_credentials_missing"


PEM = serialization.Encoding.PEM
FORMATS = serialization.PrivateFormat
PLAIN = serialization.NoEncryption()
RSA = rsa.generate_private_key(65537, 2048)
EC = ec.generate_private_key(ec.SECP384R1())
ED = ed25519.Ed25519PrivateKey.generate()


@pytest.mark.parametrize(
    "pem",
    [
        RSA.private_bytes(PEM, FORMATS.TraditionalOpenSSL, PLAIN),
        RSA.private_bytes(PEM, FORMATS.PKCS8, PLAIN),
        RSA.private_bytes(PEM, FORMATS.OpenSSH, PLAIN),
        EC.private_bytes(PEM, FORMATS.TraditionalOpenSSL, PLAIN),
        EC.private_bytes(PEM, FORMATS.OpenSSH, PLAIN),
        ED.private_bytes(PEM, FORMATS.PKCS8, PLAIN),
        ED.private_bytes(PEM, FORMATS.OpenSSH, PLAIN),
    ],
)
def test_private_key_of_any_kind_opens(host: SftpHost, pem: bytes) -> None:
    text = pem.decode().replace("\n", "\r\n")
    host.public_key = read_private_key(text)
    with connected(host, password="", private_key=text) as client:
        assert client.list_files("reports")


def test_server_may_want_key_and_password(host: SftpHost) -> None:
    text = ED.private_bytes(PEM, FORMATS.OpenSSH, PLAIN).decode()
    host.public_key = read_private_key(text)
    host.both_needed = True
    with connected(host, private_key=text) as client:
        assert client.list_files("reports")
    error = failure(host, private_key=text, password="")
    assert type(error) is WrongCredentials


def test_key_the_server_does_not_know_is_reported(host: SftpHost) -> None:
    text = EC.private_bytes(PEM, FORMATS.PKCS8, PLAIN).decode()
    assert type(failure(host, private_key=text, password="")) is WrongCredentials


@pytest.mark.parametrize(
    "text",
    [
        "hello",
        "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----",
        ED.private_bytes(
            PEM, FORMATS.OpenSSH, serialization.BestAvailableEncryption(b"x")
        ).decode(),
        EC.private_bytes(
            PEM, FORMATS.PKCS8, serialization.BestAvailableEncryption(b"x")
        ).decode(),
        x25519.X25519PrivateKey.generate()
        .private_bytes(PEM, FORMATS.PKCS8, PLAIN)
        .decode(),
    ],
)
def test_private_key_that_cannot_be_read_is_a_setting(text: str) -> None:
    with pytest.raises(WrongSettings) as caught:
        read_private_key(text)
    assert caught.value.code == "private_key_unreadable"


def test_secrets_are_not_in_the_repr(host: SftpHost) -> None:
    shown = repr(access(host, private_key="key-text"))
    assert host.password not in shown
    assert "key-text" not in shown


# ------------------------------------------------------------------- bad lines
def test_server_that_is_not_there_is_tried_later(host: SftpHost) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    assert failure(host, port=port).code == "unreachable"
    assert failure(host, host="no-such-host.invalid").code == "unreachable"
    with pytest.raises(RetryLater):
        fetch_host_key("127.0.0.1", port, 1.0)


def test_socket_is_closed_when_no_transport_can_be_made(
    host: SftpHost, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[socket.socket] = []

    def refuse(sock: socket.socket) -> None:
        given.append(sock)
        raise paramiko.SSHException("no algorithms")

    monkeypatch.setattr(sftp_connection.paramiko, "Transport", refuse)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        client = SftpClient(access(host, port=listener.getsockname()[1]))
        with pytest.raises(RetryLater):
            client.list_files("reports")
    assert given[0].fileno() == -1


def test_server_that_stays_silent_is_tried_later(host: SftpHost) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        error = failure(host, port=port, connect_timeout=0.5)
    assert type(error) is RetryLater


def test_server_that_speaks_no_ssh_is_tried_later(host: SftpHost) -> None:
    from .servers import WireServer

    def shouts(connection: socket.socket, server: WireServer) -> None:
        connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n" * 200)

    with WireServer(shouts) as server:
        error = failure(host, port=server.port, connect_timeout=1.0)
    assert (type(error), error.code) == (RetryLater, "unreachable")


def test_server_that_stops_answering_is_tried_later(
    host: SftpHost, tmp_path: Path
) -> None:
    released = threading.Event()
    host.on_read = lambda offset: bool(released.wait(5)) and None
    try:
        with (
            connected(host, read_timeout=0.5) as client,
            pytest.raises(RetryLater) as caught,
        ):
            client.download(NAME, len(CONTENT), tmp_path / "here")
    finally:
        released.set()
    assert caught.value.code == "timeout"
    assert os.listdir(tmp_path) == ["server"]


@pytest.mark.parametrize("what", ["request", "greeting"])
def test_server_that_stops_answering_once_it_let_us_in_is_tried_later(
    host: SftpHost, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    """There the library waits for ever, and so would all that run in turn."""
    released = threading.Event()

    def waits(*_arguments: object) -> bool:
        return not released.wait(5)

    if what == "request":
        monkeypatch.setattr(_Door, "check_channel_subsystem_request", waits)
    else:
        monkeypatch.setattr(paramiko.SFTPServer, "start_subsystem", waits)
    try:
        error = failure(host, read_timeout=0.5)
        assert not released.is_set()
    finally:
        released.set()
    assert (type(error), error.code) == (RetryLater, "unreachable")
    assert host.all_closed()


def test_line_that_breaks_while_logging_in_is_no_wrong_password() -> None:
    for words in ("Authentication timeout.", "transport shut down or saw EOF"):
        error = sftp_errors._authentication_error(
            paramiko.AuthenticationException(words)
        )
        assert type(error) is RetryLater


def test_machine_keys_and_known_hosts_are_not_looked_at() -> None:
    modules = (sftp_client, sftp_connection, ssh_keys)
    source = "".join(Path(module.__file__).read_text() for module in modules)
    for name in ("AutoAddPolicy", "SSHClient", "load_system_host_keys", "Agent("):
        assert name not in source
