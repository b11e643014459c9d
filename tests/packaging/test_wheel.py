# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The wheel: built from the repository, installed, and looked into."""

from __future__ import annotations

import ast
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from dev import running
from dev.paths import ADDON, REPOSITORY

INSIDE = Path("odoo", "addons", "laredoute_connector")


def addon_files() -> set[str]:
    """Return the addon's files as the repository has them."""
    return {
        path.relative_to(ADDON).as_posix()
        for path in ADDON.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel."""
    target = tmp_path_factory.mktemp("dist")
    running.build_wheel(target)
    (built,) = target.glob("*.whl")
    return built


def test_wheel_is_named_and_versioned_after_the_manifest(wheel: Path) -> None:
    assert wheel.name.startswith("odoo_addon_laredoute_connector-19.0.")


def test_wheel_leaves_the_namespaces_to_odoo(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert "odoo/__init__.py" not in names
    assert "odoo/addons/__init__.py" not in names


def test_every_file_is_in_place_when_installed_in_a_clean_environment(
    wheel: Path, tmp_path: Path
) -> None:
    clean = tmp_path / "clean"
    venv.create(clean, with_pip=False)
    # The clean environment needs no pip of its own: ours installs into it.
    pip = [sys.executable, "-m", "pip", "--python", str(clean / "bin" / "python")]
    install = ["install", "--quiet", "--no-index", "--no-deps", str(wheel)]
    subprocess.run([*pip, *install], check=True)
    (site,) = clean.glob("lib/python3*/site-packages")
    installed = site / INSIDE
    found = {
        path.relative_to(installed).as_posix()
        for path in installed.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert found == addon_files()


def test_installed_files_are_the_repositorys(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        for name in addon_files():
            inside = (INSIDE / name).as_posix()
            assert archive.read(inside) == (ADDON / name).read_bytes(), name


def test_requirements_of_the_wheel_are_pinned_for_development(wheel: Path) -> None:
    pinned = (REPOSITORY / "requirements" / "runtime.txt").read_text(encoding="utf-8")
    with zipfile.ZipFile(wheel) as archive:
        (metadata,) = (n for n in archive.namelist() if n.endswith("METADATA"))
        lines = archive.read(metadata).decode().splitlines()
    wanted = [line.split(": ")[1] for line in lines if line.startswith("Requires-Dist")]
    assert wanted
    for requirement in wanted:
        name = requirement.partition(">=")[0].strip()
        assert f"\n{name.lower()}==" in "\n" + pinned, name


def test_l_the_wheel_requires_what_the_manifest_says_to_odoo(wheel: Path) -> None:
    manifest = ast.literal_eval((ADDON / "__manifest__.py").read_text(encoding="utf-8"))
    declared = manifest["external_dependencies"]["python"]
    with zipfile.ZipFile(wheel) as archive:
        (metadata,) = (n for n in archive.namelist() if n.endswith("METADATA"))
        lines = archive.read(metadata).decode().splitlines()
    wanted = [line.split(": ")[1] for line in lines if line.startswith("Requires-Dist")]
    assert sorted(each.replace(" ", "") for each in wanted) == sorted(declared)
    assert all(">=" in each for each in declared), "each says its lowest version"
