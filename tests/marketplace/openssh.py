# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A real OpenSSH server over a folder, for tests."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from dev import openssh, paths, process

#: who serves when we are root: as root, the server needs a folder and a user of the
#: machine's; Debian has this one everywhere, and its account is not locked
_NOT_ROOT = "daemon"
_NONE = (
    "no OpenSSH server here, and no apt with a Debian mirror to fetch one: "
    "install openssh-server to run these tests"
)


class OpenSshTools:
    """OpenSSH's programs and the keys they made, in one folder.

    :ivar user: who serves, and is logged in
    """

    def __init__(self, programs: openssh.OpenSsh, folder: Path) -> None:
        self.folder = folder
        self.user = pwd.getpwnam(_NOT_ROOT) if not os.geteuid() else _ourselves()
        if programs.root and os.geteuid() == 0:
            # the cache may lie in root's home, which nobody else may enter
            shutil.copytree(programs.root, folder / "openssh", symlinks=True)
            programs = openssh.unpacked(folder / "openssh")
        self.programs = programs

    def key(self, name: str, *options: str, passphrase: str = "") -> Path:
        """Return a private key of this name, made once; ``.pub`` is beside it.

        :param options: of ssh-keygen, such as ``-t ed25519``
        """
        path = self.folder / name
        if not path.exists():
            make = ["-q", "-N", passphrase, "-C", f"the key {name}", "-f", str(path)]
            self.keygen(*options, *make)
            self.give(path)
        return path

    def keygen(self, *arguments: str) -> str:
        """Run ssh-keygen and return what it printed."""
        done = subprocess.run(
            [self.programs.keygen, *arguments],
            env={**os.environ, **self.programs.variables()},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=True,
            text=True,
        )
        return done.stdout

    def fingerprint(self, key: Path) -> str:
        """Return what OpenSSH shows of a key: ``SHA256:…``."""
        return self.keygen("-l", "-f", f"{key}.pub").split()[1]

    def give(self, path: Path) -> None:
        """Make a file or folder the server's."""
        os.chown(path, self.user.pw_uid, self.user.pw_gid)


def _ourselves() -> pwd.struct_passwd:
    try:
        return pwd.getpwuid(os.geteuid())
    except KeyError:
        pytest.skip("OpenSSH logs in users of this machine only, and we are none")


@contextmanager
def open_tools() -> Iterator[OpenSshTools]:
    """Find or fetch OpenSSH; skip the test where there is no way to have it."""
    programs = openssh.ensure(paths.ready_cache())
    if programs is None:
        pytest.skip(_NONE)
    with tempfile.TemporaryDirectory(prefix="openssh-") as name:
        # not pytest's folder: who serves may not enter it when we are root
        Path(name).chmod(0o755)
        yield OpenSshTools(programs, Path(name))


def public_text(key: Path) -> str:
    """Return the public half of a key as ``type base64``."""
    return " ".join(Path(f"{key}.pub").read_text().split()[:2])


class OpenSshHost:
    """The server: a process of OpenSSH for each connection, as inetd would start it.

    So the port is ours, and each process is ended by its own id.

    :param host_keys: private keys that it shows, the first one pinned by its users
    :param files: the program that gives files; empty for none
    """

    def __init__(
        self,
        tools: OpenSshTools,
        host_keys: Sequence[Path] = (),
        *,
        login_key: Path | None = None,
        files: str = "internal-sftp",
    ) -> None:
        self._tools = tools
        self._own = Path(tempfile.mkdtemp(dir=tools.folder))
        self._own.chmod(0o755)
        self.folder = self._own / "server"
        for folder in (self.folder, self.folder / "reports"):
            folder.mkdir()
            tools.give(folder)
        keys = host_keys or [tools.key("host", "-t", "ed25519")]
        login = login_key or tools.key("login", "-t", "ed25519")
        shutil.copy(f"{login}.pub", self._own / "authorized")
        self.host_key = public_text(keys[0])
        self.user, self.password = tools.user.pw_name, ""
        self.private_key = login.read_text()
        self._config = self._configure(keys, files)
        self._children: list[subprocess.Popen[bytes]] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _configure(self, keys: Sequence[Path], files: str) -> Path:
        lines = [
            *(f"HostKey {key}" for key in keys),
            *self._tools.programs.options(),
            f"AuthorizedKeysFile {self._own / 'authorized'}",
            "AuthenticationMethods publickey",
            "PidFile none",
            "StrictModes no",
            "UsePAM no",
            "UseDNS no",
        ]
        if files:
            lines.append(f"Subsystem sftp {files} -d {self.folder}")
        path = self._own / "config"
        path.write_text("\n".join([*lines, ""]))
        return path

    def __enter__(self) -> OpenSshHost:
        # what tests put into the folder is the server's to change
        self._umask = os.umask(0)
        return self

    def __exit__(self, *exc_info: object) -> None:
        os.umask(self._umask)
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(5)
        for child in self._children:
            process.end(child)
        for folder, _folders, _files in os.walk(self.folder):
            # a test may have forbidden to write there
            Path(folder).chmod(0o755)
        shutil.rmtree(self._own)

    def _run(self) -> None:
        tools = self._tools
        command: list[process.Argument]
        command = [tools.programs.sshd, "-i", "-e", "-f", self._config]
        owner = {"user": tools.user.pw_uid, "group": tools.user.pw_gid}
        env = {**os.environ, **tools.programs.variables()}
        with (self._own / "log").open("ab") as log:
            while True:
                try:
                    connection, _address = self._listener.accept()
                except OSError:
                    return
                streams = {"stdin": connection, "stdout": connection, "stderr": log}
                if os.geteuid() == 0:
                    streams |= {**owner, "extra_groups": []}
                with connection:
                    self._children.append(process.start(command, env=env, **streams))

    def log(self) -> str:
        """Return what the server has to say."""
        return (self._own / "log").read_text(errors="replace")

    @property
    def connections(self) -> int:
        """How many there were."""
        return len(self._children)

    def all_closed(self) -> bool:
        """Whether no connection is left open, after a while."""
        try:
            return all(child.wait(5) is not None for child in self._children)
        except subprocess.TimeoutExpired:
            return False
