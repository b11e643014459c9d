# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Get Odoo 19: one that is here already, Debian's package, or a clone."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

from . import apt, process, stamps
from .paths import require_room
from .report import Failure, Progress, say

SERIES = "19.0"
_CLONE_OF = "https://github.com/odoo/odoo"
#: Debian leaves this file out for its licence, the web client misses it.
_STUB = "mail/static/lib/selfie_segmentation/selfie_segmentation.js"
_NAMED = "LAREDOUTE_ODOO"


def series_of(root: Path) -> str:
    """Return the series, such as ``19.0``, of the ``odoo`` package below ``root``.

    :returns: an empty string where there is no Odoo
    """
    try:
        text = (root / "odoo" / "release.py").read_text(encoding="utf-8")
    except OSError:
        return ""
    match = re.search(r"^version_info = \('?([^,']+)'?, (\d+)", text, re.MULTILINE)
    return f"{match[1]}.{match[2]}" if match else ""


def named_root(named: str) -> Path:
    """Return the folder to put on Python's path for an Odoo named by its user.

    :param named: a checkout, or the folder that holds ``odoo``, or ``odoo``
    :raises Failure: when there is no Odoo of our series
    """
    path = Path(named).expanduser().absolute()
    for root in (path, path.parent, path / "usr/lib/python3/dist-packages"):
        found = series_of(root)
        if found == SERIES:
            return root
        if found:
            raise Failure(
                f"{_NAMED}={named} is Odoo {found}, {SERIES} is needed.",
                f"name another folder, or unset {_NAMED} to have it fetched.",
            )
    raise Failure(
        f"{_NAMED}={named} holds no Odoo (no odoo/release.py).",
        "name the folder of a checkout, or the one that holds the odoo package.",
    )


def ensure(cache: Path) -> Path:
    """Return the folder that holds the ``odoo`` package, fetching it if needed.

    :param cache: the cache folder, which exists
    :raises Failure: when Odoo can be had in no way
    """
    named = os.environ.get(_NAMED)
    if named:
        return named_root(named)
    if apt.available():
        return _from_debian(cache)
    if shutil.which("git"):
        return _from_clone(cache)
    raise Failure(
        "Odoo 19 cannot be fetched: neither apt with a Debian mirror nor git here.",
        f"install git, or name an Odoo 19 with {_NAMED}=/path.",
    )


def addons_folders(root: Path) -> tuple[Path, ...]:
    """Return Odoo's own addons folders: one in Debian's layout, two in a clone."""
    both = (root / "odoo" / "addons", root / "addons")
    return tuple(path for path in both if path.is_dir())


def _from_debian(cache: Path) -> Path:
    packages = apt.locked_packages()
    key = stamps.digest(f"{p.name} {p.version} {p.sha256}" for p in packages)
    # Not named "odoo": a folder of that name would pass for the package.
    final = cache / f"odoo-{SERIES}"
    root = final / "usr" / "lib" / "python3" / "dist-packages"
    if stamps.is_finished(final, key):
        return root
    require_room(cache)
    say("Fetching Odoo 19 from Debian (about 130 MB)")
    wanted = _download(cache, packages)
    say("Unpacking Odoo 19")
    part = _fresh_part(cache)
    progress = Progress("unpacking")
    for number, path in enumerate(wanted, 1):
        process.run(["dpkg-deb", "-x", path, part])
        progress.show(number, len(wanted))
    progress.done()
    _complete(part / root.relative_to(final))
    stamps.finish(part, key)
    shutil.rmtree(final, ignore_errors=True)
    part.rename(final)
    shutil.rmtree(cache / "downloads", ignore_errors=True)
    shutil.rmtree(cache / "apt", ignore_errors=True)
    return root


def _fresh_part(cache: Path) -> Path:
    """Return a name of our own: a killed run's tar may write on for a while."""
    for old in cache.glob(f"odoo-{SERIES}.part*"):
        shutil.rmtree(old, ignore_errors=True)
    return cache / f"odoo-{SERIES}.part{os.getpid()}"


def _download(cache: Path, packages: list[apt.Package]) -> list[Path]:
    """Fetch what is not there yet, and check every file."""
    folder = cache / "downloads"
    folder.mkdir(exist_ok=True)
    private = apt.PrivateApt(cache / "apt")
    private.update({package.suite for package in packages})
    selected = {package.name: private.select(package) for package in packages}
    here = _by_checksum(folder)
    missing = [
        (name, version)
        for name, (version, sha256) in selected.items()
        if sha256 not in here
    ]
    if missing:
        private.download(missing, folder)
    here = _by_checksum(folder)
    for name, (_version, sha256) in selected.items():
        if sha256 not in here:
            for path in folder.glob(f"{name}_*.deb"):
                apt.verify(path, sha256)
            raise Failure(f"{name} was not downloaded.", "run again.")
    return [here[sha256] for _version, sha256 in selected.values()]


def _by_checksum(folder: Path) -> dict[str, Path]:
    return {stamps.file_sha256(path): path for path in folder.glob("*.deb")}


def _complete(root: Path) -> None:
    """Check the series and put in the file that Debian leaves out."""
    found = series_of(root)
    if found != SERIES:
        raise Failure(
            f"The Debian package is Odoo {found or '?'}, {SERIES} is needed.",
            f"name an Odoo 19 of yours with {_NAMED}=/path.",
        )
    stub = root / "odoo" / "addons" / _STUB
    if not stub.exists():
        stub.parent.mkdir(parents=True, exist_ok=True)
        stub.write_text("// Not part of the Debian package.\n", encoding="utf-8")


def _from_clone(cache: Path) -> Path:
    final = cache / f"odoo-{SERIES}-clone"
    if stamps.is_finished(final, SERIES):
        return final
    require_room(cache)
    say("Cloning Odoo 19 (about 250 MB)")
    part = _fresh_part(cache)
    progress = Progress("cloning")
    command = ["git", "clone", "--quiet", "--depth", "1", "--branch", SERIES]
    try:
        process.run([*command, _CLONE_OF, part])
    except Failure as error:
        raise Failure(
            f"Odoo could not be cloned: {error.what}",
            f"check the network, or name an Odoo 19 with {_NAMED}=/path.",
        ) from error
    progress.done()
    if series_of(part) != SERIES:
        raise Failure("The clone is not Odoo 19.0.", f"set {_NAMED}=/path.")
    stamps.finish(part, SERIES)
    part.rename(final)
    return final
