# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What a newcomer runs first works: the whole loop, without a person."""

import subprocess
import sys

from .conftest import ROOT


def test_the_demonstration_closes_the_loop():
    done = subprocess.run(
        [sys.executable, "-m", "dev", "demo", "--once"],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-6000:]
    assert "The loop is closed" in done.stdout
