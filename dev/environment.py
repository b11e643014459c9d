# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The prepared machine, as the tests and the demo see it."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from . import chromium, odoo_source, postgres
from .paths import REPOSITORY, cache_folder
from .report import Failure


@dataclass(frozen=True)
class Environment:
    """Where everything is. Nothing is started until it is needed.

    :ivar python: the Python of the virtual environment
    :ivar odoo_root: the folder that holds the ``odoo`` package
    :ivar cache: the cache folder
    :ivar repository: the root of this repository
    :ivar more_addons: addons folders of other people, see :mod:`dev.others`
    """

    python: Path
    odoo_root: Path
    cache: Path
    repository: Path = REPOSITORY
    more_addons: tuple[Path, ...] = ()

    @property
    def addons_path(self) -> tuple[Path, ...]:
        """Odoo's addons folders, those of others, the repository (for our addon)."""
        own = odoo_source.addons_folders(self.odoo_root)
        return (*own, *self.more_addons, self.repository)

    @property
    def data_dir(self) -> Path:
        """Odoo's folder for sessions (attachments are in the database)."""
        return self.cache / "odoo-data"

    @property
    def pg(self) -> postgres.PgSettings:
        """How to reach PostgreSQL; starts the embedded one on first use.

        The embedded server stays up until this process ends.

        :raises Failure: when it cannot be started
        """
        return postgres.settings(self.cache, self.python)

    @property
    def chromium(self) -> Path:
        """The browser's program.

        :raises Failure: when there is none, saying what to install
        """
        return chromium.find()

    def variables(self) -> dict[str, str]:
        """Return this process's environment with PostgreSQL's settings in it."""
        kept = {k: v for k, v in os.environ.items() if k not in ("PGPASSWORD",)}
        return {**kept, **self.pg.variables(), "PYTHONUNBUFFERED": "1"}


def load() -> Environment:
    """Return the environment that ``make setup`` has prepared.

    :raises Failure: when called by another Python than the prepared one
    """
    cache = cache_folder()
    python = Path(sys.prefix) / "bin" / "python"
    path_file = next(
        (Path(sys.prefix) / "lib").glob("python3*/site-packages/laredoute_odoo.pth"),
        None,
    )
    if path_file is None:
        raise Failure(
            f"{sys.executable} is not the prepared Python.",
            "run 'make setup', then use the Python that 'make python' names.",
        )
    root = Path(path_file.read_text(encoding="utf-8").strip())
    return Environment(python=python, odoo_root=root, cache=cache)
