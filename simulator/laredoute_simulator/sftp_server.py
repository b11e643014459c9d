# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The SFTP server: one thread per connection, homes out of the platform's state."""

from __future__ import annotations

import hmac
import logging
import socketserver
import stat
import threading
from collections.abc import Callable
from typing import Any, cast

import paramiko
from paramiko.common import (
    AUTH_FAILED,
    AUTH_SUCCESSFUL,
    OPEN_FAILED_ADMINISTRATIVELY_PROHIBITED,
    OPEN_SUCCEEDED,
)
from paramiko.sftp import (
    SFTP_EOF,
    SFTP_FAILURE,
    SFTP_NO_SUCH_FILE,
    SFTP_OK,
    SFTP_PERMISSION_DENIED,
)

from .faults import FaultBox
from .files import Forbidden, Home, Missing, clean
from .host_key import new_key
from .records import StoredFile
from .world import World

_LOG = "laredoute_simulator.sftp_wire"
logging.getLogger(_LOG).setLevel(logging.CRITICAL)


class SftpServer(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    block_on_close = False

    def __init__(
        self,
        address: tuple[str, int],
        world: World,
        faults: FaultBox,
        host_key: Callable[[], paramiko.PKey],
    ) -> None:
        super().__init__(address, _Connection)
        self.world = world
        self.faults = faults
        self.host_key = host_key
        self.stopping = threading.Event()
        self.transports: set[paramiko.Transport] = set()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A caller that goes away is an everyday event."""

    def stop(self) -> None:
        """End the listening and every connection."""
        self.stopping.set()
        self.shutdown()
        self.server_close()
        for transport in list(self.transports):
            transport.close()


class _Connection(socketserver.BaseRequestHandler):
    def handle(self) -> None:
        server = cast(SftpServer, self.server)
        transport = paramiko.Transport(self.request)
        transport.set_log_channel(_LOG)
        changed = server.faults.take("sftp", ["sftp_host_key_changed"])
        transport.add_server_key(new_key()[0] if changed else server.host_key())
        transport.set_subsystem_handler("sftp", paramiko.SFTPServer, _Files)
        server.transports.add(transport)
        try:
            transport.start_server(server=_Login(server, transport))
            while transport.is_active() and not server.stopping.is_set():
                transport.join(0.2)
        except (paramiko.SSHException, EOFError, OSError):
            logging.getLogger(__name__).debug("an SFTP connection failed")
        finally:
            transport.close()
            server.transports.discard(transport)


class _Login(paramiko.ServerInterface):
    """Who logs in, by password or by public key."""

    def __init__(self, server: SftpServer, transport: paramiko.Transport) -> None:
        self.server = server
        self.transport = transport
        self.home: Home | None = None

    def get_allowed_auths(self, username: str) -> str:
        return "password,publickey"

    def check_auth_password(self, username: str, password: str) -> int:
        for account in self.server.world.accounts:
            same = hmac.compare_digest(
                account.sftp_password.encode(), password.encode()
            )
            if account.sftp_user == username and account.sftp_password and same:
                self.home = Home(self.server.world, self.server.faults, account)
                return AUTH_SUCCESSFUL
        return AUTH_FAILED

    def check_auth_publickey(self, username: str, key: paramiko.PKey) -> int:
        for account in self.server.world.accounts:
            known = account.sftp_public_key.split()[:2]
            if account.sftp_user == username and known == [
                key.get_name(),
                key.get_base64(),
            ]:
                self.home = Home(self.server.world, self.server.faults, account)
                return AUTH_SUCCESSFUL
        return AUTH_FAILED

    def check_channel_request(self, kind: str, chanid: int) -> int:
        if kind == "session":
            return OPEN_SUCCEEDED
        return OPEN_FAILED_ADMINISTRATIVELY_PROHIBITED


class _Files(paramiko.SFTPServerInterface):
    """The operations of one connection."""

    def __init__(self, server: paramiko.ServerInterface, *args: Any, **kw: Any) -> None:
        super().__init__(server, *args, **kw)
        login = cast(_Login, server)
        if login.home is None:
            raise paramiko.SSHException("nobody is logged in")
        self._home: Home = login.home
        self._transport = login.transport
        self._faults = login.server.faults
        self._stopping = login.server.stopping

    def _coded(self, work: Callable[[], Any]) -> Any:
        """Run an operation, when its time has come; turn refusals into SFTP's codes."""
        self._stopping.wait(self._home.account.sftp_delay)
        try:
            return work()
        except Missing:
            return SFTP_NO_SUCH_FILE
        except Forbidden:
            return SFTP_PERMISSION_DENIED

    def canonicalize(self, path: str) -> str:
        return clean(path)

    def list_folder(self, path: str) -> Any:
        def work() -> list[_Entry]:
            self._home.allow(clean(path))
            return [self._entry(name) for name in self._home.names(clean(path))]

        return self._coded(work)

    def _entry(self, path: str) -> _Entry:
        folder = path in self._home.folders()
        latin = not folder and self._home.file(path).latin
        name = path.rpartition("/")[2].encode("latin-1" if latin else "utf-8")
        return _Entry(self._attributes(path), name)

    def _attributes(self, path: str) -> paramiko.SFTPAttributes:
        if path in self._home.folders():
            found = paramiko.SFTPAttributes()
            found.st_mode = stat.S_IFDIR | 0o755
            found.st_size = 0
        else:
            found = _file_attributes(self._home.file(path))
        return found

    def stat(self, path: str) -> Any:
        return self._coded(lambda: self._attributes(clean(path)))

    def lstat(self, path: str) -> Any:
        return self.stat(path)

    def open(self, path: str, flags: int, attr: paramiko.SFTPAttributes) -> Any:
        def work() -> paramiko.SFTPHandle:
            self._home.allow(clean(path))
            if flags & 3:  # anything but reading
                raise Forbidden
            file = self._home.file(clean(path))
            if file.forbidden:
                raise Forbidden
            drop = self._faults.take("sftp", ["sftp_drop"]) is not None
            handle = _Handle(self._home, file, self._transport if drop else None)
            handle.pause = lambda: self._stopping.wait(self._home.account.sftp_delay)
            return handle

        return self._coded(work)

    def remove(self, path: str) -> Any:
        def work() -> int:
            self._home.allow(clean(path), writing=True)
            self._home.remove(clean(path))
            return SFTP_OK

        return self._coded(work)

    def mkdir(self, path: str, attr: paramiko.SFTPAttributes) -> Any:
        def work() -> int:
            self._home.allow(clean(path), writing=True)
            self._home.make_folder(clean(path))
            return SFTP_OK

        return self._coded(work)

    def rename(self, oldpath: str, newpath: str) -> Any:
        return self._rename(oldpath, newpath, replace=False)

    def posix_rename(self, oldpath: str, newpath: str) -> Any:
        return self._rename(oldpath, newpath, replace=True)

    def _rename(self, oldpath: str, newpath: str, replace: bool) -> Any:
        def work() -> int:
            old, new = clean(oldpath), clean(newpath)
            self._home.allow(old, new, writing=True)
            self._home.rename(old, new, replace)
            return SFTP_OK

        return self._coded(work)


class _Entry:
    """What a folder lists: paramiko's attributes would write UTF-8 names only."""

    def __init__(self, attributes: paramiko.SFTPAttributes, name: bytes) -> None:
        self._attributes = attributes
        self.filename = name

    def _pack(self, message: paramiko.Message) -> None:
        self._attributes._pack(message)  # type: ignore[attr-defined]

    def asbytes(self) -> bytes:
        """Return the line that ``ls -l`` would show of it, without a date."""
        found = self._attributes
        return f"{found.st_mode or 0:o} {found.st_size or 0} ".encode() + self.filename


def _file_attributes(file: StoredFile) -> paramiko.SFTPAttributes:
    found = paramiko.SFTPAttributes()
    found.st_mode = stat.S_IFREG | 0o644
    found.st_size = len(file.visible_content)
    found.st_mtime = int(file.modified_wall)
    found.st_atime = int(file.modified_wall)
    return found


class _Handle(paramiko.SFTPHandle):
    """A file being read: what it held when it was opened."""

    def __init__(
        self, home: Home, file: StoredFile, drop: paramiko.Transport | None
    ) -> None:
        super().__init__()
        self._home = home
        self._file = file
        self._content = file.visible_content
        self._drop = drop
        self._end = 0
        self.pause: Callable[[], object] = lambda: None

    def stat(self) -> Any:
        return _file_attributes(self._file)

    def read(self, offset: int, length: int) -> Any:
        self.pause()
        limit = len(self._content)
        if self._drop is not None:
            limit //= 2
            if offset >= limit:
                self._drop.close()
                return SFTP_FAILURE
        data = self._content[offset : min(offset + length, limit)]
        self._end = max(self._end, offset + len(data))
        return data if data else SFTP_EOF

    def close(self) -> None:
        whole = self._end >= len(self._content) and self._drop is None
        if self._end:
            self._home.was_read(self._file, whole and self._file.shown is None)
        super().close()
