# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""An account's SFTP home: ``/``, ``/reports`` and ``/reports/archive``, nothing else.

Files live in the platform's state, so there is no path out of a home."""

from __future__ import annotations

import posixpath
from datetime import timedelta

from .account import Account
from .clock import name_second, wall_now
from .faults import FaultBox
from .records import StoredFile
from .reports import ARCHIVE, FOLDER
from .world import World


class Missing(Exception):
    """No such file or folder."""


class Forbidden(Exception):
    """The account may not do this."""


def clean(path: str) -> str:
    """Return a path from the home's root, whatever dots it holds."""
    return posixpath.normpath("/" + path).replace("//", "/")


class Home:
    """What one account may see and do."""

    def __init__(self, world: World, faults: FaultBox, account: Account) -> None:
        self._world = world
        self._faults = faults
        self.account = account
        self._made = set(self._world.setting(self._made_name, []))

    @property
    def _made_name(self) -> str:
        return f"folders {self.account.vendor_id}"

    def folders(self) -> set[str]:
        return {"/", FOLDER, *self._made, *self._standard()}

    def _standard(self) -> set[str]:
        # A locked account was never given an archive of its own.
        return set() if self.account.sftp_lock in ("archive", "all") else {ARCHIVE}

    def allow(self, *paths: str, writing: bool = False) -> None:
        """Refuse what the account is locked out of.

        :param writing: whether something would change
        :raises Forbidden: by a fault or by the account's lock
        """
        lock = self.account.sftp_lock
        in_archive = any(path.startswith(ARCHIVE) for path in paths)
        if lock == "all" or (lock == "archive" and in_archive):
            raise Forbidden
        if lock == "read_only" and writing:
            raise Forbidden
        if self._faults.take("sftp", ["sftp_permission"]):
            raise Forbidden

    def names(self, folder: str) -> list[str]:
        """Return the paths that stand directly in a folder.

        :raises Missing: there is no such folder
        """
        if folder not in self.folders():
            raise Missing
        paths = [file.path for file in self._files()] + sorted(self.folders())
        return [p for p in paths if p != "/" and posixpath.dirname(p) == folder]

    def _files(self) -> list[StoredFile]:
        vendor_id = self.account.vendor_id
        with self._world.lock:
            return [file for file in self._world.files if file.vendor_id == vendor_id]

    def file(self, path: str) -> StoredFile:
        """Return a file.

        :raises Missing: there is none
        """
        found = self._world.files.get(f"{self.account.vendor_id}:{path}")
        if found is None:
            raise Missing
        return found

    def remove(self, path: str) -> None:
        with self._world.change():
            self.file(path)
            self._world.files.delete(f"{self.account.vendor_id}:{path}")

    def make_folder(self, path: str) -> None:
        """Make a folder below ``/reports``.

        :raises Forbidden: elsewhere, or it is there already
        """
        if not path.startswith(f"{FOLDER}/") or path in self.folders():
            raise Forbidden
        with self._world.change():
            self._made.add(path)
            self._world.set_setting(self._made_name, sorted(self._made))

    def rename(self, old: str, new: str, replace: bool) -> None:
        """Move a file.

        :raises Missing: no such file or no such folder to go to
        :raises Forbidden: a file is in the way and ``replace`` is false
        """
        with self._world.change():
            file = self.file(old)
            if posixpath.dirname(new) not in self.folders():
                raise Missing
            taken = self._world.files.get(f"{file.vendor_id}:{new}") is not None
            if taken and not replace:
                raise Forbidden
            self._world.files.delete(f"{file.vendor_id}:{old}")
            moved = StoredFile(file.vendor_id, new, file.content, file.modified_wall)
            moved.forbidden, moved.latin = file.forbidden, file.latin
            self._world.files.put(moved)
            if new.startswith(ARCHIVE) and self._faults.take(
                "sftp", ["same_report_twice"]
            ):
                self._write_again(file)

    def _write_again(self, file: StoredFile) -> None:
        """The same report once more, under its own name and under another one."""
        stem = file.path.rsplit(".", 2)[0]
        later = wall_now() + timedelta(seconds=1).total_seconds()
        other = f"{stem}.{name_second(later)}.xml"
        if other == file.path:
            other = f"{stem}.{name_second(later + 1)}.xml"
        for path in (file.path, other):
            self._world.files.put(
                StoredFile(file.vendor_id, path, file.content, wall_now())
            )

    def was_read(self, file: StoredFile, whole: bool) -> None:
        """Note that a reader closed a file; one half written is whole from now on."""
        with self._world.change():
            kept = self._world.files.get(f"{file.vendor_id}:{file.path}")
            if whole:
                self._world.fetched[file.path] += 1
            if kept is file and file.shown is not None:
                file.shown = None
                file.modified_wall = wall_now()
            if kept is file:
                file.reads += 1
                self._world.files.put(file)
