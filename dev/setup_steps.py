# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The steps of ``make setup``, in the order in which they depend on each other."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from . import odoo_source, venv
from .locking import exclusive
from .paths import ready_cache, require_python

#: Set for the process that runs in the prepared Python.
PREPARED = "LAREDOUTE_PREPARED"


def install() -> Path:
    """Install what needs no database: Odoo and the Python packages.

    :returns: the Python of the virtual environment
    :raises Failure: with what to do, when a step fails
    """
    require_python()
    cache = ready_cache()
    with exclusive(cache / "setup.lock", "installing"):
        root = odoo_source.ensure(cache)
        return venv.ensure(cache, root)


def continue_in(python: Path, arguments: list[str]) -> None:
    """Replace this process by the prepared Python, running ``dev`` again."""
    os.environ[PREPARED] = "1"
    sys.stdout.flush()
    os.execv(python, [str(python), "-m", "dev", *arguments])


def is_prepared() -> bool:
    """Return whether this process is the one that :func:`continue_in` began."""
    return os.environ.get(PREPARED) == "1"
