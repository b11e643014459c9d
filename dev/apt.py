# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Fetch Debian packages into the cache, without installing them or being root."""

from __future__ import annotations

import contextlib
import json
import os
import platform
import re
import shutil
import subprocess
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from . import process, stamps
from .apt_sources import debian_mirror, read_folder
from .report import Failure, Progress, say

LOCK_FILE = Path(__file__).with_name("odoo.lock.json")
_URI = re.compile(r"^'[^']+' (?P<file>\S+) (?P<size>\d+)")


@dataclass(frozen=True)
class Package:
    """A package of the lock file.

    :ivar suite: the Debian suite it is taken from
    :ivar version: the expected version; empty where any will do
    :ivar sha256: of the ``.deb`` of exactly ``version``, in hexadecimal
    """

    name: str
    suite: str
    version: str
    sha256: str


def locked_packages(path: Path = LOCK_FILE) -> list[Package]:
    """Read the lock file."""
    content = json.loads(path.read_text(encoding="utf-8"))
    return [Package(**entry) for entry in content["packages"]]


def available() -> bool:
    """Return whether this machine has apt and a Debian mirror configured for it."""
    return bool(
        shutil.which("apt-get")
        and shutil.which("dpkg-deb")
        and debian_mirror(read_folder(Path("/etc/apt")), codename())
    )


def codename() -> str:
    """Return the running release, such as ``bookworm``; empty where it has no name."""
    try:
        return platform.freedesktop_os_release().get("VERSION_CODENAME", "")
    except OSError:
        return ""


