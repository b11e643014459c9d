# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Files over SFTP; every connection, channel and file is closed on every path."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import paramiko

from ..errors import RetryLater, UnreadableData, WrongSettings
from .sftp_connection import SftpAccess, open_sftp
from .sftp_errors import translated
from .sftp_listing import FileStat, LenientClient, regular_files
from .ssh_keys import key_fingerprint

_SERVICE = "reports"
_BLOCK = 64 * 1024
#: largest file that is taken
FILE_LIMIT = 256 * 1024 * 1024
#: names tried for a file in the archive before giving up
_ARCHIVE_NAMES = 1000
#: what a server answers when the archive is at fault: the file itself is there
_NOT_MOVED = ("sftp_failure", "file_gone")


class SftpClient:
    """One connection to one pinned server; opened by the first use.

    :raises WrongSettings: when no readable host key is pinned (codes
        ``host_key_missing``, ``host_key_unreadable``), or no host given
    """

    def __init__(self, access: SftpAccess) -> None:
        if not access.host:
            raise WrongSettings(
                "no SFTP host", code="sftp_host_missing", service=_SERVICE
            )
        key_fingerprint(access.host_key)
        self._access = access
        self._transport: paramiko.Transport | None = None
        self._sftp: LenientClient | None = None

    def close(self) -> None:
        """Close the connection; may be called twice."""
        transport, self._transport, self._sftp = self._transport, None, None
        if transport:
            transport.close()

    def list_files(self, folder: str) -> list[FileStat]:
        """Return the regular files of a folder.

        :raises WrongSettings: code ``folder_missing`` when there is no such folder
        """
        with self._session() as sftp:
            try:
                return list(regular_files(sftp, folder))
            except FileNotFoundError:
                raise WrongSettings(
                    "the folder of reports does not exist",
                    code="folder_missing",
                    service=_SERVICE,
                ) from None

    def download(self, remote: str, size: int, path: Path) -> None:
        """Bring one file to ``path``, whole.

        :param size: the size it had when it was listed, in bytes
        :raises RetryLater: when its size changed or the connection dropped;
            nothing is left at ``path`` then
        :raises UnreadableData: code ``file_too_large``
        """
        if size > FILE_LIMIT:
            raise UnreadableData(
                "file too large", code="file_too_large", service=_SERVICE
            )
        partial = path.with_name(path.name + ".part")
        try:
            with self._session() as sftp:
                _expect_size(sftp, remote, size)
                received = _copy(sftp, remote, size, partial)
                _expect_size(sftp, remote, size)
            if received != size:
                raise _changed()
            os.replace(partial, path)
        finally:
            partial.unlink(missing_ok=True)

    def archive(self, remote: str, folder: str) -> None:
        """Move one file into a folder, made when it is missing.

        Harmless when the file is already gone. A file of that name that is in the
        archive already stays; the new one gets another name.

        :raises AccessRefused: when the server forbids it
        :raises RetryLater: code ``archive_unusable`` when the folder is none, or on
            another file system, of which servers say no more than that they fail
        """
        try:
            self._move(remote, folder)
        except RetryLater as error:
            if error.code not in _NOT_MOVED:
                raise
            raise RetryLater(
                "the file cannot be moved", code="archive_unusable", service=_SERVICE
            ) from None

    def _move(self, remote: str, folder: str) -> None:
        with self._session() as sftp:
            if not _exists(sftp, remote):
                return
            if not _exists(sftp, folder):
                sftp.mkdir(folder)
            name = posixpath.basename(remote)
            for target in _archive_names(folder, name):
                if not _exists(sftp, target):
                    _rename(sftp, remote, target)
                    return
        raise RetryLater(
            "no free name in the archive", code="archive_full", service=_SERVICE
        )

    @contextmanager
    def _session(self) -> Iterator[paramiko.SFTPClient]:
        try:
            with translated():
                sftp = self._sftp
                if sftp is None or sftp.is_closed:
                    sftp = self._connect()
                try:
                    yield sftp
                except OSError:
                    if sftp.is_closed:
                        # the library says it as it does what one file meets
                        raise EOFError from None
                    raise
        except RetryLater:
            # the next use begins with a connection of its own
            self.close()
            raise

    def _connect(self) -> LenientClient:
        self.close()
        self._transport, self._sftp = open_sftp(self._access)
        return self._sftp


# ----------------------------------------------------------------------- files
def _exists(sftp: paramiko.SFTPClient, path: str) -> bool:
    try:
        sftp.stat(path)
    except FileNotFoundError:
        return False
    return True


def _rename(sftp: paramiko.SFTPClient, remote: str, target: str) -> None:
    try:
        sftp.rename(remote, target)
    except FileNotFoundError:
        if _exists(sftp, remote):
            raise
        # another run archived it between our look and our move


def _changed() -> RetryLater:
    return RetryLater(
        "the file is still being written", code="file_changed", service=_SERVICE
    )


def _expect_size(sftp: paramiko.SFTPClient, remote: str, size: int) -> None:
    if sftp.stat(remote).st_size != size:
        raise _changed()


def _copy(sftp: paramiko.SFTPClient, remote: str, size: int, path: Path) -> int:
    received = 0
    with sftp.open(remote, "rb") as source, path.open("wb") as target:
        source.prefetch(size)
        while received <= size:
            block = source.read(_BLOCK)
            target.write(block)
            received += len(block)
            if len(block) < _BLOCK:
                # the end: once one was met, the library would wait for more
                # answers than the server owes it
                break
    return received


def _archive_names(folder: str, name: str) -> Iterator[str]:
    stem, extension = posixpath.splitext(name)
    yield posixpath.join(folder, name)
    for number in range(2, _ARCHIVE_NAMES):
        yield posixpath.join(folder, f"{stem}~{number}{extension}")
