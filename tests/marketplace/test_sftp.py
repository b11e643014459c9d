# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""SFTP: the pinned server only, whole files only, nothing left open."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import paramiko
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa, x25519

from odoo.addons.laredoute_connector.marketplace.errors import (
    AccessRefused,
    MarketplaceError,
    RetryLater,
    UnreadableData,
    UntrustedServer,
    WrongCredentials,
    WrongSettings,
)
from odoo.addons.laredoute_connector.marketplace.transport import sftp_client
from odoo.addons.laredoute_connector.marketplace.transport.sftp_client import (
    SftpAccess,
    SftpClient,
    fetch_host_key,
)
from odoo.addons.laredoute_connector.marketplace.transport.ssh_keys import (
    key_fingerprint,
    read_private_key,
)

from .servers import SftpHost

CONTENT = bytes(range(256)) * 1000
NAME = "reports/a.xml"


@pytest.fixture(name="host")
def running_host(tmp_path: Path) -> Iterator[SftpHost]:
    folder = tmp_path / "server"
    (folder / "reports").mkdir(parents=True)
    (folder / NAME).write_bytes(CONTENT)
    with SftpHost(folder) as running:
        yield running


def access(host: SftpHost, /, **values: Any) -> SftpAccess:
    return SftpAccess(
        **{
            "host": "127.0.0.1",
            "port": host.port,
            "user": host.user,
            "password": host.password,
            "host_key": host.host_key,
            "connect_timeout": 10.0,
            "read_timeout": 10.0,
            **values,
        }
    )


@contextmanager
def connected(host: SftpHost, /, **values: Any) -> Iterator[SftpClient]:
    client = SftpClient(access(host, **values))
    try:
        yield client
    finally:
        client.close()
        client.close()


def failure(host: SftpHost, /, **values: Any) -> MarketplaceError:
    with connected(host, **values) as client, pytest.raises(MarketplaceError) as caught:
        client.list_files("reports")
    shown = f"{caught.value!r} {caught.value}"
    assert host.password not in shown
    assert caught.value.service == "reports"
    return caught.value


def all_closed(host: SftpHost) -> bool:
    for session in host.sessions:
        session.join(3)
    return host.alive() == 0


def archived(host: SftpHost) -> list[str]:
    return sorted(os.listdir(host.folder / "reports" / "archive"))


# ------------------------------------------------------------------- the files
def test_regular_files_are_listed(host: SftpHost) -> None:
    (host.folder / "reports" / "archive").mkdir()
    os.symlink("/etc/passwd", host.folder / "reports" / "link")
    os.utime(host.folder / NAME, (1_800_000_000, 1_800_000_000))
    with connected(host) as client:
        (file,) = client.list_files("reports")
    assert (file.path, file.name, file.size) == (NAME, "a.xml", len(CONTENT))
    assert file.modified_at.isoformat() == "2027-01-15T08:00:00+00:00"
    assert all_closed(host)


def test_missing_folder_is_a_setting(host: SftpHost) -> None:
    with connected(host) as client, pytest.raises(WrongSettings) as caught:
        client.list_files("nowhere")
    assert caught.value.code == "folder_missing"


def test_file_comes_whole(host: SftpHost, tmp_path: Path) -> None:
    target = tmp_path / "here"
    with connected(host) as client:
        client.download(NAME, len(CONTENT), target)
        assert len(host.sessions) == 1
    assert target.read_bytes() == CONTENT
    assert os.listdir(tmp_path / "server" / "reports") == ["a.xml"]
    assert not target.with_name("here.part").exists()


@pytest.mark.parametrize("size", [len(CONTENT) - 1, len(CONTENT) + 1, 0])
def test_file_that_changed_since_it_was_listed_waits(
    host: SftpHost, tmp_path: Path, size: int
) -> None:
    with connected(host) as client, pytest.raises(RetryLater) as caught:
        client.download(NAME, size, tmp_path / "here")
    assert caught.value.code == "file_changed"
    assert os.listdir(tmp_path) == ["server"]


def test_file_that_grows_meanwhile_waits(host: SftpHost, tmp_path: Path) -> None:
    def grow(offset: int) -> None:
        with (host.folder / NAME).open("ab") as stream:
            stream.write(b"more")

    host.on_read = grow
    with connected(host) as client, pytest.raises(RetryLater) as caught:
        client.download(NAME, len(CONTENT), tmp_path / "here")
    assert caught.value.code == "file_changed"
    assert os.listdir(tmp_path) == ["server"]


def test_line_that_drops_in_the_middle_leaves_nothing(
    host: SftpHost, tmp_path: Path
) -> None:
    host.drop_after = 100_000
    with connected(host) as client:
        with pytest.raises(RetryLater):
            client.download(NAME, len(CONTENT), tmp_path / "here")
        assert os.listdir(tmp_path) == ["server"]
        # the same client goes on with a connection of its own
        host.drop_after = None
        client.download(NAME, len(CONTENT), tmp_path / "here")
    assert (tmp_path / "here").read_bytes() == CONTENT
    assert all_closed(host)


def test_file_that_is_gone_leaves_nothing(host: SftpHost, tmp_path: Path) -> None:
    with connected(host) as client, pytest.raises(RetryLater) as caught:
        client.download("reports/gone.xml", 5, tmp_path / "here")
    assert caught.value.code == "file_gone"
    assert os.listdir(tmp_path) == ["server"]


def test_file_that_gives_less_than_its_size_leaves_nothing(
    host: SftpHost, tmp_path: Path
) -> None:
    host.gives_at_most = 1000
    with connected(host) as client, pytest.raises(RetryLater) as caught:
        client.download(NAME, len(CONTENT), tmp_path / "here")
    assert caught.value.code == "file_changed"
    assert os.listdir(tmp_path) == ["server"]


