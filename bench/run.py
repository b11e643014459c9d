# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""``make bench``: each figure with its floor, from one run on one machine.

``make bench ARGS="catalogue 20000"`` picks subjects (:data:`bench.SUBJECTS`) and sizes.
What is printed is also kept, see :mod:`bench.recording`.
"""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))


def main(arguments: list[str]) -> int:
    """Run the subjects named, or all, and return the exit status.

    :param arguments: subjects and sizes in any order; without sizes each subject takes
        its own
    """
    from bench import SUBJECTS
    from bench.recording import Results

    sizes = tuple(int(each) for each in arguments if each.isdigit())
    subjects = [each for each in arguments if not each.isdigit()]
    if unknown := [each for each in subjects if each not in SUBJECTS]:
        print(f"No such subject: {unknown[0]}; one of {', '.join(SUBJECTS)}.")
        return 2
    results = Results()
    try:
        for subject in subjects or SUBJECTS:
            module = import_module(f"bench.{subject}")
            module.run(results, sizes or module.SIZES)
    finally:
        # what was measured is kept when a later subject fails
        results.write()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
