# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""``make soak``: the whole suite several times in a row, once on a busy machine.

A test whose result depends on luck passes most of the time; here it gets more chances
to fail. At the end ten thousand orders go through shops at random, and weeks of offers;
all tests inside Odoo run on the second platform, the oldest libraries have their turn
(:mod:`dev.oldest`), and the tests inside Odoo run beside other people's addons
(:mod:`dev.others`).
"""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from . import process
from .report import Failure, say

RUNS = 5
#: the run, counted from 1, beside which the busy processes run
LOADED_RUN = 3
BUSY_PROCESSES = 4
#: parts of :mod:`dev.testing` that the soak ends with, and what people read of them
LAST = {
    "shops": "ten thousand orders and weeks of offers, in shops at random",
    "orm-second-whole": "all that runs inside Odoo, on the second platform",
    "oldest": "the oldest libraries",
    "others": "beside other people's addons",
}
#: environment variable that says which shops at random the tests try
SEED = "LAREDOUTE_RANDOM_SEED"


@dataclass(frozen=True)
class Outcome:
    """One run of the suite, or of a part.

    :ivar name: what ran, such as ``run 3, under load``
    :ivar closing: the last line it printed, such as ``812 passed, 0 failed``
    :ivar seconds: how long it took
    """

    name: str
    passed: bool
    closing: str
    seconds: float

    def __str__(self) -> str:
        result = "passed" if self.passed else "FAILED"
        return f"{self.name}: {result} in {self.seconds:.0f} s ({self.closing})"


def run(arguments: Sequence[str]) -> int:
    """Run the suite :data:`RUNS` times, then :data:`LAST`, each to its end.

    :param arguments: as for :func:`dev.testing.run`; what they select runs, and no more
    :returns: the exit status, 0 when every run passed
    """
    outcomes = []
    for number in range(1, RUNS + 1):
        say(f"Soak: run {number} of {RUNS}")
        with busy(BUSY_PROCESSES if number == LOADED_RUN else 0):
            load = ", under load" if number == LOADED_RUN else ""
            outcomes.append(_run(f"run {number}{load}", number, arguments))
        say(f"Soak: {outcomes[-1]}")
    for part, name in LAST.items() if not arguments else ():
        say(f"Soak: {name}")
        outcomes.append(_run(name, RUNS + 1, [part]))
        say(f"Soak: {outcomes[-1]}")
    print("\n".join(str(outcome) for outcome in outcomes), flush=True)
    return 0 if all(outcome.passed for outcome in outcomes) else 1


@contextlib.contextmanager
def busy(count: int) -> Iterator[None]:
    """Keep so many processes busy, one processor each, until the block ends."""
    with contextlib.ExitStack() as stack:
        for _number in range(count):
            child = process.start([sys.executable, "-c", "while True: pass"])
            stack.callback(process.end, child)
        yield


def _run(name: str, seed: int, arguments: Sequence[str]) -> Outcome:
    start = time.monotonic()
    # other shops at random in each run, see tests/orm/agreement/shop
    env = {**os.environ, SEED: str(seed)}
    command = [sys.executable, "-m", "dev", "test", *arguments]
    closing, passed = "it printed nothing", True
    try:
        for line in process.lines(command, env=env):
            print(line, flush=True)
            closing = line or closing
    except Failure:
        passed = False
    return Outcome(name, passed, closing, time.monotonic() - start)
