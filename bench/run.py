# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""``make bench``: each figure with its floor, from one run on one machine."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

if __name__ == "__main__":
    from bench import catalogue

    catalogue.run()
    # after the registry is loaded the pure side is importable by its real name
    from bench import wire

    wire.run()
