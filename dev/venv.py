# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The virtual environments with everything Odoo, the addon and the tests import."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from . import apt, postgres, process, stamps
from .locking import FileLock
from .paths import REPOSITORY
from .report import Failure, Progress, say

_REQUIREMENTS = REPOSITORY / "requirements"
_PATH_FILE = "laredoute_odoo.pth"


@dataclass(frozen=True)
class Kind:
    """One of the environments.

    :ivar name: how the names of its folders begin
    :ivar files: the requirements in the order of their installation
    """

    name: str
    files: tuple[str, ...]


#: what everything here works with
USUAL = Kind("venv", ("bootstrap.txt", "dev.txt"))
#: the oldest that sellers have, see requirements/oldest.in
OLDEST = Kind("oldest", ("bootstrap.txt", "oldest.txt"))


def ensure(cache: Path, odoo_root: Path, kind: Kind = USUAL) -> Path:
    """Return the Python of a virtual environment, making it if needed.

    The folder's name holds a digest of the pinned requirements: a change of
    the pins makes another environment, and whoever runs keeps its own.

    :param odoo_root: the folder that holds the ``odoo`` package
    :raises Failure: when packages cannot be fetched
    """
    key = stamps.digest(
        [sys.base_prefix, sys.version]
        + [(_REQUIREMENTS / name).read_bytes() for name in kind.files]
    )
    short = f"{sys.version_info[0]}.{sys.version_info[1]}"
    prefix = f"{kind.name}-{short}-"
    folder = cache / f"{prefix}{key[:6]}"
    python = folder / "bin" / "python"
    if not (stamps.is_finished(folder, key) and python.exists()):
        say(f"Making the Python environment {folder.name}")
        shutil.rmtree(folder, ignore_errors=True)
        _create(folder, cache)
        _install(python, cache, kind)
        stamps.finish(folder, key)
        shutil.rmtree(cache / "pip", ignore_errors=True)
        _remove_older(cache, prefix, folder)
    _point_to(odoo_root, folder, short)
    return python


def _create(folder: Path, cache: Path) -> None:
    """Make the environment with pip in it, where need be with Debian's wheel.

    A bare Debian splits ``ensurepip`` into a package of its own.
    """
    command = [sys.executable, "-m", "venv"]
    made = subprocess.run([*command, str(folder)], capture_output=True, check=False)
    if made.returncode == 0:
        return
    shutil.rmtree(folder, ignore_errors=True)
    process.run([*command, "--without-pip", folder])
    wheel = _pip_wheel(cache)
    target: list[process.Argument]
    target = ["install", "--no-index", "--no-deps", "--quiet", wheel]
    # A wheel of pip can be run as a folder of modules: it installs itself.
    process.run([folder / "bin" / "python", wheel / "pip", *target])


def _pip_wheel(cache: Path) -> Path:
    """Return a wheel of pip taken from Debian's package of wheels."""
    if not apt.available():
        raise Failure(
            "This Python has neither ensurepip nor pip.",
            "install the venv package of your system (python3-venv).",
        )
    say("No ensurepip here: taking pip from Debian's package python3-pip-whl")
    folder = cache / "pip-wheel"
    folder.mkdir(exist_ok=True)
    wheels = list(folder.glob("tree/usr/share/python-wheels/pip-*.whl"))
    if not wheels:
        private = apt.PrivateApt(cache / "apt-pip")
        private.update({"bookworm"})
        package = apt.Package("python3-pip-whl", "bookworm", "", "")
        version, sha256 = private.select(package)
        for path in private.download([(package.name, version)], folder):
            apt.verify(path, sha256)
            process.run(["dpkg-deb", "-x", path, folder / "tree"])
        shutil.rmtree(cache / "apt-pip")
        wheels = list(folder.glob("tree/usr/share/python-wheels/pip-*.whl"))
    return wheels[0]


def pip_install(python: Path, cache: Path) -> list[process.Argument]:
    """Return the command that installs what is pinned with its checksums.

    :param python: whose pip it is
    :param cache: the cache folder
    """
    pip: list[process.Argument]
    pip = [python, "-m", "pip", "--disable-pip-version-check", "--retries", "8"]
    pip += ["--cache-dir", cache / "pip", "install", "--no-deps", "--require-hashes"]
    return [
        *pip,
        "--progress-bar",
        "off",
        "--no-build-isolation",
        "--no-warn-script-location",
    ]


def _install(python: Path, cache: Path, kind: Kind) -> None:
    # The second half of the work is unpacking, which pip does in silence.
    pip = pip_install(python, cache)
    env = {**os.environ, "PYTHONNOUSERSITE": "1"}
    pins = (_REQUIREMENTS / kind.files[-1]).read_text(encoding="utf-8")
    total = len(re.findall(r"^\w\S*==", pins, re.MULTILINE))
    progress = Progress("fetching packages")
    try:
        for name in kind.files:
            count = 0
            for line in process.lines([*pip, "-r", _REQUIREMENTS / name], env=env):
                count += line.startswith("Collecting ")
                progress.show(count, total * 1.1)
    except Failure as error:
        raise Failure(
            f"The Python packages could not be installed: {error.what}",
            "check the network, then run again: what was fetched is kept.",
        ) from error
    progress.done()


def _point_to(odoo_root: Path, folder: Path, short: str) -> None:
    """Make ``import odoo`` work, by one line in a path file."""
    path = folder / "lib" / f"python{short}" / "site-packages" / _PATH_FILE
    text = f"{odoo_root}\n"
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8")


def _remove_older(cache: Path, prefix: str, keep: Path) -> None:
    users = FileLock(postgres.users_lock(cache))
    if not users.acquire(wait=False):
        return  # A running demo may be using one of them.
    users.release()
    for folder in cache.glob(f"{prefix}*"):
        if folder != keep:
            say(f"Removing the outdated environment {folder.name}")
            shutil.rmtree(folder, ignore_errors=True)
