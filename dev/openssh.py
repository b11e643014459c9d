# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""OpenSSH's server for the tests: the machine's own, or Debian's in the cache."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from . import apt, process, stamps
from .locking import exclusive
from .report import Failure, say

_PACKAGES = ("openssh-server", "openssh-client", "openssh-sftp-server")
#: where servers are, which is not on everybody's path
_SERVERS = "/usr/sbin:/usr/local/sbin"


@dataclass(frozen=True)
class OpenSsh:
    """The programs of OpenSSH.

    :ivar root: the folder that they were unpacked in; None for the machine's own
    """

    sshd: Path
    keygen: Path
    root: Path | None = None

    def variables(self) -> dict[str, str]:
        """Return the environment that the server needs to find its libraries."""
        if self.root is None:
            return {}
        folders = sorted({str(path.parent) for path in self.root.rglob("lib*.so*")})
        return {"LD_LIBRARY_PATH": ":".join(folders)}

    def options(self) -> list[str]:
        """Return the lines of its configuration that name its helpers.

        Since version 9.8 the server is several programs.
        """
        folder = (self.root or Path("/nowhere")) / "usr/lib/openssh"
        helpers = {"SshdSessionPath": "sshd-session", "SshdAuthPath": "sshd-auth"}
        return [
            f"{option} {folder / name}"
            for option, name in helpers.items()
            if (folder / name).exists()
        ]


def installed() -> OpenSsh | None:
    """Return the programs that the machine has, None where one is missing."""
    path = f"{os.environ.get('PATH', os.defpath)}:{_SERVERS}"
    sshd, keygen = shutil.which("sshd", path=path), shutil.which("ssh-keygen")
    return OpenSsh(Path(sshd), Path(keygen)) if sshd and keygen else None


def unpacked(root: Path) -> OpenSsh:
    """Return the programs in a folder that Debian's packages were unpacked in.

    :raises Failure: when they are not there
    """
    sshd, keygen = root / "usr/sbin/sshd", root / "usr/bin/ssh-keygen"
    # one that the machine has in the very same version is not fetched
    found = keygen if keygen.exists() else shutil.which("ssh-keygen")
    if not sshd.exists() or not found:
        raise Failure(f"There is no OpenSSH in {root}.", "remove it, and run again.")
    return OpenSsh(sshd, Path(found), root)


def ensure(cache: Path) -> OpenSsh | None:
    """Return the programs, fetching them from Debian when the machine has none.

    :param cache: the cache folder, which exists
    :returns: None where they are missing and there is no apt to fetch them
    :raises Failure: when apt is there and cannot fetch them
    """
    found = installed()
    if found:
        return found
    final, key = cache / "openssh", apt.codename()
    with exclusive(cache / "openssh.lock", "fetching OpenSSH"):
        if not stamps.is_finished(final, key):
            if not apt.available():
                return None
            _fetch(cache, final, key)
    return unpacked(final)


def _fetch(cache: Path, final: Path, key: str) -> None:
    say("Fetching OpenSSH's server from Debian (about 2 MB)")
    part = cache / "openssh.part"
    shutil.rmtree(part, ignore_errors=True)
    files, tree = part / "files", part / "tree"
    for folder in (files, tree):
        folder.mkdir(parents=True)
    private = apt.PrivateApt(part / "apt")
    private.update({key})
    for path in private.download(private.lacking(_PACKAGES, key), files):
        process.run(["dpkg-deb", "-x", path, tree])
    unpacked(tree)
    stamps.finish(tree, key)
    shutil.rmtree(final, ignore_errors=True)
    tree.rename(final)
    shutil.rmtree(part, ignore_errors=True)