class PrivateApt:
    """apt with lists, sources and cache in a folder of ours.

    :param folder: made where it does not exist
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._options = [
            "-oDir::Etc::sourcelist=/dev/null",
            f"-oDir::Etc::sourceparts={folder / 'sources'}",
            f"-oDir::State::lists={folder / 'lists'}",
            f"-oDir::Cache={folder / 'cache'}",
            "-oAcquire::Languages=none",
            "-oAcquire::Retries=3",
        ]
        if os.geteuid() == 0:
            # apt's own user could not read a cache in root's home.
            self._options.append("-oAPT::Sandbox::User=root")
        else:
            self._options.append("-oDebug::NoLocking=1")

    def update(self, suites: set[str]) -> None:
        """Fetch the signed index of each suite from the configured mirror.

        :raises Failure: when no mirror is configured or it does not answer
        """
        mirror = debian_mirror(read_folder(Path("/etc/apt")), codename())
        if mirror is None:
            raise Failure(
                "apt is configured for no Debian mirror.",
                "name an Odoo 19 of yours with LAREDOUTE_ODOO=/path.",
            )
        for name in ("sources", "lists/partial", "cache/archives/partial"):
            (self._folder / name).mkdir(parents=True, exist_ok=True)
        text = "".join(mirror.line_for(suite) + "\n" for suite in sorted(suites))
        (self._folder / "sources" / "debian.list").write_text(text, encoding="utf-8")
        try:
            printed = process.run(["apt-get", *self._options, "update"])
        except Failure as error:
            raise Failure(
                f"The Debian package index could not be fetched: {error.what}",
                "check the network and the mirror in /etc/apt, then run again.",
            ) from error
        if any(line.startswith(("E:", "Err:")) for line in printed):
            raise Failure(
                "The Debian package index is incomplete:\n    "
                + "\n    ".join(line for line in printed if line[:1] in "EW"),
                "check the network and the mirror in /etc/apt, then run again.",
            )

    def select(self, package: Package) -> tuple[str, str]:
        """Return version and SHA-256 to fetch: the locked one where it still is.

        :returns: another version of the same series with the checksum of apt's
            signed index, where the suite has moved on
        :raises Failure: when the suite has no such package, or the locked
            version under another checksum
        """
        show = ["apt-cache", *self._options, "--no-all-versions", "show"]
        printed = process.run([*show, f"{package.name}/{package.suite}"])
        return select_version(package, "\n".join(printed))

    def lacking(self, names: Sequence[str], suite: str) -> list[tuple[str, str]]:
        """Return what this machine lacks to run packages, themselves included.

        :param suite: the suite to take them from, the running release's own
        :returns: names and versions, as :meth:`download` takes them
        :raises Failure: when apt finds no way to install them
        """
        install = ["apt-get", *self._options, "install", "-qq", "--yes"]
        # What is here may be newer, of the security suite, and stays as it is.
        install += ["--allow-downgrades", "--no-install-recommends", "--print-uris"]
        printed = process.run([*install, *(f"{name}/{suite}" for name in names)])
        return [
            name_and_version(match["file"])
            for line in printed
            if (match := _URI.match(line))
        ]

    def download(self, wanted: list[tuple[str, str]], target: Path) -> list[Path]:
        """Fetch packages into ``target``, showing the percentage.

        :param wanted: names and versions
        :returns: the files, in no particular order
        """
        names = [f"{name}={version}" for name, version in wanted]
        command = ["apt-get", *self._options, "download", *names]
        uris = [
            match
            for line in process.run([*command, "--print-uris"])
            if (match := _URI.match(line))
        ]
        total = sum(int(match["size"]) for match in uris)
        with _watched(target, total):
            done = subprocess.run(command, cwd=target, check=False, capture_output=True)
        if done.returncode:
            detail = done.stderr.decode("utf-8", "replace").strip()
            raise Failure(
                f"Debian packages could not be downloaded:\n    {detail}",
                "check the network, then run again: finished parts are kept.",
            )
        return list(target.glob("*.deb"))


@contextlib.contextmanager
def _watched(target: Path, total: int) -> Iterator[None]:
    """Show how much of ``total`` bytes has arrived in ``target``."""
    progress = Progress(f"downloading {total / 1e6:.0f} MB")
    stop = threading.Event()

    def watch() -> None:
        while not stop.wait(0.5):
            # A file may be renamed between the listing and the question.
            with contextlib.suppress(FileNotFoundError):
                files = [path for path in target.glob("*") if path.is_file()]
                progress.show(sum(path.stat().st_size for path in files), total)

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        stop.set()
        watcher.join()
    progress.done()


def name_and_version(file: str) -> tuple[str, str]:
    """Return what the name of a package's file says.

    >>> name_and_version("openssh-client_1%3a9.2p1-2+deb12u10_amd64.deb")
    ('openssh-client', '1:9.2p1-2+deb12u10')
    """
    name, version = unquote(file).split("_")[:2]
    return name, version


def select_version(package: Package, record: str) -> tuple[str, str]:
    """Select from apt's record of a package; see :meth:`PrivateApt.select`."""
    fields = dict(re.findall(r"^(Version|SHA256): (\S+)$", record, re.MULTILINE))
    if len(fields) < 2:
        raise Failure(
            f"The suite {package.suite} has no package {package.name}.",
            "name an Odoo 19 of yours with LAREDOUTE_ODOO=/path.",
        )
    version, sha256 = fields["Version"], fields["SHA256"]
    if version == package.version and sha256 != package.sha256:
        raise Failure(
            f"{package.name} {version} has the checksum {sha256}, "
            f"{package.sha256} was expected.",
            "do not use this mirror; compare dev/odoo.lock.json with another one.",
        )
    if package.version not in ("", version):
        say(f"{package.name}: the suite now has {version}, not {package.version}")
    return version, sha256


def verify(path: Path, sha256: str) -> None:
    """Refuse a downloaded file that is not the expected one, and remove it.

    :raises Failure: naming both checksums
    """
    found = stamps.file_sha256(path)
    if found != sha256:
        path.unlink()
        raise Failure(
            f"{path.name} has the checksum {found}, {sha256} was expected.",
            "run again; when it happens twice, use another mirror.",
        )
