# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""How long a shop waits for its turn when many are due and one does not answer."""

from __future__ import annotations

from dev import database

from .child import run_child
from .recording import Results

SUBJECT = "shops"
SIZES = (50,)


def run(results: Results, sizes: tuple[int, ...] = SIZES) -> None:
    """Let shops that are all due wait for one worker, then for two.

    The longest waiting of a shop, beside the turns of the others shared by the workers.
    The calls are simulated, see :mod:`.shops_work`; seconds are those of the shops.

    :param sizes: how many shops
    """
    for size in sizes:
        with database.temporary("bench") as name:
            for workers in (1, 2):
                found = run_child(name, SUBJECT, f"round_of_{workers}", size)
                results.add_value(
                    f"{SUBJECT}_{size}_round_{workers}",
                    found["work"].seconds,
                    "s",
                    found["floor"].seconds,
                )
