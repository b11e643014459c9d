# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""``make bench``: each figure with its floor, from one run on one machine.

``make bench ARGS="catalogue 20000"`` picks: ``catalogue`` or ``wire``, and sizes.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

if __name__ == "__main__":
    from bench import catalogue

    sizes = tuple(int(each) for each in sys.argv[1:] if each.isdigit())
    parts = [each for each in sys.argv[1:] if not each.isdigit()]
    for part, run in {"catalogue": catalogue.run, "wire": catalogue.run_wire}.items():
        if not parts or part in parts:
            run(sizes or catalogue.SIZES)