def test_huge_file_is_not_taken(
    host: SftpHost, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sftp_client, "FILE_LIMIT", 1000)
    with connected(host) as client, pytest.raises(UnreadableData) as caught:
        client.download(NAME, len(CONTENT), tmp_path / "here")
    assert caught.value.code == "file_too_large"
    assert host.sessions == []


def test_file_is_archived_in_a_folder_that_is_made(host: SftpHost) -> None:
    with connected(host) as client:
        client.archive(NAME, "reports/archive")
        # a second time it is gone, which harms nothing
        client.archive(NAME, "reports/archive")
    assert archived(host) == ["a.xml"]
    assert not (host.folder / NAME).exists()


def test_file_of_that_name_in_the_archive_stays(host: SftpHost) -> None:
    with connected(host) as client:
        for content in (b"1", b"2", b"3"):
            (host.folder / NAME).write_bytes(content)
            client.archive(NAME, "reports/archive")
    assert archived(host) == ["a.xml", "a~2.xml", "a~3.xml"]
    archive = host.folder / "reports" / "archive"
    assert [(archive / name).read_bytes() for name in archived(host)] == [
        b"1",
        b"2",
        b"3",
    ]


def test_archive_without_a_free_name_waits(
    host: SftpHost, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sftp_client, "_ARCHIVE_NAMES", 2)
    with connected(host) as client:
        client.archive(NAME, "reports/archive")
        (host.folder / NAME).write_bytes(b"2")
        with pytest.raises(RetryLater) as caught:
            client.archive(NAME, "reports/archive")
    assert caught.value.code == "archive_full"


def test_file_archived_by_another_run_meanwhile_harms_nothing(host: SftpHost) -> None:
    (host.folder / "reports" / "archive").mkdir()
    with connected(host) as client:
        client.list_files("reports")
        host.fail["rename"] = paramiko.SFTP_NO_SUCH_FILE
        with pytest.raises(RetryLater) as caught:
            client.archive(NAME, "reports/archive")
        assert caught.value.code == "file_gone"
    seen = iter([None, paramiko.SFTP_NO_SUCH_FILE, paramiko.SFTP_NO_SUCH_FILE])

    class Vanishing(dict[str, int]):
        def get(self, name: str, default: Any = None) -> Any:
            # there at the first look, gone at the move and after it
            if name == "stat":
                return next(seen, paramiko.SFTP_NO_SUCH_FILE)
            return super().get(name, default)

    host.fail = Vanishing(rename=paramiko.SFTP_NO_SUCH_FILE)
    host.fail["mkdir"] = paramiko.SFTP_OK
    with connected(host) as client:
        client.archive(NAME, "reports/archive")


@pytest.mark.parametrize("action", ["list", "stat", "open", "rename", "mkdir"])
def test_missing_permission_is_told(
    host: SftpHost, tmp_path: Path, action: str
) -> None:
    host.forbidden = {action}
    with connected(host) as client, pytest.raises(AccessRefused) as caught:
        client.list_files("reports")
        client.download(NAME, len(CONTENT), tmp_path / "here")
        client.archive(NAME, "reports/archive")
    assert caught.value.code == "sftp_permission"
    assert all_closed(host)


def test_server_that_fails_is_tried_later(host: SftpHost) -> None:
    host.fail = {"list": paramiko.SFTP_FAILURE}
    error = failure(host)
    assert (type(error), error.code) == (RetryLater, "sftp_failure")


# ---------------------------------------------------------------- the one server
def test_host_key_can_be_fetched_and_pinned(host: SftpHost) -> None:
    fetched = fetch_host_key("127.0.0.1", host.port, 3.0)
    assert fetched == host.host_key
    assert all_closed(host)
    with connected(host, host_key=fetched + " a comment") as client:
        assert client.list_files("reports")


def test_other_host_key_is_never_trusted(host: SftpHost) -> None:
    other = paramiko.ECDSAKey.generate()
    pinned = f"{other.get_name()} {other.get_base64()}"
    error = failure(host, host_key=pinned)
    assert (type(error), error.code) == (UntrustedServer, "host_key_changed")
    assert key_fingerprint(pinned) in str(error)
    assert key_fingerprint(host.host_key) in str(error)
    assert all_closed(host)


def test_key_of_another_type_is_never_trusted(host: SftpHost) -> None:
    other = paramiko.RSAKey.generate(2048)
    error = failure(host, host_key=f"{other.get_name()} {other.get_base64()}")
    assert type(error) is UntrustedServer


def test_pinned_key_is_asked_for_among_several(host: SftpHost) -> None:
    # asked for nothing, the server would show another one than the pinned
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
def test_wrong_login_is_told(host: SftpHost, values: dict[str, str]) -> None:
    error = failure(host, **values)
    assert (type(error), error.code) == (WrongCredentials, "sftp_login_refused")
    assert all_closed(host)


def test_missing_credentials_are_told(host: SftpHost) -> None:
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


def test_key_the_server_does_not_know_is_told(host: SftpHost) -> None:
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

    values = access(host)
    monkeypatch.setattr(sftp_client.paramiko, "Transport", refuse)
    client = SftpClient(values)
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
    import threading

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


def test_line_that_breaks_while_logging_in_is_no_wrong_password() -> None:
    for words in ("Authentication timeout.", "transport shut down or saw EOF"):
        error = sftp_client._authentication_error(
            paramiko.AuthenticationException(words)
        )
        assert type(error) is RetryLater


def test_machine_keys_and_known_hosts_are_not_looked_at() -> None:
    source = Path(sftp_client.__file__).read_text()
    for name in ("AutoAddPolicy", "SSHClient", "load_system_host_keys", "Agent("):
        assert name not in source
