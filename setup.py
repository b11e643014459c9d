# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The wheel ``odoo-addon-laredoute_connector``, by the naming used for addons.

The addon's folder becomes the package ``odoo.addons.laredoute_connector`` with
every file in it: what Odoo reads is not only Python.
"""

from __future__ import annotations

import ast
import os
from pathlib import Path

from setuptools import setup

ROOT = Path(__file__).resolve().parent
ADDON = "laredoute_connector"
PACKAGE = f"odoo.addons.{ADDON}"
LEFT_OUT = {".pyc", ".pyo", ".swp", ".orig", ".rej"}


def manifest() -> dict[str, object]:
    """Read the addon's manifest, which says the version."""
    text = (ROOT / ADDON / "__manifest__.py").read_text(encoding="utf-8")
    return dict(ast.literal_eval(text))


def requirements(described: dict[str, object]) -> list[str]:
    """Return what the addon needs, which its manifest says to Odoo as well."""
    needed = described["external_dependencies"]
    assert isinstance(needed, dict)
    return [str(each) for each in needed["python"]]


def contents() -> tuple[list[str], dict[str, list[str]]]:
    """Walk the addon.

    :returns: its packages, and for each package the files that are not Python,
        with those of its folders that are no packages themselves
    """
    packages: list[str] = []
    data: dict[str, list[str]] = {}
    for folder, folders, names in os.walk(ROOT / ADDON):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        here = Path(folder)
        if "__init__.py" in names:
            packages.append(dotted(here))
        owner = here
        while not (owner / "__init__.py").exists():
            owner = owner.parent
        for name in sorted(names):
            is_module = name.endswith(".py") and owner == here
            if not is_module and Path(name).suffix not in LEFT_OUT:
                path = (here / name).relative_to(owner).as_posix()
                data.setdefault(dotted(owner), []).append(path)
    return packages, data


def dotted(folder: Path) -> str:
    """Return the package that a folder of the addon becomes."""
    inside = folder.relative_to(ROOT / ADDON).parts
    return ".".join((PACKAGE, *inside))


def long_description() -> str:
    """Return the README, which a build from elsewhere may lack."""
    readme = ROOT / "README.md"
    return readme.read_text(encoding="utf-8") if readme.exists() else ""


def main() -> None:
    """Describe the distribution to setuptools."""
    described = manifest()
    packages, data = contents()
    setup(
        name=f"odoo-addon-{ADDON}",
        version=str(described["version"]),
        description=str(described["summary"]),
        long_description=long_description(),
        long_description_content_type="text/markdown",
        author="La Redoute connector contributors",
        license="LGPL-3.0-or-later",
        python_requires=">=3.10",
        package_dir={PACKAGE: ADDON},
        packages=packages,
        package_data=data,
        include_package_data=False,
        zip_safe=False,
        install_requires=requirements(described),
        classifiers=[
            "Development Status :: 4 - Beta",
            "Environment :: Web Environment",
            "Framework :: Odoo",
            "Framework :: Odoo :: 19.0",
            "Natural Language :: French",
            "Programming Language :: Python :: 3",
        ],
    )


if __name__ == "__main__":
    main()
