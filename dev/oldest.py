# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""``make test ARGS=oldest``: the oldest libraries that sellers have.

The tests of the pure side and of the simulator run on them, and the whole loop of the
demonstration: Odoo, the addon and the simulator. It is a part that only runs when it
is named, and at the end of ``make soak``: what it finds does not change daily.
"""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path

from . import database, environment, testing, venv
from .counting import Count
from .locking import exclusive
from .paths import REPOSITORY
from .report import say

FOLDERS = ("marketplace", "simulator")


def run(extra: Sequence[str]) -> Count:
    """Run the tests, then the loop, in the environment of the oldest libraries.

    :param extra: goes to pytest; with any, the loop is left out
    :raises Failure: when the environment cannot be made
    """
    env = environment.load()
    with exclusive(env.cache / "setup.lock", "installing"):
        python = venv.ensure(env.cache, env.odoo_root, venv.OLDEST)
    folders = [testing.TESTS / name for name in FOLDERS]
    count = testing.pytest(folders, ["-p", "no:odoo", *extra], python)
    if not extra:
        count.add(_loop(env, python))
    return count


def _loop(env: environment.Environment, python: Path) -> Count:
    """Run the demonstration once, in a copy of the database that is there already."""
    database.prepare_ready(env)
    say("The whole loop, with the oldest libraries")
    done = subprocess.run(
        [python, "-m", "dev.demo", "--once"],
        cwd=REPOSITORY,
        # the embedded PostgreSQL is that of the usual environment
        env=env.variables(),
        stdin=subprocess.DEVNULL,
        check=False,
    )
    closed = done.returncode == 0
    return Count(passed=int(closed), failed=int(not closed))
