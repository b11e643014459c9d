# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What a folder of an SFTP server holds, whatever its names are made of."""

from __future__ import annotations

import posixpath
import stat
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any

import paramiko
from paramiko.sftp import CMD_NAME, CMD_READDIR

#: code of a file whose name cannot be used
NAME_UNREADABLE = "name_unreadable"
#: longest name of a file, in characters; more is no name of a file system's
NAME_LENGTH = 255
# control characters, and the bytes that are no UTF-8
_UNREADABLE = ("Cc", "Cs")


@dataclass(frozen=True)
class FileStat:
    """A regular file of a folder; ``modified_at`` is UTC.

    :ivar trouble: code of why the file cannot be fetched, empty when it can; its name
        and path are for people then
    """

    path: str
    name: str
    size: int
    modified_at: datetime
    trouble: str = ""


class LenientClient(paramiko.SFTPClient):
    """Lists also what has a name that is not UTF-8: one such file would hide all."""

    @property
    def is_closed(self) -> bool:
        """Whether the line or its other end is gone, as far as is known here."""
        channel = self.get_channel()
        return channel is None or channel.closed

    def _request(self, t: int, *args: Any) -> tuple[int, Any]:
        kind, message = super()._request(t, *args)  # type: ignore[misc]
        if t == CMD_READDIR and kind == CMD_NAME:
            message = _Names(message.get_remainder())
        return kind, message


class _Names(paramiko.Message):
    def get_text(self) -> str:
        return self.get_string().decode("utf-8", "surrogateescape")


def regular_files(sftp: paramiko.SFTPClient, folder: str) -> Iterator[FileStat]:
    """Yield the regular files of a folder.

    :raises OSError: as the library does
    """
    for entry in sftp.listdir_attr(folder):
        if stat.S_ISREG(entry.st_mode or 0) and "/" not in entry.filename:
            yield _file_stat(folder, entry)


def _file_stat(folder: str, entry: paramiko.SFTPAttributes) -> FileStat:
    name = "".join(map(_shown, entry.filename))[:NAME_LENGTH]
    return FileStat(
        path=posixpath.join(folder, name),
        name=name,
        size=entry.st_size or 0,
        modified_at=_moment(entry.st_mtime or 0),
        trouble="" if name == entry.filename else NAME_UNREADABLE,
    )


def _shown(character: str) -> str:
    if unicodedata.category(character) not in _UNREADABLE:
        return character
    byte = character.encode("utf-8", "surrogateescape")
    return "".join(f"\\x{each:02x}" for each in byte)


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, timezone.utc)
